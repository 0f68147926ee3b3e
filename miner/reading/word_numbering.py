"""The automatic numbers of docx paragraphs (一、（一）1.), which stand in no text: Word counts them when it draws.

Rules: ECMA-376, 17.9 (numbering): a paragraph, or its style, names a numbering instance and a level; the level says
where to start, in which figures to count and what stands around the number.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

Parse = Callable[[bytes, Callable[[str, dict[str, str]], None], Callable[[str], None]], None]

_DIGITS: Final = "零一二三四五六七八九"
_CHINESE: Final = frozenset(
    ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting", "taiwaneseCountingThousand")
)
_SLOT: Final = re.compile(r"%([1-9])")
_ROMAN: Final = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
                 (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip


@dataclass
class _Level:
    start: int = 1
    figures: str = "decimal"
    text: str = ""


@dataclass
class Numbering:
    """All numbering of a document, and how far each list has counted."""

    levels: dict[str, dict[int, _Level]] = field(default_factory=dict)
    """Levels by abstract list."""
    instances: dict[str, str] = field(default_factory=dict)
    """The abstract list of each instance."""
    starts: dict[tuple[str, int], int] = field(default_factory=dict)
    """Where an instance begins anew."""
    styles: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    """Of each paragraph style: the instance, the level and the style that it is based on."""
    _counted: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    def label(self, style: str, number: str, level: str) -> str:
        """Count a paragraph and give its number as Word draws it; empty where it has none.

        Args:
            style: the paragraph's style id, or empty.
            number: the numbering instance that the paragraph itself names, or empty; ``0`` switches numbering off.
            level: the level that it names, or empty.
        """
        number, level = self._resolved(style, number, level)
        depth = int(level) if level.isdecimal() and len(level) == 1 else 0
        abstract = self.instances.get(number, "")
        found = self.levels.get(abstract, {}).get(depth)
        if found is None:
            return ""
        counted = self._counted.setdefault(abstract, {})
        begun = (number, depth)
        if begun in self.starts and begun not in self._begun:
            counted[depth] = self.starts[begun]
        else:
            counted[depth] = counted[depth] + 1 if depth in counted else found.start
        self._begun.add(begun)
        for deeper in [other for other in counted if other > depth]:
            del counted[deeper]
        if found.figures in ("bullet", "none"):
            return ""

        def figure(match: re.Match[str]) -> str:
            index = int(match[1]) - 1
            named = self.levels[abstract].get(index, _Level())
            return figures_of(counted.get(index, named.start), named.figures)

        return _SLOT.sub(figure, found.text)

    def _resolved(self, style: str, number: str, level: str) -> tuple[str, str]:
        seen = set()
        while not number and style in self.styles and style not in seen:
            seen.add(style)
            number, of_style, style = self.styles[style]
            level = level or of_style
        return number, level


@dataclass
class _Here:
    """Where the parser stands."""

    abstract: str = ""
    instance: str = ""
    level: int = 0
    override: bool = False
    style: str = ""


def read_numbering(numbers: bytes, styles: bytes, parse: Parse) -> Numbering:
    """The numbering that the parts ``numbering.xml`` and ``styles.xml`` (either may be empty) define."""
    numbering = Numbering()
    if not numbers:
        return numbering
    here = _Here()

    def start_number(name: str, attributes: dict[str, str]) -> None:
        value = attributes.get("w:val", "")
        if name == "w:abstractNum":
            here.abstract, here.override = attributes.get("w:abstractNumId", ""), False
            numbering.levels[here.abstract] = {}
        elif name == "w:num":
            here.instance, here.override = attributes.get("w:numId", ""), True
        elif name == "w:abstractNumId":
            numbering.instances[here.instance] = value
        elif name in ("w:lvl", "w:lvlOverride"):
            here.level = _integer(attributes.get("w:ilvl", "0"))
            if name == "w:lvl" and not here.override:
                numbering.levels[here.abstract][here.level] = _Level()
        elif here.override:
            if name == "w:startOverride":
                numbering.starts[here.instance, here.level] = _integer(value)
        else:
            level = numbering.levels.get(here.abstract, {}).get(here.level)
            if level is not None:
                if name == "w:start":
                    level.start = _integer(value)
                elif name == "w:numFmt":
                    level.figures = value
                elif name == "w:lvlText":
                    level.text = value

    def start_style(name: str, attributes: dict[str, str]) -> None:
        value = attributes.get("w:val", "")
        if name == "w:style":
            here.style = attributes.get("w:styleId", "")
            numbering.styles[here.style] = ("", "", "")
        elif here.style in numbering.styles and name in ("w:numId", "w:ilvl", "w:basedOn"):
            instance, level, based = numbering.styles[here.style]
            numbering.styles[here.style] = {
                "w:numId": (value, level, based),
                "w:ilvl": (instance, value, based),
                "w:basedOn": (instance, level, value),
            }[name]

    parse(numbers, start_number, lambda _: None)
    if styles:
        parse(styles, start_style, lambda _: None)
    return numbering


def figures_of(number: int, figures: str) -> str:
    """A number in one of Word's kinds of figures; decimal where the kind is not known."""
    if figures in _CHINESE:
        return _chinese(number)
    if figures in ("upperLetter", "lowerLetter") and number > 0:
        letters = chr(ord("A") + (number - 1) % 26) * min(9, (number - 1) // 26 + 1)
        return letters if figures == "upperLetter" else letters.lower()
    if figures in ("upperRoman", "lowerRoman") and 0 < number < 4000:
        roman = ""
        for value, sign in _ROMAN:
            roman += sign * (number // value)
            number %= value
        return roman if figures == "upperRoman" else roman.lower()
    if figures.startswith("decimalEnclosedCircle") and 1 <= number <= 20:
        return chr(ord("①") + number - 1)
    return str(number)


def _chinese(number: int) -> str:
    """1 to 999 as 一 to 九百九十九; others in digits."""
    if not 0 < number < 1000:
        return str(number)
    hundreds, tens, ones = number // 100, number // 10 % 10, number % 10
    text = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else _DIGITS[tens]) + "十"
    elif hundreds and ones:
        text += "零"
    return text + (_DIGITS[ones] if ones else "")


def _integer(value: str) -> int:
    return int(value) if value.isdecimal() and len(value) <= 6 else 0
