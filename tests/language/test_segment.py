"""Words join back to the text, and no number is ever split."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from miner.language.build_dictionary import dictionary_text
from miner.language.masking import mask
from miner.language.resources import models_path
from miner.language.segment import DICTIONARY, is_name, segment, segment_template

PROSE = st.text(
    st.sampled_from("年度决算支出预算增加减少万元机关事业单位基本养老保险0123456789.,，。%％（） \n-ABcx５．・")
    | st.characters(),
    max_size=60,
)


@settings(deadline=None)
@given(PROSE)
def test_words_join_back_to_the_text(text: str) -> None:
    assert "".join(segment(text)) == text


@settings(deadline=None)
@given(st.integers(0, 10**9), st.integers(0, 99), st.booleans(), st.sampled_from(["万元", "%", "元", "％", "人"]))
def test_a_number_is_one_word(whole: int, cents: int, grouped: bool, unit: str) -> None:
    number = f"{whole:,}.{cents:02}" if grouped else f"{whole}.{cents:02}"
    words = segment(f"支出决算为{number}{unit}，增长")
    assert sum(number in word for word in words) == 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2024年度", ("2024", "年度")),
        ("增长13.95%。", ("增长", "13.95%", "。")),
        ("人员经费1,234.56万元", ("人员经费", "1,234.56", "万元")),
        ("厉行节约", ("厉行节约",)),
        ("公务接待费", ("公务接待费",)),
        ("12.5 %", ("12.5 %",)),
        ("12.5 万元\n", ("12.5", " ", "万元", "\n")),
        ("", ()),
    ],
)
def test_words_of_the_field(text: str, words: tuple[str, ...]) -> None:
    assert segment(text) == words


def test_the_dictionary_is_what_its_script_builds() -> None:
    assert models_path(DICTIONARY).read_text(encoding="utf-8") == dictionary_text()


def test_a_search_for_a_part_of_a_long_account_finds_it() -> None:
    assert "养老保险" in segment("机关事业单位基本养老保险缴费支出")


def test_importing_is_light_and_jieba_comes_without_warnings_cache_or_log() -> None:
    script = (
        "import sys, tempfile, pathlib\n"
        "folder = tempfile.mkdtemp(); tempfile.tempdir = folder\n"
        "import miner.language, miner.language.segment as s\n"
        "assert 'jieba' not in sys.modules\n"
        "assert 'rjieba' not in sys.modules\n"
        "assert 'ahocorasick_rs' not in sys.modules\n"
        "assert s.segment('决算') == ('决算',)\n"
        "assert list(pathlib.Path(folder).iterdir()) == []\n"
    )
    done = subprocess.run([sys.executable, "-W", "error", "-c", script], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_every_line_of_the_dictionary_is_a_word_and_a_frequency() -> None:
    lines = models_path(DICTIONARY).read_text(encoding="utf-8").splitlines()
    assert all(re.fullmatch(r"\w{2,} \d+", line) for line in lines)


ROOT = Path(__file__).resolve().parents[2]


def wordings() -> Iterator[str]:
    """Every reason that the project has: labelled ones, and what the county's are made of."""
    for line in (ROOT / "corpus" / "causes" / "texts.jsonl").read_text(encoding="utf-8").splitlines():
        yield json.loads(line)["text"]
    for name in ("reasons.toml", "own_reasons.toml"):
        with (ROOT / "miner" / "county" / "material" / name).open("rb") as file:
            yield from strings(tomllib.load(file))


def strings(data: object) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, (dict, list)):
        for part in data.values() if isinstance(data, dict) else data:
            yield from strings(part)


def by_jieba(template: str) -> tuple[str, ...]:
    """A slot is a word, and between slots the words are those of `segment`."""
    pieces = re.split(r"(\{[^{}]*\})", template)
    return tuple(word for at, piece in enumerate(pieces) for word in ((piece,) if at % 2 else segment(piece)))


def test_templates_have_the_words_that_jieba_gives() -> None:
    templates = {mask(text).template for text in wordings()}
    assert len(templates) > 3000
    assert {template: segment_template(template) for template in templates} == {
        template: by_jieba(template) for template in templates
    }


TEMPLATE = st.text(
    st.sampled_from("人员经费增加原因项目养老保险{额}，,0123AbCT._-+#&%（） \n㐀䶵龥\uf900𠀀") | st.characters(),
    max_size=30,
)


@settings(deadline=None)
@given(TEMPLATE)
def test_any_template_has_the_words_that_jieba_gives(template: str) -> None:
    assert segment_template(template) == by_jieba(template)
    assert "".join(segment_template(template)) == template


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ("{年}新增{数}人员,公用经费增加{额}", ("{年}", "新增", "{数}", "人员", ",", "公用经费", "增加", "{额}")),
        ("第1,234.5号,12%", ("第", "1,234.5", "号", ",", "12%")),
        ("WS-net系统{科目}", ("WS", "-", "net", "系统", "{科目}")),
        ("", ()),
    ],
)
def test_words_of_a_template(template: str, words: tuple[str, ...]) -> None:
    assert segment_template(template) == words


@pytest.mark.parametrize(("word", "name"), [("安阳", True), ("桐屿", True), ("移交", False), ("新增", False)])
def test_names_of_places_are_told_from_verbs(word: str, name: bool) -> None:
    assert is_name(word) is name
