"""The head of a grid → what each column is: a code, a name, a row number or an amount, and which half it belongs to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from miner.model import Grid, GridCell

_AMOUNT = re.compile(r"-?[\d,，.]*\d(?:\.\d+)?%?")
_ORDINAL = re.compile(r"\d{1,3}(?:[=＝+＋\-－]\d{1,3})*|[（(]\d{1,3}[)）]|[—-]|[甲乙丙丁]")
_CODE = re.compile(r"\d{1,7}")
_CODE_HEAD = re.compile(r"编码|代码|^[类款项]$|^科目$")
_NAME_HEAD = re.compile(r"名称|项目(?!支出|收入|经费|资金|数|类)|^科目|内容|^类别$|^单位$|指标$")
_NUMBER_HEAD = re.compile(r"行次|序号|^行$")
_LANE = re.compile(r"栏次|^行次$|^栏$")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_TOTAL = re.compile(r"[合总]\s*计")
_ENUMERATED = re.compile(
    r"[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十]{1,3}[)）]|\d{1,2}[、.．](?!\d)"
)
_HEAD_AT_MOST = 8
"""Rows that a head may have; a grid whose first data row comes later has no head that can be read."""

_EMPTY_HEAD = 4
"""Filled rows up to which a grid without any data is taken for the head of an empty form."""


class Role(StrEnum):
    """What a column holds."""

    CODE = "code"
    NAME = "name"
    ROW_NUMBER = "row_number"
    AMOUNT = "amount"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: its header path, outermost first, its role, and the group (half) that it belongs to."""

    path: tuple[str, ...]
    role: Role
    group: int

    @property
    def label(self) -> str:
        """The header path joined with `` / ``."""
        return " / ".join(self.path)


@dataclass(frozen=True, slots=True)
class Matrix:
    """A grid with each cell at every place that it covers; ``None`` where nothing is."""

    rows: tuple[tuple[GridCell | None, ...], ...]

    def text(self, row: int, column: int) -> str:
        """The text at a place, merged cells included."""
        cell = self.rows[row][column]
        return cell.text if cell else ""

    def own(self, row: int, column: int) -> GridCell | None:
        """The cell that begins at a place: the places before it and above it hold others."""
        cell = self.rows[row][column]
        if (
            cell is None
            or (column and self.rows[row][column - 1] is cell)
            or (row and self.rows[row - 1][column] is cell)
        ):
            return None
        return cell

    def row_texts(self, row: int) -> tuple[str, ...]:
        """The texts of a row, each merged cell once at its first column."""
        return tuple(cell.text if (cell := self.own(row, column)) else "" for column in range(len(self.rows[row])))


def matrix(grid: Grid) -> Matrix:
    """The grid as rows of places."""
    places: list[list[GridCell | None]] = [[None] * grid.columns for _ in range(grid.rows)]
    for cell in grid.cells:
        for row in range(cell.row, min(grid.rows, cell.row + cell.row_span)):
            for column in range(cell.column, min(grid.columns, cell.column + cell.column_span)):
                places[row][column] = cell
    return Matrix(tuple(map(tuple, places)))


def split_head(table: Matrix) -> tuple[int, int]:
    """How many rows at the top are the head (ordinals such as 栏次 included), and in which row the data begins.

    Data begins where a row has an account code, an enumerated or total label, or an amount. The last row of the head may
    hold the total as well (``类 | 款 | 项 | 合计 | 2,946.25``): then it counts as both.
    """
    seen_lane = False
    for row in range(min(len(table.rows), _HEAD_AT_MOST + 1)):
        texts = [text for text in table.row_texts(row) if text]
        if is_lane(texts):
            seen_lane = True
        elif _is_data(row, texts, seen_lane):
            both = any(_CODE_HEAD.search(text) for text in texts) and not seen_lane
            return row + both, row
    filled = [row for row in range(len(table.rows)) if any(table.row_texts(row))]
    # Nothing but words: an empty form is all head, a longer table of words (member units) has one line of head.
    rows = filled[-1] + 1 if len(filled) <= _EMPTY_HEAD and filled else min(1, len(table.rows))
    return rows, rows


def with_spans(table: Matrix, head: int) -> Matrix:
    """The table with the merged cells of its head restored, for text that prints a merged cell as blanks.

    A blank belongs to the cell on its left where a deeper row of the head has a word below the blank.
    """
    rows = [list(row) for row in table.rows]
    lanes = {row for row in range(head) if is_lane([text for text in table.row_texts(row) if text])}
    for row in range(head):
        if row in lanes:
            continue
        for column in range(1, len(rows[row])):
            cell = rows[row][column]
            below = any(table.text(deeper, column) for deeper in range(row + 1, head) if deeper not in lanes)
            if (cell is None or not cell.text) and below:
                rows[row][column] = rows[row][column - 1]
    return Matrix(tuple(map(tuple, rows)))


