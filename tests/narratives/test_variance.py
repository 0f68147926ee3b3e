"""Stated differences in the wordings of many regions."""

from __future__ import annotations

import pytest

from miner.model import SectionRole
from tests.narratives.building import narratives, variances

BUDGET, ADJUSTED, LAST = "budget", "adjusted_budget", "last_year"
RUN = "一般公共服务支出（类）档案事务（款）行政运行（项）"
Expected = list[tuple[str, str, str, str]]

WORDINGS: dict[str, tuple[str, Expected]] = {
    # ----------------------------------------------------------------------------- overall sections, against last year
    "hunan, subject in the sentence before": (
        "2024年度收、支总计120.50万元。与上年相比，增加20.50万元，增长20.5%，主要是因为新增库房建设项目。",
        [("收、支总计", LAST, "up", "新增库房建设项目")],
    ),
    "ministry, each side": (
        "2024年度收、支总计均为120.50万元。与2023年度相比，收、支总计各减少9.50万元，下降7.31%。主要原因：压减一般性支出。",
        [("收、支总计", LAST, "down", "压减一般性支出")],
    ),
    "shanghai": (
        "青河县档案馆2024年度收入支出总计120.50万元。与2023年度相比，收入支出总计增加20.50万元，增长20.50%。主要原因：项目经费增加。",
        [("收入支出总计", LAST, "up", "项目经费增加")],
    ),
    "chongqing, several bases in one paragraph": (
        "2024年度一般公共预算财政拨款支出247.82万元，较上年决算数增加25.12万元，增长11.28%，主要原因是馆藏数字化二期启动。"
        "较年初预算数减少14.82万元，下降5.64%，主要原因是年中收回结余指标。",
        [
            ("一般公共预算财政拨款支出", LAST, "up", "馆藏数字化二期启动"),
            ("一般公共预算财政拨款支出", BUDGET, "down", "年中收回结余指标"),
        ],
    ),
    "chongqing, both bases in one sentence": (
        "2024年度支出合计88万元，较上年决算数增加5万元，增长6.02%，主要原因是工资标准调整，"
        "较年初预算数减少2万元，下降2.22%，主要原因是办公费节约。",
        [("支出合计", LAST, "up", "工资标准调整"), ("支出合计", BUDGET, "down", "办公费节约")],
    ),
    "chongqing, totals apart": (
        "1.总体情况。2024年度收入总计253.42万元，支出总计253.42万元。收支较上年决算数增加26.52万元，增长11.69%，主要原因是新增抢救性修复项目。",
        [("收支", LAST, "up", "新增抢救性修复项目")],
    ),
    "carry-over": (
        "2024年度年末结转和结余6.20万元，较上年决算数减少3.10万元，下降33.33%，主要原因是以前年度结转资金在本年支出。",
        [("年末结转和结余", LAST, "down", "以前年度结转资金在本年支出")],
    ),
    "guangxi, two comparisons and one reason": (
        "支出决算12.60万元，比年初预算增加2.60万元，比去年增加1.20万元，增长10.53%，增加原因主要是档案数字化加工费上涨。",
        [
            ("机关运行经费支出", BUDGET, "up", "档案数字化加工费上涨"),
            ("机关运行经费支出", LAST, "up", "档案数字化加工费上涨"),
        ],
    ),
    "guangxi, stutter": (
        "会议费支出1.20万元，比上年增加0.20万元，增长20%，主要原因是主要是召开全县档案工作会议。",
        [("会议费支出", LAST, "up", "召开全县档案工作会议")],
    ),
    "guangdong, growth from zero": (
        "培训费支出0.80万元，比上年增加0.80万元，增长--（基数为0，不可比），主要是因为组织业务培训。",
        [("培训费支出", LAST, "up", "组织业务培训")],
    ),
    "income and expenditure apart, basis kept": (
        "与2023年度相比，收入总计增加5.10万元，增长4.2%；支出总计减少1.30万元，下降1.1%。",
        [("收入总计", LAST, "up", ""), ("支出总计", LAST, "down", "")],
    ),
    "percent alone": (
        "机关运行经费支出30.20万元，同比下降3.4%，主要系公用经费定额下调所致。",
        [("机关运行经费支出", LAST, "down", "公用经费定额下调")],
    ),
    "numbers of both years": (
        "上年决算数为25.00万元，本年支出决算为20.00万元，减少5.00万元，下降20%，变动原因：退休人员增加。",
        [("机关运行经费支出", LAST, "down", "退休人员增加")],
    ),
    "noun between year and verb": (
        "2024年度财政拨款支出90万元，较2023年度财政拨款支出决算增加10万元，增长12.5%，原因是追加抢修资金。",
        [("财政拨款支出", LAST, "up", "追加抢修资金")],
    ),
    "half-width punctuation": (
        "2024年度财政拨款支出90.00万元,与上年决算相比,减少10.00万元,下降10%,主要原因是:项目完工,不再安排资金.",
        [("财政拨款支出", LAST, "down", "项目完工,不再安排资金")],
    ),
    "grouped figures": (
        "2024年度支出合计1,202.95万元，比上年减少1,000.05万元，下降45.39%。主要原因是：基建项目结束。",
        [("支出合计", LAST, "down", "基建项目结束")],
    ),
    "lines torn in the middle of words": (
        "青河县档案馆2024年度收入支出总计120.50万\n元。与2023年度相比，收入支出总计增加20.50万元，增长20.50%。主要原因：项\n目经费增加。",
        [("收入支出总计", LAST, "up", "项\n目经费增加")],
    ),
    # ---------------------------------------------------------------------------------------------- against the budget
    "total without another word": (
        "2024年度财政拨款支出年初预算数为300.95万元，支出决算数为345.90万元，完成年初预算的114.94%，其中：",
        [("财政拨款支出", BUDGET, "unstated", "")],
    ),
    "anhui, mixed commas": (
        "2024年度“三公”经费支出决算3.10万元,与当年预算相比减少1.20万元，下降27.91%,主要原因是从严控制；与上年决算相比,增加0.10万元，增长3.33%，主要原因是公务车维修增加。",
        [("“三公”经费支出", BUDGET, "down", "从严控制"), ("“三公”经费支出", LAST, "up", "公务车维修增加")],
    ),
    "guangdong, full-year budget": (
        "公务接待费支出决算0.50万元，完成全年预算1.00万元的50%，决算数小于全年预算数的主要原因是接待批次减少。",
        [("公务接待费支出", ADJUSTED, "down", "接待批次减少")],
    ),
    "adjusted budget named shortly later": (
        "公务接待费全年预算数为1.00万元，支出决算为0.50万元，完成全年预算的50%。决算数小于预算数的主要原因是接待批次减少。",
        [("公务接待费", ADJUSTED, "down", "接待批次减少")],
    ),
    "two budgets": (
        "年初预算为5.00万元，调整预算数为6.00万元，支出决算为5.50万元，完成年初预算的110%，完成调整预算的91.67%。",
        [("机关运行经费支出", BUDGET, "unstated", ""), ("机关运行经费支出", ADJUSTED, "unstated", "")],
    ),
    "spent named before planned": (
        "培训费支出决算为0.50万元，年初预算为0.60万元。",
        [("培训费支出", BUDGET, "unstated", "")],
    ),
    "exceeds": (
        "会议费年初预算1.00万元，决算1.30万元，决算数超过预算数，超支原因为增开专题会议。",
        [("会议费", BUDGET, "up", "增开专题会议")],
    ),
    "saved": (
        "会议费预算数1.00万元，决算数0.70万元，比预算节约0.30万元，系视频会议增多。",
        [("会议费", BUDGET, "down", "视频会议增多")],
    ),
    "difference without a direction": (
        "办公设备购置经费年初预算为8.00万元，支出决算为6.00万元，预决算差异原因：部分设备推迟采购。",
        [("办公设备购置经费", BUDGET, "unstated", "部分设备推迟采购")],
    ),
    # -------------------------------------------------------------------------------------------------------- accounts
    "hunan, path in the heading": (
        f"1、{RUN}。\n年初预算为36.25万元，支出决算为37.55万元，完成年初预算的103.59%，决算数大于年初预算数的主要原因是：人员调入。",
        [(RUN, BUDGET, "up", "人员调入")],
    ),
    "shanghai, what it is for": (
        f"2.{RUN}，主要用于：行政人员支出、公用支出。年初预算为36.25万元，支出决算为36.25万元。决算数同预算数持平。",
        [(RUN, BUDGET, "flat", "")],
    ),
    "sichuan, without the budget's amount": (
        f"1.{RUN}: 支出决算为36.00万元，完成预算90%，决算数小于预算数的主要原因是人员调出。",
        [(RUN, BUDGET, "down", "人员调出")],
    ),
    "shanghai budget, quoted path": (
        "3.“文化旅游体育与传媒支出-文物-博物馆”科目40.00万元，主要用于展览。2023年当年预算执行数为50.00万元，"
        "2024年预算安排40.00万元，比2023年预算执行数减少20.00%。主要原因是：展览场次减少。",
        [("文化旅游体育与传媒支出-文物-博物馆", LAST, "down", "展览场次减少")],
    ),
    "chongqing, account by name": (
        "（1）卫生健康支出8.20万元，占3.31%，较年初预算数增加0.20万元，增长2.50%，主要原因是医保基数调整。",
        [("卫生健康支出", BUDGET, "up", "医保基数调整")],
    ),
    "a name with 减 in it": (
        "节能环保支出（类）污染减排（款）生态环境监测与信息（项），主要用于监测支出，年初预算为14.65万元，当年支出决算为14.93万元。决算数大于预算数的主要原因：\n在职人员增加。",
        [("节能环保支出（类）污染减排（款）生态环境监测与信息（项）", BUDGET, "up", "在职人员增加")],
    ),
    # ------------------------------------------------------------------------------------------------------------ 三公
    "three public, items inside a list, reasons behind": (
        "2024年度“三公”经费财政拨款支出决算数比2023年度减少1.00万元，下降20%，其中：因公出国（境）费支出决算与2023年持平；"
        "公务用车购置及运行维护费支出决算减少1.20万元，下降30%；公务接待费支出决算增加0.20万元，增长25%。"
        "公务用车购置及运行维护费支出减少的主要原因是老旧车辆报废。公务接待费支出增加的主要原因是兄弟县来馆交流增多。",
        [
            ("“三公”经费财政拨款支出", LAST, "down", ""),
            ("因公出国（境）费支出", LAST, "flat", ""),
            ("公务用车购置及运行维护费支出", LAST, "down", "老旧车辆报废"),
            ("公务接待费支出", LAST, "up", "兄弟县来馆交流增多"),
        ],
    ),
    "three public, reason of the total after its list": (
        "“三公”经费财政拨款支出年初预算为5.00万元，支出决算为3.00万元，完成预算的60%，其中：公务接待费支出决算为0.40万元，完成预算的40%。"
        "2024年度“三公”经费支出决算数小于预算数的主要原因：落实过紧日子要求。",
        [
            ("“三公”经费财政拨款支出", BUDGET, "down", "落实过紧日子要求"),
            ("公务接待费支出", BUDGET, "unstated", ""),
        ],
    ),
    "three public, split vehicles": (
        "（二）公务用车购置及运行费46.56万元，比2023年预算增加25万元，主要原因是购置公务用车。其中：公务用车购置费25万元，比2023年预算增加25万元，"
        "主要原因是车辆到期更新；公务用车运行费21.56万元，比2023年预算持平，主要原因是保有量不变。",
        [
            ("公务用车购置及运行费", LAST, "up", "购置公务用车"),
            ("公务用车购置费", LAST, "up", "车辆到期更新"),
            ("公务用车运行费", LAST, "flat", "保有量不变"),
        ],
    ),
    "flat without a reason": (
        "因公出国（境）费0万元，与2023年预算持平。",
        [("因公出国（境）费", LAST, "flat", "")],
    ),
    "flat against both": (
        "因公出国（境）费支出0万元，与年初预算数和上年决算数均持平，主要原因是未安排出国任务。",
        [
            ("因公出国（境）费支出", BUDGET, "flat", "未安排出国任务"),
            ("因公出国（境）费支出", LAST, "flat", "未安排出国任务"),
        ],
    ),
    "no change": (
        "公务接待费支出0.40万元，较上年无变化。",
        [("公务接待费支出", LAST, "flat", "")],
    ),
    "vehicles running, figures after the cost pointed back": (
        "公务用车运行维护费3.62万元，费用支出较年初预算数减少0.38万元，下降9.50%，主要原因是用车次数减少。年末公务用车保有量为1辆。",
        [("公务用车运行维护费", BUDGET, "down", "用车次数减少")],
    ),
    "xinjiang, rate of the difference": (
        "2024年度“三公”经费支出全年预算数8.50万元，决算数7.20万元，预决算差异率-15.29%，主要原因是：厉行节约。"
        "其中：因公出国（境）费支出全年预算数0万元，决算数0万元，预决算差异率0%，主要原因是：无出国安排；"
        "公务接待费全年预算数1万元，决算数0万元，预决算差异率-100%，主要原因是：未接待。",
        [
            ("“三公”经费支出", ADJUSTED, "unstated", "厉行节约"),
            ("因公出国（境）费支出", ADJUSTED, "unstated", "无出国安排"),
            ("公务接待费", ADJUSTED, "unstated", "未接待"),
        ],
    ),
    "jiangsu, two budgets and a difference": (
        "公务用车运行维护费支出预算5万元，支出决算4万元，完成调整后预算的80%，决算数与预算数的差异原因：节约用车。",
        [
            ("公务用车运行维护费支出", BUDGET, "unstated", ""),
            ("公务用车运行维护费支出", ADJUSTED, "unstated", "节约用车"),
        ],
    ),
    "beijing, quoted names with levels": (
        "“教育支出”（类）2024年度决算100万元，比2024年年初预算减少10万元，下降9.09%。主要原因：压减培训。",
        [("“教育支出”（类）", BUDGET, "down", "压减培训")],
    ),
    "sichuan, shares with comparisons in the items": (
        "1.因公出国（境）经费支出0万元，完成预算0%。全年安排因公出国（境）团组0次。\n"
        "2.公务接待费支出2万元，完成预算40%。公务接待费支出决算比2023年减少0.8万元，下降28.57%。主要原因是接待批次减少。"
        "其中：国内公务接待支出2万元，主要用于开展业务活动开支的用餐费。",
        [
            ("因公出国（境）经费支出", BUDGET, "unstated", ""),
            ("公务接待费支出", BUDGET, "unstated", ""),
            ("公务接待费支出", LAST, "down", "接待批次减少"),
        ],
    ),
    "parts of a sum with their own reasons": (
        "基本支出200万元，与2023年相比，增加20万元，增长11.1%，其中：人员经费180万元，增加18万元，增长11.1%，增加的主要原因是调资；"
        "公用经费20万元，增加2万元，增长11.1%，增加的主要原因是物价上涨。",
        [
            ("基本支出", LAST, "up", ""),
            ("人员经费", LAST, "up", "调资"),
            ("公用经费", LAST, "up", "物价上涨"),
        ],
    ),
    "a label before the year": (
        "培训费：2024年支出1万元，较上年减少0.5万元，主要原因：线上培训增多，线下减少。差旅费：2024年支出3万元，较上年增加1万元，主要原因：外出学习增多。",
        [("培训费", LAST, "down", "线上培训增多，线下减少"), ("差旅费", LAST, "up", "外出学习增多")],
    ),
    "a half-filled template": (
        "公务接待费支出0.40万元，与2023年相比，下降（增长）27.78%。",
        [("公务接待费支出", LAST, "unstated", "")],
    ),
    # --------------------------------------------------------------------------------------------------------- reasons
    "several causes in one reason": (
        "机关运行经费支出80万元，比2023年度增加4万元，增长5.26%。主要原因是人员变动，导致福利费增加；公务用车维修支出增加。",
        [("机关运行经费支出", LAST, "up", "人员变动，导致福利费增加；公务用车维修支出增加")],
    ),
    "marked causes with figures": (
        "机关运行经费支出80万元，比2023年度增加4万元。主要原因：一是办公费增加3万元；二是差旅费增加1万元。政府采购另行说明如下：",
        [("机关运行经费支出", LAST, "up", "一是办公费增加3万元；二是差旅费增加1万元")],
    ),
    "marked causes over sentences": (
        "机关运行经费支出80万元，比2023年度增加4万元。主要原因：一是新进人员3名。二是物业服务费上涨。",
        [("机关运行经费支出", LAST, "up", "一是新进人员3名。二是物业服务费上涨")],
    ),
    "a second sentence that goes on": (
        "机关运行经费支出80万元，比2023年度减少4万元，下降4.76%。主要原因是严控运行成本。同时压减了差旅费。",
        [("机关运行经费支出", LAST, "down", "严控运行成本。同时压减了差旅费")],
    ),
    "a second sentence that states something else": (
        "机关运行经费支出80万元，比2023年度减少4万元，下降4.76%。主要原因是严控运行成本。机关运行经费主要用于办公费、差旅费等。",
        [("机关运行经费支出", LAST, "down", "严控运行成本")],
    ),
    "the list that follows is no reason": (
        "一般公共预算财政拨款支出年初预算为90万元，支出决算为80万元，完成年初预算的88.89%。决算数小于预算数的主要原因：项目未完工，其中库房改造完成60%。其中：",
        [("一般公共预算财政拨款支出", BUDGET, "down", "项目未完工，其中库房改造完成60%")],
    ),
    "a comparison inside a reason": (
        "财政拨款收入支出总计90万元。与2023年度相比，财政拨款收入支出总计增加9万元，增长11%。主要原因：项目支出增加，较上年增加8万元，主要由于库房装修等。",
        [("财政拨款收入支出总计", LAST, "up", "项目支出增加，较上年增加8万元，主要由于库房装修等")],
    ),
    "one reason for two that are named together": (
        "财政拨款收入90万元，比2023年预算减少9万元；事业收入0万元。\n财政拨款支出预算90万元，比2023年预算减少9万元。其中，一般公共预算拨款支出预算90万元，比2023年预算减少9万元。\n"
        "财政拨款收入支出减少的主要原因是项目调整。",
        [
            ("财政拨款收入", LAST, "down", "项目调整"),
            ("财政拨款支出", LAST, "down", "项目调整"),
            ("一般公共预算拨款支出", LAST, "down", ""),
        ],
    ),
    "the reason comes first": (
        "培训费支出1.20万元，与上年相比，因组织新进人员轮训，增加0.60万元，增长100%。",
        [("培训费支出", LAST, "up", "组织新进人员轮训")],
    ),
    "the reason comes before the figures and after the budget": (
        "培训费年初预算为2.00万元，支出决算为1.20万元，由于培训改为线上，减少0.80万元，下降40%。",
        [("培训费", BUDGET, "down", "培训改为线上")],
    ),
    "lead-in without a colon": (
        f"{RUN}。年初预算为0万元，支出决算为2.80万元。决算数大于预算数的主要原因年中新增抢救性修复项目。",
        [(RUN, BUDGET, "up", "年中新增抢救性修复项目")],
    ),
    "reason in the next paragraph": (
        "2024年度支出合计88万元，比上年增加5万元，增长6.02%。\n主要原因：在职人员增加。",
        [("支出合计", LAST, "up", "在职人员增加")],
    ),
    "no reason given": (
        "2024年度支出合计88万元，比上年增加5万元，增长6.02%。\n其中：基本支出60万元，占68.18%。",
        [("支出合计", LAST, "up", "")],
    ),
    "what the money bought is no reason": (
        "公务用车运行维护费年初预算为2.00万元，支出决算为2.00万元，主要是燃料费、保险费等支出。",
        [("公务用车运行维护费", BUDGET, "unstated", "")],
    ),
    "figures are no reason": (
        "2024年度支出合计88万元，比上年增加5万元。主要原因是增加5万元。",
        [("支出合计", LAST, "up", "")],
    ),
    "placeholder reason": (
        "2024年度支出合计88万元，比上年增加5万元，增长6.02%。主要原因是XXXXXX。",
        [("支出合计", LAST, "up", "")],
    ),
}


