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
MEASURES: Names = {
    "differences_due": ("需说明原因的差异", "differences that ask for a reason"),
    "differences_unexplained": ("其中没有说明原因的", "of these without a reason"),
    "reason_coverage": ("说明率（有原因的差异所占比重）", "differences with a reason, share"),
    "explained_money": ("说明了原因的差异金额（元）", "differences with a reason, in yuan"),
    "unexplained_money": ("没有说明原因的差异金额（元）", "differences without a reason, in yuan"),
    "explained_money_share": ("说明率（按金额）", "differences with a reason, share of the money"),
    "narratives_variance": ("差异说明", "variances"),
    "narratives_project": ("项目", "projects"),
    "narratives_problem": ("问题", "problems"),
    "narratives_measure": ("改进措施", "measures for improvement"),
    "narrative_characters": ("叙述字数", "characters of the narratives"),
    "sentence_characters": ("每句字数", "characters in a sentence"),
    "clause_characters": ("每分句字数（徐巍等R1）", "characters in a clause (Xu et al., R1)"),
    "long_sentence_share": ("长句率（超过60字）", "long sentences, share (more than 60 characters)"),
    "characters": ("正文字数", "characters of the text"),
    "figures": ("正文数字", "figures of the text"),
    "figure_density": ("每千字数字", "figures in 1,000 characters"),
    "link_rate": ("数字核对率", "figures that are backed, share"),
    "findings_error": ("错误", "errors"),
    "findings_warning": ("警告", "warnings"),
    "findings_hint": ("提示", "hints"),
    "redundancy": ("文内重复率", "repetition inside the document"),
    "budget_execution": ("预算执行率（决算/年初预算）", "final accounts / initial budget"),
    "budget_execution_adjusted": ("预算执行率（决算/全年预算）", "final accounts / adjusted budget"),
    "boilerplate_share": ("套话率（按条）", "boilerplate, share of explanations"),
    "boilerplate_character_share": ("套话率（按字数）", "boilerplate, share of characters"),
    "boilerplate_cluster_share": ("相近说法率", "explanations like other departments', share"),
    "boilerplate_share_low": ("套话率区间下限（95%）", "boilerplate, lower end of its 95 % interval"),
    "boilerplate_share_high": ("套话率区间上限（95%）", "boilerplate, upper end of its 95 % interval"),
    "boilerplate_money_share": ("套话率（按金额）", "boilerplate, share of the money explained"),
    "surprisal": ("平均惊异度（比特）", "surprisal, mean, in bits"),
    "stickiness_templates": ("沿用上年说法率", "explanations of last year's templates, share"),
    "repetition": ("文内同一说法率", "explanations repeated in the document, share"),
    "empty_share": ("无内容说明率", "explanations that say nothing, share"),
    "contradiction_share": ("方向相反说明率", "explanations for the other direction, share"),
    "cause_personnel": ("原因：人员变动", "cause: staff changes"),
    "cause_pay_and_contributions": ("原因：工资与社保基数", "cause: pay and contribution bases"),
    "cause_policy": ("原因：政策标准变化", "cause: changes of policy or standard"),
    "cause_project_progress": ("原因：项目进度与跨年", "cause: project progress, work over the year's end"),
    "cause_project_ended": ("原因：项目完成或减少", "cause: projects over or fewer"),
    "cause_new_project": ("原因：新增项目或任务", "cause: new projects or tasks"),
    "cause_superior_funds": ("原因：上级资金", "cause: funds of higher levels"),
    "cause_austerity": ("原因：厉行节约、压减支出", "cause: thrift and cuts"),
    "cause_not_in_initial_budget": (
        "原因：年初未编入或代编",
        "cause: not in the initial budget, or budgeted by others",
    ),
    "cause_budget_adjustment": ("原因：预算调整追加", "cause: budget adjusted or added to during the year"),
    "cause_estimate": ("原因：预算测算偏差", "cause: budget estimated too high or too low"),
    "cause_reorganisation": ("原因：机构改革与职能划转", "cause: reorganisation and transfer of duties"),
    "cause_carry_over": ("原因：结转结余资金", "cause: money carried over"),
    "cause_price": ("原因：价格、采购与造价", "cause: prices, procurement, settled costs"),
    "cause_not_incurred": ("原因：业务未发生", "cause: the business did not take place"),
    "cause_workload": ("原因：工作需要与业务量", "cause: needs of the work, volume of business"),
    "cause_assets": ("原因：购置、更新与维修", "cause: purchase, renewal and repair"),
    "cause_emergency": ("原因：疫情灾害等突发事件", "cause: epidemics, disasters and other emergencies"),
    "cause_accounting": ("原因：科目与核算口径变化", "cause: accounts or accounting rules changed"),
    "cause_one_off": ("原因：一次性因素与基数", "cause: one-off items and low or high bases"),
    "cause_revenue": ("原因：收入与财力", "cause: income, and what the treasury can afford"),
    "cause_as_budgeted": ("原因：按预算执行", "cause: spent as budgeted"),
    "cause_empty": ("原因：循环或无内容", "cause: circular: says only that there is a difference"),
    "cause_unsure": ("原因：不明确", "cause: not clear"),
    "cause_diversity": ("原因种类（有效数）", "causes, effective number"),
    "mandated_distance": ("与规定格式的距离", "distance from the mandated form"),
    "lsl_boilerplate": ("套话率（Lang–Stice-Lawrence）", "boilerplate (Lang and Stice-Lawrence)"),
    "dyer_boilerplate": ("套话率（Dyer等）", "boilerplate (Dyer et al.)"),
    "dyer_stickiness": ("沿用率（Dyer等）", "stickiness (Dyer et al.)"),
    "dyer_redundancy": ("重复率（Dyer等）", "redundancy (Dyer et al.)"),
    "hope_specificity": ("具体性（Hope等）", "specificity (Hope et al.)"),
    "hard_information": ("硬信息（Blankespoor）", "hard information (Blankespoor)"),
    "sentence_words": ("每句词数", "words in a sentence"),
    "linking_share": ("副词连词率（徐巍等R2）", "adverbs and conjunctions, share (Xu et al., R2)"),
    "year_on_year_cosine": ("与上年相似度（余弦）", "like last year's (cosine)"),
    "year_on_year_jaccard": ("与上年相似度（Jaccard）", "like last year's (Jaccard)"),
    "year_on_year_edit": ("与上年相似度（编辑距离）", "like last year's (edit distance)"),
    "brown_tucker_modification": ("改动得分（Brown–Tucker）", "modification score (Brown and Tucker)"),
    "hanley_hoberg_informative": ("信息含量（Hanley–Hoberg）", "informative content (Hanley and Hoberg)"),
}

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
