"""Plain text and Markdown → flow pages. Tables are lines with tabs, or Markdown's lines with pipes."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from typing import Final

from miner.model import FlowCell, FlowItem, FlowTable, FlowText
from miner.reading.decoding import decode

_PAGE_MARK: Final = re.compile(r"\s*([=\-—_*#~])\1{2,}\s*(?:[Pp](?:age)?\.?|第)?\s*\d{1,4}\s*页?\s*\1{3,}\s*")
_HEADING: Final = re.compile(r"\s{0,3}#{1,6}\s+(.*?)\s*#*\s*")
_LIST_MARK: Final = re.compile(r"^(\s*)(?:[-*+]|>)\s+(?=\D)")
_STRONG: Final = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*")
_PIPE_RULE: Final = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*")
_RULE: Final = re.compile(r"\s*(?:(?:-\s*){3,}|(?:\*\s*){3,}|(?:_\s*){3,}|={3,})\s*")
_ESCAPED: Final = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>~])")
_CONTENTS_LINE: Final = re.compile(
    r"\s*(?:第.{1,3}[部章节]|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)]|\d+[.、．])"
)
_INDENTED: Final = 30
"""Characters from which a line whose only tab is its indent is prose and not the last cell of a row."""


def read_plain_text(data: bytes, markdown: bool) -> tuple[tuple[FlowItem, ...], ...]:
    """The items of each page of a text; pages are divided by form feeds and lines such as ``=====P7=====``.

    Args:
        data: the file's bytes, in UTF-8, GB 18030 or UTF-16 with its mark.
        markdown: True where consecutive lines are one paragraph and escapes count.

    Raises:
        DamagedDocument: the bytes are no text.
    """
    text = decode(data).replace("\r\n", "\n").replace("\r", "\n")
    pages = [tuple(_items(lines, markdown)) for lines in _pages(text)]
    return tuple(page for page in pages if page) or ((),)


def _pages(text: str) -> Iterator[list[str]]:
    lines: list[str] = []
    for line in re.split(r"\n|(?=\f)", text):
        begins_page = line.startswith("\f")
        line = line.lstrip("\f")
        marks_page = _PAGE_MARK.fullmatch(line) is not None
        if begins_page or marks_page:
            yield lines
            lines = []
        if not marks_page:
            lines.append(line)
    yield lines


def _items(lines: Sequence[str], markdown: bool) -> Iterator[FlowItem]:
    lines = _without_strong(lines)
    alone = _stand_alone(lines)
    index = 0
    while index < len(lines):
        line = lines[index]
        end = _rows_end(lines, index)
        pipes = _pipe_table_end(lines, index)
        if end > index:
            rows = [row.strip("\n").split("\t") for row in lines[index:end]]
            if _is_contents(rows):
                yield from (FlowText(" ".join(cell for cell in row if cell), whole=True) for row in rows)
            else:
                yield FlowTable(tuple(tuple(FlowCell(cell.strip()) for cell in row) for row in rows), spans_known=False)
            index = end
        elif pipes > index:
            rows = [_pipe_cells(row) for row in lines[index:pipes] if not _PIPE_RULE.fullmatch(row)]
            yield FlowTable(tuple(tuple(map(FlowCell, row)) for row in rows), spans_known=False)
            index = pipes
        else:
            index += 1
            if _RULE.fullmatch(line) or not line.strip():
                continue
            heading = _HEADING.fullmatch(line)
            plain = heading[1] if heading else _LIST_MARK.sub(r"\1", line)
            if markdown:
                plain = html.unescape(_ESCAPED.sub(r"\1", plain))
            marked = heading is not None or plain != line
            if plain.strip():
                yield FlowText(plain.strip(" \t"), whole=marked or index - 1 in alone)


def _without_strong(lines: Sequence[str]) -> list[str]:
    """``**strong**`` without its stars, also where it runs over lines; stars that hide a name (张**) stay."""
    plain = []
    is_open = False
    for line in lines:
        line = _STRONG.sub(r"\1", line)
        if is_open and line.rstrip().endswith("**"):
            line, is_open = line.rstrip()[:-2], False
        elif line.lstrip().startswith("**") and not _RULE.fullmatch(line):
            line, is_open = line.replace("**", "", 1), True
        elif not line.strip():
            is_open = False
        plain.append(line)
    return plain


def _stand_alone(lines: Sequence[str]) -> set[int]:
    """The lines between blank lines, in a text where most lines stand so: there each is a whole paragraph."""
    written = [i for i, line in enumerate(lines) if line.strip() and "\t" not in line]
    alone = {
        i for i in written if (i == 0 or not lines[i - 1].strip()) and (i + 1 == len(lines) or not lines[i + 1].strip())
    }
    return alone if 2 * len(alone) >= len(written) else set()


def _rows_end(lines: Sequence[str], start: int) -> int:
    end = start
    while end < len(lines) and _is_row(lines, end, end > start):
        end += 1
    return end


def _is_row(lines: Sequence[str], index: int, after_row: bool) -> bool:
    line = lines[index]
    if "\t" not in line:
        return False
    if "\t" in line.strip():
        return True
    # Only indented by a tab, or ended by one: a row if its neighbours are rows and it is short.
    before_row = index + 1 < len(lines) and "\t" in lines[index + 1].strip()
    return len(line.strip()) < _INDENTED and (after_row or before_row)


def _is_contents(rows: Sequence[Sequence[str]]) -> bool:
    """True for a table of contents typed with tabs: headings, and page numbers that never fall."""
    filled = [[cell.strip() for cell in row if cell.strip()] for row in rows]
    if not all(len(row) == 2 and row[1].isdecimal() and len(row[1]) <= 3 for row in filled):
        return False
    numbers = [int(row[1]) for row in filled]
    return numbers == sorted(numbers) and all(_CONTENTS_LINE.match(row[0]) for row in filled)


def _pipe_table_end(lines: Sequence[str], start: int) -> int:
    """Where a Markdown table that begins at ``start`` ends; ``start`` where none begins."""
    if start + 1 >= len(lines) or "|" not in lines[start]:
        return start
    if "|" not in lines[start + 1] or not _PIPE_RULE.fullmatch(lines[start + 1]):
        return start
    end = start + 2
    while end < len(lines) and "|" in lines[end] and lines[end].strip():
        end += 1
    return end


def _pipe_cells(line: str) -> list[str]:
    inner = line.strip().removeprefix("|")
    if inner.endswith("|") and not inner.endswith("\\|"):
        inner = inner[:-1]
    return [cell.replace("\\|", "|").strip() for cell in re.split(r"(?<!\\)\|", inner)]