@pytest.mark.parametrize(("text", "expected"), WORDINGS.values(), ids=WORDINGS)
def test_wordings(text: str, expected: Expected) -> None:
    assert variances(text, title="（一）机关运行经费支出情况说明") == expected


NOTHING: dict[str, str] = {
    "shares": "2024年度收入合计120.50万元，其中：财政拨款收入100万元，占82.99%；其他收入20.50万元，占17.01%。",
    "spending alone": "公务接待费支出决算0万元，因公出国（境）费支出决算0万元。",
    "budget alone": "2024年本部门财政拨款的机关运行经费预算为2,517.78万元。",
    "share of the total": "一般公共预算财政拨款支出90万元，占本年支出合计的100%。",
    "vehicles": "截至2024年12月31日，本部门共有车辆4辆，比上年减少1辆，主要是报废处置。",
    "receptions": "国内公务接待3批次、22人次，比上年减少2批次。",
    "a blank form": "收入支出总计XXX万元。与2023年度相比，收入支出总计增加（减少）XXX万元，增长（下降）XX%。"
    "主要原因：XXXXXXXX。（如持平作持平表述）",
    "a blank item": "年初预算为XXX万元，支出决算为XXX万元。决算数大于（小于）预算数的主要原因：XXXXXXXX。",
    "empty slots": "与上年相比，增加 万元，增长 %，主要原因是 。",
    "instructions": "按上述格式依次说明到各项级科目，预决算持平的不用说明变动原因。",
    "found problems": "绩效自评中共发现问题0个，已经完成整改的0个，正在整改的0个。",
    "staff": "与上年相比，人员编制增加5名。",
    "unfinished comparison": "与上年相比情况如下：",
    "nothing to account for": "2024年度本单位无政府性基金收支。",
    "purchases": "2024年度政府采购支出总额8.60万元，其中：货物支出7.01万元、服务支出1.59万元。",
}


