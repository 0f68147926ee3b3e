"""The nine statutory tables of a department's books, printed as a region prints them.

Each amount's box carries the key of the quantity that stands in it, so that prose can point at it (`miner.county.notes`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from miner.county.blocks import Box, PrintedTable, Row
from miner.county.books import VEHICLE_KINDS, Books, Entry, ThreePublic, account_name
from miner.county.table_forms import TableForm, in_unit
from miner.language.accounts import AccountKind, Classification
from miner.model import TableKind
from miner.numbering import han_numeral

APPROPRIATIONS = ("一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款")
OTHER_INCOME = ("上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入")
ABROAD, CAR, HOSPITALITY = "因公出国（境）费", "公务用车购置及运行维护费", "公务接待费"
PURCHASE, RUNNING = "公务用车购置费", "公务用车运行维护费"


def statutory_tables(books: Books, form: TableForm) -> tuple[PrintedTable, ...]:
    """The tables in the order of the form."""
    return tuple(
        replace(_Printer(books, form).table(kind), number=form.numbering.format(n=number) if form.numbering else "")
        for number, kind in enumerate(form.order, 1)
    ) + tuple(_assets(books, form, len(form.order) + number) for number, _ in enumerate(form.extra, 1))


def _words(*texts: str) -> Row:
    return tuple(Box(text) for text in texts)


def kinds_of_spending() -> tuple[str, ...]:
    """The codes of the 类 that the summaries list, in the printed order."""
    codes = [
        account.code
        for account in Classification.load().children("", AccountKind.FUNCTIONAL)
        if account.code not in _NOT_LISTED
    ]
    return tuple(sorted(set(codes), key=lambda code: (_LATE.get(code, 0), code)))


_NOT_LISTED = frozenset(("209", "227", "230", "233"))
_LATE = {"224": 2, "223": 1, "229": 3, "231": 4, "232": 5, "234": 6}
"""The summaries print 其他支出 and what follows after 灾害防治 and 国有资本经营."""


class _Printer:
    def __init__(self, books: Books, form: TableForm) -> None:
        self.books, self.form = books, form

    def table(self, kind: TableKind) -> PrintedTable:
        build: Mapping[TableKind, Callable[[], PrintedTable]] = {
            TableKind.INCOME_EXPENDITURE_SUMMARY: self._summary,
            TableKind.INCOME: self._income,
            TableKind.EXPENDITURE: self._expenditure,
            TableKind.FISCAL_APPROPRIATION_SUMMARY: self._appropriations,
            TableKind.GENERAL_BUDGET_EXPENDITURE: self._general,
            TableKind.GENERAL_BUDGET_BASIC_EXPENDITURE: self._economic,
            TableKind.GOVERNMENT_FUND: self._fund,
            TableKind.STATE_CAPITAL: self._capital,
            TableKind.THREE_PUBLIC: self._three,
        }
        return build[kind]()

    # ----------------------------------------------------------------------------------------------- pieces

    def _printed(
        self, kind: TableKind, widths: Sequence[float], head: Iterable[Row], body: Iterable[Row], *,
        wide: bool = False, empty: str = "",
    ) -> PrintedTable:  # fmt: skip
        form = self.form
        notes = [note for note in (form.notes.get(kind.value, ""),) if note]
        if empty and form.empty_note:
            notes.append(
                form.empty_note.format(name=empty, department=self.books.department.name, year=self.books.year,
                                       scope=self.books.department.scope)
            )  # fmt: skip
        return PrintedTable(
            kind, form.titles[kind.value], "", f"{form.owner}{self.books.department.name}" if form.owner else "",
            form.unit, tuple(widths), tuple(head), tuple(body), tuple(notes), wide,
        )  # fmt: skip

    def _amount(self, amount: int, key: str) -> Box:
        """An amount's box. A true nought is blank or 0.00, as the form has it; so small that it rounds to 0.00 it stands."""
        if not amount and self.form.zero == "blank":
            return Box("", align="right", key=key)
        value = in_unit(amount, self.form.unit)
        return Box(f"{value:,.2f}" if self.form.separators else f"{value:.2f}", align="right", key=key)

    def _number(self, number: int) -> Row:
        return (Box(str(number)),) if self.form.row_numbers else ()

    def _ordinals(self, texts: int, amounts: int) -> list[Row]:
        """The row of 栏次, where the form has one."""
        if not self.form.row_numbers:
            return []
        return [(Box("栏次", texts), *(Box(str(number)) for number in range(1, amounts + 1)))]

    def _codes(self, code: str) -> Row:
        """The boxes of an account's code: one, or one for each level that it has."""
        if self.form.code_columns == 1:
            return (Box(code, align="left"),)
        return tuple(Box(part) for part in (code[:3], code[3:5], code[5:7]))

    @property
    def _texts(self) -> int:
        """Columns of code and name."""
        return self.form.code_columns + 1

    def _coded_head(self, top: Row, below: Row = ()) -> list[Row]:
        """项目 over code and name, beside the columns of amounts (given in one or two rows)."""
        if self.form.code_columns == 1:
            label = _words("功能分类科目编码", "科目名称")
            if below:
                return [(Box("项目", 2), *top), (*label, *below)]
            return [(Box("项目", 2), *(replace(box, rows=2) for box in top)), label]
        levels = _words("类", "款", "项")
        if below:
            middle = (Box("功能分类科目编码", 3), Box("科目名称", rows=2), *(replace(box, rows=2) for box in below))
            return [(Box("项目", 4), *top), middle, levels]
        return [
            (Box("项目", 4), *(replace(box, rows=3) for box in top)),
            (Box("功能分类科目编码", 3), Box("科目名称", rows=2)),
            levels,
        ]

    def _coded_rows(self, entries: Sequence[Entry], amounts: Callable[[Sequence[Entry], str], Row]) -> list[Row]:
        """Rows of accounts with the total's row first or last."""
        rows: list[Row] = []
        for code in self._row_codes(entries):
            below = [entry for entry in entries if entry.code.startswith(code)]
            name = Box(account_name(code, self.books.year), align="left")
            rows.append((*self._codes(code), name, *amounts(below, code)))
        total = (Box("合计", self._texts), *amounts(entries, "total"))
        return [total, *rows] if self.form.total == "first" else [*rows, total]

    def _row_codes(self, entries: Sequence[Entry]) -> list[str]:
        codes = {entry.code for entry in entries}
        if self.form.tree:
            codes |= {code[:length] for code in codes for length in (3, 5)}
        return sorted(codes)

    def _coded_widths(self, amounts: int) -> tuple[float, ...]:
        codes = (13.0,) if self.form.code_columns == 1 else (5.0, 4.0, 4.0)
        return (*codes, 27.0, *(13.0,) * amounts)

    # -------------------------------------------------------------------------------- 收入支出决算总表, 财政拨款…总表

    def _kind_codes(self) -> list[str]:
        return [code for code in kinds_of_spending() if self.form.debt or code not in ("231", "232")]

    def _summary(self) -> PrintedTable:
        books, form = self.books, self.form
        income = [
            (f"{name}收入", books.appropriated(e)) for name, e in zip(APPROPRIATIONS, self._monies(), strict=True)
        ]
        income += [(name, books.own_income(name)) for name in OTHER_INCOME]
        left = [(f"{han_numeral(n)}、{name}", x, f"收入:{name}|final") for n, (name, x) in enumerate(income, 1)]
        right = [
            (
                f"{han_numeral(n)}、{account_name(code, books.year)}",
                sum(e.spent for e in books.where(code)),
                f"{code}|final",
            )
            for n, code in enumerate(self._kind_codes(), 1)
        ]
        left += [("", 0, "")] * (len(right) - len(left))
        left += [
            ("本年收入合计", books.income, "income|final"),
            ("使用非财政拨款结余", books.from_surplus, "from_surplus|final"),
            ("年初结转和结余", books.carried_in(), "carried_in|final"),
        ]
        right += [
            ("本年支出合计", books.spending, "spending|final"),
            ("结余分配", books.distributed, "distributed|final"),
            ("年末结转和结余", books.carried_out(), "carried_out|final"),
        ]
        if form.row_numbers:
            left.append(("", 0, ""))
            right.append(("", 0, ""))
        left.append(("总计", books.turnover, "turnover|final"))
        right.append(("总计", books.turnover, "turnover|final.out"))
        if form.row_numbers:
            head = [
                (Box("收入", 3), Box("支出", 3)),
                _words("项目", "行次", "决算数", "项目", "行次", "决算数"),
                _words("栏次", "", "1", "栏次", "", "2"),
            ]
            widths: tuple[float, ...] = (30, 5, 14, 30, 5, 14)
        else:
            head = [(Box("收入", 2), Box("支出", 2)), _words("项目", "决算数", "项目", "决算数")]
            widths = (32, 15, 32, 15)
        body = [
            (
                Box(a, align="left"), *self._number(n), self._amount(x, k) if a else Box(align="right"),
                Box(b, align="left"), *self._number(len(left) + n), self._amount(y, m) if b else Box(align="right"),
            )
            for n, ((a, x, k), (b, y, m)) in enumerate(zip(left, right, strict=True), 1)
        ]  # fmt: skip
        return self._printed(TableKind.INCOME_EXPENDITURE_SUMMARY, widths, head, body)

    def _monies(self) -> tuple[Sequence[Entry], ...]:
        return self.books.general_entries, self.books.fund_entries, self.books.capital_entries

    def _appropriations(self) -> PrintedTable:
        books, form = self.books, self.form
        monies = self._monies()
        left = [
            (f"{han_numeral(n)}、{name}", books.appropriated(entries), f"收入:{name}|final")
            for n, (name, entries) in enumerate(zip(APPROPRIATIONS, monies, strict=True), 1)
        ]
        right: list[tuple[str, tuple[int, ...], str]] = []
        for n, code in enumerate(self._kind_codes(), 1):
            parts = tuple(sum(e.final for e in entries if e.code.startswith(code)) for entries in monies)
            right.append((f"{han_numeral(n)}、{account_name(code, books.year)}", parts, code))
        left += [("", 0, "")] * (len(right) - len(left))
        left.append(("本年收入合计", books.appropriated(), "income|final"))
        right.append(("本年支出合计", (books.general, books.fund, books.capital), "spending"))
        left.append(("年初财政拨款结转和结余", books.carried_in(), "carried_in|final"))
        left += [
            (name, books.carried_in(e), f"carried_in:{name}|final")
            for name, e in zip(APPROPRIATIONS, monies, strict=True)
        ]
        right.append(("年末财政拨款结转和结余", tuple(books.carried_out(e) for e in monies), "carried_out"))
        right += [("", (), "")] * 3
        left.append(("总计", books.appropriation_turnover, "turnover|final"))
        right.append(
            ("总计", tuple(s + books.carried_out(e) for s, e in zip((books.general, books.fund, books.capital), monies, strict=True)),
             "turnover")
        )  # fmt: skip
        columns = ("合计", *APPROPRIATIONS)
        if form.row_numbers:
            head = [
                (Box("收入", 3), Box("支出", 6)),
                _words("项目", "行次", "金额", "项目", "行次", *columns),
                _words("栏次", "", "1", "栏次", "", "2", "3", "4", "5"),
            ]
            widths: tuple[float, ...] = (24, 4, 11, 24, 4, 11, 11, 11, 11)
        else:
            head = [(Box("收入", 2), Box("支出", 5)), _words("项目", "决算数", "项目", *columns)]
            widths = (26, 12, 26, 12, 12, 12, 12)
        body: list[Row] = []
        for n, ((a, x, k), (b, parts, m)) in enumerate(zip(left, right, strict=True), 1):
            amounts = (
                tuple(self._amount(v, f"{m}|{c}") for v, c in zip((sum(parts), *parts), _FUNDS, strict=True))
                if b
                else (Box(align="right"),) * 4
            )
            body.append(
                (
                    Box(a, align="left"), *self._number(n), self._amount(x, k) if a else Box(align="right"),
                    Box(b, align="left"), *self._number(len(left) + n), *amounts,
                )
            )  # fmt: skip
        return self._printed(TableKind.FISCAL_APPROPRIATION_SUMMARY, widths, head, body, wide=True)

    # ------------------------------------------------------------------------------------- rows of accounts

    def _income(self) -> PrintedTable:
        names = ("本年收入合计", "财政拨款收入", *OTHER_INCOME)

        def amounts(entries: Sequence[Entry], row: str) -> Row:
            values = [sum(e.income for e in entries), sum(e.appropriated for e in entries)]
            values += [sum(e.own_income.get(name, 0) for e in entries) for name in OTHER_INCOME]
            return tuple(self._amount(v, f"{row}|{name}") for v, name in zip(values, names, strict=True))

        head = self._coded_head(_words(*names)) + self._ordinals(self._texts, 7)
        body = self._coded_rows(self.books.entries, amounts)
        return self._printed(TableKind.INCOME, self._coded_widths(7), head, body, wide=True)

    def _expenditure(self) -> PrintedTable:
        names = ("本年支出合计", "基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出")

        def amounts(entries: Sequence[Entry], row: str) -> Row:
            values = [sum(getattr(e, part) for e in entries) for part in ("spent", "all_basic", "all_project")]
            keys = ("total", "basic", "project", "up", "business", "down")
            return tuple(self._amount(v, f"{row}|{k}") for v, k in zip((*values, 0, 0, 0), keys, strict=True))

        head = self._coded_head(_words(*names)) + self._ordinals(self._texts, 6)
        body = self._coded_rows([e for e in self.books.entries if e.spent], amounts)
        return self._printed(TableKind.EXPENDITURE, self._coded_widths(6), head, body, wide=True)

    def _spent(self, entries: Sequence[Entry], row: str) -> Row:
        values = (sum(e.final for e in entries), sum(e.basic for e in entries), sum(e.project for e in entries))
        return tuple(self._amount(v, f"{row}|{k}") for v, k in zip(values, ("total", "basic", "project"), strict=True))

    def _general(self) -> PrintedTable:
        first = "小计" if self.form.row_numbers else "合计"
        head = self._coded_head((Box("本年支出", 3),), _words(first, "基本支出", "项目支出")) + self._ordinals(
            self._texts, 3
        )
        body = self._coded_rows([e for e in self.books.general_entries if e.final], self._spent)
        return self._printed(TableKind.GENERAL_BUDGET_EXPENDITURE, self._coded_widths(3), head, body)

    def _flows(self, entries: Sequence[Entry], row: str) -> Row:
        """年初结转, 本年收入, 本年支出 in three, 年末结转."""
        values = (
            sum(e.carried_in for e in entries), sum(e.appropriated for e in entries), sum(e.final for e in entries),
            sum(e.basic for e in entries), sum(e.project for e in entries), sum(e.carried_out for e in entries),
        )  # fmt: skip
        keys = ("carried_in", "income", "total", "basic", "project", "carried_out")
        return tuple(self._amount(v, f"{row}|{k}") for v, k in zip(values, keys, strict=True))

    def _fund(self) -> PrintedTable:
        return self._flow_table(TableKind.GOVERNMENT_FUND, self.books.fund_entries, "政府性基金预算财政拨款收入")

    def _flow_table(self, kind: TableKind, entries: Sequence[Entry], empty: str) -> PrintedTable:
        rows2 = [
            Box("年初结转和结余", rows=2),
            Box("本年收入", rows=2),
            Box("本年支出", 3),
            Box("年末结转和结余", rows=2),
        ]
        below = _words("小计", "基本支出", "项目支出")
        if self.form.code_columns == 1:
            head: list[Row] = [(Box("项目", 2), *rows2), (*_words("功能分类科目编码", "科目名称"), *below)]
        else:
            tall = tuple(replace(box, rows=3) if box.columns == 1 else box for box in rows2)
            head = [
                (Box("项目", 4), *tall),
                (Box("功能分类科目编码", 3), Box("科目名称", rows=2), *(replace(box, rows=2) for box in below)),
                _words("类", "款", "项"),
            ]
        head += self._ordinals(self._texts, 6)
        entries = [entry for entry in entries if entry.moved]
        body = self._coded_rows(entries, self._flows)
        return self._printed(kind, self._coded_widths(6), head, body, wide=True, empty="" if entries else empty)

    def _capital(self) -> PrintedTable:
        entries, empty = self.books.capital_entries, "国有资本经营预算财政拨款支出"
        if self.form.three == "pairs":  # the forms that print receipts, too
            return self._flow_table(TableKind.STATE_CAPITAL, entries, "国有资本经营预算财政拨款收入")
        head = self._coded_head((Box("本年支出", 3),), _words("合计", "基本支出", "项目支出")) + self._ordinals(
            self._texts, 3
        )
        body = self._coded_rows(entries, self._spent)
        return self._printed(TableKind.STATE_CAPITAL, self._coded_widths(3), head, body, empty="" if entries else empty)

    # ------------------------------------------------------------------------------ economic kinds, “三公”, assets

    def _economic(self) -> PrintedTable:
        books, form = self.books, self.form
        shown = {kind: books.economic_sum(kind) for kind in ("301", "302", "303", "307", "310", "399")} | dict(
            books.economic
        )
        left = _economic_codes("301", "303")
        groups = (
            [left, _economic_codes("302", "310")]
            if form.groups == 2
            else [left, _economic_codes("302"), _economic_codes("307", "310", "399")]
        )
        body: list[Row] = []
        for index in range(max(map(len, groups))):
            row: list[Box] = []
            for group in groups:
                code = group[index] if index < len(group) else ""
                amount = self._amount(shown.get(code, 0), f"{code}|final") if code else Box(align="right")
                row += [
                    Box(code, align="left"),
                    Box(account_name(code, books.year) if code else "", align="left"),
                    amount,
                ]
            body.append(tuple(row))
        body.append(
            (
                Box("人员经费合计", 2), self._amount(books.personnel, "personnel|final"),
                Box("公用经费合计", 3 * len(groups) - 4), self._amount(books.running_costs, "running_costs|final"),
            )
        )  # fmt: skip
        head = [_words(*("经济分类科目编码", "科目名称", "决算数") * len(groups))]
        widths = (9.0, 22.0, 11.0) * len(groups)
        return self._printed(TableKind.GENERAL_BUDGET_BASIC_EXPENDITURE, widths, head, body, wide=form.groups == 3)

    def _three(self) -> PrintedTable:
        def values(items: ThreePublic) -> tuple[int, ...]:
            return (items.all, items.abroad, items.car, items.purchase, items.running, items.hospitality)

        keys = ("all", "abroad", "car", "purchase", "running", "hospitality")
        budget = [
            self._three_amount(v, f"budget|{k}") for v, k in zip(values(self.books.three_budget), keys, strict=True)
        ]
        final = [self._three_amount(v, f"final|{k}") for v, k in zip(values(self.books.three), keys, strict=True)]
        parts = ("小计", PURCHASE, RUNNING)
        if self.form.three == "pairs":
            head: list[Row] = [
                (Box("合计", 2, 2), Box(ABROAD, 2, 2), Box(CAR, 6), Box(HOSPITALITY, 2, 2)),
                tuple(Box(part, 2) for part in parts),
                _words(*("预算数", "决算数") * 6),
            ]
            body: Row = tuple(box for pair in zip(budget, final, strict=True) for box in pair)
        else:
            half = (Box("合计", rows=2), Box(ABROAD, rows=2), Box(CAR, 3), Box(HOSPITALITY, rows=2))
            head = [(Box("预算数", 6), Box("决算数", 6)), half * 2, _words(*parts * 2)]
            if self.form.row_numbers:
                head.append(_words(*(str(number) for number in range(1, 13))))
            body = (*budget, *final)
        return self._printed(TableKind.THREE_PUBLIC, (10.0,) * 12, head, [body], wide=True)

    def _three_amount(self, amount: int, key: str) -> Box:
        """Noughts stand here in every form: nothing was spent, and that is the point."""
        value = in_unit(amount, self.form.unit)
        return Box(f"{value:,.2f}" if self.form.separators else f"{value:.2f}", align="right", key=key)