def is_lane(texts: Sequence[str]) -> bool:
    """True for a row of column ordinals: 栏次 1 2 3 …, or 1 2 3 … 12 in ascending order."""
    if texts and _LANE.search(texts[0]) and all(_ORDINAL.fullmatch(text) or _LANE.search(text) for text in texts):
        return True
    ordinals = [text for text in texts if not re.fullmatch(r"[甲乙丙丁]|项目|类|款|项|栏次", text)]
    if len(ordinals) < 3 or not all(re.fullmatch(r"\d{1,2}", text) for text in ordinals):
        return False
    numbers = [int(text) for text in ordinals]
    return numbers[0] in (0, 1) and all(b == a + 1 for a, b in pairwise(numbers))


def _is_data(row: int, texts: Sequence[str], seen_lane: bool) -> bool:
    if not texts or seen_lane:
        return seen_lane
    amounts = [text for text in texts if _AMOUNT.fullmatch(text)]
    if any(re.search(r"[.,]", text) or len(text) > 3 for text in amounts):
        return True
    if row and texts[0] == "1" and len(texts) > 1 and len(amounts) < len(texts):  # 序号
        return True
    if re.fullmatch(r"\d{3}", texts[0]) or any(_ENUMERATED.match(text) for text in texts):
        return True
    if row and _TOTAL.search(texts[0]):
        # 合计 | 基本支出 | 项目支出 is a head; 合计 alone, with amounts or with the other half's 总计, is a row of data.
        return all(_TOTAL.search(text) or text in amounts for text in texts)
    return row > 0 and len(amounts) == len(texts) > 1


def read_columns(table: Matrix, head: int) -> tuple[Column, ...]:
    """The columns by the words of the head, and by the body where the head is silent."""
    width = len(table.rows[0]) if table.rows else 0
    paths = [_path(table, head, column) for column in range(width)]
    roles = [_role(paths[column], _body(table, head, column)) for column in range(width)]
    columns: list[Column] = []
    group, amount_seen = 0, False
    for path, role in zip(paths, roles, strict=True):
        if role in (Role.CODE, Role.NAME) and amount_seen:
            group, amount_seen = group + 1, False
        amount_seen = amount_seen or role is Role.AMOUNT
        columns.append(Column(path, role, group))
    return tuple(columns)


def _path(table: Matrix, head: int, column: int) -> tuple[str, ...]:
    path: list[str] = []
    for row in range(head):
        if is_lane([text for text in table.row_texts(row) if text]):
            continue
        text = table.text(row, column)
        if text and (not path or path[-1] != text):
            path.append(text)
    if len(path) > 1 and _TOTAL.fullmatch(path[-1]) and (_CODE_HEAD.search(path[-2]) or _NAME_HEAD.search(path[-2])):
        path.pop()  # the total row's label, printed in the head's last row
    return tuple(path)


def _body(table: Matrix, head: int, column: int) -> list[str]:
    texts = [cell.text for row in range(head, len(table.rows)) if (cell := table.own(row, column))]
    return [text for text in texts if text]


def _role(path: Sequence[str], body: Sequence[str]) -> Role:
    leaf = path[-1] if path else ""
    if _NUMBER_HEAD.search(leaf):
        return Role.ROW_NUMBER
    codes = sum(1 for text in body if _CODE.fullmatch(text))
    amounts = sum(1 for text in body if _AMOUNT.fullmatch(text))
    if _CODE_HEAD.search(leaf) and (not body or codes >= amounts - codes) and (codes or not amounts):
        words = sum(1 for text in body if not _AMOUNT.fullmatch(text) and not _TOTAL.search(text))
        return Role.NAME if words > codes else Role.CODE
    if _NAME_HEAD.search(leaf) and codes and codes * 2 > len(body) and all(len(t) >= 3 for t in body if t.isdigit()):
        return Role.CODE
    if _NAME_HEAD.search(leaf) and amounts * 2 <= len(body):
        return Role.NAME
    if body and not amounts and sum(1 for text in body if _HAN.search(text)) * 3 > len(body) * 2:
        return Role.NAME  # names, whatever the head calls them: 按功能分类
    return Role.AMOUNT