@pytest.mark.parametrize("text", NOTHING.values(), ids=NOTHING)
def test_no_variance(text: str) -> None:
    assert variances(text, title="（一）机关运行经费支出情况说明") == []


def test_definitions_are_no_variances() -> None:
    text = "五、年初结转和结余：指比上年增加的资金，主要原因是未完成的项目，较上年增加5万元。"
    assert variances(text, role=SectionRole.TERMS) == []


def test_results_of_work_are_no_variances() -> None:
    text = "全县接收档案3万卷，比上年增长5%，固定资产投资10亿元，比上年增长4%。税收收入8亿元，较上年增长3%。"
    assert variances(text, role=SectionRole.PERFORMANCE) == []


def test_accounts_in_a_performance_report_are_variances() -> None:
    text = "“三公”经费支出3.00万元，较上年减少1.00万元，下降25%，主要原因是公务用车减少。"
    found = variances(text, role=SectionRole.PERFORMANCE)
    assert found == [("“三公”经费支出", LAST, "down", "公务用车减少")]


def test_a_project_completed_by_share_is_no_variance() -> None:
    text = "档案修复项目全年预算数为10万元，执行数为9万元，完成预算的90%。"
    assert variances(text, role=SectionRole.PERFORMANCE) == []


@pytest.mark.parametrize(
    ("words", "basis"),
    [
        ("2023年度决算数", LAST),
        ("2023年预算", LAST),
        ("2023年（上一年度，下同）预算", LAST),
        ("上年决算", LAST),
        ("上一年度", LAST),
        ("去年", LAST),
        ("2024年预算", BUDGET),
        ("2024年年初预算", BUDGET),
        ("年初预算数", BUDGET),
        ("当年预算", BUDGET),
        ("调整预算数", ADJUSTED),
        ("全年预算数", ADJUSTED),
    ],
)
def test_what_it_is_compared_with(words: str, basis: str) -> None:
    found = variances(f"会议费支出1.00万元，比{words}增加0.20万元，增长25%。")
    assert found == [("会议费支出", basis, "up", "")]


