"""How the cells of the workbook look: one format for each combination, made once."""

from __future__ import annotations

from functools import cache
from typing import Any

from miner.bilingual import say
from miner.report.workbook.values import Tone

_FILLS = {
    Tone.BAD: ("#F8CBC6", "#7A1509"),
    Tone.DOUBTFUL: ("#FCE4B6", "#6B4400"),
    Tone.MILD: ("#DCE9F7", "#1D3F66"),
    Tone.GOOD: ("#D9EFDB", "#1C5024"),
    Tone.QUIET: ("#ECECEC", "#4A4A4A"),
}
"""Behind the words and of the words; the words say the same, so that nothing depends on colour alone."""
FILLED_IN = "#FFF9DB"
"""Behind what the reviewer fills in."""


def font() -> str:
    """A font that every office program has for the language in force."""
    return say("宋体", "Calibri")


class Formats:
    """The formats of one workbook."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self.cell = cache(self._cell)
        """`_cell`, remembered."""
        self.head = book.add_format(
            {
                "bold": True,
                "text_wrap": True,
                "valign": "vcenter",
                "bg_color": "#1F3A5F",
                "font_color": "#FFFFFF",
                "border": 1,
                "border_color": "#8FA3BD",
            }
        )
        self.answer_head = book.add_format(
            {
                "bold": True,
                "text_wrap": True,
                "valign": "vcenter",
                "bg_color": "#7A5C00",
                "font_color": "#FFFFFF",
                "border": 1,
                "border_color": "#BDAE7F",
            }
        )
        self.title = book.add_format({"bold": True, "font_size": 18, "font_color": "#1F3A5F", "valign": "vcenter"})
        self.part = book.add_format({"bold": True, "font_size": 12, "font_color": "#1F3A5F", "bottom": 2})
        self.name = book.add_format({"bold": True, "valign": "top", "text_wrap": True})

    def _cell(
        self,
        *,
        wrap: bool = True,
        tone: Tone | None = None,
        number: str = "",
        link: bool = False,
        answer: bool = False,
        plain: bool = False,
    ) -> Any:
        look: dict[str, Any] = {"valign": "top", "text_wrap": wrap}
        if not plain:
            look |= {"border": 4, "border_color": "#C9C9C9"}
        if tone is not None:
            look["bg_color"], look["font_color"] = _FILLS[tone]
        if answer:
            look["bg_color"] = FILLED_IN
        if number:
            look["num_format"] = number
        if link:
            look |= {"font_color": "#0B4F9C", "underline": 1}
        return self._book.add_format(look)


def number_format(decimals: int) -> str:
    """Thousands apart, so many digits after the point."""
    return "#,##0" + ("." + "0" * decimals if decimals else "")
