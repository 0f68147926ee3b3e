"""Problems and improvement measures, point by point."""

from __future__ import annotations

import pytest

from miner.model import NarrativeKind, SectionRole
from miner.narratives import find_narratives
from tests.narratives.building import disclosure, narratives, section

PROBLEM, MEASURE = "problem", "measure"


def points(text: str, title: str = "", role: SectionRole = SectionRole.PERFORMANCE) -> list[tuple[str, str]]:
    kinds = (NarrativeKind.PROBLEM, NarrativeKind.MEASURE)
    return [(str(one.kind), one.text) for one in narratives(text, title, role) if one.kind in kinds]


CASES: dict[str, tuple[str, str, list[tuple[str, str]]]] = {
    "marks": (
        "七、存在的问题及原因分析",
        "一是目标不够完备。虽然设立了目标，但不够量化。二是监控还需加强。",
        [(PROBLEM, "目标不够完备。虽然设立了目标，但不够量化"), (PROBLEM, "监控还需加强")],
    ),
    "a paragraph without marks is one point": (
        "（三）存在的问题及原因分析",
        "绩效管理专业性强。目前缺乏专业人才。",
        [(PROBLEM, "绩效管理专业性强。目前缺乏专业人才")],
    ),
    "a sentence that opens the list is none": (
        "三、存在的主要问题",
        "主要存在以下问题：一是人手不足；二是经费紧张。",
        [(PROBLEM, "人手不足"), (PROBLEM, "经费紧张")],
    ),
    "measures that are going to be taken": (
        "（二）项目绩效自评结果",
        "发现的问题及原因：一是支付前低后高。二是回避执行不严。\n下一步拟采取的改进措施：一是按月编排。二是评委抽选。",
        [(PROBLEM, "支付前低后高"), (PROBLEM, "回避执行不严"), (MEASURE, "按月编排"), (MEASURE, "评委抽选")],
    ),
    "a last paragraph that points elsewhere is none": (
        "（三）下一步改进措施",
        "1.核定安全库存。\n2.入冬前完成调剂。\n《项目支出绩效自评表》附于第四部分各表之后。",
        [(MEASURE, "核定安全库存"), (MEASURE, "入冬前完成调剂")],
    ),
    "ordinals": (
        "四、有关建议",
        "第一，完善制度。第二，加强培训，提高能力。",
        [(MEASURE, "完善制度"), (MEASURE, "加强培训，提高能力")],
    ),
    "circled": (
        "六、存在的问题",
        "主要表现在以下方面：①制度不健全；②执行不到位；③监督不够。",
        [(PROBLEM, "制度不健全"), (PROBLEM, "执行不到位"), (PROBLEM, "监督不够")],
    ),
    "numbered paragraphs": (
        "五、下一步改进措施",
        "针对存在的问题，我单位将采取以下措施：\n（一）加强预算管理。细化预算。\n（二）强化监督。",
        [(MEASURE, "加强预算管理。细化预算"), (MEASURE, "强化监督")],
    ),
    "half-width numbers": (
        "三、存在的主要问题及原因分析",
        "1.预算编制不够精细。部分项目测算依据不足。\n2.绩效管理意识不强.",
        [(PROBLEM, "预算编制不够精细。部分项目测算依据不足"), (PROBLEM, "绩效管理意识不强")],
    ),
    "plain paragraphs": (
        "七、改进措施",
        "加强学习，提升业务能力。\n健全内控制度，规范流程。",
        [(MEASURE, "加强学习，提升业务能力"), (MEASURE, "健全内控制度，规范流程")],
    ),
    "both in one section": (
        "六、存在的问题和下一步工作措施",
        "存在的主要问题：一是人手不足；二是资金紧张。下一步工作措施：一是增加人手；二是争取资金。",
        [(PROBLEM, "人手不足"), (PROBLEM, "资金紧张"), (MEASURE, "增加人手"), (MEASURE, "争取资金")],
    ),
    "leads inside a paragraph": (
        "（二）项目绩效自评情况",
        "评价结果为优。发现的主要问题及原因：指标设置不够细化。下一步改进措施：加强绩效培训。",
        [(PROBLEM, "指标设置不够细化"), (MEASURE, "加强绩效培训")],
    ),
    "a cited year or sum is no mark": (
        "六、存在的问题",
        "一是2024年预算执行率只有80.5%；二是结转3.20万元未用完。",
        [(PROBLEM, "2024年预算执行率只有80.5%"), (PROBLEM, "结转3.20万元未用完")],
    ),
    "what falls short": (
        "五、有待改进的方面",
        "一是台账登记不全。二是信息公开不够及时。",
        [(PROBLEM, "台账登记不全"), (PROBLEM, "信息公开不够及时")],
    ),
    "why a target was missed": (
        "六、偏离绩效目标的原因及下一步改进措施",
        "（一）偏离绩效目标的原因：施工图审查时间长。\n（二）下一步改进措施：提前介入审查。",
        [(PROBLEM, "施工图审查时间长"), (MEASURE, "提前介入审查")],
    ),
    "numbered leads that end with a full stop": (
        "七、存在的问题和改进措施",
        "（一）存在的问题。一是绩效目标不细。二是支出进度偏慢。\n（二）改进措施。一是细化绩效目标。二是按月通报进度。",
        [
            (PROBLEM, "绩效目标不细"),
            (PROBLEM, "支出进度偏慢"),
            (MEASURE, "细化绩效目标"),
            (MEASURE, "按月通报进度"),
        ],
    ),
    "an introduction before the first lead": (
        "三、经验做法、存在问题和建议",
        "经验做法：建立工作台账。存在问题：人员流动大。有关建议：增加业务培训。",
        [(PROBLEM, "人员流动大"), (MEASURE, "增加业务培训")],
    ),
    "the next project begins where the points end": (
        "（二）部分项目绩效自评结果",
        "1.古籍修复项目自评得分95分。下一步改进措施：一是补充修复人员；二是集中采购材料。\n2.消防改造项目自评得分90分。"
        "发现的主要问题及原因：一是验收推迟到年末。",
        [(MEASURE, "补充修复人员"), (MEASURE, "集中采购材料"), (PROBLEM, "验收推迟到年末")],
    ),
    "points over paragraphs after a lead": (
        "（二）部分项目绩效自评结果",
        "发现的主要问题及原因：\n1.验收推迟到年末；\n2.资料归档不全。\n本单位将继续做好绩效工作。",
        [(PROBLEM, "验收推迟到年末"), (PROBLEM, "资料归档不全")],
    ),
    "none": ("六、存在的问题", "无。", []),
    "none in a sentence": ("六、存在的问题", "本单位绩效评价中未发现问题。", []),
    "counts of problems": ("十、预算绩效管理情况", "绩效自评中共发现问题3个，已经完成整改的3个。", []),
    "what came of the problems": ("五、存在问题的整改情况", "已全部整改完毕。", []),
    "a project's name": ("建议提案办理工作经费项目经费情况说明", "推进建议提案办理。", []),
    "blank form": ("六、存在的问题", "XXXXXX。", []),
}


