"""Checking the identities of `miner.figures.rules` on a document's tables.

A check passes, differs by rounding, fails, is not applicable (nothing is printed there) or is not checked (a table, a
row or a unit is missing or unreadable), and says why. “Not found” is never “pass”. Checks over many rows are one
check with the worst difference and the cells of all rows that do not tie: one root cause, one line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from miner.bilingual import say
from miner.figures.checking import (
    Comparison,
    Missing,
    Side,
    accounts_of,
    check_of,
    sum_of,
    table_of,
    unchecked,
)
from miner.figures.evidence import of_cell
from miner.figures.lookup import Bench
from miner.figures.row_rules import BALANCES, CLASS_RULES, PART_OF, ROW_RULES, TREES, BalanceRule, RowRule
from miner.figures.rules import EQUATIONS, NUMBERED, Equation, Term
from miner.figures.tables import Tables, TableView, account_name, column_fits, parts, plain, three_public_cells
from miner.figures.targets import BASIC, PROJECT, T09, TOTAL
from miner.figures.text_checks import check_text
from miner.language.accounts import AccountKind, Classification, Level
from miner.model import Cell, CellState, Check, CheckVerdict, Disclosure, Evidence, Link, Narrative, TableKind

_TOTAL_LABEL = re.compile(r"(?:本年)?(?:支出|收入)?(?:合计|总计)")
_UNDECIDED = (CheckVerdict.NOT_CHECKED, CheckVerdict.NOT_APPLICABLE)


def check_identities(bench: Bench, narratives: Sequence[Narrative], links: Sequence[Link]) -> tuple[Check, ...]:
    """All identities: inside tables, between tables, and of the text's own figures."""
    tables = bench.tables
    checks = _one_of_each([_equation(tables, equation) for equation in EQUATIONS])
    checks += [_rows(tables, rule) for rule in ROW_RULES]
    checks += [_balance(tables, rule) for rule in BALANCES]
    checks += [_parts_of(tables, *rule) for rule in PART_OF]
    for rule, kind in TREES:
        checks += _tree(tables, rule, kind)
    checks += [_classes(tables, bench.disclosure, *rule) for rule in CLASS_RULES]
    checks += _three_public(tables)
    checks += _empty_tables(tables)
    checks += check_text(bench, links, narratives)
    return tuple(checks)


def _one_of_each(checks: Sequence[Check]) -> list[Check]:
    """The checks without the wordings of an identity that do not fit this form, where another wording of it does."""
    decided = {(check.rule, check.statement) for check in checks if check.verdict not in _UNDECIDED}
    kept: dict[tuple[str, str], Check] = {}
    for check in checks:
        key = (check.rule, check.statement)
        if check.verdict not in _UNDECIDED or (key not in decided and key not in kept):
            kept[key] = check
    return list(kept.values())


# ------------------------------------------------------------------------------------------------------------ equations


def _equation(tables: Tables, equation: Equation) -> Check:
    statement = say(equation.zh, equation.en)
    try:
        left = _side(tables, equation.left)
        right = _side(tables, equation.right)
    except Missing as missing:
        return unchecked(equation.rule, statement, missing)
    if not left.printed and not right.printed:
        return unchecked(
            equation.rule, statement, Missing(say("两边都没有数字", "nothing is printed on either side"), True)
        )
    if not left.printed or not right.printed:
        blank = left if not left.printed else right
        if len(blank.cells) <= 1 and (left.value.value or right.value.value):
            return unchecked(equation.rule, statement, Missing(say("一边为空白", "one side is blank")))
    return check_of(tables, equation.rule, statement, (Comparison(statement, left, right, equation.at_most),))


def _side(tables: Tables, terms: Iterable[Term]) -> Side:
    cells: list[tuple[TableView, Cell]] = []
    for term in terms:
        view = table_of(tables, term.kind)
        found = _cells(view, term)
        if not found and not term.optional:
            # A budget's forms have fewer rows than those of final accounts: nothing is missing there.
            why = say(f"《{view.table.title}》没有这一行或列", f"{view.table.title} has no such row or column")
            raise Missing(why, absent=tables.budget)
        if len(found) > 1 and not term.every and not term.codes:
            raise Missing(
                say(f"《{view.table.title}》有多个这样的单元格", f"{view.table.title} has several such cells")
            )
        if term.unless and _wider(view, term, found):
            why = say(f"《{view.table.title}》的合计含结转", f"the total of {view.table.title} includes carry-overs")
            raise Missing(why, absent=True)
        cells += [(view, cell) for cell in found]
    return sum_of(tables, cells)


