"""A hand-made disclosure whose every figure ties, in two forms, for the tests of the identities.

``Form.HUNAN``: 万元, 行次, rows of 项 only, three groups in table 06, six and six columns in table 09. ``Form.SHANGHAI``: 元,
no 行次, a tree of 类, 款 and 项, two groups in table 06, pairs of columns in table 09.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from enum import Enum
from itertools import zip_longest

from miner.model import Cell, CellState, StatutoryTable, TableKind

Amounts = Mapping[str, str]
Coded = Sequence[tuple[str, Amounts]]


class Form(Enum):
    """The two forms in which the same accounts are printed."""

    HUNAN = "hunan"
    SHANGHAI = "shanghai"


NAMES = {
    "201": "一般公共服务支出",
    "20103": "政府办公厅（室）及相关机构事务",
    "2010301": "行政运行",
    "2010302": "一般行政管理事务",
    "2010350": "事业运行",
    "208": "社会保障和就业支出",
    "20805": "行政事业单位养老支出",
    "2080505": "机关事业单位基本养老保险缴费支出",
    "20808": "抚恤",
    "2080801": "死亡抚恤",
    "212": "城乡社区支出",
    "21208": "国有土地使用权出让收入安排的支出",
    "2120803": "城市建设支出",
    "2120804": "农村基础设施建设支出",
    "221": "住房保障支出",
    "22102": "住房改革支出",
    "2210201": "住房公积金",
    "223": "国有资本经营预算支出",
    "22301": "解决历史遗留问题及改革成本支出",
    "2230105": "国有企业退休人员社会化管理补助支出",
    "2230199": "其他解决历史遗留问题及改革成本支出",
}
FISCAL, ALL_INCOME = "财政拨款收入", "本年收入合计"
BASIC, PROJECT, ALL_SPENDING = "基本支出", "项目支出", "本年支出合计"
INCOME_COLUMNS = (ALL_INCOME, FISCAL, "上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入")
SPENDING_COLUMNS = (ALL_SPENDING, BASIC, PROJECT, "上缴上级支出", "经营支出", "对附属单位补助支出")
GENERAL_COLUMNS = ("本年支出 / 小计", "本年支出 / 基本支出", "本年支出 / 项目支出")
FUND_COLUMNS = ("年初结转和结余", "本年收入", *GENERAL_COLUMNS, "年末结转和结余")

INCOME_ROWS: Coded = (
    ("2010301", {FISCAL: "410.00"}),
    ("2010302", {FISCAL: "260.00", "上级补助收入": "10.00"}),
    ("2010350", {"事业收入": "50.00", "经营收入": "20.00", "附属单位上缴收入": "5.00", "其他收入": "15.00"}),
    ("2080505", {FISCAL: "155.00"}),
    ("2080801", {FISCAL: "50.00"}),
    ("2120803", {FISCAL: "120.00"}),
    ("2120804", {FISCAL: "80.00"}),
    ("2210201", {FISCAL: "125.00"}),
    ("2230105", {FISCAL: "10.00"}),
    ("2230199", {FISCAL: "20.00"}),
)
SPENDING_ROWS: Coded = (
    ("2010301", {BASIC: "400.10"}),
    ("2010302", {PROJECT: "260.20"}),
    ("2010350", {BASIC: "60.00", "上缴上级支出": "3.00", "经营支出": "20.00", "对附属单位补助支出": "7.00"}),
    ("2080505", {BASIC: "150.30"}),
    ("2080801", {BASIC: "30.00", PROJECT: "9.40"}),
    ("2120803", {BASIC: "10.00", PROJECT: "120.00"}),
    ("2120804", {PROJECT: "80.00"}),
    ("2210201", {BASIC: "120.00"}),
    ("2230105", {BASIC: "2.00", PROJECT: "10.00"}),
    ("2230199", {PROJECT: "20.00"}),
)
_B, _P = GENERAL_COLUMNS[1:]
GENERAL_ROWS: Coded = (
    ("2010301", {_B: "400.10"}),
    ("2010302", {_P: "250.20"}),
    ("2080505", {_B: "150.30"}),
    ("2080801", {_B: "30.00", _P: "9.40"}),
    ("2210201", {_B: "120.00"}),
)
FUND_ROWS: Coded = (
    (
        "2120803",
        {"年初结转和结余": "25.00", "本年收入": "120.00", _B: "10.00", _P: "120.00", "年末结转和结余": "15.00"},
    ),
    ("2120804", {"本年收入": "80.00", _P: "80.00"}),
)
CAPITAL_ROWS: Coded = (
    ("2230105", {"年初结转和结余": "5.00", "本年收入": "10.00", _B: "2.00", _P: "10.00", "年末结转和结余": "3.00"}),
    ("2230199", {"本年收入": "20.00", _P: "20.00"}),
)
SOURCES = (
    ("一、一般公共预算财政拨款收入", "1000.00"),
    ("二、政府性基金预算财政拨款收入", "200.00"),
    ("三、国有资本经营预算财政拨款收入", "30.00"),
    ("四、上级补助收入", "10.00"),
    ("五、事业收入", "50.00"),
    ("六、经营收入", "20.00"),
    ("七、附属单位上缴收入", "5.00"),
    ("八、其他收入", "15.00"),
)
SUMMARY_LEFT = (
    *SOURCES,
    ("本年收入合计", "1330.00"),
    ("使用非财政拨款结余", "12.00"),
    ("年初结转和结余", "100.00"),
    ("总计", "1442.00"),
)
SUMMARY_RIGHT = (
    ("一、一般公共服务支出", "750.30"),
    ("二、外交支出", ""),
    ("八、社会保障和就业支出", "189.70"),
    ("十一、城乡社区支出", "210.00"),
    ("十九、住房保障支出", "120.00"),
    ("二十一、国有资本经营预算支出", "32.00"),
    ("本年支出合计", "1302.00"),
    ("结余分配", "8.00"),
    ("年末结转和结余", "132.00"),
    ("总计", "1442.00"),
)
FISCAL_LEFT = (
    ("一、一般公共预算财政拨款", "1000.00"),
    ("二、政府性基金预算财政拨款", "200.00"),
    ("三、国有资本经营预算财政拨款", "30.00"),
    ("本年收入合计", "1230.00"),
    ("年初财政拨款结转和结余", "90.00"),
    ("一般公共预算财政拨款", "60.00"),
    ("政府性基金预算财政拨款", "25.00"),
    ("国有资本经营预算财政拨款", "5.00"),
    ("总计", "1320.00"),
)
FISCAL_RIGHT = (
    ("一、一般公共服务支出", "650.30", "650.30", "", ""),
    ("二、外交支出", "", "", "", ""),
    ("八、社会保障和就业支出", "189.70", "189.70", "", ""),
    ("十一、城乡社区支出", "210.00", "", "210.00", ""),
    ("十九、住房保障支出", "120.00", "120.00", "", ""),
    ("二十一、国有资本经营预算支出", "32.00", "", "", "32.00"),
    ("本年支出合计", "1202.00", "960.00", "210.00", "32.00"),
    ("年末财政拨款结转和结余", "118.00", "100.00", "15.00", "3.00"),
    ("总计", "1320.00", "1060.00", "225.00", "35.00"),
)
FISCAL_COLUMNS = ("合计", "一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款")
STAFF = (
    ("301", "工资福利支出", "500.40"),
    ("30101", "基本工资", "200.00"),
    ("30102", "津贴补贴", "150.30"),
    ("30108", "机关事业单位基本养老保险缴费", "150.10"),
    ("303", "对个人和家庭的补助", "60.00"),
    ("30302", "退休费", "35.00"),
    ("30304", "抚恤金", "25.00"),
    ("30309", "奖励金", ""),
)
OFFICE = (
    ("302", "商品和服务支出", "120.00"),
    ("30201", "办公费", "50.00"),
    ("30202", "印刷费", ""),
    ("30212", "因公出国（境）费用", "4.00"),
    ("30215", "会议费", "6.00"),
    ("30216", "培训费", "5.00"),
    ("30217", "公务接待费", "5.00"),
    ("30231", "公务用车运行维护费", "20.00"),
    ("30299", "其他商品和服务支出", "30.00"),
)
CAPITAL = (
    ("307", "债务利息及费用支出", "3.00"),
    ("30701", "国内债务付息", "2.00"),
    ("30702", "国外债务付息", "1.00"),
    ("310", "资本性支出", "15.00"),
    ("31002", "办公设备购置", "9.00"),
    ("31013", "公务用车购置", "6.00"),
    ("399", "其他支出", "2.00"),
    ("39907", "国家赔偿费用支出", "0.50"),
    ("39999", "其他支出", "1.50"),
)
THREE = ("合计", "因公出国（境）费", "小计", "公务用车购置费", "公务用车运行维护费", "公务接待费")
PLANNED = ("58.00", "6.00", "44.00", "20.00", "24.00", "8.00")
SPENT = ("52.00", "5.00", "40.00", "18.00", "22.00", "7.00")


class _Maker:
    def __init__(self, form: Form) -> None:
        self.form = form
        self.factor = Decimal(1) if form is Form.HUNAN else Decimal(10000)
        self.made: list[StatutoryTable] = []

    def cell(self, at: tuple[int, int], row: tuple[str, str, str], column: str, raw: str, amount: bool = True) -> Cell:
        """A cell at (row, column) of a row of (label, code, 行次)."""
        value = (Decimal(raw) * self.factor).quantize(Decimal("0.01")) if raw and amount else None
        state = CellState.NUMBER if value is not None else CellState.TEXT if raw else CellState.BLANK
        return Cell(*at, *row, column, f"{value:,}" if value is not None else raw, value, state)

    def table(self, kind: TableKind, title: str, cells: Iterable[Cell]) -> None:
        body = tuple(cells)
        unit = "万元" if self.form is Form.HUNAN else "元"
        columns = tuple(dict.fromkeys(cell.column for cell in body))
        self.made.append(StatutoryTable(len(self.made), kind, title, "", unit, "", columns, body, 1, 1))

    def coded(self, kind: TableKind, title: str, columns: Sequence[str], rows: Coded, whole: str) -> None:
        """Rows by account; ``whole`` is the column that adds up the others of its kind (none of 年初, 收入, 年末)."""
        flows = ("年初结转和结余", "本年收入", "年末结转和结余")
        full: dict[str, dict[str, Decimal]] = {"": {}}
        for code, amounts in rows:
            parts = {column: Decimal(raw) for column, raw in amounts.items()}
            parts[whole] = sum((value for column, value in parts.items() if column not in flows), Decimal(0))
            tree = [code[:3], code[:5]] if self.form is Form.SHANGHAI else []
            for one in ("", *tree, code):
                sums = full.setdefault(one, {})
                for column, value in parts.items():
                    sums[column] = sums.get(column, Decimal(0)) + value
        cells = []
        for index, (code, sums) in enumerate(full.items()):
            row = (NAMES.get(code, "合计"), code, "")
            cells.append(self.cell((index, 0), row, "项目 / 功能分类科目编码", code or "合计", amount=False))
            cells.append(self.cell((index, 1), row, "项目 / 科目名称", row[0] if code else "", amount=False))
            for place, column in enumerate(columns, 2):
                cells.append(self.cell((index, place), row, column, str(sums[column]) if column in sums else ""))
        self.table(kind, title, cells)

    def two_sided(
        self,
        kind: TableKind,
        title: str,
        left: Sequence[tuple[str, str]],
        right: Sequence[tuple[str, ...]],
        columns: Sequence[str],
    ) -> None:
        cells = []
        numbered = self.form is Form.HUNAN
        for index, (ours, theirs) in enumerate(zip_longest(left, right, fillvalue=("", *[""] * len(columns)))):
            row = (ours[0], "", str(index + 1) if numbered else "")
            cells.append(self.cell((index, 0), row, "收入 / 项目", ours[0], amount=False))
            cells.append(self.cell((index, 1), row, "收入 / 金额", ours[1]))
            row = (theirs[0], "", str(index + 31) if numbered else "")
            cells.append(self.cell((index, 2), row, "支出 / 项目", theirs[0], amount=False))
            for place, (column, raw) in enumerate(zip(columns, theirs[1:], strict=True), 3):
                cells.append(self.cell((index, place), row, f"支出 / {column}", raw))
        self.table(kind, title, cells)

    def economic(self) -> None:
        groups = [STAFF, OFFICE, CAPITAL] if self.form is Form.HUNAN else [STAFF, OFFICE + CAPITAL]
        cells = []
        for place, group in enumerate(groups):
            for index, (code, label, raw) in enumerate(group):
                row = (label, code, "")
                cells.append(self.cell((index, 3 * place), row, "经济分类科目编码", code, amount=False))
                cells.append(self.cell((index, 3 * place + 1), row, "科目名称", label, amount=False))
                cells.append(self.cell((index, 3 * place + 2), row, "决算数", raw))
        last = max(len(group) for group in groups)
        for place, name, raw in ((2, "人员经费合计", "560.40"), (3 * len(groups) - 1, "公用经费合计", "140.00")):
            cells.append(self.cell((last, place), (name, "", ""), "决算数", raw))
        kind = TableKind.GENERAL_BUDGET_BASIC_EXPENDITURE
        self.table(
            kind, "一般公共预算财政拨款基本支出决算表", sorted(cells, key=lambda c: (c.row_index, c.column_index))
        )

    def three_public(self) -> None:
        cells = []
        for place, (item, planned, spent) in enumerate(zip(THREE, PLANNED, SPENT, strict=True)):
            heading = f"公务用车购置及运行维护费 / {item}" if place in (2, 3, 4) else item
            for period, raw, offset in (("预算数", planned, 0), ("决算数", spent, 1)):
                if self.form is Form.HUNAN:
                    at, column = (0, place + 6 * offset), f"{period} / {heading}"
                else:
                    at, column = (0, 2 * place + offset), f"财政拨款“三公”经费 / {heading} / {period}"
                cells.append(self.cell(at, ("", "", ""), column, raw))
        self.table(TableKind.THREE_PUBLIC, "财政拨款“三公”经费支出决算表", cells)


def tables(form: Form = Form.HUNAN) -> list[StatutoryTable]:
    """The nine tables."""
    maker = _Maker(form)
    kind = TableKind
    maker.two_sided(kind.INCOME_EXPENDITURE_SUMMARY, "收入支出决算总表", SUMMARY_LEFT, SUMMARY_RIGHT, ("决算数",))
    maker.coded(kind.INCOME, "收入决算表", INCOME_COLUMNS, INCOME_ROWS, ALL_INCOME)
    maker.coded(kind.EXPENDITURE, "支出决算表", SPENDING_COLUMNS, SPENDING_ROWS, ALL_SPENDING)
    title = "财政拨款收入支出决算总表"
    maker.two_sided(kind.FISCAL_APPROPRIATION_SUMMARY, title, FISCAL_LEFT, FISCAL_RIGHT, FISCAL_COLUMNS)
    whole = GENERAL_COLUMNS[0]
    title = "一般公共预算财政拨款支出决算表"
    maker.coded(kind.GENERAL_BUDGET_EXPENDITURE, title, GENERAL_COLUMNS, GENERAL_ROWS, whole)
    maker.economic()
    maker.coded(kind.GOVERNMENT_FUND, "政府性基金预算财政拨款收入支出决算表", FUND_COLUMNS, FUND_ROWS, whole)
    maker.coded(kind.STATE_CAPITAL, "国有资本经营预算财政拨款收入支出决算表", FUND_COLUMNS, CAPITAL_ROWS, whole)
    maker.three_public()
    return maker.made
