"""The nine statutory tables of invented books, as grids: numbered as in Hunan and Chongqing, or as in Shanghai."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from corpus.classification import CAPITAL, ECONOMIC, INTEREST, KINDS, OTHER, PERSONNEL, SERVICES
from corpus.ledger import ZERO, Account, Books, ThreePublic, total

NUMERALS = "一二三四五六七八九"
TENS = ("", "十", "二十")


def numeral(number: int) -> str:
    """1 to 29 in Han characters."""
    tens, ones = divmod(number, 10)
    return TENS[tens] + (NUMERALS[ones - 1] if ones else "")


@dataclass(frozen=True, slots=True)
class Box:
    """A cell of a grid and what it covers."""

    text: str = ""
    columns: int = 1
    rows: int = 1
    numeric: bool = False


Row = tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it is printed; boxes stand where HTML would put them."""

    kind: str
    title: str
    number: str
    widths: tuple[float, ...]
    """Relative widths of the columns."""
    head: tuple[Row, ...]
    body: tuple[Row, ...]
    notes: tuple[str, ...]
    landscape: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """How a region prints the tables."""

    row_numbers: bool
    """行次 in tables 01 and 04, and 栏次 rows."""
    tree: bool
    """Rows for 类 and 款 above the 项."""
    numbered: bool
    """公开01表 …"""
    shanghai: bool
    """“三公” seventh, with 预算数 and 决算数 side by side; 01 without debt kinds; 06 in two groups."""


HUNAN = Form(row_numbers=True, tree=False, numbered=True, shanghai=False)
SHANGHAI = Form(row_numbers=False, tree=True, numbered=False, shanghai=True)
CHONGQING = Form(row_numbers=False, tree=True, numbered=True, shanghai=False)


def amount(value: Decimal | None) -> Box:
    """An amount as tables print it: 0 is blank."""
    return Box(f"{value:,.2f}" if value else "", numeric=True)


def _texts(*texts: str) -> Row:
    return tuple(Box(text) for text in texts)


def statutory_tables(books: Books, form: Form) -> tuple[Table, ...]:
    """All nine in the order of the form."""
    fund, state, three = _fund(books, form), _state(form), _three(books, form)
    tables = (
        _summary(books, form),
        _income(books, form),
        _expenditure(books, form),
        _appropriations(books, form),
        _general(books, form),
        _basic(books, form),
        *((three, fund, state) if form.shanghai else (fund, state, three)),
    )
    return tuple(
        Table(
            one.kind,
            one.title,
            f"公开{number:02d}表" if form.numbered else "",
            one.widths,
            one.head,
            one.body,
            one.notes,
            one.landscape,
        )
        for number, one in enumerate(tables, 1)
    )


# -------------------------------------------------------------------------- totals: tables 01, 04


def _kinds(form: Form) -> tuple[str, ...]:
    return tuple(kind for kind in KINDS if not (form.shanghai and kind.startswith("债务")))


def _listed(names: Iterable[str]) -> list[str]:
    return [f"{numeral(number)}、{name}" for number, name in enumerate(names, 1)]


