"""What the report alone has names for: rules, components."""

from __future__ import annotations

from miner.labels import Names

BASES: Names = {
    "budget": ("与年初预算比", "against the budget"),
    "adjusted_budget": ("与调整预算比", "against the adjusted budget"),
    "last_year": ("与上年比", "against last year"),
    "": ("", ""),
}
RULES: Names = {
    "LINK": ("正文数字与表格不一致", "a figure of the text differs from its table"),
    "ARITHMETIC": ("正文数字与复算不一致", "a figure of the text differs from its recomputation"),
    "UNIT": ("数字缺少单位", "a figure lacks its unit"),
    "TEMPLATE": ("模板文字没有删去", "words of the template were left in"),
    "DIRECTION": ("增减词语与数字不一致", "a word of direction contradicts its numbers"),
    "LIST": ("列举的科目没有支出", "an account is listed that the table leaves empty"),
    "NAME": ("科目名称与分类不一致", "an account is not called as the classification calls it"),
    "NOUGHT": ("基数为0还写增长率", "a rate of growth from nought"),
    "INCREASE": ("增加额大于增加后的数", "an increase larger than what it came to"),
    "SHARE": ("占比超过100%", "a share of more than the whole"),
    "SLOT": ("模板的空没有填写", "a slot of the template was left empty"),
    "INSTRUCTION": ("填写说明没有删去", "an instruction of the template was left in"),
    "YEAR": ("年份似沿用其他年度", "another year where this one belongs"),
    "WHOSE": ("似沿用其他单位的名称", "another unit where this one belongs"),
    "WHOSE-NAME": ("单位名称写法不一致", "the unit's name in more than one way"),
    "NAME-OLD": ("科目名称是以前年度的", "an account has the name of an earlier year"),
    "LIST-SHORT": ("有支出的科目没有列举", "an account with amounts is not listed"),
    "REASON-MISSING": ("有增减而没有说明原因", "a difference without a reason"),
    "REASON-HALF": ("两个差异只说明了一个", "two differences with a reason for one"),
    "REASON-EMPTY": ("原因只是重复增减", "a reason that only says the difference again"),
    "REASON-AGAINST": ("原因与增减方向相反", "a reason for the opposite"),
    "CARS": ("公务用车保有量多于车辆总数", "more cars kept than owned"),
    "CARS-FEWER": ("公务用车保有量少于车辆总数", "fewer cars kept than owned"),
    "TWICE": ("同一数在两处不同", "one quantity with two amounts"),
    "PURPOSE": ("不同科目的用途是同一句话", "one purpose for several accounts"),
    "TABLE-MISSING": ("缺少法定的表", "a statutory table is missing"),
    "TABLE-BLANK": ("表中没有数字", "a table without its amounts"),
    "MATTER": ("必须公开的内容没有说明", "what must be disclosed is not spoken of"),
    "C-3": ("有支出的科目没有单独说明", "an account with spending is not described"),
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
