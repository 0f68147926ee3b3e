"""Accounts that the prose lists (公用经费 …，包括：办公费、水费 …) against the table of the basic expenditure, both ways."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from miner.bilingual import say
from miner.figures.content.rule import Examined, Issue
from miner.figures.context import Topic, topic_of
from miner.figures.evidence import of_cell, of_text
from miner.figures.tables import TableView, account_name, column_fits
from miner.figures.targets import AMOUNT, T06
from miner.model import Cell, CellState, Section

_NAME = re.compile(r"[^、，,；;。：:\n]+")
_ENDING = re.compile(r"等(?:支出|费用|方面|项目|组成|构成)?$|(?:组成|构成|方面)$")
_OPENING = re.compile(r"^.*(?:主要)?(?:包括|用于|由|有|含|为|开支项目有|内容为|支付|列支|其中)(?:了|以下[^：:]{0,8})?")
_FEWEST = 3
"""Names in a row of which most are the table's from which it is a list of accounts."""
_TOPICS = (Topic.BASIC, Topic.GENERAL, Topic.OPERATING, Topic.APPROPRIATION, Topic.EXPENDITURE, Topic.NONE)
_GROUPS = (("301", "303"), ("302", "307", "310", "399"))
"""The 类 of 人员经费 and of 公用经费."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A run of account names: each with where it stands."""

    section: Section
    names: tuple[tuple[str, int], ...]

    @property
    def span(self) -> tuple[int, int]:
        """From the first name to the end of the last."""
        last, start = self.names[-1]
        return self.names[0][1], start + len(last)


def listed_but_blank(examined: Examined) -> Iterator[Issue]:
    """One issue for each list that names accounts which the table leaves empty.

    Only a name that is exactly a row's counts, and only where each row of that name is blank or 0: lists are free to
    shorten names, and a shortened name may be meant for another row.
    """
    view = examined.bench.tables.get(T06)
    if view is None or view.table.empty:
        return
    rows = _rows(view)
    for listing in _listings(examined, rows):
        empty = [(name, start, rows[account_name(name)]) for name, start in listing.names if account_name(name) in rows]
        empty = [(name, start, cells) for name, start, cells in empty if all(_nothing(cell) for cell in cells)]
        if not empty:
            continue
        names = "、".join(name for name, _, _ in empty)
        evidence = []
        for name, start, cells in empty:
            evidence += [of_text(listing.section, start, start + len(name)), of_cell(view, cells[0])]
        message = say(
            f"说明列举了{names}，《{view.table.title}》中这些科目为空白或0",
            f"the text lists {names}; {view.table.title} prints nothing or 0 for them",
        )
        yield Issue(message, tuple(evidence))


def spent_but_not_listed(examined: Examined) -> Iterator[Issue]:
    """One issue for each list that leaves out accounts of its group with amounts in the table."""
    view = examined.bench.tables.get(T06)
    if view is None or view.table.empty:
        return
    rows = _rows(view)
    for listing in _listings(examined, rows):
        named = {account_name(name) for name, _ in listing.names}
        codes = [rows[name][0].row_code[:3] for name in named if name in rows]
        group = next((group for group in _GROUPS if codes and all(code in group for code in codes)), ())
        left = [
            cell
            for name, cells in rows.items()
            for cell in cells
            if cell.row_code[:3] in group and len(cell.row_code) == 5 and not _nothing(cell) and name not in named
        ]
        if not left:
            continue
        names = "、".join(cell.row_label for cell in left)
        message = say(
            f"《{view.table.title}》中{names}有数字，说明的列举中没有",
            f"{view.table.title} prints {names}; the list leaves them out",
        )
        yield Issue(message, (of_text(listing.section, *listing.span), *(of_cell(view, cell) for cell in left)))


def _rows(view: TableView) -> dict[str, list[Cell]]:
    rows: dict[str, list[Cell]] = defaultdict(list)
    for cell in view.amounts:
        if cell.row_label and cell.row_code and column_fits(cell, (AMOUNT,)):
            rows[account_name(cell.row_label)].append(cell)
    return rows


def _nothing(cell: Cell) -> bool:
    return cell.state is CellState.BLANK or (cell.state is CellState.NUMBER and not cell.value)


def _listings(examined: Examined, rows: dict[str, list[Cell]]) -> Iterator[Listing]:
    """Runs of names parted by 、 most of which are rows of the table."""
    for section in examined.prose:
        if topic_of(examined.disclosure, section) not in _TOPICS:
            continue
        text = section.text.text
        for sentence in re.finditer(r"[^。；;\n]*、[^。；;\n]*", text):
            if not re.search(
                r"人员经费|公用经费|机关运行经费|基本支出|包括|用于|组成|开支",
                text[max(0, sentence.start() - 80) : sentence.end()],
            ):
                continue
            names = list(_names(text, *sentence.span()))
            known = [account_name(name) in rows for name, _ in names]
            if sum(known) >= _FEWEST and sum(known) * 2 > len(known):
                first, last = known.index(True), len(known) - known[::-1].index(True)
                yield Listing(section, tuple(names[first:last]))


def _names(text: str, start: int, end: int) -> Iterator[tuple[str, int]]:
    for match in _NAME.finditer(text, start, end):
        words = _ENDING.sub("", match[0])
        opening = _OPENING.match(words)
        begin = opening.end() if opening and opening.end() < len(words) else 0
        name = words[begin:].strip()
        if name:
            yield name, match.start() + match[0].index(name, begin)
