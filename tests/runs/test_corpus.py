"""What a store's documents tell together: groupings that stand, causes, marks, measures, and what was counted for them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from miner.model import Direction, Explanation, Mined, Narrative
from miner.runs import corpus
from miner.runs.corpus import read_alone, read_corpus, tell_corpus
from miner.runs.measuring import mandated_phrases
from miner.store import Store
from tests.store import factories

SAMPLE = Path(__file__).resolve().parents[2] / "corpus" / "sample"
FIRST = ("人员变动", "厉行节约，压减一般性支出", "质保金尚未到期", "基本支出增加")
LATER = ("人员有所变动", "厉行节约，压减了一般性支出", "服务合同跨年", "质保金尚未到期")


def told(name: str, department: str, year: int, *reasons: str) -> tuple[Mined, tuple[Explanation, ...]]:
    """A document of the factory whose variances give these reasons."""
    record = factories.mined(name, department, year)
    first = record.narratives[0]
    narratives: tuple[Narrative, ...] = tuple(replace(first, ordinal=n, reason=r) for n, r in enumerate(reasons))
    doc = record.disclosure.doc_id
    explanations = tuple(
        Explanation(
            f"{doc}-e{n}", f"{doc}-n{n}", doc, department, year, reason, reason.replace("，", ","), Direction.UP,
            section=first.section, char_start=0, char_end=1,
        )
        for n, reason in enumerate(reasons)
    )  # fmt: skip
    return replace(record, narratives=narratives, figures=(), links=(), checks=(), findings=()), explanations


def add(store: Store, name: str, department: str, year: int, *reasons: str) -> None:
    record, explanations = told(name, department, year, *reasons)
    store.save(record, f"{name}.pdf", explanations=explanations)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.open(tmp_path / "miner.db")


def clusters(store: Store) -> dict[str, str | None]:
    return {one.explanation_id: one.cluster_id for one in store.reader().explanations()}


def test_a_later_year_moves_nothing(store: Store) -> None:
    add(store, "a", "青河县财政局", 2023, *FIRST)
    tell_corpus(store)
    before = clusters(store)
    families = store.reader().families()
    add(store, "b", "临江市教育局", 2024, *LATER)
    count, problems = tell_corpus(store)
    assert problems == ()
    after = clusters(store)
    assert {key: after[key] for key in before} == before
    assert {key: store.reader().families()[key] for key in families} == families
    of = {one.text: one.cluster_id for one in store.reader().explanations()}
    assert of["人员有所变动"] == of["人员变动"]
    assert of["厉行节约，压减了一般性支出"] == of["厉行节约，压减一般性支出"]
    assert of["服务合同跨年"] not in set(before.values())
    assert count == len(set(after.values())) == 5


def test_a_cluster_that_lost_its_members_still_leads(store: Store) -> None:
    add(store, "a", "青河县财政局", 2023, "人员变动")
    tell_corpus(store)
    before = set(clusters(store).values())
    add(store, "a", "青河县财政局", 2023, "厉行节约")  # the same document, read again, says something else
    tell_corpus(store)
    assert not before & set(clusters(store).values())
    add(store, "b", "临江市教育局", 2024, "人员有所变动")
    tell_corpus(store)
    assert before <= set(clusters(store).values())


def test_grouping_anew_leaves_aliases(store: Store) -> None:
    add(store, "a", "青河县财政局", 2023, "单位人员有变动，人员经费增加")
    tell_corpus(store)
    (old,) = set(clusters(store).values())
    add(store, "b", "临江市教育局", 2023, "人员变动，人员经费增加")
    add(store, "c", "临江市卫生局", 2023, "人员变动，人员经费增加")
    tell_corpus(store)
    assert set(clusters(store).values()) == {old}
    tell_corpus(store, anew=True)
    (new,) = set(clusters(store).values())
    assert new != old, "what most departments say leads now"
    assert store.reader().aliases() == {old: new}
    assert store.reader().cluster(str(old)).cluster_id == new


def test_other_rules_group_anew(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    add(store, "a", "青河县财政局", 2023, *FIRST)
    tell_corpus(store)
    assert not read_corpus(store.reader()).anew
    monkeypatch.setattr(corpus, "version", lambda: "other")
    assert read_corpus(store.reader()).anew
    tell_corpus(store)
    assert {head.version for head in store.reader().heads()} == {"other"}


def test_causes_marks_and_what_was_counted(store: Store) -> None:
    add(store, "a", "青河县财政局", 2023, *FIRST)
    add(store, "b", "临江市教育局", 2023, *FIRST)
    tell_corpus(store)
    reader = store.reader()
    stored = {one.text: one for one in reader.explanations() if one.department == "青河县财政局"}
    assert stored["人员变动"].cause == "personnel"
    assert stored["基本支出增加"].cause == "empty"
    assert stored["基本支出增加"].marks == ["empty"]
    assert stored["人员变动"].similarity == 1
    assert [cause["cause"] for cause in stored["厉行节约，压减一般性支出"].causes] == ["austerity"]
    doc = stored["人员变动"].doc_id
    measures = {one.measure: one for one in reader.measures(doc)}
    assert measures["boilerplate_share"].value == 1
    assert measures["empty_share"].value == 0.25
    assert reader.measure_records(doc, "empty_share") == [stored["基本支出增加"].explanation_id]
    assert len(reader.measure_records(doc, "boilerplate_share")) == 4
    assert reader.causes()["personnel"] == "人员变动"


def test_the_mandated_form_is_subtracted() -> None:
    phrases = mandated_phrases()
    assert len(phrases) > 100
    assert all(len(phrase) == 4 for phrase in phrases)
    assert any("总计" in phrase for phrase in phrases)


def test_a_document_alone() -> None:
    found = read_alone(next(SAMPLE.glob("*.html")))
    assert len(found) > 5
    assert {one["cluster_id"] for one in found} == {None}
    assert any(one["causes"] for one in found)
