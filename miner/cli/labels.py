"""What the codes of the records are called in front of a reader."""

from __future__ import annotations

from miner.bilingual import say
from miner.model import (
    CellState,
    Direction,
    DisclosureKind,
    FigureKind,
    HealthVerdict,
    NarrativeKind,
    Outcome,
    Scope,
    Severity,
    TableKind,
    Verdict,
)

Code = (
    CellState
    | Direction
    | DisclosureKind
    | FigureKind
    | HealthVerdict
    | NarrativeKind
    | Outcome
    | Scope
    | Severity
    | TableKind
    | Verdict
)

_NAMES: tuple[tuple[Code, str, str], ...] = (
    (DisclosureKind.FINAL_ACCOUNTS, "部门决算", "final accounts"),
    (DisclosureKind.BUDGET, "部门预算", "budget"),
    (DisclosureKind.GOVERNMENT_ACCOUNTS, "政府决算", "accounts of a whole government"),
    (DisclosureKind.OTHER, "不是部门公开文件", "not a department's disclosure"),
    (Scope.UNIT, "单位", "unit"),
    (Scope.DEPARTMENT, "部门（含下属单位）", "department with its units"),
    (Scope.UNKNOWN, "未知", "unknown"),
    (Outcome.COMPLETE, "完整", "complete"),
    (Outcome.PARTIAL, "部分", "partial"),
    (Outcome.FAILED, "失败", "failed"),
    (HealthVerdict.GOOD, "正常", "good"),
    (HealthVerdict.REPAIRED, "已修复乱码", "repaired"),
    (HealthVerdict.SCANNED, "扫描图像", "scanned"),
    (HealthVerdict.UNREADABLE, "无法识读", "unreadable"),
    (HealthVerdict.EMPTY, "空白页", "empty"),
    (TableKind.INCOME_EXPENDITURE_SUMMARY, "收入支出决算总表", "income and expenditure, summary"),
    (TableKind.INCOME, "收入决算表", "income"),
    (TableKind.EXPENDITURE, "支出决算表", "expenditure"),
    (TableKind.FISCAL_APPROPRIATION_SUMMARY, "财政拨款收入支出决算总表", "fiscal appropriation, summary"),
    (TableKind.GENERAL_BUDGET_EXPENDITURE, "一般公共预算财政拨款支出决算表", "general public budget expenditure"),
    (
        TableKind.GENERAL_BUDGET_BASIC_EXPENDITURE,
        "一般公共预算财政拨款基本支出决算表",
        "general public budget, basic expenditure",
    ),
    (TableKind.THREE_PUBLIC, "财政拨款“三公”经费支出决算表", "three public expenses"),
    (TableKind.GOVERNMENT_FUND, "政府性基金预算财政拨款收入支出决算表", "government funds"),
    (TableKind.STATE_CAPITAL, "国有资本经营预算财政拨款支出决算表", "state capital operations"),
    (TableKind.OTHER, "其他表", "other table"),
    (CellState.NUMBER, "数字", "number"),
    (CellState.BLANK, "空", "blank"),
    (CellState.TEXT, "文字", "text"),
    (CellState.UNREADABLE, "无法识读", "unreadable"),
    (NarrativeKind.VARIANCE, "变动说明", "variance"),
    (NarrativeKind.PROJECT, "项目", "project"),
    (NarrativeKind.PROBLEM, "问题", "problem"),
    (NarrativeKind.MEASURE, "改进措施", "measure"),
    (Direction.UP, "增", "up"),
    (Direction.DOWN, "减", "down"),
    (Direction.FLAT, "持平", "flat"),
    (Direction.UNSTATED, "未说明", "unstated"),
    (FigureKind.AMOUNT, "金额", "amount"),
    (FigureKind.PERCENT, "百分比", "percent"),
    (FigureKind.PERCENTAGE_POINT, "百分点", "percentage point"),
    (FigureKind.COUNT, "数量", "count"),
    (FigureKind.DELTA, "增减额", "difference"),
    (Verdict.MATCH, "相符", "match"),
    (Verdict.ROUNDING, "四舍五入差", "rounding"),
    (Verdict.MISMATCH, "不符", "mismatch"),
    (Verdict.ARITHMETIC_OK, "计算相符", "arithmetic matches"),
    (Verdict.ARITHMETIC_MISMATCH, "计算不符", "arithmetic differs"),
    (Verdict.NO_TABLE_COUNTERPART, "表中无对应", "not in any table"),
    (Verdict.AMBIGUOUS, "有多个可能", "ambiguous"),
    (Verdict.NOT_CHECKED, "未核对", "not checked"),
    (Severity.ERROR, "错误", "error"),
    (Severity.WARNING, "警告", "warning"),
    (Severity.HINT, "提示", "hint"),
)

# Codes of different sorts can be the same string ("other"), and would then be the same key.
_LABELS = {(type(code), code.value): (zh, en) for code, zh, en in _NAMES}


def label(code: Code) -> str:
    """The code in the reader's language."""
    zh, en = _LABELS[type(code), code.value]
    return say(zh, en)


_FIELDS = {
    "department": ("部门（单位）", "department"),
    "region": ("地区", "region"),
    "fiscal_year": ("年度", "fiscal year"),
    "kind": ("类别", "kind"),
    "scope": ("口径", "scope"),
}
_ORIGINS = {
    "cover": ("封面", "cover"),
    "heading": ("标题", "heading"),
    "table_head": ("表头", "table head"),
    "prose": ("正文", "prose"),
    "file_name": ("文件名", "file name"),
}
_BASES = {
    "budget": ("年初预算", "budget"),
    "adjusted_budget": ("调整预算", "adjusted budget"),
    "last_year": ("上年", "last year"),
}


def basis_label(basis: str) -> str:
    """What a variance is compared with; one that has no label is called by its own name."""
    return say(*_BASES.get(basis, (basis, basis)))


def field_label(field: str) -> str:
    """A field of a document's identity; one that has no label is called by its own name."""
    return say(*_FIELDS.get(field, (field, field)))


def origin_label(origin: str) -> str:
    """Where evidence was read; one that has no label is called by its own name."""
    return say(*_ORIGINS.get(origin, (origin, origin)))


def value_label(field: str, value: str) -> str:
    """What a field of the identity was read as: names and years as they are, kinds and scopes by their labels."""
    if field == "kind":
        return label(DisclosureKind(value))
    return label(Scope(value)) if field == "scope" else value
