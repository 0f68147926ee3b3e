"""``miner findings`` and ``miner search``: what was found and what was written, over all documents of a run."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer
from rich.padding import Padding
from rich.text import Text

from miner.bilingual import say
from miner.cli.auditing import STYLES
from miner.cli.console import console
from miner.cli.machine import as_json
from miner.cli.options import General, department_option, json_option, limit_option, out_option, year_option
from miner.cli.tables import FoldingTable
from miner.labels import REVIEWS, SEVERITIES, name_of

if TYPE_CHECKING:
    from miner.store.searching import SearchHit
    from miner.store.stored import StoredDocument, StoredFinding, StoredJudgement

BEFORE, AFTER = 40, 160
"""Characters that are shown around the first of the words."""
_REVIEWED = {"confirmed": "green", "dismissed": "dim"}


def findings(
    context: typer.Context,
    out: Annotated[Path, out_option()] = Path("out"),
    rule: Annotated[
        str | None,
        typer.Option(
            metavar=say("规则", "RULE"),
            help=say("只看这条规则，或以此开头的", "Only this rule, or those that begin so"),
        ),
    ] = None,
    severity: Annotated[
        Literal["error", "warning", "hint"] | None,
        typer.Option(metavar="error|warning|hint", help=say("只看这一级", "Only this severity")),
    ] = None,
    department: Annotated[str, department_option()] = "",
    year: Annotated[int | None, year_option()] = None,
    words: Annotated[
        str,
        typer.Option(
            metavar=say("字词", "WORDS"),
            help=say("只看说明或引文里有这些字词的（空格分开，都要有）", "Only with these words in message or quotes"),
        ),
    ] = "",
    state: Annotated[
        Literal["open", "confirmed", "dismissed"] | None,
        typer.Option(
            metavar="open|confirmed|dismissed",
            help=say("只看待复核、属实或已排除的", "Only those that are open, confirmed or dismissed"),
        ),
    ] = None,
    limit: Annotated[int, limit_option()] = 100,
    json: Annotated[bool, json_option()] = False,
) -> int:
    """List the findings of all documents, the gravest first."""
    general: General = context.obj
    general.in_force()
    from miner.runs import DATABASE
    from miner.store import Reader
    from miner.store.judging import state_of

    with Reader.open(out / DATABASE) as reader:
        documents = {one.doc_id: one for one in reader.documents() if department in one.department}
        judged = _by_finding(reader.judgements(standing=True))
        found = [
            one
            for one in reader.findings()
            if one.doc_id in documents
            and (year is None or documents[one.doc_id].fiscal_year == year)
            and (rule is None or one.rule.startswith(rule.upper()))
            and (severity is None or one.severity == severity)
            and (state is None or state_of(judged[one.finding_id]) == state)
            and _has(one, words)
        ]
    shown = found[:limit]
    if json:
        objects = [
            _finding_object(one, documents[one.doc_id], judged[one.finding_id], state_of(judged[one.finding_id]))
            for one in shown
        ]
        print(as_json({"findings": objects, "found": len(found)}))
        return 0
    listing = FoldingTable(
        say("级别", "Severity"), say("规则", "Rule"), say("部门", "Department"), say("年度", "Year"), say("页", "Page"),
        say("说明", "Message"), say("复核", "Review"), say("编号", "Id"), box=None,
    )  # fmt: skip
    for one in shown:
        document = documents[one.doc_id]
        review = state_of(judged[one.finding_id])
        listing.add_row(
            Text(name_of(SEVERITIES, one.severity), style=STYLES.get(one.severity, "")),
            one.rule,
            Text(document.department or document.source),
            str(document.fiscal_year or ""),
            ", ".join(str(page) for page in _pages(one)),
            Text(one.message),
            Text(name_of(REVIEWS, review), style=_REVIEWED.get(review, "")),
            Text(one.finding_id, style="dim"),
        )
    console().print(listing)
    _say_rest(len(found), len(shown))
    return 0


def search(
    context: typer.Context,
    words: Annotated[
        list[str],
        typer.Argument(
            metavar=say("字词…", "WORD…"),
            help=say("要找的字词，都要出现在同一段或同一行", "What to find; all in one paragraph or table row"),
        ),
    ],
    out: Annotated[Path, out_option()] = Path("out"),
    department: Annotated[str, department_option()] = "",
    year: Annotated[int | None, year_option()] = None,
    kind: Annotated[
        Literal["text", "row"] | None,
        typer.Option(metavar="text|row", help=say("只找正文，或只找表格的行", "Only prose, or only rows of tables")),
    ] = None,
    limit: Annotated[int, limit_option()] = 20,
    json: Annotated[bool, json_option()] = False,
) -> int:
    """Find words in the prose and the tables of all documents."""
    general: General = context.obj
    general.in_force()
    from miner.runs import DATABASE
    from miner.store import Reader
    from miner.store.connection import bring_up_to_date

    bring_up_to_date(out / DATABASE)
    with Reader.open(out / DATABASE) as reader:
        found = reader.search(" ".join(words), department=department, year=year, kind=kind or "", limit=limit)
    if json:
        print(as_json({"hits": found.hits, "found": found.total}))
        return 0
    screen = console()
    for hit in found.hits:
        page = say(f"第{hit.page}页", f"p. {hit.page}") if hit.page else ""
        place = f"{hit.department or hit.source} {hit.fiscal_year or ''} {page} {hit.title}"
        screen.print(Text(" ".join(place.split()), style="dim"))
        screen.print(Padding(_excerpt(hit), (0, 0, 0, 2)))
    if not found.total:
        screen.print(say("没有找到。", "Nothing found."))
    _say_rest(found.total, len(found.hits))
    return 0


def _by_finding(judgements: Iterable[StoredJudgement]) -> Mapping[str, list[StoredJudgement]]:
    found: dict[str, list[StoredJudgement]] = defaultdict(list)
    for one in judgements:
        if one.target_kind == "finding":
            found[one.target_key].append(one)
    return found


def _has(finding: StoredFinding, words: str) -> bool:
    said = "\n".join((finding.message, *(str(item.get("quote", "")) for item in finding.evidence))).casefold()
    return all(word in said for word in words.casefold().split())


def _pages(finding: StoredFinding) -> list[int]:
    return sorted({page for item in finding.evidence if isinstance(page := item.get("page"), int)})


def _finding_object(
    finding: StoredFinding, document: StoredDocument, judgements: Sequence[StoredJudgement], state: str
) -> dict[str, Any]:
    return {
        "finding_id": finding.finding_id, "doc_id": finding.doc_id, "source": document.source,
        "department": document.department, "fiscal_year": document.fiscal_year, "rule": finding.rule,
        "severity": finding.severity, "message": finding.message, "state": state, "evidence": finding.evidence,
        "judgements": judgements,
    }  # fmt: skip


def _excerpt(hit: SearchHit) -> Text:
    """The text around the first of the words, each of them marked."""
    first = hit.spans[0][0] if hit.spans else 0
    start, end = max(0, first - BEFORE), min(len(hit.text), first + AFTER)
    line = Text(hit.text)
    for span in hit.spans:
        line.stylize("bold yellow", *span)
    shown = line[start:end]
    return Text.assemble("…" if start else "", shown, "…" if end < len(hit.text) else "")


def _say_rest(found: int, shown: int) -> None:
    if found > shown:
        console().print(say(f"……另有 {found - shown} 条（--limit）", f"… and {found - shown} more (--limit)"))
