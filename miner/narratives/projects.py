"""Sections → performance projects (绩效项目): name, spending, what for (主要用于), what was done.

A project is described where a paragraph opens with its name and its spending, in a self-evaluation report or in the
performance section; a list of names describes none. In budgets it has an explanation of its own (项目经费情况说明).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from miner.language.accounts import Classification
from miner.model import Project
from miner.narratives.points import first_lead
from miner.narratives.prose import Prose
from miner.narratives.wording import AMOUNT
from miner.numbering import numbering

_SUM = re.compile(r"(?P<value>-?\d[\d,]{0,20}(?:\.\d+)?)(?P<unit>[万亿千百]?元)")
_NAME = r"(?P<name>[^，。；：\n]{2,60}?)"
_SPENT = re.compile(
    rf"{_NAME}(?:(?<=项目)(?:资金|经费|金额))?(?:实际)?(?:支出|使用|安排|投入|到位|下达)*(?:总额|合计|共计|共)?(?:为|是|：)?(?P<sum>{AMOUNT})[，；：]?(?:其中[^。]{{0,60}}，)?(?=主要(?:是)?用于|(?:资金|经费)?用于)"
)
_EXECUTED = re.compile(
    rf"{_NAME}(?:绩效)?(?:自评(?:综述|情况|结果)?|评价结果|完成情况)?(?:：|，)"
    rf"(?P<between>[^\n]{{0,160}}?)(?:执行数|实际支出|实际执行|支出决算数?)(?:为|是)?(?P<sum>{AMOUNT})，[^。]{{0,30}}?(?:完成|执行率|预算执行率)"
)
_HEADED = re.compile(
    rf"{_NAME}(?:(?<=项目)|(?<=工程)|(?<=专项)|(?<=行动))[：。，](?P<between>[^\n]{{0,80}}?)"
    rf"(?:实际(?:支出|使用|执行)|支出|使用|执行数?)(?:资金|经费|金额)?(?:共计?|为|是)?(?P<sum>{AMOUNT})"
    r"(?=[，。；][^\n]{0,60}(?:执行率|完成率|用于))"
)
"""A numbered paragraph that opens with the name alone: （一）X项目。全年预算5万元，实际支出4万元，执行率80%."""
_MARK = re.compile(r"[一二三四五六七八九十]{1,3}是")
_PAID = r"(?:全年|当年|本年度?)?(?:该|本)?(?:项目)?(?:全年|当年|本年度?)?(?:实际)?(?:支出|开支|执行|使用)(?:数|金额|资金|经费)?(?:共计?|为|是)?"
_ITEM = (
    re.compile(
        rf"(?P<name>[^，。；：\n]{{3,50}}?)(?:项目)?(?:(?:绩效)?自评(?:综述|情况|结果)?)?[：。，](?P<between>[^\n：。]{{0,60}}?){_PAID}"
        rf"(?P<sum>{AMOUNT})[，；。](?=(?:资金|经费)?(?:主要(?:是)?)?用于)"
    ),
    re.compile(
        rf"(?P<name>[^，。；：\n]{{3,50}}?){_PAID}(?P<sum>{AMOUNT})[，；。](?=(?:资金|经费)?(?:主要(?:是)?)?用于)"
    ),
)
"""A marked paragraph that opens with a name and says what was paid and what for: whatever it is called, it is a project's."""
_BELOW = re.compile(
    rf"(?P<content>项目内容：[^\n。]{{2,120}}。)?(?P<lead>[^，。；：\n]{{0,60}}?){_PAID}(?P<sum>{AMOUNT})[，；。]"
)
"""The first sentence below a heading that is a project's name."""
_ITS_SUM = (
    re.compile(
        rf"(?:实际(?:支出|使用|执行)|支出|执行数?|使用|投入)(?:资金|经费|金额)?(?:共计?|为|是)?(?P<sum>{AMOUNT})"
    ),
    re.compile(rf"(?:安排|预算|下达|到位)(?:资金|经费|金额|数)?(?:共计?|为|是)?(?P<sum>{AMOUNT})"),
)
_PURPOSE = re.compile(r"(?:主要(?:是)?|资金|经费)?用于：?")
_DONE = re.compile(
    r"(?:项目)?(?:实施及绩效情况|实施情况|绩效目标(?:实际)?(?:完成|实现)情况|(?:目标)?完成情况|实施(?:和|与)绩效情况|绩效情况|产出及效益|取得的?成效)(?:如下|为|是)?：\n?"
)
_NO_NAME = re.compile(
    r"^(?:(?:该|本|上述)(?:项目|专项)|(?:重点|部分|主要|其他|该|上述)?项目(?:资金|经费|支出)?$|其中|共|合计|总计|基本支出|项目支出|全年|年初|年度|预算|本年|上年|收入|支出|财政拨款|一般公共预算|政府性基金|“?三公|公务|根据|按照|组织对|涉及|"
    r"本(?:部门|单位)|我(?:部门|单位|局))|[、](?!.{0,3}(?:服务|维修|维护)).*[、].*[、]|等\d+个|科目|（[类款项]）|组织对|预算|决算|\d(?:万|亿)?元|"
    r"人员经费|公用经费|机关运行|会议费|培训费|因公|差旅费|办公费|工资|奖金|离退休费"
)
_KIND = re.compile(r"项目|工程|经费|专项|补[助贴]|资金|费$|奖励|行动|服务|活动|建设|改造|维修")
_EXPLANATION = re.compile(r"^(?P<name>.*?)项目(?:支出|经费|预算)?(?:的)?情况说明$")
_OVERVIEW = re.compile(r"项目(?:概况|概述|简介|基本情况|内容|名称)")
_PLAN = re.compile(r"预算安排|资金安排|预算金额|经费安排|项目预算|总预算")
_CALLED = re.compile(
    r"(?:^|[，。：\n的])(?P<name>[^，。；：的\n]{4,40}(?:工程|项目|经费|专项|行动))(?=，|。|位于|是|系|为|主要|建设|拟|包括)"
)
_NAMELESS = re.compile(r"(?:部分)?项目(?:支出)?(?:绩效)?(?:自评)?(?:综述|情况|结果)?")
_SCORED = re.compile(r"(?:：|，|。)(?P<name>[^，。；：]{3,40}?项目)(?:绩效)?自评(?:得分|结果)")
"""项目绩效自评综述：X项目自评得分95分"""
_QUARTER = re.compile(r"季度|[一二三四]季|月份?")


