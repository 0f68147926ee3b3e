"""Two sides of a store, side by side: documents, departments, years, regions, kinds of department."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from miner.bilingual import say
from miner.comparing.holding import Held, hold
from miner.comparing.key_figures import NAMES, KeyAmount, key_amounts
from miner.comparing.profiles import PeerGroup, compare_measures, peers_of
from miner.comparing.selecting import Selection, select
from miner.comparing.vocabulary import accounts_of, compare_causes, key_words, words_of
from miner.comparing.wordings import compare_sentences, compare_wordings, reasons
from miner.comparison.identity import Correction
from miner.comparison.standing import FEWEST
from miner.errors import UsageError
from miner.model.comparing import Comparison, Form, KeyFigureCompared, Said, Side, SideAmount
from miner.store import Reader


def compare(
    reader: Reader,
    a: str,
    b: str,
    *,
    corrections: Iterable[Correction] = (),
    peers: str = "auto",
    limit: int = 20,
    held: Held | None = None,
    cut: dict[str, tuple[str, ...]] | None = None,
) -> Comparison:
    """Put two sides of a store side by side.

    Args:
        reader: of the store.
        a: what stands on the left; see `miner.comparing.selecting` for how it is written.
        b: what stands on the right.
        corrections: what a reviewer says of names.
        peers: ``auto``, ``kind`` or ``all``; see `miner.comparing.profiles.peers_of`.
        limit: how many key words and accounts of each side.
        held: who is who, if that is known already; then ``corrections`` are not looked at.
        cut: clauses whose words are known already; those that are cut here are added.

    Raises:
        UsageError: a selector is not understood, fits nothing or several things, or both mean the same.
        StoreError: the database cannot be used.
    """
    held = held or hold(reader, corrections)
    side_a, side_b = select(a, held, reader), select(b, held, reader)
    side_a, side_b, notes = _apart(side_a, side_b)
    peers_a, peers_b = peers_of(side_a, held, peers), peers_of(side_b, held, peers)
    said_a, said_b = reasons(reader, side_a.ids, held), reasons(reader, side_b.ids, held)
    single = len(side_a.documents) == 1 and len(side_b.documents) == 1
    cut = {} if cut is None else cut
    reasons_a, reasons_b = [said for _, said in said_a], [said for _, said in said_b]
    return Comparison(
        _side(side_a, peers_a, reasons_a),
        _side(side_b, peers_b, reasons_b),
        compare_measures(reader, side_a, side_b, peers_a, peers_b),
        compare_wordings(reader, said_a, said_b),
        compare_sentences(reader, side_a.ids[0], side_b.ids[0]) if single else None,
        key_words(words_of(reader, side_a.documents, cut), words_of(reader, side_b.documents, cut), limit),
        key_words(accounts_of(reader, side_a.ids), accounts_of(reader, side_b.ids), limit),
        compare_causes(reasons_a, reasons_b, reader.causes()),
        compare_key_figures(key_amounts(reader, side_a.documents), key_amounts(reader, side_b.documents)),
        (*notes, *_notes(side_a, peers_a), *_notes(side_b, peers_b)),
    )


def _apart(a: Selection, b: Selection) -> tuple[Selection, Selection, list[str]]:
    """Both sides without what is on both: that stays with the smaller one."""
    both = set(a.ids) & set(b.ids)
    if not both:
        return a, b, _unlike(a, b)
    if set(a.ids) == set(b.ids):
        raise UsageError(
            say("两边是同样的文件，没有可比的", "Both sides are the same documents"),
            say(f"两边都是：{a.label}", f"Both are: {a.label}"),
        )
    small, large = sorted((a, b), key=lambda side: len(side.documents))
    rest = tuple(one for one in large.documents if one.doc_id not in both)
    if not rest:  # pragma: no cover - the larger of two different sides has more than the other
        raise UsageError(say("两边的文件相同", "Both sides are the same documents"))
    cut = Selection(large.selector, large.form, large.label, rest)
    note = say(
        f"“{large.label}” 中去掉了也在 “{small.label}” 中的 {len(both)} 份文件",
        f"{len(both)} documents of “{large.label}” that are in “{small.label}” too were left out of it",
    )
    a, b = (small, cut) if small is a else (cut, small)
    return a, b, [note, *_unlike(a, b)]


def _unlike(a: Selection, b: Selection) -> list[str]:
    if a.kind == b.kind:
        return []
    return [
        say(
            "一边是决算，一边是预算：口径不同，数字和指标不宜直接相减",
            "One side is final accounts, the other budgets: their figures and measures are not of the same sort",
        )
    ]


def _notes(side: Selection, peers: PeerGroup) -> Iterable[str]:
    if 0 < peers.told.number < FEWEST:
        yield say(
            f"“{side.label}” 只有 {peers.told.number} 个可比对象，百分位仅供参考",
            f"“{side.label}” has only {peers.told.number} peers: percentiles say little",
        )
    if side.form is Form.DEPARTMENT:
        by_year: dict[int | None, int] = defaultdict(int)
        for one in side.documents:
            by_year[one.year] += 1
        if max(by_year.values()) > 1:
            yield say(
                f"“{side.label}” 同一年有几份文件（部门与单位），金额会重复；可用 @年度,部门 或 @年度,单位 分开",
                f"“{side.label}” has several documents of a year (department and unit), whose amounts overlap; "
                "part them by @YEAR,department or @YEAR,unit",
            )


def _side(selection: Selection, peers: PeerGroup, said: list[Said]) -> Side:
    return Side(
        selection.selector.text,
        selection.form,
        selection.label,
        selection.documents,
        len(selection.departments),
        selection.years,
        selection.kind,
        len(said),
        peers.told,
    )


def compare_key_figures(a: Iterable[KeyAmount], b: Iterable[KeyAmount]) -> tuple[KeyFigureCompared, ...]:
    """The key figures that either side has."""
    by_a, by_b = _by_name(a), _by_name(b)
    found = []
    for name, titles in NAMES.items():
        if name not in by_a and name not in by_b:
            continue
        one, other = _amount(by_a.get(name, [])), _amount(by_b.get(name, []))
        difference = other.mean - one.mean if one.mean is not None and other.mean is not None else None
        change = float(difference / abs(one.mean)) if difference is not None and one.mean else None
        found.append(KeyFigureCompared(name, say(*titles), one, other, difference, change))
    return tuple(found)


def _by_name(amounts: Iterable[KeyAmount]) -> dict[str, list[KeyAmount]]:
    found: dict[str, list[KeyAmount]] = defaultdict(list)
    for one in amounts:
        found[one.name].append(one)
    return found


def _amount(amounts: list[KeyAmount]) -> SideAmount:
    if not amounts:
        return SideAmount(None, 0, None, ())
    total = sum((one.amount for one in amounts), Decimal())
    mean = total if len(amounts) == 1 else (total / len(amounts)).quantize(Decimal("0.01"))
    return SideAmount(total, len(amounts), mean, (amounts[0].cell_id,) if len(amounts) == 1 else ())
