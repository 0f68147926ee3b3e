"""The prose cut into chapters, and the few patterns in which it states amounts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from miner.model import Section, SectionRole
from tests.identities.books import Books
from tests.identities.terms import UNITS, Amount, Term, decimal, half_of

NUMBER = r"-?(?:\d{1,3}(?:[,，]\d{3})+|\d+)(?:\.\d+)?"
UNIT = r"(?:亿元|万元|千元|元)"
MONEY = rf"(?:{NUMBER}){UNIT}"
PERCENT = rf"{NUMBER}%"
_SILENT = (SectionRole.FRONT, SectionRole.OVERVIEW, SectionRole.TABLES, SectionRole.TERMS, SectionRole.ANNEX)
_FOLD = str.maketrans("()％:;", "（）%：；")


def fold(text: str) -> str:
    """Prose without blanks and quotes and with one sort of punctuation; line breaks end paragraphs and stay."""
    text = re.sub(r"[^\S\n]|[“”\"‘’＂]", "", text).translate(_FOLD)
    return re.sub(r",(?!\d{3}(?!\d))|(?<!\d),", "，", text)


@dataclass(frozen=True, slots=True)
class Passage:
    """The text of a section, with the titles above it."""

    section: Section
    titles: tuple[str, ...]
    text: str

    @property
    def path(self) -> str:
        return " / ".join(self.titles)


class Prose:
    """All that explains, section after section."""

    def __init__(self, sections: Sequence[Section]) -> None:
        self._sections = {section.ordinal: section for section in sections}
        self.all = tuple(Passage(section, self._titles(section), fold(section.text.text)) for section in sections)

    def _titles(self, section: Section) -> tuple[str, ...]:
        chain = [section]
        while chain[-1].parent is not None and chain[-1].parent in self._sections:
            chain.append(self._sections[chain[-1].parent])
        return tuple(fold(link.title).replace("\n", "") for link in reversed(chain))

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """Without covers, duties, terms and annexes."""
        return tuple(passage for passage in self.all if passage.section.role not in _SILENT)

    def below(self, passage: Passage, ordinal: int) -> bool:
        """True where the passage's section stands below another."""
        parent = passage.section.parent
        while parent is not None and parent in self._sections:
            if parent == ordinal:
                return True
            parent = self._sections[parent].parent
        return False

    def chapter(self, pattern: str, outside: str = "(?!)") -> str:
        """The text of the sections whose title, or a title above it, matches; in order, one paragraph a line."""
        found = []
        for passage in self.passages:
            titles = passage.titles[-3:]
            if any(re.search(pattern, t[:60]) and not re.search(outside, t[:60]) for t in titles):
                found.append(passage.text)
        return "\n".join(found)

    @cached_property
    def whole(self) -> str:
        return "\n".join(passage.text for passage in self.passages)


def money(text: str, books: Books, where: str = "") -> Amount:
    """An amount of the prose. A bare 0 is as precise as the document's tables; other numbers as they are printed."""
    match = re.fullmatch(rf"({NUMBER})({UNIT})", text)
    if match is None:
        return Amount("unreadable", where)
    value, unit = decimal(match[1]), UNITS[match[2]]
    half = half_of(value, books.places if value == 0 and unit == books.usual else 2 if value == 0 else 0)
    return Amount("printed", where or text, Term(value, half, unit))


def percent(text: str) -> Term:
    value = decimal(text.rstrip("%"))
    return Term(value, half_of(value))


def in_passing(before: str) -> bool:
    """True where what follows is named as a base (占…) or in a reason, so that no statement about it begins."""
    return before.endswith("占") or bool(_REASON.search(re.split("[。；\n]", before)[-1]))


def gives_reason(text: str) -> bool:
    return bool(re.search("原因|主要是|主要由于|主要系|是由于|是因为", text))


def first(pattern: str, text: str) -> str | None:
    """The first group of the first match."""
    match = re.search(pattern, text)
    return None if match is None else match[1]


@dataclass(frozen=True, slots=True)
class Growth:
    """增加 Δ, 增长 p%: the difference with its direction as worded, and the rate."""

    up: bool
    rate_up: bool
    delta: str
    rate: str
    bare: bool
    """True where no % is printed."""


_UP = "增加|增长|上升|上涨|提高"
_DOWN = "减少|下降|降低|压减"
_GROWTH = re.compile(
    rf"(?P<way>{_UP}|{_DOWN})(?:了|额)?(?:为)?(?P<delta>{MONEY})[，,、；]?(?:同比)?(?:增幅|降幅)?(?P<rated>{_UP}|{_DOWN})?"
    rf"(?:（[^）]{{1,6}}）)?(?:了|为)?(?P<rate>{NUMBER})(?P<sign>%|(?=[，。；]))"
)

_REASON = re.compile("原因|主要是|由于|主要用于|是因为|主要系")


def growths(text: str) -> Iterator[Growth]:
    """The differences with their rates, but for those that stand in a reason."""
    for match in _GROWTH.finditer(text):
        if not in_passing(text[: match.start()]):
            rated = match["rated"] or match["way"]
            up, rate_up = bool(re.match(_UP, match["way"])), bool(re.match(_UP, rated))
            yield Growth(up, rate_up, match["delta"], match["rate"], not match["sign"])


_NAME = r"(?:[^（）\n，。；：]|（(?!类）|款）|项）)[^（）\n]*）)+?"
_ITEM = re.compile(rf"(?P<lei>{_NAME})（类）(?P<kuan>{_NAME})（款）(?:(?P<xiang>{_NAME})（项）)?")


@dataclass(frozen=True, slots=True)
class Item:
    """An account of 五（三）: its names of 类, 款 and 项 and what is said of it up to the next one."""

    lei: str
    kuan: str
    xiang: str
    body: str
    section: int

    @property
    def name(self) -> str:
        return f"{self.lei}·{self.kuan}·{self.xiang}"


def items(prose: Prose) -> list[Item]:
    """The accounts that the explanation of the general budget goes through, one after the other."""
    found: list[Item] = []
    for passage in prose.passages:
        if re.search("政府性基金|国有资本", passage.path):
            continue
        matches = list(_ITEM.finditer(passage.text))
        for position, match in enumerate(matches):
            end = matches[position + 1].start() if position + 1 < len(matches) else len(passage.text)
            lei = re.sub(r"^((（[\d一二三四五六七八九十]+）|[\d一二三四五六七八九十]+[、.．]|\d+)+)", "", match["lei"])
            body = passage.text[match.end() : end]
            found.append(Item(lei, match["kuan"], match["xiang"] or "", body, passage.section.ordinal))
        if not matches and found and prose.below(passage, found[-1].section):
            last = found[-1]
            found[-1] = Item(last.lei, last.kuan, last.xiang, f"{last.body}\n{passage.text}", last.section)
    return [item for item in found if re.search("决算|支出|预算", item.body)]
