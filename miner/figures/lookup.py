"""From what a figure is about to the cell that prints it: bindings, accounts, “三公” items. Values play no part."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from miner.bilingual import say
from miner.figures.bindings import BINDINGS, BUDGET_BINDINGS
from miner.figures.context import Topic
from miner.figures.intervals import Printed
from miner.figures.scope import too_wide
from miner.figures.statements import Statement, read_statements
from miner.figures.tables import Tables, TableView, account_name, three_public_cells
from miner.figures.targets import (
    ACCOUNT_NOUNS,
    ACCOUNT_TABLES,
    AMOUNT,
    BASIC,
    CLASS_TARGETS,
    PROJECT,
    T06,
    T09,
    TOTAL,
    Binding,
    Target,
)
from miner.language.accounts import Classification, Level
from miner.language.numbers import YUAN
from miner.model import Cell, CellRef, CellState, Disclosure, Figure, TableKind

_PARTS = ((r"(?:其中)?基本支出", BASIC), (r"(?:其中)?项目支出", PROJECT))
"""Columns of an account's row by what the figure is called."""
_SHORTEST_NAME = 4
_TELLING_NAME = 6
_LIST_NUMBER = re.compile(r"\s*[（(]?[\d一二三四五六七八九十]{1,3}[）)、.．]")
_LONG_NAME = 8
"""Characters from which the end of a name names the account: 社会福利的彩票公益金支出."""
_ONE_FUND = frozenset({Topic.GENERAL, Topic.FUND, Topic.STATE})
"""Topics whose bare 决算数 is the fund's spending."""
_OWNER = re.compile(r"^.*(?:局|中心|办事处|办公室|委员会|人民政府|委|厅|部|院|校|所|站|会|处|镇|乡|街道)(?=.)")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A cell that a figure may be, and how it was found."""

    view: TableView
    cell: Cell
    name: str
    features: Mapping[str, float]
    soft: bool = False

    @property
    def ref(self) -> CellRef:
        """The cell's reference."""
        return self.view.ref(self.cell)


@dataclass(frozen=True, slots=True)
class Found:
    """The cells of one identity: exactly one makes a link. ``why`` says what is missing where there is none."""

    candidates: tuple[Candidate, ...] = ()
    why: str = ""

    @property
    def only(self) -> Candidate | None:
        """The one survivor."""
        return self.candidates[0] if len({candidate.ref for candidate in self.candidates}) == 1 else None


@dataclass
class Bench:
    """All that linking and arithmetic look things up in."""

    disclosure: Disclosure
    statements: Sequence[Statement]
    tables: Tables
    by_section: dict[int, list[Statement]] = field(default_factory=lambda: defaultdict(list))
    place: dict[int, int] = field(default_factory=dict)
    """Where a figure (by its ordinal) stands among those of its section."""

    @classmethod
    def of(cls, disclosure: Disclosure, statements: Sequence[Statement]) -> Bench:
        """A bench for one document."""
        bench = cls(disclosure, statements, Tables(disclosure))
        for statement in sorted(statements, key=lambda s: (s.figure.section, s.figure.char_start)):
            inside = bench.by_section[statement.figure.section]
            bench.place[statement.figure.ordinal] = len(inside)
            inside.append(statement)
        return bench

    @classmethod
    def read(cls, disclosure: Disclosure, figures: Sequence[Figure]) -> Bench:
        """A bench for one document and its figures."""
        return cls.of(disclosure, read_statements(disclosure, figures))

    def text(self, section: int) -> str:
        """The text of a section."""
        return self.disclosure.sections[section].text.text

    @property
    def budget(self) -> bool:
        """True for a budget: its tables hold budgets."""
        return self.tables.budget

    def yuan(self, candidate: Candidate) -> Printed | None:
        """A cell's amount in 元; none where it is blank, unreadable or of unknown unit."""
        value, unit = candidate.view.value(candidate.cell), self.tables.unit(candidate.view)
        return value.times(YUAN[unit]) if value is not None and unit in YUAN else None


def find_cell(bench: Bench, statement: Statement) -> Found:
    """The cell that a stated amount should be equal to; no grand total for what is narrower."""
    found = _find(bench, statement)
    fitting = tuple(allowed(bench, statement, found.candidates))
    return found if len(fitting) == len(found.candidates) else Found(fitting)


def allowed(bench: Bench, statement: Statement, candidates: Iterable[Candidate]) -> Iterator[Candidate]:
    """The candidates without the grand totals that the words around the figure rule out."""
    text = bench.text(statement.figure.section)
    return (c for c in candidates if c.soft or not too_wide(statement, text, c.view.table.kind, c.cell))