@dataclass(frozen=True, slots=True)
class Described:
    """A project with the span of its description in the canonical text."""

    project: Project
    start: int
    end: int


def find_projects(prose: Prose, title: str, *, evaluation: bool) -> list[Described]:
    """The projects that the paragraphs of a section describe.

    Args:
        prose: The section's text.
        title: Its heading.
        evaluation: True in performance sections and annexes, where a name with its spending is a project's. Elsewhere
            it may be an expense (会议费1万元，主要用于 …), and only what calls itself 项目 counts.
    """
    found: list[Described] = []
    starts = list(_openings(prose.text))
    for ordinal, (_, match) in enumerate(starts):
        end = starts[ordinal + 1][0] if ordinal + 1 < len(starts) else len(prose.text)
        printed = match["name"] + match[0][len(match["name"]) : len(match["name"]) + 2]
        if not evaluation and "项目" not in printed and not title.endswith("项目"):
            continue
        described = _describe(prose, title, end, match, marked=match.re in _ITEM)
        if described is not None:
            found.append(described)
    if not found and evaluation:
        titled = _titled(prose, title)
        return [titled] if titled else []
    return found


def _titled(prose: Prose, title: str) -> Described | None:
    """The project that a heading names (（1）X项目), where the text below says what it was for or what was done."""
    number = numbering(title)
    name = re.sub(r"\s", "", title[number.length :] if number else title)
    if number is None or _NO_NAME.search(name):
        return None
    lead = first_lead(prose.text)
    stop = len(prose.text) if lead is None else lead
    body = prose.text[:stop]
    if not name.endswith(("项目", "工程")):
        return _paid(prose, name, body, number.length)
    done = _DONE.search(body)
    purpose = _PURPOSE.search(body, 0, done.start() if done else stop)
    if not done and not purpose:
        return None
    sums = [match for pattern in _ITS_SUM for match in pattern.finditer(body)]
    spent = _SUM.search(sums[0]["sum"]) if sums else None
    start, close = prose.trimmed(number.length, stop)
    return Described(_project(prose, name.removesuffix("项目"), spent, purpose, done, stop), start, close)


def _paid(prose: Prose, name: str, body: str, begin: int) -> Described | None:
    """The project of a heading that no word gives away: the sentence below says what was paid for it."""
    below = _BELOW.match(body, body.find("\n") + 1)
    if below is None or _is_account(name) or below["lead"].strip("本年度全当该项目为") not in ("", name):
        return None
    done = _DONE.search(body, below.end())
    stop = len(body)
    start, close = prose.trimmed(begin, stop)
    spent = _SUM.search(below["sum"])
    if below["content"]:
        purpose = re.compile("项目内容：").match(body, below.start("content"))
        assert purpose is not None
        project = _project(prose, name, spent, purpose, done, stop, below.end("content"))
        return Described(project, start, close)
    purpose = _PURPOSE.match(body, below.end())
    return Described(_project(prose, name, spent, purpose, done, stop), start, close) if purpose else None


def _is_account(name: str) -> bool:
    known = Classification.load().knows
    return known(name) or known(f"{name}支出") or known(name.removesuffix("支出"))


def _openings(text: str) -> Iterator[tuple[int, re.Match[str]]]:
    """Where a paragraph opens with a project's name and its spending."""
    at = 0
    for line in text.split("\n"):
        number = numbering(line)
        mark = _MARK.match(line)
        begin = at + (number.length if number else mark.end() if mark else 0)
        end = at + len(line)
        match = None
        if number or mark:
            match = next((found for pattern in _ITEM if (found := pattern.match(text, begin, end))), None)
        match = match or _SPENT.match(text, begin, end) or _EXECUTED.match(text, begin, end)
        if match is None and number:
            # The heading and the paragraph on one line: （1）X项目。X项目支出5万元，主要用于 …
            stop = text.find("。", begin, min(end, begin + 60))
            match = (_SPENT.match(text, stop + 1, end) if stop != -1 else None) or _HEADED.match(text, begin, end)
        if match is not None:
            yield at, match
        at = end + 1