def _summary(books: Books, form: Form) -> Table:
    income = [
        ("一般公共预算财政拨款收入", books.general_income),
        ("政府性基金预算财政拨款收入", books.fund_spending),
        ("国有资本经营预算财政拨款收入", ZERO),
        ("上级补助收入", ZERO),
        ("事业收入", ZERO),
        ("经营收入", ZERO),
        ("附属单位上缴收入", ZERO),
        ("其他收入", books.other_income),
    ]
    kinds = books.by_kind()
    left = list(zip(_listed(name for name, _ in income), (value for _, value in income), strict=True))
    right = list(zip(_listed(_kinds(form)), (kinds.get(kind, ZERO) for kind in _kinds(form)), strict=True))
    left += [("", ZERO)] * (len(right) - len(left))
    left += [("本年收入合计", books.income), ("使用非财政拨款结余", ZERO), ("年初结转和结余", books.carried_in)]
    right += [("本年支出合计", books.spending), ("结余分配", ZERO), ("年末结转和结余", books.carried_out)]
    numbers = form.row_numbers
    if numbers:
        left.append(("", ZERO))
        right.append(("", ZERO))
    left.append(("总计", books.turnover))
    right.append(("总计", books.spending + books.carried_out))
    head: list[Row] = [(Box("收入", 3 if numbers else 2), Box("支出", 3 if numbers else 2))]
    if numbers:
        head += [
            _texts("项目", "行次", "决算数", "项目", "行次", "决算数"),
            _texts("栏次", "", "1", "栏次", "", "2"),
        ]
    else:
        head += [_texts("项目", "决算数", "项目", "决算数")]
    body = tuple(
        (Box(a), *_row_number(number, form), amount(x), Box(b), *_row_number(len(left) + number, form), amount(y))
        for number, ((a, x), (b, y)) in enumerate(zip(left, right, strict=True), 1)
    )
    widths = (30.0, 5.0, 14.0, 30.0, 5.0, 14.0) if numbers else (32.0, 15.0, 32.0, 15.0)
    note = ("注：本表列示部门全年收支总额及年末结转结余。",)
    return Table("income_expenditure_summary", "收入支出决算总表", "", widths, tuple(head), body, note)


def _row_number(number: int, form: Form) -> Row:
    return (Box(str(number)),) if form.row_numbers else ()


def _appropriations(books: Books, form: Form) -> Table:
    names = ("一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款")
    left = list(zip(_listed(names), (books.general_income, books.fund_spending, ZERO), strict=True))
    general = {kind: total(one.final for one in books.general if one.step[0] == kind) for kind in KINDS}
    fund = {kind: total(one.final for one in books.fund if one.step[0] == kind) for kind in KINDS}
    listed = zip(_listed(_kinds(form)), _kinds(form), strict=True)
    right = [(text, general[kind], fund[kind]) for text, kind in listed]
    left += [("", ZERO)] * (len(right) - len(left))
    left.append(("本年收入合计", books.appropriations))
    right.append(("本年支出合计", books.general_spending, books.fund_spending))
    left += [
        ("年初财政拨款结转和结余", books.carried_in),
        (names[0], books.carried_in),
        (names[1], ZERO),
        (names[2], ZERO),
    ]
    right += [("年末财政拨款结转和结余", books.carried_out, ZERO), ("", ZERO, ZERO), ("", ZERO, ZERO), ("", ZERO, ZERO)]
    left.append(("总计", books.appropriation_turnover))
    right.append(("总计", books.general_spending + books.carried_out, books.fund_spending))
    numbers = form.row_numbers
    columns = ("合计", *names)
    head: list[Row] = [(Box("收入", 3 if numbers else 2), Box("支出", 6 if numbers else 5))]
    if numbers:
        head += [
            _texts("项目", "行次", "金额", "项目", "行次", *columns),
            _texts("栏次", "", "1", "栏次", "", "2", "3", "4", "5"),
        ]
    else:
        head += [_texts("项目", "决算数", "项目", *columns)]
    body = tuple(
        (
            Box(a),
            *_row_number(number, form),
            amount(x),
            Box(b),
            *_row_number(len(left) + number, form),
            amount(y + z),
            amount(y),
            amount(z),
            amount(ZERO),
        )
        for number, ((a, x), (b, y, z)) in enumerate(zip(left, right, strict=True), 1)
    )
    widths = (26.0, 5.0, 12.0, 26.0, 5.0, *(12.0,) * 4) if numbers else (27.0, 13.0, 27.0, *(13.0,) * 4)
    note = ("注：本表列示部门全年财政拨款收支总额及结转结余。",)
    return Table(
        "fiscal_appropriation_summary", "财政拨款收入支出决算总表", "", widths, tuple(head), body, note, landscape=True
    )


# ------------------------------------------------------------------------- by account: tables 02, 03, 05 and the fund