@pytest.mark.parametrize(
    ("word", "direction"),
    [
        ("增加", "up"),
        ("增长", "up"),
        ("上升", "up"),
        ("超支", "up"),
        ("增", "up"),
        ("多支出", "up"),
        ("多", "up"),
        ("减", "down"),
        ("少", "down"),
        ("减少", "down"),
        ("下降", "down"),
        ("降低", "down"),
        ("节约", "down"),
    ],
)
def test_directions_with_a_figure(word: str, direction: str) -> None:
    assert variances(f"会议费支出1.00万元，较年初预算{word}0.20万元。") == [("会议费支出", BUDGET, direction, "")]


@pytest.mark.parametrize(
    ("word", "direction"),
    [
        ("大于", "up"),
        ("高于", "up"),
        ("超过", "up"),
        ("小于", "down"),
        ("低于", "down"),
        ("等于", "flat"),
        ("与", "flat"),
        ("同", "flat"),
    ],
)
def test_directions_between_the_sums(word: str, direction: str) -> None:
    tail = "持平" if word in "与同" else ""
    found = variances(f"会议费年初预算为1万元，支出决算为1万元，决算数{word}年初预算数{tail}。")
    assert found == [("会议费", BUDGET, direction, "")]


def test_a_year_long_past_without_a_reason_is_no_record() -> None:
    assert variances("会议费支出1.00万元，比2019年增加0.20万元，增长25%。") == []