def _wider(view: TableView, term: Term, found: Iterable[Cell]) -> bool:
    """True where the total column found may hold more than this year's: it does not say 本年, and carry-overs are beside it."""
    said = all("本年" in " ".join(parts(cell)) for cell in found)
    return not said and any(re.fullmatch(term.unless, part) for cell in view.amounts for part in parts(cell))


def _cells(view: TableView, term: Term) -> tuple[Cell, ...]:
    """The cells of a term; of several row patterns the first that the table has."""
    if term.item:
        return three_public_cells(view, term.item, "final", only_basis=False)
    if term.codes:
        codes = [code for code in view.codes if any(_code_fits(code, wanted) for wanted in term.codes)]
        wanted = [code for code in codes if code not in term.without]
        return tuple(cell for code in sorted(wanted) for cell in view.find(code=code, column=term.column))
    for row in term.rows:
        if row == NUMBERED:
            found = tuple(
                cell
                for cell in view.find(column=term.column, side=term.side)
                if re.fullmatch(row, cell.row_label.strip()) and not _TOTAL_LABEL.search(cell.row_label)
            )
        else:
            found = view.find(row=row, column=term.column, side=term.side)
        if term.above or term.below:
            edge = [c.row_index for c in view.find(row=term.above or term.below, side=term.side)]
            if edge:
                found = tuple(c for c in found if (c.row_index < min(edge) if term.above else c.row_index > max(edge)))
        if found:
            return found
    return ()


def _code_fits(code: str, pattern: str) -> bool:
    return len(code) == len(pattern) and code.startswith(pattern.rstrip("*"))


# ----------------------------------------------------------------------------------------------------------------- rows


def _rows(tables: Tables, rule: RowRule) -> Check:
    statement = say(rule.zh, rule.en)
    try:
        view = table_of(tables, rule.kind)
        comparisons = []
        for cells in view.by_row.values():
            row = [
                cell for cell in cells if not rule.side or rule.side in parts(cell)[0] or rule.side not in _heads(view)
            ]
            whole = [cell for cell in row if column_fits(cell, (rule.whole,))]
            if not whole or whole[0].state is CellState.BLANK:
                continue
            others = _beside(row, whole[0], rule)
            if others:
                left = sum_of(tables, [(view, whole[0])])
                right = sum_of(tables, [(view, cell) for cell in others])
                if right.printed or left.value.value == 0:
                    comparisons.append(Comparison(whole[0].row_label, left, right))
    except Missing as missing:
        return unchecked(rule.rule, statement, missing)
    if not comparisons:
        return unchecked(rule.rule, statement, Missing(say("没有可核对的行", "no row can be checked"), True))
    return check_of(tables, rule.rule, statement, comparisons)


def _heads(view: TableView) -> str:
    return " ".join(parts(cell)[0] for cell in view.amounts)


def _beside(row: Sequence[Cell], whole: Cell, rule: RowRule) -> list[Cell]:
    """The columns that make up a total: the named ones of its own block, else all, a group's subtotal for the group."""
    block = parts(whole)[:-1]
    if rule.parts:
        same = [cell for cell in row if cell is not whole and any(column_fits(cell, (p,)) for p in rule.parts)]
        inside = [cell for cell in same if parts(cell)[: len(block)] == block]
        return inside or same
    others = [cell for cell in row if cell is not whole and not parts(cell)[-1].startswith(("其中", "备注"))]
    groups: dict[str, list[Cell]] = {}
    for cell in others:
        path = parts(cell)
        path = path[len(block) :] if path[: len(block)] == block and len(path) > len(block) else path
        groups.setdefault(path[0], []).append(cell)
    chosen: list[Cell] = []
    for cells in groups.values():
        subtotal = [cell for cell in cells if re.fullmatch(r"小计|合计", parts(cell)[-1])]
        chosen += subtotal[:1] if subtotal and len(cells) > 1 else cells
    return chosen


