"""What the charts show: shares of boilerplate, findings by rule, causes by year, the spread of wordings.

What a chart shows stands in a table beside it. `miner.report.plotting` draws them, which takes longer than knowing which
there are.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from miner.bilingual import say
from miner.labels import SEVERITIES, name_of
from miner.report.views.groups import Group
from miner.report.views.index import RuleRow
from miner.report.views.ranking import Ranked
from miner.store.stored import StoredSpread

MOST_ROWS = 20
"""Rows of a chart: what is further down stands in the table."""
MOST_COLUMNS = 12
_LONGEST = 50
"""Width of a name in half-width characters; longer ones are cut."""
_TONES = {"error": "#a81e1e", "warning": "#c79a00", "hint": "#57606a"}
"""Of the severities; apart in lightness, too, and each row says which it is."""

LEFT, RIGHT = 370, 60
"""Beside what is drawn, in pixels: the names of the rows on the left."""
_ROW, _COLUMN, _WIDTH = 22, 58, 420
"""Height of a row, width of a column of a matrix, width of what is drawn in other charts."""

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart that can be drawn."""

    name: str
    sort: str
    """``intervals`` (share, low, high and bound of each row), ``bars`` (value and color) or ``matrix``."""
    alt: str
    """What it shows, for who cannot see it."""
    names: tuple[str, ...]
    """Of its rows, from the top; all differ."""
    values: tuple[Row, ...]
    """What is drawn, each with the ``name`` of its row; in a matrix with its ``column``, ``value`` and ``text``."""
    columns: tuple[str, ...] = ()
    """Of a matrix, from the left."""
    axis: str = ""
    """What the values are."""

    @property
    def top(self) -> int:
        """Above what is drawn, in pixels: the names of a matrix's columns."""
        return 28 if self.columns else 8

    @property
    def bottom(self) -> int:
        """Below what is drawn: the axis, where there is one."""
        return 8 if self.columns else 40

    @property
    def inner_width(self) -> int:
        """Width of what is drawn, in pixels."""
        return _COLUMN * len(self.columns) if self.columns else _WIDTH

    @property
    def inner_height(self) -> int:
        """Height of what is drawn."""
        return _ROW * len(self.names)

    @property
    def width(self) -> int:
        """Width of the whole, in pixels."""
        return LEFT + self.inner_width + RIGHT

    @property
    def height(self) -> int:
        """Height of the whole."""
        return self.top + self.inner_height + self.bottom


def boilerplate_chart(ranked: Sequence[Ranked]) -> Chart | None:
    """The shares of boilerplate with their intervals, those that surely are large first; none for fewer than three."""
    rows = [
        {
            "name": _label(
                f"{one.document.department or one.document.source} {one.document.fiscal_year or ''}",
                f"（{one.explanations}）",
            ),
            "share": one.share,
            "low": one.share if one.low is None else one.low,
            "high": one.share if one.high is None else one.high,
            "bound": one.bound,
        }
        for one in ranked[:MOST_ROWS]
    ]
    if len(rows) < 3:
        return None
    rows = _apart(rows)
    words = say(
        f"套话率排在最前的 {len(rows)} 份文件，点是套话率，横线是95%区间，竖线是排序所依的下限；"
        f"第一位{rows[0]['name']}为 {ranked[0].share:.2f}。",
        f"The {len(rows)} documents that lead the ranking by boilerplate: a dot is the share, the line its 95 % interval, the "
        f"tick the lower bound that ranks it. First is {rows[0]['name']} with {ranked[0].share:.2f}.",
    )

    return Chart(
        "boilerplate", "intervals", words, _names(rows), tuple(rows), axis=say("套话率", "share of boilerplate")
    )


def findings_chart(rules: Sequence[RuleRow], rule_name: Callable[[str], str]) -> Chart | None:
    """How many findings each rule has, the gravest first; none for fewer than two."""
    if len(rules) < 2:
        return None
    shown = sorted(
        rules, key=lambda one: (list(_TONES).index(one.severity) if one.severity in _TONES else 3, -one.findings)
    )
    rows = _apart(
        [
            {
                "name": _label(f"{name_of(SEVERITIES, one.severity)} {rule_name(one.rule) or one.rule}"),
                "value": one.findings,
                "color": _TONES.get(one.severity, _TONES["hint"]),
            }
            for one in shown[:MOST_ROWS]
        ]
    )
    most = max(shown, key=lambda one: one.findings)
    words = say(
        f"各规则的线索条数，按程度和条数排列；最多的是“{rule_name(most.rule) or most.rule}”，{most.findings} 条。",
        f"Findings of each rule by severity and number; most are of {rule_name(most.rule) or most.rule}: {most.findings}.",
    )

    return Chart("findings", "bars", words, _names(rows), tuple(rows), axis=say("条数", "findings"))


