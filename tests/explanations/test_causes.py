"""Causes by key words, and unsure where it is not clear."""

from __future__ import annotations

import re
import tomllib

import pytest

from miner.bilingual import set_language
from miner.explanations import UNSURE, cause_of, cause_title
from miner.language.masking import mask
from miner.language.resources import models_path


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("年度内部门人员调整变动，会议费略有减少", "personnel"),
        ("年中退休人员增加", "personnel"),
        ("社保缴费基数上调", "pay_and_contributions"),
        ("职务职级晋升", "pay_and_contributions"),
        ("补助政策调整", "policy"),
        ("项目跨年实施，尾款尚未支付", "project_progress"),
        ("新增智慧食堂建设项目", "new_project"),
        ("收到上级专项补助", "superior_funds"),
        ("落实过紧日子要求，厉行节约", "austerity"),
        ("年初预算未包含代编专项", "not_in_initial_budget"),
        ("年中追加经费", "budget_adjustment"),
        ("机构改革后职能划转", "reorganisation"),
        ("使用上年结转资金", "carry_over"),
        ("市场价格上涨", "price"),
        ("2024年未发生因公出国任务", "not_incurred"),
        ("业务量增加", "workload"),
        ("疫情防控需要", "emergency"),
        ("核算口径变化", "accounting"),
        ("实际支出小于年初预算数", "empty"),
        ("公务接待费支出减少", "empty"),
    ],
)
def test_a_reason_that_names_one_cause(text: str, cause: str) -> None:
    assert cause_of(mask(text).template) == cause


@pytest.mark.parametrize("text", ["机关大楼外墙", "人员变动及社保基数调整", "厉行节约，项目跨年实施", ""])
def test_none_or_more_than_one_is_unsure(text: str) -> None:
    assert cause_of(mask(text).template) == UNSURE


def test_names_are_unique_and_titles_exist_in_both_languages() -> None:
    causes = tomllib.loads(models_path("causes/causes.toml").read_text(encoding="utf-8"))["cause"]
    names = [cause["name"] for cause in causes]
    assert len(names) == len(set(names)) >= 15
    assert UNSURE not in names
    assert all(cause["zh"] and cause["en"] and cause["patterns"] for cause in causes)
    assert cause_title("austerity") == "厉行节约、压减支出"
    try:
        set_language("en")
        assert cause_title("austerity") == "thrift and cuts"
        assert cause_title(UNSURE) == "unsure"
    finally:
        set_language("zh")
    assert cause_title("something else") == "something else"


def test_no_pattern_backtracks_without_end() -> None:
    causes = tomllib.loads(models_path("causes/causes.toml").read_text(encoding="utf-8"))["cause"]
    hard = "年初预算决算收入支出数的等" * 30 + "。"
    assert all(
        re.search(pattern, hard) is None
        for cause in causes
        if cause["name"] == "empty"
        for pattern in cause["patterns"]
    )
    assert cause_of(hard) == UNSURE
