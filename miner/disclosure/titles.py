"""What titles mean: the kind of a table by its title, the role of a section by its heading.

Titles are the one thing that regions agree on: the tables' order and numbers differ (三公 is ninth in Hunan and seventh in
Shanghai), and so do their columns.
"""

from __future__ import annotations

import re

from miner.model import SectionRole, TableKind

_NOISE = re.compile(r"[\s“”\"'‘’《》〈〉「」]|[（(](?:续|公开\d*表|含[^）)]*)[)）]")
_ATTACHED = re.compile(
    r"^(?:(?:附表|附件|表)[一二三四五六七八九十\d]{0,3}[、.．:：]?|[一二三四五六七八九十\d]{1,3}[、.．:：])"
)
TABLE_NUMBER = re.compile(
    r"(?:公开|附表|部门公开|预算公开|预公开|财决公开|决算公开|财公开)\s*(\d{1,2}|[一二三四五六七八九十]{1,2})\s*表?|(?<![本此下上该各])表\s*(\d{1,2}|[一二三四五六七八九十]{1,2})(?!\S*[年月])"
)
"""A table's printed number, 公开01表, 表5 …"""
UNIT = re.compile(r"(?:金额)?单位\s*[:：]\s*(?:人民币)?\s*(亿元|百万元|万元|千元|元)")
"""The unit of a table's amounts. 单位：某某局 is a name, not a unit."""

_DETAIL = re.compile(
    r"项目支出|经济分类支出(?!.*基本)|支出决算明细表|支出明细表|资产|绩效|目标|政府采购|购买服务|债务|转移支付|机关运行(?!经费).*表$"
)
_WHOSE = r"(?:^|部门|单位|本年|总体|年度?|[局委办心府院校馆所站队会厅镇乡处社团]|[)）])"
"""What may stand before the plainest titles: 会议费支出决算表 is not the 支出决算表."""
_KINDS: tuple[tuple[TableKind, re.Pattern[str]], ...] = (
    (TableKind.OTHER, re.compile(r"(?:政府性基金|国有资本).*三公")),
    (TableKind.THREE_PUBLIC, re.compile(r"三公|机构运行信息")),
    (TableKind.GENERAL_BUDGET_BASIC_EXPENDITURE, re.compile(r"(?:一般公共预算|财政拨款).*基本支出(?!.*项目支出)|^基本支出决算明细表")),
    (TableKind.OTHER, _DETAIL),
    (TableKind.GOVERNMENT_FUND, re.compile(r"政府性基金")),
    (TableKind.STATE_CAPITAL, re.compile(r"国有资本经营")),
    (TableKind.GENERAL_BUDGET_EXPENDITURE, re.compile(r"一般公共预算(?:财政拨款|拨款|当年拨款)?(?:收入)?支出(?!.*总表).*表")),
    (
        TableKind.FISCAL_APPROPRIATION_SUMMARY,
        re.compile(r"财政拨款(?:收入(?:与|和)?支出|收支|收、支)(?:决算|预算)?总?表"),
    ),
    (
        TableKind.INCOME_EXPENDITURE_SUMMARY,
        re.compile(r"(?:收入支出|收支|收、支)(?:决算|预算)?(?:总体情况)?总?表"),
    ),
    (TableKind.GENERAL_BUDGET_EXPENDITURE, re.compile(r"财政拨款支出(?:决算|预算)表")),
    (TableKind.EXPENDITURE, re.compile(_WHOSE + r"支出(?:决算|预算)?(?:总)?表")),
    (TableKind.INCOME, re.compile(_WHOSE + r"收入(?:决算|预算)?(?:总)?表")),
)  # fmt: skip
_TABLE_TITLE = re.compile(r".{2,42}表(?:[（(][^）)]{1,16}[)）])?$")
_NOT_A_TITLE = re.compile(
    r"[。；;，]|本表|此表|附表后|详见|见附|见表|报表$|代表$|列表$|如下表|年报表|领导|发表$|统计表明"
)


def clean_title(text: str) -> str:
    """A title without blanks, quotation marks and its numbering."""
    return _ATTACHED.sub("", _NOISE.sub("", text), count=1)


def is_table_title(text: str) -> bool:
    """True for a short line that names a table."""
    text = _NOISE.sub("", text)
    return bool(_TABLE_TITLE.fullmatch(text)) and not _NOT_A_TITLE.search(text)


def table_kind(title: str) -> TableKind:
    """The kind of a table by its title; anything that is not one of the nine is ``OTHER``."""
    text = clean_title(title)
    for kind, pattern in _KINDS:
        if pattern.search(text):
            return kind
    return TableKind.OTHER


_ROLES: tuple[tuple[SectionRole, re.Pattern[str]], ...] = (
    (SectionRole.TERMS, re.compile(r"名词解释|专业名词|专业性名词|名词说明")),
    (SectionRole.TABLES, re.compile(r"(?:决算|预算|公开)(?:公开)?(?:报表|表)$|^附表|报表附件")),
    (SectionRole.PROCUREMENT, re.compile(r"政府采购")),
    (SectionRole.ASSETS, re.compile(r"国有资产|资产占(?:用|有)")),
    (SectionRole.PERFORMANCE, re.compile(r"绩效(?!工资|奖)")),
    (
        SectionRole.EXPLANATION,
        re.compile(
            r"(?:决算|预算|编制|收支)(?:情况)?(?:的)?说明|情况说明|三公|机关运行经费"
            r"|重要事项|需要说明|总体情况|项目经费"
        ),
    ),
    (SectionRole.ANNEX, re.compile(r"^附件|^附 ?件|附件$")),
    (SectionRole.OVERVIEW, re.compile(r"概况|职责|职能|机构设置|基本情况|单位构成|部门简介|单位简介|主要工作")),
)


def section_role(title: str, parent: SectionRole | None) -> SectionRole:
    """What a section is about: by its own title where that says it, else what the section above is about.

    Below 名词解释 everything is a term; below an annex or a performance report everything stays that.
    """
    if parent in (SectionRole.TERMS, SectionRole.PERFORMANCE, SectionRole.OVERVIEW):
        return parent
    text = _NOISE.sub("", title)
    for role, pattern in _ROLES:
        if pattern.search(text):
            return role
    return parent or SectionRole.OTHER