def _describe(prose: Prose, title: str, end: int, match: re.Match[str], *, marked: bool) -> Described | None:
    scored = _SCORED.search(match[0]) if _NAMELESS.fullmatch(match["name"]) else None
    name = _project_name(scored["name"] if scored else match["name"], title, marked=marked)
    if not name:
        return None
    body = prose.text[match.end("sum") : end]
    lead = first_lead(body)
    stop = match.end("sum") + (lead if lead is not None else len(body))
    text = prose.text[:stop]
    done = _DONE.search(text, match.end("sum"))
    purpose = _PURPOSE.search(text, match.end("sum"), done.start() if done else stop)
    start, close = prose.trimmed(match.start("name"), stop)
    return Described(_project(prose, name, _SUM.search(match["sum"]), purpose, done, stop), start, close)


def _project(
    prose: Prose,
    name: str,
    spent: re.Match[str] | None,
    purpose: re.Match[str] | None,
    done: re.Match[str] | None,
    stop: int,
    purpose_end: int | None = None,
) -> Project:
    """The record from what was found in the canonical text: the sum, and where 主要用于 and 实施情况 stand."""
    if purpose_end is None:
        purpose_end = done.start() if done else stop
    return Project(
        name=name,
        spending=Decimal(spent["value"].replace(",", "")) if spent else None,
        unit=spent["unit"] if spent else "",
        purpose=_words(prose, purpose.end(), purpose_end) if purpose else "",
        done=_words(prose, done.end(), stop) if done else "",
    )


def _words(prose: Prose, start: int, end: int) -> str:
    """The text as it stands, without line breaks and the punctuation around it."""
    start, end = prose.trimmed(start, end)
    if start >= end:
        return ""
    a, b = prose.span(start, end)
    return prose.source[a:b].replace("\n", "")


def _project_name(printed: str, title: str, *, marked: bool) -> str:
    """The name without 项目 and 支出 behind it, or none where it is no project's.

    Args:
        printed: the name with what is printed around it.
        title: the section's heading.
        marked: True for a marked paragraph that says what was paid and what for: there any name will do.
    """
    number = numbering(title)
    heading = re.sub(r"\s", "", title[number.length :] if number else title)
    name = re.sub(r"(?:(?<=.)项目)?(?:自评综述|绩效自评(?:综述|情况)?)?$", "", printed.strip("“”"))
    called = heading.removesuffix("项目")
    if called and (name == called or printed.startswith(heading)):
        return _restored(called, called.strip("“”"))
    if _NO_NAME.search(name) or not (_KIND.search(printed) or (marked and not _is_account(name))):
        return ""
    return _restored(printed, name)


def _restored(printed: str, name: str) -> str:
    """With the quotation marks that belong to the name (“三个高地”打造工作经费), without those around it."""
    inside = printed.removesuffix("项目")
    around = inside.startswith("“") and inside.endswith("”") and inside.count("“") == 1
    belongs = inside.strip("“”") == name and inside.count("“") == inside.count("”")
    return inside if belongs and not around else name


# ------------------------------------------------------------------------------------------------- project explanations


def explained_name(title: str) -> str | None:
    """The project that a heading X项目经费情况说明 explains: its name, or empty where the heading has none."""
    match = _EXPLANATION.match(re.sub(r"\s", "", title))
    if match is None or numbering(title):
        return None
    return re.sub(r"^.*?20\d\d年(?:度)?", "", match["name"])


def is_overview(title: str) -> bool:
    """True for 项目概况 and the like, where a project's explanation says what it is."""
    return bool(_OVERVIEW.search(title))


def is_plan(title: str) -> bool:
    """True for 年度预算安排 and the like."""
    return bool(_PLAN.search(title))


def explained_project(name: str, overview: Prose, plan: Prose | None) -> Project | None:
    """The project of an explanation, from its overview and its yearly plan; none where it is not named.

    Only one stated sum is its budget: quarterly plans are not added up.
    """
    if not name:
        body = overview.text[overview.text.find("\n") + 1 :]
        called = _CALLED.search(body)
        if called is None:
            return None
        name = called["name"]
    sums = list(_SUM.finditer(plan.text)) if plan and not _QUARTER.search(plan.text) else []
    values = {(match["value"], match["unit"]) for match in sums}
    spending, unit = (Decimal(sums[0]["value"].replace(",", "")), sums[0]["unit"]) if len(values) == 1 else (None, "")
    purpose = re.compile(r"主要用于：?").search(overview.text)
    stop = len(overview.text)
    return Project(name, spending, unit, _words(overview, purpose.end(), stop) if purpose else "", "")
