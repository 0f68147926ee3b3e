"""Numbers in the material's sentences: drawn, printed, and noted with the unit that follows them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from miner.county.dice import Dice
from miner.county.marked import Marked, join
from miner.county.notes import Stated
from miner.model import FigureKind, Verdict

_SLOT = re.compile(r"\{(n|amount|\d+-\d+|[a-z_]+)\}")
_UNIT = re.compile(
    r"个百分点|百分点|%|万元|亿元|元|万?(?:平方米|平方公里|立方米|公里|千米|米|亩|公顷|吨|千克|公斤|千瓦时|人次|人|户|株|头|只|条|件|起|"
    r"台（套）|台（件）|台|套|辆|个|处|场次|场|期|批次|批|次|份|名|家|座|所|间|项|张|册|幅|部|宗|篇|例|盏|口|棵|对|支|艘|盘|床|门|组|"
    r"天|小时|课时|学时|余[人户件份个次场亩]|多[人户件份个次场亩])"
)


def with_numbers(dice: Dice, text: str, slots: Mapping[str, str]) -> Marked:
    """A sentence of the material with its slots filled.

    ``{120-480}`` and ``{n}`` become whole numbers, ``{amount}`` an amount in 万元; other slots come from ``slots``. A number
    with its unit is noted as a figure that no table holds.
    """
    pieces: list[Marked | str] = []
    at = 0
    for match in _SLOT.finditer(text):
        if match.start() < at:
            continue
        pieces.append(text[at : match.start()])
        at = match.end()
        name = match[1]
        if name == "amount":
            value = Decimal(dice.whole(110, 9_800)).scaleb(-2)
            pieces.append(_noted(f"{value}", "万元", value))
            at += 2 * text.startswith("万元", at)
        elif name == "n" or name[0].isdigit():
            low, high = (1, 6) if name == "n" else (int(part) for part in name.split("-"))
            number = dice.whole(low, high)
            unit = _UNIT.match(text, at)
            pieces.append(_noted(str(number), unit[0] if unit else "", Decimal(number)))
            at += len(unit[0]) if unit else 0
        else:
            pieces.append(slots[name])
    pieces.append(text[at:])
    return join("", pieces)


def _noted(digits: str, unit: str, value: Decimal) -> Marked:
    if not unit:
        return Marked(digits)
    kind = (
        FigureKind.PERCENT if unit == "%"
        else FigureKind.PERCENTAGE_POINT if "百分点" in unit
        else FigureKind.AMOUNT if unit.endswith("元")
        else FigureKind.COUNT
    )  # fmt: skip
    note = Stated(value, unit, kind, "", "", Verdict.NO_TABLE_COUNTERPART)
    return Marked(digits + unit).noted(note)