def _balance(tables: Tables, rule: BalanceRule) -> Check:
    statement = say(rule.zh, rule.en)
    try:
        view = table_of(tables, rule.kind)
        comparisons = []
        for cells in view.by_row.values():
            sides = [
                [cell for column in columns for cell in cells if column_fits(cell, column)][: len(columns)]
                for columns in (rule.left, rule.right)
            ]
            if len(sides[0]) == len(rule.left) and len(sides[1]) == len(rule.right):
                left, right = (sum_of(tables, [(view, cell) for cell in side]) for side in sides)
                if left.printed and right.printed:
                    comparisons.append(Comparison(cells[0].row_label, left, right))
    except Missing as missing:
        return unchecked(rule.rule, statement, missing)
    if not comparisons:
        return unchecked(rule.rule, statement, Missing(say("没有这些栏目", "there are no such columns"), True))
    return check_of(tables, rule.rule, statement, comparisons)


def _parts_of(tables: Tables, rule: str, zh: str, en: str, part: TableKind, whole: TableKind) -> Check:
    statement = say(zh, en)
    try:
        lesser, greater = accounts_of(tables, part), accounts_of(tables, whole)
        comparisons = []
        for code in sorted(lesser.codes & greater.codes):
            for column in (TOTAL, BASIC, PROJECT):
                one, other = (view.find(code=code, column=(column,)) for view in (lesser, greater))
                if len(one) == len(other) == 1 and one[0].value is not None and other[0].value is not None:
                    sides = (sum_of(tables, [(lesser, one[0])]), sum_of(tables, [(greater, other[0])]))
                    comparisons.append(Comparison(one[0].row_label, *sides, at_most=True))
    except Missing as missing:
        return unchecked(rule, statement, missing)
    if not comparisons:
        return unchecked(rule, statement, Missing(say("没有相同的科目", "there are no such accounts"), True))
    return check_of(tables, rule, statement, comparisons)


# ---------------------------------------------------------------------------------------------------------------- trees


def _tree(tables: Tables, rule: str, kind: TableKind) -> list[Check]:
    """Two checks: each account is the sum of those right below it; the total row is the sum of the innermost ones."""
    try:
        view = accounts_of(tables, kind)
    except Missing as missing:
        return [unchecked(rule, _tree_statement(kind, tables.get(kind)), missing)]
    # Accounts may go on in a second block of columns under the same head: 公用经费 … | 公用经费 ….
    columns = list(dict.fromkeys(cell.column for cell in view.amounts if cell.row_code))
    below: list[Comparison] = []
    whole: list[Comparison] = []
    try:
        for column in columns:
            by_code = {cell.row_code: cell for cell in view.amounts if cell.column == column and cell.row_code}
            for code, cell in by_code.items():
                children = [by_code[child] for child in view.children(code) if child in by_code]
                if children and cell.state is CellState.NUMBER:
                    right = sum_of(tables, [(view, child) for child in children])
                    below.append(Comparison(cell.row_label, sum_of(tables, [(view, cell)]), right))
            totals = [c for c in view.amounts if c.column == column and not c.row_code and _is_total(c)]
            if len(totals) == 1 and totals[0].state is CellState.NUMBER and by_code:
                leaves = [(view, cell) for code, cell in by_code.items() if view.leaf(code)]
                right = sum_of(tables, leaves)
                whole.append(Comparison(totals[0].row_label, sum_of(tables, [(view, totals[0])]), right))
    except Missing as missing:
        return [unchecked(rule, _tree_statement(kind, view), missing)]
    checks = []
    if kind is not TableKind.GENERAL_BUDGET_BASIC_EXPENDITURE or whole:
        if whole:
            checks.append(check_of(tables, rule, _tree_statement(kind, view), whole))
        else:
            no_total = Missing(say("没有合计行", "there is no total row"))
            checks.append(unchecked(rule, _tree_statement(kind, view), no_total))
    if below:
        statement = say(
            f"《{view.table.title}》各级科目＝下级科目之和", f"{view.table.title}: accounts add up level by level"
        )
        checks.append(check_of(tables, rule, statement, below))
    return checks


def _is_total(cell: Cell) -> bool:
    return re.fullmatch(r"合计|总计|本年合计", plain(cell.row_label)) is not None


