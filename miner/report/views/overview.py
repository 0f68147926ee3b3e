"""The page of all departments at once: what stands out, regions, years, how wordings spread, who shares them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from miner.model.overview import Edge, Outlier, Overview, Passage, Summary, Trend
from miner.report.paths import department_page
from miner.store.stored import StoredDocument

OF_EACH, MOST_OUTLIERS = 3, 150
"""Outliers of a measure that are shown at once, and of all measures that are listed."""
LEVELS = 5
"""Shades of a matrix."""
MOST_IN_MATRIX = 14
"""Departments beside each other."""
SPARK_WIDTH, SPARK_HEIGHT = 132, 34
"""Of a small chart, in pixels."""
_EDGE = 5
"""Around what is drawn in it."""


@dataclass(frozen=True, slots=True)
class Spark:
    """A small chart of a measure over the years: its median in the band of its quartiles."""

    band: str
    """Points of the band; empty for a single year."""
    line: str
    dots: Sequence[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class TrendRow:
    """A measure over the years."""

    trend: Trend
    by_year: Sequence[tuple[Summary, float | None] | None]
    """By year, with the median change of the same departments; none where the measure is not there."""
    spark: Spark


@dataclass(frozen=True, slots=True)
class ShadedRow:
    """A row of a matrix."""

    name: str
    cells: Sequence[tuple[float | None, int]]
    """Value and shade by column."""


@dataclass(frozen=True, slots=True)
class Matrix:
    """Who shares wordings with whom, among those with the strongest ties."""

    names: Sequence[str]
    rows: Sequence[Sequence[tuple[Edge | None, int]]]
    """Tie and shade by column."""


@dataclass(frozen=True, slots=True)
class OverviewPage:
    """Everything that the page shows."""

    found: Overview
    years: Sequence[int]
    each: int
    outliers: Sequence[Outlier]
    """Of each measure those that stand out most."""
    more_outliers: Sequence[Outlier]
    trends: Sequence[TrendRow]
    regions: Sequence[str]
    measures: Sequence[ShadedRow]
    causes: Sequence[ShadedRow]
    """By name of the cause, as shares."""
    passages: Sequence[tuple[Passage, Sequence[tuple[str, float, float]]]]
    """With the parts of its bar: name, start and length as shares of the whole."""
    matrix: Matrix
    pages: Mapping[str, str]
    """The pages of departments, by who they are."""


def overview_view(found: Overview, documents: Mapping[str, StoredDocument]) -> OverviewPage:
    """The page.

    Args:
        found: all views.
        documents: all documents by id.
    """
    matrix, causes = found.regions.measures, found.regions.causes
    years = sorted({one.year for trend in found.trends for one in trend.years})
    measures = [
        _shaded(measure, [row[at].median for row in matrix.cells])
        for at, measure in enumerate(matrix.measures)
        if not measure.startswith("cause_")  # they are the other matrix
    ]
    shares = [_shaded(cause, [row[at] for row in causes.shares]) for at, cause in enumerate(causes.causes)]
    first = _of_each(found.outliers.found)
    homes = {who: documents[doc_id] for who, doc_id in found.homes.items() if doc_id in documents}
    return OverviewPage(
        found,
        years,
        OF_EACH,
        first,
        [one for one in found.outliers.found[:MOST_OUTLIERS] if one not in first],
        [_trend_row(trend, years) for trend in found.trends],
        matrix.regions,
        measures,
        # A region without explanations has no row there.
        [ShadedRow(row.name, _by_region(row.cells, causes.regions, matrix.regions)) for row in shares],
        [(one, _parts(one)) for one in found.diffusion.passages],
        _network(found.network.network.edges),
        {who: department_page(one.region, one.department) for who, one in homes.items()},
    )


def _of_each(outliers: Sequence[Outlier]) -> list[Outlier]:
    """Some of each measure: a measure that many documents have unusual would hide the others."""
    counts: Counter[str] = Counter()
    found = []
    for one in outliers:
        counts[one.ranked.measure] += 1
        if counts[one.ranked.measure] <= OF_EACH:
            found.append(one)
    return found


def _by_region(
    cells: Sequence[tuple[float | None, int]], known: Sequence[str], wanted: Sequence[str]
) -> list[tuple[float | None, int]]:
    held = dict(zip(known, cells, strict=True))
    return [held.get(region, (None, 0)) for region in wanted]


def _shaded(name: str, values: Sequence[float | None]) -> ShadedRow:
    """A row whose cells are the darker the higher they are among each other."""
    known = [value for value in values if value is not None]
    low, high = min(known, default=0.0), max(known, default=0.0)
    return ShadedRow(name, [(value, 0 if value is None else _level(value, low, high)) for value in values])


def _level(value: float, low: float, high: float) -> int:
    return min(LEVELS - 1, int(LEVELS * (value - low) / (high - low))) if high > low else 0


def _trend_row(trend: Trend, years: Sequence[int]) -> TrendRow:
    by_year = {one.year: one for one in trend.years}
    cells = [(by_year[year].values, by_year[year].change) if year in by_year else None for year in years]
    return TrendRow(trend, cells, _spark(trend, years))


def _spark(trend: Trend, years: Sequence[int]) -> Spark:
    known = [(one.year, one.values) for one in trend.years if one.values.median is not None]
    ends = [end for _, one in known for end in (one.low, one.median, one.high) if end is not None]
    if not ends:
        return Spark("", "", ())
    x = _scale(min(years), max(years), _EDGE, SPARK_WIDTH - _EDGE)
    y = _scale(min(ends), max(ends), SPARK_HEIGHT - _EDGE, _EDGE)
    dots = [(x(year), y(one.median)) for year, one in known if one.median is not None]
    upper = [(x(year), y(one.high)) for year, one in known if one.high is not None]
    lower = [(x(year), y(one.low)) for year, one in known if one.low is not None]
    band = _points([*upper, *reversed(lower)]) if len(known) > 1 else ""
    return Spark(band, _points(dots) if len(dots) > 1 else "", dots)


def _scale(low: float, high: float, start: float, end: float) -> Callable[[float], float]:
    """From values to pixels; a single value is in the middle."""
    if high <= low:
        return lambda value: (start + end) / 2
    return lambda value: round(start + (end - start) * (value - low) / (high - low), 1)


def _points(places: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{x:g},{y:g}" for x, y in places)


def _parts(one: Passage) -> list[tuple[str, float, float]]:
    found: list[tuple[str, float, float]] = []
    at = 0.0
    for name, count in (("kept", one.kept), ("adopted", one.adopted), ("resumed", one.resumed), ("new", one.new)):
        share = count / one.uses if one.uses else 0.0
        found.append((name, at, share))
        at += share
    return found


def _network(edges: Sequence[Edge]) -> Matrix:
    """Those who have most of the heaviest ties, each beside each."""
    ties: Counter[str] = Counter()
    for edge in edges:
        ties[edge.one] += 1
        ties[edge.other] += 1
    names = sorted(ties, key=lambda who: (-ties[who], who))[:MOST_IN_MATRIX]
    held = {pair: edge for edge in edges for pair in ((edge.one, edge.other), (edge.other, edge.one))}
    shown = [edge for edge in edges if edge.one in names and edge.other in names]
    most = max((edge.likeness for edge in shown), default=0.0)
    rows = []
    for one in names:
        row: list[tuple[Edge | None, int]] = []
        for other in names:
            tie = held.get((one, other))
            row.append((tie, 0 if tie is None else _level(tie.likeness, 0.0, most)))
        rows.append(row)
    return Matrix(names, rows)
