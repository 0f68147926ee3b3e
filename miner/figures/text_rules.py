"""Identities inside the prose, as data: parts that make a whole, and amounts that are a part of another.

A side is what a figure is called (its noun, see `miner.figures.context.noun_of`) in the sections on one topic. Adding a
rule is adding a few lines and a test. The sources are the ministry's template of the explanation and 财预〔2016〕143号.
"""

from __future__ import annotations

from dataclasses import dataclass

from miner.figures.context import Topic


@dataclass(frozen=True, slots=True)
class TextSum:
    """A whole that is stated with all of its parts in one section."""

    rule: str
    zh: str
    en: str
    topic: Topic
    whole: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TextPart:
    """An amount that is a part of another one stated in the same section."""

    rule: str
    zh: str
    en: str
    topic: Topic
    part: str
    whole: str


_SMALL = r".*(?:授予)?小微企业.*"
_MEDIUM = r"(?!.*(?:小微|货物|工程|服务)).*(?:授予)?中小企业.*"
PURCHASES = r".*政府采购(?:支出)?(?:总额|金额)?"

TEXT_SUMS: tuple[TextSum, ...] = (
    TextSum(
        "N-4",
        "说明中：基本支出＝人员经费＋公用经费",
        "in the text: basic expenditure = personnel + public expenses",
        Topic.BASIC,
        r"(?:一般公共)?(?:财政拨款)?基本支出(?:合计)?",
        (r"(?:基本支出)?人员经费(?:支出|合计)?", r"(?:日常)?公用经费(?:支出|合计)?"),
    ),
)

TEXT_PARTS: tuple[TextPart, ...] = (
    TextPart(
        "N-12",
        "说明中：授予中小企业合同金额≤政府采购支出总额",
        "in the text: what small and medium firms were granted is no more than all procurement",
        Topic.PROCUREMENT,
        _MEDIUM,
        PURCHASES,
    ),
    TextPart(
        "N-12",
        "说明中：授予小微企业合同金额≤授予中小企业合同金额",
        "in the text: what small firms were granted is no more than what small and medium ones were",
        Topic.PROCUREMENT,
        _SMALL,
        _MEDIUM,
    ),
)
