from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from miner.comparison.sentences import NEAR, align, sentences_of
from miner.model.comparing import Likeness, Sentence


def sentences(*texts: str) -> list[Sentence]:
    return [Sentence(text, "d", "s", at, at + len(text)) for at, text in enumerate(texts)]


def test_sentences_have_their_places() -> None:
    text = "一、支出情况\n  2024年支出合计110.00万元；短句。主要原因是在职人员\u3000增加了。\n没有句号的一段话也是一句"
    found = sentences_of(text, "d", "d-s1")
    assert [one.text for one in found] == [
        "2024年支出合计110.00万元；",
        "主要原因是在职人员\u3000增加了。",
        "没有句号的一段话也是一句",
    ]
    assert all(text[one.char_start : one.char_end] == one.text for one in found)


def test_the_same_then_figures_then_nearly_the_same() -> None:
    a = sentences(
        "学生人数保持不变。",
        "2023年支出100.00万元，增加5%。",
        "组织事务一般行政管理事务经费增加。",
        "只有这边说的一句话。",
    )
    b = sentences(
        "组织事务一般行政管理事务经费减少。",
        "2024年支出1,100万元，增加12.5%。",
        "学生人数 保持不变。",
        "那边说的完全是别的事情。",
    )
    found = align(a, b)
    assert [(pair.likeness, a.index(pair.a), b.index(pair.b)) for pair in found.pairs] == [
        (Likeness.SAME, 0, 2),
        (Likeness.FIGURES, 1, 1),
        (Likeness.NEAR, 2, 0),
    ]
    # 17 characters have 16 pairs; 减少 for 增加 takes three of them.
    assert found.pairs[2].score == 2 * 13 / 32
    assert (found.only_a, found.only_b) == ((a[3],), (b[3],))


def test_repeated_sentences_are_aligned_in_order_and_once() -> None:
    a, b = sentences("同样的话说一遍。", "同样的话说一遍。"), sentences("同样的话说一遍。")
    found = align(a, b)
    assert [(pair.a, pair.b) for pair in found.pairs] == [(a[0], b[0])]
    assert found.only_a == (a[1],)


def test_amounts_are_aligned_with_those_of_the_same_account() -> None:
    a = sentences(
        "1.甲科目支出10万元，用于甲事务。",
        "上年执行数8万元，增加25%。",
        "2.乙科目支出20万元，用于乙事务。",
        "上年执行数16万元，增加25%。",
    )
    b = sentences("1.乙科目支出22万元，用于乙事务。", "上年执行数20万元，增加10%。", "新写的一句话只在这边有。")
    found = align(a, b)
    assert [(a.index(pair.a), b.index(pair.b)) for pair in found.pairs] == [(2, 0), (3, 1)]
    assert found.only_a == (a[0], a[1])


def test_near_sentences_are_aligned_beside_their_neighbours_first() -> None:
    a = sentences(
        "甲科目支出10万元，用于甲事务。",
        "上年执行数为8万元，比上年增加25%。",
        "乙科目支出20万元，用于乙事务。",
        "上年执行数为16万元，比上年增加25%。",
    )
    b = sentences(
        "乙科目支出22万元，用于乙事务。",
        "上年执行数为20万元，比上年减少10%。",
        "甲科目支出9万元，用于甲事务。",
        "上年执行数为10万元，比上年减少10%。",
    )
    found = align(a, b)
    assert [(a.index(pair.a), b.index(pair.b)) for pair in found.pairs] == [(0, 2), (1, 3), (2, 0), (3, 1)]
    assert [pair.likeness for pair in found.pairs] == ["figures", "near", "figures", "near"]


TEXTS = st.lists(st.text("甲乙丙1。", min_size=1, max_size=8), max_size=12).map(lambda texts: sentences(*texts))


@given(TEXTS, TEXTS)
def test_each_sentence_is_told_once(a: list[Sentence], b: list[Sentence]) -> None:
    found = align(a, b)
    assert sorted([*(pair.a.char_start for pair in found.pairs), *(one.char_start for one in found.only_a)]) == list(
        range(len(a))
    )
    assert sorted([*(pair.b.char_start for pair in found.pairs), *(one.char_start for one in found.only_b)]) == list(
        range(len(b))
    )
    assert all(pair.score >= NEAR for pair in found.pairs)
    if a == b:
        assert all(pair.likeness is Likeness.SAME for pair in found.pairs)
