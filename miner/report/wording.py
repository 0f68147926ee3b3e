"""What the codes of the database are called in front of a reader; unknown ones stay as they are."""

from __future__ import annotations

from collections.abc import Mapping

from miner.bilingual import say

Names = Mapping[str, tuple[str, str]]

KINDS: Names = {
    "final_accounts": ("决算", "final accounts"),
    "budget": ("预算", "budget"),
    "government_accounts": ("政府决算", "accounts of a whole government"),
    "other": ("不是部门公开文件", "not a department's disclosure"),
}
SCOPES: Names = {
    "unit": ("单位本级", "unit"),
    "department": ("部门（含所属单位）", "department with its units"),
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
    "empty": ("空白", "empty"),
}
FIELDS: Names = {
    "department": ("部门（单位）", "Department"),
    "region": ("地区", "Region"),
    "fiscal_year": ("年度", "Fiscal year"),
    "kind": ("类别", "Kind"),
    "scope": ("口径", "Scope"),
}
ORIGINS: Names = {
    "cover": ("封面", "cover"),
    "heading": ("标题", "heading"),
    "table_head": ("表头", "table head"),
    "prose": ("正文", "prose"),
    "file_name": ("文件名", "file name"),
}
NARRATIVES: Names = {
    "variance": ("差异说明", "variance"),
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
BASES: Names = {
    "budget": ("与年初预算比", "against the budget"),
    "adjusted_budget": ("与调整预算比", "against the adjusted budget"),
    "last_year": ("与上年比", "against last year"),
    "": ("", ""),
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
ROLES: Names = {
    "text": ("正文", "text"),
    "follows": ("随之变化", "follows from it"),
    "table": ("表格", "table"),
    "cell": ("单元格", "cell"),
    "note": ("表下说明", "note of the table"),
    "left": ("左边", "left side"),
    "right": ("右边", "right side"),
    "heading": ("标题", "heading"),
}
MEASURES: Names = {
    "reason_coverage": ("说明率（有原因的差异所占比重）", "differences with a reason, share"),
    "narratives_variance": ("差异说明", "variances"),
    "narratives_project": ("项目", "projects"),
    "narratives_problem": ("问题", "problems"),
    "narratives_measure": ("改进措施", "measures for improvement"),
    "narrative_characters": ("叙述字数", "characters of the narratives"),
    "characters": ("正文字数", "characters of the text"),
    "figures": ("正文数字", "figures of the text"),
    "figure_density": ("每千字数字", "figures in 1,000 characters"),
    "link_rate": ("数字核对率", "figures that are backed, share"),
    "findings_error": ("错误", "errors"),
    "findings_warning": ("警告", "warnings"),
    "findings_hint": ("提示", "hints"),
    "redundancy": ("文内重复率", "repetition inside the document"),
    "boilerplate_share": ("套话率（按条）", "boilerplate, share of explanations"),
    "boilerplate_character_share": ("套话率（按字数）", "boilerplate, share of characters"),
    "boilerplate_cluster_share": ("相近说法率", "explanations like other departments', share"),
}
RULES: Names = {
    "LINK": ("正文数字与表格不一致", "a figure of the text differs from its table"),
    "ARITHMETIC": ("正文数字与复算不一致", "a figure of the text differs from its recomputation"),
    "UNIT": ("数字缺少单位", "a figure lacks its unit"),
    "TEMPLATE": ("模板文字没有删去", "words of the template were left in"),
    "DIRECTION": ("增减词语与数字不一致", "a word of direction contradicts its numbers"),
    "LIST": ("列举的科目没有支出", "an account is listed that the table leaves empty"),
    "NAME": ("科目名称与分类不一致", "an account is not called as the classification calls it"),
    "ROUNDING": ("只差在末位", "differences of the last digit"),
    "X14": ("无数据的说明与表不一致", "what is said to be without data is not"),
}
COMPONENTS: Names = {
    "reading": ("读取", "reading"),
    "tables": ("表格", "tables"),
    "layout": ("版面", "layout"),
    "disclosure": ("结构", "structure"),
    "identity": ("身份", "identity"),
    "narratives": ("叙述", "narratives"),
    "figures": ("数字", "figures"),
    "links": ("核对", "links"),
    "checks": ("勾稽", "checks"),
    "findings": ("发现", "findings"),
    "explanations": ("说明归类", "explanations"),
    "comparison": ("指标", "measures"),
    "store": ("存储", "store"),
}

FIGURES: Names = {
    "amount": ("金额", "amount"),
    "percent": ("百分比", "percent"),
    "percentage_point": ("百分点", "percentage point"),
    "count": ("数量", "count"),
    "delta": ("增减额", "difference"),
}


def named(names: Names, code: str | None) -> str:
    """The name of a code in the reader's language; the code itself where it has none; empty for none."""
    if code is None:
        return ""
    found = names.get(code)
    return code if found is None else say(*found)
