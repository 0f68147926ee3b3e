"""What the report alone has names for: rules, measures, components, roles of evidence."""

from __future__ import annotations

from miner.labels import Names

BASES: Names = {
    "budget": ("与年初预算比", "against the budget"),
    "adjusted_budget": ("与调整预算比", "against the adjusted budget"),
    "last_year": ("与上年比", "against last year"),
    "": ("", ""),
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
