"""Measures over years and over regions."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from miner.model.overview import CauseMatrix, MeasureMatrix, Summary, Trend, TrendYear


@dataclass(frozen=True, slots=True)
class Observed:
    """A measure of a document; the value is none where it is undefined."""

    measure: str
    value: float | None
    department: str
    region: str
    year: int | None


def summary(values: Iterable[float | None]) -> Summary:
    """Values in short; quartiles by linear interpolation."""
    held = list(values)
    known = [value for value in held if value is not None]
    if not known:
        return Summary(0, len(held), None, None, None, None)
    low, median, high = np.quantile(known, (0.25, 0.5, 0.75)).tolist()
    return Summary(len(known), len(held) - len(known), float(np.mean(known)), low, median, high)


def trends(observed: Iterable[Observed]) -> list[Trend]:
    """Each measure over the years, in the order of the measures' first appearance; what has no year is left out."""
    by_measure: dict[str, dict[int, list[Observed]]] = defaultdict(lambda: defaultdict(list))
    for one in observed:
        if one.year is not None:
            by_measure[one.measure][one.year].append(one)
    return [
        Trend(measure, tuple(_trend_year(year, years) for year in sorted(years)))
        for measure, years in by_measure.items()
    ]


def _trend_year(year: int, years: dict[int, list[Observed]]) -> TrendYear:
    now, before = _means(years[year]), _means(years.get(year - 1, ()))
    changes = [now[who] - before[who] for who in sorted(now.keys() & before.keys())]
    return TrendYear(
        year,
        summary(one.value for one in years[year]),
        len(changes),
        float(np.median(changes)) if changes else None,
        sum(change > 0 for change in changes),
        sum(change < 0 for change in changes),
    )


def _means(observed: Iterable[Observed]) -> dict[str, float]:
    """One value for each department that is known: the mean of its documents."""
    values: dict[str, list[float]] = defaultdict(list)
    for one in observed:
        if one.value is not None and one.department:
            values[one.department].append(one.value)
    return {who: held[0] if len(held) == 1 else float(np.mean(held)) for who, held in values.items()}


def measure_matrix(observed: Iterable[Observed]) -> MeasureMatrix:
    """Region by measure."""
    cells: dict[tuple[str, str], list[float | None]] = defaultdict(list)
    measures: dict[str, None] = {}
    for one in observed:
        measures.setdefault(one.measure)
        cells[one.region, one.measure].append(one.value)
    regions = _regions(region for region, _ in cells)
    table = tuple(tuple(summary(cells.get((region, measure), ())) for measure in measures) for region in regions)
    return MeasureMatrix(regions, tuple(measures), table)


def cause_matrix(named: Iterable[tuple[str, str]]) -> CauseMatrix:
    """Region by cause, from the region and the cause of each explanation."""
    counts = Counter(named)
    totals: Counter[str] = Counter()
    by_region: Counter[str] = Counter()
    for (region, cause), count in counts.items():
        totals[cause] += count
        by_region[region] += count
    regions = _regions(by_region)
    causes = tuple(sorted(totals, key=lambda cause: (-totals[cause], cause)))
    rows = tuple(tuple(counts[region, cause] for cause in causes) for region in regions)
    shares = tuple(
        tuple(count / by_region[region] if by_region[region] else None for count in row)
        for region, row in zip(regions, rows, strict=True)
    )
    return CauseMatrix(regions, causes, rows, shares)


def _regions(regions: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(regions), key=lambda region: (not region, region)))
