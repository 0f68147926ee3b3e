"""What the words around a number say about it: its sentence, the words right before it, and the topic of its section.

A figure's *lead* is what stands between the last punctuation mark (or the figure before) and the number: 支出决算为 in
“年初预算为236.25万元，支出决算为257.55万元”. Its *noun* is the lead without years, the unit's own name and the words
for budget and final accounts: what is being counted. Offsets count in the text of the section; folding keeps every
offset.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from miner.model import Disclosure, Section, SectionRole

_FOLD = str.maketrans("(),;:％﹪", "（），；：%%")
_SENTENCE_END = re.compile(r"[。！？\n]")
_LONGEST_LEAD = 200
_BRACKET = re.compile(r"[（）\n]")
_PREDICATE = re.compile(r"^(?:均|各|都|也|仍)?(?:为|是|达)$")
_LONGEST_SENTENCE = 600
"""Characters that are looked back at: no sentence of the field is longer, but damaged text may have no full stop."""
_CLAUSE_END = re.compile(r"[，。；：！？\n]|——")


class Topic(StrEnum):
    """What a section speaks of, in the terms of the tables."""

    SUMMARY = "summary"
    INCOME = "income"
    EXPENDITURE = "expenditure"
    FISCAL = "fiscal"
    GENERAL = "general"
    APPROPRIATION = "appropriation"
    BASIC = "basic"
    FUND = "fund"
    STATE = "state"
    THREE_PUBLIC = "three_public"
    OPERATING = "operating"
    MEETING = "meeting"
    PROCUREMENT = "procurement"
    ASSETS = "assets"
    PERFORMANCE = "performance"
    NONE = "none"


# In this order: “三公” sections also say 财政拨款 and 支出, and so on down to the plainest words.
_TOPICS: tuple[tuple[Topic, re.Pattern[str]], ...] = (
    (Topic.THREE_PUBLIC, re.compile(r"三公|因公出国|公务接待费|公务用车(?:购置|运行)")),
    (Topic.OPERATING, re.compile(r"机关运行经费")),
    (Topic.MEETING, re.compile(r"一般性支出|会议费|培训费")),
    (Topic.PROCUREMENT, re.compile(r"政府采购")),
    (Topic.ASSETS, re.compile(r"国有资产|资产占")),
    (Topic.PERFORMANCE, re.compile(r"绩效|项目支出情况|项目经费")),
    (Topic.FUND, re.compile(r"政府性基金")),
    (Topic.STATE, re.compile(r"国有资本")),
    (Topic.BASIC, re.compile(r"基本支出")),
    (Topic.FISCAL, re.compile(r"财政拨款收(?:入)?[、和与及]?支")),
    (Topic.GENERAL, re.compile(r"一般公共预算")),
    (Topic.APPROPRIATION, re.compile(r"财政拨款支出")),
    (Topic.SUMMARY, re.compile(r"收(?:入)?[、和与及]?支(?:出)?|总体情况")),
    (Topic.INCOME, re.compile(r"收入(?:决算|预算)?(?:总体|具体)?(?:情况|说明)")),
    (Topic.EXPENDITURE, re.compile(r"支出(?:决算|预算)?(?:总体|具体)?(?:情况|说明)")),
)
_AMOUNT_ON = re.compile(r"\d[\d,，.]*(?:亿|万|千)?元.*")
_ITEM_TITLE = re.compile(
    r"[（(][类款项][)）]|^\W*(?:[一二三四五六七八九十]{1,3}\W+|\d{1,2}\W+)?2\d{2}(?:\d{2}){1,2}(?![\d.])"
)
"""A title that is an account: with its level in brackets, or with its code first."""

ELIGIBLE = frozenset(
    {
        SectionRole.OVERVIEW,
        SectionRole.EXPLANATION,
        SectionRole.PERFORMANCE,
        SectionRole.PROCUREMENT,
        SectionRole.ASSETS,
        SectionRole.ANNEX,
        SectionRole.OTHER,
    }
)
"""Sections in which numbers are looked for: not the cover, the tables and the terms."""


def fold(text: str) -> str:
    """The text with brackets and punctuation full width, character for character."""
    return text.translate(_FOLD)


_BROAD = frozenset({Topic.SUMMARY, Topic.INCOME, Topic.EXPENDITURE})
"""Topics that a title names without naming a fund: a fund named further up decides."""
_NARROW = frozenset({Topic.FISCAL, Topic.GENERAL, Topic.BASIC, Topic.FUND, Topic.STATE, Topic.THREE_PUBLIC})


def topic_of(disclosure: Disclosure, section: Section) -> Topic:
    """The topic by the section's title or the nearest one above that names one; accounts are skipped.

    2.支出情况 below （三）一般公共预算财政拨款支出决算情况说明 speaks of that fund, and so does 财政拨款支出 there.
    """
    found = Topic.NONE
    for above in (section, *reversed(disclosure.ancestors(section))):
        own = _titled(above)
        if found is Topic.APPROPRIATION and own in (Topic.GENERAL, Topic.FUND, Topic.STATE):
            return own
        if own is Topic.APPROPRIATION and found in (Topic.NONE, *_BROAD):
            found = own
        if own is Topic.BASIC and not re.search(r"预算|拨款", above.title) and found is Topic.NONE:
            found = own  # of one fund or of all money, as the titles above say
            continue
        if found is Topic.BASIC and own in (Topic.EXPENDITURE, Topic.SUMMARY):
            return Topic.EXPENDITURE
        if own in _NARROW and found in (Topic.NONE, *_BROAD):
            return own
        if found is Topic.NONE:
            found = own
    return found


def _titled(section: Section) -> Topic:
    # （一）人员经费930.46万元，主要包括绩效工资 is a sentence: what it lists is not what it speaks of.
    title = _AMOUNT_ON.sub("", re.sub(r"[\s“”\"]", "", section.title))
    if _ITEM_TITLE.search(title):
        return Topic.NONE
    return next((topic for topic, pattern in _TOPICS if pattern.search(title)), Topic.NONE)


def topic_within(topic: Topic, folded: str, phrase: Phrase) -> Topic:
    """The topic of one figure: a section on all expenditure may speak of one fund's in between."""
    if topic not in (*_BROAD, Topic.APPROPRIATION, Topic.NONE):
        return topic
    said = folded[max(phrase.paragraph_start, phrase.start - _LONGEST_SENTENCE) : phrase.start]
    if re.search(r"一般公共预算(?:财政拨款)?支出", said):
        return Topic.GENERAL
    return Topic.FISCAL if topic is Topic.EXPENDITURE and re.search(r"财政拨款支出", said) else topic


