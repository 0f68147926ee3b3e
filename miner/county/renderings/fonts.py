"""The typefaces of all renderings: Noto Serif SC and Noto Sans SC (OFL), which one small distribution brings along."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Literal

import pylopdf_fonts_zh_cn

FOLDER = Path(str(files(pylopdf_fonts_zh_cn)))
"""The wheel is unpacked when it is installed, so its files have paths, which is what the renderers ask for."""
FAMILIES: dict[Literal["serif", "sans"], str] = {"serif": "Noto Serif SC", "sans": "Noto Sans SC"}
FILES: dict[Literal["serif", "sans"], Path] = {
    "serif": FOLDER / "NotoSerifSC-Regular.otf",
    "sans": FOLDER / "NotoSansSC-Regular.otf",
}