def _tree_statement(kind: TableKind, view: TableView | None) -> str:
    name = view.table.title if view else kind.value
    return say(
        f"《{name}》合计行＝各明细科目之和，每列", f"{name}: the total row is the sum of the accounts, each column"
    )


# ------------------------------------------------------------------------------------------------------- between tables


def _classes(tables: Tables, disclosure: Disclosure, rule: str, zh: str, en: str, term: Term, kind: TableKind) -> Check:
    statement = say(zh, en)
    names = Classification.load()
    try:
        summary, accounts = table_of(tables, term.kind), accounts_of(tables, kind)
        comparisons = []
        for cell in summary.find(column=term.column, side=term.side):
            if cell.state is not CellState.NUMBER or not cell.row_label or _TOTAL_LABEL.search(cell.row_label):
                continue
            named = {a.code for a in names.by_name(plain(cell.row_label), Level.LEI, kind=AccountKind.FUNCTIONAL)}
            named |= {
                code
                for code, name in accounts.names.items()
                if len(code) == 3 and account_name(name) == account_name(cell.row_label)
            }
            if len(named) != 1:
                continue
            code = named.pop()
            leaves = [
                (accounts, other)
                for other in accounts.find(column=(r"小计|合计|总计|本年支出合计|支出合计|本年支出|.*支出决算数",))
                if other.row_code.startswith(code) and accounts.leaf(other.row_code)
            ]
            if leaves:
                comparisons.append(
                    Comparison(cell.row_label, sum_of(tables, [(summary, cell)]), sum_of(tables, leaves))
                )
    except Missing as missing:
        return unchecked(rule, statement, missing)
    if not comparisons:
        return unchecked(rule, statement, Missing(say("没有可核对的类", "no function can be checked"), True))
    return check_of(tables, rule, statement, comparisons)


def _three_public(tables: Tables) -> list[Check]:
    checks = []
    budget = tables.budget
    for basis in ("budget",) if budget else ("budget", "final"):
        word = say("预算" if basis == "budget" else "决算", basis)
        for rule, whole, items, zh in (
            ("T09-1", "total", ("abroad", "vehicles", "reception"), "合计＝因公出国＋公务用车＋公务接待"),
            ("T09-2", "vehicles", ("purchase", "running"), "公务用车小计＝购置＋运行"),
        ):
            statement = say(f"“三公”经费表（{word}）：{zh}", f"三公 ({word}): {whole} = {' + '.join(items)}")
            try:
                view = table_of(tables, T09)
                found = {i: three_public_cells(view, i, basis, budget) for i in (whole, *items)}
                if any(len(cells) != 1 for cells in found.values()):
                    raise Missing(say("栏目不全或不唯一", "columns are missing or not unique"))
                left = sum_of(tables, [(view, found[whole][0])])
                right = sum_of(tables, [(view, found[item][0]) for item in items])
                if not left.printed:
                    raise Missing(say("合计为空白", "the total is blank"), absent=not right.printed)
                checks.append(check_of(tables, rule, statement, (Comparison(statement, left, right),)))
            except Missing as missing:
                checks.append(unchecked(rule, statement, missing))
    return checks


def _empty_tables(tables: Tables) -> list[Check]:
    """X14: a table holds no amount exactly where its note says so."""
    checks = []
    for view in tables.statutory():
        table = view.table
        if not table.empty and not table.declared_empty:
            continue
        statement = say(
            f"《{table.title}》有无数据应与表下说明一致",
            f"{table.title}: should be empty exactly where its note says so",
        )
        if table.empty and table.declared_empty:
            checks.append(Check("X14", statement, None, None, None, None, CheckVerdict.PASS, ""))
        elif table.empty:
            why = say("空表，表下没有“无数据”的说明", "the table is empty and has no note that says so")
            checks.append(Check("X14", statement, None, None, None, None, CheckVerdict.NOT_CHECKED, why))
        else:
            numbers = [cell for cell in view.amounts if cell.value]
            if not numbers:
                continue
            why = say("说明称本表为空表，表中却有数字", "the note says that the table is empty, and it holds amounts")
            evidence = (
                Evidence("note", table.note, table.page_last),
                *(of_cell(view, c, "cell") for c in numbers[:6]),
            )
            checks.append(Check("X14", statement, None, None, None, None, CheckVerdict.FAIL, why, evidence))
    return checks
