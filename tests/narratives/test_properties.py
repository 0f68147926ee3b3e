"""What must hold for any text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from miner.model import NarrativeKind, SectionRole
from miner.narratives.prose import canonical, clauses, without_asides
from tests.narratives.building import narratives

PIECES = st.sampled_from(
    [
        "2024年度收、支总计120.50万元",
        "与上年相比",
        "比2023年预算",
        "较年初预算数",
        "增加5万元",
        "下降3.2%",
        "持平",
        "年初预算为1,200.50万元",
        "支出决算为3万元",
        "完成预算的80%",
        "决算数小于预算数",
        "主要原因是",
        "主要原因：",
        "由于",
        "因人员调入",
        "其中：",
        "公务接待费",
        "“三公”经费支出",
        "一般公共服务支出（类）档案事务（款）行政运行（项）",
        "档案修复项目支出5万元",
        "主要用于",
        "项目实施情况：",
        "存在的问题：",
        "下一步改进措施：",
        "一是",
        "二是",
        "XXX万元",
        "（增加）",
        "（",
        "”",
        "，",
        ",",
        "；",
        "。",
        ".",
        "\n",
        " ",
        "系",
        "1.",
        "严控开支",
    ]
)
TEXTS = st.one_of(st.lists(PIECES, max_size=40).map("".join), st.text(max_size=120))
TITLES = st.sampled_from(["", "一、收入支出决算总体情况说明", "三、存在的问题", "（1）档案修复项目", "四、有关建议"])
ROLES = st.sampled_from([SectionRole.EXPLANATION, SectionRole.PERFORMANCE, SectionRole.OTHER])


@given(TEXTS, TITLES, ROLES)
def test_offsets_and_reasons(text: str, title: str, role: SectionRole) -> None:
    whole = text if not title or text.startswith(title) else f"{title}\n{text}"
    found = narratives(text, title, role)
    assert [one.ordinal for one in found] == list(range(len(found)))
    for one in found:
        assert whole[one.char_start : one.char_end] == one.text != ""
        assert (one.project is not None) is (one.kind is NarrativeKind.PROJECT)
        if one.reason_start is None or one.reason_end is None:
            assert one.reason == ""
            continue
        assert whole[one.reason_start : one.reason_end] == one.reason != ""
        assert one.char_start <= one.reason_start < one.reason_end <= one.char_end
        assert one.reason[-1] not in "。；，"


@given(TEXTS)
def test_canonical_text_keeps_its_way_back(text: str) -> None:
    prose = canonical(text)
    assert len(prose.index) == len(prose.text)
    assert list(prose.index) == sorted(set(prose.index))
    assert len(without_asides(prose.text)) == len(prose.text)
    covered = "".join(prose.text[one.start : one.end] + one.mark for one in clauses(prose.text))
    assert covered == prose.text
    for at, character in zip(prose.index, prose.text, strict=True):
        assert character == text[at] or not (character.isalpha() and text[at].isalpha())
