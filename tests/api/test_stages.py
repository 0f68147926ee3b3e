from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import miner
from miner.errors import UnreadableDocument, UsageError
from miner.model import DisclosureKind, Outcome

TEXT = """青河县水务局2024年度部门决算
第三部分 决算情况说明
一、支出决算情况说明
2024年度支出合计120.50万元，比上年增加20.50万元，增长20.5%，主要原因是人员增加。
"""
PASSAGE = "2024年度支出合计120.50万元，比上年增加20.50万元，增长20.5%，主要原因是人员增加。"


def test_a_text_is_mined_as_its_file_is(tmp_path: Path) -> None:
    path = tmp_path / "text.txt"
    path.write_text(TEXT, encoding="utf-8")
    of_file, of_text = miner.mine(path), miner.mine_text(TEXT)
    assert of_text.disclosure == of_file.disclosure == miner.read(path)
    assert (of_text.narratives, of_text.figures, of_text.links) == (of_file.narratives, of_file.figures, of_file.links)
    assert (of_text.checks, of_text.findings) == (of_file.checks, of_file.findings)
    assert of_text.narratives
    assert miner.check(path) == of_file.findings


def test_markdown_is_read_as_such(tmp_path: Path) -> None:
    text = TEXT.replace("第三部分", "# 第三部分")
    path = tmp_path / "text.md"
    path.write_text(text, encoding="utf-8")
    assert miner.mine_text(text, "text.md").disclosure == miner.read(path)


def test_a_passage_is_mined_although_it_says_of_nobody() -> None:
    mined = miner.mine_text(PASSAGE)
    assert mined.disclosure.identity.kind is DisclosureKind.OTHER
    assert mined.disclosure.outcome is Outcome.FAILED
    assert mined.disclosure.identity.department == ""
    assert [narrative.reason for narrative in mined.narratives] == ["人员增加"]
    assert [figure.text for figure in mined.figures] == ["120.50万元", "20.50万元", "20.5%"]
    wrong = miner.mine_text(PASSAGE.replace("20.5%", "30.5%"))
    assert [finding.rule for finding in wrong.findings] == ["ARITHMETIC"]


def test_a_text_of_nothing_gives_nothing() -> None:
    mined = miner.mine_text("今天天气很好。")
    assert (mined.narratives, mined.figures, mined.findings) == ((), (), ())
    assert miner.explanations_of("今天天气很好。") == ()


def test_an_empty_text_is_told_plainly() -> None:
    with pytest.raises(UnreadableDocument):
        miner.mine_text("")


def test_explanations_stand_where_they_say() -> None:
    mined = miner.mine_text(TEXT)
    [explanation] = miner.explanations_of(mined)
    assert explanation.department == "青河县水务局"
    assert explanation.section is not None
    text = mined.disclosure.sections[explanation.section].text.text
    assert text[explanation.char_start : explanation.char_end] == explanation.text == "人员增加"
    assert [one.template for one in miner.explanations_of(PASSAGE)] == ["人员增加"]


def test_grouped_texts_keep_the_index_of_a_series_and_their_order() -> None:
    texts = pd.Series(["项目减少", "人员变动", "人员有所变动。"], index=["丙", "甲", "乙"])
    found = miner.cluster(texts)
    assert found.index.tolist() == ["丙", "甲", "乙"]
    assert found["text"].tolist() == texts.tolist()
    assert found.loc["甲", "cluster_id"] == found.loc["乙", "cluster_id"] != found.loc["丙", "cluster_id"]
    assert [str(dtype) for dtype in found.dtypes] == ["string"] * 4 + ["category", "float64"]


def test_a_departments_name_in_its_reason_is_a_slot() -> None:
    reasons = ["青河县水务局搬迁办公楼", "临江市教育局搬迁办公楼"]
    found = miner.cluster(reasons, ["青河县水务局", "临江市教育局"])
    assert found["template"].nunique() == 1
    assert found["cluster_id"].nunique() == 1
    with pytest.raises(ValueError, match="zip"):
        miner.cluster(reasons, ["青河县水务局"])


def test_no_texts_are_an_empty_frame() -> None:
    found = miner.cluster([])
    assert len(found) == 0
    assert found.columns.tolist() == ["text", "template", "cluster_id", "family_id", "cause", "similarity"]


def test_a_run_takes_several_inputs_and_writes_a_report_if_asked(tmp_path: Path) -> None:
    for name in ("一", "二"):
        (tmp_path / f"{name}.txt").write_text(TEXT.replace("青河", f"{name}河"), encoding="utf-8")
    inputs: list[str | Path] = [tmp_path / "一.txt", str(tmp_path / "二.txt")]
    summary = miner.run(inputs, tmp_path / "out", workers=1, report=True)
    assert (summary.read, summary.failures) == (2, ())
    assert summary.report == tmp_path / "out" / "report" / "index.html"
    with miner.open(tmp_path / "out") as corpus:
        assert len(corpus.documents()) == 2
    with pytest.raises(UsageError):
        miner.run(tmp_path / "none", tmp_path / "out")
