"""A Chinese typeface for charts, so that figures show Chinese on a fresh machine.

Matplotlib's own typefaces have no Han characters and draw boxes instead. Looked for is, in this order: Noto Sans SC of the
package ``pylopdf-fonts-zh-cn`` (part of the extra ``corpus``; the same everywhere), then what the machine has.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from miner.bilingual import say
from miner.errors import MinerError

PROBE = "决算公开"
"""What a typeface has to have."""
_NOTHING = "\U0010fffd"
"""A private character, which typefaces draw as what they lack."""
_PACKAGE = "pylopdf_fonts_zh_cn"
_LIKELY = (
    "NotoSansSC",
    "SourceHanSansSC",
    "SourceHanSansCN",
    "NotoSansCJK",
    "wqy",
    "msyh",
    "simhei",
    "simsun",
    "PingFang",
    "Hiragino Sans GB",
    "STHeiti",
    "DroidSansFallback",
    "uming",
    "ukai",
    "NotoSerifSC",
    "NotoSerifCJK",
)
"""How files of Chinese typefaces begin, those that read best in a chart first."""


def chinese_font() -> Path:
    """The file of a typeface with Chinese characters: of the package ``pylopdf-fonts-zh-cn``, or of this machine.

    Raises:
        MinerError: there is none.

    >>> miner.chinese_font().suffix in (".otf", ".ttf", ".ttc")
    True
    """
    for path in (*_of_package(), *_of_machine()):
        if _has_chinese(path):
            return path
    raise MinerError(
        say("这台机器上找不到中文字体", "There is no Chinese typeface on this machine"),
        say(
            "请安装：pip install pylopdf-fonts-zh-cn，或系统字体 fonts-noto-cjk。",
            "Install one: pip install pylopdf-fonts-zh-cn, or the system's fonts-noto-cjk.",
        ),
    )


def use_chinese_font() -> str:
    """Make the charts of this process show Chinese: of Matplotlib and of Altair, as far as they are installed.

    Matplotlib gets the typeface as its first, and a minus that every typeface has. Altair gets it in a theme named ``miner``,
    and its charts are drawn as pictures, because a browser may have no Chinese typeface. Calling it again does no harm.

    Returns:
        The name of the typeface.

    Raises:
        MinerError: there is no Chinese typeface.

    >>> family = miner.use_chinese_font()
    >>> import matplotlib
    >>> matplotlib.rcParams["font.sans-serif"][0] == family
    True
    """
    path = chinese_font()
    family = _family(path)
    if find_spec("matplotlib") is not None:
        _tell_matplotlib(path, family)
    if find_spec("altair") is not None:
        _tell_altair(path, family)
    return family


def _tell_matplotlib(path: Path, family: str) -> None:
    import matplotlib
    from matplotlib import font_manager

    if all(font.fname != str(path) for font in font_manager.fontManager.ttflist):
        font_manager.fontManager.addfont(path)
    others = [name for name in matplotlib.rcParams["font.sans-serif"] if name != family]
    matplotlib.rcParams.update(
        {"font.family": "sans-serif", "font.sans-serif": [family, *others], "axes.unicode_minus": False}
    )


def _tell_altair(path: Path, family: str) -> None:
    import altair
    import vl_convert

    vl_convert.register_font_directory(str(path.parent))

    @altair.theme.register("miner", enable=True)
    def theme() -> altair.theme.ThemeConfig:
        return {"config": {"font": family}}

    altair.renderers.enable("png", scale_factor=2)


def _of_package() -> Iterator[Path]:
    found = find_spec(_PACKAGE)
    for folder in (found.submodule_search_locations or ()) if found else ():
        yield Path(folder) / "NotoSansSC-Regular.otf"


def _of_machine() -> Iterator[Path]:
    """Files of typefaces that are likely to be Chinese, those that read best first, a regular weight before others."""
    files = [path for folder in _folders() if folder.is_dir() for path in sorted(folder.rglob("*"))]
    for start in _LIKELY:
        fitting = [
            path
            for path in files
            if path.suffix.lower() in (".otf", ".ttf", ".ttc") and path.name.lower().startswith(start.lower())
        ]
        yield from sorted(fitting, key=lambda path: ("regular" not in path.name.lower(), path.name))


def _folders() -> Iterator[Path]:
    home = Path.home()
    if sys.platform == "win32":
        yield Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts"
        yield home / "AppData/Local/Microsoft/Windows/Fonts"
    elif sys.platform == "darwin":
        yield from (Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library/Fonts")
    else:
        yield from (
            home / ".local/share/fonts",
            home / ".fonts",
            Path("/usr/local/share/fonts"),
            Path("/usr/share/fonts"),
        )


@cache
def _has_chinese(path: Path) -> bool:
    """Whether it draws the probe's characters, and not the sign for what it lacks."""
    from PIL import ImageFont

    try:
        font = ImageFont.truetype(path, 24)
        drawn = {bytes(font.getmask(character)) for character in (*PROBE, _NOTHING)}
    except OSError:
        return False
    return len(drawn) == len(PROBE) + 1


def _family(path: Path) -> str:
    from PIL import ImageFont

    return str(ImageFont.truetype(path, 24).getname()[0])