@dataclass(frozen=True, slots=True)
class Phrase:
    """A number's surroundings in a (folded) section text."""

    start: int
    end: int
    bracket: int
    """Where the bracket opens that it stands in, or -1."""
    sentence_start: int
    sentence_end: int
    paragraph_start: int
    lead: str
    opening: str
    """The first words of the sentence."""
    before: str
    """The sentence up to the number; of a very long one the last part."""
    after: str
    """What follows, up to twenty characters."""


def _brackets(folded: str) -> list[tuple[int, int]]:
    """The bracketed pieces of a text, inner ones first, each within one paragraph."""
    opened: list[int] = []
    found: list[tuple[int, int]] = []
    for match in _BRACKET.finditer(folded):
        if match[0] == "（":
            opened.append(match.start())
        elif match[0] == "\n":
            opened.clear()
        elif opened:
            found.append((opened.pop(), match.start()))
    return found


def phrases(folded: str, spans: Sequence[tuple[int, int]]) -> tuple[Phrase, ...]:
    """The surroundings of numbers given by their spans, in order of position."""
    ends = [0, *(match.end() for match in _SENTENCE_END.finditer(folded))]
    clause_ends = [0, *(match.end() for match in _CLAUSE_END.finditer(folded))]
    brackets = _brackets(folded)
    found: list[Phrase] = []
    previous_end = 0
    for start, end in spans:
        sentence_start = ends[bisect_right(ends, start) - 1]
        after = bisect_left(ends, end)
        sentence_end = ends[after] if after < len(ends) else len(folded)
        clause_start = clause_ends[bisect_right(clause_ends, start) - 1]
        lead_start = max(clause_start, previous_end if previous_end <= start else 0, start - _LONGEST_LEAD)
        lead = folded[lead_start:start].strip(" 、和及与*（")
        if (
            not _PREDICATE.sub("", lead)
            and clause_start >= previous_end
            and folded[clause_start - 1 : clause_start] == "，"
        ):
            # 支出总计与收入总计相等，为1309.43万元: the subject stands in the clause before.
            begun = clause_ends[bisect_right(clause_ends, clause_start - 1) - 1]
            lead = folded[max(begun, previous_end, start - _LONGEST_LEAD) : start].strip(" 、和及与*（")
        if lead == "的" and found and previous_end == lead_start:
            # 完成全年预算490万元的98.98%: the amount before belongs to the words before it.
            lead = f"{found[-1].lead}{folded[found[-1].start : start]}"
        found.append(
            Phrase(
                start=start,
                end=end,
                bracket=next((opened for opened, closed in brackets if opened < start < closed), -1),
                sentence_start=sentence_start,
                sentence_end=sentence_end,
                paragraph_start=folded.rfind("\n", 0, start) + 1,
                lead=lead,
                opening=folded[sentence_start : sentence_start + 4].lstrip(),
                before=folded[max(sentence_start, start - _LONGEST_SENTENCE) : start],
                after=folded[end : end + 20],
            )
        )
        previous_end = end
    return tuple(found)


