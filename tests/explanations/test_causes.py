"""The causes that a reason names, several where it names several, none where it is not clear; and the files of the model."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from miner.bilingual import set_language
from miner.explanations.causes import (
    EMPTY,
    FEATURES,
    GROUPS,
    MODEL,
    SURE,
    TAXONOMY,
    CauseModel,
    cause_title,
    cause_titles,
    causes_of,
    features_of,
    main_causes,
)
from miner.language.masking import mask
from miner.language.resources import models_path
from miner.model import UNSURE, NamedCause

TEXTS = Path(__file__).resolve().parents[2] / "corpus" / "causes" / "texts.jsonl"


def named(text: str) -> tuple[NamedCause, ...]:
    (found,) = causes_of([mask(text).template])
    return found


CLEAR = [
    ("在职人员净增6人", "personnel"),
    ("本年度3名职工退休、1人调离", "personnel"),
    ("新招录公务员4名", "personnel"),
    ("编制空缺，人员未补充到位", "personnel"),
    ("社保缴费基数上调", "pay_and_contributions"),
    ("补发绩效工资", "pay_and_contributions"),
    ("职工正常晋级晋档", "pay_and_contributions"),
    ("公积金缴存比例提高", "pay_and_contributions"),
    ("惠民补贴政策调整", "policy"),
    ("补助标准提高", "policy"),
    ("省里出台新规定，提高了补贴标准", "policy"),
    ("项目跨年实施，尾款尚未支付", "project_progress"),
    ("工程验收滞后，款项未能支付", "project_progress"),
    ("工程按进度付款", "project_progress"),
    ("上年项目已全部完成", "project_ended"),
    ("本年项目数量减少", "project_ended"),
    ("智慧社区项目上年已完工，本年不再安排", "project_ended"),
    ("新增智慧食堂建设项目", "new_project"),
    ("承办全市职工运动会", "new_project"),
    ("本年新增第五次经济普查专项任务", "new_project"),
    ("收到上级专项补助", "superior_funds"),
    ("中央直达资金减少", "superior_funds"),
    ("上级专项资金增加", "superior_funds"),
    ("落实过紧日子要求，厉行节约", "austerity"),
    ("压减一般性支出", "austerity"),
    ("严格控制“三公”经费", "austerity"),
    ("年初预算未包含该项支出", "not_in_initial_budget"),
    ("该资金年初由财政局代编，年中分配到我单位", "not_in_initial_budget"),
    ("年初未列入预算", "not_in_initial_budget"),
    ("年中追加预算", "budget_adjustment"),
    ("年中调减了预算指标", "budget_adjustment"),
    ("年初预算编制偏高", "estimate"),
    ("预算测算不够精准", "estimate"),
    ("机构改革后职能划转", "reorganisation"),
    ("下属事业单位合并", "reorganisation"),
    ("纳入汇总的单位减少一家", "reorganisation"),
    ("使用上年结转资金", "carry_over"),
    ("结余资金上缴财政", "carry_over"),
    ("盘活存量资金", "carry_over"),
    ("成品油价格上涨", "price"),
    ("通过招标采购节约资金", "price"),
    ("竣工结算审减", "price"),
    ("本年未发生因公出国任务", "not_incurred"),
    ("计划举办的活动取消", "not_incurred"),
    ("本年未购置公务用车", "not_incurred"),
    ("业务量增加", "workload"),
    ("接待批次和人数减少", "workload"),
    ("下乡检查次数增多，差旅增加", "workload"),
    ("更新办公电脑和打印机", "assets"),
    ("办公楼屋顶维修", "assets"),
    ("车辆老旧，维修增多", "assets"),
    ("疫情防控需要", "emergency"),
    ("受洪涝灾害影响", "emergency"),
    ("遭遇台风，抢险救灾", "emergency"),
    ("列支科目发生变化", "accounting"),
    ("核算口径变化", "accounting"),
    ("上年有一次性大额支出", "one_off"),
    ("上年基数较低", "one_off"),
    ("土地出让收入减少", "revenue"),
    ("事业收入增加", "revenue"),
    ("财政资金紧张，拨款不足", "revenue"),
    ("严格按预算执行", "as_budgeted"),
    ("按规定足额缴纳", "as_budgeted"),
    ("实际支出小于年初预算数", "empty"),
    ("公务接待费支出减少", "empty"),
    ("正常变动", "empty"),
]


@pytest.mark.parametrize(("text", "cause"), CLEAR)
def test_a_reason_that_names_one_cause(text: str, cause: str) -> None:
    assert [one.cause for one in named(text)] == [cause]


def test_the_clear_reasons_name_every_cause() -> None:
    assert {cause for _, cause in CLEAR} == set(cause_titles())


TWO = [
    ("人员增加及社保缴费基数上调", {"personnel", "pay_and_contributions"}),
    ("厉行节约，本年未安排公务接待", {"austerity", "not_incurred"}),
    ("上级专项资金年中下达，年初未编入预算", {"superior_funds", "not_in_initial_budget"}),
    ("机构改革，人员转隶", {"reorganisation", "personnel"}),
    ("年中追加基础绩效奖", {"budget_adjustment", "pay_and_contributions"}),
    ("使用上年结转资金支付项目尾款", {"carry_over", "project_progress"}),
    ("人员调出，同时厉行节约压缩开支", {"personnel", "austerity"}),
    ("受疫情影响，培训活动取消", {"emergency", "not_incurred"}),
    ("油价上涨，下乡次数增加", {"price", "workload"}),
    ("人员增加，购置办公设备", {"personnel", "assets"}),
    ("补助标准提高，补助人数增加", {"policy", "workload"}),
]


@pytest.mark.parametrize(("text", "causes"), TWO)
def test_a_reason_that_names_two(text: str, causes: set[str]) -> None:
    assert {one.cause for one in named(text)} == causes


@pytest.mark.parametrize(
    "text", ["机关大楼外墙", "", "详见附表", "其他", "桐河县青石镇柳溪村", "经研究决定", "蓝天白云"]
)
def test_a_text_that_names_none_is_unsure(text: str) -> None:
    assert named(text) == ()
    assert main_causes([mask(text).template]) == [UNSURE]


@pytest.mark.parametrize("text", ["人员减少，导致工资和公积金支出减少", "人员减少，基本工资支出相应减少"])
def test_effects_are_no_causes(text: str) -> None:
    assert [one.cause for one in named(text)] == ["personnel"]


@pytest.mark.parametrize("text", ["经费增加", "基本支出略有减少", "养老保险实际支出较预算小"])
def test_what_only_says_again_that_something_differs_is_empty_for_certain(text: str) -> None:
    assert named(text) == (NamedCause(EMPTY, 1.0),)


def test_the_most_probable_cause_comes_first_and_is_the_main_one() -> None:
    templates = [mask(text).template for text, _ in TWO]
    found = causes_of(templates)
    chances = [[one.probability for one in causes] for causes in found]
    assert chances == [sorted(some, reverse=True) for some in chances]
    assert any(len(set(some)) > 1 for some in chances), "else no order would show"
    assert main_causes(templates) == [causes[0].cause for causes in found]


def test_one_result_for_each_template_whatever_stands_beside_it() -> None:
    texts = ["人员增加", "", "厉行节约", "人员增加", "经费增加"]
    assert causes_of(texts) == [causes_of([text])[0] for text in texts]
    assert causes_of([]) == []
    assert main_causes([]) == []


def test_batches_make_no_difference(monkeypatch: pytest.MonkeyPatch) -> None:
    templates = [mask(text).template for text, _ in CLEAR]
    expected = causes_of(templates)
    monkeypatch.setattr("miner.explanations.causes._BATCH", 7)
    assert causes_of(templates) == expected


PIECES = st.lists(
    st.sampled_from([*(text for text, _ in CLEAR), "{额}", "，", "导致支出增加", "某某"]), max_size=3
).map("".join)


@settings(deadline=None)
@given(st.lists(PIECES | st.text(max_size=20), max_size=4))
def test_any_template_has_probabilities_of_known_causes(templates: list[str]) -> None:
    for found in causes_of(templates):
        assert all(SURE <= one.probability <= 1 for one in found)
        assert len({one.cause for one in found}) == len(found)
        assert {one.cause for one in found} <= set(cause_titles())


class TestFeatures:
    def test_words_characters_and_concepts(self) -> None:
        found = features_of("职工退休,{科目}")
        assert set(found) == set(GROUPS)
        assert {"职工", "退休", "{科目}", "职工 退休"} <= set(found["word"])
        assert "," not in found["word"]
        assert {"退", "退休", "工退休", "休,科"} <= set(found["character"])
        assert not any("{" in feature for feature in found["character"])
        assert found["concept"][:3:2] == ["staff", "staff retirement"]

    def test_they_are_repeated_as_often_as_they_occur(self) -> None:
        assert features_of("退休,退休")["character"].count("退休") == 2
        assert features_of("退休,退休")["concept"].count("retirement") == 2

    def test_nothing_has_none(self) -> None:
        assert features_of("") == {group: [] for group in GROUPS}


class TestScores:
    """A model small enough to compute by hand: two words, one character, two causes."""

    MODEL = CauseModel(
        ("staff", "cars"),
        {"word": {"职工": 0, "车辆": 1}, "character": {"职": 2}, "concept": {}},
        np.array([2.0, 1.0, 3.0]),
        np.array([[1.0, 0.0], [0.0, 5.0], [2.0, 0.0]]),
        np.array([-1.0, 0.5]),
        2.0,
        0.25,
    )

    def test_each_group_has_length_one(self) -> None:
        rows = self.MODEL.matrix(["职工", "", "职工车辆职工"]).toarray()
        assert rows[0].tolist() == [1.0, 0.0, 1.0]
        assert rows[1].tolist() == [0.0, 0.0, 0.0]
        twice = (1 + np.log(2)) * 2.0
        assert rows[2] == pytest.approx(np.array([twice, 1.0, 0.0]) / np.hypot(twice, 1.0) + np.array([0, 0, 1.0]))

    def test_probabilities(self) -> None:
        staff = 1 / (1 + np.exp(-(2.0 * (1.0 + 2.0 - 1.0) + 0.25)))
        cars = 1 / (1 + np.exp(-(2.0 * 0.5 + 0.25)))
        assert self.MODEL.probabilities(["职工"])[0] == pytest.approx([staff, cars])


class TestTitles:
    def test_in_both_languages(self) -> None:
        assert cause_title("austerity") == "厉行节约、压减支出"
        assert cause_title(UNSURE) == "未能判定"
        try:
            set_language("en")
            assert cause_title("austerity") == "thrift and cuts"
            assert cause_title(UNSURE) == "unsure"
        finally:
            set_language("zh")

    def test_an_unknown_name_is_its_own_title(self) -> None:
        assert cause_title("something else") == "something else"

    def test_no_title_is_missing_or_stands_twice(self) -> None:
        for titles in zip(*cause_titles().values(), strict=True):
            assert all(titles)
            assert len(set(titles)) == len(titles)


class TestFiles:
    def test_the_taxonomy_names_each_cause_once(self) -> None:
        entries = tomllib.loads(models_path(TAXONOMY).read_text(encoding="utf-8"))["cause"]
        names = [entry["name"] for entry in entries]
        assert len(names) == len(set(names)) == len(cause_titles())
        assert UNSURE not in names
        assert EMPTY in names

    def test_the_model_tells_the_causes_of_the_taxonomy(self) -> None:
        with np.load(models_path(MODEL), allow_pickle=False) as held:
            assert held["causes"].tolist() == list(cause_titles())

    def test_the_columns_of_the_model_are_the_lines_of_the_features(self) -> None:
        lines = models_path(FEATURES).read_text(encoding="utf-8").split("\n")
        assert lines.pop() == ""
        assert len(lines) == len(set(lines))
        assert {line.split("\t")[0] for line in lines} == set(GROUPS)
        assert all(line.count("\t") == 1 and line.split("\t")[1] for line in lines)
        with np.load(models_path(MODEL), allow_pickle=False) as held:
            causes = len(held["causes"])
            assert held["idf"].shape == (len(lines),)
            assert held["coefficients"].shape == (len(lines), causes)
            assert held["intercepts"].shape == (causes,)
            assert held["calibration"].shape == (2,)
            assert all(np.isfinite(held[name]).all() for name in ("idf", "coefficients", "intercepts", "calibration"))
            assert held["idf"].min() >= 1
            assert held["calibration"][0] > 0, "a higher score is more probable"

    def test_the_labelled_texts_name_all_causes_of_the_taxonomy_and_no_others(self) -> None:
        used = set()
        for line in TEXTS.read_text(encoding="utf-8").splitlines():
            causes = json.loads(line)["causes"]
            assert len(causes) == len(set(causes))
            assert EMPTY not in causes or len(causes) == 1, line
            used.update(causes)
        assert used == set(cause_titles())
