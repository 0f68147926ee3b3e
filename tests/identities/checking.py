"""The identities of a disclosure, checked without the product's own checker and without what wrote the documents.

`check` reads nothing but records (`StatutoryTable`, `Section`, `Narrative`) and applies identities.md:

- section 1, all of it: T01-1 … T09-2;
- section 2, all of it: X1 … X15 (X16 says that something is never a finding, so there is nothing to check);
- section 3, as far as regular expressions carry. The identities are named by the section of the explanation:
  ``S01``, ``S04`` totals and growth · ``S02``, ``S03`` amounts and shares · ``S05.1`` amount, share, growth ·
  ``S05.2`` 类 against tables 04 and 05, shares, Σ shares ≈ 100 · ``S05.3`` total, rate, Σ items, each item against table 05
  by its names (``account``, ``item``), 大于/小于/持平, reason iff different, every account of table 05 explained ·
  ``S06`` amounts, shares, listed accounts against table 06 both ways · ``S09`` 三公 budget, final, rate, growth ·
  ``S11`` 会议费, 培训费 · ``S12`` 货物+工程+服务, small firms, shares, component shares · ``S13`` vehicles ·
  ``S14`` projects that are counted and described, against table 03.

  Left out: growth rates of other sections, counts of 团组/人次/辆 in 九 (they have no cell), 保有量 against 车辆, 设备 counts,
  七 and 八 where they state amounts, S05.3 items of funds other than the general budget, contract-based procurement with
  reserved amounts, 绩效 counts, and every figure that no pattern here recognises: an identity of section 3 is ``not_checked``
  only where not one figure of its sort was found, so a wording that is not known leaves no trace beside one that is.

Every identity has at least one result; not found is ``not_checked``, never ``equal``. ``=`` means equal as printed: one number
printed twice in the same unit and decimals must be the same; sums, other units and ``≈`` get the interval rule. A table's bare
0 or 424 among 2.85 counts as 0.00 and 424.00; in prose 424 stands for [423.5, 424.5], a bare 0 for the tables' 0.00.
For ``≤`` the outcome ``equal`` says that it holds.

Where identities.md leaves room: X9 is ``=`` where all money is of the general budget (tables 01 and 04 say so, or the totals of
03 and 05 are the same), else ``≤``. X15 is ``≈``, but ``≤`` where institutions (事业单位) are seen to be within. X14 wants the line
and the sentence for a blank table; one that prints nothing but 0 may do without the line. A reason is missing where the numbers
differ; one that is given although they do not is no failure. Budgets (no title says 决算) are not checked at all.
"""

from __future__ import annotations

from collections.abc import Sequence

from miner.model import Narrative, Section, StatutoryTable
from tests.identities.between import BETWEEN, between
from tests.identities.books import Books
from tests.identities.matters import MATTERS, matters
from tests.identities.prose import Prose
from tests.identities.terms import Outcome, Result, unchecked
from tests.identities.text import TEXT, text
from tests.identities.within import WITHIN, within

IDENTITIES: tuple[str, ...] = (*WITHIN, *BETWEEN, *MATTERS, *TEXT)

__all__ = ["IDENTITIES", "Outcome", "Result", "check"]


def check(
    tables: Sequence[StatutoryTable], sections: Sequence[Section], narratives: Sequence[Narrative] = ()
) -> list[Result]:
    """Evaluate every identity in every place where it applies.

    Args:
        tables: the tables of one document.
        sections: its sections in order.
        narratives: what was mined from its prose; only the account codes (to tell rows of the same name apart) and the
            projects are used.
    """
    if tables and not any("决算" in table.title or not table.title for table in tables):
        why = "no table is one of final accounts"
        return [unchecked(identity, why) for identity in IDENTITIES]
    books, prose = Books(tables), Prose(sections)
    return [
        *within(books),
        *between(books),
        *text(books, prose, narratives),
        *matters(books, prose, narratives),
    ]