def test_the_code_of_a_path_and_of_a_name() -> None:
    text = (
        f"{RUN}。年初预算为1万元，支出决算为2万元。\n卫生健康支出8.20万元，较年初预算数增加0.20万元。\n"
        "会议费支出1万元，较年初预算数增加0.20万元。"
    )
    assert [one.account_code for one in narratives(text)] == ["2012601", "210", ""]


def test_the_subject_comes_from_the_title_where_the_sentence_names_none() -> None:
    found = variances("较上年增加2万元，增长10%。", title="十、关于机关运行经费支出说明")
    assert [one[0] for one in found] == ["机关运行经费支出"]


def test_the_narrative_says_where_it_stands() -> None:
    text = (
        "2024年度支出合计88万元,比上年增加5万元。\n主要原因是：按照上级要求充实基层档案工作力量后在职在编的\n人员增加。"
    )
    (one,) = narratives(text, title="三、支出决算情况说明")
    whole = f"三、支出决算情况说明\n{text}"
    assert whole[one.char_start : one.char_end] == one.text
    assert one.reason_start is not None
    assert one.reason_end is not None
    assert (
        whole[one.reason_start : one.reason_end]
        == one.reason
        == "按照上级要求充实基层档案工作力量后在职在编的\n人员增加"
    )
    assert one.text.startswith("2024年度支出合计88万元")
    assert one.text.endswith("人员增加")


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("2024年度基本支出中列支会议费1.20万元，较上年决算数增加0.20万元，增长20%，主要原因是会期长。", "会议费"),
        ("列支培训费3.47万元，较上年决算数减少0.77万元，下降18.16%，主要原因是厉行节约。", "培训费"),
        ("2024年度取得财政拨款收入480.00万元，较上年决算数增加30.00万元，主要原因是调资。", "财政拨款收入"),
        (
            "2024年度各类资金年末结转和结余共20.00万元，较上年决算数减少10.00万元，主要原因是加快支出。",
            "年末结转和结余",
        ),
        (
            "一般公共预算财政拨款支出全年共450.00万元，与上年相比减少5.00万元，主要原因是项目结束。",
            "一般公共预算财政拨款支出",
        ),
    ],
)
def test_a_verb_before_the_subject_is_no_part_of_it(text: str, subject: str) -> None:
    (one,) = narratives(text, "（一）收支情况说明", SectionRole.EXPLANATION)
    assert one.subject == subject


@pytest.mark.parametrize(
    "aside", ["由于年初预算为0，无法计算百分比", "因年初预算为0，不可比", "因年初未安排，无法计算完成率"]
)
def test_why_a_rate_is_missing_is_no_reason(aside: str) -> None:
    text = f"年初预算为0万元，支出决算为12.30万元，{aside}，决算数大于年初预算数的主要原因是：年中追加苗木款。"
    (one,) = narratives(text, "1.农林水支出（类）林业和草原（款）森林资源培育（项）", SectionRole.EXPLANATION)
    assert (one.direction, one.reason) == ("up", "年中追加苗木款")


@pytest.mark.parametrize("mark", ["（10）", "(12)", "10.", "（三）"])
def test_the_mark_of_an_item_is_no_part_of_its_account(mark: str) -> None:
    text = f"{mark}农林水支出（类）林业和草原（款）森林资源培育（项）支出18.19万元，较年初预算数增加0.35万元，主要原因是人员变动。"
    (one,) = narratives(text, "（三）一般公共预算财政拨款支出决算具体情况", SectionRole.EXPLANATION)
    assert one.subject == "农林水支出（类）林业和草原（款）森林资源培育（项）"
