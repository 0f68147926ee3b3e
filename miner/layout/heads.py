"""The head of a table without rulings → the words of each column.

A word may be wrapped (its lines overlap one another), may stand beside its right-aligned numbers, or may stand over several
columns. Words and columns are both in order from left to right, so they are matched as two sequences.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from miner.layout.pieces import Piece, together

_GROUP = re.compile(
    r"项 ?目|(?:功能|经济|部门预算经济)分类科目编码|(?:本年|财政拨款)?(?:收 ?入|支 ?出)|(?:收入|支出)预算|.{2,10}预算(?:基本)?支出"
    r"|预算数|决算数|公务用车购置(?:及|和)运行(?:维护)?费(?:支出)?|.{0,12}“三公”经费(?:预算数|支出)?"
)
"""Words that may stand over several columns; those that do have words of other columns right below them."""
_APART = 45.0
"""Points that a word may stand off its column; beyond that it names a column that holds nothing."""


def column_words(head: Sequence[Sequence[Piece]]) -> tuple[list[Piece], list[Piece]]:
    """The words of single columns from left to right, wrapped ones whole, and the words over several columns."""
    pieces = [piece for row in head for piece in row]
    groups = [piece for piece in pieces if _is_group(piece, pieces)]
    stacks: list[list[Piece]] = []
    for piece in pieces:
        if any(piece is group for group in groups):
            continue
        over = next((stack for stack in stacks if any(piece.overlap(other) > 0 for other in stack)), None)
        if over is None:
            stacks.append([piece])
        else:
            over.append(piece)
    words = [together(sorted(stack, key=lambda piece: (piece.box[1], piece.x0))) for stack in stacks]
    return sorted(words, key=lambda word: word.middle), groups


def _is_group(piece: Piece, pieces: Sequence[Piece]) -> bool:
    """True for a group's word: some word right below stands nearer to it than to any other word of its line."""
    if not _GROUP.fullmatch(piece.text):
        return False
    height = piece.box[3] - piece.box[1]
    beside = [other for other in pieces if other is not piece and abs(other.box[1] - piece.box[1]) < 0.5 * height]
    below = [other for other in pieces if 0.5 * height < other.box[1] - piece.box[1] < 4 * height]
    return any(
        _belongs(other.text, piece.text)
        and all(abs(other.middle - piece.middle) < abs(other.middle - rival.middle) for rival in beside)
        for other in below
    )


def match(words: Sequence[Piece], columns: Sequence[tuple[float, float]]) -> list[tuple[int | None, int | None]]:
    """Pairs of (word, column) in order, with the least sum of distances; either may have no partner."""
    m, n = len(words), len(columns)
    cost = [[0.0] * (n + 1) for _ in range(m + 1)]
    step = [[""] * (n + 1) for _ in range(m + 1)]
    for i in range(m + 1):
        for j in range(n + 1):
            if not i and not j:
                continue
            choices = []
            if i and j:
                choices.append((cost[i - 1][j - 1] + _distance(words[i - 1], columns[j - 1]), "both"))
            if i:
                choices.append((cost[i - 1][j] + _APART, "word"))
            if j:
                choices.append((cost[i][j - 1] + _APART, "column"))
            cost[i][j], step[i][j] = min(choices)
    pairs: list[tuple[int | None, int | None]] = []
    i, j = m, n
    while i or j:
        taken = step[i][j]
        pairs.append((i - 1 if taken != "column" else None, j - 1 if taken != "word" else None))
        i, j = i - (taken != "column"), j - (taken != "word")
    return pairs[::-1]


def _distance(word: Piece, column: tuple[float, float]) -> float:
    """Points between the middles; a word right over its column is near however wide either is."""
    apart = abs(word.middle - (column[0] + column[1]) / 2)
    return apart / 4 if min(word.x1, column[1]) > max(word.x0, column[0]) else apart


def groups_over(groups: Sequence[Piece], names: Sequence[str], middles: Sequence[float]) -> list[list[Piece | None]]:
    """The rows of group words from the outermost in: for each column the nearest word of the row that it can belong to."""
    rows: list[list[Piece | None]] = []
    for level in _levels(groups):
        row: list[Piece | None] = []
        for name, middle in zip(names, middles, strict=True):
            members = [group for group in level if _belongs(name, group.text)]
            row.append(min(members, key=lambda group: abs(group.middle - middle)) if members else None)
        rows.append(row)
    return rows


def _levels(groups: Sequence[Piece]) -> list[list[Piece]]:
    """Words that stand on one line, from the top line down."""
    levels: list[list[Piece]] = []
    for group in sorted(groups, key=lambda group: group.box[1]):
        if levels and group.box[1] - levels[-1][0].box[1] < group.box[3] - group.box[1]:
            levels[-1].append(group)
        else:
            levels.append([group])
    return levels


_MEMBERS = (
    (re.compile(r"用车"), re.compile(r"小计|购置|运行")),
    (re.compile(r"编码$"), re.compile(r"[类款项]$")),
    (re.compile(r"项 ?目$"), re.compile(r"编码|名称|代码|^[类款项]$")),
    (re.compile(r"(?:本年|财政拨款)?收 ?入$"), re.compile(r"项 ?目$|行次|决算数|预算数|金额|栏次")),
    (
        re.compile(r"(?:本年|财政拨款)?支 ?出$"),
        re.compile(r"项 ?目|行次|决算数|预算数|金额|栏次|合计|小计|基本支出|一般公共预算|政府性基金|国有资本"),
    ),
    (
        re.compile(r"(?:预算|决算)数$|三公"),
        re.compile(r"合计|小计|因公|用车|接待|出国|购置|运行|预算数|决算数|支出|经费"),
    ),
    (re.compile(r"支出|预算$"), re.compile(r"小计|合计|基本支出|项目支出|经费|补助|收入|支出$")),
)
"""Which columns can stand below which group."""


def _belongs(name: str, group: str) -> bool:
    """True where a column of that name can stand below that group's word."""
    members = next((members for words, members in _MEMBERS if words.search(group)), None)
    return name != group and members is not None and members.search(name) is not None
