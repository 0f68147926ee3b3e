"""What an auditor reads: one root cause, one finding, both sides shown, and no word on which side is right."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from miner.bilingual import say
from miner.figures.causes import consequences, own_failures, same_cause
from miner.figures.directions import against_directions
from miner.figures.listed import listed_without_spending
from miner.figures.lookup import Bench, row_code
from miner.figures.mentions import RESIDUE
from miner.figures.statements import Statement, read_statements
from miner.language.accounts import AccountPath, Classification, Status
from miner.model import (
    CellRef,
    Check,
    CheckVerdict,
    Disclosure,
    Evidence,
    Figure,
    FigureKind,
    Finding,
    Link,
    Narrative,
    Severity,
    TableKind,
    Verdict,
)

_LARGE = Decimal("0.1")
"""Percentage points from which a wrong percentage is an error and not a slip in its last digits."""
_LAST_DIGIT = Decimal("0.02")
_AT_MOST = 30


def collect_findings(
    disclosure: Disclosure,
    narratives: Sequence[Narrative],
    figures: Sequence[Figure],
    links: Sequence[Link],
    checks: Sequence[Check],
) -> tuple[Finding, ...]:
    """The findings of a document: figures that do not hold, identities that fail, missing units, misnamed accounts."""
    statements = read_statements(disclosure, figures)
    bench = Bench.of(disclosure, statements)
    by_figure = {link.figure: link for link in links}
    pairs = [
        (statement, by_figure[statement.figure.ordinal])
        for statement in statements
        if statement.figure.ordinal in by_figure
    ]
    found: list[Finding] = []
    followers = consequences(bench, pairs)
    failures = same_cause(own_failures(checks, _reported(pairs)))
    found += _cell_mismatches(disclosure, pairs, followers)
    found += _arithmetic(disclosure, pairs, followers)
    found += against_directions(bench)
    found += _missing_units(disclosure, statements)
    found += _residue(disclosure, statements)
    found += _names(disclosure, bench)
    found += listed_without_spending(disclosure, bench.tables)
    found += [_failed(group) for group in failures]
    found += _rounding(disclosure, pairs, checks)
    order = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.HINT: 2}
    return tuple(sorted(found, key=lambda finding: order[finding.severity]))


def _reported(pairs: Iterable[tuple[Statement, Link]]) -> set[tuple[int, int]]:
    """Where the figures stand whose recomputation fails: section and first character."""
    return {
        (statement.figure.section, statement.figure.char_start)
        for statement, link in pairs
        if link.verdict is Verdict.ARITHMETIC_MISMATCH
    }


def _cell_mismatches(
    disclosure: Disclosure, pairs: Sequence[tuple[Statement, Link]], followers: Mapping[int, int]
) -> list[Finding]:
    """Figures that differ from their cell; the same figure against the same cell is one finding."""
    groups: dict[tuple[object, ...], list[tuple[Statement, Link]]] = defaultdict(list)
    for statement, link in pairs:
        if link.verdict is Verdict.MISMATCH and link.cell is not None:
            groups[(link.cell, statement.figure.value, statement.figure.unit)].append((statement, link))
    found = []
    for group in groups.values():
        statement, link = group[0]
        if link.cell is None:
            continue
        table = disclosure.tables[link.cell.table]
        cell = next(c for c in table.cells if (c.row_index, c.column_index) == link.cell[1:])
        blank = cell.value is None
        shown = say("空白", "blank") if blank else cell.raw
        row = cell.row_label or cell.row_code or "—"
        message = say(
            f"说明中{_named(statement)}为{statement.figure.text}，"
            f"《{table.title}》“{row}”行“{cell.column}”列为{shown}{'' if blank else table.unit}",
            f"the text states {statement.figure.text} for {_named(statement)}; "
            f"{table.title}, row {row}, column {cell.column} prints {shown}",
        )
        severity = Severity.WARNING if blank or link.score < 0.75 else Severity.ERROR
        evidence = [_quote(disclosure, s, "text") for s, _ in group]
        evidence += _following(disclosure, pairs, followers, group)
        evidence.append(
            Evidence("table", f"{table.title}·{row}·{cell.column}：{cell.raw}", cell.page, cell.bbox, cell=link.cell)
        )
        found.append(Finding("LINK", severity, message, tuple(evidence)))
    return found


def _following(
    disclosure: Disclosure,
    pairs: Iterable[tuple[Statement, Link]],
    followers: Mapping[int, int],
    group: Iterable[tuple[Statement, Link]],
) -> list[Evidence]:
    """The figures that fail only because those of a group are wrong."""
    causes = {statement.figure.ordinal for statement, _ in group}
    return [_quote(disclosure, s, "follows") for s, _ in pairs if followers.get(s.figure.ordinal) in causes]


def _arithmetic(
    disclosure: Disclosure, pairs: Sequence[tuple[Statement, Link]], followers: Mapping[int, int]
) -> list[Finding]:
    groups: dict[tuple[object, ...], list[tuple[Statement, Link]]] = defaultdict(list)
    for statement, link in pairs:
        if link.verdict is Verdict.ARITHMETIC_MISMATCH and statement.figure.ordinal not in followers:
            groups[(statement.figure.value, statement.figure.measure, link.formula)].append((statement, link))
    found = []
    for group in groups.values():
        statement, link = group[0]
        message = say(
            f"{_named(statement)}：“{statement.phrase.lead[-24:]}{statement.figure.text}”，{link.formula}，{link.why}",
            f"{_named(statement)}: “{statement.phrase.lead[-24:]}{statement.figure.text}”, {link.formula}, {link.why}",
        )
        evidence = [_quote(disclosure, s, "text") for s, _ in group]
        evidence += _operands(disclosure, pairs, link)
        evidence += _following(disclosure, pairs, followers, group)
        found.append(Finding("ARITHMETIC", _arithmetic_severity(statement, link), message, tuple(evidence)))
    return found


def _operands(disclosure: Disclosure, pairs: Iterable[tuple[Statement, Link]], link: Link) -> list[Evidence]:
    """Where the numbers of a formula stand."""
    stated = {statement.figure.ordinal: statement for statement, _ in pairs}
    found = []
    for one in link.operands:
        if one.figure is not None and one.figure in stated:
            found.append(_quote(disclosure, stated[one.figure], "operand"))
        elif one.cell is not None:
            found.append(_cell_evidence(disclosure, one.cell, "operand"))
    return found


def _cell_evidence(disclosure: Disclosure, ref: CellRef, role: str) -> Evidence:
    table = disclosure.tables[ref.table]
    cell = next(c for c in table.cells if (c.row_index, c.column_index) == ref[1:])
    quote = f"{table.title}·{cell.row_label or cell.row_code or '—'}·{cell.column}：{cell.raw}"
    return Evidence(role, quote, cell.page, cell.bbox, cell=ref)


def _arithmetic_severity(statement: Statement, link: Link) -> Severity:
    """By kind and size: a sum over a list that may be incomplete is a warning, a slip in the last digit a hint."""
    if statement.figure.kind is not FigureKind.PERCENT:
        complete = statement.figure.kind is FigureKind.COUNT or "预算" not in statement.figure.measure
        return Severity.ERROR if complete else Severity.WARNING
    if link.computed is None:
        return Severity.WARNING
    difference = abs(abs(link.computed) - abs(statement.figure.value))
    if difference <= _LAST_DIGIT:
        return Severity.HINT
    return Severity.ERROR if difference >= _LARGE else Severity.WARNING


def _missing_units(disclosure: Disclosure, statements: Iterable[Statement]) -> list[Finding]:
    found = []
    for statement in statements:
        figure = statement.figure
        if figure.unit or figure.value == 0:
            continue
        what = "%" if figure.kind is FigureKind.PERCENT else say("单位", "unit")
        message = say(
            f"“{_words(disclosure, statement)}”缺少{what}", f"“{_words(disclosure, statement)}” lacks its {what}"
        )
        found.append(Finding("UNIT", Severity.WARNING, message, (_quote(disclosure, statement, "text"),)))
    return found


def _residue(disclosure: Disclosure, statements: Iterable[Statement]) -> list[Finding]:
    """Alternatives of the template left standing before a figure: 下降（增长）27.78%."""
    found = []
    for statement in statements:
        match = RESIDUE.search(statement.phrase.lead[-12:])
        if match:
            message = say(
                f"模板的选项没有删去：“{match[0]}{statement.figure.text}”",
                f"template alternatives left standing: {match[0]}",
            )
            found.append(Finding("TEMPLATE", Severity.WARNING, message, (_quote(disclosure, statement, "text"),)))
    return found


def _names(disclosure: Disclosure, bench: Bench) -> list[Finding]:
    """Account paths that the classification does not know as printed: misspelt, outdated or misplaced names."""
    year = disclosure.identity.fiscal_year
    classification = Classification.load()
    view = bench.tables.get(TableKind.GENERAL_BUDGET_EXPENDITURE)
    groups: dict[str, list[Statement]] = defaultdict(list)
    for statement in bench.statements:
        if statement.path is not None and statement.path.leaf is not None:
            groups[statement.path.text].append(statement)
    found = []
    for text, group in groups.items():
        statement = group[0]
        path = statement.path
        if path is None:
            continue
        resolution = classification.resolve(path, year)
        if resolution.status is Status.EXACT or (resolution.status is Status.ALIAS and not resolution.note):
            continue
        row = row_code(view, statement)[0] if view is not None else ""
        printed = view.names.get(row, "") if view is not None and row else ""
        evidence = [_path_evidence(disclosure, statement, path)]
        if view is not None and row:
            cell = next(c for c in view.amounts if c.row_code == row)
            evidence.append(Evidence("table", f"{row} {printed}", cell.page, cell.bbox, cell=view.ref(cell)))
        classified = _as_classified(path, row or resolution.code, year)
        against = say(f"；表中为“{row} {printed}”", f"; the table prints {row} {printed}") if row else ""
        message = say(
            f"科目名称与政府收支分类科目不一致：说明中为“{text}”{against}；分类科目为“{classified or '（未找到）'}”",
            f"account name not as classified: the text has {text}{against}; "
            f"the classification {classified or '(nothing)'}",
        )
        outdated = resolution.status is Status.ALIAS
        found.append(Finding("NAME", Severity.HINT if outdated else Severity.WARNING, message, tuple(evidence)))
    return found


def _path_evidence(disclosure: Disclosure, statement: Statement, path: AccountPath) -> Evidence:
    """Where an account path stands; the figure's sentence where the path stands in another section."""
    section = disclosure.sections[statement.figure.section]
    if section.text.text[path.start : path.end] != path.text:
        return _quote(disclosure, statement, "text")
    place = section.text.place(path.start, path.end)
    return Evidence(
        role="text",
        quote=path.text,
        page=place.page if place else None,
        bbox=place.bbox if place else None,
        section=section.ordinal,
        char_start=path.start,
        char_end=path.end,
    )


