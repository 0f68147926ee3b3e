"""The identities of the tables, as data: what must tie, inside a table and between tables.

A rule is two sums of terms. A term is a row and a column of a table kind; rows are named by label patterns in order of
preference (forms differ: final accounts print 本年收入合计, budgets only 收入总计). Adding a rule is adding a few
lines and a test. Sources: the balance formulas of 财政部's forms (财决公开01–09) and Shanghai's forms.
"""

from __future__ import annotations

from dataclasses import dataclass

from miner.figures.targets import (
    AMOUNT,
    BASIC,
    FUND,
    GENERAL_FUND,
    INCOME_TOTAL,
    STATE,
    T01,
    T02,
    T03,
    T04,
    T05,
    T06,
    T07,
    T08,
    T09,
    TOTAL,
    TOTAL_ROW,
)
from miner.model import TableKind


@dataclass(frozen=True, slots=True)
class Term:
    """Cells of one table that are added up.

    ``rows`` are label patterns in order of preference; the first that the table has counts. ``every`` adds all cells
    that fit instead of asking for one. ``above`` and ``below`` confine the rows to one side of another row. ``codes``
    names rows by account code instead (a trailing ``*`` for all of that length except those named with ``-``).
    """

    kind: TableKind
    rows: tuple[str, ...] = ()
    column: tuple[str, ...] = ()
    side: str = ""
    every: bool = False
    above: str = ""
    below: str = ""
    codes: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    unless: str = ""
    """Innermost header of a column whose presence makes the total another one: a 合计 that carry-overs are part of."""
    optional: bool = False
    """A row that not every form has: where it is missing it counts nothing."""
    item: str = ""
    """A “三公” item of the final accounts instead of a row (see `miner.figures.tables.THREE_PUBLIC_ITEMS`)."""


@dataclass(frozen=True, slots=True)
class Equation:
    """Two sums that must be equal up to rounding, or of which the left must not be larger."""

    rule: str
    zh: str
    en: str
    left: tuple[Term, ...]
    right: tuple[Term, ...]
    at_most: bool = False
    """The left sum is a part of what the right one counts: it may be less."""


NUMBERED = r"[一二三四五六七八九十]{1,3}[、.．].+"
"""Top-level rows of the summaries; matched against the label with its number."""


def spoken(pattern: str) -> str:
    """A row pattern as it is read out: without what some forms leave out."""
    return pattern.replace("(?:事业单位)?", "")


_INCOME = ("本年收入合计", "本年收入小计", "收入合计", "收入总计", "总计")
_SPENDING = ("本年支出合计", "本年支出小计", "支出合计", "支出总计", "总计")
_CARRIED = r".*(?:结转|结余).*"
_IN_TOTAL = ("总计", "收入总计")
_OUT_TOTAL = ("总计", "支出总计")

