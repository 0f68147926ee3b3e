"""Errors on purpose: each kind alters a finished disclosure in one place and notes what was there before.

A kind is a function that finds where it can be planted and plants it, or says that there is no such place. Adding one is a
function and its line in `KINDS`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal
from math import exp

from miner.county.blocks import Block, Box, Paragraph, PrintedTable, Row
from miner.county.books import account_name
from miner.county.dice import Dice
from miner.county.marked import Mark, Marked
from miner.county.notes import Because, CellKey, Compared, Planted, Stated, Turn
from miner.county.quantities import as_printed, percent
from miner.county.telling import Told
from miner.model import Direction, FigureKind, TableKind, Verdict

_OPPOSITE = {
    "增加": "减少", "减少": "增加", "增长": "下降", "下降": "增长", "上升": "下降", "降低": "增长", "大于": "小于", "小于": "大于",
    "高于": "低于", "低于": "高于", "多于": "少于", "少于": "多于",
}  # fmt: skip


@dataclass(slots=True)
class Manuscript:
    """A disclosure that is being spoilt."""

    told: Told
    blocks: list[Block]
    whole: list[Planted] = field(default_factory=list)
    """Errors that no paragraph shows."""
    touched: set[int] = field(default_factory=set)
    """Blocks that hold an error already: one place, one error."""

    def paragraphs(self) -> Iterator[tuple[int, Marked]]:
        """Paragraphs without an error, by their place."""
        for index, block in enumerate(self.blocks):
            if isinstance(block, Paragraph) and index not in self.touched:
                yield index, block.text

    def put(self, index: int, text: Marked) -> None:
        """A paragraph with an error in it."""
        self.blocks[index] = Paragraph(text)
        self.touched.add(index)

    def table(self, kind: TableKind) -> tuple[int, PrintedTable] | None:
        """A statutory table without an error, by its place."""
        for index, block in enumerate(self.blocks):
            if isinstance(block, PrintedTable) and block.kind is kind and index not in self.touched:
                return index, block
        return None

    def printed(self, key: CellKey) -> Box | None:
        """The box of a quantity."""
        for block in self.blocks:
            if isinstance(block, PrintedTable) and block.kind is key.table:
                return next((box for row in block.body for box in row if box.key == key.key), None)
        return None


Kind = Callable[[Manuscript, Dice], bool]
Found = tuple[int, Marked, Mark, Stated]


# ---------------------------------------------------------------------------------------------------- finding places


def _figures(manuscript: Manuscript, wanted: Callable[[Stated], bool]) -> list[Found]:
    return [
        (index, text, mark, note)
        for index, text in manuscript.paragraphs()
        for mark, note in text.of(Stated)
        if wanted(note)
    ]


def _shown(manuscript: Manuscript, note: Stated) -> bool:
    """True where some cell of the figure stands in a table and holds a number."""
    return any((box := manuscript.printed(key)) is not None and box.text for key in note.cells)


def _spoil(
    manuscript: Manuscript, found: Found, text: str, kind: str, *, verdict: Verdict, value: Decimal | None = None, unit: str | None = None
) -> bool:  # fmt: skip
    """Exchange a figure's characters."""
    index, words, mark, note = found
    right = words.text[mark.start : mark.end]
    if text == right:
        return False
    spoilt = replace(
        note, value=note.value if value is None else value, unit=note.unit if unit is None else unit, verdict=verdict
    )
    changed = words.replaced(mark.start, mark.end, text).renoted(note, spoilt)
    planted = Mark(mark.start, mark.start + len(text), Planted(kind, right, note.cells))
    manuscript.put(index, Marked(changed.text, (*changed.marks, planted)))
    return True


def _digit(dice: Dice, digits: str) -> str:
    """The same digits but one; the first never becomes 0, and a 0.00 stays what it is."""
    places = [i for i, c in enumerate(digits) if c.isdigit()]
    place = dice.choice(places)
    others = [c for c in "0123456789" if c != digits[place] and not (c == "0" and place == places[0])]
    return digits[:place] + dice.choice(others) + digits[place + 1 :]


_TRIES = 12
"""Draws of another digit before giving up: most of them cannot be taken for rounding."""


def _misprint(manuscript: Manuscript, dice: Dice, kind: str, candidates: Sequence[Found], verdict: Verdict) -> bool:
    """Another digit in one of the figures, so that no rounding explains it."""
    for found in dice.shuffled(candidates):
        _, words, mark, note = found
        digits = words.text[mark.start : mark.end].removesuffix(note.unit)
        for _ in range(_TRIES):
            wrong = _digit(dice, digits)
            if _apart(note, as_printed(wrong)):
                return _spoil(manuscript, found, wrong + note.unit, kind, verdict=verdict, value=as_printed(wrong))
    return False