def _as_classified(path: AccountPath, code: str, year: int | None) -> str:
    """The names that the classification gives to the levels of a code, as a path."""
    named = [Classification.load().by_code(code[:digits], year) for digits in (3, 5, 7) if len(code) >= digits]
    return "".join(f"{account.name}（{account.level}）" for account in named[: len(path.parts)] if account)


def _failed(group: Sequence[Check]) -> Finding:
    """An identity that does not tie, with those that fail by the same amount for the same cell."""
    check = group[0]
    evidence = tuple(dict.fromkeys(evidence for member in group for evidence in member.evidence))[:_AT_MOST]
    if check.difference is None:
        return Finding(check.rule, Severity.WARNING, f"{check.statement}：{check.why}", evidence)
    message = say(
        f"{check.statement}：左边{check.left:f}，右边{check.right:f}，相差{check.difference:f}。{check.why}",
        f"{check.statement}: left {check.left:f}, right {check.right:f}, difference {check.difference:f}. {check.why}",
    )
    also = "；".join(dict.fromkeys(member.statement for member in group[1:]))
    if also:
        message += say(f"（同一差额还见于：{also}）", f" (the same difference also in: {also})")
    return Finding(check.rule, Severity.ERROR, message, evidence)


def _rounding(
    disclosure: Disclosure, pairs: Iterable[tuple[Statement, Link]], checks: Iterable[Check]
) -> list[Finding]:
    """All differences by rounding as one hint: they have one cause, the rounding of each printed number by itself."""
    evidence: list[Evidence] = []
    places = 0
    for statement, link in pairs:
        if link.verdict is Verdict.ROUNDING:
            evidence.append(_quote(disclosure, statement, "text"))
            places += 1
    near = [check for check in checks if check.verdict is CheckVerdict.ROUNDING]
    for check in near:
        evidence += check.evidence[:3]
    if not evidence:
        return []
    message = say(
        f"有{places}处说明数字、{len(near)}项勾稽关系只差在末位，属四舍五入或截尾",
        f"{places} figures in the text and {len(near)} identities differ in the last digit only: rounded or cut off",
    )
    return [Finding("ROUNDING", Severity.HINT, message, tuple(evidence[:_AT_MOST]))]


def _named(statement: Statement) -> str:
    """What a figure is about, for a message."""
    subject = statement.path.text.lstrip("）).、") if statement.path is not None else ""
    measure = re.sub(r"^(?:一般公共)", "一般公共预算", statement.figure.measure)
    return f"{subject}{measure}" if subject and subject not in measure else measure


def _words(disclosure: Disclosure, statement: Statement) -> str:
    text = disclosure.sections[statement.figure.section].text.text
    return text[max(0, statement.figure.char_start - 12) : statement.figure.char_end].replace("\n", "")


def _quote(disclosure: Disclosure, statement: Statement, role: str) -> Evidence:
    """The sentence of a figure with the figure's own place."""
    figure = statement.figure
    section = disclosure.sections[figure.section]
    place = section.text.place(figure.char_start, figure.char_end)
    start = max(statement.phrase.sentence_start, figure.char_start - 60)
    quote = section.text.text[start : min(statement.phrase.sentence_end, figure.char_end + 20)].strip()
    return Evidence(
        role=role,
        quote=quote,
        page=place.page if place else None,
        bbox=place.bbox if place else None,
        section=figure.section,
        char_start=figure.char_start,
        char_end=figure.char_end,
    )
