"""Figures, directions and reasons of a text, each a `Mark`.

Directions and reasons are for single sentences, by their words alone. `miner.narratives` does more: it knows what is
compared with what, to which sentence a reason goes on, and which words only look like one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from miner.language.numbers import NumberMention, find_numbers
from miner.model import Direction, FigureKind


@dataclass(frozen=True, slots=True)
class Mark:
    """A piece of a text from ``start`` to ``end`` (characters), and what it is."""

    start: int
    end: int
    label: str


# -------------------------------------------------------------------------------------------------------------- figures

UNKNOWN_UNIT = "unknown_unit"
"""The label of a figure whose unit is due and not printed."""


def figure_marks(text: str) -> tuple[Mark, ...]:
    """The figures of a text with their units; labels are those of `FigureKind` (``delta`` excepted) or `UNKNOWN_UNIT`.

    Years, dates, codes, list numbers and thresholds are no figures: see `miner.language.numbers`.
    """
    return tuple(Mark(mention.start, mention.end, _figure_label(mention)) for mention in find_numbers(text))


def _figure_label(mention: NumberMention) -> str:
    if mention.missing_unit:
        return UNKNOWN_UNIT
    if mention.is_amount:
        return FigureKind.AMOUNT
    if mention.is_percent:
        return FigureKind.PERCENT
    return FigureKind.PERCENTAGE_POINT if mention.unit.endswith("百分点") else FigureKind.COUNT


# ----------------------------------------------------------------------------------------------------------- directions

_NO = r"(?<![不未无没勿])(?<!没有)"
_BY_FIGURE = r"(?=(?:了|约|到|至|近)*\s*\d)"
_UP = (
    rf"增加(?!值|挂)|增长(?!率|点|极)|增多|增幅|上升|上涨|净增|超支|大于|高于|多于|超过|超出"
    rf"|(?:提高|新增|增|多支|超){_BY_FIGURE}"
)
_DOWN = rf"减少|下降|降低|压减|缩减|降幅|回落|小于|低于|少于|(?:节约|节省|减|少支){_BY_FIGURE}"
_FLAT = (
    r"持平|零增长|无差异|(?:保持|维持)?不变|(?:无|没有|未发生|未)(?:明显|较大)?(?:增减)?(?:变化|变动|增减|差异)"
    r"|(?:(?<=预算)|(?<=[决预]算数)|(?<=[上去]年)|(?<=年度)|(?<=相比)|(?<=基本))(?:保持)?(?:一致|相同|相等)"
)
_DIRECTION = re.compile(rf"(?P<flat>{_FLAT})|{_NO}(?:(?P<up>{_UP})|(?P<down>{_DOWN}))")


def direction_marks(text: str) -> tuple[Mark, ...]:
    """The words that say which way something goes: ``up`` (增加), ``down`` (减少) or ``flat`` (持平).

    新增, 提高, 节约 and the like count only before a figure: 提高效率 and 厉行节约 say what is done, not how much.
    """
    kinds = {"up": Direction.UP, "down": Direction.DOWN, "flat": Direction.FLAT}
    return tuple(
        Mark(*match.span(), kinds[match.lastgroup]) for match in _DIRECTION.finditer(text) if match.lastgroup in kinds
    )


# -------------------------------------------------------------------------------------------------------------- reasons

_CAUSE = r"(?:由于|因为|因(?!公出|公临|公务出|素|此|而|地制宜|人而异|私))"
_NOUN = (
    r"(?:主\s*要|具体|直接|客观|重要)?的?\s*原\s*因(?:分析|如下|主要|在于)*\s*(?:[：:]|[是为系有](?:[：:])?)\s*"
    rf"(?:主要是?)?{_CAUSE}?"
)
_VERB = rf"主要(?:是|系|为)?{_CAUSE}|主要(?:得益于|源于)|[是系]{_CAUSE}"
_SOFT = r"主要[是系][：:]?"
"""Names a cause only behind a direction: 增加3万元，主要是人员变动, but not 主要是工资."""
_LEAD_IN = re.compile(
    rf"(?P<sure>{_NOUN}|{_VERB})|(?P<soft>{_SOFT})|(?:^|(?<=[，,。；;：:！？\n]))\s*(?P<first>{_CAUSE}|受(?=[^，。；\n]*影响))"
)
_STOP = re.compile(
    r"[。！？!?]|[；;](?![二三四五六]是)|\n\s*(?=\n|#|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[、.．](?!\d))|$"
)
"""A line break ends a reason only where something new begins behind it: text copied from a page breaks anywhere."""
_SENTENCE_BEFORE = re.compile(r"[。；;！？!?]")
_NEAR = 200
"""So many characters before 主要是 a direction is looked for."""
_STATES = re.compile(
    rf"(?:(?<!\d)[，,]|[，,](?!\d))(?=[^，,。；;]*(?:{_UP}|{_DOWN}|持平)[^，,。；;]*\d|[^，,。；;]*决算(?!草案)|(?:故|因此|所以)?无法|(?:导致|致使|使得?|造成))"
)
"""A comma behind which the effect is stated: 因人员调出，支出减少3万元."""
_TRAIL = re.compile(r"(?:等(?:原因|因素))?(?:所致|所造成|造成的?|引起的?|导致的?)?\s*$")
_AHEAD, _BEHIND = re.compile(r"[\s，,、：:]+"), re.compile(r"[\s，,、：:]+$")
REASON = "reason"


def reason_marks(text: str) -> tuple[Mark, ...]:
    """The clauses behind a lead-in (主要原因是, 主要是由于, 因, 受 … 影响), without it and without 所致 at the end.

    A reason ends with its sentence or semicolon, or before a clause that states the effect. Sentences that go on
    explaining are not joined.
    """
    found = []
    at = 0
    while lead := _LEAD_IN.search(text, at):
        start, end = _reason_span(text, lead)
        at = max(end, lead.end())
        if start < end and (
            not lead["soft"]
            or _DIRECTION.search(_SENTENCE_BEFORE.split(text[max(0, lead.start() - _NEAR) : lead.start()])[-1])
        ):
            found.append(Mark(start, end, REASON))
    return tuple(found)


def _reason_span(text: str, lead: re.Match[str]) -> tuple[int, int]:
    """Where the words behind a lead-in begin and end, blanks and 所致 left out."""
    stop = _STOP.search(text, lead.end())
    end = stop.start() if stop else len(text)
    effect = _STATES.search(text, lead.end(), end)
    if effect:
        end = effect.start()
    words = text[lead.end() : end]
    trail = _TRAIL.search(words)
    kept = words[: trail.start()] if trail and trail.start() else words
    ahead = _AHEAD.match(kept)
    start = lead.end() + (ahead.end() if ahead else 0)
    return start, lead.end() + len(_BEHIND.sub("", kept))