# -------------------------------------------------------------------------------------------------- what the lead says

_FUNDS = re.compile(r"(一般公共|政府性基金|国有资本经营)预算")
_BUDGET = re.compile(r"预算(?!执行|财政拨款|拨款收入|绩效|单位|支出决算|管理)")
_ADJUSTED = re.compile(r"(?:调整|全年|变更|追加)后?的?(?:预算|指标)|预算调整数|全年预算")
_FINAL = re.compile(r"决算|执行数|实际(?:支出|发生|完成)|预算执行")
_CHANGE = re.compile(
    r"(?:增加|减少|增长|下降|上升|降低|压减|压缩|节约|节支|增支|减支|超支|增收|减收|提高|回落|增|减|多|少|高|低|升|降)"
    r"(?:了|额|数|金额|幅度)?(?:（[^）]*）)?(?:约|近|为)?$"
    r"|(?:多|少)(?:支出|开支|支|收)(?:了|的)?$|差额为?$|相差$"
    r"|(?:高于|低于|多于|少于|大于|小于|超过|超出)(?:了)?(?:(?:年初|全年|当年|年度|调整后?|上年|去年|20\d\d年)?的?(?:预算|决算|支出|收入)+(?:数|额)?)$"
)
"""…增加, …少了约, and 低于年初预算数 right before a number: how far apart, not how much."""
_BECOMES = re.compile(r"(?:增加|减少|增长|下降|上升|降低|压减)(?:到|至|为)$")
_YEAR = re.compile(r"(?:20\d\d)年度?|上(?:一)?年(?:度|同期)?|去年|前年|本年(?:度)?|当年|今年")
_COMPARED = re.compile(r"[与比较同]\s*$")
_COMPARED_AFTER = re.compile(r"[^，。；]{0,16}(?:相比|比较|持平|对比|一致)")

_CARRIED = re.compile(r"(?:财政拨款|末)?的?(?:结转|结余)")
"""What is left over from last year (上年结转) is of this year's accounts."""
_COMPARED_ITSELF = re.compile(r"的?(?:决算|执行|支出|实际|年初|预算)*数?的?[为是]?")
"""What may stand between a year that is compared with and its own number: 与上年的4.88万元相比."""


def basis_of(lead: str) -> str:
    """``budget``, ``adjusted_budget`` or ``final`` as the lead says, or empty; 一般公共预算 is no basis."""
    words = _FUNDS.sub(r"\1", lead)
    last = {
        name: max((match.start() for match in pattern.finditer(words)), default=-1)
        for name, pattern in (("budget", _BUDGET), ("final", _FINAL))
    }
    if max(last.values()) < 0:
        return ""
    if last["final"] >= last["budget"]:
        return "final"
    return "adjusted_budget" if _ADJUSTED.search(words) else "budget"


def is_change(lead: str) -> bool:
    """True where the lead makes the number a difference (增加, 减少 …) and not what it came to (增加到)."""
    return bool(_CHANGE.search(lead)) and not _BECOMES.search(lead)


def falls(lead: str) -> bool:
    """True for a change downwards: the last word of direction says so."""
    words = _BRACKETED.sub("", lead)
    down = max((match.start() for match in _DOWN.finditer(words)), default=-1)
    return down >= 0 and down >= max((match.start() for match in _UP.finditer(words)), default=-1)


_DOWN = re.compile(r"减|下降|降|压|节约|节支|少|低|小于|回落")
_UP = re.compile(r"增|升|提高|多|高于|大于|超")


