"""Directions, reasons, names, years and lists that are wrong."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from miner.county.books import account_name
from miner.county.dice import Dice
from miner.county.errors.manuscript import Manuscript, figures
from miner.county.marked import Mark, Marked
from miner.county.notes import Because, CellKey, Compared, Planted, Stated, Turn
from miner.model import Direction, FigureKind, TableKind

_OPPOSITE = {
    "增加": "减少", "减少": "增加", "增长": "下降", "下降": "增长", "上升": "下降", "降低": "增长", "大于": "小于", "小于": "大于",
    "高于": "低于", "低于": "高于", "多于": "少于", "少于": "多于",
}  # fmt: skip


def _comparisons(manuscript: Manuscript) -> list[tuple[int, Marked, Mark, Compared]]:
    return [(index, text, mark, note) for index, text in manuscript.paragraphs() for mark, note in text.of(Compared)]


def wrong_direction(manuscript: Manuscript, dice: Dice) -> bool:
    """减少 where the figures say more, or the reverse, in all the words of a comparison."""
    found = [
        one for one in _comparisons(manuscript)
        if one[3].direction in (Direction.UP, Direction.DOWN) and _turns(one[1], one[2])
        and any(one[2].start <= m.start < one[2].end for m, _ in one[1].of(Stated))
    ]  # fmt: skip
    if not found:
        return False
    index, text, mark, note = dice.choice(found)
    turned = _turns(text, mark)
    changed = text
    for turn in turned:  # the opposites are as long
        changed = changed.replaced(turn.start, turn.end, _OPPOSITE[text.text[turn.start : turn.end]])
    way = Direction.DOWN if note.direction is Direction.UP else Direction.UP
    changed = changed.renoted(note, replace(note, direction=way))
    start, end = turned[0].start, turned[-1].end
    return manuscript.plant(index, changed, start, end, Planted("wrong_direction", text.text[start:end]))


def _turns(text: Marked, mark: Mark) -> list[Mark]:
    """The direction words of a comparison that are not in its reason."""
    inside = [m for m, _ in text.of(Because)]
    return [
        t for t, note in text.of(Turn)
        if mark.start <= t.start < mark.end and note.way is not Direction.FLAT
        and not any(m.start <= t.start < m.end for m in inside)
    ]  # fmt: skip


def _reason(
    manuscript: Manuscript, dice: Dice, kind: str, new: Callable[[Compared, Because], tuple[str, Because | None] | None]
) -> bool:
    """Exchange or drop a reason."""
    found = [
        (index, text, reason, because, note)
        for index, text, mark, note in _comparisons(manuscript)
        for reason, because in text.of(Because)
        if mark.start <= reason.start and reason.end <= mark.end and note.direction in (Direction.UP, Direction.DOWN)
    ]
    for index, text, reason, because, note in dice.shuffled(found):
        words = new(note, because)
        if words is None:
            continue
        right = text.text[reason.start : reason.end]
        plain = Marked(
            text.text,
            tuple(m for m in text.marks if not (reason.start <= m.start and m.end <= reason.end) or m is reason),
        )
        if words[1] is None:
            start = max(plain.text.rfind(mark, 0, reason.start) for mark in "，。；")
            stem = plain.text[start : reason.start] if start >= 0 else ""
            if not re.fullmatch(r"[，。；](?:[^，。；{}]{0,14}(?:原因|因为)(?:是|为)?[：:]?)", stem):
                continue
            changed = plain.replaced(start, reason.end, "")
            changed = Marked(changed.text, tuple(m for m in changed.marks if m.note is not because and m.start < m.end))
            before = max(0, start - 8)  # the words after which something is missing
            place, planted = (before, start), Planted(kind, plain.text[before : reason.end])
        else:
            changed = plain.replaced(reason.start, reason.end, words[0]).renoted(because, words[1])
            place, planted = (reason.start, reason.start + len(words[0])), Planted(kind, right)
        return manuscript.plant(index, changed, *place, planted)
    return False


_CONTRADICTIONS = {
    Direction.UP: (
        "人员减少，人员经费相应下降",
        "厉行节约，压减一般性支出",
        "项目取消，未发生支出",
        "退休人员增多，在职人员减少",
    ),
    Direction.DOWN: (
        "新招录人员增加，人员经费相应增长",
        "年中追加项目资金",
        "业务量增大，支出相应增加",
        "工资标准提高",
    ),
}


def contradicting_reason(manuscript: Manuscript, dice: Dice) -> bool:
    """A reason for the other direction."""

    def other(note: Compared, because: Because) -> tuple[str, Because]:
        text = dice.choice(_CONTRADICTIONS[note.direction])
        name = f"contradiction/{text}"
        return text, Because(name, name, "", "copied", "shared")

    return _reason(manuscript, dice, "contradicting_reason", other)


def reason_missing(manuscript: Manuscript, dice: Dice) -> bool:
    """A difference without the reason that the rules ask for."""
    return _reason(manuscript, dice, "reason_missing", lambda note, because: ("", None))


def empty_reason(manuscript: Manuscript, dice: Dice) -> bool:
    """A reason that only says the difference again."""

    def circular(note: Compared, because: Because) -> tuple[str, Because] | None:
        if because.cause == "empty":
            return None
        other = "上年" if note.basis == "last_year" else "预算"
        text = dice.choice(
            (
                f"实际支出{'大于' if note.direction is Direction.UP else '小于'}{other}",
                f"本年支出较{other}有所{'增加' if note.direction is Direction.UP else '减少'}",
            )
        )
        return text, Because("circular", f"circular/{text}", "empty", "copied", "shared")

    return _reason(manuscript, dice, "empty_reason", circular)


def template_residue(manuscript: Manuscript, dice: Dice) -> bool:
    """A template's alternatives left standing: 增加（减少）."""
    found = [one for one in _comparisons(manuscript) if _turns(one[1], one[2])]
    if not found:
        return False
    index, text, mark, _ = dice.choice(found)
    turn = _turns(text, mark)[0]
    word = text.text[turn.start : turn.end]
    both = f"{word}（{_OPPOSITE[word]}）"
    changed = text.replaced(turn.start, turn.end, both)
    return manuscript.plant(index, changed, turn.start, turn.start + len(both), Planted("template_residue", word))


