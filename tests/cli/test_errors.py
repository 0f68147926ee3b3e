from __future__ import annotations

import re

import pytest

from miner import doctor
from miner.cli import main
from miner.cli.wording import usage_error
from miner.errors import StoreError


@pytest.mark.parametrize(
    ("line", "chinese"),
    [
        ("rum x", "没有命令 rum；是不是想写 run？"),
        ("zzzzzz", "没有命令 zzzzzz。"),
        ("--lang en", ""),
        ("run -o out", "缺少参数"),
        ("run x", "缺少选项"),
        ("run x -o", "后面要有值"),
        ("show x --figure", "没有选项 --figure；是不是想写 --figures？"),
        ("run x -o out --qqqqqq", "没有选项 --qqqqqq。"),
        ("run x -o out --force=1", "后面不带值"),
        ("run x -o out --workers two", "--workers 的值不对：应当是整数。"),
        ("run x -o out --timeout soon", "--timeout 的值不对：应当是数。"),
        ("run x -o out --workers 0", "--workers 给 workers 的值不对"),
        ("export out -o to --format xml", "--format 的值不对：'xml'；应当是 'jsonl', 'csv', 'parquet', 'xlsx' 之一。"),
        ("show one two", "多余的参数：two"),
        ("settings --lang fr", "zh 或 en"),
        ("settings --settings nowhere.toml", "找不到设置文件"),
    ],
)
def test_a_wrong_call_is_told_in_the_readers_language_with_a_way_out(
    line: str, chinese: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(line.split()) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert chinese in said.err
    assert "Traceback" not in said.err
    assert re.search("怎么办：|What to do: ", said.err)


def test_a_sentence_that_nobody_knows_is_shown_as_it_is() -> None:
    assert usage_error("Something new.", "miner run").message == "Something new."


def fails_with(error: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise error

    monkeypatch.setattr(doctor, "python_version", fail)


def test_an_error_of_ours_is_message_remedy_and_its_exit_code(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fails_with(StoreError("数据库锁着", "等一等"), monkeypatch)
    assert main(["doctor"]) == 4
    assert capsys.readouterr().err == "错误：数据库锁着\n怎么办：等一等\n"


def test_an_unforeseen_error_is_code_3_and_traced_only_on_request(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fails_with(ZeroDivisionError("by nothing"), monkeypatch)
    assert main(["doctor"]) == 3
    said = capsys.readouterr().err
    assert "ZeroDivisionError: by nothing" in said
    assert "Traceback" not in said
    assert main(["doctor", "--debug"]) == 3
    assert "Traceback" in capsys.readouterr().err


def test_an_interruption_is_130(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def interrupt() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(doctor, "python_version", interrupt)
    assert main(["doctor"]) == 130
    assert capsys.readouterr().err == "已中断。\n"
