"""Drawing charts as SVG by Altair and vl-convert, without a browser and without the network.

Text stays text, in the fonts of whoever reads it. Nothing depends on how wide a text is on the machine that draws: sizes
are fixed and there are no legends. So the same data give the same bytes everywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import altair as alt
import vl_convert

from miner.report.charts import LEFT, RIGHT, Chart

_FONT = "Noto Sans CJK SC, Source Han Sans SC, PingFang SC, Microsoft YaHei, Hiragino Sans GB, sans-serif"
_INK, _SOFT, _LINE, _PAPER = "#1b1f24", "#57606a", "#d5dae0", "#ffffff"
_FEW, _MANY = "#eef4f7", "#0b5c7a"
"""One hue, so that only its lightness speaks."""
_SHARE, _BOUND = "#a81e1e", "#0b5c7a"
_LOOK: dict[str, Any] = {
    "labelColor": _INK,
    "titleColor": _SOFT,
    "titleFontWeight": "normal",
    "gridColor": _LINE,
    "domainColor": _SOFT,
    "tickColor": _SOFT,
}


def svg_of(chart: Chart) -> str:
    """The drawing of a chart."""
    drawn = _SORTS[chart.sort](chart)
    finished = (
        drawn.properties(
            width=chart.inner_width,
            height=chart.inner_height,
            autosize=alt.AutoSizeParams(type="none"),
            padding={"left": LEFT, "right": RIGHT, "top": chart.top, "bottom": chart.bottom},
            background=_PAPER,
        )
        .configure(font=_FONT)
        .configure_view(stroke=None)
        .configure_axis(labelFontSize=13, titleFontSize=12)
        .configure_text(fontSize=12)
    )
    return vl_convert.vegalite_to_svg(finished.to_dict(), allowed_base_urls=[])


def _intervals(chart: Chart) -> Any:
    base, y = _base(chart), _rows(chart.names)
    axis = alt.Axis(title=chart.axis, format=".1f", values=[0, 0.2, 0.4, 0.6, 0.8, 1], **_LOOK)
    low = alt.X("low:Q", scale=alt.Scale(domain=[0, 1]), axis=axis)
    line = base.mark_rule(color=_SOFT, strokeWidth=2).encode(y=y, x=low, x2="high:Q")
    tick = base.mark_tick(color=_BOUND, thickness=3, size=14).encode(y=y, x="bound:Q")
    dot = base.mark_point(color=_SHARE, filled=True, size=60, opacity=1).encode(y=y, x="share:Q")
    return alt.layer(line, tick, dot)


def _bars(chart: Chart) -> Any:
    base, y = _base(chart), _rows(chart.names)
    x = alt.X("value:Q", axis=alt.Axis(title=chart.axis, tickMinStep=1, format="d", **_LOOK))
    bar = base.mark_bar(height=14).encode(y=y, x=x, color=alt.Color("color:N", scale=None))
    number = base.mark_text(align="left", dx=5, color=_INK).encode(y=y, x="value:Q", text="value:Q")
    return alt.layer(bar, number)


def _matrix(chart: Chart) -> Any:
    """A table whose cells are the darker the more they hold, with the numbers in them."""
    base, y = _base(chart), _rows(chart.names)
    axis = alt.Axis(
        title=None, orient="top", labelAngle=0, ticks=False, domain=False, labelColor=_INK, labelOverlap=False
    )
    x = alt.X("column:N", sort=list(chart.columns), axis=axis)
    color = alt.Color("value:Q", scale=alt.Scale(range=[_FEW, _MANY], domainMin=0), legend=None)
    cell = base.mark_rect(stroke=_PAPER, strokeWidth=1).encode(x=x, y=y, color=color)
    ink = alt.condition("datum.dark", alt.value(_PAPER), alt.value(_INK))
    text = base.mark_text().encode(x=x, y=y, text="text:N", color=ink)
    return alt.layer(cell, text)


_SORTS: Mapping[str, Callable[[Chart], Any]] = {"intervals": _intervals, "bars": _bars, "matrix": _matrix}


def _base(chart: Chart) -> alt.Chart:
    return alt.Chart({"values": list(chart.values)})


def _rows(names: Sequence[str]) -> alt.Y:
    axis = alt.Axis(title=None, labelLimit=0, labelPadding=6, ticks=False, domain=False, labelColor=_INK)
    return alt.Y("name:N", sort=list(names), axis=axis)
