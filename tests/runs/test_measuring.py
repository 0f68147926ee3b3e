"""What a run measures: differences with their money, kinds apart, every document with every measure, large corpora in parts."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from miner.model import (
    Direction,
    DisclosureKind,
    Explanation,
    Figure,
    FigureKind,
    Measure,
    Mined,
    Narrative,
    NarrativeKind,
    PlacedText,
    Scope,
    Section,
    SectionRole,
)
from miner.runs import measuring
from miner.runs.corpus import tell_corpus
from miner.runs.differences import differences_of
from miner.runs.money import Amount, difference_of
from miner.store import Store
from miner.store.stored import StoredMeasure
from tests.store import factories

REASONS = ("人员变动", "厉行节约")


def amount(value: str, measure: str, kind: str = "amount", unit: str = "万元") -> Amount:
    return Amount(Decimal(value), unit, kind, measure)


def test_the_difference_is_the_stated_one_or_that_of_both_sides() -> None:
    sides = (amount("120", "一般公共财政拨款支出年初预算"), amount("90", "支出决算"))
    assert difference_of(sides) == 300_000
    assert difference_of((*sides, amount("-29", "减少额", "delta"))) == 290_000
    assert difference_of((*sides, amount("7", "人数", "delta", "人"))) == 300_000, "people are no money"
    assert difference_of(sides, "budget") == 300_000
    assert difference_of(sides, "last_year") is None, "the sides are not what is compared"
    assert difference_of((sides[0], amount("80", "较上年决算"))) is None


def test_a_difference_within_another_one_is_not_its_own() -> None:
    # 比上年减少20万元 is the first narrative's; the second, which holds it, compares 120 with 90.
    text = "支出决算90万元，比上年减少20万元。年初预算120万元，决算数小于预算数，主要原因是人员减少。"
    ends = text.index("。"), len(text) - 1
    figures = tuple(
        Figure(n, 0, owner, words, Decimal(words[:-2]), "万元", kind, measure, "", at, at + len(words))
        for n, (words, owner, kind, measure) in enumerate(
            (
                ("90万元", 0, FigureKind.AMOUNT, "支出决算"),
                ("20万元", 0, FigureKind.DELTA, "减少额"),
                ("120万元", 1, FigureKind.AMOUNT, "年初预算"),
            )
        )
        for at in (text.index(words),)
    )
    narratives = tuple(
        Narrative(
            n, 0, NarrativeKind.VARIANCE, "支出", "", text[:end], reason, Direction.DOWN, 0, end, basis,
        )
        for n, (end, reason, basis) in enumerate(zip(ends, ("", "人员减少"), ("last_year", "budget"), strict=True))
    )  # fmt: skip
    section = Section(0, None, 2, "", PlacedText(text), SectionRole.EXPLANATION)
    disclosure = replace(factories.disclosure(), sections=(section,), tables=())
    found = differences_of(Mined(disclosure, narratives, figures))
    assert [(one.explained, one.amount) for one in found] == [(False, Decimal(200_000)), (True, Decimal(300_000))]


@pytest.mark.parametrize(
    ("kind", "expected"), [(DisclosureKind.BUDGET, Decimal(11_500)), (DisclosureKind.FINAL_ACCOUNTS, None)]
)
def test_a_budget_stands_beside_what_was_spent_the_year_before(kind: DisclosureKind, expected: Decimal | None) -> None:
    text = "2022年预算执行数1.48万元，2023年预算安排2.63万元，比2022年预算执行数增加77.70%，主要原因是普查。"
    figures = tuple(
        Figure(n, 0, 0, words, Decimal(words[:-2]), "万元", FigureKind.AMOUNT, measure, "", at, at + len(words))
        for n, (words, measure) in enumerate((("1.48万元", "决算"), ("2.63万元", "预算")))
        for at in (text.index(words),)
    )
    said = Narrative(0, 0, NarrativeKind.VARIANCE, "支出", "", text, "普查", Direction.UP, 0, len(text), "last_year")
    section = Section(0, None, 2, "", PlacedText(text), SectionRole.EXPLANATION)
    record = factories.disclosure()
    disclosure = replace(record, identity=replace(record.identity, kind=kind), sections=(section,), tables=())
    assert [one.amount for one in differences_of(Mined(disclosure, (said,), figures))] == [expected]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.open(tmp_path / "miner.db")


def add(
    store: Store,
    name: str,
    department: str,
    year: int,
    reasons: tuple[str, ...] = REASONS,
    kind: DisclosureKind = DisclosureKind.FINAL_ACCOUNTS,
    scope: Scope = Scope.DEPARTMENT,
) -> str:
    """A document whose variances give these reasons; its id."""
    record = factories.mined(name, department, year)
    disclosure = replace(record.disclosure, identity=replace(record.disclosure.identity, kind=kind, scope=scope))
    first = record.narratives[0]
    narratives = tuple(replace(first, ordinal=n, reason=reason) for n, reason in enumerate(reasons))
    doc = disclosure.doc_id
    explanations = tuple(
        Explanation(f"{doc}-e{n}", f"{doc}-n{n}", doc, department, year, reason, reason, Direction.UP)
        for n, reason in enumerate(reasons)
    )
    mined = replace(
        record, disclosure=disclosure, narratives=narratives, figures=(), links=(), checks=(), findings=()
    )  # fmt: skip
    store.save(mined, f"{name}.pdf", explanations=explanations)
    return doc


def measures(store: Store, doc: str) -> dict[str, StoredMeasure]:
    assert tell_corpus(store)[1] == ()
    return {one.measure: one for one in store.reader().measures(doc)}


def test_a_budget_makes_no_words_of_final_accounts_common(store: Store) -> None:
    doc = add(store, "a", "青河县财政局", 2024)
    budget = add(store, "b", "临江市教育局", 2024, kind=DisclosureKind.BUDGET)
    found = measures(store, doc)
    assert found["boilerplate_share"].value is None
    assert found["boilerplate_share"].note
    assert {one.others for one in store.reader().explanations(budget)} == {0}
    add(store, "c", "临江市卫生局", 2024)
    assert measures(store, doc)["boilerplate_share"].value == 1


def test_last_year_is_of_the_same_kind_and_scope(store: Store) -> None:
    doc = add(store, "a", "青河县财政局", 2024)
    add(store, "b", "青河县财政局", 2023, kind=DisclosureKind.BUDGET)
    add(store, "c", "青河县财政局", 2023, scope=Scope.UNIT)
    found = measures(store, doc)
    for name in ("stickiness_templates", "dyer_stickiness", "year_on_year_cosine"):
        assert found[name].value is None
        assert found[name].note
    add(store, "d", "青河县财政局", 2023)
    found = measures(store, doc)
    assert found["stickiness_templates"].value == 1
    assert found["year_on_year_cosine"].value is not None


def test_every_document_has_every_measure_or_why_it_has_not(store: Store) -> None:
    doc = add(store, "a", "青河县财政局", 2024)
    silent = add(store, "b", "临江市教育局", 2024, ())
    found, other = measures(store, doc), measures(store, silent)
    assert found.keys() == other.keys()
    assert found["cause_personnel"].value == found["cause_austerity"].value == 0.5
    assert found["cause_diversity"].value == pytest.approx(2)
    assert found["cause_unsure"].value == 0
    assert other["cause_personnel"].value is other["sentence_words"].value is None
    assert all(one.note for one in (*found.values(), *other.values()) if one.value is None)


def test_of_very_many_documents_all_but_three_measures_are_computed_in_parts(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = [add(store, f"{n}-{year}", f"第{n}局", year) for n in range(6) for year in (2023, 2024)]
    whole = [measures(store, doc) for doc in ids]
    monkeypatch.setattr(measuring, "MOST_PUBLISHED", 10)
    parts = [measures(store, doc) for doc in ids]
    with_all = {"lsl_boilerplate", "dyer_boilerplate", "hanley_hoberg_informative"}
    for one, other in zip(whole, parts, strict=True):
        assert one.keys() == other.keys()
        assert {name for name in one if one[name].value != other[name].value} <= with_all
        assert all(other[name].value is None and other[name].note for name in with_all)
        assert one["mandated_distance"] == other["mandated_distance"]


def test_what_was_counted_alone_is_stored_and_stays_when_the_corpus_is_told(store: Store) -> None:
    record = factories.mined("a")
    doc = record.disclosure.doc_id
    counted = Measure(doc, "differences_unexplained", 1, counted=(f"{doc}-n0",))
    store.save(record, "a.pdf", measures=(counted,))
    assert tell_corpus(store)[1] == ()
    assert store.reader().measure_records(doc, "differences_unexplained") == [f"{doc}-n0"]
