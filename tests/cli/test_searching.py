"""``miner findings``, ``miner search`` and ``miner judgements``, over a database made by hand."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from miner.cli import main
from miner.model import Finding, Severity
from miner.runs import DATABASE
from miner.store import Reader, ReviewBook, Store, export_tables
from tests.store import factories

HINT = Finding("YEAR-LEFT", Severity.HINT, "提到了2022年", ())


@pytest.fixture
def out(tmp_path: Path) -> Path:
    with Store.open(tmp_path / "out" / DATABASE) as store:
        for name, department, year in (("a", "青河县档案馆", 2024), ("b", "青河县水务局", 2023)):
            record = factories.mined(name, department, year)
            findings = (*record.findings, replace(HINT, key=f"{name}1"))
            store.save(replace(record, findings=findings), f"{name}.pdf", explanations=[factories.explanation(record)])
    return tmp_path / "out"


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Callable[..., Any]:
    def run(*words: object, code: int = 0) -> str:
        capsys.readouterr()
        assert main([str(word) for word in words]) == code
        return capsys.readouterr().out

    return run


def of(printed: str) -> Any:
    return json.loads(printed)


def test_findings_are_listed_gravest_first_and_filtered(out: Path, said: Callable[..., str]) -> None:
    told = of(said("findings", "-o", out, "--json"))
    assert told["found"] == 4
    assert [one["severity"] for one in told["findings"]] == ["warning", "warning", "hint", "hint"]
    first = told["findings"][0]
    assert (first["rule"], first["state"], first["judgements"]) == ("reason_direction", "open", [])
    assert first["evidence"][0]["quote"] == "增加20.50万元"

    def count(*filters: object) -> int:
        return int(of(said("findings", "-o", out, "--json", *filters))["found"])

    assert count("--severity", "hint") == 2
    assert count("--rule", "year") == 2
    assert count("--department", "水务") == count("--year", 2023) == 2
    assert count("--words", "20.50万元 增减方向") == 2
    assert count("--words", "没有") == count("--state", "confirmed") == 0
    assert len(of(said("findings", "-o", out, "--json", "--limit", 1))["findings"]) == 1
    printed = said("findings", "-o", out, "--limit", 1)
    assert "原因与增减方向不一致" in printed
    assert "另有 3 条" in printed
    said("findings", "-o", out, "--severity", "grave", code=2)
    said("findings", "-o", out / "nowhere", code=4)


def test_findings_say_how_far_their_review_is(out: Path, said: Callable[..., str]) -> None:
    first = of(said("findings", "-o", out, "--json"))["findings"][0]
    with ReviewBook.open(out / DATABASE) as book:
        book.add("finding", first["finding_id"], "dismissed", "已更正", "审计员甲")
    told = of(said("findings", "-o", out, "--json", "--state", "dismissed"))["findings"]
    assert [one["finding_id"] for one in told] == [first["finding_id"]]
    assert [one["note"] for one in told[0]["judgements"]] == ["已更正"]
    assert of(said("findings", "-o", out, "--json", "--state", "open"))["found"] == 3
    assert "排除" in said("findings", "-o", out, "--state", "dismissed")


def test_words_are_searched_in_prose_and_tables(out: Path, said: Callable[..., str]) -> None:
    told = of(said("search", "人员", "增加", "-o", out, "--json"))
    assert told["found"] == 2
    hit = told["hits"][0]
    assert (hit["kind"], hit["page"], hit["department"]) == ("text", 1, "青河县档案馆")
    assert {hit["text"][start:end] for start, end in hit["spans"]} == {"人员", "增加"}
    assert hit["boxes"][0]["page"] == 1
    assert of(said("search", "行政运行", "-o", out, "--json", "--kind", "text"))["found"] == 0
    row = of(said("search", "行政运行", "-o", out, "--json", "--kind", "row", "--year", 2023))["hits"]
    assert [one["text"] for one in row] == ["2010601 | 行政运行 | 120.50 | 0.00"]
    assert of(said("search", "人员", "-o", out, "--json", "--department", "水务"))["found"] == 1
    printed = said("search", "人员增加", "-o", out, "--limit", 1)
    assert "青河县档案馆 2024 第1页" in printed
    assert "另有 1 条" in printed
    assert "没有找到" in said("search", "没有这个词", "-o", out)


@pytest.mark.parametrize("words", ['"', "* OR", "a' -- ; DROP TABLE search_words", "NEAR(", "人员\x00增加"])
def test_a_search_has_no_operators(out: Path, said: Callable[..., str], words: str) -> None:
    code = 2 if words == '"' else 0
    said("search", "-o", out, "--json", "--", words, code=code)


def test_a_long_paragraph_is_shown_around_the_words(tmp_path: Path, said: Callable[..., str]) -> None:
    made = factories.disclosure()
    section = factories.section(0, "一、说明", "字" * 5_000 + "目标" + "尾" * 5_000)
    with Store.open(tmp_path / "out" / DATABASE) as store:
        store.save(replace(factories.mined(), disclosure=replace(made, sections=(section,)), narratives=(), figures=(),
                           links=(), findings=()), "a.pdf")  # fmt: skip
    printed = said("search", "目标", "-o", tmp_path / "out")
    assert "目标" in printed
    assert len(printed) < 600


def test_judgements_are_listed_and_taken_in(out: Path, tmp_path: Path, said: Callable[..., str]) -> None:
    finding = of(said("findings", "-o", out, "--json"))["findings"][0]["finding_id"]
    with ReviewBook.open(out / DATABASE) as book:
        book.add("finding", finding, "confirmed", "", "审计员甲")
        gone = book.add("finding", f"{finding}0", "comment", "核对原件", "审计员甲")
        book.withdraw(book.add("finding", finding, "dismissed", "", "审计员乙").judgement_id)
    told = of(said("judgements", "-o", out, "--json"))
    assert told["taken_in"] == 0
    assert [(one["verdict"], one["orphan"]) for one in told["judgements"]] == [
        ("confirmed", False), ("comment", True), ("dismissed", False),
    ]  # fmt: skip
    printed = said("judgements", "-o", out)
    assert all(words in printed for words in ("属实", "核对原件", "对象已不在", "已撤回", "审计员乙"))
    export_tables(out / DATABASE, tmp_path / "export", ["jsonl"], ["judgements"])
    rows = tmp_path / "export" / "judgements.jsonl"
    other = tmp_path / "other"
    Store.open(other / DATABASE).close()
    assert of(said("judgements", "-o", other, "--import", rows, "--json"))["taken_in"] == 3
    assert of(said("judgements", "-o", other, "--import", rows, "--json"))["taken_in"] == 0
    with Reader.open(out / DATABASE) as here, Reader.open(other / DATABASE) as there:
        assert here.judgements() == there.judgements()
    assert gone.target_key in rows.read_text("utf-8")


@pytest.mark.parametrize("text", ["{no json}\n", "[1]\n", '{"target_kind": "finding"}\n', "\udcff"])
def test_what_holds_no_judgements_is_not_taken_in(
    out: Path, tmp_path: Path, said: Callable[..., str], text: str
) -> None:
    rows = tmp_path / "rows.jsonl"
    rows.write_bytes(text.encode("utf-8", "surrogateescape"))
    said("judgements", "-o", out, "--import", rows, code=2)
    said("judgements", "-o", out, "--import", tmp_path / "nothing.jsonl", code=2)
    assert of(said("judgements", "-o", out, "--json"))["judgements"] == []
