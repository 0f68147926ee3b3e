"""What the words of a paragraph make of its comparisons: directions, bases, and which of them stand."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from functools import cache

from miner.county.marked import Mark, Marked
from miner.county.notes import Because, Compared, Stated, Turn
from miner.model import Direction, Verdict

_TURNS = re.compile(r"增加|增长|上升|大于|高于|多于|减少|下降|降低|小于|低于|少于|持平|一致|相同|无增减|无变化")
_FLAT = frozenset(("持平", "一致", "相同", "无增减", "无变化"))
_NEAR = 60
"""Characters before a comparison in which a budget is named that the comparison then only calls 预算."""
_ADJUSTED = re.compile("全年预算|调整(?:后)?(?:的)?预算")
_UP = frozenset(("增加", "增长", "上升", "大于", "高于", "多于"))


def settled(text: Marked) -> Marked:
    """A paragraph with its comparisons as a reader understands them."""
    return _backed(_once(_based(text)))


def says_direction(template: str) -> bool:
    """True where a template's own words say which way a difference goes."""
    return bool(_TURNS.search(template))


def _based(text: Marked) -> Marked:
    """Comparisons with a budget that the words call the whole year's or the adjusted one."""
    words = text.text
    for mark, _ in text.of(Because):  # what a reason says of budgets names no base
        words = words[: mark.start] + "·" * (mark.end - mark.start) + words[mark.end :]
    marks: list[Mark] = []
    for mark in text.marks:
        note = mark.note
        named = _ADJUSTED.search(words, max(0, mark.start - _NEAR), mark.end)
        if named and isinstance(note, Compared) and note.basis == "budget":
            note = replace(note, basis="adjusted_budget")
        marks.append(Mark(mark.start, mark.end, note))
    return Marked(text.text, tuple(marks))


def _backed(text: Marked) -> Marked:
    """Rates of completion whose base nobody can read: not in the paragraph, and in no table."""
    printed = {note.value for _, note in text.of(Stated)}
    for _, note in list(text.of(Stated)):
        if note.measure == "完成率" and not any(key.key.startswith("budget|") for key in note.operands):
            base = Decimal(note.formula.removesuffix(" × 100").split(" ÷ ")[1])
            if base not in printed:
                unbacked = replace(note, verdict=Verdict.NO_TABLE_COUNTERPART, formula="", computed=None)
                text = text.renoted(note, unbacked)
    return text


def _once(text: Marked) -> Marked:
    """Each comparison noted once in its paragraph: a bare rate goes where words compare the same two, or another rate does."""
    said = {(n.subject, n.code, n.basis) for _, n in text.of(Compared) if n.direction is not Direction.UNSTATED}
    kept: list[Mark] = []
    for mark in text.marks:
        note = mark.note
        if isinstance(note, Compared) and note.direction is Direction.UNSTATED:
            what = (note.subject, note.code, note.basis)
            inside = any(
                isinstance(m.note, Compared) and m.note is not note and m.start <= mark.start and mark.end <= m.end
                and (m.note.subject, m.note.code, m.note.basis) == what
                for m in text.marks
            )  # fmt: skip
            if what in said or inside:
                continue
            said.add(what)
        kept.append(mark)
    return Marked(text.text, tuple(kept))


@cache
def turns(text: str) -> Marked:
    """Words with each direction word marked."""
    marks = tuple(
        Mark(
            m.start(),
            m.end(),
            Turn(Direction.FLAT if m[0] in _FLAT else Direction.UP if m[0] in _UP else Direction.DOWN),
        )
        for m in _TURNS.finditer(text)
    )
    return Marked(text, marks)
