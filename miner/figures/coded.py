"""Account codes printed in prose: ``2100299-其他公立医院支出86.00万元``.

A code counts only where the name that follows it is the code's own, as the classification or the document's tables
have it: 210批次 is no account, and a code beside another account's name identifies neither.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from miner.figures.tables import account_name
from miner.language.accounts import AccountKind, AccountPath, Classification, Level, PathPart
from miner.model import Disclosure

_CODE = re.compile(r"(?<![\d.,，])(2\d{2}(?:\d{2}){0,2})(?![\d.])[^\S\n]*[-－—–―：:]*[^\S\n]*(?=[\u3400-\u9fff“])")
_NAME = re.compile(r"[^\d。；，;,：:\n]+")
_JOINED = re.compile(r"[^\S\n]*[-－—–―/／→>]*[^\S\n]*")
_LONGEST_NAME = 45
_LEVELS = {level.digits: level for level in Level}


def printed_names(disclosure: Disclosure) -> dict[str, set[str]]:
    """Account code → its names in the document's tables, for comparing."""
    names: dict[str, set[str]] = defaultdict(set)
    for table in disclosure.tables:
        for cell in table.cells:
            if cell.row_code and cell.row_label:
                names[cell.row_code].add(account_name(cell.row_label))
    return names


def find_coded(text: str, printed: Mapping[str, Collection[str]]) -> list[AccountPath]:
    """The codes with their names in running prose, in order; a chain from 类 to 项 is its last account."""
    found: list[AccountPath] = []
    for match in _CODE.finditer(text):
        code, level = match[1], _LEVELS[len(match[1])]
        run = _NAME.match(text, match.end())
        length = _own_name(run[0][:_LONGEST_NAME] if run else "", code, level, printed.get(code, ()))
        if not length:
            continue
        start, end = match.start(), match.end() + length
        before = found[-1] if found else None
        if before is not None and code.startswith(before.code) and _JOINED.fullmatch(text, before.end, start):
            start = found.pop().start
        name = re.sub(r"\s", "", text[match.end() : end])
        found.append(AccountPath((PathPart(name, level),), start, end, text[start:end], code))
    return found


def with_codes(paths: Sequence[AccountPath], coded: Sequence[AccountPath]) -> tuple[AccountPath, ...]:
    """All paths in order; a name with its level in brackets behind a code has that code."""
    joined: list[AccountPath] = []
    left = list(coded)
    for path in paths:
        same = next((c for c in left if c.start < path.end and path.start < c.end), None)
        if same is None:
            joined.append(path)
            continue
        left.remove(same)
        start = min(path.start, same.start)
        alone = len(path.parts) == 1 and path.parts[0].level is same.parts[0].level
        joined.append(replace(path, code=same.code, start=path.start) if alone and start == same.start else path)
    return tuple(sorted([*joined, *left], key=lambda path: path.start))


def _own_name(text: str, code: str, level: Level, printed: Collection[str]) -> int:
    """Length of the longest beginning of a text that is a code's name, slips forgiven; 0 where none is."""
    classification = Classification.load()
    for length in range(len(text), 1, -1):
        name = text[:length]
        if account_name(name) in printed or code in classification.named(name, level, AccountKind.FUNCTIONAL):
            return length
    return 0