def _half(value: Decimal) -> Decimal:
    """Half a unit of the last printed decimal: a printed number stands for every value that rounds to it."""
    exponent = value.as_tuple().exponent
    assert isinstance(exponent, int)
    return Decimal("0.5").scaleb(exponent)


def _apart(note: Stated, wrong: Decimal) -> bool:
    """True where another value of a figure lies outside of what its operands, printed as they are, could give."""
    slack = 2 * _half(wrong)
    rate = re.fullmatch(r"([\d.]+) ÷ ([\d.]+) × 100", note.formula)
    if rate:
        part, whole = Decimal(rate[1]), Decimal(rate[2])
        low, high = whole - _half(whole), whole + _half(whole)
        if low <= 0:
            return False
        ends = [(part + a) * 100 / b for a in (-_half(part), _half(part)) for b in (low, high)]
        return not min(ends) - slack <= wrong <= max(ends) + slack
    return abs(wrong - note.value) > 3 * slack


# -------------------------------------------------------------------------------------------------- wrong figures


def figure_against_table(manuscript: Manuscript, dice: Dice) -> bool:
    """A figure that its cell contradicts."""
    found = _figures(manuscript, lambda n: n.kind is FigureKind.AMOUNT and bool(n.value) and _shown(manuscript, n))
    return _misprint(manuscript, dice, "figure_against_table", found, Verdict.MISMATCH)


def figure_against_figure(manuscript: Manuscript, dice: Dice) -> bool:
    """The same thing stated in two places with two figures that no table holds: cars kept and cars owned."""
    found = _figures(
        manuscript, lambda n: n.kind is FigureKind.COUNT and n.measure == "车辆" and bool(n.formula) and n.value > 0
    )
    if len(found) < 2:
        return False
    one = found[-1] if dice.chance(0.5) else found[0]
    wrong = one[3].value + dice.whole(1, 5)
    return _spoil(
        manuscript,
        one,
        f"{wrong}{one[3].unit}",
        "figure_against_figure",
        verdict=Verdict.ARITHMETIC_MISMATCH,
        value=wrong,
    )


def _rate(measure: str, kind: str) -> Kind:
    def plant(manuscript: Manuscript, dice: Dice) -> bool:
        found = _figures(
            manuscript, lambda n: n.kind is FigureKind.PERCENT and n.measure == measure and bool(n.formula)
        )
        return _misprint(manuscript, dice, kind, found, Verdict.ARITHMETIC_MISMATCH)

    plant.__doc__ = f"A wrong {measure}."
    return plant


def wrong_difference(manuscript: Manuscript, dice: Dice) -> bool:
    """A difference that is not the one between the two amounts: only where both stand in the same paragraph."""
    found = [
        one for one in _figures(manuscript, lambda n: n.kind is FigureKind.DELTA and n.value > 1)
        if any(note.measure == "增减率" for _, note in one[1].of(Stated))
    ]  # fmt: skip
    return _misprint(manuscript, dice, "wrong_difference", found, Verdict.ARITHMETIC_MISMATCH)


def wrong_sum(manuscript: Manuscript, dice: Dice) -> bool:
    """A total whose stated parts give another one."""
    found = _figures(manuscript, lambda n: n.measure == "政府采购" and not n.cells and n.value > 1)
    return _misprint(manuscript, dice, "wrong_sum", found[:1], Verdict.ARITHMETIC_MISMATCH)


def swapped_denominator(manuscript: Manuscript, dice: Dice) -> bool:
    """A rate of completion or growth with the wrong base."""
    found = [
        one for one in _figures(manuscript, lambda n: n.measure in ("完成率", "增减率") and bool(n.formula))
        if one[3].computed is not None and abs(one[3].computed - 100) > 3 and one[3].computed > 3
    ]  # fmt: skip
    if not found:
        return False
    one = dice.choice(found)
    part, whole = (Decimal(x) for x in one[3].formula.removesuffix(" × 100").split(" ÷ "))
    if not part:
        return False
    base = part if one[3].measure == "完成率" else whole + part
    wrong = percent(whole if one[3].measure == "完成率" else part, base)
    if not _apart(one[3], wrong):
        return False
    return _spoil(manuscript, one, f"{wrong}%", "swapped_denominator", verdict=Verdict.ARITHMETIC_MISMATCH, value=wrong)


