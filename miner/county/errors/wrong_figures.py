"""Amounts, rates, sums and units that are wrong."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from miner.county.dice import Dice
from miner.county.errors.manuscript import Found, Kind, Manuscript, apart, figures, misprint, shown, spoil
from miner.county.notes import Compared, Planted, Stated
from miner.county.quantities import half, percent
from miner.county.table_forms import in_unit
from miner.model import Direction, FigureKind, TableKind, Verdict


def figure_against_table(manuscript: Manuscript, dice: Dice) -> bool:
    """A figure that its cell contradicts."""
    found = figures(manuscript, lambda n: n.kind is FigureKind.AMOUNT and bool(n.value) and shown(manuscript, n))
    return misprint(manuscript, dice, "figure_against_table", found)


def figure_against_figure(manuscript: Manuscript, dice: Dice) -> bool:
    """The same thing stated in two places with two figures that no table holds: cars kept and cars owned."""
    found = figures(
        manuscript, lambda n: n.kind is FigureKind.COUNT and n.measure == "车辆" and bool(n.formula) and n.value > 0
    )
    if len(found) < 2:
        return False
    one = found[-1] if dice.chance(0.5) else found[0]
    wrong = one[3].value + dice.whole(1, 5)
    return spoil(
        manuscript,
        one,
        f"{wrong}{one[3].unit}",
        "figure_against_figure",
        verdict=Verdict.ARITHMETIC_MISMATCH,
        value=wrong,
    )


def wrong_rate(measure: str, kind: str) -> Kind:
    """A kind of error: another digit in a percentage of this measure."""

    def plant(manuscript: Manuscript, dice: Dice) -> bool:
        found = figures(
            manuscript,
            lambda n: (
                n.kind is FigureKind.PERCENT
                and n.measure == measure
                and bool(n.formula)
                and (not n.operands or any(manuscript.printed(key) is not None for key in n.operands))
            ),
        )
        return misprint(manuscript, dice, kind, found, Verdict.ARITHMETIC_MISMATCH)

    plant.__doc__ = f"A wrong {measure}."
    return plant


def wrong_difference(manuscript: Manuscript, dice: Dice) -> bool:
    """A difference that the rate beside it contradicts."""
    candidates = [
        one for one in figures(manuscript, lambda n: n.kind is FigureKind.DELTA and n.value > 1) if _rates(one)
    ]
    return misprint(
        manuscript,
        dice,
        "wrong_difference",
        candidates,
        Verdict.ARITHMETIC_MISMATCH,
        lambda one, wrong: all(_contradicts(wrong, rate) for rate in _rates(one)),
    )


def _rates(difference: Found) -> list[Stated]:
    """The rates of the comparison that a difference stands in."""
    _, words, at, _ = difference
    return [
        rate
        for around, _ in words.of(Compared)
        if around.start <= at.start < around.end
        for mark, rate in words.of(Stated)
        if rate.measure == "增减率" and rate.formula and around.start <= mark.start < around.end
    ]


def _contradicts(wrong: Decimal, rate: Stated) -> bool:
    """True where this year's amount and a wrong difference give a clearly other rate than the stated one."""
    part, before = (Decimal(x) for x in rate.formula.removesuffix(" × 100").split(" ÷ "))
    for sign in (1, -1):  # a rise or a fall: the notes do not say
        base = before + sign * (part - wrong)
        if base <= 0 or abs(wrong / base * 100 - rate.value) <= 6 * half(rate.value):
            return False
    return True


def wrong_sum(manuscript: Manuscript, dice: Dice) -> bool:
    """A total whose stated parts give another one."""
    found = figures(manuscript, lambda n: n.measure == "政府采购" and " + " in n.formula and n.value > 1)
    return misprint(manuscript, dice, "wrong_sum", found, Verdict.ARITHMETIC_MISMATCH)


def swapped_denominator(manuscript: Manuscript, dice: Dice) -> bool:
    """A rate of completion upside down, or a rate of growth over this year's amount instead of last year's."""
    found = figures(manuscript, lambda n: n.measure in ("完成率", "增减率") and bool(n.formula))
    for one in dice.shuffled(found):
        _, text, mark, note = one
        part, whole = (Decimal(x) for x in note.formula.removesuffix(" × 100").split(" ÷ "))
        around = next((n for m, n in text.of(Compared) if m.start <= mark.start < m.end), None)
        falls = around is not None and around.direction is Direction.DOWN
        top, base = (whole, part) if note.measure == "完成率" else (part, whole - part if falls else whole + part)
        if base <= 0:
            continue
        wrong = percent(top, base)
        if apart(note, wrong):
            return spoil(
                manuscript, one, f"{wrong}%", "swapped_denominator", verdict=Verdict.ARITHMETIC_MISMATCH, value=wrong
            )
    return False


def last_years_figure(manuscript: Manuscript, dice: Dice) -> bool:
    """Last year's amount left standing where this year's belongs."""
    before = manuscript.told.books.before
    if before is None:
        return False
    old = {"turnover|final": before.turnover, "total|total": before.general, "income|final": before.income,
           "spending|final": before.spending, "running_costs|final": before.running_costs, "personnel|final": before.personnel}  # fmt: skip
    found = [
        (one, amount)
        for one in figures(manuscript, lambda n: n.kind is FigureKind.AMOUNT and bool(n.value) and shown(manuscript, n))
        for key in one[3].cells
        if (amount := old.get(key.key)) and not (key.key == "total|total" and key.table is not TableKind.GENERAL_BUDGET_EXPENDITURE)
        and not (key.key == "turnover|final" and key.table is not TableKind.INCOME_EXPENDITURE_SUMMARY)
        and not (key.key == "income|final" and key.table is not TableKind.INCOME_EXPENDITURE_SUMMARY)
    ]  # fmt: skip
    if not found:
        return False
    one, amount = dice.choice(found)
    value = in_unit(amount, one[3].unit)
    if abs(value - one[3].value) < 1:
        return False
    return spoil(manuscript, one, f"{value}{one[3].unit}", "last_years_figure", value=value)


def _other_unit(kind: str, wanted: Callable[[Stated], bool], unit: str) -> Kind:
    """A kind of error: another unit behind a figure, or none."""

    def plant(manuscript: Manuscript, dice: Dice) -> bool:
        found = figures(manuscript, lambda n: wanted(n) and (bool(n.formula) or shown(manuscript, n)))
        if not found:
            return False
        one = dice.choice(found)
        words = one[1].text[one[2].start : one[2].end]
        return spoil(manuscript, one, words.removesuffix(one[3].unit) + unit, kind, unit=unit)

    return plant


missing_percent = _other_unit("missing_percent", lambda n: n.kind is FigureKind.PERCENT and bool(n.formula), "")
missing_unit = _other_unit("missing_unit", lambda n: n.kind is FigureKind.AMOUNT and bool(n.cells) and n.value > 1, "")
wrong_unit = _other_unit("wrong_unit", lambda n: n.unit == "万元" and bool(n.cells) and n.value > 1, "元")
"""元 for 万元: ten thousand times too little."""


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
    changed = changed.marked(at, at + len("100%"), note)
    planted = Planted("growth_from_nought", "", figure=note)
    return manuscript.plant(index, changed, delta.end, delta.end + len(inserted), planted)
