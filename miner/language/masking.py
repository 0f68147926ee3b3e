"""Masking (掩码): what differs from case to case becomes a slot, so that what is said the same way reads the same.

``主要原因是2024年新增2名人员，临江区财政局增加12.5万元`` becomes ``{年}新增{数}人员,{本单位}增加{额}``. Each slot
keeps its value and where it stood. Before masking, what printing and habit add is taken away: width of characters, line
breaks, the kind of punctuation, and the lead-in (主要原因是 …).

Names are found by an Aho-Corasick automaton over the account classification, whole names before parts of names.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from ahocorasick_rs import AhoCorasick, MatchKind

from miner.language.accounts import AccountKind, Classification
from miner.language.numbers import Exclusion, NumberMention, scan_numbers


class SlotKind(StrEnum):
    """What a slot stands for; the value is how it reads in a template."""

    YEAR = "年"
    AMOUNT = "额"
    RATE = "率"
    NUMBER = "数"
    ACCOUNT = "科目"
    OWN_UNIT = "本单位"
    UNIT = "单位"
    PLACE = "地名"

    @property
    def mark(self) -> str:
        """The slot in a template: ``{额}``."""
        return f"{{{self.value}}}"


@dataclass(frozen=True, slots=True)
class Slot:
    """One masked piece: its kind, its words without blanks, and where they stand in the text that was masked."""

    kind: SlotKind
    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Masked:
    """A text as a template with its slots in order."""

    template: str
    slots: tuple[Slot, ...]


_FOLD = {ord(character): unicodedata.normalize("NFKC", character) for character in map(chr, range(0xFF01, 0xFF5F))}
_PUNCTUATION = re.compile(r"(?:[，,、；;。:：!！?？·…\s]|(?<!\d)\.|\.(?!\d))+")
_DROPPED = re.compile("[“”„‟\"'‘’「」『』《》<>〈〉*{}]")
_BRACKETS = str.maketrans("〔【[〕】]", "((()))")
_FOLD_ALL = {code: folded.translate(_BRACKETS) for code, folded in _FOLD.items()} | _BRACKETS
"""Both in one pass."""
_INVISIBLE = re.compile(r"[\s{}\ud800-\uf8ff]")
"""Blanks, what would be taken for a slot, and halves of characters (surrogates), which are no text."""

_CAUSED = r"(?:因为|由于|因(?!公出国|公临时|素))?"
_ABOUT = r"(?=[^,;:原]*(?:算|支出|收入|主要|具体|变动|变化|差异|[增减超]|于|上年|持平)|[^,;:原]{0,2}原因)"
_LEAD_IN = re.compile(
    rf"(?:[,.;:、()]+|[一二三四五六七八九]是|[一二三四五六七八九]\)|\d{{1,2}}(?:[.、](?!\d)|\))|[①-⑩]|{_ABOUT}[^,;:原]{{0,30}}原因(?:分析|说明)?(?:如下|主要|在于)*[是为系:]*{_CAUSED}"
    rf"|主要[是系]{_CAUSED}|主要由于|因为|由于|因(?=[^公素此病私而])|是(?=因为|由于|因)|系(?=因为|由于|因|本|我|\d))+"
)
_STATED = re.compile(
    r"(?P<stated>[^;。]{1,120}?)(?:(?<=[,:。])|(?<=变化)|(?<=变动)|(?<=差异)|(?=[的之其]?(?:主要|具体|直接)?原因))(?:[的其]|增减|变[动化]|差异)*(?:主要|具体|直接)?"
    rf"(?:原因(?:如下)?[是为系:,]+|(?<=主要)(?:原因)?[是系为由]于?){_CAUSED}(?:主要[是系由]于?)?"
)
_STATES = re.compile(
    r"[较比与同](?:上|去|年|预|\d|调整|往)|[决预]算|\d[^,]*元|^(?:支出|收入|经费|费用)|增|减|升|降|超|持平|结余"
)
"""What a difference is stated with before its reason is given: 支出较上年增加3万元，主要是 …."""
_TRAIL = re.compile(r"(?:等原因)?(?:所致|所造成|造成的?|引起的?|导致的?)?[,.;:]*$")
_OWN_WORDS = re.compile(
    r"(?:本|我)(?:单位|部门|局|委|办|中心|街道|院|校|所|站|队|馆|会|机关|镇|乡|厅|处|社区)(?![务公议场民域内级理置分罚于])"
)
_PRIVATE = 0xE000
"""Slots hold their places as characters of the private use area while the words around them are folded."""
_YEAR_TAIL = re.compile(r"\s*年(?:度)?|\s*年(?=\s*\d)")
_SHORTEST_FUNCTIONAL = 4
"""Shorter names of the functional classification are words of every day: 教育, 公安, 大气, 图书馆."""
_ITEMS = (
    "因公出国（境）费",
    "因公出国（境）经费",
    "因公出国（境）",
    "公务用车购置及运行费",
    "公务用车购置及运行维护费",
    "公务用车购置费",
    "公务用车运行费",
    "公务用车费",
    "“三公”经费",
    "三公经费",
    "机关运行经费",
    "其他交通费",
    "公务接待",
    "公务接待经费",
    "公务接待支出",
)
"""What disclosures state differences of beside accounts: the “三公” items and 机关运行经费, in their wordings."""
_DEEDS = ("购置", "修缮", "更新", "购建", "采购", "改造")
_ACCOUNT_TAIL = re.compile(r"\([类款项]\)(?:支出)?|支出")
_PATH_JOIN = re.compile(r"[-—–―]*")
_EVERYDAY = frozenset({"信息化建设", "其他支出", "行政运行支出"})


def normalise(text: str) -> str:
    """The words without lead-in, blanks, kinds of punctuation and width: what a template is made of, nothing masked."""
    folded, _ = _folded(text)
    return _plain(folded[_lead(folded) :])


def mask(
    text: str,
    own_names: Iterable[str] = (),
    other_names: Iterable[str] = (),
    places: Iterable[str] = (),
    *,
    whole: bool = False,
) -> Masked:
    """The template of a text and its slots; with ``whole``, of all of it, else of what stands behind its lead-in.

    ``own_names`` are the names of the unit that speaks (本单位, 我局 … count as such too), ``other_names`` those of
    other units, ``places`` those of regions. Offsets of the slots count in ``text``.

    Raises:
        MinerError: the classification is missing.
    """
    folded, index = _folded(text)
    first = 0 if whole else _lead(folded)
    spans = _chosen(_spans(folded, _names(tuple(own_names)), _names(tuple(other_names)), _names(tuple(places))), first)
    pieces: list[str] = []
    slots: list[Slot] = []
    at = first
    for start, end, kind in spans:
        pieces += (folded[at:start], chr(_PRIVATE + len(slots)))
        slots.append(Slot(kind, folded[start:end], index[start], index[end - 1] + 1))
        at = end
    pieces.append(folded[at:])
    template = _plain("".join(pieces))
    for ordinal, slot in enumerate(slots):
        template = template.replace(chr(_PRIVATE + ordinal), slot.kind.mark)
    return Masked(template, tuple(slots))


def _folded(text: str) -> tuple[str, Sequence[int]]:
    """The text without blanks, full-width letters and brackets made half-width, and where each character stood."""
    if not _INVISIBLE.search(text):
        return text.translate(_FOLD_ALL), range(len(text))
    index = [at for at, character in enumerate(text) if not _INVISIBLE.match(character)]
    return "".join(text[at] for at in index).translate(_FOLD_ALL), index


def _lead(folded: str) -> int:
    """Where the reason begins. A text that is nothing but a lead-in is kept whole."""
    match = _LEAD_IN.match(folded)
    start = match.end() if match else 0
    stated = _STATED.match(folded, start)
    if stated and _STATES.search(stated["stated"]):
        start = stated.end()
    return start if start < len(folded) else 0


def _plain(text: str) -> str:
    """NFKC, one kind of punctuation and none at the ends, no quotation marks, no 所致 at the end."""
    folded = _PUNCTUATION.sub(",", _DROPPED.sub("", unicodedata.normalize("NFKC", text))).strip(",")
    trail = _TRAIL.search(folded)
    return folded[: trail.start()] if trail and trail.start() else folded


Span = tuple[int, int, SlotKind]


def _spans(text: str, own: tuple[str, ...], others: tuple[str, ...], places: tuple[str, ...]) -> Iterator[Span]:
    """All that may become a slot, in order of trust: the first to claim a character has it."""
    for names, kind in ((own, SlotKind.OWN_UNIT), (others, SlotKind.UNIT)):
        yield from _named(text, names, kind)
    for match in _OWN_WORDS.finditer(text):
        yield *match.span(), SlotKind.OWN_UNIT
    yield from _accounts(text)
    yield from _named(text, places, SlotKind.PLACE)
    for mention in scan_numbers(text):
        slot = _kind_of(mention)
        if slot is not None:
            tail = _YEAR_TAIL.match(text, mention.end) if slot is SlotKind.YEAR else None
            yield mention.start, tail.end() if tail else mention.end, slot


def _accounts(text: str) -> Iterator[Span]:
    """The accounts of a text. 公务接待费 and 公务接待费支出 are one, and so is a path: 财政事务（款）行政运行（项）."""
    path: tuple[int, int] | None = None
    for _, start, end in _account_automaton().find_matches_as_indexes(text):
        if text[end : end + 1] == "金" and text[end - 1] != "金":
            continue  # 死亡抚恤金 is what was paid, not the account of its name
        tail = _ACCOUNT_TAIL.match(text, end)
        if not tail and text.endswith(_DEEDS, start, end):
            continue  # 办公设备购置增加 says what was done; 办公设备购置支出 is the account
        end = tail.end() if tail else end
        if path and _PATH_JOIN.fullmatch(text, path[1], start):
            path = path[0], end
            continue
        if path:
            yield *path, SlotKind.ACCOUNT
        path = start, end
    if path:
        yield *path, SlotKind.ACCOUNT


def _kind_of(mention: NumberMention) -> SlotKind | None:
    """The slot of a number; none where it is part of a name (5G)."""
    if mention.exclusion is Exclusion.NAME:
        return None
    if mention.exclusion is Exclusion.YEAR:
        return SlotKind.YEAR
    if mention.is_amount:
        return SlotKind.AMOUNT
    return SlotKind.RATE if mention.is_percent or mention.unit.endswith("百分点") else SlotKind.NUMBER


def _chosen(spans: Iterable[Span], first: int) -> list[Span]:
    """Those that do not overlap one that came before, in order of place."""
    taken: set[int] = set(range(first))
    kept: list[Span] = []
    for start, end, kind in spans:
        if taken.isdisjoint(range(start, end)):
            taken.update(range(start, end))
            kept.append((start, end, kind))
    return sorted(kept)


def _named(text: str, names: tuple[str, ...], kind: SlotKind) -> Iterator[Span]:
    if names and any(name in text for name in names):
        for match in _alternatives(names).finditer(text):
            yield *match.span(), kind


@lru_cache(maxsize=256)
def _alternatives(names: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, names)))


@lru_cache(maxsize=1024)
def _names(names: tuple[str, ...]) -> tuple[str, ...]:
    """Names as they stand in a folded text, longest first; single characters are no names."""
    folded = {_folded(name)[0] for name in names}
    return tuple(sorted((name for name in folded if len(name) > 1), key=lambda name: (-len(name), name)))


@lru_cache(maxsize=1)
def _account_automaton() -> AhoCorasick:
    patterns = {_folded(item)[0] for item in _ITEMS}
    for account in Classification.load().accounts:
        name = _folded(account.name)[0]
        short = name.removesuffix("支出")
        for form in (name, short):
            least = _SHORTEST_FUNCTIONAL if account.kind is AccountKind.FUNCTIONAL else 2
            if len(form) >= least and form not in _EVERYDAY and not (form == short != name and len(short) < 4):
                patterns.add(form)
    return AhoCorasick(sorted(patterns), matchkind=MatchKind.LeftmostLongest)
