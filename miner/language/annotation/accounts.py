"""Accounts (科目) and “三公” items that a text names: whole paths, and names that stand alone."""

from __future__ import annotations

import re
from functools import lru_cache

from ahocorasick_rs import AhoCorasick, MatchKind

from miner.language.account_paths import AccountPath
from miner.language.accounts import AccountKind, Classification, Status, find_paths
from miner.language.annotation.marks import Mark

UNRESOLVED = "account"
"""The label of an account whose code is not settled: 行政运行 stands below a hundred 款."""
ITEM = "item"
"""The label of what disclosures explain beside accounts and over several of them: “三公”经费, 机关运行经费."""

_ITEMS = {
    "“三公”经费": ITEM,
    "三公经费": ITEM,
    "机关运行经费": ITEM,
    "公务用车购置及运行费": ITEM,
    "公务用车购置及运行维护费": ITEM,
    "因公出国（境）费": "30212",
    "因公出国（境）经费": "30212",
    "公务用车购置费": "31013",
    "公务用车购置支出": "31013",
    "公务用车运行费": "30231",
    "公务接待费用": "30217",
}
"""“三公” items in their usual wordings, with the code of the economic account where it is one."""
_SHORTEST_BARE = {AccountKind.FUNCTIONAL: 6, AccountKind.ECONOMIC: 3}
"""Shorter names are words of every day (社会发展, 应急管理, 奖金): they count where the text treats them as accounts."""
_SHORTEST = 4
_OTHER_MEANING = frozenset({"其他支出", "国有资本经营预算", "社会保险基金"})
"""What remains, a budget and a fund, not accounts."""
_DEEDS = ("购置", "修缮", "更新", "购建", "建设", "改造", "储备", "补偿", "安置", "维护", "管理", "保护", "治理")
"""办公设备购置增加 says what was done; 办公设备购置支出 is the account."""
_AS_ACCOUNT = re.compile(r"\s*(?:支出|经费|决算|年初预算|预算(?!管理|单位)|科目|[（(]\s*[类款项]\s*[）)])")
_SUFFIX = re.compile(r"\s*(?:支出(?!总|合|功能|经济)|[（(]\s*[类款项]\s*[）)])")
_CODE_BEFORE = re.compile(r"(?<![\d.,])[1-9]\d{2}(?:\d{2}){0,2}\s*[-－—]*\s*$")
_BLANK = re.compile(r"\s")
_WIDTH = str.maketrans("()", "（）")


def account_marks(text: str, fiscal_year: int | None = None) -> tuple[Mark, ...]:
    """The accounts and “三公” items of a text, in order; the label is the code, `ITEM` or `UNRESOLVED`.

    Paths (教育支出（类）普通教育（款）小学教育（项）) are resolved in the functional classification first. A name alone
    has a code only where both classifications know one account of it. Short names count only where the text treats them
    as accounts (行政运行支出, “行政运行”).
    """
    paths = [path for path in find_paths(text) if path.end > path.start]
    marks = [Mark(path.start, path.end, _path_label(path, fiscal_year)) for path in paths]
    taken = [(path.start, path.end) for path in paths]
    for mark in _bare(text, fiscal_year):
        if not any(mark.start < end and start < mark.end for start, end in taken):
            marks.append(mark)
    return tuple(sorted(marks, key=lambda mark: mark.start))


def _path_label(path: AccountPath, year: int | None) -> str:
    classification = Classification.load()
    functional = classification.resolve(path, year)
    if functional.code:
        return functional.code
    economic = classification.resolve(path, year, AccountKind.ECONOMIC)
    return economic.code if economic.status in (Status.EXACT, Status.ALIAS) else UNRESOLVED


def _bare(text: str, year: int | None) -> list[Mark]:
    """The names that stand alone, longest first where they overlap, with a code or 支出 beside them."""
    index = [at for at, character in enumerate(text) if not _BLANK.match(character)]
    folded = "".join(text[at] for at in index).translate(_WIDTH)
    marks = []
    for _, first, behind in _automaton().find_matches_as_indexes(folded):
        start, end = index[first], index[behind - 1] + 1
        name = folded[first:behind]
        code = _CODE_BEFORE.search(text, max(0, start - 12), start)
        if not _is_account(text, name, start, end, coded=bool(code)):
            continue
        label = _name_label(name, year)
        if code:
            resolved = Classification.load().resolve(code[0].strip(" -－—") + name, year)
            if resolved.code:
                start, label = code.start(), resolved.code
        if name not in _ITEMS and (suffix := _SUFFIX.match(text, end)):
            end = suffix.end()
        marks.append(Mark(start, end, label))
    return marks


def _is_account(text: str, name: str, start: int, end: int, *, coded: bool) -> bool:
    """Whether a name stands for the account here, not for the word of every day that it is too."""
    if name in _ITEMS or coded:
        return True
    if text[end : end + 1] == "金" and not name.endswith("金"):
        return False  # 死亡抚恤金 is what was paid
    quoted = text[start - 1 : start] in {"“", "‘", "「", '"'} and text[end : end + 1] in {"”", "’", "」", '"'}
    if quoted or _AS_ACCOUNT.match(text, end) or name.endswith("支出"):
        return True
    kinds = {account.kind for account in Classification.load().by_name(name)}
    least = min((_SHORTEST_BARE[kind] for kind in kinds), default=_SHORTEST_BARE[AccountKind.FUNCTIONAL])
    return len(name) >= least and not name.endswith(_DEEDS)


@lru_cache(maxsize=4096)
def _name_label(name: str, year: int | None) -> str:
    """The code that both classifications together leave for a name."""
    if name in _ITEMS:
        return _ITEMS[name]
    found = [Classification.load().resolve(name, year, kind) for kind in AccountKind]
    sure = {one.code for one in found if one.status in (Status.EXACT, Status.ALIAS)}
    # 文化旅游体育与传媒 is a 款 of aid to other regions by its letters, and mostly the 类 with 支出 left out.
    rivals = {account.code for one in found for account in one.candidates}
    if any(one.status is Status.AMBIGUOUS for one in found) or (len(rivals) > 1 and not name.endswith("支出")):
        return UNRESOLVED
    return sure.pop() if len(sure) == 1 else UNRESOLVED


@lru_cache(maxsize=1)
def _automaton() -> AhoCorasick:
    """Finds the names as they stand in a text without blanks, brackets full-width; 支出 at their end may be missing."""
    patterns = set(_ITEMS)
    for account in Classification.load().accounts:
        name = _BLANK.sub("", account.name).translate(_WIDTH)
        least = _SHORTEST if account.kind is AccountKind.FUNCTIONAL else _SHORTEST_BARE[account.kind]
        patterns.update(form for form in (name, name.removesuffix("支出")) if len(form) >= least)
    return AhoCorasick(sorted(patterns - _OTHER_MEANING), matchkind=MatchKind.LeftmostLongest)
