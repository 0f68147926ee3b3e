"""Account paths as disclosures print them, in a cell, a heading or running prose.

Two written forms: levels named in brackets, ``一般公共服务（类）人大事务（款）机关服务（项）``, and parts joined by
dashes, ``“一般公共服务支出-财政事务-行政运行”``. Names themselves contain brackets, 、 and quotes (办公厅（室）,
“两房”建设), so a path is not simply cut at punctuation: where it begins is settled by the names that the
classification knows.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """类, 款 or 项: the levels of an account. The economic classification (经济分类) of departments has 类 and 款."""

    LEI = "类"
    KUAN = "款"
    XIANG = "项"

    @property
    def digits(self) -> int:
        """Length of a code of this level."""
        return {"类": 3, "款": 5, "项": 7}[self.value]


LEVELS = (Level.LEI, Level.KUAN, Level.XIANG)


@dataclass(frozen=True, slots=True)
class PathPart:
    """One name of a path; its level where the text says it."""

    name: str
    level: Level | None = None


@dataclass(frozen=True, slots=True)
class AccountPath:
    """A printed path: its names from the outermost in, and where it stands.

    ``code`` is the code that is printed before it, or empty.
    """

    parts: tuple[PathPart, ...]
    start: int
    end: int
    text: str
    code: str = ""

    @property
    def leaf(self) -> PathPart | None:
        """The innermost name."""
        return self.parts[-1] if self.parts else None


Known = Callable[[str, Level | None], bool]
"""Whether a text is an account's name at a level (or at any)."""

_MARK = re.compile(r"\s*[（(【\[〔]\s*([类款项])\s*[）)】\]〕]")
_DASH = re.compile(r"\s*[-－—–―/／→>＞]+\s*")
_ORDINAL = r"(?:[一二三四五六七八九十]+|\d{1,2})"
_LIST_NUMBER = re.compile(rf"\s*(?:[（(]\s*{_ORDINAL}\s*[）)]|{_ORDINAL}\s*[、.．](?!\d))")
_CODE = re.compile(r"\s*([1-9]\d{2}(?:\d{2}){0,2})(?!\d)\s*")
_EDGES = " \t\r\n\u3000-－—–:：,，、;；。.”\"'’"
_OPENING = "“‘「『"
_CLOSING = "）)】〕"
"""（10）农林水支出: a name never begins with what closes a list number."""
_BREAK = re.compile(r"[。；;：:？！?!％%\d]")
_WIDE_BREAK = re.compile(r"[。；;：:，,、？！?!％%\d\s“”\"‘’.]")
_LEAD_IN = re.compile(
    r"^(?:[）)]|其中|主要|用于|列入|列支于|属于|增加的|减少的|按照|按|在|将|从|及|和|与|为|是|由|对)+"
)
_JOIN = re.compile(r"^\s*[、和及与，,]\s*")
_HAN_PART = r"[\u3400-\u9fff（）()“”、]+"
_DASH_RUN = re.compile(rf"{_HAN_PART}(?:\s*[-－—–―/／→>＞]+\s*{_HAN_PART}){{1,2}}")
_LONGEST_NAME = 45


def parse_path(text: str) -> AccountPath:
    """A text that is nothing but a path, a name or a code with a name; a list number before it is dropped."""
    at = 0
    if number := _LIST_NUMBER.match(text):
        at = number.end()
    code = ""
    if found := _CODE.match(text, at):
        code, at = found[1], found.end()
    marks = list(_MARK.finditer(text, at))
    parts: list[PathPart] = []
    if marks:
        for mark in marks:
            name = _clean(text[at : mark.start()])
            if name:
                parts.append(PathPart(name, Level(mark[1])))
            at = mark.end()
    else:
        pieces = (_clean(piece) for piece in _DASH.split(text[at:]))
        parts = [PathPart(piece) for piece in pieces if piece]
    return AccountPath(tuple(parts), 0, len(text), text, code)


