"""The form with four parts and eleven sections, each account with 主要用于, “三公” seventh (as in Shanghai)."""

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
from corpus.tables import SHANGHAI, numeral, statutory_tables

SECTIONS = (
    "收入支出决算总体情况说明",
    "收入决算情况说明",
    "支出决算情况说明",
    "财政拨款收入支出决算总体情况说明",
    "一般公共预算财政拨款支出决算情况说明",
    "一般公共预算财政拨款基本支出决算情况说明",
    "财政拨款“三公”经费支出决算情况说明",
    "政府性基金预算财政拨款收入支出决算情况说明",
    "国有资本经营预算财政拨款收入支出决算情况说明",
    "预算绩效管理情况",
    "其他重要事项的情况说明",
)


def write(books: Books) -> Draft:
    """The whole disclosure."""
    draft = Draft(books, "shanghai")
    year, name = books.year, books.department
    tables = statutory_tables(books, SHANGHAI)
    third = f"第三部分 {name}{year}年度部门决算情况说明"
    draft.cover(name, f"{year}年度部门决算")
    draft.contents(
        f"第一部分 {name}概况",
        "一、主要职能",
        "二、部门决算单位构成",
        f"第二部分 {name}{year}年度部门决算表",
        *(f"{numeral(number)}、{table.title}" for number, table in enumerate(tables, 1)),
        third,
        *(f"{numeral(number)}、{title}" for number, title in enumerate(SECTIONS, 1)),
        "第四部分 名词解释",
    )
    draft.part(f"第一部分 {name}概况")
    draft.heading("一、主要职能")
    draft.say(*(f"{number}.{duty}" for number, duty in enumerate(books.duties, 1)))
    draft.heading("二、部门决算单位构成")
    draft.say(f"{name}部门决算由局本级一家单位构成，局机关设{'、'.join(books.offices)}。")
    draft.part(f"第二部分 {name}{year}年度部门决算表")
    draft.blocks.extend(tables)
    draft.part(third)
    _totals(draft)
    _accounts(draft)
    _three(draft)
    _funds(draft)
    _rest(draft)
    draft.part("第四部分 名词解释")
    draft.say(*TERMS)
    return draft


def _section(draft: Draft, number: int) -> None:
    draft.heading(f"{numeral(number)}、{SECTIONS[number - 1]}")


def _compared(draft: Draft, subject: str, now: object, step: str, reason: str) -> str:
    year = draft.books.year
    return f"{year}年度{subject}{now}万元。与{year - 1}年度相比，{subject}{step}。主要原因：{reason}。"


def _totals(draft: Draft) -> None:
    books = draft.books
    _section(draft, 1)
    reason = books.reasons["turnover"]
    step = draft.change("收入支出总计", books.turnover, books.before.turnover, reason)
    draft.say(books.department + _compared(draft, "收入支出总计", books.turnover, step, reason))
    _section(draft, 2)
    draft.say(f"本年收入合计{books.income}万元，其中：{income_parts(books)}。")
    _section(draft, 3)
    draft.say(f"本年支出合计{books.spending}万元，其中：{spending_parts(books)}。")
    _section(draft, 4)
    now, reason = books.appropriation_turnover, books.reasons["appropriation"]
    step = draft.change("财政拨款收入支出总计", now, books.before.appropriation_turnover, reason)
    draft.say(books.department + _compared(draft, "财政拨款收入支出总计", now, step, reason))


def _accounts(draft: Draft) -> None:
    books = draft.books
    spent = books.general_spending
    _section(draft, 5)
    draft.heading("（一）一般公共预算财政拨款支出决算总体情况")
    reason = books.reasons["general"]
    step = draft.change("一般公共预算财政拨款支出", spent, books.before.general, reason)
    draft.say(
        f"一般公共预算财政拨款支出{spent}万元，占本年支出合计的{percent(spent, books.spending)}%。"
        f"与{books.year - 1}年度相比，一般公共预算财政拨款支出{step}。主要原因：{reason}。"
    )
    draft.heading("（二）一般公共预算财政拨款支出决算结构情况")
    draft.say(f"一般公共预算财政拨款支出{spent}万元，用于以下类别：{kind_parts(books)}。")
    draft.heading("（三）一般公共预算财政拨款支出决算具体情况")
    reason = books.reasons["budget"]
    way = draft.against_budget("一般公共预算财政拨款支出", spent, books.budget, reason)
    draft.say(
        f"一般公共预算财政拨款支出年初预算为{books.budget}万元，支出决算为{spent}万元，完成年初预算的"
        f"{percent(spent, books.budget)}%。决算数{way}预算数的主要原因：{reason}。其中："
    )
    draft.say(*(_item(draft, number, account) for number, account in enumerate(books.general, 1)))
    _section(draft, 6)
    draft.say(basic_sentence(books))