def last_years_figure(manuscript: Manuscript, dice: Dice) -> bool:
    """Last year's amount left standing where this year's belongs."""
    before = manuscript.told.books.before
    if before is None:
        return False
    old = {"turnover|final": before.turnover, "total|total": before.general, "income|final": before.income,
           "spending|final": before.spending, "running_costs|final": before.running_costs, "personnel|final": before.personnel}  # fmt: skip
    found = [
        (one, amount)
        for one in _figures(manuscript, lambda n: n.kind is FigureKind.AMOUNT and bool(n.value) and _shown(manuscript, n))
        for key in one[3].cells
        if (amount := old.get(key.key)) and not (key.key == "total|total" and key.table is not TableKind.GENERAL_BUDGET_EXPENDITURE)
        and not (key.key == "turnover|final" and key.table is not TableKind.INCOME_EXPENDITURE_SUMMARY)
        and not (key.key == "income|final" and key.table is not TableKind.INCOME_EXPENDITURE_SUMMARY)
    ]  # fmt: skip
    if not found:
        return False
    one, amount = dice.choice(found)
    scale = -6 if one[3].unit == "万元" else -2
    value = Decimal(amount).scaleb(scale).quantize(Decimal("0.01"), ROUND_HALF_UP)
    if abs(value - one[3].value) < 1:
        return False
    return _spoil(manuscript, one, f"{value}{one[3].unit}", "last_years_figure", verdict=Verdict.MISMATCH, value=value)


def missing_percent(manuscript: Manuscript, dice: Dice) -> bool:
    """A percentage without its %."""
    found = _figures(manuscript, lambda n: n.kind is FigureKind.PERCENT and bool(n.formula))
    if not found:
        return False
    one = dice.choice(found)
    words = one[1].text[one[2].start : one[2].end]
    return _spoil(manuscript, one, words.rstrip("%"), "missing_percent", verdict=one[3].verdict, unit="")


def missing_unit(manuscript: Manuscript, dice: Dice) -> bool:
    """An amount without its unit."""
    found = _figures(manuscript, lambda n: n.kind is FigureKind.AMOUNT and n.value > 1 and _shown(manuscript, n))
    if not found:
        return False
    one = dice.choice(found)
    words = one[1].text[one[2].start : one[2].end]
    return _spoil(manuscript, one, words.removesuffix(one[3].unit), "missing_unit", verdict=one[3].verdict, unit="")


def wrong_unit(manuscript: Manuscript, dice: Dice) -> bool:
    """元 instead of 万元: ten thousand times too little."""
    found = _figures(
        manuscript, lambda n: n.kind is FigureKind.AMOUNT and n.unit == "万元" and n.value > 1 and _shown(manuscript, n)
    )
    if not found:
        return False
    one = dice.choice(found)
    words = one[1].text[one[2].start : one[2].end]
    return _spoil(manuscript, one, words.removesuffix("万元") + "元", "wrong_unit", verdict=Verdict.MISMATCH, unit="元")


def growth_from_nought(manuscript: Manuscript, dice: Dice) -> bool:
    """增长100% where last year there was nothing."""
    found = [
        (index, text, mark)
        for index, text in manuscript.paragraphs()
        for mark, note in text.of(Compared)
        if note.basis == "last_year" and note.direction is Direction.UP and "--" not in text.text[mark.start : mark.end]
        and any(s.kind is FigureKind.DELTA and mark.start <= m.start < mark.end for m, s in text.of(Stated))
        and not any(s.measure == "增减率" and mark.start <= m.start < mark.end for m, s in text.of(Stated))
    ]  # fmt: skip
    if not found:
        return False
    index, text, mark = dice.choice(found)
    delta = next(m for m, s in text.of(Stated) if s.kind is FigureKind.DELTA and mark.start <= m.start < mark.end)
    inserted = "，增长100%"
    changed = text.replaced(delta.end, delta.end, inserted)
    note = Stated(Decimal(100), "%", FigureKind.PERCENT, "增减率", str(manuscript.told.books.year), Verdict.ARITHMETIC_MISMATCH, (),
                  "增减额 ÷ 0 × 100")  # fmt: skip
    at = delta.end + len("，增长")
    marks = (
        *changed.marks,
        Mark(at, at + len("100%"), note),
        Mark(delta.end, delta.end + len(inserted), Planted("growth_from_nought", "")),
    )
    manuscript.put(index, Marked(changed.text, marks))
    return True


