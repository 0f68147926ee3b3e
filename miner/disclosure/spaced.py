"""Tables that plain text prints with blanks instead of tabs or rulings, read only where their arithmetic proves the columns.

A blank cell leaves no trace in such text, so which column a number stands in can only be inferred. A table is accepted when
its own identities (合计 = 基本支出 + 项目支出, the items add up to 本年支出合计 …) hold for the inferred columns; rows whose
numbers are fewer than the columns become unreadable cells; everything else is left unread, and that is said.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from miner.disclosure.proof import ties
from miner.model import Grid, GridCell, TableKind

_NUMBER = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_ENUMERATED = re.compile(r"([一二三四五六七八九十]{1,3})、")
_CODE = re.compile(r"\d{3}(?:\d{2}){0,2}")
_LEFT = re.compile(r"收入|拨款|年初|使用")
_TOTALS = ("本年收入合计", "本年支出合计", "总计")
_LEAVES = {
    TableKind.INCOME: (
        "本年收入合计", "财政拨款收入", "上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入"
    ),
    TableKind.EXPENDITURE: (
        "本年支出合计", "基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出"
    ),
    TableKind.GENERAL_BUDGET_EXPENDITURE: ("合计", "基本支出", "项目支出"),
}  # fmt: skip
"""Amount columns of the code tables in the order that every form prints; the first is the sum of the others."""
_ITEMS = "因公出国（境）费", "公务用车购置及运行维护费", "公务接待费"
_VEHICLES = ("小计", "公务用车购置费", "公务用车运行维护费")
_UNREADABLE = "#"
"""Parsed as an unreadable cell: a number stands here or there, and nothing tells where."""


def looks_spaced(lines: Sequence[str]) -> bool:
    """True where the lines below a table's title hold rows of numbers."""
    return sum(1 for line in lines if any(_NUMBER.fullmatch(token) for token in line.split())) >= 1


def read_spaced(kind: TableKind, lines: Sequence[str]) -> Grid | None:
    """The grid of a table in blank-separated text, or none where its arithmetic does not prove it.

    Args:
        kind: by the table's title; it says which columns there are.
        lines: the lines between title and note, as printed.
    """
    if kind in (TableKind.INCOME_EXPENDITURE_SUMMARY,):
        return _two_halves(lines)
    if kind in _LEAVES:
        return _code_rows(kind, lines)
    if kind is TableKind.THREE_PUBLIC:
        return _three_public(lines)
    return None


def _value(text: str) -> Decimal:
    return Decimal(text.replace(",", "")) if text else Decimal(0)


def _ties(total: str, parts: Sequence[str]) -> bool:
    return ties(_value(total), [_value(part) for part in parts])


def _as_grid(rows: Sequence[Sequence[str]]) -> Grid:
    cells = [GridCell(text, r, c, 1, 1, None, None) for r, row in enumerate(rows) for c, text in enumerate(row)]
    return Grid(tuple(cells), len(rows), len(rows[0]), None, None, (), spans_known=False)


# --------------------------------------------------------------------------------------------------------- 收入支出总表


@dataclass(slots=True)
class _Entry:
    label: str
    value: str = ""


def _two_halves(lines: Sequence[str]) -> Grid | None:
    halves: tuple[list[_Entry], list[_Entry]] = ([], [])
    last: _Entry | None = None
    for line in lines:
        tokens = line.split()
        entries = _entries(tokens)
        if entries is None:
            return None
        if not halves[0] and not (entries and _ENUMERATED.match(entries[0].label)):
            continue  # the head
        if len(entries) == 1 and last and not _begins_entry(entries[0].label):
            last.label += entries[0].label  # a wrapped name
            last.value = last.value or entries[0].value
            continue
        if len(entries) > 2:
            return None
        for i, entry in enumerate(entries):
            halves[i if len(entries) == 2 else _half(entry.label, halves)].append(entry)
        last = entries[-1] if entries else last
    left, right = halves
    if not (_half_ties(left, "本年收入合计") and _half_ties(right, "本年支出合计")):
        return None
    rows = [["收入", "", "支出", ""], ["项目", "决算数", "项目", "决算数"]]
    blank = _Entry("")
    for i in range(max(len(left), len(right))):
        a, b = (half[i] if i < len(half) else blank for half in halves)
        rows.append([a.label, a.value, b.label, b.value])
    return _as_grid(rows)


def _entries(tokens: Sequence[str]) -> list[_Entry] | None:
    entries: list[_Entry] = []
    for token in tokens:
        if not _NUMBER.fullmatch(token):
            entries.append(_Entry(token))
        elif not entries or entries[-1].value:
            return None
        else:
            entries[-1].value = token
    return entries


def _begins_entry(label: str) -> bool:
    return bool(_ENUMERATED.match(label)) or label in _TOTALS or bool(re.match(r"使用|年初|年末|结余分配", label))


