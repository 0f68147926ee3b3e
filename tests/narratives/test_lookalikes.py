"""Sentences that only look like comparisons of money."""

from __future__ import annotations

import pytest

from miner.model import SectionRole
from tests.narratives.building import variances

NOTHING: dict[str, tuple[str, SectionRole]] = {
    "growth of the economy among the duties": (
        "负责全县经济运行调度，2024年地区生产总值增长5.5%左右，固定资产投资增长6%，社会消费品零售总额增长7%。",
        SectionRole.OVERVIEW,
    ),
    "revenue of the county among the results": (
        "全年一般公共预算收入完成8.60亿元，同比增长6.2%，税收收入占比提高2个百分点。",
        SectionRole.PERFORMANCE,
    ),
    "a target": ("力争到2025年单位国内生产总值能耗比2020年下降13.5%。", SectionRole.OVERVIEW),
    "income of residents": ("城乡居民人均可支配收入分别增长4.8%、6.5%。", SectionRole.PERFORMANCE),
    "staff": ("年末在职人员46人，比上年增加3人；退休人员21人，较上年增加2人。", SectionRole.OVERVIEW),
    "staff in an explanation": ("2024年末实有人数46人，较上年减少2人，主要原因是2人退休。", SectionRole.EXPLANATION),
    "pupils": ("2024年在校学生1,286人，比上年增加112人，增长9.5%。", SectionRole.EXPLANATION),
    "an indicator": ("数量指标：培训人次≥300人次，较上年提高10%；满意度指标≥95%。", SectionRole.PERFORMANCE),
    "an indicator's score": ("预算执行率得分9.5分，较上年提高0.5分。", SectionRole.PERFORMANCE),
    "execution of a project": (
        "项目全年预算数为50.00万元，执行数为48.00万元，完成预算的96%。",
        SectionRole.PERFORMANCE,
    ),
    "policy on standards": (
        "根据有关规定，一般性支出压减比例不低于5%，“三公”经费只减不增。",
        SectionRole.EXPLANATION,
    ),
    "duty of control": ("严格控制“三公”经费，确保“三公”经费支出逐年下降。", SectionRole.PERFORMANCE),
    "prices": ("粮食收购价格比上年上涨3%，居民消费价格上涨0.2%。", SectionRole.PERFORMANCE),
    "areas": ("完成造林2,400亩，较上年增加300亩。", SectionRole.EXPLANATION),
    "cases": ("全年受理案件1,203件，同比上升12.3%。", SectionRole.PERFORMANCE),
    "visitors": ("接待国内游客36.2万人次，比上年增长18%。", SectionRole.PERFORMANCE),
    "shares of purchases": ("授予小微企业合同金额60.00万元，占授予中小企业合同金额的75%。", SectionRole.EXPLANATION),
    "vehicles": ("公务用车保有量5辆，较上年减少1辆。", SectionRole.EXPLANATION),
    "meetings held": ("召开会议12次，比上年减少3次，参会人数450人。", SectionRole.EXPLANATION),
    "no budget of that sort": ("2024年度无政府性基金预算财政拨款收入，也无支出。", SectionRole.EXPLANATION),
    "structure": ("基本支出200.00万元，占66.67%；项目支出100.00万元，占33.33%。", SectionRole.EXPLANATION),
    "rounding": (
        "本说明金额以万元为单位，四舍五入可能存在尾差，与公开表格数据不一致的以表格为准。",
        SectionRole.EXPLANATION,
    ),
    "a question of form": ("增减变化情况及原因详见附表。", SectionRole.EXPLANATION),
    "a name with 增": ("增值税及附加支出2.00万元，新增债务还本支出0.00万元。", SectionRole.EXPLANATION),
    "a name with 减": ("减税降费专项工作经费3.00万元，用于宣传。", SectionRole.EXPLANATION),
}


@pytest.mark.parametrize(("text", "role"), NOTHING.values(), ids=NOTHING)
def test_no_variance(text: str, role: SectionRole) -> None:
    assert variances(text, title="（一）有关情况的说明", role=role) == []
