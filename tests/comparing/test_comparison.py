"""Two sides of the little store, every figure worked out by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest

from miner.comparing.comparison import compare
from miner.errors import UsageError
from miner.model.comparing import Comparison, MeasureCompared
from miner.store import Reader
from tests.comparing.little_store import PEOPLE, ROADS, THRIFT


@pytest.fixture
def years(reader: Reader) -> Comparison:
    return compare(reader, "青河县教育局@2023", "青河县教育局@2024,决算")


def measure(found: Comparison, name: str) -> MeasureCompared:
    return next(one for one in found.measures if one.measure == name)


def test_the_sides_say_what_they_are(years: Comparison) -> None:
    assert (years.a.label, years.b.label) == ("青河县教育局 2023", "青河县教育局 2024")
    assert (years.a.explanations, years.b.explanations) == (2, 2)
    assert (years.a.peers.basis, years.a.peers.number) == ("all", 1)  # 国土资源局 in 2023
    assert (years.b.peers.basis, years.b.peers.number) == ("all", 2)  # 临江市教育局 and 自然资源局 in 2024
    assert any("可比对象" in note for note in years.notes)


def test_measures_stand_beside_each_other_and_among_peers(years: Comparison) -> None:
    coverage = measure(years, "reason_coverage")
    assert (coverage.a.value, coverage.b.value, coverage.difference) == (0.5, 0.75, 0.25)
    assert coverage.a.standing is not None
    assert coverage.b.standing is not None
    assert (coverage.a.standing.percentile, coverage.a.standing.median) == (100.0, 0.25)
    assert (coverage.b.standing.percentile, coverage.b.standing.median) == (50.0, 0.75)  # between 1.0 and 0.5
    undefined = measure(years, "redundancy")
    assert (undefined.a.value, undefined.difference, undefined.a.standing) == (None, None, None)
    assert undefined.a.note == "没有差异"


def test_what_both_say_and_what_one_says(years: Comparison) -> None:
    told = years.wordings
    assert [(one.cluster_id, one.count_a, one.count_b, one.departments) for one in told.shared] == [(PEOPLE, 1, 1, 2)]
    assert told.shared[0].pairs[0].likeness == "same"
    assert [one.cluster_id for one in told.only_a] == [THRIFT]
    assert [one.cluster_id for one in told.only_b] == [ROADS]
    assert (told.shared_a, told.shared_b, told.same_a, told.same_b) == (0.5, 0.5, 0.5, 0.5)


def test_causes_are_compared(years: Comparison) -> None:
    found = {one.cause: (one.count_a, one.count_b, one.difference) for one in years.causes}
    assert found == {"personnel": (1, 1, 0.0), "austerity": (1, 0, -0.5), "policy": (0, 1, 0.5)}
    assert next(one for one in years.causes if one.cause == "personnel").title == "人员变动"


def test_key_figures_come_from_the_right_cells_in_yuan(years: Comparison) -> None:
    found = {one.name: one for one in years.key_figures}
    assert found["income_total"].a.total == Decimal("1000000.00")
    assert found["income_total"].difference == Decimal("100000.00")
    assert found["income_total"].change == pytest.approx(0.1)
    assert found["spending_total"].b.total == Decimal("1250000.00")  # its label is printed with a blank
    assert found["spending_of_year"].a.total == Decimal("950000.00")  # not the budget's 90.00
    assert found["spending_of_year"].b.total is None
    assert found["three_public_total_budget"].a.total == 30000
    assert found["three_public_total_final"].a.total == 20000
    assert found["income_total"].a.cells == ("a1a1a1a1a1a1a1a1-t0-r0-c0",)


def test_documents_are_aligned_sentence_by_sentence(years: Comparison) -> None:
    assert years.sentences is not None
    told = [(pair.likeness.value, pair.a.text) for pair in years.sentences.pairs]
    assert told == [
        ("figures", "2023年支出合计100.00万元，比上年增加5.00万元。"),
        ("same", "学生人数保持不变，校舍没有变化。"),
    ]
    assert [one.text for one in years.sentences.only_a] == ["主要原因是在职人员增加。"]


def test_words_and_accounts_are_counted_without_figures_and_names(years: Comparison) -> None:
    assert years.words.words_a > 0
    words = {one.word for one in (*years.words.a, *years.words.b)}
    assert "厉行节约" in words
    assert "青河县教育局" not in words
    assert [one.word for one in years.accounts.a] == ["公务接待费"]
    assert years.accounts.b == ()  # 2050101 once in a, twice in b: too little to tell them apart


def test_groups_are_compared_by_means_with_other_groups_as_peers(reader: Reader) -> None:
    found = compare(reader, "region:青河县@2024,决算", "region:临江市@2024")
    coverage = measure(found, "reason_coverage")
    assert (coverage.a.value, coverage.a.documents, coverage.a.low, coverage.a.high) == (0.625, 2, 0.5, 0.75)
    assert coverage.difference == 0.375
    assert (found.a.peers.basis, found.a.peers.number) == ("regions", 1)
    assert found.sentences is None
    assert found.wordings.shared_b == 1.0


def test_what_is_on_both_sides_stays_with_the_smaller(reader: Reader) -> None:
    found = compare(reader, "青河县教育局@2024,决算", "year:2024@决算")
    assert [one.doc_id[:2] for one in found.b.documents] == ["c3", "e5"]
    assert any("1 份文件" in note for note in found.notes)


def test_the_same_on_both_sides_is_refused(reader: Reader) -> None:
    with pytest.raises(UsageError):
        compare(reader, "青河县教育局@2023", "a1a1a1a1")


def test_budgets_beside_final_accounts_are_pointed_out(reader: Reader) -> None:
    found = compare(reader, "f6f6f6f6", "b2b2b2b2")
    assert any("口径不同" in note for note in found.notes)


def test_peers_of_the_kind_on_request(reader: Reader) -> None:
    found = compare(reader, "青河县教育局@2024,决算", "青河县教育局@2023", peers="kind")
    assert (found.a.peers.basis, found.a.peers.number) == ("kind", 1)  # 临江市教育局
    assert found.b.peers.number == 0
    standing = measure(found, "reason_coverage").b.standing
    assert standing is not None
    assert standing.percentile is None
