"""The accounts that 五（三） names, bound to the rows of table 05 by their names and never by their amounts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from miner.model import Narrative
from tests.identities.between import class_of
from tests.identities.prose import Item, fold
from tests.identities.tables import Coded, Row, clean
from tests.identities.terms import Result, stated, unchecked


@dataclass(frozen=True, slots=True)
class Resolution:
    """The rows of an account, and how far the table bears its names."""

    rows: tuple[Row, ...]
    why: str = ""
    misnamed: bool = False

    def named(self, where: str) -> Result:
        """Whether table 05 has an account of that name."""
        if not self.rows and not self.misnamed:
            return unchecked("S05.3-account", self.why, where)
        return stated("S05.3-account", where, not self.misnamed, self.why or self.rows[0].code)


def resolve(item: Item, book: Coded, narratives: Sequence[Narrative]) -> Resolution:
    """Find an account by 类, 款 and 项; the narratives' codes only decide between rows of the same name."""
    prefix = class_of(item.lei)
    inside = [row for row in book.leaves if prefix is None or row.code.startswith(prefix)]
    groups = [row for row in book.accounts if len(row.code) == 5 and row.code.startswith(prefix or "")]
    above = {row.code for row in groups if _same(row.label, item.kuan)}
    if not item.xiang:
        found = [row for row in book.leaves if row.code[:5] in above]
        return Resolution(tuple(found), "" if found else f"no 款 of the name {item.kuan}")
    named = [row for row in inside if _same(row.label, item.xiang)]
    if len(named) > 1 and above:
        named = [row for row in named if row.code[:5] in above] or named
    code = next((n.account_code for n in narratives if n.account_code and _speaks_of(n, item)), "")
    if len(named) > 1:
        named = [row for row in named if row.code == code] or named
    if len(named) == 1:
        row = named[0]
        parent = next((group for group in groups if group.code == row.code[:5]), None)
        if parent is not None and not _same(parent.label, item.kuan):
            return Resolution((row,), f"款 {item.kuan} is {parent.label} in table 05", misnamed=True)
        if prefix is None:
            return Resolution((row,), f"no 类 of the name {item.lei}", misnamed=True)
        return Resolution((row,))
    if named:
        return Resolution((), f"several rows are named {item.xiang}: {[row.code for row in named]}")
    row_of_code = book.by_code(code) if code else None
    why = f"table 05 has no {item.xiang} under {item.lei}"
    return Resolution(() if row_of_code is None else (row_of_code,), why, misnamed=True)


def _speaks_of(narrative: Narrative, item: Item) -> bool:
    names = fold(narrative.subject)
    return all(part in names for part in (item.lei, item.kuan, item.xiang))


def _same(one: str, other: str) -> bool:
    a, b = (re.sub("支出$", "", clean(name)) for name in (one, other))
    return a == b or (min(len(a), len(b)) >= 8 and (a.startswith(b) or b.startswith(a)))