def causes_chart(counts: Mapping[str, Mapping[int, int]], cause_name: Callable[[str], str]) -> Chart | None:
    """The causes' shares of each year's explanations, the commonest first; none for fewer than two causes or years."""
    years = sorted({year for by_year in counts.values() for year in by_year})[-MOST_COLUMNS:]
    totals = {year: sum(by_year.get(year, 0) for by_year in counts.values()) for year in years}
    causes = sorted(counts, key=lambda cause: (-sum(counts[cause].values()), cause))[:MOST_ROWS]
    if len(causes) < 2 or len(years) < 2:
        return None
    names = _apart([{"name": _label(cause_name(cause))} for cause in causes])
    rows = [
        {"name": named["name"], "column": str(year), "value": share, "text": f"{share:.0%}", "dark": share > 0.7 * most}
        for most in (max(counts[c].get(y, 0) / totals[y] for c in causes for y in years),)
        for cause, named in zip(causes, names, strict=True)
        for year in years
        for share in (counts[cause].get(year, 0) / totals[year],)
    ]
    words = say(
        f"{years[0]}—{years[-1]} 年各原因类别占当年说明的比重；最常见的是“{cause_name(causes[0])}”。",
        f"The causes' shares of the explanations of {years[0]} to {years[-1]}; the commonest is {cause_name(causes[0])}.",
    )
    return Chart("causes", "matrix", words, _names(names), tuple(rows), tuple(map(str, years)))


def spread_chart(groups: Sequence[Group], spread: Mapping[str, Mapping[int, int]]) -> Chart | None:
    """In how many departments each wording is said, year by year; none for fewer than two wordings or years.

    Args:
        groups: those of most departments first.
        spread: departments by cluster and year.
    """
    shown = [one for one in groups if spread.get(one.cluster_id)][:MOST_ROWS]
    years = sorted({year for one in shown for year in spread[one.cluster_id]})[-MOST_COLUMNS:]
    if len(shown) < 2 or len(years) < 2:
        return None
    most = max(spread[one.cluster_id].get(year, 0) for one in shown for year in years)
    names = _apart([{"name": _label(one.title)} for one in shown])
    rows = [
        {
            "name": named["name"],
            "column": str(year),
            "value": value,
            "text": str(value or ""),
            "dark": value > 0.7 * most,
        }
        for one, named in zip(shown, names, strict=True)
        for year in years
        for value in (spread[one.cluster_id].get(year, 0),)
    ]
    words = say(
        f"使用部门最多的 {len(shown)} 种说法在 {years[0]}—{years[-1]} 年各有多少部门使用；第一位是“{_cut(shown[0].title)}”。",
        f"The {len(shown)} wordings of most departments, and how many used each from {years[0]} to {years[-1]}; first is "
        f"{_cut(shown[0].title)}.",
    )
    return Chart("spread", "matrix", words, _names(names), tuple(rows), tuple(map(str, years)))


def departments_by_year(spread: Sequence[StoredSpread]) -> dict[str, dict[int, int]]:
    """In how many departments each cluster is said, by year."""
    found: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for one in spread:
        if one.fiscal_year is not None:
            found[one.cluster_id][one.fiscal_year] += 1
    return {cluster_id: dict(by_year) for cluster_id, by_year in found.items()}


# --------------------------------------------------------------------------------------------------------------- shared


def _names(rows: Sequence[Row]) -> tuple[str, ...]:
    return tuple(row["name"] for row in rows)


def _label(words: str, end: str = "") -> str:
    return _cut(words, _LONGEST - _wide(end)) + end


def _cut(words: str, longest: int = _LONGEST) -> str:
    """A name without what cannot be printed, cut to a width in half-width characters."""
    plain = " ".join("".join(c if unicodedata.category(c)[0] not in "CZ" else " " for c in words).split())
    if _wide(plain) <= longest:
        return plain
    cut = plain
    while cut and _wide(cut) > longest - 2:
        cut = cut[:-1]
    return cut + "…"


def _wide(words: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in words)


def _apart(rows: Sequence[Row]) -> list[Row]:
    """Rows whose names differ, so that none falls upon another: equal ones are numbered."""
    seen: dict[str, int] = defaultdict(int)
    found: list[Row] = []
    for row in rows:
        seen[row["name"]] += 1
        again = seen[row["name"]]
        found.append({**row, "name": f"{row['name']} ·{again}"} if again > 1 else row)
    return found
