"""Sections → problems (存在的问题) and improvement measures (改进措施), each point by itself.

A point is what stands between two marks (一是 … 二是 …, 第一，…, ①, 1.); a paragraph without marks is one point, whole.
The mark does not belong to it, and a sentence that only opens the list (主要存在以下问题：) is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from miner.model import NarrativeKind
from miner.narratives.prose import Prose
from miner.numbering import numbering

_NUMBER = r"[一二三四五六七八九十]{1,3}"
_TROUBLE = r"问题|不足|困难|薄弱环节|短板"
_REMEDY = (
    r"(?:改进|整改|解决)(?:的)?(?:工作)?(?:措施|建议|意见|方向|打算|办法)|(?:有关|相关|意见|意见和|工作|措施|政策|几点|对策)及?建议|"
    r"(?:下一步|下步|今后)(?:拟采取|将采取)?(?:的)?(?:工作|改进|整改)*(?:措施|打算|计划|安排|思路|工作|建议|重点|方向|改进)|工作打算"
)
_OTHER_TITLE = re.compile(r"整改(?:落实|完成)?情况|落实情况|应用|解决的?问题|职责|职能|问题的?(?:公开|回应)")
_PROBLEM_TITLE = re.compile(
    rf"(?:存在|主要|发现|面临).{{0,8}}(?:{_TROUBLE})|^(?:{_TROUBLE})(?:及|和|与|分析|$)"
    r"|有待(?:改进|完善|提高|加强)的|偏离.{0,6}目标.{0,4}原因"
)
_MEASURE_TITLE = re.compile(rf"(?:{_REMEDY})(?=$|[。：（，及和与、])|(?:及|和|与|^)建议$")
_LONGEST_TITLE = 30

_LEAD = re.compile(
    rf"(?:(?P<problem>(?:目前|当前)?(?:存在|发现|面临)的?(?:主要)?(?:{_TROUBLE})(?:(?:及|和|与)其?(?:主要)?(?:原因|成因)(?:分析)?)?|主要(?:{_TROUBLE})(?:及其?原因(?:分析)?)?|偏离(?:绩效|预期)?目标的?(?:主要)?原因(?:分析)?)"
    rf"|(?P<measure>(?:下一步|下步|今后)?(?:拟采取|将采取)?(?:的)?(?:工作)?(?:改进|整改)(?:的)?(?:工作)?(?:措施|建议|意见|打算)(?:及建议)?|下一步(?:的)?(?:工作)?(?:措施|打算|计划|安排|思路)|(?:有关|相关|意见|工作)(?:和)?建议)"
    r")(?:主要)?(?:有|是|包括|如下)?(?:[：:]\n?|。(?=一是|第一|首先|①|1[、.]))"
)
_MARKS = (
    re.compile(rf"(?:(?<=^)|(?<=[。；，：！\n]))(?P<mark>{_NUMBER})是[：，]?"),
    re.compile(rf"(?:(?<=^)|(?<=[。；：！\n]))第(?P<mark>{_NUMBER})[，、：是]"),
    re.compile(r"(?:(?<=^)|(?<=[。；：！\n]))(?P<mark>首先|其次|再次|最后)[，是]"),
    re.compile(r"(?:(?<=^)|(?<=[。；：！\n]))(?P<mark>[①-⑳])"),
    re.compile(r"(?:(?<=^)|(?<=[。；：！\n]))（(?P<mark>\d{1,2}|[一二三四五六七八九十]{1,3})）[、.]?"),
    re.compile(r"(?:(?<=^)|(?<=[。；：！\n]))(?P<mark>\d{1,2})(?:[、．]|\.(?!\d))"),
)
_OPENS_LIST = re.compile(r"[^。]{0,80}(?:：|如下。?|以下(?:几个?)?(?:方面|问题|几点)[^。]{0,12}。?)")
_POINTS_ELSEWHERE = re.compile(r"\n[^\n。]{0,40}(?:附于|附后|详见|见附|附件|自评表|评分表)[^\n]{0,40}$")
"""A last paragraph that only says where something else stands."""
_DENIES = re.compile(
    r"(?:经[^，。]{0,12}，)?(?:目前|暂时)?(?:本|我)?(?:部门|单位|局|中心)?(?:绩效[^，。]{0,12})?(?:暂无|无|没有|未发现|不存在|不涉及)[^，。；]{0,20}(?:。|$)"
)
_PLACEHOLDER = re.compile(r"[XＸ×…*（）填写说明：。]+")


@dataclass(frozen=True, slots=True)
class Point:
    """A problem or a measure by its span in canonical text."""

    kind: NarrativeKind
    start: int
    end: int


def title_kind(title: str) -> NarrativeKind | None:
    """What the points below a heading are; 存在的问题及改进措施 begins with problems."""
    number = numbering(title)
    title = title[number.length :] if number else title
    if _OTHER_TITLE.search(title) or len(title) > _LONGEST_TITLE:
        return None
    if _PROBLEM_TITLE.search(title):
        return NarrativeKind.PROBLEM
    return NarrativeKind.MEASURE if _MEASURE_TITLE.search(title) else None


def is_mixed(title: str) -> bool:
    """True for a heading that announces problems and measures together."""
    return bool(_PROBLEM_TITLE.search(title) and _MEASURE_TITLE.search(title))


def titled_points(prose: Prose, title: str, kind: NarrativeKind, *, own: bool) -> list[Point]:
    """The points of a section whose heading, or one above it, announces them.

    Args:
        prose: The section's text.
        title: Its heading as it begins the text.
        kind: What the heading announces.
        own: True where the section's own heading announces it (which then is no point); False for a numbered point
            below such a heading.
    """
    start = _behind_heading(prose, title) if own else _behind_number(prose.text)
    runs = list(_runs(prose.text, start, kind))
    return [point for kind_of_run, a, b in runs for point in _split(prose, a, b, kind_of_run, whole=not own)]


def run_in_points(prose: Prose) -> list[Point]:
    """The points after a lead inside a paragraph: 发现的主要问题及原因：… 下一步改进措施：…."""
    leads = list(_LEAD.finditer(prose.text))
    found: list[Point] = []
    for ordinal, lead in enumerate(leads):
        end = _before(prose.text, leads[ordinal + 1].start()) if ordinal + 1 < len(leads) else len(prose.text)
        end = _extent(prose.text, lead.end(), end)
        kind = NarrativeKind.PROBLEM if lead["problem"] else NarrativeKind.MEASURE
        found.extend(_split(prose, lead.end(), end, kind, whole=False))
    return found


def first_lead(text: str) -> int | None:
    """Where the first lead to problems or measures stands, if there is one: what is before it describes."""
    lead = _LEAD.search(text)
    return lead.start() if lead else None


def _behind_heading(prose: Prose, title: str) -> int:
    """Where the text below a heading begins."""
    plain = re.sub(r"\s", "", title)
    at = 0
    for character in plain:
        while at < len(prose.text) and prose.source[prose.index[at]] != character and prose.text[at] == "\n":
            at += 1
        at += 1
    return min(at, len(prose.text))


def _behind_number(text: str) -> int:
    number = numbering(text)
    return number.length if number else 0


def _runs(text: str, start: int, kind: NarrativeKind) -> Iterator[tuple[NarrativeKind, int, int]]:
    """The text cut where a lead turns from problems to measures."""
    at, first = start, True
    for lead in _LEAD.finditer(text, start):
        turned = NarrativeKind.PROBLEM if lead["problem"] else NarrativeKind.MEASURE
        if not first or turned is not kind or any(style.search(text, at, lead.start()) for style in _MARKS):
            yield kind, at, max(at, _before(text, lead.start()))  # else it is an introduction: 经验做法：…。存在问题：…
        kind, at, first = turned, lead.end(), False
    yield kind, at, len(text)


def _before(text: str, lead: int) -> int:
    """Where the words before a lead end, its number at the start of the line left out."""
    line = text.rfind("\n", 0, lead) + 1
    number = numbering(text[line : lead + 1])
    return line if number and line + number.length == lead else lead


def _extent(text: str, start: int, end: int) -> int:
    """How far the points after a lead reach: over the next paragraphs while these go on with the same style of marks."""
    style = _style_at(text, start)
    stop = text.find("\n", start, end)
    while stop != -1:
        following = _style_at(text, stop + 1)
        if following is None or style not in (None, following):
            return stop
        style = following
        stop = text.find("\n", stop + 1, end)
    return end


def _style_at(text: str, at: int) -> re.Pattern[str] | None:
    return next((style for style in _MARKS if style.match(text, at)), None)


def _split(prose: Prose, start: int, end: int, kind: NarrativeKind, *, whole: bool) -> list[Point]:
    """The points between two offsets: by the first style of marks that counts up from one, else by paragraphs."""
    for style in _MARKS:
        marks = _counted(style, prose.text, start, end)
        if len(marks) >= 2 or (marks and style is _MARKS[0]):
            bounds = [*(mark.start() for mark in marks[1:]), end]
            spans = [(mark.end(), bound) for mark, bound in zip(marks, bounds, strict=True)]
            break
    else:
        spans = [(start, end)] if whole else list(_paragraphs(prose.text, start, end))
    found = []
    for a, b in spans:
        elsewhere = _POINTS_ELSEWHERE.search(prose.text, a, b)
        a, b = prose.trimmed(a, elsewhere.start() if elsewhere else b)
        words = prose.text[a:b]
        if len(words) >= 4 and not _OPENS_LIST.fullmatch(prose.text[a : b + 1]) and not _is_none(words):
            found.append(Point(kind, a, b))
    return found


def _counted(style: re.Pattern[str], text: str, start: int, end: int) -> list[re.Match[str]]:
    """The marks that count 1, 2, 3 …; one that starts anew belongs to something inside a point."""
    found: list[re.Match[str]] = []
    for mark in style.finditer(text, start, end):
        if _value(mark["mark"]) == len(found) + 1 or (mark["mark"] == "最后" and found):
            found.append(mark)
    return found


def _value(mark: str) -> int:
    if mark in ("首先", "其次", "再次"):
        return ("首先", "其次", "再次").index(mark) + 1
    if "①" <= mark <= "⑳":
        return ord(mark) - ord("①") + 1
    number = numbering(f"（{mark}）")
    return number.value if number else 0


def _paragraphs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    while at < end:
        stop = text.find("\n", at, end)
        stop = end if stop == -1 else stop
        if stop > at:
            yield at + _behind_number(text[at:stop]), stop
        at = stop + 1


def _is_none(words: str) -> bool:
    """无 and the like: nothing is reported."""
    return bool(_DENIES.fullmatch(words) or _PLACEHOLDER.fullmatch(words) or words in {"无", "无。"})
