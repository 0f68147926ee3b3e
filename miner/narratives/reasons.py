"""Where a reason begins and where it ends.

A reason is the explanation alone: it begins after its lead-in (主要原因是：, 主要是由于, 系 …) and goes on over commas,
semicolons and explaining sentences, until something else is stated: the next comparison, the next item, 其中： that
opens a list, or the end of the paragraph.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from miner.narratives.prose import ENDS_SENTENCE, FILLER
from miner.narratives.wording import ADJUSTED_BUDGET, AMOUNT, BUDGET, COMPARE, COMPARES, DIRECTION, LAST_YEAR, bases_of


@dataclass(frozen=True, slots=True)
class LeadIn:
    """A lead-in by its span; a reason begins at ``end``."""

    start: int
    end: int
    noun: bool
    """原因 is said; otherwise the words (主要是, 系, 因) may as well open something else."""
    sure: bool = False
    """A cause is named by the words themselves (原因, 由于, 因)."""
    before: bool = False
    """因 or 由于 at the start of a clause: the reason may come before the figures."""


_NOUN = re.compile(
    r"(?:的|其)?(?:增减变[动化]|增减|变[动化]|差异|产生|形成|较大)?的?(?:主要|具体|直接|客观|重要)?的?原因(?:分析)?"
)
_SAYS = re.compile(
    r"(?:主要)?(?:分别)?(?:有以下(?:几|[一二三四五])(?:[点个]|方面|个方面)|在于|如下|包括|[为是系有])?"
    r"(?:由于|因为|因(?!公[出用务]))?"
)
_STUTTER = re.compile(r"(?:主要原因(?:[是为系])?|主要(?:[是为系]|由于)|[是为](?!了))：?")
_BEFORE_REASON = re.compile(rf"(?:{DIRECTION}|[的其，：\n{FILLER}）%]|[决预]算数)$")
_VERB = re.compile(
    r"(?:这|其|这一?变化)?主要(?:是|为|系)?(?:因为|由于|得益于|源于|归因于|是因|系因|因(?!公[出用务])|是|系|为"
    r"|受(?=[^，。]{1,24}影响))[：，]?|(?:这)?(?:是|系)(?:因为|由于|因(?!公[出用务]))|系(?!统|数|列)"
)
_CAUSE = re.compile(r"因为|由于|因(?!公[出用务]|此|而|地|素)|受(?=[^，。]{1,24}影响)")
_NO_RATE = re.compile(
    r"(?:因为|由于|因)[^，。；]{0,16}(?:为0|为零|未安排|没有安排)[^，。；]{0,6}，(?:故|因此|所以)?(?:无法|不可|不能|无可)"
)
"""由于年初预算为0，无法计算百分比 says why a rate is missing, not why the amounts differ."""
_NAMES_CAUSE = re.compile("[因由受]|得益|源于")
_NOT_VERB = re.compile(r"主要(?:为|是)?(?:用于|包括|安排|开支|支付|负责|内容)|主要是(?:指|安排|用于)")
_MARKED = re.compile(r"[一二三四五六七八九]是|[（(]?\d[）)、.]|[①-⑨]|第[一二三四五]|首先|其次|再次|最后")
_MARKED_INSIDE = re.compile(r"[一二三四五]是|[；，]2[、.]")

_STOP = re.compile(r"[，；。！？\n]")
_SENTENCE_STOP = re.compile(r"[。！？\n]")
_PART = re.compile(r"[^；。！？\n]*")
_NEXT = re.compile(
    r"\n?(?:[一二三四五六七八九十\d（）、.]+)?(?:其中[：，]?)?(?P<name>[^，。；：\n]{0,45}?)"
    rf"(?:(?:年初|全年|支出|调整)?预算数?(?:为|安排)?{AMOUNT}|(?:支出)?决算数?(?:为)?{AMOUNT}|{AMOUNT}|{COMPARES}"
    rf"|{DIRECTION}的?(?:主要)?原因)"
)
_STATED = re.compile(
    rf"[^，]{{2,40}}{DIRECTION}(?:了|约)?{AMOUNT}，(?:{DIRECTION}(?:了|约)?[\d.]+%|.*原因|主要(?:是|系|由于))"
)
_ITEM = re.compile(r"因公出国|公务用车|公务接待|公务车|三公|机关运行经费|会议费支出|培训费支出|（[类款项]）")
_ITEM_CHANGES = re.compile(rf"[^，。；]*{DIRECTION}[^，。；]*\d")
_GOES_ON = re.compile(
    r"同时|此外|另外|并且?|还|也|其次|再次|最后|导致|致使|使得?|从而|因此|因而|所以|故|因(?!公)|由于|主要(?:是|系|由于|因)|以及"
    r"|增加了|减少了|较上[一年]|[一二三四五六七八]是|[（(]?\d[）)、.]|[①-⑨]|第[一二三四五]"
)
_EXPLAINS = re.compile(
    r"增|减|压|控|节约|节俭|严格|厉行|落实|调整|变动|调[入出动整]|退休|新|未|取消|推迟|延|结转|追加|上涨|下降|上升|提高|降低"
    r"|变化|停|不再|划转|合并|改革|政策|基数|因|受|影响|过紧日子|疫情|没有|无|扩大|完工|完成|启动|年中|预算|清理|收回|人员"
)
_STOPS = re.compile(
    r"(?:主要)?(?:用于|包括)|具体(?:情况|如下|为)|其中|开支(?:内容|范围)|全年|截[至止]|20\d\d年|年末|期末"
    r"|(?:我|本|该)(?:部门|单位|局|委|办|中心|街道|年)|无|决算数|按|详见|上述|以上|注|备注|另|其他"
    r"|（[一二三四五六七八九十]+）|[一二三四五六七八九十]+、"
)
_EXPLAINING = 60
"""The longest sentence without a figure that is taken for the rest of a reason though no word joins it."""
_ANY_FIGURE = re.compile(rf"{AMOUNT}|\d%|持平|\d[批人辆台个次]")
_BY = rf"(?:较[^，。]{{2,16}})?(?:共|相应|合计)?{DIRECTION}(?:了|约)?"
_BARE_CHANGE = re.compile(rf"，(?:支出|收入|经费|预算|决算数?|费用|总体|总计|同比)?{_BY}{AMOUNT}")
_SAID_AGAIN = re.compile(rf"{_BY}(?:{AMOUNT}|[\d.]+%)(?:，{DIRECTION}(?:了|约)?[\d.]+%)?")
_PLACEHOLDER = re.compile(rf"[XＸ×xx*＊_…\.{FILLER}]+")
_LISTS = re.compile(r"\n?其中[：，]")


def find_lead_in(text: str, start: int, end: int) -> LeadIn | None:
    """The first lead-in inside a clause of canonical text (``text`` has its brackets blotted out).

    原因 counts anywhere in the clause, the verbs (主要是, 系, 由于) only where the clause begins.
    """
    for match in _NOUN.finditer(text, start, end):
        before = text[max(start, match.start() - 3) : match.start()]
        if not match[0].startswith("原因") or not before or _BEFORE_REASON.search(before):
            return LeadIn(match.start(), _reason_start(text, match.end()), True, True)
    verb = _VERB.match(text, start, end)
    if verb and not _NOT_VERB.match(text, start):
        return LeadIn(start, verb.end(), False, bool(_NAMES_CAUSE.search(verb[0])))
    cause = _CAUSE.match(text, start, end)
    if cause and not _NO_RATE.match(text, start):
        return LeadIn(start, cause.end(), False, True, before=True)
    return None


def _reason_start(text: str, at: int) -> int:
    """Behind 是, 是由于, a colon and whatever is said twice (主要原因是主要是)."""
    says = _SAYS.match(text, at)
    at = says.end() if says else at
    if text[at : at + 1] in {"：", "，"}:
        at += 1
    if text[at : at + 1] == "\n":
        at += 1
    while stutter := _STUTTER.match(text, at):
        at = stutter.end()
    return at


def reason_end(plain: str, text: str, start: int, basis: str, fiscal_year: int | None, *, cause: bool) -> int:
    """Where the reason that begins at ``start`` ends (the last punctuation excluded by the caller).

    ``plain`` is the canonical text with brackets blotted out, ``text`` with them. ``cause``: it began with a bare 因 or
    由于, after which the figures of the comparison may still come.
    """
    at = start
    while at < len(plain):
        stop = _STOP.search(plain, at)
        if stop is None:
            return len(plain)
        mark, at = stop[0], stop.end()
        if mark == "，":
            if cause and _BARE_CHANGE.match(plain, stop.start()):
                return stop.start()
            if _LISTS.match(plain, at) or _turns(plain, at, basis, fiscal_year):
                return stop.start()
        elif mark == "；":
            if _opens_statement(plain, text, at) or _LISTS.match(plain, at):
                return stop.start()
        elif mark == "\n" or (mark in ENDS_SENTENCE and not _goes_on(plain, text, start, at)):
            return stop.start()
    return len(plain)


def _turns(plain: str, at: int, basis: str, fiscal_year: int | None) -> bool:
    """True where the next clause compares with another basis: 较年初预算数 … after 较上年 …."""
    match = COMPARE.match(plain, at)
    if match is None:
        return False
    other = bases_of(match["what"], fiscal_year)
    budgets = {BUDGET, ADJUSTED_BUDGET}
    return other != basis and other in (*budgets, LAST_YEAR) and {other, basis} != budgets


def _opens_statement(plain: str, text: str, at: int) -> bool:
    """True where the words from ``at`` state the next comparison rather than go on explaining."""
    if _MARKED.match(plain, at):
        return False
    part = _PART.match(plain, at)
    if part and _STATED.match(part[0]):
        return True
    match = _NEXT.match(plain, at)
    if match is None:
        return bool(_ITEM.match(text, at) and _ITEM_CHANGES.match(plain, at))
    name = text[match.start("name") : match.end("name")]
    return bool(_ITEM.search(name)) or not re.match(DIRECTION, name[-2:])


def _goes_on(plain: str, text: str, start: int, at: int) -> bool:
    """True where the sentence from ``at`` still explains.

    It opens with a word that continues (同时, 导致, 二是 after 一是), or is short, states no figure and names a cause.
    """
    if at >= len(plain) or plain[at] == "\n":
        return False
    stop = _SENTENCE_STOP.search(plain, at)
    sentence = plain[at : stop.start() if stop else len(plain)]
    if _MARKED.match(sentence):
        return bool(_MARKED.match(plain, start) or _MARKED_INSIDE.search(plain, start, at))
    if sentence.endswith("如下") or "：" in sentence[:20] or _STOPS.match(sentence) or _ITEM.match(text, at):
        return False
    if sentence.endswith("：") or _ANY_FIGURE.search(sentence):
        return False
    return bool(_GOES_ON.match(sentence)) or (len(sentence) <= _EXPLAINING and bool(_EXPLAINS.search(sentence)))


def is_explanation(words: str) -> bool:
    """True for words after a bare 主要是 that say why, not what the money bought."""
    return bool(_EXPLAINS.search(words))


def is_empty_reason(words: str) -> bool:
    """True for a placeholder (XXXX) and for the figures of the comparison said again."""
    return not words or bool(_PLACEHOLDER.fullmatch(words)) or bool(_SAID_AGAIN.fullmatch(words))