def _by_account(accounts: Sequence[Account], form: Form) -> list[tuple[str, str, tuple[Account, ...]]]:
    """Code, name and the 项 below, for each row: the leaves alone, or the tree."""
    rows: dict[str, tuple[str, list[Account]]] = {}
    for account in sorted(accounts, key=lambda one: one.code):
        for length, name in zip((3, 5, 7), account.step, strict=True):
            if form.tree or length == len(account.code):
                rows.setdefault(account.code[:length], (name, []))[1].append(account)
    return [(code, name, tuple(below)) for code, (name, below) in rows.items()]


Columns = Sequence[tuple[str, str]]
"""Column heads with the attribute of an account, empty for a column without amounts."""


def _account_table(
    kind: str, title: str, accounts: Sequence[Account], form: Form, columns: Columns, above: str, note: str
) -> Table:
    width = len(columns)
    head: list[Row]
    if above:
        names = (name for name, _ in columns)
        head = [(Box("项目", 2), Box(above, width)), _texts("功能分类科目编码", "科目名称", *names)]
    else:
        head = [
            (Box("项目", 2), *(Box(name, rows=2) for name, _ in columns)),
            _texts("功能分类科目编码", "科目名称"),
        ]
    if form.row_numbers:
        head.append((Box("栏次", 2), *_texts(*(str(number) for number in range(1, width + 1)))))

    def amounts(below: Sequence[Account]) -> Row:
        return tuple(amount(total(getattr(one, field) for one in below) if field else None) for _, field in columns)

    body = (
        (Box("合计", 2), *amounts(accounts)),
        *((Box(code), Box(name), *amounts(below)) for code, name, below in _by_account(accounts, form)),
    )
    widths = (13.0, 30.0, *(13.0,) * width)
    return Table(kind, title, "", widths, tuple(head), body, (note,), landscape=width > 4)


def _income(books: Books, form: Form) -> Table:
    columns = (
        ("本年收入合计", "income"),
        ("财政拨款收入", "appropriated"),
        ("上级补助收入", ""),
        ("事业收入", ""),
        ("经营收入", ""),
        ("附属单位上缴收入", ""),
        ("其他收入", "other"),
    )
    note = "注：本表列示部门全年取得的各类收入。"
    return _account_table("income", "收入决算表", books.accounts, form, columns, "", note)


def _expenditure(books: Books, form: Form) -> Table:
    columns = (
        ("本年支出合计", "whole"),
        ("基本支出", "basic"),
        ("项目支出", "whole_project"),
        ("上缴上级支出", ""),
        ("经营支出", ""),
        ("对附属单位补助支出", ""),
    )
    note = "注：本表列示部门全年各类支出。"
    return _account_table("expenditure", "支出决算表", books.accounts, form, columns, "", note)


def _general(books: Books, form: Form) -> Table:
    first = "合计" if form.shanghai else "小计"
    columns = ((first, "final"), ("基本支出", "basic"), ("项目支出", "project"))
    title = "一般公共预算财政拨款支出决算表"
    note = "注：本表列示部门全年一般公共预算财政拨款支出。"
    return _account_table("general_budget_expenditure", title, books.general, form, columns, "本年支出", note)


def _fund(books: Books, form: Form) -> Table:
    head: list[Row] = [
        (
            Box("项目", 2),
            Box("年初结转和结余", rows=2),
            Box("本年收入", rows=2),
            Box("本年支出", 3),
            Box("年末结转和结余", rows=2),
        ),
        _texts("功能分类科目编码", "科目名称", "小计", "基本支出", "项目支出"),
    ]
    if form.row_numbers:
        head.append((Box("栏次", 2), *_texts("1", "2", "3", "4", "5", "6")))

    def amounts(below: Sequence[Account]) -> Row:
        spent = total(one.final for one in below)
        basic = total(one.basic for one in below)
        return tuple(amount(value) for value in (ZERO, spent, spent, basic, spent - basic, ZERO))

    rows = _by_account(books.fund, form)
    body = ((Box("合计", 2), *amounts(books.fund)), *((Box(c), Box(n), *amounts(below)) for c, n, below in rows))
    notes = ["注：本表列示部门全年政府性基金预算财政拨款收支及结转结余。"]
    if not books.fund:
        notes.append("说明：本单位全年无政府性基金预算财政拨款收支，故本表无数据。")
    widths = (13.0, 30.0, *(13.0,) * 6)
    title = "政府性基金预算财政拨款收入支出决算表"
    return Table("government_fund", title, "", widths, tuple(head), body, tuple(notes), landscape=True)


