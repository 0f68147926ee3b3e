"""What the words around a figure rule out: the grand total of a table is not the amount of something narrower."""

from __future__ import annotations

import re

from miner.figures.context import Topic
from miner.figures.statements import Statement
from miner.figures.tables import plain
from miner.figures.targets import T01, T02, T03, T04, T05, T07, T08
from miner.model import Cell, TableKind

_WHOLE_TABLES = (T01, T02, T03, T04, T05, T07, T08)
_TOTAL_LABEL = re.compile(r"(?:本年)?(?:收入|支出|收支)?(?:合计|总计|小计)|本年(?:收入|支出)")
_TOTAL_WORDS = re.compile(r"合计|总计|总额|总支出|总收入")
_NARROW_TOPICS = frozenset({Topic.OPERATING, Topic.MEETING, Topic.PROCUREMENT, Topic.ASSETS, Topic.THREE_PUBLIC})
_NARROW_WORDS = re.compile(
    r"机关运行经费|会议费|培训费|政府采购|三公.{0,2}经费|公务接待|公务用车|因公出国|项目(?!支出|经费|资金|数|合计|总)"
)
_ITEM_START = re.compile(r"[\W\d一二三四五六七八九十]*")


def too_wide(statement: Statement, text: str, kind: TableKind, cell: Cell) -> bool:
    """True for a grand total where the figure is an account's, or of one purpose (机关运行经费, 会议费, a project).

    Args:
        statement: the figure.
        text: its section's text.
        kind: the kind of the cell's table.
        cell: the cell that its noun may stand for.
    """
    if kind not in _WHOLE_TABLES or cell.row_code or not _TOTAL_LABEL.fullmatch(plain(cell.row_label)):
        return False
    return statement.topic in _NARROW_TOPICS or _names_narrower(statement) or _of_an_account(statement, text)


def _names_narrower(statement: Statement) -> bool:
    return _NARROW_WORDS.search(re.split(r"[；;]", statement.phrase.before)[-1]) is not None


def _of_an_account(statement: Statement, text: str) -> bool:
    """True where the account is what the section, the paragraph or the sentence speaks of."""
    path, phrase = statement.path, statement.phrase
    if path is None:
        return False
    if text[path.start : path.end] != path.text or path.end >= phrase.start - len(phrase.lead) - 2:
        return True
    begins = text.rfind("\n", 0, path.start) + 1
    if _ITEM_START.fullmatch(text, begins, path.start) and begins in (0, phrase.paragraph_start):
        return True
    return phrase.sentence_start <= path.start and not _TOTAL_WORDS.search(statement.noun)
