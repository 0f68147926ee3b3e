"""Account names in the prose against the classification: misspelt, outdated or misplaced."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from miner.bilingual import say
from miner.figures.content.rule import Examined, Issue
from miner.figures.evidence import of_cell, of_figure, of_text
from miner.figures.lookup import row_code
from miner.figures.statements import Statement
from miner.figures.targets import T05
from miner.language.accounts import AccountPath, Classification, Resolution, Status
from miner.model import Evidence


def misnamed(examined: Examined) -> Iterator[Issue]:
    """Account paths that the classification does not have as printed."""
    return _named_otherwise(examined, lambda found: found.status not in (Status.EXACT, Status.ALIAS))


def renamed(examined: Examined) -> Iterator[Issue]:
    """Account names of former years."""
    return _named_otherwise(examined, lambda found: found.status is Status.ALIAS and bool(found.note))


def _named_otherwise(examined: Examined, wanted: Callable[[Resolution], bool]) -> Iterator[Issue]:
    bench, year = examined.bench, examined.disclosure.identity.fiscal_year
    classification = Classification.load()
    view = bench.tables.get(T05)
    groups: dict[str, Statement] = {}
    for statement in bench.statements:
        if statement.path is not None and len(statement.path.parts) >= 2:
            groups.setdefault(statement.path.text, statement)
    for text, statement in groups.items():
        path = statement.path
        if path is None:
            continue
        resolution = classification.resolve(path, year)
        if not wanted(resolution):
            continue
        row = row_code(view, statement)[0] if view is not None else ""
        evidence = [_of_path(examined, statement, path)]
        printed = ""
        if view is not None and row:
            printed = view.names.get(row, "")
            evidence.append(of_cell(view, next(c for c in view.amounts if c.row_code == row)))
        classified = _as_classified(path, row or resolution.code, year)
        against = say(f"；表中为“{row} {printed}”", f"; the table prints {row} {printed}") if row else ""
        message = say(
            f"科目名称与政府收支分类科目不一致：说明中为“{text}”{against}；分类科目为“{classified or '（未找到）'}”",
            f"account name not as classified: the text has {text}{against}; "
            f"the classification {classified or '(nothing)'}",
        )
        yield Issue(message, tuple(evidence))


def _of_path(examined: Examined, statement: Statement, path: AccountPath) -> Evidence:
    """Where an account path stands; the figure where the path stands in another section."""
    section = examined.disclosure.sections[statement.figure.section]
    if section.text.text[path.start : path.end] != path.text:
        return of_figure(examined.disclosure, statement)
    return of_text(section, path.start, path.end)


def _as_classified(path: AccountPath, code: str, year: int | None) -> str:
    """The names that the classification gives to the levels of a code, as a path."""
    named = [Classification.load().by_code(code[:digits], year) for digits in (3, 5, 7) if len(code) >= digits]
    return "".join(f"{account.name}（{account.level}）" for account in named[: len(path.parts)] if account)
