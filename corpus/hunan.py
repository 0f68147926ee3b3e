"""The form with five parts and fifteen sections, tables second, self-evaluation report in the annex (as in Hunan)."""

from __future__ import annotations

from corpus.draft import Draft, path
from corpus.ledger import Account, Books, percent
from corpus.phrases import (
    TERMS,
    assets,
    basic_sentence,
    income_parts,
    kind_parts,
    procurement,
    spending_parts,
)
from corpus.tables import HUNAN, numeral, statutory_tables

SECTIONS = (
    "收入支出决算总体情况说明",
    "收入决算情况说明",
    "支出决算情况说明",
    "财政拨款收入支出决算总体情况说明",
    "一般公共预算财政拨款支出决算情况说明",
    "一般公共预算财政拨款基本支出决算情况说明",
    "政府性基金预算财政拨款收入支出决算情况",
    "国有资本经营预算财政拨款支出决算情况",
    "财政拨款“三公”经费支出决算情况说明",
    "关于机关运行经费支出说明",
    "关于一般性支出情况说明",
    "关于政府采购支出说明",
    "关于国有资产占用情况说明",
    "关于预算绩效情况的说明",
    "其他需要说明的事项",
)


def write(books: Books) -> Draft:
    """The whole disclosure."""
    draft = Draft(books, "hunan")
    year, name = books.year, books.department
    tables = statutory_tables(books, HUNAN)
    draft.cover(f"{year}年度", name, "部门决算公开")
    draft.contents(
        f"第一部分 {name}概况",
        "一、部门职责",
        "二、机构设置",
        "第二部分 部门决算表",
        *(f"{numeral(number)}、{table.title}" for number, table in enumerate(tables, 1)),
        "第三部分 部门决算情况说明",
        *(f"{numeral(number)}、{title}" for number, title in enumerate(SECTIONS, 1)),
        "第四部分 名词解释",
        "第五部分 附件",
    )
    draft.part(f"第一部分 {name}概况")
    draft.heading("一、部门职责")
    draft.say(*(f"（{numeral(number)}）{duty}" for number, duty in enumerate(books.duties, 1)))
    draft.heading("二、机构设置")
    draft.say(f"{name}内设{len(books.offices)}个股室，分别是：{'、'.join(books.offices)}。本部门决算只含局本级。")
    draft.part("第二部分 部门决算表")
    draft.blocks.extend(tables)
    draft.part("第三部分 部门决算情况说明")
    _totals(draft)
    _accounts(draft)
    _other_budgets(draft)
    _three(draft)
    _rest(draft)
    draft.part("第四部分 名词解释")
    draft.say(*TERMS)
    draft.part("第五部分 附件")
    _annex(draft)
    return draft


def _section(draft: Draft, number: int) -> None:
    draft.heading(f"{numeral(number)}、{SECTIONS[number - 1]}")


def _totals(draft: Draft) -> None:
    books, year = draft.books, draft.books.year
    _section(draft, 1)
    step = draft.change("收、支总计", books.turnover, books.before.turnover, books.reasons["turnover"])
    draft.say(
        f"{year}年度收、支总计均为{books.turnover}万元。与上年相比，收、支总计各{step}，主要是因为"
        f"{books.reasons['turnover']}。"
    )
    _section(draft, 2)
    draft.say(f"{year}年度收入合计{books.income}万元，其中：{income_parts(books)}。")
    _section(draft, 3)
    draft.say(f"{year}年度支出合计{books.spending}万元，其中：{spending_parts(books)}。")
    _section(draft, 4)
    now, reason = books.appropriation_turnover, books.reasons["appropriation"]
    step = draft.change("财政拨款收、支总计", now, books.before.appropriation_turnover, reason)
    draft.say(f"{year}年度财政拨款收、支总计均为{now}万元。与上年相比，各{step}，主要是因为{reason}。")


def _accounts(draft: Draft) -> None:
    books, year = draft.books, draft.books.year
    spent = books.general_spending
    _section(draft, 5)
    draft.heading("（一）一般公共预算财政拨款支出决算总体情况")
    reason = books.reasons["general"]
    step = draft.change("一般公共预算财政拨款支出", spent, books.before.general, reason)
    draft.say(
        f"{year}年度一般公共预算财政拨款支出{spent}万元，占本年支出合计的{percent(spent, books.spending)}%。"
        f"与上年相比，一般公共预算财政拨款支出{step}，主要是因为{reason}。"
    )
    draft.heading("（二）一般公共预算财政拨款支出决算结构情况")
    draft.say(f"{year}年度一般公共预算财政拨款支出{spent}万元，按功能分类用于：{kind_parts(books)}。")
    draft.heading("（三）一般公共预算财政拨款支出决算具体情况")
    reason = books.reasons["budget"]
    way = draft.against_budget("一般公共预算财政拨款支出", spent, books.budget, reason)
    draft.say(
        f"{year}年度一般公共预算财政拨款支出年初预算数为{books.budget}万元，支出决算数为{spent}万元，完成年初预算的"
        f"{percent(spent, books.budget)}%，决算数{way}年初预算数的主要原因是：{reason}。其中："
    )
    for number, account in enumerate(books.general, 1):
        draft.say(f"{number}、{path(account)}。", _item(draft, account))
    _section(draft, 6)
    draft.say(f"{year}年度{basic_sentence(books)}")


