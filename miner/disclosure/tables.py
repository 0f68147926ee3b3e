"""Grids → the statutory tables and all others, each identified by its title.

A title stands above its grid (or in its first row) among the table's furniture: 公开01表, 单位：万元, 部门：…; notes stand
below it. A grid without a title of its own that continues the columns of the grid before it is the same table on the
next page.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import islice, takewhile

from miner.bilingual import say
from miner.disclosure.columns import Column, Matrix, is_lane, matrix, read_columns, split_head, with_spans
from miner.disclosure.proof import proves
from miner.disclosure.rows import NameOf, bind
from miner.disclosure.spaced import looks_spaced, read_spaced
from miner.disclosure.titles import TABLE_NUMBER, UNIT, is_table_title, table_kind
from miner.model import Block, CellState, Grid, Paragraph, PlacedText, Problem, StatutoryTable, TableKind
from miner.numbering import numbering

_OWNER = re.compile(
    r"(?:编制|公开|填报|预算|决算|汇总)?(?:部门|单位)(?:名称)?(?:（[^）]*）)?\s*[:：]\s*(?!(?:人民币)?\s*(?:亿元|百万元|万元|千元|元))"
)
_EMPTY_BRACKETS = re.compile(r"[（(]\s*[)）]")
_DATE_LINE = re.compile(r"[（(]?\s*\d{4}\s*年\s*(?:度|\d{1,2}\s*月(?:\s*\d{1,2}\s*日)?)?\s*[)）]?")
_HEAD_ROWS = 2
_NOTE = re.compile(r"(?:备?注|说明|附注)\s*\d?\s*[:：.、]")
_NOTE_GOES_ON = re.compile(r"\d\s*[.、．]|[（(]\d[)）]|.{0,40}(?:本表|此表|空表)")
_NO_DATA = re.compile(r"无数据|为空表|空表|无(?:相关|此项|该项)?(?:收支|支出|收入|内容)|没有.{0,30}(?:收入|支出)")
_SAME_EDGE = 4.0
"""Points by which a column boundary may differ from page to page."""
_FURNITURE_AT_MOST = 6
_DEEPEST_HEAD = 3
"""Rows that the head of a table that is not statutory may have."""
_LONGEST_SPACED = 150
"""Paragraphs that a table in blank-separated text may take."""


@dataclass(slots=True)
class _Draft:
    title: str
    number: str
    unit: str
    grids: list[Grid]
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class TableReading:
    """The tables, the prose that is left when their furniture is taken away, and the owners named in their heads."""

    tables: tuple[StatutoryTable, ...]
    prose: tuple[Paragraph, ...]
    owners: tuple[tuple[str, Paragraph], ...]
    problems: tuple[Problem, ...]


def read_tables(blocks: Sequence[Block], name_of: NameOf) -> TableReading:
    """The tables of a document.

    Args:
        blocks: paragraphs and grids in reading order.
        name_of: gives the name of an account code, or none, to join names that a page break split.
    """
    drafts: list[_Draft] = []
    prose: list[Paragraph] = []
    owners: list[tuple[str, Paragraph]] = []
    waiting: list[Paragraph] = []
    after_table = False
    for block in _with_spaced(blocks):
        if isinstance(block, Grid) and _head_of_the_next(block):
            waiting += [Paragraph(PlacedText(cell.text), 0, False, 0) for cell in block.cells if cell.text.strip()]
            continue
        if isinstance(block, Grid):
            furniture, rest = _furniture(waiting)
            prose += rest
            waiting = []
            owners += [(name, p) for p in furniture if (name := _owner(p.text.text))]
            _place(drafts, block, furniture)
            after_table = True
            continue
        text = block.text.text.strip()
        if after_table and (_NOTE.match(text) or (drafts[-1].notes and _NOTE_GOES_ON.match(text) and len(text) < 160)):
            drafts[-1].notes.append(text)
            continue
        after_table = after_table and not text
        waiting.append(block)
        if len(waiting) > _FURNITURE_AT_MOST:
            prose.append(waiting.pop(0))
    prose += waiting
    tables = tuple(_finish(draft, i, name_of) for i, draft in enumerate(drafts))
    tables = _one_of_a_kind(tables)
    problems = [_unread(table) for table in tables if table.unread]
    return TableReading(tables, tuple(prose), tuple(owners), tuple(problems))


def _one_of_a_kind(tables: tuple[StatutoryTable, ...]) -> tuple[StatutoryTable, ...]:
    """Where a form has a table for all fiscal money beside the one for the general budget, only the latter is statutory.

    Jiangsu prints 财政拨款支出决算表 and 一般公共预算支出决算表, and so for the basic expenditure.
    """
    doubled = (TableKind.GENERAL_BUDGET_EXPENDITURE, TableKind.GENERAL_BUDGET_BASIC_EXPENDITURE)
    named = {table.kind for table in tables if table.kind in doubled and "一般公共预算" in table.title}
    return tuple(
        replace(table, kind=TableKind.OTHER) if table.kind in named and "一般公共预算" not in table.title else table
        for table in tables
    )


def _with_spaced(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with tables in blank-separated text turned into grids, or taken away where they cannot be read."""
    done: list[Block] = []
    i = 0
    while i < len(blocks):
        block = blocks[i]
        done.append(block)
        i += 1
        if (
            not isinstance(block, Paragraph)
            or block.page is not None
            or not is_table_title(_head_line(block.text.text))
        ):
            continue
        body = list(takewhile(_belongs_to_table, islice(blocks, i, i + _LONGEST_SPACED)))
        lines = [run.raw for paragraph in body if isinstance(paragraph, Paragraph) for run in paragraph.text.runs]
        followed_by_grid = i + len(body) < len(blocks) and isinstance(blocks[i + len(body)], Grid)
        if followed_by_grid or not looks_spaced([line for line in lines if not _is_furniture(line.strip())]):
            continue
        title = _head_line(block.text.text)
        furniture = [
            paragraph for paragraph in body if isinstance(paragraph, Paragraph) and UNIT.search(paragraph.text.text)
        ]
        grid = read_spaced(table_kind(title), [line for line in lines if not UNIT.search(line)])
        done += furniture
        done.append(grid or Grid((), 0, 0, None, None, ()))
        i += len(body)
    return done


