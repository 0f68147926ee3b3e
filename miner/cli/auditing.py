"""The findings of one document for a person at a terminal: what does not agree, both sides in their words, and where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from miner.bilingual import say
from miner.cli.tables import FoldingTable
from miner.labels import ROLES, label, name_of
from miner.model import Check, CheckVerdict, Evidence, Finding, Mined, Outcome, Severity

STYLES: Mapping[str, str] = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.HINT: "cyan"}
MOST_EVIDENCE = 8


def show_audit(mined: Mined, findings: Sequence[Finding], checks: bool, console: Console) -> None:
    """Print the findings of a document, the gravest first, and every check if asked."""
    identity = mined.disclosure.identity
    year = say(f"{identity.fiscal_year}年度", str(identity.fiscal_year)) if identity.fiscal_year else ""
    console.print(Text(f"{identity.department or mined.disclosure.source}  {year}", style="bold"))
    for problem in (*mined.disclosure.problems, *mined.problems):
        place = say(f"第 {problem.page} 页", f"page {problem.page}") if problem.page else problem.component
        console.print(Text(f"! {place}: {problem.message}", style="yellow"))
    if mined.disclosure.outcome is Outcome.FAILED:
        return
    counts = Counter(finding.severity for finding in findings)
    verdicts = Counter(check.verdict for check in mined.checks)
    console.print(
        say(
            f"数字 {len(mined.figures)} 个；核对 {len(mined.checks)} 项，"
            f"其中未核对 {verdicts[CheckVerdict.NOT_CHECKED]} 项、不适用 {verdicts[CheckVerdict.NOT_APPLICABLE]} 项；发现：",
            f"Figures: {len(mined.figures)}; checks: {len(mined.checks)}, "
            f"not checked {verdicts[CheckVerdict.NOT_CHECKED]}, not applicable {verdicts[CheckVerdict.NOT_APPLICABLE]}; findings: ",
        )
        + (say("、", ", ").join(f"{label(one)} {counts[one]}" for one in Severity if counts[one]) or say("无", "none"))
    )
    for number, finding in enumerate(findings, start=1):
        _finding(number, finding, console)
    if checks:
        _checks(mined.checks, console)


def _finding(number: int, finding: Finding, console: Console) -> None:
    console.print()
    head = Text(f"{number}. ")
    head.append(f"{label(finding.severity)} ", style=STYLES[finding.severity])
    head.append(f"{finding.rule} ", style="dim")
    head.append(finding.message)
    head.append(f"  [{finding.key}]", style="dim")
    console.print(head)
    for evidence in finding.evidence[:MOST_EVIDENCE]:
        console.print(Padding(_evidence(evidence), (0, 0, 0, 4)))
    more = len(finding.evidence) - MOST_EVIDENCE
    if more > 0:
        console.print(Padding(say(f"……另有 {more} 处", f"… and {more} more"), (0, 0, 0, 4)))


def _evidence(evidence: Evidence) -> Text:
    role = name_of(ROLES, evidence.role)
    page = say(f"第{evidence.page}页 ", f"p. {evidence.page} ") if evidence.page else ""
    quote = evidence.quote.replace("\n", " ")
    return Text(f"{page}{role}{'：' if role else ''}{quote}")


def _checks(checks: Sequence[Check], console: Console) -> None:
    console.print()
    listing = FoldingTable(
        say("规则", "Rule"), say("结果", "Result"), say("应有的关系", "What should hold"), say("说明", "Why"), box=None
    )
    for check in checks:
        listing.add_row(Text(check.rule), label(check.verdict), Text(check.statement), Text(check.why))
    console.print(listing)
