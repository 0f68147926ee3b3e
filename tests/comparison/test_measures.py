"""Measures against values worked out by hand."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest

from miner.comparison import measures_of
from miner.comparison.measures import redundancy
from miner.model import (
    Direction,
    Disclosure,
    DisclosureKind,
    Figure,
    FigureKind,
    Finding,
    Identity,
    Link,
    Mined,
    Narrative,
    NarrativeKind,
    PlacedText,
    Scope,
    Section,
    SectionRole,
    Severity,
    Verdict,
)


def document(*texts: str) -> Disclosure:
    sections = tuple(Section(n, None, 2, "", PlacedText(text), SectionRole.EXPLANATION) for n, text in enumerate(texts))
    identity = Identity("青河县财政局", "青河县", 2024, DisclosureKind.FINAL_ACCOUNTS, Scope.DEPARTMENT)
    return Disclosure("a.pdf", "ab" * 32, identity, sections, (), ())


def figure(ordinal: int) -> Figure:
    return Figure(ordinal, 0, None, "1万元", Decimal(1), "万元", FigureKind.AMOUNT, "", "", 0, 3)


def link(ordinal: int, verdict: Verdict) -> Link:
    return Link(ordinal, None, "", None, verdict, 1.0, {}, "")


def values(mined: Mined) -> dict[str, float | None]:
    found = measures_of(mined)
    assert {measure.doc_id for measure in found} == {mined.disclosure.doc_id}
    assert len({measure.measure for measure in found}) == len(found)
    assert all(measure.note for measure in found if measure.value is None)
    return {measure.measure: measure.value for measure in found}


def test_narratives_are_counted_by_kind_and_their_characters_once() -> None:
    # The second narrative holds the first (its 10 characters are counted once), the third overlaps it by 2.
    text = "支出比上年减少三万元，完成预算的九成，人员少。"
    held = (part(0, text, 0, 10), part(1, text, 0, 18), part(2, text, 16, 22))
    found = values(Mined(document(text), held))
    assert found["narratives_variance"] == 3
    assert found["narratives_problem"] == 0
    assert found["narrative_characters"] == 22


def part(ordinal: int, text: str, start: int, end: int) -> Narrative:
    return Narrative(
        ordinal, 0, NarrativeKind.VARIANCE, "教育支出", "", text[start:end], "", Direction.DOWN, start, end
    )


def test_shares_of_nothing_are_undefined_and_say_why() -> None:
    found = values(Mined(document()))
    undefined = {name for name, value in found.items() if value is None}
    assert undefined == {
        "reason_coverage",
        "explained_money",
        "unexplained_money",
        "explained_money_share",
        "sentence_characters",
        "clause_characters",
        "long_sentence_share",
        "figure_density",
        "link_rate",
        "redundancy",
        "budget_execution",
        "budget_execution_adjusted",
    }
    assert found["findings_error"] == found["differences_due"] == 0


@pytest.mark.parametrize(
    ("verdicts", "expected"),
    [
        ([Verdict.MATCH, Verdict.NO_TABLE_COUNTERPART], 0.5),
        ([Verdict.MISMATCH, Verdict.ARITHMETIC_OK], 1.0),
        ([Verdict.AMBIGUOUS, Verdict.NOT_CHECKED], 0.0),
        ([], None),
    ],
)
def test_link_rate_counts_comparisons_not_agreement(verdicts: Sequence[Verdict], expected: float | None) -> None:
    links = tuple(link(n, verdict) for n, verdict in enumerate(verdicts))
    assert values(Mined(document(), (), (figure(0), figure(1)), links))["link_rate"] == expected


def test_figures_per_thousand_characters_and_findings() -> None:
    findings = (Finding("X1", Severity.ERROR, "", ()), Finding("X2", Severity.HINT, "", ()))
    found = values(Mined(document("一二三四 五\n六七八", "九十"), (), (figure(0), figure(1)), (), (), findings))
    assert found["characters"] == 10
    assert found["figure_density"] == 200
    assert (found["findings_error"], found["findings_warning"], found["findings_hint"]) == (1, 0, 1)


def test_redundancy_is_the_share_of_repeated_sentences() -> None:
    ten, other = "厉行节约严格控制成本", "人员变动导致经费增加了"
    assert redundancy([f"{ten}。{other}。", f"{ten[:4]}\n{ten[4:]}"]) == 0
    assert redundancy([f"{ten}。{other}。{ten}；"]) == pytest.approx(20 / 31)
    assert redundancy([f"{ten}。", f" {ten}"]) == 1
    assert redundancy(["短句。短句。"]) == 0
    assert redundancy(["", "。 \n"]) is None