def blank_slot(manuscript: Manuscript, dice: Dice) -> bool:
    """A template's slot that nobody filled: 占XX%, 增长%."""
    found = figures(manuscript, lambda n: n.kind is FigureKind.PERCENT and bool(n.formula))
    if not found:
        return False
    index, text, mark, note = dice.choice(found)
    slot = dice.choice(("XX%", "%", "×%"))
    changed = text.replaced(mark.start, mark.end, slot)
    changed = Marked(changed.text, tuple(m for m in changed.marks if m.note is not note))
    planted = Planted("blank_slot", text.text[mark.start : mark.end])
    return manuscript.plant(index, changed, mark.start, mark.start + len(slot), planted)


def wrong_year(manuscript: Manuscript, dice: Dice) -> bool:
    """The number of last year, or of the year before, where this year's belongs."""
    year = str(manuscript.told.books.year)
    found = [
        (index, text, match.start())
        for index, text in manuscript.paragraphs()
        for match in re.finditer(f"{year}(?=年度)", text.text)
        if not any(m.start <= match.start() < m.end for m, _ in text.of(Stated))
    ]
    if not found:
        return False
    index, text, at = dice.choice(found)
    wrong = str(int(year) - dice.whole(1, 2))
    changed = text.replaced(at, at + 4, wrong)
    return manuscript.plant(index, changed, at, at + 4, Planted("wrong_year", year))


def wrong_name(manuscript: Manuscript, dice: Dice) -> bool:
    """Another department's name, from the document that this one was copied from."""
    department = manuscript.told.books.department
    found = [
        (index, text, match.start())
        for index, text in manuscript.paragraphs()
        for match in re.finditer(re.escape(department.name), text.text)
    ]
    others = [name for name in _NEIGHBOURS if name not in department.name]
    if not found:
        return False
    index, text, at = dice.choice(found)
    wrong = department.place.name + dice.choice(others)
    changed = text.replaced(at, at + len(department.name), wrong)
    return manuscript.plant(index, changed, at, at + len(wrong), Planted("wrong_name", department.name))


_NEIGHBOURS = ("财政局", "水利局", "档案馆", "统计局", "审计局", "司法局", "图书馆", "残疾人联合会")


def _lists_accounts(text: Marked) -> bool:
    """True for the paragraph that says what 公用经费 was spent on."""
    return any(key.key == "running_costs|final" for _, note in text.of(Stated) for key in note.cells)


def account_not_in_table(manuscript: Manuscript, dice: Dice) -> bool:
    """An economic account listed in the prose whose cell is blank."""
    books = manuscript.told.books
    blank = [
        code for code in ("30203", "30214", "30226", "30227", "30205", "31003", "30209") if not books.economic.get(code)
    ]
    shown = account_name("302" + "01", books.year)
    found = [(i, t) for i, t in manuscript.paragraphs() if shown in t.text and _lists_accounts(t)]
    if not blank or not found:
        return False
    code = dice.choice(blank)
    index, text = found[0]
    at = text.text.index(shown) + len(shown)
    added = f"、{account_name(code, books.year)}"
    changed = text.replaced(at, at, added)
    key = (CellKey(TableKind.GENERAL_BUDGET_BASIC_EXPENDITURE, f"{code}|final"),)
    return manuscript.plant(index, changed, at + 1, at + len(added), Planted("account_not_in_table", "", key))


def account_not_in_prose(manuscript: Manuscript, dice: Dice) -> bool:
    """An economic account with an amount that the prose leaves out."""
    books = manuscript.told.books
    for index, text in dice.shuffled(list(manuscript.paragraphs())):
        names = [
            (code, name) for code, amount in books.economic.items()
            if amount and (name := account_name(code, books.year)) and f"、{name}、" in text.text and code[:3] == "302"
        ]  # fmt: skip
        if names and _lists_accounts(text):
            code, name = dice.choice(names)
            at = text.text.index(f"、{name}、")
            changed = text.replaced(at, at + len(name) + 1, "")
            key = (CellKey(TableKind.GENERAL_BUDGET_BASIC_EXPENDITURE, f"{code}|final"),)
            return manuscript.plant(index, changed, at - 2, at, Planted("account_not_in_prose", name, key))
    return False
