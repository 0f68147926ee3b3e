"""All departments of the little store."""

from __future__ import annotations

from pathlib import Path

import pytest

from miner.comparing.holding import Held, hold
from miner.comparing.overview import (
    corpus_of,
    measures_over_years,
    outliers,
    peer_groups,
    regions_side_by_side,
    shared_wordings,
    wordings_pass,
    wordings_spread,
)
from miner.comparison.identity import Correction
from miner.errors import UsageError
from miner.store import Reader
from tests.comparing.little_store import PEOPLE, Doc, write

EDUCATION, LINJIANG, LAND = "青河县教育局", "临江市教育局", "青河县自然资源局"


def test_a_renaming_that_a_text_states_makes_one_department(held: Held) -> None:
    found = {one.identity: one for one in held.identities.departments}
    assert sorted(found) == sorted([EDUCATION, LINJIANG, LAND])
    land = found[LAND]
    assert [use.name for use in land.names] == ["青河县国土资源局", "青河县自然资源局"]
    assert land.years == (2023, 2024)
    (evidence,) = land.evidence
    assert (evidence.ground, evidence.doc_id[:2]) == ("stated", "e5")
    assert "更名为" in evidence.quote
    assert held.identities.unnamed == ("a7a7a7a7a7a7a7a7",)


def test_a_file_parts_what_a_text_ties(reader: Reader) -> None:
    corrections = [Correction("青河县国土资源局", "", "旧国土局"), Correction("没有的局", "", "某局")]
    found = hold(reader, corrections).identities
    assert "旧国土局" in {one.identity for one in found.departments}
    assert [tie.doubt for tie in found.related] == ["file"]
    assert [one.name for one in found.unused] == ["没有的局"]


def test_budgets_are_apart(held: Held) -> None:
    assert len(corpus_of(held).documents) == 5
    assert [one.doc_id[:2] for one in corpus_of(held, "budget").documents] == ["f6"]
    with pytest.raises(UsageError):
        corpus_of(held, "government_accounts")


def test_peer_groups(held: Held) -> None:
    found = [(one.kind, one.departments, one.documents, one.enough) for one in peer_groups(corpus_of(held))]
    assert found == [("教育", (LINJIANG, EDUCATION), 3, False), ("自然资源", (LAND,), 2, False)]


def test_who_shares_with_whom(reader: Reader, held: Held) -> None:
    told = shared_wordings(reader, held, corpus_of(held), by="cluster").network
    found = {
        (edge.one, edge.other): (edge.shared, edge.first_year, edge.one_first, edge.other_first) for edge in told.edges
    }
    # PEOPLE: 教育局 since 2023, 临江 since 2024; THRIFT: 教育局 and 国土 in 2023; ROADS: 教育局 and 自然资源局 in 2024.
    assert found == {(LINJIANG, EDUCATION): (1, 2024, 0, 1), (EDUCATION, LAND): (2, 2023, 0, 0)}
    with pytest.raises(UsageError):
        shared_wordings(reader, held, corpus_of(held), by="meaning")


def test_how_a_wording_spreads_and_passes(reader: Reader, held: Held) -> None:
    corpus = corpus_of(held)
    told = wordings_spread(reader, held, corpus, by="cluster", wording=PEOPLE[:6])
    (spread,) = told.spreads
    assert [(one.year, one.departments, one.new, one.regions) for one in spread.years] == [
        (2023, 1, (EDUCATION,), 1),
        (2024, 2, (LINJIANG,), 2),
    ]
    assert told.titles[PEOPLE] == "在职人员增加"
    assert {one.wording for one in wordings_spread(reader, held, corpus, wording="公路").spreads} == {
        "农村公路养护提标"
    }
    with pytest.raises(UsageError):
        wordings_spread(reader, held, corpus, wording="航天")
    passed = wordings_pass(reader, held, corpus, by="cluster")
    (passage,) = passed.passages
    # 教育局 and 国土/自然资源局 are there in both years; of 4 uses in 2024 PEOPLE and THRIFT are kept, ROADS is new twice.
    assert (passage.departments, passage.uses, passage.kept, passage.adopted, passage.new, passage.dropped) == (
        2,
        4,
        2,
        0,
        2,
        1,
    )
    assert [(flow.source, flow.target, flow.wordings) for flow in passed.flows] == [(EDUCATION, LINJIANG, 1)]


def test_regions_and_years(reader: Reader, held: Held) -> None:
    corpus = corpus_of(held)
    told = regions_side_by_side(reader, held, corpus, ["reason_coverage"])
    assert told.measures.regions == ("临江市", "青河县")
    assert [row[0].median for row in told.measures.cells] == [1.0, 0.5]
    assert told.causes.causes[0] == "austerity" or told.causes.causes[0] == "personnel"
    (trend,) = measures_over_years(reader, corpus, ["reason_coverage"])
    assert [(one.year, one.values.count, one.values.median, one.paired) for one in trend.years] == [
        (2023, 2, 0.375, 0),
        (2024, 3, 0.75, 2),
    ]
    assert trend.years[1].change == 0.25  # both rose by 0.25: the renamed department is followed
    with pytest.raises(UsageError):
        measures_over_years(reader, corpus, ["no_such_measure"])


def test_what_stands_out_is_told_with_its_peers(tmp_path: Path) -> None:
    docs = [
        Doc(f"{at:016x}", f"青河县{chr(0x7532 + at)}局", 2024, measures={"figures": float(at % 5)}) for at in range(24)
    ]
    docs.append(Doc(f"{99:016x}", "青河县癸癸局", 2024, measures={"figures": 60.0}))
    with Reader.open(write(tmp_path / "miner.db", docs)) as reader:
        corpus = corpus_of(hold(reader))
        found = outliers(reader, corpus)
    assert found.looked_at == 25
    (one,) = found.found
    assert one.document.department == "青河县癸癸局"
    assert (one.ranked.standing.peers, one.ranked.standing.below, one.ranked.standing.median) == (24, 24, 2.0)
    assert one.ranked.standing.z == pytest.approx(0.6745 * 58 / 1)
    assert "figures = 60" in one.reason
    assert found.sure == 1


def test_few_peers_tell_of_no_outlier(reader: Reader, held: Held) -> None:
    found = outliers(reader, corpus_of(held))
    assert (found.looked_at, found.found) == (0, ())
    assert found.undefined == 10