def _find(bench: Bench, statement: Statement) -> Found:
    if statement.item and (statement.topic is Topic.THREE_PUBLIC or statement.item_alone):
        return _three_public(bench, statement)
    if statement.path is not None or statement.code:
        column = next((c for words, c in _PARTS if re.fullmatch(words, statement.noun)), "")
        if column and len(statement.code) > 3:
            return _account(bench, statement, column)
        if not re.fullmatch(ACCOUNT_NOUNS, statement.noun) and not statement.code[3:] == "" != statement.code:
            return _by_noun(bench, statement.noun, statement.topic)
        return _account(bench, statement)
    noun = statement.noun or ("支出" if statement.basis == "final" and statement.topic in _ONE_FUND else "")
    found = _by_noun(bench, noun, statement.topic, statement.phrase.lead)
    return found if found.candidates else _named_row(bench, statement) or found


def _named_row(bench: Bench, statement: Statement) -> Found | None:
    """The one row of the section's own table that is called just as the noun is: 工资福利支出 in the basic expenditure."""
    if len(statement.noun) < _SHORTEST_NAME:
        return None
    name = account_name(statement.noun)
    kinds = (T06,) if statement.topic is Topic.BASIC else ACCOUNT_TABLES.get(statement.topic, ())
    for kind in kinds:
        view = bench.tables.get(kind)
        codes = _rows_named(view, statement) if view else []
        if view is None or not codes or any(not code.startswith(min(codes, key=len)) for code in codes):
            continue
        cells = view.find(code=max(codes, key=len), column=(AMOUNT if kind is T06 else TOTAL,))
        if len(cells) == 1 and cells[0].value is not None:
            return Found((Candidate(view, cells[0], name, {"account": 0.9, "topic": 1.0}),))
    return None


def _rows_named(view: TableView, statement: Statement) -> list[str]:
    """The codes of the rows that a noun names; of a long name's those that end with it, where no row is called just so.

    专项业务支出 need not be the account 专项业务: a short name is one to the letter, or at the head of a list's item.
    """
    name = account_name(statement.noun)
    named = [code for code, label in view.names.items() if account_name(label) == name]
    if len(name) < _TELLING_NAME and not _LIST_NUMBER.match(statement.phrase.before):
        return [code for code in named if view.names[code].strip() == statement.noun]
    if named or len(name) < _LONG_NAME:
        return named
    return [code for code, label in view.names.items() if account_name(label).endswith(name)]


def all_by_words(bench: Bench, noun: str) -> tuple[Candidate, ...]:
    """Every cell that a noun may stand for in any topic, in each of the places that print it."""
    bindings = BUDGET_BINDINGS + BINDINGS if bench.budget else BINDINGS
    found: list[Candidate] = []
    for binding in bindings:
        if binding.soft or binding.lead or not re.fullmatch(binding.words, noun):
            continue
        for target in binding.targets:
            found += _first(bench, binding, (target,)).candidates
    return tuple(found)


def find_by_words(bench: Bench, noun: str, topic: Topic) -> Candidate | None:
    """The one cell that a noun stands for by itself, as the denominator of a share does."""
    return _by_noun(bench, noun, topic).only


def three_public_cell(bench: Bench, item: str, basis: str) -> Candidate | None:
    """The cell of a “三公” item."""
    view = bench.tables.get(T09)
    if view is None:
        return None
    cells = three_public_cells(view, item, basis, bench.budget)
    return Candidate(view, cells[0], item, {"item": 1.0}) if len(cells) == 1 else None


def _three_public(bench: Bench, statement: Statement) -> Found:
    if statement.item == "part" or not statement.item_alone:
        return Found()
    basis = "budget" if bench.budget or "budget" in statement.basis else "final"
    view, why = _view(bench, T09)
    if view is None:
        return Found(why=why)
    cells = three_public_cells(view, statement.item, basis, bench.budget)
    features = {"item": 1.0, "basis": 1.0 if statement.basis or bench.budget else 0.9}
    found = tuple(Candidate(view, cell, statement.item, features) for cell in cells)
    return Found(found, "" if found else say("“三公”经费表中没有对应的栏目", "the 三公 table has no such column"))


def _by_noun(bench: Bench, noun: str, topic: Topic, lead: str = "") -> Found:
    """The cells that the bindings give for a noun; those for this very topic go before those for any."""
    if bench.budget and (found := _bound(bench, noun, topic, BUDGET_BINDINGS, lead)).candidates:
        return found
    return _bound(bench, noun, topic, BINDINGS, lead)


def _bound(bench: Bench, noun: str, topic: Topic, bindings: Sequence[Binding], lead: str) -> Found:
    # 其他公立医院支出 is an account and not the 支出 of a hospital.
    short = noun if Classification.load().knows(noun) or noun[:3].isdecimal() else _OWNER.sub("", noun)
    names = (noun, short) if short != noun else (noun,)
    special: list[Candidate] = []
    general: list[Candidate] = []
    why = ""
    for binding in bindings:
        if binding.topics and topic not in binding.topics:
            continue
        if not (re.search(binding.lead, lead) if binding.lead else any(re.fullmatch(binding.words, n) for n in names)):
            continue
        found = _all(bench, binding) if binding.soft else _first(bench, binding, binding.targets)
        why = why or found.why
        (special if binding.topics else general).extend(found.candidates)
    chosen = special or general
    return Found(tuple([c for c in chosen if not c.soft] or chosen), "" if chosen else why)


