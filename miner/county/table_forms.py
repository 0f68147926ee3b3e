"""How a region prints its tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Literal

from miner.model import TableKind


@dataclass(frozen=True, slots=True)
class TableForm:
    """How a region prints the tables."""

    order: tuple[TableKind, ...]
    titles: Mapping[str, str]
    notes: Mapping[str, str]
    numbering: str
    """``公开{n:02}表``, ``表{n}`` …; empty where tables have no number."""
    owner: str
    """What stands before the department above a table: ``部门：``, ``编制单位：`` …"""
    unit: Literal["万元", "元"]
    row_numbers: bool
    """行次 in the summaries, and rows of 栏次."""
    tree: bool
    """Rows for 类 and 款 above each 项."""
    code_columns: int
    """1, or 3: 类, 款 and 项 each in a column."""
    total: Literal["first", "last"]
    zero: Literal["blank", "0.00"]
    separators: bool
    """1,234.56"""
    three: Literal["halves", "pairs"]
    """Budget half and final half, or both beside each other under each item."""
    groups: int
    """In how many groups side by side the economic classification stands: 2 or 3."""
    debt: bool
    """The summaries list 债务还本支出 and 债务付息支出."""
    empty_note: str
    """Below a table that has nothing, with ``{name}`` for what it would list; may be empty."""
    extra: tuple[str, ...]
    """Tables besides the nine: ``assets``."""

    @staticmethod
    def read(data: Mapping[str, Any]) -> TableForm:
        """From a form's ``tables``."""
        return TableForm(
            tuple(TableKind(kind) for kind in data["order"]), data["titles"], data["notes"], data["numbering"],
            data["owner"], data["unit"], data["row_numbers"], data["tree"], data["code_columns"], data["total"],
            data["zero"], data["separators"], data["three"], data["groups"], data["debt"], data["empty_note"],
            tuple(data["extra"]),
        )  # fmt: skip


def in_unit(amount: int, unit: str) -> Decimal:
    """分 in 万元 or 元, rounded half up to two decimals."""
    exact = Decimal(amount).scaleb(-6 if unit == "万元" else -2)
    return exact.quantize(Decimal("0.01"), ROUND_HALF_UP)
