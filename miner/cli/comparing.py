"""``miner compare``: two sides, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.text import Text

from miner.bilingual import say
from miner.cli.console import console
from miner.cli.machine import as_json
from miner.cli.options import General, json_option, out_option
from miner.cli.tables import PlainTable
from miner.labels import MEASURES

if TYPE_CHECKING:  # only for the annotations: loading the stages takes longer than showing the help
    from miner.comparison.identity import Correction
    from miner.model.comparing import Comparison, KeyWord, OwnWording, SentenceAlignment, SideMeasure

DEFAULT_LIMIT = 12


def side_argument() -> Any:
    """One of the two sides."""
    return typer.Argument(
        metavar=say("对象", "SIDE"),
        help=say(
            "文件名、部门名、部门名@2024、部门名@2024,决算、year:2023、region:地区、kind:类别",
            "A file's name, a department's name, NAME@2024, NAME@2024,final, year:2023, region:NAME, kind:NAME",
        ),
    )


def peers_option() -> Any:
    """``--peers``."""
    return typer.Option(
        metavar="auto|kind|all",
        help=say(
            "与谁比：同类部门、全部部门；auto 是同类够多就同类",
            "Measured against departments of the kind, or all; auto: of the kind if there are enough",
        ),
    )


def identities_option() -> Any:
    """``--identities``."""
    return typer.Option(
        metavar=say("文件", "FILE"),
        help=say(
            "部门对照文件（csv 或 toml），默认是 OUT 里的 identities.csv 或 identities.toml",
            "Which names are one department (csv or toml); by default identities.csv or identities.toml in OUT",
        ),
        show_default=False,
    )


def corrections_in(out: Path, identities: Path | None) -> tuple[Correction, ...]:
    """What a reviewer says of names: from the file that was named, or beside the database."""
    from miner.comparing.corrections import corrections_beside, read_corrections

    return corrections_beside(out) if identities is None else read_corrections(identities)


def checked_peers(peers: str) -> str:
    """One of the values of ``--peers``.

    Raises:
        UsageError: it is none.
    """
    from miner.comparing.profiles import PEERS
    from miner.errors import UsageError

    if peers not in PEERS:
        known = ", ".join(PEERS)
        raise UsageError(
            say(f"--peers 不能是 “{peers}”", f"--peers cannot be “{peers}”"),
            say(f"可以是：{known}", f"It is one of: {known}"),
        )
    return peers


def compare(
    context: typer.Context,
    a: Annotated[str, side_argument()],
    b: Annotated[str, side_argument()],
    out: Annotated[Path, out_option()] = Path("out"),
    peers: Annotated[str, peers_option()] = "auto",
    identities: Annotated[Path | None, identities_option()] = None,
    limit: Annotated[
        int, typer.Option(metavar="N", min=1, help=say("每一部分最多列多少条", "Most to list in each part"))
    ] = DEFAULT_LIMIT,
    page: Annotated[
        bool,
        typer.Option(
            "--page",
            help=say(
                "在 OUT/report/compare/ 写成一页，印出它的路径",
                "Write it as a page of OUT/report/compare/ and print its path",
            ),
        ),
    ] = False,
    json: Annotated[bool, json_option()] = False,
) -> int:
    """Put two sides side by side."""
    general: General = context.obj
    general.in_force()
    if page:
        from miner.comparing.answering import Comparer
        from miner.report import write_comparison

        written = write_comparison(out, a, b, Comparer(out, identities), peers=checked_peers(peers))
        print(as_json({"page": written}) if json else written)
        return 0
    from miner.comparing.comparison import compare as compared
    from miner.comparing.holding import DATABASE
    from miner.store import Reader

    corrections = corrections_in(out, identities)
    with Reader.open(out / DATABASE) as reader:
        found = compared(reader, a, b, corrections=corrections, peers=checked_peers(peers), limit=limit)
    if json:
        print(as_json(found))
        return 0
    _show(found, limit)
    return 0


def _show(found: Comparison, limit: int) -> None:
    screen = console()
    for letter, side in (("A", found.a), ("B", found.b)):
        screen.print(Text(f"{letter}  {side.label}", style="bold"))
        screen.print(
            Text(
                say(
                    f"   {len(side.documents)} 份文件，{side.departments} 个部门，{side.explanations} 条原因；"
                    f"对照：{side.peers.label}（{side.peers.number}）",
                    f"   {len(side.documents)} documents, {side.departments} departments, {side.explanations} reasons; "
                    f"peers: {side.peers.label} ({side.peers.number})",
                ),
                style="dim",
            )
        )
    for note in found.notes:
        screen.print(Text(f"! {note}", style="yellow"))
    _key_figures(found)
    _measures(found)
    _causes(found, limit)
    _wordings(found, limit)
    if found.sentences is not None:
        _sentences(found.sentences, limit)
    for title, words in (
        (say("特征词", "Key words"), found.words),
        (say("特征科目（差异说明的对象）", "Key accounts (what is explained)"), found.accounts),
    ):
        _heading(title)
        screen.print(Text("A  ", style="bold").append(_words(words.a), style="not bold"))
        screen.print(Text("B  ", style="bold").append(_words(words.b), style="not bold"))


def _heading(title: str) -> None:
    console().print()
    console().print(Text(title, style="bold underline"))


def _key_figures(found: Comparison) -> None:
    if not found.key_figures:
        return
    _heading(
        say("表中主要数字（万元，多份文件取平均）", "Key figures of the tables (万元; the mean of several documents)")
    )
    table = PlainTable("", "A", "B", "B − A", "%")
    for one in found.key_figures:
        change = "" if one.change is None else f"{100 * one.change:+.1f}"
        table.add_row(one.title, _money(one.a.mean), _money(one.b.mean), _money(one.difference, "+"), change)
    _right(table)


def _money(amount: Decimal | None, sign: str = "") -> str:
    return "" if amount is None else f"{amount / 10_000:{sign},.2f}"


def _measures(found: Comparison) -> None:
    _heading(say("指标（括号内：在对照中的百分位）", "Measures (in brackets: percentile among the peers)"))
    table = PlainTable("", "A", "B", "B − A")
    for one in found.measures:
        difference = "" if one.difference is None else f"{one.difference:+.4g}"
        name = say(*MEASURES.get(one.measure, (one.measure, one.measure)))
        table.add_row(name, _measure(one.a), _measure(one.b), difference)
    _right(table)


def _right(table: PlainTable) -> None:
    for column in table.columns[1:]:
        column.justify = "right"
    console().print(table)


def _measure(one: SideMeasure) -> str:
    if one.value is None:
        return "–"
    where = one.standing
    place = "" if where is None or where.percentile is None else f" ({where.percentile:.0f})"
    return f"{one.value:.4g}{place}"


def _causes(found: Comparison, limit: int) -> None:
    if not found.causes:
        return
    _heading(say("原因类别", "Causes"))
    table = PlainTable("", "A", "B", "B − A", "G²")
    for one in found.causes[:limit]:
        table.add_row(
            one.title,
            _share(one.share_a, one.count_a),
            _share(one.share_b, one.count_b),
            "" if one.difference is None else f"{100 * one.difference:+.1f}",
            f"{one.g2:.1f}",
        )
    _right(table)


def _share(share: float | None, count: int) -> str:
    return "–" if share is None else f"{100 * share:.1f}% ({count})"


def _wordings(found: Comparison, limit: int) -> None:
    told = found.wordings
    screen = console()
    _heading(say("都这样说（少见的在前）", "Said by both (the rarest first)"))
    if told.shared_a is not None and told.shared_b is not None:
        screen.print(
            say(
                f"A 的 {100 * told.shared_a:.0f}%、B 的 {100 * told.shared_b:.0f}% 是对方也有的说法",
                f"{100 * told.shared_a:.0f} % of A's reasons and {100 * told.shared_b:.0f} % of B's are said by the other too",
            )
        )
    for shared in told.shared[:limit]:
        head = say(
            f"{shared.label}  （A {shared.count_a} 条，B {shared.count_b} 条，共 {shared.departments} 个部门用）",
            f"{shared.label}  (A {shared.count_a}, B {shared.count_b}; {shared.departments} departments)",
        )
        screen.print(Text(f"· {head}"))
        for pair in shared.pairs[:1]:
            where = f"{pair.a.year or ''} {pair.a.subject} | {pair.b.year or ''} {pair.b.subject}"
            same = pair.a.text == pair.b.text
            screen.print(Text(f"       {pair.a.text}") if same else _beside(pair.a.text, pair.b.text))
            screen.print(Text(f"       {where}", style="dim"))
    _own(say("只有 A 这样说", "Only A says"), told.only_a, limit)
    _own(say("只有 B 这样说", "Only B says"), told.only_b, limit)


def _beside(a: str, b: str) -> Text:
    """Both texts, one below the other, with what differs set off."""
    from miner.model.aligning import differences

    pieces = differences(a, b)
    lines = Text()
    for letter, words in (("A", [piece.there for piece in pieces]), ("B", [piece.here for piece in pieces])):
        lines.append(f"{'' if letter == 'A' else chr(10)}    {letter}  ", style="dim")
        for piece, word in zip(pieces, words, strict=True):
            lines.append(word, style="" if piece.same else "bold yellow")
    return lines


def _own(title: str, wordings: Sequence[OwnWording], limit: int) -> None:
    _heading(f"{title} ({len(wordings)})")
    for one in wordings[:limit]:
        line = Text(f"· {one.label}")
        many = say(
            f"  （{one.count} 条，共 {one.departments} 个部门用）", f"  ({one.count}; {one.departments} departments)"
        )
        console().print(line.append(many, style="dim"))


def _sentences(found: SentenceAlignment, limit: int) -> None:
    from miner.model.comparing import Likeness

    counts = {kind: sum(pair.likeness is kind for pair in found.pairs) for kind in Likeness}
    _heading(
        say(
            f"逐句对照：{counts[Likeness.SAME]} 句相同，{counts[Likeness.FIGURES]} 句只有数字不同，"
            f"{counts[Likeness.NEAR]} 句相近；只在 A {len(found.only_a)} 句，只在 B {len(found.only_b)} 句",
            f"Sentence by sentence: {counts[Likeness.SAME]} the same, {counts[Likeness.FIGURES]} but for figures, "
            f"{counts[Likeness.NEAR]} nearly; only in A {len(found.only_a)}, only in B {len(found.only_b)}",
        )
    )
    near = [pair for pair in found.pairs if pair.likeness is Likeness.NEAR]
    for pair in near[:limit]:
        console().print(_beside(pair.a.text, pair.b.text).append(f"  ({pair.score:.2f})", style="dim"))
    for letter, only in (("A", found.only_a), ("B", found.only_b)):
        for sentence in only[:limit]:
            console().print(
                Text(say(f"只在 {letter}  ", f"only {letter}  "), style="dim").append(sentence.text, style="not dim")
            )


def _words(words: Sequence[KeyWord]) -> str:
    told = (f"{one.word} {one.count_a}:{one.count_b}{'*' if one.q <= 0.05 else ''}" for one in words)
    return say("　", "   ").join(told) or "–"