def _state(form: Form) -> Table:
    columns = ("合计", "基本支出", "项目支出")
    head: list[Row] = [(Box("项目", 2), Box("本年支出", 3)), _texts("功能分类科目编码", "科目名称", *columns)]
    if form.row_numbers:
        head.append((Box("栏次", 2), *_texts("1", "2", "3")))
    notes = (
        "注：本表列示部门全年国有资本经营预算财政拨款支出。",
        "说明：本单位全年无国有资本经营预算财政拨款收支，故本表无数据。",
    )
    body = ((Box("合计", 2), *(amount(None),) * 3),)
    title = "国有资本经营预算财政拨款支出决算表"
    return Table("state_capital", title, "", (13.0, 30.0, 13.0, 13.0, 13.0), tuple(head), body, notes)


# -------------------------------------------------------------------------- economic kinds, “三公”: 06 and 三公


def _basic(books: Books, form: Form) -> Table:
    values = books.economic
    sums = {kind: books.economic_sum(kind) for kind in ECONOMIC if len(kind) == 3}
    shown = sums | values
    if form.shanghai:
        groups = [list(PERSONNEL), [*SERVICES, *CAPITAL]]
    else:
        groups = [list(PERSONNEL), list(SERVICES), [*INTEREST, *CAPITAL, *OTHER]]
    length = max(map(len, groups))
    body: list[Row] = []
    for index in range(length):
        row: list[Box] = []
        for group in groups:
            code = group[index] if index < len(group) else ""
            row += [Box(code), Box(ECONOMIC.get(code, "")), amount(shown.get(code))]
        body.append(tuple(row))
    rest = 2 if form.shanghai else 5
    body.append(
        (Box("人员经费合计", 2), amount(books.personnel), Box("公用经费合计", rest), amount(books.running_costs))
    )
    head = _texts(*("经济分类科目编码", "科目名称", "决算数") * len(groups))
    title = "一般公共预算财政拨款基本支出决算表" if form.shanghai else "一般公共预算财政拨款基本支出决算明细表"
    note = ("注：本表列示部门全年一般公共预算财政拨款基本支出的经济分类。",)
    widths = (11.0, 26.0, 12.0) * len(groups)
    return Table(
        "general_budget_basic_expenditure", title, "", widths, (head,), tuple(body), note, landscape=not form.shanghai
    )


def _three(books: Books, form: Form) -> Table:
    def values(items: ThreePublic) -> tuple[Decimal, ...]:
        return (items.all, items.abroad, items.car, items.purchase, items.running, items.hospitality)

    abroad, car, hospitality = "因公出国（境）费", "公务用车购置及运行维护费", "公务接待费"
    parts = ("小计", "公务用车购置费", "公务用车运行维护费")
    pairs = (values(books.three_budget), values(books.three))
    printed = tuple(tuple(Box(f"{value:.2f}", numeric=True) for value in half) for half in pairs)
    note = ("注：本表列示部门全年财政拨款“三公”经费的预算数和决算数。",)
    title = "财政拨款“三公”经费支出决算表"
    if form.shanghai:
        head: tuple[Row, ...] = (
            (Box("合计", 2, 2), Box(abroad, 2, 2), Box(car, 6), Box(hospitality, 2, 2)),
            tuple(Box(part, 2) for part in parts),
            _texts(*("预算数", "决算数") * 6),
        )
        body = (tuple(box for pair in zip(*printed, strict=True) for box in pair),)
    else:
        half = (Box("合计", rows=2), Box(abroad, rows=2), Box(car, 3), Box(hospitality, rows=2))
        head = ((Box("预算数", 6), Box("决算数", 6)), half * 2, _texts(*parts * 2))
        if form.row_numbers:
            head = (*head, _texts(*(str(number) for number in range(1, 13))))
        body = ((*printed[0], *printed[1]),)
    return Table("three_public", title, "", (10.0,) * 12, head, body, note, landscape=True)