EQUATIONS: tuple[Equation, ...] = (
    Equation(
        "T01-1",
        "收入支出总表：收入各项之和＝本年收入合计",
        "summary: the sources of income add up to the year's income",
        (Term(T01, (NUMBERED,), (AMOUNT,), "收入", every=True, above="本年收入合计|收入总计"),),
        (Term(T01, _INCOME, (AMOUNT,), "收入"),),
    ),
    Equation(
        "T01-2",
        "收入支出总表：支出各类之和＝本年支出合计",
        "summary: the functions add up to the year's expenditure",
        (Term(T01, (NUMBERED,), (AMOUNT,), "支出", every=True, above="本年支出合计|支出总计"),),
        (Term(T01, _SPENDING, (AMOUNT,), "支出"),),
    ),
    Equation(
        "T01-3",
        "收入支出总表：收入总计＝本年收入合计＋使用非财政拨款结余＋年初结转和结余",
        "summary: total income = the year's income + surplus used + carried over from last year",
        (Term(T01, ("总计",), (AMOUNT,), "收入"),),
        (
            Term(T01, ("本年收入合计",), (AMOUNT,), "收入"),
            Term(T01, (r"使用.*结余.*|用事业基金弥补收支差额",), (AMOUNT,), "收入", every=True, optional=True),
            Term(T01, (r"(?:年初|上年)结转(?:和|及)?结余.*|上年结转",), (AMOUNT,), "收入", every=True, optional=True),
        ),
    ),
    Equation(
        "T01-4",
        "收入支出总表：支出总计＝本年支出合计＋结余分配＋年末结转和结余",
        "summary: total expenditure = the year's expenditure + surplus distributed + carried over to next year",
        (Term(T01, ("总计",), (AMOUNT,), "支出"),),
        (
            Term(T01, ("本年支出合计",), (AMOUNT,), "支出"),
            Term(T01, ("结余分配",), (AMOUNT,), "支出", optional=True),
            Term(T01, (r"(?:年末)?结转(?:和|及)?结余.*|结转下年.*",), (AMOUNT,), "支出", every=True, optional=True),
        ),
    ),
    Equation(
        "T01-5",
        "收入支出总表：收入总计＝支出总计",
        "summary: total income = total expenditure",
        (Term(T01, _IN_TOTAL, (AMOUNT,), "收入"),),
        (Term(T01, _OUT_TOTAL, (AMOUNT,), "支出"),),
    ),
    Equation(
        "T04-1",
        "财政拨款总表：三类财政拨款之和＝本年收入合计",
        "appropriation summary: the three funds add up to the year's income",
        tuple(
            Term(T04, (fund,), (AMOUNT,), "收入", above="本年收入合计|收入总计", optional=True)
            for fund in (GENERAL_FUND, FUND, STATE)
        ),
        (Term(T04, _INCOME, (AMOUNT,), "收入"),),
    ),
    *(
        Equation(
            "T04-3",
            f"财政拨款总表：支出各类之和＝本年支出合计（{name}）",
            f"appropriation summary: the functions add up to the year's expenditure ({name})",
            (Term(T04, (NUMBERED,), (column,), "支出", every=True, above="本年支出合计|支出总计"),),
            (Term(T04, _SPENDING, (column,), "支出"),),
        )
        for name, column in (
            ("合计", "合计|小计"),
            ("一般公共预算", GENERAL_FUND),
            ("政府性基金", FUND),
            ("国有资本", STATE),
        )
    ),
    Equation(
        "T04-4",
        "财政拨款总表：收入总计＝本年收入合计＋年初结转和结余",
        "appropriation summary: total income = the year's income + carried over from last year",
        (Term(T04, ("总计",), (AMOUNT,), "收入"),),
        (
            Term(T04, ("本年收入合计",), (AMOUNT,), "收入"),
            Term(T04, (r"(?:年初|上年)(?:财政拨款)?结转.*",), (AMOUNT,), "收入", every=True, optional=True),
        ),
    ),
    Equation(
        "T04-4",
        "财政拨款总表：年初财政拨款结转和结余＝三类财政拨款的结转和结余之和",
        "appropriation summary: what was carried over = that of the three funds",
        (Term(T04, (r"(?:年初|上年)财政拨款结转.*",), (AMOUNT,), "收入"),),
        tuple(
            Term(T04, (fund,), (AMOUNT,), "收入", below=r"(?:年初|上年)财政拨款结转.*", optional=True)
            for fund in (GENERAL_FUND, FUND, STATE)
        ),
    ),
    *(
        Equation(
            "T04-7",
            f"财政拨款总表：{name}收入＋年初结转＝支出＋年末结转",
            f"appropriation summary: {name}: income + carried over = expenditure + left",
            (
                Term(T04, (fund,), (AMOUNT,), "收入", above="本年收入合计|收入总计"),
                Term(T04, (fund,), (AMOUNT,), "收入", below=r"(?:年初|上年)财政拨款结转.*"),
            ),
            (
                Term(T04, ("本年支出合计",), (fund,), "支出"),
                Term(T04, (r"年末(?:财政拨款)?结转.*|结转下年.*",), (fund,), "支出"),
            ),
        )
        for name, fund in (("一般公共预算", GENERAL_FUND), ("政府性基金", FUND), ("国有资本经营", STATE))
    ),
    Equation(
        "T04-5",
        "财政拨款总表：支出总计＝本年支出合计＋年末结转和结余",
        "appropriation summary: total expenditure = the year's expenditure + carried over to next year",
        (Term(T04, ("总计",), ("合计|小计",), "支出"),),
        (
            Term(T04, ("本年支出合计",), ("合计|小计",), "支出"),
            Term(T04, (r"年末(?:财政拨款)?结转.*|结转下年.*",), ("合计|小计",), "支出", every=True, optional=True),
        ),
    ),
    Equation(
        "T04-6",
        "财政拨款总表：收入总计＝支出总计",
        "appropriation summary: total income = total expenditure",
        (Term(T04, _IN_TOTAL, (AMOUNT,), "收入"),),
        (Term(T04, _OUT_TOTAL, ("合计|小计",), "支出"),),
    ),
    Equation(
        "T06-2",
        "基本支出表：人员经费合计＝301＋303",
        "basic expenditure: personnel = 301 + 303",
        (Term(T06, (r"人员经费(?:支出)?(?:合计|小计)?",), (AMOUNT,)),),
        (Term(T06, codes=("301", "303"), column=(AMOUNT,)),),
    ),
    Equation(
        "T06-3",
        "基本支出表：公用经费合计＝除301、303以外各类之和",
        "basic expenditure: public expenses = all classes but 301 and 303",
        (Term(T06, (r"(?:日常)?公用经费(?:支出)?(?:合计|小计)?",), (AMOUNT,)),),
        (Term(T06, codes=("3**",), without=("301", "303"), column=(AMOUNT,)),),
    ),
    Equation(
        "X1",
        "总表本年收入合计＝收入表合计",
        "the summary's income = the income table's total",
        (Term(T01, _INCOME, (AMOUNT,), "收入"),),
        (Term(T02, (TOTAL_ROW,), (INCOME_TOTAL,), unless=_CARRIED),),
    ),
    Equation(
        "X2",
        "总表本年支出合计＝支出表合计",
        "the summary's expenditure = the expenditure table's total",
        (Term(T01, _SPENDING, (AMOUNT,), "支出"),),
        (Term(T03, (TOTAL_ROW,), (TOTAL,), unless=_CARRIED),),
    ),
    Equation(
        "X3",
        "总表各项财政拨款收入之和＝收入表财政拨款收入",
        "the summary's appropriations = the income table's",
        (
            Term(
                T01,
                (r"(?:一般公共预算|政府性基金预算|国有资本经营预算)财政拨款收入", "财政拨款收入"),
                (AMOUNT,),
                "收入",
                every=True,
            ),
        ),
        (Term(T02, (TOTAL_ROW,), ("财政拨款收入|财政拨款",)),),
    ),
    *(
        Equation(
            "X3",
            f"总表{spoken(name)}＝收入表{spoken(name)}",
            f"the summary's {spoken(name)} = the income table's",
            (Term(T01, (name,), (AMOUNT,), "收入"),),
            (Term(T02, (TOTAL_ROW,), (name,)),),
        )
        for name in ("上级补助收入", "事业收入", "(?:事业单位)?经营收入", "附属单位上缴收入", "其他收入")
    ),
    Equation(
        "X4",
        "收入表财政拨款收入＝财政拨款总表本年收入合计",
        "the income table's appropriations = the appropriation summary's income",
        (Term(T02, (TOTAL_ROW,), ("财政拨款收入|财政拨款",)),),
        (Term(T04, _INCOME, (AMOUNT,), "收入"),),
    ),
    *(
        Equation(
            "X5",
            f"总表{name}收入＝财政拨款总表{name}收入",
            f"the summary's {name} = the appropriation summary's",
            (Term(T01, (f"(?:{row})(?:收入)?",), (AMOUNT,), "收入"),),
            (Term(T04, (row,), (AMOUNT,), "收入", above="本年收入合计|收入总计"),),
        )
        for name, row in (
            ("一般公共预算财政拨款", GENERAL_FUND),
            ("政府性基金财政拨款", FUND),
            ("国有资本经营财政拨款", STATE),
        )
    ),
    Equation(
        "X7",
        "财政拨款总表本年支出合计（一般公共预算）＝一般公共预算支出表合计",
        "the appropriation summary's general budget = the general budget table's total",
        (Term(T04, _SPENDING, (GENERAL_FUND,), "支出"),),
        (Term(T05, (TOTAL_ROW,), (TOTAL,)),),
    ),
    Equation(
        "X8",
        "一般公共预算支出表基本支出＝基本支出表人员经费＋公用经费",
        "the general budget's basic expenditure = personnel + public expenses",
        (Term(T05, (TOTAL_ROW,), (BASIC,)),),
        (
            Term(T06, (r"人员经费(?:支出)?(?:合计|小计)?",), (AMOUNT,)),
            Term(T06, (r"(?:日常)?公用经费(?:支出)?(?:合计|小计)?",), (AMOUNT,)),
        ),
    ),
    Equation(
        "X8",
        "一般公共预算支出表基本支出＝基本支出表人员经费＋公用经费",
        "the general budget's basic expenditure = personnel + public expenses",
        (Term(T05, (TOTAL_ROW,), (BASIC,)),),
        (Term(T06, (TOTAL_ROW,), ("人员经费",)), Term(T06, (TOTAL_ROW,), ("(?:日常)?公用经费",))),
    ),
    *(
        Equation(
            rule,
            f"{title}合计·{name}＝财政拨款总表{name}",
            f"{title}: {name} = the appropriation summary's",
            (Term(kind, (TOTAL_ROW,), column),),
            (right,),
        )
        for rule, title, kind, fund in (("X10", "政府性基金表", T07, FUND), ("X11", "国有资本表", T08, STATE))
        for name, column, right in (
            ("本年收入", ("本年收入.*",), Term(T04, (fund,), (AMOUNT,), "收入", above="本年收入合计|收入总计")),
            ("本年支出", ("本年支出", "小计|合计"), Term(T04, ("本年支出合计",), (fund,), "支出")),
            ("本年支出", (TOTAL,), Term(T04, ("本年支出合计",), (fund,), "支出")),
            (
                "年初结转和结余",
                ("年初结转.*",),
                Term(T04, (fund,), (AMOUNT,), "收入", below=r"(?:年初|上年)财政拨款结转.*"),
            ),
            ("年末结转和结余", ("年末结转.*",), Term(T04, (r"年末(?:财政拨款)?结转.*",), (fund,), "支出")),
        )
    ),
    *(
        Equation(
            "X12",
            f"基本支出表{name}≤“三公”经费表{name}（基本支出只是其中一部分）",
            f"basic expenditure: {code} is no more than the 三公 table's",
            (Term(T06, codes=(code,), column=(AMOUNT,)),),
            (Term(T09, item=item),),
            at_most=True,
        )
        for code, item, name in (
            ("30212", "abroad", "因公出国（境）费"),
            ("31013", "purchase", "公务用车购置"),
            ("30231", "running", "公务用车运行维护费"),
            ("30217", "reception", "公务接待费"),
        )
    ),
    Equation(
        "X13",
        "“三公”经费合计≤财政拨款总表本年支出合计",
        "三公 is no more than all fiscal spending",
        (Term(T09, item="total"),),
        (Term(T04, _SPENDING, ("合计|小计",), "支出"),),
        at_most=True,
    ),
)