def _unread(table: StatutoryTable) -> Problem:
    return Problem(
        "tables",
        say(
            f"《{table.title}》没有表格线，勾稽关系无法证明各数所在的列，未读取其单元格",
            f"“{table.title}” has no rulings and its sums do not prove the columns: its cells were not read",
        ),
        table.page_first,
    )


def _belongs_to_table(block: Block) -> bool:
    """True for a line below a title in blank-separated text: no note, no other table, no heading of a part."""
    if not isinstance(block, Paragraph):
        return False
    text = block.text.text.strip()
    number = numbering(text)
    return not (_NOTE.match(text) or is_table_title(_head_line(text)) or (number is not None and number.level == 1))


def _furniture(paragraphs: Sequence[Paragraph]) -> tuple[list[Paragraph], list[Paragraph]]:
    """The paragraphs right above a grid that belong to it, and those before them."""
    furniture: list[Paragraph] = []
    titled = False
    for paragraph in reversed(paragraphs):
        text = paragraph.text.text.strip()
        is_title = is_table_title(_head_line(text))
        if titled or not (is_title or (len(text) <= 80 and _is_furniture(text))):
            break
        furniture.insert(0, paragraph)
        titled = is_title
    return furniture, list(paragraphs[: len(paragraphs) - len(furniture)])


def _is_furniture(text: str) -> bool:
    return bool(UNIT.search(text) or TABLE_NUMBER.match(text) or _OWNER.match(text) or _DATE_LINE.fullmatch(text))


def _head_line(text: str) -> str:
    """A title line without the number and the unit that share its line, nor the brackets that these leave empty."""
    bare = _EMPTY_BRACKETS.sub("", TABLE_NUMBER.sub("", UNIT.sub("", text))).strip()
    return re.split(r"\s+(?=公开|单位|金额单位|部门)", bare)[0].strip()


def _owner(text: str) -> str:
    match = _OWNER.search(text)
    if not match:
        return ""
    name = re.split(r"\s{1,}|(?:金额)?单位\s*[:：]|\d{4}年|公开", text[match.end() :].strip())[0]
    return name.strip("：: ") if len(name) >= 3 else ""


def _head_of_the_next(grid: Grid) -> bool:
    """True for a grid of one or two rows that says only whose the next table is, its year, number and unit.

    Web pages and Word files lay these out in a table of their own above the table.
    """
    texts = [text for cell in grid.cells if (text := cell.text.strip())]
    plain = all(_is_furniture(text) or is_table_title(_head_line(text)) for text in texts)
    return grid.rows <= _HEAD_ROWS and plain and any(UNIT.search(text) or TABLE_NUMBER.search(text) for text in texts)


def _place(drafts: list[_Draft], grid: Grid, furniture: Sequence[Paragraph]) -> None:
    """Begin a table with the grid, or continue the one before it."""
    texts = [paragraph.text.text.strip() for paragraph in furniture]
    title = next((_head_line(text) for text in texts if is_table_title(_head_line(text))), "")
    grid, inside = _title_inside(grid)
    texts += inside
    title = title or next((_head_line(text) for text in inside if is_table_title(_head_line(text))), "")
    joined = "  ".join(texts)
    if drafts:
        continuation = _continuation(drafts[-1], grid, title)
        if continuation is not None:
            drafts[-1].grids.append(continuation)
            return
    number = TABLE_NUMBER.search(joined)
    unit = UNIT.search(joined)
    drafts.append(_Draft(title, _printed(number), unit.group(1) if unit else "", [grid]))


def _printed(number: re.Match[str] | None) -> str:
    return re.sub(r"\s", "", number.group()) if number else ""