@pytest.mark.parametrize(("title", "text", "expected"), CASES.values(), ids=CASES)
def test_points(title: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert points(text, title) == expected


def test_duties_have_no_points() -> None:
    assert points("反映存在的问题：提出建议。", "（一）主要职责", SectionRole.OVERVIEW) == []


def test_numbered_headings_below_are_points() -> None:
    sections = [
        section("三、存在的问题", "三、存在的问题", 0, role=SectionRole.PERFORMANCE),
        section("（一）预算编制不精细。测算依据不足。", "（一）预算编制不精细", 1, 0, SectionRole.PERFORMANCE),
        section("（二）存在问题整改不到位。", "（二）存在问题整改不到位", 2, 0, SectionRole.PERFORMANCE),
        section("四、有关建议", "四、有关建议", 3, role=SectionRole.PERFORMANCE),
        section("（一）细化预算。", "（一）细化预算", 4, 3, SectionRole.PERFORMANCE),
    ]
    assert [(str(one.kind), one.text) for one in find_narratives(disclosure(sections))] == [
        (PROBLEM, "预算编制不精细。测算依据不足"),
        (PROBLEM, "存在问题整改不到位"),
        (MEASURE, "细化预算"),
    ]


def test_no_variance_inside_problems() -> None:
    text = "一是会议费支出较上年增加5万元，增长10%，主要原因是控制不严。二是公务接待费支出超预算。"
    found = narratives(text, "三、存在的问题", SectionRole.PERFORMANCE)
    assert [one.kind for one in found] == [NarrativeKind.PROBLEM, NarrativeKind.PROBLEM]


def test_a_point_says_where_it_stands() -> None:
    text = "一是目标不够\n完备；二是监控还需加强。"
    found = narratives(text, "七、存在的问题", SectionRole.PERFORMANCE)
    whole = f"七、存在的问题\n{text}"
    assert [whole[one.char_start : one.char_end] for one in found] == [one.text for one in found]
    assert [one.ordinal for one in found] == [0, 1]
