"""Reasons: missing where one is due, saying nothing, or speaking for the other direction."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from miner.bilingual import say
from miner.figures.content.rule import Examined, Issue
from miner.figures.evidence import of_text
from miner.figures.tables import three_public_words
from miner.model import Direction, Disclosure, Evidence, Narrative, NarrativeKind

_DIRECTED = (Direction.UP, Direction.DOWN)
_LEAD_IN = re.compile(
    r"原因|由于|主要(?:是|系|为|受)|[因系](?:为)?(?!公出国|此|而)|受[^，。]{2,20}影响|所致|导致|得益于"
)
_FEW = 2
"""So many differences of a kind without a reason are shown one by one; more are one finding: a habit, not a slip."""

_SAYS_AGAIN = re.compile(
    r"(?:与?(?:本年度?|当年|今年|本部门|本单位|我单位|我局|实际|全年|该项|各项|相关|有关|年度|财政拨款|一般公共预算|本|决算|执行|预算|"
    r"支出|收入|经费|资金|金额|费用|开支|数|额|情况|总体|整体|相应|相对|有所|略有|略微|比较|的|了|也|均|各|随之|较|比|与|同|"
    r"上年(?:度)?|去年|年初|年初预算|全年预算|调整(?:后的?)?预算|预算数|决算数|相比|不及|未达|达到|超过|超出|大于|小于|高于|低于|多于|少于|"
    r"增加|减少|增长|下降|上升|降低|提高|增多|变化|变动|增减|差异|造成|所致|导致|引起|等|等原因|原因|所|致|、|，|；|。|"
    r"20\d\d年度?)+)"
)
_PLAIN = re.compile(r"[“”\"（）()\s]")

_LESS = re.compile(
    r"减|压缩|缩减|下调|下降|降低|厉行(?:勤俭)?节约|节约|节支|过紧日子|取消|未发生|未开展|停止|暂停|推迟|延期|滞后|尚未|未能|未完|收回|退休|调出|离职|去世|较晚|来不及|才批复|未到位|缓[建拨支]"
)
_MORE = re.compile(
    r"增|追加|上调|上升|上涨|提高|提升|扩大|招录|新招|新进|调入|补发|补缴|提标|扩编|新建|新设|启动|加大|加强|推进|开展|实施|购置|更新|支付|下达|拨付|清算|集中"
)
"""Any word that may speak for the direction: one is enough to clear a reason."""
_MONEY = (
    r"(?:人员|人数|编制|经费|支出|费用?|开支|项目|业务量?|工作量|任务|工资|待遇|标准|资金|补贴|津贴|奖金|基数|价格|单价"
    r"|会议|培训|接待|活动|批次|车辆)"
)
_LESS_MONEY = re.compile(
    rf"{_MONEY}[^，。；、]{{0,8}}(?:减少|压减|压缩|缩减|核减|下降|降低|下调|取消)|(?:减少|压减|压缩|削减|缩减|核减|取消)[^，。；、]{{0,8}}{_MONEY}"
    r"|厉行(?:勤俭)?节约|过紧日子|未发生[^，。；]{0,4}(?:支出|费用)"
)
_MORE_MONEY = re.compile(
    rf"{_MONEY}[^，。；、]{{0,8}}(?:增加|增长|增多|增大|提高|上调|上升|上涨|追加)|(?:新增|增加|追加|新招录?|调入|提高)[^，。；、]{{0,8}}{_MONEY}"
)
"""Words that say for themselves that more or less was spent."""
_BASE = re.compile(
    r"上年|去年|前一?年|往年|以前年度|年初|预算|基数[^，。；]{0,2}[大小高低]|20\d\d年|原|本应|计划|结转|结余|疫情|减免|抵扣|虽|但|转入|划转|一方面"
)
"""Words with which a reason may speak of the other side of the comparison, so that its direction proves nothing."""
_RETIRED = re.compile(r"退休人员[^，。；、]{0,4}增[多加长]?")
_OF_RETIRED = re.compile(r"离退休|养老|年金|抚恤|医疗|退休")


class Compares(Protocol):
    """What tells whether a difference has its reason."""

    @property
    def disclosure(self) -> Disclosure:
        """The document."""

    @property
    def variances(self) -> tuple[Narrative, ...]:
        """Its stated differences."""


@dataclass(frozen=True, slots=True)
class _Stated:
    disclosure: Disclosure
    variances: tuple[Narrative, ...]


def reasons_due(disclosure: Disclosure, narratives: Sequence[Narrative]) -> dict[int, bool]:
    """The differences for which a reason is due (财预〔2016〕143号), by the narrative's ordinal: whether one is given.

    Due is a reason where something is more or less than what it is compared with; not where both are the same (持平), both are
    nought, or nothing but the rate of 100 % is said. Given it is with the difference, behind it, or elsewhere for the same subject and
    comparison, or for the whole of the “三公” money. What is due and not given is what the rules REASON-MISSING and REASON-HALF find.
    """
    stated = _Stated(disclosure, tuple(one for one in narratives if one.kind is NarrativeKind.VARIANCE))
    unexplained = {one.ordinal for one in _unexplained(stated)}
    return {
        one.ordinal: one.ordinal not in unexplained
        for one in stated.variances
        if one.ordinal in unexplained or (one.reason and one.direction is not Direction.FLAT) or _due(one)
    }


def missing(examined: Examined) -> Iterator[Issue]:
    """Differences without any reason where one is due: accounts, “三公” items, totals (财预〔2016〕143号)."""
    groups: dict[str, list[Narrative]] = defaultdict(list)
    for one in _unexplained(examined):
        if not _explained_otherwise(examined, one):
            groups[_kind(one)].append(one)
    for kind, found in groups.items():
        if len(found) <= _FEW:
            yield from (_without_reason(examined, one) for one in found)
            continue
        subjects = "、".join(dict.fromkeys(one.subject for one in found[:6]))
        message = say(
            f"{len(found)}处{_KINDS[kind][0]}有增减而没有说明原因：{subjects}{'等' if len(found) > 6 else ''}",
            f"{len(found)} differences of {_KINDS[kind][1]} without a reason: {subjects}",
        )
        yield Issue(message, tuple(_whole(examined, one) for one in found))


def half_explained(examined: Examined) -> Iterator[Issue]:
    """Two comparisons of one subject side by side, with a reason for one of them only."""
    for one in _unexplained(examined):
        if _explained_otherwise(examined, one):
            yield _without_reason(examined, one)


def _unexplained(examined: Compares) -> Iterator[Narrative]:
    for one in examined.variances:
        due = not one.reason and _due(one)
        if due and not _explained_after(examined, one) and not _said_elsewhere(examined, one):
            yield one


def _due(one: Narrative) -> bool:
    """Whether the rules ask for a reason of a difference."""
    return bool(one.basis) and (one.direction in _DIRECTED or _off_budget(one)) and _counts(one)


def _explained_otherwise(examined: Examined, one: Narrative) -> bool:
    return any(
        o is not one and o.reason and o.subject == one.subject and _same_paragraph(examined, one, o)
        for o in examined.variances
    )


def _without_reason(examined: Examined, one: Narrative) -> Issue:
    message = say(
        f"“{one.subject}”有增减而没有说明原因：“{_short(one.text)}”",
        f"a difference of {one.subject} without a reason: {_short(one.text)}",
    )
    return Issue(message, (_whole(examined, one),))


_KINDS = {"account": ("科目", "accounts"), "three": ("“三公”经费", "三公 items"), "total": ("总数", "totals")}


def _kind(one: Narrative) -> str:
    if one.account_code or re.search(r"（[类款项]）", one.subject):
        return "account"
    return "three" if three_public_words(one.subject) not in ("", "total") else "total"


def _off_budget(one: Narrative) -> bool:
    """True where the numbers alone say that a budget was not met: 完成年初预算的102.04%, or two amounts that differ."""
    if one.direction is not Direction.UNSTATED or (_kind(one) == "total" and not three_public_words(one.subject)):
        return False
    text = re.sub(r"[,，](?=\d{3}(?!\d))", "", one.text)
    rates = [Decimal(rate) for rate in re.findall(r"(?:完成|差异率)[^。；]{0,40}?(\d+(?:\.\d+)?)[%％]", text)]
    if rates:
        return rates[-1] not in (0, 100)
    sides = [re.findall(rf"{word}(?:数|额)?(?:为)?(\d+(?:\.\d+)?)", text) for word in ("预算", "决算")]
    return all(sides) and Decimal(sides[0][-1]) != Decimal(sides[1][-1])


def _counts(one: Narrative) -> bool:
    """True for a comparison of accounts with a number that is not nought."""
    numbers = re.findall(r"\d+(?:\.\d+)?", re.sub(r"[,，](?=\d{3})|20\d\d", "", one.text))
    return any(float(number) for number in numbers) and not re.search(r"资产", one.subject)


def _explained_after(examined: Compares, one: Narrative) -> bool:
    """True where a reason follows in the paragraph before anything else is compared."""
    text = examined.disclosure.sections[one.section].text.text
    following = [
        max(o.char_start, one.char_end)
        for o in examined.variances
        if o.section == one.section and o.char_end > one.char_end
    ]
    stop = text.find("\n", one.char_end)
    end = min([len(text) if stop < 0 else stop, *following])
    return _LEAD_IN.search(text, one.char_end, end) is not None


def _said_elsewhere(examined: Compares, one: Narrative) -> bool:
    """True where the reason stands elsewhere: of the same subject, or of the “三公” total for its parts and the reverse."""
    item = three_public_words(one.subject)
    for other in examined.variances:
        if other is one or not other.reason:
            continue
        if other.subject == one.subject and other.basis == one.basis:
            return True
        of_whole = item and {item, three_public_words(other.subject)} & {"total", "vehicles"}
        if of_whole and three_public_words(other.subject) != item and _same_paragraph(examined, one, other):
            return True
    return False


def _same_paragraph(examined: Compares, one: Narrative, other: Narrative) -> bool:
    if one.section != other.section:
        return False
    text = examined.disclosure.sections[one.section].text.text
    first, last = sorted((one.char_start, other.char_start))
    return "\n" not in text[first:last]


def empty(examined: Examined) -> Iterator[Issue]:
    """Reasons that only say the difference again; all of a document are one finding."""
    found = [one for one in examined.variances if one.reason and says_nothing(one.reason)]
    if not found:
        return
    words = "、".join(f"“{reason}”" for reason in list(dict.fromkeys(one.reason for one in found))[:4])
    message = say(
        f"{len(found)}处原因只是把增减重说一遍：{words}",
        f"{len(found)} reasons only say the difference again: {words}",
    )
    yield Issue(message, tuple(_reason(examined, one) for one in found))


def says_nothing(reason: str) -> bool:
    """True for a reason all of whose words are those of the comparison itself: 实际支出小于预算."""
    return _SAYS_AGAIN.fullmatch(_PLAIN.sub("", reason)) is not None


def contradicting(examined: Examined) -> Iterator[Issue]:
    """A reason all of which speaks for the other direction."""
    for one in examined.variances:
        if one.reason and one.direction in _DIRECTED and not says_nothing(one.reason) and against(one):
            said = say("增加", "an increase") if one.direction is Direction.UP else say("减少", "a decrease")
            message = say(
                f"“{one.subject}”为{said}，原因“{one.reason}”说的却是相反的变化",
                f"{one.subject}: {said}, and the reason “{one.reason}” speaks of the opposite",
            )
            yield Issue(message, (_reason(examined, one), _whole(examined, one)))


def against(one: Narrative) -> bool:
    """True where a reason names changes of the other direction and none of its own.

    Of a balance the reason is a change of spending, which goes the other way.
    """
    if re.search(r"结转|结余", one.subject):
        return False
    # More people retired is no reason for more pay, only for more pensions.
    reason = one.reason if _OF_RETIRED.search(one.subject) else _RETIRED.sub("", one.reason)
    own, other = (_MORE, _LESS_MONEY) if one.direction is Direction.UP else (_LESS, _MORE_MONEY)
    return other.search(reason) is not None and not _BASE.search(reason) and not own.search(reason)


def _whole(examined: Examined, one: Narrative) -> Evidence:
    return of_text(examined.disclosure.sections[one.section], one.char_start, one.char_end)


def _reason(examined: Examined, one: Narrative) -> Evidence:
    start = one.char_start if one.reason_start is None else one.reason_start
    end = one.char_end if one.reason_end is None else one.reason_end
    return of_text(examined.disclosure.sections[one.section], start, end, "reason")


def _short(text: str) -> str:
    plain = text.replace("\n", "")
    return plain if len(plain) <= 60 else f"{plain[:57]}…"
