"""Accounts that the prose lists (人员经费 …，主要包括：…) although the table prints nothing or 0 for them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from miner.bilingual import say
from miner.figures.bindings import AMOUNT, T06
from miner.figures.context import ELIGIBLE, Topic, topic_of
from miner.figures.tables import Tables, TableView, account_name, column_fits
from miner.model import Cell, CellState, Disclosure, Evidence, Finding, Section, Severity

_LIST = re.compile(r"主要(?:包括|用于)(?:以下[^：:]{0,8})?[：:]?([^。；;]*)")
_NAME = re.compile(r"[^、，,\s：:]+")
_ENDING = re.compile(r"等(?:支出|费用|方面|项目)?$")


def listed_without_spending(disclosure: Disclosure, tables: Tables) -> list[Finding]:
    """One finding for each section that lists accounts of the economic classification which the table leaves empty.

    Only a name that is exactly a row's counts, and only where each row of that name is blank or 0: lists are free to
    shorten names, and a shortened name may be meant for another row.
    """
    view = tables.get(T06)
    if view is None or view.table.empty:
        return []
    rows: dict[str, list[Cell]] = defaultdict(list)
    for cell in view.amounts:
        if cell.row_label and cell.row_code and column_fits(cell, (AMOUNT,)):
            rows[account_name(cell.row_label)].append(cell)
    found = []
    for section in disclosure.sections:
        if section.role not in ELIGIBLE or topic_of(disclosure, section) is not Topic.BASIC:
            continue
        empty = [(name, start, cells) for name, start in _listed(section) if _nothing(cells := rows.get(name[1], []))]
        if empty:
            found.append(_finding(section, view, [(name[0], start, cells) for name, start, cells in empty]))
    return found


def _listed(section: Section) -> Iterator[tuple[tuple[str, str], int]]:
    """The names listed in a section, as printed and for comparing, with where each stands."""
    text = section.text.text
    for listing in _LIST.finditer(text):
        for match in _NAME.finditer(text, *listing.span(1)):
            printed = _ENDING.sub("", match[0])
            if printed:
                yield (printed, account_name(printed)), match.start()


def _nothing(cells: list[Cell]) -> bool:
    return bool(cells) and all(
        cell.state is CellState.BLANK or (cell.state is CellState.NUMBER and not cell.value) for cell in cells
    )


def _finding(section: Section, view: TableView, empty: list[tuple[str, int, list[Cell]]]) -> Finding:
    names = "、".join(name for name, _, _ in empty)
    message = say(
        f"说明列举了{names}，《{view.table.title}》中这些科目为空白或0",
        f"the text lists {names}; {view.table.title} prints nothing or 0 for them",
    )
    evidence = []
    for name, start, cells in empty:
        place = section.text.place(start, start + len(name))
        evidence.append(
            Evidence(
                role="text",
                quote=name,
                page=place.page if place else None,
                bbox=place.bbox if place else None,
                section=section.ordinal,
                char_start=start,
                char_end=start + len(name),
            )
        )
        for cell in cells[:1]:
            shown = f"{cell.row_code} {cell.row_label}：{cell.raw or '—'}"
            evidence.append(Evidence("table", shown, cell.page, cell.bbox, cell=view.ref(cell)))
    return Finding("LIST", Severity.WARNING, message, tuple(evidence))
