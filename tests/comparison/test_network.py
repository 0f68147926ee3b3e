"""Who shares with whom, how wordings spread and pass, by hand and against a slow way of counting."""

from __future__ import annotations

from itertools import combinations
from math import log2

import pytest
from hypothesis import given
from hypothesis import strategies as st

from miner.comparison.network import Use, network
from miner.comparison.spreading import diffusion, spreads

USES = [
    Use("x", "甲", 2021), Use("x", "乙", 2022), Use("x", "丙", 2023),
    Use("y", "甲", 2022), Use("y", "乙", 2021), Use("y", "甲", 2023),
    Use("z", "丁", None), Use("z", "甲", 2023),
    Use("own", "丙", 2023),
]  # fmt: skip
DRAWN = st.lists(
    st.builds(
        Use, st.sampled_from("vwxyz"), st.sampled_from("甲乙丙丁戊己"), st.sampled_from((None, 2021, 2022, 2023))
    ),
    max_size=40,
)


def test_edges_by_hand() -> None:
    found = network(USES, common=1.0)
    assert (found.departments, found.wordings, found.common, found.pairs) == (4, 3, 0, 4)
    edges = {(edge.one, edge.other): edge for edge in found.edges}
    assert set(edges) == {tuple(sorted(pair)) for pair in ("甲乙", "甲丙", "甲丁", "乙丙")}
    both = next(edge for pair, edge in edges.items() if set(pair) == {"甲", "乙"})
    assert both.shared == 2
    assert both.weight == pytest.approx(log2(5 / 3) + log2(5 / 2))
    # Either uses x, y and z; z weighs log2(5 / 2) as y does.
    assert both.likeness == pytest.approx(both.weight / (both.weight + log2(5 / 2)))
    assert both.first_year == 2022  # x by both in 2022, y by both in 2022
    assert {both.one_first, both.other_first} == {1}  # x by 甲, y by 乙
    assert both.rarest == ("y", "x")
    unknown = next(edge for pair, edge in edges.items() if "丁" in pair)
    assert (unknown.first_year, unknown.one_first, unknown.other_first) == (None, 0, 0)
    assert found.edges[0] == both


def test_what_everybody_says_ties_nobody() -> None:
    found = network(USES, common=0.5)
    assert (found.wordings, found.common) == (2, 1)
    assert {frozenset((edge.one, edge.other)) for edge in found.edges} == {frozenset("甲乙"), frozenset("甲丁")}


def test_nobody_shares() -> None:
    assert network([]).edges == ()
    assert network([Use("x", "甲", 2021)]).departments == 1


@given(DRAWN)
def test_the_fast_way_counts_what_the_slow_way_does(uses: list[Use]) -> None:
    found = network(uses, common=1.0, limit=1000)
    said = {who: {use.wording for use in uses if use.department == who} for who in {use.department for use in uses}}
    bits = {
        w: log2((len(said) + 1) / sum(w in words for words in said.values()))
        for w in "vwxyz"
        if any(w in x for x in said.values())
    }
    slow = {
        pair: (len(said[pair[0]] & said[pair[1]]), sum(bits[w] for w in said[pair[0]] & said[pair[1]]))
        for pair in combinations(sorted(said), 2)
        if said[pair[0]] & said[pair[1]]
    }
    assert {(edge.one, edge.other): edge.shared for edge in found.edges} == {pair: n for pair, (n, _) in slow.items()}
    for edge in found.edges:
        assert edge.weight == pytest.approx(slow[edge.one, edge.other][1])
        assert 0 < edge.likeness <= 1 + 1e-9
    assert found == network(uses[::-1], common=1.0, limit=1000)


def test_a_spread_by_hand() -> None:
    found = spreads(USES, {"甲": "青河县", "乙": "临江市"})
    assert [(one.wording, one.departments) for one in found] == [("x", 3), ("y", 2)]
    x, y = found
    assert [(step.year, step.departments, step.new, step.regions) for step in x.years] == [
        (2021, 1, ("甲",), 1),
        (2022, 1, ("乙",), 1),
        (2023, 1, ("丙",), 0),
    ]
    assert [step.new for step in y.years] == [("乙",), ("甲",), ()]
    assert (x.first, x.since_start) == (("甲",), True)


def test_what_passes_from_year_to_year_by_hand() -> None:
    found = diffusion(USES, common=1.0)
    # 2021 to 2022: 甲 had x and says y, which 乙 had: adopted, x dropped; 乙 had y and says x: adopted, y dropped.
    # 2022 to 2023: 甲 keeps y and says z, new. 乙 says nothing in 2023, 丙 nothing in 2022.
    assert [
        (p.year, p.departments, p.uses, p.kept, p.adopted, p.resumed, p.new, p.dropped) for p in found.passages
    ] == [
        (2022, 2, 2, 0, 2, 0, 0, 2),
        (2023, 1, 2, 1, 0, 0, 1, 0),
    ]
    flows = {(flow.source, flow.target): flow for flow in found.flows}
    # x: 甲 first, adopted by 乙 (one before it) and 丙 (two before it); y: 乙 first, adopted by 甲. 3 departments have years.
    assert set(flows) == {("甲", "乙"), ("甲", "丙"), ("乙", "甲")}
    assert flows["甲", "乙"].weight == pytest.approx(log2(4 / 3))
    assert flows["甲", "丙"].weight == pytest.approx(log2(4 / 3) / 2)
    assert flows["乙", "甲"].weight == pytest.approx(log2(4 / 2))
    assert (flows["甲", "丙"].wordings, flows["甲", "丙"].first_year) == (1, 2023)


def test_a_wording_that_comes_back_is_resumed() -> None:
    uses = [Use("x", "甲", 2021), Use("y", "甲", 2022), Use("x", "甲", 2023)]
    assert [(p.kept, p.adopted, p.resumed, p.new) for p in diffusion(uses).passages] == [(0, 0, 0, 1), (0, 0, 1, 0)]


@given(DRAWN)
def test_every_use_of_a_year_is_counted_once(uses: list[Use]) -> None:
    found = diffusion(uses)
    for passage in found.passages:
        assert passage.kept + passage.adopted + passage.resumed + passage.new == passage.uses
        both = {u.department for u in uses if u.year == passage.year} & {
            u.department for u in uses if u.year == passage.year - 1
        }
        assert passage.departments == len(both)
        assert passage.uses == len(
            {(u.department, u.wording) for u in uses if u.year == passage.year and u.department in both}
        )
    assert found == diffusion(uses[::-1])