def _title_inside(grid: Grid) -> tuple[Grid, list[str]]:
    """Title, unit and owner that stand in the grid's own first rows (spreadsheets printed whole), and the grid below."""
    rows = matrix(grid)
    texts: list[str] = []
    first = 0
    for row in range(min(4, grid.rows - 1)):
        inside = [text for text in rows.row_texts(row) if text]
        if inside and not all(is_table_title(_head_line(text)) or _is_furniture(text) for text in inside):
            break
        if not inside and first < row:
            break
        texts += inside
        first = row + 1
    if not texts or not any(is_table_title(_head_line(text)) or UNIT.search(text) for text in texts):
        return grid, []
    return _from_row(grid, first), texts


def _from_row(grid: Grid, first: int) -> Grid:
    cells = tuple(replace(cell, row=cell.row - first) for cell in grid.cells if cell.row >= first)
    return replace(grid, cells=cells, rows=grid.rows - first)


def _continuation(draft: _Draft, grid: Grid, title: str) -> Grid | None:
    """The grid in the columns of the table before it, where it goes on with that table on the next page.

    It has no title of another table, and its columns, or where they are fewer its column boundaries, are the same: a
    page that holds just the total row shows only some of them.
    """
    last = draft.grids[-1]
    if draft.notes or (title and title != draft.title) or grid.page is None or last.page is None:
        return None
    if not last.page < grid.page <= last.page + 2:
        return None
    if last.columns == grid.columns and (_aligned(last.edges, grid.edges) or _same_head(last, grid)):
        return grid
    return _in_columns(grid, last.edges)


def _aligned(a: Sequence[float], b: Sequence[float]) -> bool:
    return all(abs(x - y) <= _SAME_EDGE for x, y in zip(a, b, strict=True))


def _in_columns(grid: Grid, edges: Sequence[float]) -> Grid | None:
    """A grid of fewer columns put into the columns of another, or none where a boundary is not one of the other's."""
    if grid.columns >= len(edges) - 1 or not grid.edges:
        return None
    at = [min(range(len(edges)), key=lambda i: abs(edges[i] - edge)) for edge in grid.edges]
    if any(abs(edges[i] - edge) > _SAME_EDGE for i, edge in zip(at, grid.edges, strict=True)):
        return None
    if (at[0], at[-1]) != (0, len(edges) - 1) or len(set(at)) != len(at):
        return None
    cells = tuple(
        replace(cell, column=at[cell.column], column_span=at[cell.column + cell.column_span] - at[cell.column])
        for cell in grid.cells
    )
    return replace(grid, cells=cells, columns=len(edges) - 1, edges=tuple(edges))


def _same_head(a: Grid, b: Grid) -> bool:
    first, second = matrix(a), matrix(b)
    head, _ = split_head(first)
    return 0 < head <= b.rows and all(first.row_texts(row) == second.row_texts(row) for row in range(head))


def _finish(draft: _Draft, ordinal: int, name_of: NameOf) -> StatutoryTable:
    kind = table_kind(draft.title) if draft.title else TableKind.OTHER
    parts, columns = _parts_and_columns(draft.grids, kind)
    cells = bind(parts, columns, name_of)
    note = "\n".join(draft.notes)
    inferred = any(grid.inferred for grid in draft.grids)
    unread = not any(grid.rows for grid in draft.grids) or (inferred and kind.statutory and not proves(kind, cells))
    pages = [grid.page for grid in draft.grids if grid.page is not None]
    return StatutoryTable(
        ordinal=ordinal,
        kind=kind,
        title=draft.title,
        number=draft.number,
        unit=draft.unit,
        note=note,
        columns=tuple(column.label for column in columns),
        cells=() if unread else cells,
        page_first=min(pages, default=None),
        page_last=max(pages, default=None),
        empty=not unread and not any(cell.state is CellState.NUMBER for cell in cells),
        declared_empty=bool(_NO_DATA.search(note)),
        unread=unread,
    )


def _parts_and_columns(grids: Sequence[Grid], kind: TableKind) -> tuple[list[Matrix], tuple[Column, ...]]:
    """The rows of data of each page's grid, and the columns, read from the first head over all of these rows."""
    first = matrix(grids[0])
    head, start = split_head(first)
    if kind is TableKind.OTHER and start > _DEEPEST_HEAD:
        head = start = 0  # a form of names and values (自评表), not a table with columns
    if not grids[0].spans_known:
        first = with_spans(first, head)
    parts = [Matrix(first.rows[start:])]
    repeated = {first.row_texts(row) for row in range(start)}
    for grid in grids[1:]:
        rows = matrix(grid)
        skip = 0
        while skip < grid.rows and (
            rows.row_texts(skip) in repeated or is_lane([t for t in rows.row_texts(skip) if t])
        ):
            skip += 1
        parts.append(Matrix(rows.rows[skip:]))
    everything = Matrix(first.rows[:head] + first.rows[max(head, start) :] + sum((part.rows for part in parts[1:]), ()))
    return parts, read_columns(everything, head)
