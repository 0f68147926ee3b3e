"""What templates print values by: names of codes, amounts, times, boxes."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from functools import partial
from typing import Any

from miner import labels
from miner.model import BBox
from miner.report import wording


def moment(text: str) -> str:
    """A time of the journal without seconds."""
    return datetime.fromisoformat(text).strftime("%Y-%m-%d %H:%M UTC")


def amount(value: Decimal | None) -> str:
    """A decimal with its digits as stored; empty for none."""
    return "" if value is None else format(value, ",f")


def share(value: float | None) -> str:
    """A measure with up to four significant digits; a dash for none."""
    return "—" if value is None else f"{value:.4g}"


def number(value: float | None, sign: str = "") -> str:
    """A measure as it is read in a table: large ones whole, others with up to four significant digits; a dash for none."""
    if value is None:
        return "—"
    return f"{value:{sign},.0f}" if abs(value) >= 10_000 else f"{value:{sign}.4g}"


def wan(value: Decimal | None, sign: str = "") -> str:
    """An amount of 元 in 万元; a dash for none."""
    return "—" if value is None else f"{value / 10_000:{sign},.2f}"


def percent(value: float | None) -> str:
    """A share in percent without decimals; a dash for none."""
    return "—" if value is None else f"{value:.0%}"


def box_list(boxes: Iterable[BBox]) -> str:
    """Boxes for a script: numbers in points, boxes parted by semicolons."""
    return ";".join(",".join(f"{edge:g}" for edge in box) for box in boxes)


def plain_json(value: object) -> str:
    """JSON for an attribute, where autoescape makes it harmless."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def script_json(value: object) -> str:
    """JSON that may stand in a script: nothing in it ends the script or its line."""
    text = plain_json(value)
    for bad in "<>&\u2028\u2029":
        text = text.replace(bad, f"\\u{ord(bad):04x}")
    return text


def known_or_same(titles: Mapping[str, str], name: str) -> str:
    """The title of a name, the name itself where it has none."""
    return titles.get(name, name)


def _names() -> dict[str, Callable[[str | None], str]]:
    """A filter for each sort of code: ``kind|kind_name``."""
    sorts = {
        "kind_name": labels.KINDS,
        "scope_name": labels.SCOPES,
        "outcome_name": labels.OUTCOMES,
        "health_name": labels.HEALTH,
        "field_name": labels.FIELDS,
        "origin_name": labels.ORIGINS,
        "narrative_name": labels.NARRATIVES,
        "direction_name": labels.DIRECTIONS,
        "basis_name": wording.BASES,
        "verdict_name": labels.VERDICTS,
        "check_name": labels.CHECKS,
        "severity_name": labels.SEVERITIES,
        "component_name": wording.COMPONENTS,
        "figure_name": labels.FIGURES,
        "role_name": labels.ROLES,
        "mark_name": labels.MARKS,
        "measure_name": labels.MEASURES,
        "judgement_name": labels.JUDGEMENTS,
        "review_name": labels.REVIEWS,
        "judged_name": labels.JUDGED,
    }
    return {name: partial(labels.name_of, names) for name, names in sorts.items()}


FILTERS: dict[str, Callable[..., Any]] = {
    "amount": amount,
    "moment": moment,
    "share": share,
    "percent": percent,
    "number": number,
    "wan": wan,
    "box_list": box_list,
    **_names(),
}
