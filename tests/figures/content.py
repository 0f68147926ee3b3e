"""The rules on content, put to a small document in words of the test's own."""

from __future__ import annotations

from miner.figures import Bench, check_content, find_figures, link_figures
from miner.model import Check, CheckVerdict, Disclosure, Evidence
from miner.narratives import find_narratives


def checks(document: Disclosure) -> tuple[Check, ...]:
    narratives = find_narratives(document)
    figures = find_figures(document, narratives)
    bench = Bench.read(document, figures)
    return check_content(bench, narratives, link_figures(bench, narratives))


def words(document: Disclosure, evidence: Evidence) -> str:
    if evidence.section is None:
        return evidence.quote
    return document.sections[evidence.section].text.text[evidence.char_start : evidence.char_end]


def broken(document: Disclosure, rule: str) -> list[list[str]]:
    """For each place where a rule is broken the words of its evidence."""
    failing = [check for check in checks(document) if check.rule == rule and check.verdict is CheckVerdict.FAIL]
    assert all(check.evidence and check.why for check in failing)
    return [[words(document, evidence) for evidence in check.evidence] for check in failing]


def verdicts(document: Disclosure, rule: str) -> list[CheckVerdict]:
    return [check.verdict for check in checks(document) if check.rule == rule]