def _item(draft: Draft, account: Account) -> str:
    way = draft.against_budget(path(account), account.final, account.budget, account.reason, account.code)
    rate = f"完成年初预算的{percent(account.final, account.budget)}%，" if account.budget else ""
    sentence = f"年初预算为{account.budget}万元，支出决算为{account.final}万元，{rate}"
    if way == "持平":
        return f"{sentence}决算数与年初预算数持平。"
    return f"{sentence}决算数{way}年初预算数的主要原因是：{account.reason}。"


def _other_budgets(draft: Draft) -> None:
    _section(draft, 7)
    draft.say(f"{draft.books.year}年度本单位没有政府性基金预算财政拨款收支。")
    _section(draft, 8)
    draft.say(f"{draft.books.year}年度本单位没有国有资本经营预算财政拨款收支。")


def _three(draft: Draft) -> None:
    books = draft.books
    budget, final = books.three_budget, books.three
    _section(draft, 9)
    draft.heading("（一）“三公”经费财政拨款支出决算总体情况")
    draft.note("“三公”经费财政拨款支出", "budget", "unstated")
    draft.say(
        f"“三公”经费财政拨款支出预算为{budget.all}万元，支出决算为{final.all}万元，完成预算的"
        f"{percent(final.all, budget.all)}%，其中：",
        _three_item(draft, "因公出国（境）费", "abroad", books.reasons["abroad"]),
        _three_item(draft, "公务用车购置费", "purchase", ""),
        _three_item(draft, "公务用车运行维护费", "running", books.reasons["running"]),
        _three_item(draft, "公务接待费", "hospitality", books.reasons["hospitality"]),
    )
    draft.heading("（二）“三公”经费财政拨款支出决算具体情况")
    visits, people = books.visits
    draft.say(
        f"1、因公出国（境）费支出决算为{final.abroad}万元，全年因公出国（境）团组0个，累计0人次。",
        f"2、公务用车购置及运行维护费支出决算为{final.car}万元，其中公务用车运行维护费{final.running}万元，年末公务用车保有量"
        f"为{books.vehicles}辆。",
        f"3、公务接待费支出决算为{final.hospitality}万元，全年国内接待{visits}批次、{people}人次。",
    )


def _three_item(draft: Draft, name: str, field: str, reason: str) -> str:
    """One item against its budget (with the reason) and against last year (without one)."""
    books = draft.books
    budget, final, before = (getattr(items, field) for items in (books.three_budget, books.three, books.before.three))
    sentence = f"{name}支出预算为{budget}万元，支出决算为{final}万元，"
    way = draft.against_budget(name, final, budget, reason)
    because = f"，主要原因是{reason}" if reason else ""
    sentence += f"与预算持平{because}" if way == "持平" else f"决算数{way}预算数{because}"
    return f"{sentence}；与上年相比{draft.change(name, final, before)}。"


def _rest(draft: Draft) -> None:
    books, year = draft.books, draft.books.year
    _section(draft, 10)
    reason = books.reasons["running_costs"]
    step = draft.change("机关运行经费", books.running_costs, books.before.running_costs, reason)
    draft.say(f"本部门{year}年度机关运行经费支出{books.running_costs}万元，比上年{step}，主要原因是：{reason}。")
    _section(draft, 11)
    meetings, training = (books.economic.get(code, 0) for code in ("30215", "30216"))
    draft.say(f"{year}年度本部门基本支出中开支会议费{meetings}万元，开支培训费{training}万元。")
    _section(draft, 12)
    procurement(draft)
    _section(draft, 13)
    assets(draft)
    _section(draft, 14)
    draft.say(
        f"本部门对{year}年度{len(books.projects)}个项目开展了绩效自评，涉及项目支出{books.project}万元，自评情况见第五部分。"
    )
    _section(draft, 15)
    draft.say("本部门决算在砚溪县人民政府门户网站公开。")


def _annex(draft: Draft) -> None:
    books = draft.books
    draft.heading(f"{books.year}年度{books.department}部门整体支出绩效自评报告")
    draft.heading("一、部门基本情况")
    draft.say(f"{books.department}为县政府工作部门，内设股室{len(books.offices)}个。")
    draft.heading("二、资金使用及绩效情况")
    draft.say(
        f"全年基本支出{books.basic}万元，项目支出{books.project}万元。各项目实施及绩效情况如下：",
    )
    for number, project in enumerate(books.projects, 1):
        draft.say(
            f"（{number}）{project.name}",
            f"{project.name}支出{project.spending}万元，主要用于{project.purpose}。项目实施及绩效情况如下：{project.done}。",
        )
    draft.heading("三、存在的问题及原因分析")
    draft.say(_points(books.problems))
    draft.heading("四、下一步改进措施")
    draft.say(_points(books.measures))


def _points(points: tuple[str, ...]) -> str:
    """The points in one paragraph, marked 一是, 二是."""
    return "".join(f"{numeral(number)}是{text}。" for number, text in enumerate(points, 1))
