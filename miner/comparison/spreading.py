"""How a wording spreads over departments and years, and what passes from one year to the next (扩散).

As in `miner.comparison.network`, equal words do not prove that anybody copied.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from math import log2

from miner.comparison.network import Use
from miner.model.overview import Diffusion, Flow, Passage, Spread, SpreadYear


def spreads(uses: Iterable[Use], regions: Mapping[str, str], *, least: int = 2) -> list[Spread]:
    """The spread of each wording that at least so many departments use, the most used first.

    Args:
        uses: of everybody.
        regions: of each department; one that is not in it has none.
        least: departments.
    """
    by_wording: dict[str, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    for use in uses:
        if use.year is not None:
            by_wording[use.wording][use.year].add(use.department)
    begins = min((year for years in by_wording.values() for year in years), default=0)
    found = []
    for wording, years in by_wording.items():
        everybody = set().union(*years.values())
        if len(everybody) < least:
            continue
        seen: set[str] = set()
        steps = []
        for year in sorted(years):
            where = {regions.get(who, "") for who in years[year]} - {""}
            steps.append(SpreadYear(year, len(years[year]), tuple(sorted(years[year] - seen)), len(where)))
            seen |= years[year]
        found.append(Spread(wording, len(everybody), tuple(steps), steps[0].new, steps[0].year == begins))
    return sorted(found, key=lambda one: (-one.departments, one.wording))


def diffusion(uses: Iterable[Use], *, limit: int = 100, common: float = 0.5) -> Diffusion:
    """What passes from one year to the next, and who used first what others adopted later, the heaviest flows first.

    Of a wording that was there in the first year at hand, those who used it then count as its first users, though it may be
    older. Where several used it before, each gets an equal part of the flow's weight.

    Args:
        uses: of everybody.
        limit: how many flows at most.
        common: wordings that more than this share of the departments use make no flow.
    """
    said: dict[str, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))  # department, year: wordings
    first: dict[str, dict[str, int]] = defaultdict(dict)
    for use in uses:
        if use.year is not None:
            said[use.department][use.year].add(use.wording)
            first[use.wording][use.department] = min(use.year, first[use.wording].get(use.department, use.year))
    years = sorted({year for by_year in said.values() for year in by_year})
    passages = [_passage(year, said, first) for year in years[1:] if year - 1 in years]
    most = max(2.0, common * len(said))
    weights: dict[tuple[str, str], float] = defaultdict(float)
    counts: Counter[tuple[str, str]] = Counter()
    since: dict[tuple[str, str], int] = {}
    for _, using in sorted(first.items()):  # in order, so that sums come out the same to the last bit
        if not 2 <= len(using) <= most:
            continue
        start = min(using.values())
        sources = [who for who, year in using.items() if year == start]
        bits = log2((len(said) + 1) / len(using))
        for target, year in using.items():
            if year == start:
                continue
            part = bits / sum(other < year for other in using.values())
            for source in sources:
                weights[source, target] += part
                counts[source, target] += 1
                since[source, target] = min(year, since.get((source, target), year))
    heaviest = sorted(weights, key=lambda pair: (-weights[pair], pair))[:limit]
    flows = tuple(Flow(*pair, counts[pair], weights[pair], since[pair]) for pair in heaviest)
    return Diffusion(tuple(passage for passage in passages if passage.departments), flows)


def _passage(
    year: int, said: Mapping[str, Mapping[int, AbstractSet[str]]], first: Mapping[str, Mapping[str, int]]
) -> Passage:
    both = [who for who, by_year in said.items() if year in by_year and year - 1 in by_year]
    users: dict[str, set[str]] = defaultdict(set)
    for who, by_year in said.items():
        for wording in by_year.get(year - 1, ()):
            users[wording].add(who)
    counts: Counter[str] = Counter()
    for who in both:
        now, before = said[who][year], said[who][year - 1]
        counts["dropped"] += len(before - now)
        for wording in now:
            if wording in before:
                counts["kept"] += 1
            elif first[wording][who] < year:
                counts["resumed"] += 1
            else:
                counts["adopted" if users.get(wording) else "new"] += 1
    total = sum(counts[name] for name in ("kept", "adopted", "resumed", "new"))
    return Passage(
        year, len(both), total, counts["kept"], counts["adopted"], counts["resumed"], counts["new"], counts["dropped"]
    )