def _half(label: str, halves: tuple[list[_Entry], list[_Entry]]) -> int:
    """Which half a lone entry continues: the one whose count it follows, else what its words say."""
    number = _ENUMERATED.match(label)
    if number:
        follows = [sum(1 for entry in half if _ENUMERATED.match(entry.label)) for half in halves]
        position = "一二三四五六七八九十".find(number.group(1)) + 1
        if position and follows[0] + 1 != follows[1] + 1:
            return 0 if position == follows[0] + 1 else 1
    return 0 if _LEFT.search(label) else 1


def _half_ties(half: Sequence[_Entry], subtotal: str) -> bool:
    names = [entry.label for entry in half]
    if subtotal not in names or "总计" not in names:
        return False
    at, end = names.index(subtotal), names.index("总计")
    items = [entry.value for entry in half[:at] if entry.value]
    after = [entry.value for entry in half[at:end] if entry.value]
    return bool(items) and _ties(half[at].value, items) and _ties(half[end].value, after)


# ----------------------------------------------------------------------------------------------------- tables by account


def _code_rows(kind: TableKind, lines: Sequence[str]) -> Grid | None:
    leaves = _LEAVES[kind]
    rows: list[list[str]] = []
    open_row: list[str] | None = None
    for line in lines:
        tokens = line.split()
        words = [token for token in tokens if not _NUMBER.fullmatch(token)]
        code = tokens[0] if tokens and _CODE.fullmatch(tokens[0]) else ""
        numbers = [token for token in tokens[1 if code else 0 :] if _NUMBER.fullmatch(token)]
        total = any(word in ("合计", "总计") for word in words) and numbers
        if code or total:
            if open_row is not None:
                return None  # a code without its numbers
            row = [code, "".join(words), *_columns(numbers, len(leaves))]
            if len(row) == 2:
                open_row = row
            elif len(row) != len(leaves) + 2:
                return None
            else:
                rows.append(row)
        elif open_row is not None:
            open_row[1] += "".join(words)
            if numbers:
                rows.append([*open_row, *_columns(numbers, len(leaves))])
                open_row = None
                if len(rows[-1]) != len(leaves) + 2:
                    return None
    if open_row is not None or not _accounts_tie(rows):
        return None
    return _as_grid([["科目编码", "科目名称", *leaves], *rows])


def _columns(numbers: Sequence[str], width: int) -> list[str]:
    """The row's amounts by column: all of them, or just the total where blanks hide which of the others are meant."""
    if not numbers or len(numbers) > width:
        return list(numbers)
    if len(numbers) == width:
        return list(numbers)
    return [numbers[0], *[_UNREADABLE] * (width - 1)]


def _accounts_tie(rows: Sequence[Sequence[str]]) -> bool:
    """Each full row adds up, and so do the accounts of each level to the one above and to the total."""
    if not rows or any(
        _UNREADABLE not in row and not _ties(row[2], [text for text in row[3:] if text]) for row in rows
    ):
        return False
    by_code = {row[0]: row[2] for row in rows if row[0]}
    total = next((row[2] for row in rows if not row[0]), None)
    for code, amount in by_code.items():
        below = [value for other, value in by_code.items() if other.startswith(code) and len(other) == len(code) + 2]
        if below and not _ties(amount, below):
            return False
    shortest = min((len(code) for code in by_code), default=0)
    top = [amount for code, amount in by_code.items() if len(code) == shortest]
    return total is not None and _ties(total, top)


# ------------------------------------------------------------------------------------------------------------- 三公经费


def _three_public(lines: Sequence[str]) -> Grid | None:
    numbers = next(
        (tokens for line in lines if len(tokens := line.split()) == 12 and all(map(_NUMBER.fullmatch, tokens))), None
    )
    head = "".join(lines).replace(" ", "")
    if numbers is None:
        return None
    if "预算数决算数预算数" in head:  # each item has both
        budget, final = numbers[0::2], numbers[1::2]
    else:
        budget, final = numbers[:6], numbers[6:]
    readings = {
        order
        for order in (("出国", "用车", "接待"), ("出国", "接待", "用车"))
        if all(_items_tie(amounts, order) for amounts in (budget, final))
    }
    if not readings:
        return None
    if len(readings) == 2 and not (budget[2:] == [budget[2]] * 4 and final[2:] == [final[2]] * 4):
        return None  # both orders tie and would say different things
    vehicles_last = next(iter(sorted(readings)))[1] == "接待" and len(readings) == 1
    abroad, cars, guests = _ITEMS
    leaves = [(cars, name) for name in _VEHICLES]
    order = [("合计", ""), (abroad, "")] + ([(guests, ""), *leaves] if vehicles_last else [*leaves, (guests, "")])
    upper = ["预算数"] * 6 + ["决算数"] * 6
    rows = [upper, [name for name, _ in order] * 2, [leaf for _, leaf in order] * 2, [*budget, *final]]
    return _as_grid(rows)


def _items_tie(amounts: Sequence[str], order: tuple[str, str, str]) -> bool:
    total, abroad, *rest = amounts
    cars, guests = (rest[:3], rest[3]) if order[1] == "用车" else (rest[1:], rest[0])
    return _ties(total, [abroad, cars[0], guests]) and _ties(cars[0], cars[1:])