_FUNDS = ("all", "general", "fund", "capital")
_SHOWN_ECONOMIC = {
    "301": "01 02 03 06 07 08 09 10 11 12 13 14 99", "303": "01 02 03 04 05 06 07 08 09 10 99",
    "302": "01 02 03 04 05 06 07 08 09 11 12 13 14 15 16 17 18 24 25 26 27 28 29 31 39 40 99",
    "307": "01 02 03 04", "310": "01 02 03 05 06 07 08 13 19 21 22 99", "399": "06 07 08 99",
}  # fmt: skip
"""The 款 of the economic classification that the table lists, whatever was spent."""


def _economic_codes(*kinds: str) -> list[str]:
    return [code for kind in kinds for code in (kind, *(kind + tail for tail in _SHOWN_ECONOMIC[kind].split()))]


def _assets(books: Books, form: TableForm, number: int) -> PrintedTable:
    """国有资产占用情况表, which some regions add."""
    head: list[Row] = [
        (Box("车辆（辆）", len(VEHICLE_KINDS) + 1), Box("单价100万元以上设备（台/套）", rows=2)),
        _words("合计", *VEHICLE_KINDS),
    ]
    counts = (sum(books.vehicles), *books.vehicles, books.machines)
    body = [tuple(Box(str(count), align="right") for count in counts)]
    return PrintedTable(
        TableKind.OTHER, "国有资产占用情况表", form.numbering.format(n=number) if form.numbering else "",
        f"{form.owner}{books.department.name}" if form.owner else "", "", (10.0,) * len(counts), tuple(head), tuple(body),
        ("注：本表反映截至年末的国有资产占用情况。",), True,
    )  # fmt: skip
