"""财政拨款支出: of the general budget alone, or of all the funds that the appropriation summary shows."""

from __future__ import annotations

from miner.figures.context import Topic
from miner.figures.tables import Tables
from miner.figures.targets import FUND, SPENT, STATE, T04
from miner.model import Disclosure


def appropriation_topic(disclosure: Disclosure) -> Topic:
    """What a section on 财政拨款支出 speaks of, where no title names the fund.

    The general budget where no other fund is spent: the forms of most regions say 财政拨款支出 for it. Else all funds
    together.
    """
    return Topic.APPROPRIATION if _several_funds(Tables(disclosure)) else Topic.GENERAL


def _several_funds(tables: Tables) -> bool:
    """True where the appropriation summary shows spending from another fund than the general budget's."""
    view = tables.get(T04)
    if view is None:
        return False
    rows = {cell.row_index for cell in view.find(row=SPENT, side="支出")}
    cells = [cell for fund in (FUND, STATE) for cell in view.find(column=(fund,), side="支出")]
    return any(cell.value for cell in cells if cell.row_index in rows)
