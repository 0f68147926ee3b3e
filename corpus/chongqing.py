"""The form without parts: everything under 一、 to 六、 with the tables at the end (as in Chongqing)."""

from __future__ import annotations

from decimal import Decimal

from corpus.draft import Draft
from corpus.ledger import Books, percent, total
from corpus.phrases import assets, income_parts, procurement, spending_parts
from corpus.tables import CHONGQING, statutory_tables


def write(books: Books) -> Draft:
    """The whole disclosure."""
    draft = Draft(books, "chongqing")
    draft.cover(books.department, f"{books.year}年度部门决算情况说明")
    draft.heading("一、部门基本情况")
    draft.heading("（一）职能职责")
    draft.say(*(f"{number}.{duty}" for number, duty in enumerate(books.duties, 1)))
    draft.heading("（二）机构设置")
    draft.say(f"{books.department}设{'、'.join(books.offices)}，无下属单位。")
    draft.heading("二、部门决算情况说明")
    _whole(draft)
    _appropriations(draft)
    _general(draft)
    draft.heading("三、“三公”经费情况说明")
    _three(draft)
    draft.heading("四、其他需要说明的事项")
    _others(draft)
    draft.heading("五、专业名词解释")
    draft.say(
        "（一）财政拨款收入：本级财政安排给单位的当年资金。",
        "（二）结转结余：当年没有用完、留到下年按原用途使用或收回的资金。",
    )
    draft.heading("六、决算公开联系方式及信息反馈渠道")
    draft.say("本部门决算公开信息反馈和联系电话：0000-0000000。")
    draft.blocks.extend(statutory_tables(books, CHONGQING))
    return draft


def _whole(draft: Draft) -> None:
    books, reason = draft.books, draft.books.reasons["turnover"]
    draft.heading("（一）收入支出决算总体情况说明")
    step = draft.change("收支", books.turnover, books.before.turnover, reason, "收支总计")
    carried = f"年末结转和结余{books.carried_out}万元"
    draft.say(
        f"1.总体情况。{books.year}年度收入总计{books.turnover}万元，支出总计{books.turnover}万元。收支较上年决算数{step}，"
        f"主要原因是{reason}。",
        f"2.收入情况。{books.year}年度收入合计{books.income}万元，其中：{income_parts(books)}。年初结转和结余{books.carried_in}万元。",
        f"3.支出情况。{books.year}年度支出合计{books.spending}万元，其中：{spending_parts(books)}。",
        f"4.结转结余情况。{books.year}年度{carried}。",
    )


def _appropriations(draft: Draft) -> None:
    books, reason = draft.books, draft.books.reasons["appropriation"]
    now = books.appropriation_turnover
    draft.heading("（二）财政拨款收入支出决算总体情况说明")
    step = draft.change("财政拨款收支总计", now, books.before.appropriation_turnover, reason)
    draft.say(
        f"{books.year}年度财政拨款收、支总计{now}万元。与{books.year - 1}年度相比，财政拨款收、支总计各{step}，"
        f"主要原因是{reason}。"
    )


def _general(draft: Draft) -> None:
    books, spent = draft.books, draft.books.general_spending
    subject = "一般公共预算财政拨款支出"
    draft.heading("（三）一般公共预算财政拨款支出决算情况说明")
    year_reason, budget_reason = books.reasons["general"], books.reasons["budget"]
    year_step = draft.change(subject, spent, books.before.general, year_reason)
    draft.say(
        f"1.支出情况。{books.year}年度{subject}{spent}万元，较上年决算数{year_step}，主要原因是{year_reason}。较年初预算数"
        f"{_step(draft, subject, spent, books.budget, budget_reason)}，主要原因是{budget_reason}。",
        f"2.比较情况。{books.year}年度{subject}主要用于以下几个方面：",
    )
    for number, kind in enumerate(books.by_kind(books.general), 1):
        below = [account for account in books.general if account.step[0] == kind]
        final, budget = total(one.final for one in below), total(one.budget for one in below)
        reason = books.reasons[kind]
        step = _step(draft, kind, final, budget, reason, below[0].code[:3])
        because = f"，主要原因是{reason}" if reason else ""
        draft.say(f"（{number}）{kind}{final}万元，占{percent(final, spent)}%，较年初预算数{step}{because}。")
    draft.heading("（四）一般公共预算财政拨款基本支出决算情况说明")
    draft.say(
        f"{books.year}年度一般公共财政拨款基本支出{books.personnel + books.running_costs}万元。"
        f"其中：人员经费{books.personnel}万元，公用经费{books.running_costs}万元。"
    )
    draft.heading("（五）政府性基金预算收支决算情况说明")
    draft.say("本部门没有政府性基金预算财政拨款收支。")
    draft.heading("（六）国有资本经营预算财政拨款支出决算情况说明")
    draft.say("本部门没有国有资本经营预算财政拨款支出。")


def _step(draft: Draft, subject: str, final: Decimal, budget: Decimal, reason: str, code: str = "") -> str:
    """增加X万元，增长Y% against the budget, and its record."""
    way = draft.against_budget(subject, final, budget, reason, code)
    if way == "持平":
        return way
    up = way == "大于"
    rate = percent(abs(final - budget), budget)
    return f"{'增加' if up else '减少'}{abs(final - budget)}万元，{'增长' if up else '下降'}{rate}%"


def _three(draft: Draft) -> None:
    books = draft.books
    budget, final, before = books.three_budget, books.three, books.before.three
    first, second = books.reasons["three_budget"], books.reasons["three"]
    subject = "“三公”经费"
    step = _step(draft, subject, final.all, budget.all, first)
    year_step = draft.change(subject, final.all, before.all, second)
    draft.heading("（一）“三公”经费支出总体情况说明")
    draft.say(
        f"{books.year}年度“三公”经费支出共计{final.all}万元，较年初预算数{step}，主要原因是{first}。较上年支出数{year_step}，"
        f"主要原因是{second}。"
    )
    draft.heading("（二）“三公”经费分项支出情况")
    visits, people = books.visits
    hospitality = _step(draft, "公务接待费", final.hospitality, budget.hospitality, "")
    draft.say("因公出国（境）费用和公务用车购置费本年度均未发生。")
    if books.vehicles:
        running = _step(draft, "公务用车运行维护费", final.running, budget.running, "")
        draft.say(
            f"公务用车运行维护费{final.running}万元，费用支出较年初预算数{running}。年末公务用车保有量为{books.vehicles}辆。"
        )
    draft.say(
        f"公务接待费{final.hospitality}万元，费用支出较年初预算数{hospitality}。国内公务接待{visits}批次、{people}人次。"
    )


def _others(draft: Draft) -> None:
    books = draft.books
    draft.heading("（一）机关运行经费情况说明")
    reason = books.reasons["running_costs"]
    step = draft.change("机关运行经费", books.running_costs, books.before.running_costs, reason)
    draft.say(
        f"{books.year}年度本部门机关运行经费支出{books.running_costs}万元，较上年决算数{step}，主要原因是{reason}。"
    )
    draft.heading("（二）国有资产占用情况说明")
    assets(draft)
    draft.heading("（三）政府采购支出情况说明")
    procurement(draft)
    draft.heading("（四）预算绩效管理情况说明")
    draft.say(f"本部门对{books.year}年度项目支出{books.project}万元开展了绩效自评。")
    draft.heading("1.存在的问题")
    draft.say(*(f"（{number}）{text}" for number, text in enumerate(books.problems, 1)))
    draft.heading("2.改进措施")
    draft.say(*(f"（{number}）{text}" for number, text in enumerate(books.measures, 1)))