# ----------------------------------------------------------------------------------------------------- wrong words


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
    right = "、".join(text.text[t.start : t.end] for t in turned)
    changed = text
    for turn in turned:  # the opposites are as long
        changed = changed.replaced(turn.start, turn.end, _OPPOSITE[text.text[turn.start : turn.end]])
    way = Direction.DOWN if note.direction is Direction.UP else Direction.UP
    changed = changed.renoted(note, replace(note, direction=way))
    planted = Mark(turned[0].start, turned[-1].end, Planted("wrong_direction", right))
    manuscript.put(index, Marked(changed.text, (*changed.marks, planted)))
    return True


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
            planted = Mark(max(0, start - 8), start, Planted(kind, stem + right))
        else:
            changed = plain.replaced(reason.start, reason.end, words[0]).renoted(because, words[1])
            planted = Mark(reason.start, reason.start + len(words[0]), Planted(kind, right))
        manuscript.put(index, Marked(changed.text, (*changed.marks, planted)))
        return True
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
    manuscript.put(
        index,
        Marked(
            changed.text, (*changed.marks, Mark(turn.start, turn.start + len(both), Planted("template_residue", word)))
        ),
    )
    return True


def blank_slot(manuscript: Manuscript, dice: Dice) -> bool:
    """A template's slot that nobody filled: 占XX%, 增长%."""
    found = _figures(manuscript, lambda n: n.kind is FigureKind.PERCENT and bool(n.formula))
    if not found:
        return False
    index, text, mark, note = dice.choice(found)
    slot = dice.choice(("XX%", "%", "×%"))
    changed = text.replaced(mark.start, mark.end, slot)
    marks = tuple(m for m in changed.marks if m.note is not note)
    planted = Mark(mark.start, mark.start + len(slot), Planted("blank_slot", text.text[mark.start : mark.end]))
    manuscript.put(index, Marked(changed.text, (*marks, planted)))
    return True


def wrong_year(manuscript: Manuscript, dice: Dice) -> bool:
    """Last year's number where this year's belongs."""
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
    manuscript.put(index, Marked(changed.text, (*changed.marks, Mark(at, at + 4, Planted("wrong_year", year)))))
    return True


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
    manuscript.put(
        index, Marked(changed.text, (*changed.marks, Mark(at, at + len(wrong), Planted("wrong_name", department.name))))
    )
    return True


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
    manuscript.put(
        index,
        Marked(changed.text, (*changed.marks, Mark(at + 1, at + len(added), Planted("account_not_in_table", "", key)))),
    )
    return True


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
            manuscript.put(
                index,
                Marked(changed.text, (*changed.marks, Mark(at - 2, at, Planted("account_not_in_prose", name, key)))),
            )
            return True
    return False


# ---------------------------------------------------------------------------------------------------- wrong tables


def _boxes(table: PrintedTable, wanted: Callable[[Box], bool]) -> list[tuple[int, int]]:
    return [(i, j) for i, row in enumerate(table.body) for j, box in enumerate(row) if box.key and wanted(box)]


def _with_box(table: PrintedTable, place: tuple[int, int], text: str) -> PrintedTable:
    body = [list(row) for row in table.body]
    body[place[0]][place[1]] = replace(body[place[0]][place[1]], text=text)
    return replace(table, body=tuple(tuple(row) for row in body))


def _misprinted_cell(kind: str, tables: Iterable[TableKind], wanted: Callable[[Box], bool]) -> Kind:
    def plant(manuscript: Manuscript, dice: Dice) -> bool:
        found = [
            (index, table, place)
            for one in tables
            if (at := manuscript.table(one)) is not None
            for index, table in (at,)
            for place in _boxes(table, lambda box: len(box.text) > 4 and wanted(box))
        ]
        if not found:
            return False
        index, table, place = dice.choice(found)
        box = table.body[place[0]][place[1]]
        head, point, tail = box.text.partition(".")
        wrong = _digit(dice, head) + point + tail
        manuscript.blocks[index] = _with_box(table, place, wrong)
        manuscript.touched.add(index)
        manuscript.whole.append(Planted(kind, box.text, (CellKey(table.kind, box.key),), table.kind, wrong))
        return True

    plant.__doc__ = f"Another digit in a cell ({kind})."
    return plant