_NOTHING_THEN = re.compile(r"度?(?:没有|无|未)")
"""上年无此项数额: says that there is nothing to compare with; what follows is of this year again."""


def year_of(phrase: Phrase, fiscal_year: int | None) -> str:
    """The year that a number is about: the last of its sentence that is not just compared with, or the fiscal year."""
    found = ""
    for match in _YEAR.finditer(phrase.before):
        named = match[0]
        comparing = _COMPARED.search(phrase.before[: match.start()])
        rest = phrase.before[match.end() :]
        if (comparing and not _COMPARED_ITSELF.fullmatch(rest)) or _COMPARED_AFTER.match(rest):
            continue
        if _CARRIED.match(rest) or _NOTHING_THEN.match(rest):
            continue
        closed = "；" in rest or rest.count("）") > rest.count("（")
        if closed and named[0] in "上去前":
            continue  # 上年决算为0；培训费5.21万元: what follows is of this year again
        if named[0] in "本当今" and re.search(r"20\d\d年$", phrase.before[: match.start()]):
            continue  # 2022年当年预算执行数 is of 2022
        if named.startswith("20"):
            found = named[:4]
        elif fiscal_year is not None:
            found = str(fiscal_year - (1 if named[0] in "上去" else 2 if named[0] == "前" else 0))
    return found or (str(fiscal_year) if fiscal_year is not None else "")


_BRACKETED = re.compile(r"（[^（）]*）")
_EQUAL_TO = re.compile(r"[与和同](?!.*[与和同])[^，；]{2,12}(?:相等|相同|一致|持平)，?")
_LEADING = re.compile(
    r"^(?:从[^，。；]{2,8}(?:看|变化看)|[、，：的为]|即|其中|(?:收入|支出)构成为|另外?有?|此外|包括|包含|由|含|按|共计?|合计(?=.)|取得|实现|列支|开支|发生|形成|拨付|完成|安排|支付|核算"
    r"|各项|总的|上述|以上|主要是?|用于|负担的?|来自|自评|涉及|总(?:收入|支出)由)+(?=.{2})"
)
"""What may stand before the name of a quantity without narrowing it."""
_OTHER_FUND = r"(?!.*(?:政府性基金|国有资本|事业|其他资金))"
_WITHIN = re.compile(
    rf"^{_OTHER_FUND}.*(?:总计|合计|支出|收入|经费)(?:总计|合计)?(?:当)?中，?(?:含)?(?=.{{2}})"
    rf"|^{_OTHER_FUND}.*(?:安排|负担)的?(?=(?:日常)?(?:基本支出|公用经费|人员经费))"
    r"|^(?:公用|人员)经费由"
)
"""基本支出中的公用经费, 由一般公共预算财政拨款负担的人员经费: the name follows."""
_DROP = re.compile(
    r"\*+|\d{4}年(?![初末])(?:度)?(?:\d{1,2}月(?:\d{1,2}日)?)?|^(?:本年度?|其中|另外|此外|包括|含|及|和|与|、|共计|共|全年|全部|累计|截至|截止|部门|单位|本|我|该项|此项|上述|该|各(?!类))+"
    r"|本部门|本单位|我部门|我单位|本年度?|当年|今年|全年|本级"
)
_BASIS_WORDS = re.compile(
    r"(?:年初|全年|调整后?的?|当年|年度)?(?:预算|决算)(?:执行)?(?:数|额|金额|总额|安排数?|编制)?|安排(?!的支出)|实际"
)
_TAIL = re.compile(r"(?:合同金额|金额|数额|数)?(?:[为是达约均各都即]|总共|共计?|列支|达到|分别|一项)*$")


def noun_of(lead: str, department: str = "") -> str:
    """What is being counted: the lead without years, the unit's name, words for budget and final accounts, and 为."""
    text = re.sub(r"^(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．])+", "", re.sub(r"[\s“”\"]", "", lead))
    text = _WITHIN.sub("", _EQUAL_TO.sub("", _BRACKETED.sub("", text)))
    if department:
        text = text.replace(department, "")
    text = _FUNDS.sub(r"\1", _DROP.sub("", text))
    text = _BASIS_WORDS.sub("", text)
    text = _LEADING.sub("", _DROP.sub("", text))
    tail = _TAIL.search(text)
    return text[: tail.start()] if tail else text
