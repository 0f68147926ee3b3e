"""What the codes of the records are called in front of a reader, in Chinese and in English: one vocabulary for all.

The terminal has the records themselves and asks `label`; the report has the codes that the database holds and looks them
up in the mappings.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from miner.bilingual import say
from miner.model import (
    CellState,
    CheckVerdict,
    Direction,
    DisclosureKind,
    FigureKind,
    HealthVerdict,
    JudgedKind,
    JudgedVerdict,
    Mark,
    NarrativeKind,
    Outcome,
    Scope,
    Severity,
    TableKind,
    Verdict,
)

Names = Mapping[str, tuple[str, str]]

KINDS: Names = {
    "final_accounts": ("部门决算", "final accounts"),
    "budget": ("部门预算", "budget"),
    "government_accounts": ("政府决算", "accounts of a whole government"),
    "other": ("不是部门公开文件", "not a department's disclosure"),
}
SCOPES: Names = {
    "unit": ("单位", "unit"),
    "department": ("部门（含下属单位）", "department with its units"),
    "unknown": ("未说明", "not stated"),
}
OUTCOMES: Names = {
    "complete": ("完整", "complete"),
    "partial": ("部分", "partial"),
    "failed": ("失败", "failed"),
}
HEALTH: Names = {
    "good": ("正常", "good"),
    "repaired": ("已修复乱码", "repaired"),
    "scanned": ("扫描图像", "scanned"),
    "unreadable": ("无法识读", "unreadable"),
    "empty": ("空白页", "empty"),
}
TABLES: Names = {
    "income_expenditure_summary": ("收入支出决算总表", "income and expenditure, summary"),
    "income": ("收入决算表", "income"),
    "expenditure": ("支出决算表", "expenditure"),
    "fiscal_appropriation_summary": ("财政拨款收入支出决算总表", "fiscal appropriation, summary"),
    "general_budget_expenditure": ("一般公共预算财政拨款支出决算表", "general public budget expenditure"),
    "general_budget_basic_expenditure": (
        "一般公共预算财政拨款基本支出决算表",
        "general public budget, basic expenditure",
    ),
    "three_public": ("财政拨款“三公”经费支出决算表", "three public expenses"),
    "government_fund": ("政府性基金预算财政拨款收入支出决算表", "government funds"),
    "state_capital": ("国有资本经营预算财政拨款支出决算表", "state capital operations"),
    "other": ("其他表", "other table"),
}
CELLS: Names = {
    "number": ("数字", "number"),
    "blank": ("空", "blank"),
    "text": ("文字", "text"),
    "unreadable": ("无法识读", "unreadable"),
}
NARRATIVES: Names = {
    "variance": ("变动说明", "variance"),
    "project": ("项目", "project"),
    "problem": ("问题", "problem"),
    "measure": ("改进措施", "measure"),
}
DIRECTIONS: Names = {
    "up": ("增", "up"),
    "down": ("减", "down"),
    "flat": ("持平", "flat"),
    "unstated": ("未说明", "not stated"),
}
FIGURES: Names = {
    "amount": ("金额", "amount"),
    "percent": ("百分比", "percent"),
    "percentage_point": ("百分点", "percentage point"),
    "count": ("数量", "count"),
    "delta": ("增减额", "difference"),
}
VERDICTS: Names = {
    "match": ("相符", "match"),
    "rounding": ("尾差", "rounding"),
    "mismatch": ("不符", "mismatch"),
    "arithmetic_ok": ("计算相符", "arithmetic matches"),
    "arithmetic_mismatch": ("计算不符", "arithmetic differs"),
    "no_table_counterpart": ("表中无对应", "not in any table"),
    "ambiguous": ("有多个可能", "ambiguous"),
    "not_checked": ("未核对", "not checked"),
}
CHECKS: Names = {
    "pass": ("相符", "holds"),
    "rounding": ("尾差", "rounding"),
    "fail": ("不符", "fails"),
    "not_applicable": ("不适用", "not applicable"),
    "not_checked": ("未核对", "not checked"),
}
SEVERITIES: Names = {
    "error": ("错误", "error"),
    "warning": ("警告", "warning"),
    "hint": ("提示", "hint"),
}
FIELDS: Names = {
    "department": ("部门（单位）", "department"),
    "region": ("地区", "region"),
    "fiscal_year": ("年度", "fiscal year"),
    "kind": ("类别", "kind"),
    "scope": ("口径", "scope"),
}
ORIGINS: Names = {
    "cover": ("封面", "cover"),
    "heading": ("标题", "heading"),
    "table_head": ("表头", "table head"),
    "prose": ("正文", "prose"),
    "file_name": ("文件名", "file name"),
}
BASES: Names = {
    "budget": ("年初预算", "budget"),
    "adjusted_budget": ("调整预算", "adjusted budget"),
    "last_year": ("上年", "last year"),
}
MARKS: Names = {
    "empty": ("循环或无内容", "says nothing"),
    "contradicts": ("与增减方向相反", "for the other direction"),
    "both_ways": ("同一说法既说增又说减", "the same words for a rise and a fall"),
    "many_subjects": ("一段话用于多个科目", "one text for many subjects"),
    "others_name": ("带着别的单位的名称", "with another unit's name"),
    "other_year": ("带着上年的年份", "with last year's number"),
    "same_amount": ("金额与别处同一说法相同", "with the amount of the same text elsewhere"),
}
JUDGED: Names = {
    "finding": ("发现", "finding"),
    "link": ("数字核对", "figure's link"),
    "explanation": ("原因说明", "explanation"),
    "cluster": ("说法组", "wording"),
}
JUDGEMENTS: Names = {
    "confirmed": ("属实", "confirmed"),
    "dismissed": ("排除", "dismissed"),
    "comment": ("备注", "comment"),
    "excluded": ("移出该组", "taken out of its wording"),
    "split": ("另立一组", "a group of its own"),
    "merged": ("并入", "merged into"),
    "named": ("命名", "named"),
}
REVIEWS: Names = {
    "open": ("待复核", "open"),
    "confirmed": JUDGEMENTS["confirmed"],
    "dismissed": JUDGEMENTS["dismissed"],
}
"""How far the review of something is."""

ROLES: Names = {
    **TABLES,
    "text": ("正文", "text"),
    "follows": ("随之变化", "follows from it"),
    "table": ("表格", "table"),
    "cell": ("单元格", "cell"),
    "note": ("表下说明", "note of the table"),
    "left": ("左边", "left side"),
    "right": ("右边", "right side"),
    "heading": ("标题", "heading"),
    "operand": ("算式所用", "operand"),
    "reason": ("原因", "reason"),
    "other": ("另一处", "elsewhere"),
    "identity": ("本文件", "this document"),
    "before": ("其前一张表", "the table before"),
    "missing": ("缺少", "missing"),
}
"""What a piece of evidence is in a finding or a check; of a table that is missing or blank, its kind."""
_BY_TYPE: Mapping[type[StrEnum], Names] = {
    DisclosureKind: KINDS,
    Scope: SCOPES,
    Outcome: OUTCOMES,
    HealthVerdict: HEALTH,
    TableKind: TABLES,
    CellState: CELLS,
    NarrativeKind: NARRATIVES,
    Direction: DIRECTIONS,
    FigureKind: FIGURES,
    Verdict: VERDICTS,
    CheckVerdict: CHECKS,
    Severity: SEVERITIES,
    Mark: MARKS,
    JudgedKind: JUDGED,
    JudgedVerdict: JUDGEMENTS,
}


def name_of(names: Names, code: str | None) -> str:
    """A code in the reader's language; one without a name is called as it is written, none is empty."""
    return "" if code is None else say(*names.get(code, (code, code)))


def label(code: StrEnum) -> str:
    """A code of the records in the reader's language."""
    return name_of(_BY_TYPE[type(code)], code.value)


def value_label(field: str, value: str) -> str:
    """What a field of the identity was read as: names and years as they are, kinds and scopes by their names."""
    return name_of({"kind": KINDS, "scope": SCOPES}.get(field, {}), value)
