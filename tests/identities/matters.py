"""X14 and X15, and section 3 of identities.md from 七 on: empty tables, 三公, 机关运行经费, procurement, vehicles, projects."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from miner.model import Narrative, NarrativeKind, TableKind
from tests.identities.between import emptiness
from tests.identities.books import Books
from tests.identities.prose import MONEY, PERCENT, Prose, first, growths, in_passing, money, percent
from tests.identities.rates import grown, share
from tests.identities.tables import Book
from tests.identities.terms import (
    Amount,
    Result,
    Term,
    blank,
    common_unit,
    exactly,
    inapplicable,
    judge,
    missing,
    stated,
    tie,
    unchecked,
)

MATTERS = (
    "X14",
    "X15",
    "X15-growth",
    "S09-budget",
    "S09-final",
    "S09-rate",
    "S09-growth",
    "S11-basic",
    "S12-sum",
    "S12-sme",
    "S12-micro",
    "S12-share",
    "S12-components",
    "S13-vehicles",
    "S14-projects",
)

_NONE_WORDS = r"(无|没有|未发生|未安排|不涉及|未使用)"
_SUBJECTS = {TableKind.GOVERNMENT_FUND: "政府性基金", TableKind.STATE_CAPITAL: "国有资本经营"}
_THREE = re.compile(
    r"(?P<fleet>公务用车购置(?:费|费用)?(?:用)?(?:及|和|与)运行(?:维护)?(?:费用|费)?)"
    r"|(?P<bought>公务用车购置(?:费用|费)?)"
    r"|(?P<run>公务用车运行(?:维护)?(?:费用|费)?)"
    r"|(?P<abroad>因公出国（境）(?:费用|费)?)"
    r"|(?P<reception>(?<!国内)(?<!外事)(?<!外宾)(?<!外)公务接待(?:费用|费)?)"
    r"|(?P<all>三公经费)"
)
_RUNNING = "机关运行经费"


def matters(books: Books, prose: Prose, narratives: Sequence[Narrative]) -> Iterator[Result]:
    """What can be had of the other matters; every identity that found nothing to check says so."""
    results = [
        *_emptiness(books, prose),
        *_running(books, prose),
        *_three_public(books, prose),
        *_general_spending(books, prose),
        *_procurement(books, prose),
        *_vehicles(prose),
        *_projects(books, prose, narratives),
    ]
    yield from results
    done = {result.identity for result in results}
    yield from (unchecked(name, "the prose states nothing of the sort") for name in MATTERS if name not in done)


def _emptiness(books: Books, prose: Prose) -> Iterator[Result]:
    """X14: a table is empty, and says so, and the explanation says so."""
    for book in books.all:
        state, kind = emptiness(book), book.table.kind
        declared = book.declared or (kind in _SUBJECTS and _declared_nearby(_SUBJECTS[kind], prose))
        declared_holds = state == "zeros" or declared == (state == "blank")
        why = f"the table holds {state}; it {'says' if declared else 'does not say'} that it is empty"
        yield stated("X14", f"{book.name}·无数据", declared_holds, why)
        if kind in _SUBJECTS:
            yield _sentence(book, state, _SUBJECTS[kind], prose)
    for kind in _SUBJECTS:
        if not any(True for _ in books.of(kind)):
            yield unchecked("X14", books.why_not(kind))


def _declared_nearby(subject: str, prose: Prose) -> bool:
    """True where the line “故本表无数据” was read as prose beside the table."""
    sentences = (s for passage in prose.all for s in re.split("[。\n]", passage.text))
    return any(subject in s and "无数据" in s for s in sentences)


def _sentence(book: Book, state: str, subject: str, prose: Prose) -> Result:
    where = f"{book.name}·无…收支"
    own = [passage for passage in prose.passages if subject in passage.titles[-1]]
    sentences = [s for p in own for s in re.split("[。\n]", p.text) if s and s not in p.titles[-1]]
    if not sentences:
        return unchecked("X14", f"no section speaks of {subject}", where)
    sentences = [re.split("原因|主要是|由于", sentence)[0] for sentence in sentences]
    said = next(
        (s for s in sentences if re.search(rf"{_NONE_WORDS}[^，。；]{{0,30}}(收入|支出|收支|安排|资金)", s)), ""
    )
    amounts = [money(words, Books(())).term for s in sentences for words in re.findall(MONEY, s)]
    spoken = any(term is not None and term.value for term in amounts)
    if state == "money":
        return stated("X14", where, not said, f"the table holds amounts; the text: {said or 'states some'}")
    holds = bool(said) or (bool(amounts) and not spoken)
    return stated(
        "X14", where, holds, f"the table holds {state}; the text: {said or 'does not say that there is nothing'}"
    )


def _running(books: Books, prose: Prose) -> Iterator[Result]:
    """X15: 机关运行经费 is 公用经费 in offices; where institutions (事业单位) are within, it is a part of it."""
    chapter = prose.chapter(_RUNNING) or "\n".join(p.text for p in prose.passages if _RUNNING in p.text)
    match = re.search(rf"{_RUNNING}[^。；\n]{{0,48}}?决算(?:数)?(?:为)?({MONEY})", chapter) or re.search(
        rf"{_RUNNING}[^。；\n]{{0,24}}?(?<!预算)(?<!预算数)(?<!预算为)(?<!预算数为)(?<![\d.,])({MONEY})", chapter
    )
    if match is None:
        if re.search(
            rf"(不属于|不在|不纳入|不涉及|没有|无|不适用|非)[^。]*{_RUNNING}|{_RUNNING}[^。]*(不|无|没有)", chapter
        ):
            yield inapplicable("X15", "the text says that it has none")
            yield inapplicable("X15-growth", "the text says that it has none")
        return
    ours = money(match[1], books, f"“{match[0]}”")
    table = books.economic
    whole = missing("06") if table is None else table.subtotal("公用经费")
    mixed = _institutions(books, prose)
    note = f"a part, because of {mixed}" if mixed else ""
    yield tie("X15", _RUNNING, [ours], [whole], "≤" if mixed else "≈", note)
    if ours.term is not None:
        for growth in growths(chapter[match.end() :].split("\n")[0]):
            yield grown("X15-growth", _RUNNING, ours.term, growth, books)


def _institutions(books: Books, prose: Prose) -> str:
    """What shows that units other than offices and those run like offices (参公) are within, or nothing."""
    general = books.coded(TableKind.GENERAL_BUDGET_EXPENDITURE)
    for row in general.leaves if general else ():
        if re.match("事业运行|事业单位(离退休|医疗)|事业机构", row.label):
            return f"{row.code} {row.label}"
    for passage in prose.all:
        if re.search("单位构成|机构设置|机构情况", passage.path):
            match = re.search(r"(?<!参公)(?<!管理的)(?<!行政)事业单位", passage.text)
            if match is not None:
                return f"“{passage.text[max(0, match.start() - 12) : match.end()]}”"
    return ""


@dataclass(frozen=True, slots=True)
class _Said:
    """What a stretch of the prose says of one of the three public expenses."""

    item: str
    words: str


def _said(chapter: str) -> Iterator[_Said]:
    """What follows the name of an expense, up to the next name or the end of the paragraph."""
    for paragraph in chapter.split("\n"):
        matches = [match for match in _THREE.finditer(paragraph) if not in_passing(paragraph[: match.start()])]
        for position, match in enumerate(matches):
            end = matches[position + 1].start() if position + 1 < len(matches) else len(paragraph)
            yield _Said(str(match.lastgroup), paragraph[match.end() : end])


def _three_public(books: Books, prose: Prose) -> Iterator[Result]:
    chapter = prose.chapter("三公")
    table = books.three_public
    for said in _said(chapter):
        budget, final = _budget_of(said.words), _final_of(said.words)
        where = f"{said.item}: {said.words[:40]}"
        if table is None:
            yield unchecked("S09-final", books.why_not(TableKind.THREE_PUBLIC), where)
            continue
        planned, spent = (
            blank(table.name) if table.empty else table.of(period, said.item) for period in ("预算", "决算")
        )
        if budget is not None:
            yield tie("S09-budget", where, [money(budget, books)], [planned])
        if final is not None:
            yield tie("S09-final", where, [money(final, books)], [spent])
        rate = first(rf"完成[^，。；\d]{{0,14}}?({PERCENT})", said.words)
        if rate is not None:
            ours = spent if final is None else money(final, books)
            yield share("S09-rate", where, rate, ours, planned if budget is None else money(budget, books))
        if spent.term is not None:
            yield from (grown("S09-growth", where, spent.term, growth, books) for growth in growths(said.words))


def _budget_of(words: str) -> str | None:
    return first(rf"(?<!完成)(?<!完成年初)(?:年初|全年)?预算(?:数|安排)?(?:为)?({MONEY})", words)


def _final_of(words: str) -> str | None:
    plain = first(rf"^(?:财政拨款)?(?:支出)?(?:决算)?(?:数)?(?:总额|合计|共计)?(?:为)?({MONEY})", words)
    return plain or first(rf"^[^。；]*?(?<!上年)(?<!年度)决算(?:数)?(?:为)?({MONEY})", words)


def _general_spending(books: Books, prose: Prose) -> Iterator[Result]:
    """十一: 会议费 and 培训费 of table 06 are the part of the basic expenditure."""
    chapter = prose.chapter("一般性支出")
    table = books.economic
    for name, code in (("会议费", "30215"), ("培训费", "30216")):
        words = first(rf"{name}(?:支出)?(?:决算)?(?:为)?({MONEY})", chapter)
        if words is not None:
            part = missing("06") if table is None else table.accounts.get(code, blank(code))
            yield tie("S11-basic", name, [part], [money(words, books)], "≤")


def _procurement(books: Books, prose: Prose) -> Iterator[Result]:
    chapter = prose.chapter("政府采购") or prose.whole
    head = first(rf"政府采购(?:支出)?(?:总额|金额|支出|合计|总金额)[^\d。；\n]{{0,20}}?({MONEY})", chapter)
    if head is None:
        if re.search(rf"{_NONE_WORDS}[^。]{{0,10}}政府采购", chapter):
            yield from (
                inapplicable(name, "the text says that there was none") for name in MATTERS if name[:3] == "S12"
            )
        return
    total = money(head, books, "总额")
    parts = {}
    for kind in ("货物", "工程", "服务"):
        words = first(rf"{kind}(?:类)?(?:采购)?(?:支出|金额)?(?:采购)?(?:支出|金额)?(?:为)?({MONEY})", chapter)
        if words is not None:
            parts[kind] = money(words, books, kind)
    if parts:
        yield tie("S12-sum", "货物+工程+服务", list(parts.values()), [total])
    sme = _contract("中小企业", chapter, books)
    micro = _contract("小微企业", chapter, books)
    if sme is not None:
        yield tie("S12-sme", "中小 ≤ 总额", [sme[0]], [total], "≤")
        if sme[1]:
            yield share("S12-share", "中小企业", sme[1], sme[0], total)
    if sme is not None and micro is not None:
        yield tie("S12-micro", "小微 ≤ 中小", [micro[0]], [sme[0]], "≤")
        if micro[1]:
            yield share("S12-share", "小微企业", micro[1], micro[0], total if "总额" in micro[2] else sme[0])
    rates = {
        kind: rate
        for kind in parts
        if (rate := first(rf"{kind}(?:类)?采购[^，。；]{{0,24}}占[^，。；\d]{{0,20}}?({PERCENT})", chapter)) is not None
    }
    if sme is not None and rates and len(rates) == len(parts):
        yield _components(rates, parts, sme[0])


def _contract(who: str, chapter: str, books: Books) -> tuple[Amount, str | None, str] | None:
    """The contracts given to small firms: the amount, its share if one is stated, and of what."""
    pattern = (
        rf"授予{who}(?:的)?(?:采购)?合同(?:总)?金额(?:为)?(?P<sum>{MONEY})"
        rf"(?:[，,]占(?P<base>[^，。；\d]{{0,24}}?)(?:的)?(?:比例|比重)?(?:为)?(?P<share>{PERCENT}))?"
    )
    match = re.search(pattern, chapter)
    return None if match is None else (money(match["sum"], books, who), match["share"], match["base"] or "")


def _components(rates: dict[str, str], parts: dict[str, Amount], whole: Amount) -> Result:
    """The shares of goods, works and services that small firms had must reproduce what they had in all."""
    terms = {kind: part.term for kind, part in parts.items()}
    if whole.term is None or any(term is None for term in terms.values()):
        return unchecked("S12-components", "an amount cannot be read")
    unit = common_unit([whole.term, *(term for term in terms.values() if term is not None)])
    target: Term = whole.term.within(unit)
    computed, slack = Decimal(0), target.half
    for kind, rate in rates.items():
        term = terms[kind]
        assert term is not None
        part, of = term.within(unit), percent(rate)
        computed += part.value * of.value / 100
        slack += (part.half * of.value + of.half * part.value) / 100
    outcome = judge(computed, target.value, slack)
    return Result("S12-components", "Σ 占比×金额 = 中小", computed, target.value, slack, outcome, f"{rates}")


def _vehicles(prose: Prose) -> Iterator[Result]:
    for sentence in re.split("[。\n]", prose.chapter("资产") or prose.whole):
        match = re.search(r"共?有(?:公务用)?车辆?(\d+)辆", sentence)
        kinds = re.findall(r"(\d+)(?:辆|台)", re.split("；|单价|单位价值", sentence[match.end() :])[0]) if match else []
        if match is not None and kinds:
            parts = [exactly(int(count)) for count in kinds]
            yield tie("S13-vehicles", f"{len(kinds)} kinds", parts, [exactly(int(match[1]))])


def _projects(books: Books, prose: Prose, narratives: Sequence[Narrative]) -> Iterator[Result]:
    """Where as many projects are described as the text counts, they spend what table 03 calls 项目支出."""
    everything = "\n".join(passage.text for passage in prose.all)  # the list often stands in the annex
    counted = first(r"等(\d+)个项目", everything)
    told = [
        n.project
        for n in narratives
        if n.kind is NarrativeKind.PROJECT and n.project and n.project.spending is not None
    ]
    if counted is None or len(told) != int(counted):
        return
    spending = books.coded(TableKind.EXPENDITURE)
    parts = [money(f"{project.spending}{project.unit or '万元'}", books) for project in told]
    whole = (
        missing("03") if spending is None else spending.amount(spending.total, spending.spending["project"], "项目支出")
    )
    yield tie("S14-projects", f"{counted} projects", parts, [whole], "≤")
    together = first(rf"实际支出({MONEY})", everything)
    if together is not None:
        yield tie("S14-projects", f"{counted} projects, as stated", parts, [money(together, books)])