def table_missing(manuscript: Manuscript, dice: Dice) -> bool:
    """A statutory table that is not there although it has amounts."""
    kinds = [
        TableKind.INCOME,
        TableKind.EXPENDITURE,
        TableKind.GENERAL_BUDGET_BASIC_EXPENDITURE,
        TableKind.THREE_PUBLIC,
    ]
    for kind in dice.shuffled(kinds):
        at = manuscript.table(kind)
        if at is not None:
            manuscript.blocks.pop(at[0])
            manuscript.touched = {i - (i > at[0]) for i in manuscript.touched if i != at[0]}
            manuscript.whole.append(Planted("table_missing", at[1].title, (), kind))
            return True
    return False


def table_blank(manuscript: Manuscript, dice: Dice) -> bool:
    """A table printed without its amounts although there are some."""
    for kind in dice.shuffled(
        [TableKind.INCOME, TableKind.GENERAL_BUDGET_EXPENDITURE, TableKind.GENERAL_BUDGET_BASIC_EXPENDITURE]
    ):
        at = manuscript.table(kind)
        if at is not None:
            index, table = at
            body: tuple[Row, ...] = tuple(
                tuple(replace(box, text="") if box.key else box for box in row) for row in table.body
            )
            manuscript.blocks[index] = replace(table, body=body)
            manuscript.touched.add(index)
            manuscript.whole.append(Planted("table_blank", table.title, (), kind))
            return True
    return False


_LEAF = re.compile(r"\d{7}\|")
KINDS: Mapping[str, Kind] = {
    "figure_against_table": figure_against_table,
    "figure_against_figure": figure_against_figure,
    "wrong_share": _rate("占比", "wrong_share"),
    "wrong_growth": _rate("增减率", "wrong_growth"),
    "wrong_completion": _rate("完成率", "wrong_completion"),
    "wrong_difference": wrong_difference,
    "wrong_sum": wrong_sum,
    "swapped_denominator": swapped_denominator,
    "last_years_figure": last_years_figure,
    "missing_percent": missing_percent,
    "missing_unit": missing_unit,
    "wrong_unit": wrong_unit,
    "growth_from_nought": growth_from_nought,
    "wrong_direction": wrong_direction,
    "contradicting_reason": contradicting_reason,
    "reason_missing": reason_missing,
    "empty_reason": empty_reason,
    "template_residue": template_residue,
    "blank_slot": blank_slot,
    "wrong_year": wrong_year,
    "wrong_name": wrong_name,
    "account_not_in_table": account_not_in_table,
    "account_not_in_prose": account_not_in_prose,
    "row_against_total": _misprinted_cell(
        "row_against_total", (TableKind.GENERAL_BUDGET_EXPENDITURE, TableKind.EXPENDITURE),
        lambda box: bool(_LEAF.match(box.key)) and box.key.endswith(("|basic", "|project")),
    ),
    "table_against_table": _misprinted_cell(
        "table_against_table", (TableKind.FISCAL_APPROPRIATION_SUMMARY,), lambda box: box.key == "收入:一般公共预算财政拨款|final"
    ),
    "economic_sum": _misprinted_cell(
        "economic_sum", (TableKind.GENERAL_BUDGET_BASIC_EXPENDITURE,), lambda box: bool(re.match(r"30[12]\d\d\|", box.key))
    ),
    "table_missing": table_missing,
    "table_blank": table_blank,
}  # fmt: skip
"""Every kind by its name."""


def plant(told: Told, rates: Mapping[str, float], dice: Dice) -> Manuscript:
    """A disclosure with errors.

    Args:
        told: a clean one.
        rates: by kind, how many of them a document has on average; ``any`` is shared out among all kinds.
        dice: of this document.

    Raises:
        KeyError: there is no such kind.
    """
    manuscript = Manuscript(told, list(told.blocks))
    for kind in _drawn(rates, dice):
        KINDS[kind](manuscript, dice.of(kind))
    return manuscript


def _drawn(rates: Mapping[str, float], dice: Dice) -> list[str]:
    kinds = [kind for kind in rates if kind != "any" for _ in range(_poisson(dice.of("count", kind), rates[kind]))]
    for number in range(_poisson(dice.of("count"), rates.get("any", 0.0))):
        kinds.append(dice.of("kind", number).choice(sorted(KINDS)))
    # What takes a table away comes last: other errors point at its cells.
    return sorted(kinds, key=lambda kind: kind.startswith("table_"))


def _poisson(dice: Dice, mean: float) -> int:
    """Draws of the Poisson distribution (Knuth's method); a mean of 1 or more that is whole is met exactly."""
    if mean >= 1 and mean == int(mean):
        return int(mean)
    limit, product, count = exp(-mean), dice.between(0, 1), 0
    while product > limit:
        product *= dice.between(0, 1)
        count += 1
    return count
