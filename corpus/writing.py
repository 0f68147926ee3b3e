"""A draft as plain text with tabs between cells, or as Markdown with pipes."""

from __future__ import annotations

from corpus.draft import Draft, Line
from corpus.tables import Row, Table


def write_text(draft: Draft) -> bytes:
    """The draft as UTF-8 text."""
    parts: list[str] = []
    for block in draft.blocks:
        if isinstance(block, Table):
            parts.extend(_table_head(block, draft.books.department))
            parts.append("\n".join("\t".join(row) for row in _dense(block)))
            parts.extend(block.notes)
        else:
            parts.append(block.text)
    return ("\n\n".join(parts) + "\n").encode()


def write_markdown(draft: Draft) -> bytes:
    """The draft as Markdown."""
    parts: list[str] = []
    for block in draft.blocks:
        if isinstance(block, Table):
            title, *rest = _table_head(block, draft.books.department)
            parts += [f"## {title}", *rest]
            first, *others = (f"| {' | '.join(row)} |" for row in _dense(block))
            parts.append("\n".join((first, "|" + " --- |" * len(block.widths), *others)))
            parts.extend(block.notes)
        else:
            parts.append(_mark(block) + block.text)
    return ("\n\n".join(parts) + "\n").encode()


def _mark(line: Line) -> str:
    if line.style == "cover":
        return "# "
    if line.style == "heading":
        return "## " if line.text[0] in "一二三四五六七八九" else "### "
    return ""


def _table_head(table: Table, department: str) -> tuple[str, ...]:
    return tuple(filter(None, (table.title, table.number, f"部门：{department}", "单位：万元")))


def _dense(table: Table) -> list[list[str]]:
    """The grid's texts; a box that covers several cells stands in its first."""
    rows: list[Row] = [*table.head, *table.body]
    grid = [[""] * len(table.widths) for _ in rows]
    taken: set[tuple[int, int]] = set()
    for index, row in enumerate(rows):
        column = 0
        for box in row:
            while (index, column) in taken:
                column += 1
            grid[index][column] = box.text
            taken |= {(index + i, column + j) for i in range(box.rows) for j in range(box.columns)}
    return grid