def _all(bench: Bench, binding: Binding) -> Found:
    """All the cells that a soft binding allows: words that leave open which of them is meant."""
    return Found(tuple(c for target in binding.targets for c in _first(bench, binding, (target,)).candidates))


def _first(bench: Bench, binding: Binding, targets: Iterable[Target]) -> Found:
    """The first target of a binding that the document has. An empty table and a softly bound one are not missed."""
    why = ""
    for target in targets:
        view, missing = _view(bench, target.kind)
        if view is None:
            why = why or missing
            continue
        cells = view.find(row=target.row, column=target.column, side=target.side)
        if cells:
            features = {"words": 1.0, "topic": 1.0 if binding.topics else 0.9}
            return Found(tuple(Candidate(view, cell, binding.name, features, binding.soft) for cell in cells))
        if not view.table.empty:
            why = why or _no_cell(view)
    return Found(why="" if binding.soft or binding.optional else why)


def _account(bench: Bench, statement: Statement, column: str = TOTAL) -> Found:
    """The row of an account, by its code; a 类 in the tables that print 类."""
    if len(statement.code) == 3 or (statement.path is not None and _only_class(statement)):
        return _class(bench, statement)
    why = ""
    for kind in ACCOUNT_TABLES.get(statement.topic, (TableKind.GENERAL_BUDGET_EXPENDITURE,)):
        view, missing = _view(bench, kind)
        if view is None:
            why = why or missing
            continue
        code, certainty = row_code(view, statement)
        cells = view.find(code=code, column=(column,)) if code else ()
        if cells:
            features = {"account": certainty, "topic": 1.0 if statement.topic in ACCOUNT_TABLES else 0.8}
            return Found(tuple(Candidate(view, cell, code, features) for cell in cells))
        named = statement.path.text if statement.path else statement.code
        why = why or say(f"表中没有与“{named}”对应的行", f"no row of the table is “{named}”")
    return Found(why=why)


def row_code(view: TableView, statement: Statement) -> tuple[str, float]:
    """The code of the row that an account path stands for in a table, and how certain that is.

    First the classification's code; where the table has no such row, the only row below the same 类 that has the path's
    last name (the 款 may be misnamed); else none.
    """
    if statement.code in view.codes:
        return statement.code, 1.0
    path = statement.path
    if path is None or path.leaf is None:
        return "", 0.0
    wanted = account_name(path.leaf.name)
    upper = Classification.load().resolve(path.parts[0].name).code if len(path.parts) > 1 else ""
    rows = [
        code
        for code, name in view.names.items()
        if len(code) == 7 and account_name(name) == wanted and (not upper or code.startswith(upper[:3]))
    ]
    return (rows[0], 0.7) if len(rows) == 1 else ("", 0.0)


def _only_class(statement: Statement) -> bool:
    path = statement.path
    return path is not None and len(path.parts) == 1 and path.parts[0].level is Level.LEI


def _class(bench: Bench, statement: Statement) -> Found:
    why = ""
    name = statement.path.parts[0].name if statement.path else ""
    known = (
        Classification.load().by_code(statement.code, bench.disclosure.identity.fiscal_year) if statement.code else None
    )
    names = {account_name(n) for n in (name, known.name if known else "") if n}
    for target in CLASS_TARGETS.get(statement.topic, ()):
        view, missing = _view(bench, target.kind)
        if view is None:
            why = why or missing
            continue
        if target.row == "{code}":
            cells = view.find(code=statement.code, column=target.column) if statement.code else ()
        else:
            cells = tuple(
                cell
                for cell in view.find(column=target.column, side=target.side)
                if cell.row_label and account_name(cell.row_label) in names
            )
        if cells:
            return Found(tuple(Candidate(view, cell, name, {"account": 1.0, "topic": 1.0}) for cell in cells))
        why = why or _no_cell(view)
    return Found(why=why)


def _view(bench: Bench, kind: TableKind) -> tuple[TableView | None, str]:
    view = bench.tables.get(kind)
    if view is not None:
        return view, ""
    if bench.tables.count(kind) > 1:
        return None, say("同类表不止一张，无法确定是哪一张", "there are several tables of that kind")
    return None, say("文件中没有找到应当对应的表", "the table that should hold it was not found in the document")


def _no_cell(view: TableView) -> str:
    return say(
        f"《{view.table.title}》中没有找到对应的行或列", f"no such row or column was found in {view.table.title}"
    )


def readable(cell: Cell) -> bool:
    """False for a cell whose number cannot be read."""
    return cell.state is not CellState.UNREADABLE