def _item(draft: Draft, number: int, account: Account) -> str:
    way = draft.against_budget(path(account), account.final, account.budget, account.reason, account.code)
    sentence = (
        f"{number}、{path(account)}。主要用于：{account.purpose}。"
        f"年初预算为{account.budget}万元，支出决算为{account.final}万元。"
    )
    if way == "持平":
        return f"{sentence}决算数与预算数持平。"
    return f"{sentence}决算数{way}预算数的主要原因：{account.reason}。"


def _three(draft: Draft) -> None:
    books = draft.books
    budget, final, before = books.three_budget, books.three, books.before.three
    whole, car = "“三公”经费财政拨款支出", "公务用车购置及运行维护费"
    _section(draft, 7)
    draft.heading("（一）“三公”经费财政拨款支出决算总体情况说明。")
    reason = books.reasons["three_budget"]
    way = draft.against_budget(whole, final.all, budget.all, reason)
    for name in ("因公出国（境）费", car, "公务接待费"):
        draft.note(name, "budget", "unstated")
    draft.say(
        f"{whole}年初预算为{budget.all}万元，支出决算为{final.all}万元，"
        f"完成预算的{percent(final.all, budget.all)}%，其中："
        f"因公出国（境）费支出决算为{final.abroad}万元，预算为{budget.abroad}万元；"
        f"{car}支出决算为{final.car}万元，完成预算的{percent(final.car, budget.car)}%；"
        f"公务接待费支出决算为{final.hospitality}万元，"
        f"完成预算的{percent(final.hospitality, budget.hospitality)}%。"
        f"{books.year}年度“三公”经费支出决算数{way}预算数的主要原因：{reason}。"
    )
    all_step = draft.change(whole, final.all, before.all)
    abroad = draft.change("因公出国（境）费", final.abroad, before.abroad, books.reasons["abroad"])
    car_step = draft.change(car, final.car, before.car, books.reasons["car"])
    hospitality = draft.change("公务接待费", final.hospitality, before.hospitality)
    draft.say(
        f"{books.year}年度{whole}决算数比{books.year - 1}年度{all_step}，其中："
        f"因公出国（境）费支出决算与{books.year - 1}年{abroad}；{car}支出决算{car_step}；"
        f"公务接待费支出决算与{books.year - 1}年{hospitality}。"
        f"因公出国（境）费支出持平的主要原因是{books.reasons['abroad']}。{car}支出{car_step[:2]}的主要原因是{books.reasons['car']}。"
    )
    draft.heading("（二）“三公”经费财政拨款支出决算具体情况说明。")
    visits, people = books.visits
    draft.say(
        f"1、因公出国（境）费支出{final.abroad}万元，全年团组0个、累计0人次。",
        f"2、{car}支出{final.car}万元，其中公务用车运行维护费{final.running}万元，年末公务用车保有量为{books.vehicles}辆。",
        f"3、公务接待费支出{final.hospitality}万元，国内公务接待{visits}批次、{people}人次。",
    )


def _funds(draft: Draft) -> None:
    books = draft.books
    _section(draft, 8)
    if books.fund:
        draft.say(
            f"政府性基金预算财政拨款收入{books.fund_spending}万元，支出{books.fund_spending}万元，支出具体情况如下：",
            *(_item(draft, number, account) for number, account in enumerate(books.fund, 1)),
        )
    else:
        draft.say(f"{books.department}{books.year}年度没有政府性基金预算财政拨款收支。")
    _section(draft, 9)
    draft.say(f"{books.department}{books.year}年度没有国有资本经营预算财政拨款收支。")


def _rest(draft: Draft) -> None:
    books = draft.books
    _section(draft, 10)
    draft.say(f"{books.year}年度编报绩效目标的项目5个，涉及预算金额{books.project}万元，均已完成绩效自评。")
    _section(draft, 11)
    draft.heading("（一）机关运行经费支出情况")
    reason = books.reasons["running_costs"]
    step = draft.change("机关运行经费", books.running_costs, books.before.running_costs, reason)
    draft.say(f"机关运行经费支出{books.running_costs}万元，比{books.year - 1}年度{step}。主要原因是{reason}。")
    draft.heading("（二）政府采购支出情况")
    procurement(draft)
    draft.heading("（三）国有资产占有使用情况")
    assets(draft)
