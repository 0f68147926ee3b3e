"""Words join back to the text, and no number is ever split."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from miner.language.build_dictionary import dictionary_text
from miner.language.resources import models_path
from miner.language.segment import DICTIONARY, segment

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
        "assert 'ahocorasick_rs' not in sys.modules\n"
        "assert s.segment('决算') == ('决算',)\n"
        "assert list(pathlib.Path(folder).iterdir()) == []\n"
    )
    done = subprocess.run([sys.executable, "-W", "error", "-c", script], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_every_line_of_the_dictionary_is_a_word_and_a_frequency() -> None:
    lines = models_path(DICTIONARY).read_text(encoding="utf-8").splitlines()
    assert all(re.fullmatch(r"\w{2,} \d+", line) for line in lines)