def find_marked(text: str, known: Known) -> list[AccountPath]:
    """The paths with （类）（款）（项） in running prose, in order.

    ``A（类）B（款）C（项）和D（项）`` gives two paths, the second with the 类 and 款 of the first.
    """
    found: list[AccountPath] = []
    open_parts: list[PathPart] = []
    open_start = last_end = 0
    marks = list(_MARK.finditer(text))
    for ordinal, mark in enumerate(marks):
        level = Level(mark[1])
        before = text[last_end : mark.start()]
        previous = open_parts[-1].level if open_parts else None
        deeper = previous is not None and LEVELS.index(level) > LEVELS.index(previous)
        if deeper and _one_name(before, level, known):
            open_parts.append(PathPart(_clean(before), level))
        elif (
            previous is level
            and len(open_parts) > 1
            and (join := _JOIN.match(before))
            and _one_name(before[join.end() :], level, known)
        ):
            open_start = last_end + join.end()
            open_parts = [*open_parts[:-1], PathPart(_clean(before[join.end() :]), level)]
        else:
            start = _name_start(text, last_end, mark.start(), level, known)
            open_start = start
            open_parts = [PathPart(_clean(text[start : mark.start()]), level)] if start < mark.start() else []
        last_end = mark.end()
        if open_parts and not _continues(text, last_end, marks, ordinal, level, known):
            found.append(AccountPath(tuple(open_parts), open_start, last_end, text[open_start:last_end]))
    return found


def find_dashed(text: str, known: Known) -> list[AccountPath]:
    """The paths with dashes in running prose.

    Every name must be known; inside quotation marks, where the end is sure, only the first.
    """
    found = []
    for run in _DASH_RUN.finditer(text):
        dashes = list(_DASH.finditer(text, run.start(), run.end()))
        start = _known_suffix(text, run.start(), dashes[0].start(), None, known)
        if start is None:
            continue
        quoted = start > 0 and text[start - 1] in '“"「『'
        bounds = [start, *(edge for dash in dashes for edge in dash.span()), run.end()]
        names = [text[a:b] for a, b in zip(bounds[::2], bounds[1::2], strict=True)]
        end = run.end()
        if quoted and (close := re.search('[”"」』]', names[-1])):
            names[-1], end = names[-1][: close.start()], bounds[-2] + close.start()
        elif (length := _known_prefix(names[-1], known)) is not None:
            names[-1], end = names[-1][:length], bounds[-2] + length
        else:
            continue
        if all(names) and (quoted or all(known(name, None) for name in names)):
            found.append(AccountPath(tuple(PathPart(_clean(name)) for name in names), start, end, text[start:end]))
    return found


def _clean(name: str) -> str:
    """A name without blanks, line breaks and the punctuation around it.

    Quotation marks that belong to the name stay: “两房”建设.
    """
    text = re.sub(r"\s+", "", name).strip(_EDGES)
    while text and text[0] in _OPENING and not re.search("[”’」』]", text):
        text = text[1:]
    return text


def _one_name(text: str, level: Level, known: Known) -> bool:
    """Whether the text between two marks is one name and no prose."""
    name = _clean(text)
    return bool(name) and (known(name, level) or (len(name) <= _LONGEST_NAME and not _BREAK.search(text)))


def _continues(text: str, end: int, marks: list[re.Match[str]], ordinal: int, level: Level, known: Known) -> bool:
    """Whether the next mark belongs to the same path, one level or two further in."""
    if ordinal + 1 == len(marks):
        return False
    following = marks[ordinal + 1]
    deeper = LEVELS.index(Level(following[1])) > LEVELS.index(level)
    return deeper and _one_name(text[end : following.start()], Level(following[1]), known)


def _name_start(text: str, floor: int, end: int, level: Level, known: Known) -> int:
    """Where the name that ends at ``end`` begins: the longest known name, else the words after the last punctuation."""
    known_start = _known_suffix(text, floor, end, level, known)
    if known_start is not None:
        return known_start
    floor = max(floor, end - _LONGEST_NAME)
    breaks = [mark.end() for mark in _WIDE_BREAK.finditer(text, floor, end)]
    start = breaks[-1] if breaks else floor
    lead = _LEAD_IN.match(text[start:end])
    return start + lead.end() if lead else start


def _known_suffix(text: str, floor: int, end: int, level: Level | None, known: Known) -> int | None:
    """Start of the longest known name that ends at ``end``. Line breaks and blanks inside it do not matter."""
    visible = [at for at in range(max(floor, end - 2 * _LONGEST_NAME), end) if not text[at].isspace()][-_LONGEST_NAME:]
    for at in visible:
        if (
            text[at] not in _EDGES + _OPENING + _CLOSING
            and len(text[at:end].strip()) > 1
            and known(text[at:end], level)
        ):
            return at
    return None


def _known_prefix(text: str, known: Known) -> int | None:
    """Length of the longest known name that the text begins with."""
    for length in range(min(len(text), _LONGEST_NAME), 1, -1):
        if known(text[:length], None):
            return length
    return None
