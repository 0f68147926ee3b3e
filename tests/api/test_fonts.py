"""Charts show Chinese on a machine that has no Chinese typeface: what is drawn are the characters, not boxes."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import altair
import matplotlib
import pandas as pd
import pytest
from matplotlib import font_manager, pyplot
from PIL import Image, ImageChops

import miner
from miner.api import fonts
from miner.errors import MinerError

ABSENT = "\U0010fffd"
"""Drawn by every typeface as what it lacks."""


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    """Leave nothing behind for other tests."""
    matplotlib.use("agg")
    renderer, theme = altair.renderers.active, altair.theme.active
    with matplotlib.rc_context():
        yield
    altair.renderers.enable(renderer)
    altair.theme.enable(theme)
    fonts._has_chinese.cache_clear()


def drawn_by_matplotlib(text: str) -> Image.Image:
    figure = pyplot.figure(figsize=(2, 1), dpi=100)
    figure.text(0.1, 0.3, text, fontsize=30)
    kept = io.BytesIO()
    figure.savefig(kept, format="png")
    pyplot.close(figure)
    return Image.open(kept).convert("L")


def drawn_by_altair(text: str) -> Image.Image:
    chart = altair.Chart(pd.DataFrame({"x": [1]})).mark_point().encode().properties(title=text, width=80, height=40)
    kept = io.BytesIO()
    chart.save(kept, format="png")
    return Image.open(kept).convert("L")


def differ(one: Image.Image, other: Image.Image) -> bool:
    return one.size != other.size or ImageChops.difference(one, other).getbbox() is not None


def test_matplotlib_draws_the_characters() -> None:
    family = miner.use_chinese_font()
    assert Path(font_manager.findfont(family)) == miner.chinese_font()
    decided, final = drawn_by_matplotlib("决"), drawn_by_matplotlib("算")
    assert differ(decided, final)  # boxes would be alike; a missing glyph is a warning besides, which fails the test
    with pytest.warns(UserWarning, match="missing from font"):
        box = drawn_by_matplotlib(ABSENT)
    assert differ(decided, box)
    drawn_by_matplotlib("−1.5 万元")  # a minus too


def test_without_it_matplotlib_draws_boxes() -> None:
    matplotlib.rcParams["font.sans-serif"] = ["DejaVu Sans"]
    with pytest.warns(UserWarning, match="missing from font"):
        one = drawn_by_matplotlib("决")
    with pytest.warns(UserWarning, match="missing from font"):
        other = drawn_by_matplotlib("算")
    assert not differ(one, other)


def test_altair_draws_the_characters_as_a_picture() -> None:
    family = miner.use_chinese_font()
    theme = altair.theme.get()
    assert theme is not None
    assert theme()["config"]["font"] == family
    assert altair.renderers.active == "png"
    one, other, box = (drawn_by_altair(text) for text in ("决", "算", ABSENT))
    assert differ(one, other)
    assert differ(one, box)


def test_calling_it_again_does_no_harm() -> None:
    family = miner.use_chinese_font()
    before = len(font_manager.fontManager.ttflist)
    assert miner.use_chinese_font() == family
    assert len(font_manager.fontManager.ttflist) == before
    assert matplotlib.rcParams["font.sans-serif"].count(family) == 1


def test_without_the_package_a_typeface_of_the_machine_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = miner.chinese_font()
    monkeypatch.setattr(fonts, "_of_package", lambda: iter(()))
    monkeypatch.setattr(fonts, "_folders", lambda: iter([tmp_path]))
    (tmp_path / "deep").mkdir()
    (tmp_path / "NotoSansCJK-Regular.otf").write_bytes(b"no typeface")
    dejavu = Path(font_manager.findfont("DejaVu Sans"))
    (tmp_path / "NotoSansSC-Latin.ttf").write_bytes(dejavu.read_bytes())  # its name promises what it has not
    (tmp_path / "deep" / "NotoSansSC-Bold.otf").write_bytes(here.read_bytes())
    assert miner.chinese_font() == tmp_path / "deep" / "NotoSansSC-Bold.otf"


def test_where_there_is_none_it_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "_of_package", lambda: iter(()))
    monkeypatch.setattr(fonts, "_folders", lambda: iter([tmp_path, tmp_path / "none"]))
    with pytest.raises(MinerError, match="中文字体") as told:
        miner.use_chinese_font()
    assert "fonts-noto-cjk" in told.value.remedy
