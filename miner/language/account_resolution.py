"""From a printed account path to one code, or to none with a reason.

The order of trust: a chain in which every name is known and each stands below the one before; then a chain in which one
name differs a little and the others leave just one place for it. Names that are all known but do not stand below each
other are a contradiction, and which of them is meant is for the reader to say.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from itertools import combinations

from miner.bilingual import say
from miner.language.account_names import loose_key, name_key
from miner.language.account_paths import LEVELS, AccountPath, Level, PathPart
from miner.language.accounts import Account, AccountKind, Classification, Resolution, Status

_SIMILAR = 0.75
"""Least similarity of a misspelt name to the right one, inside a path that leaves few candidates."""
_SIMILAR_ALONE = 0.88
"""The same for a name without a path."""
_MARGIN = 0.08
"""By how much the best candidate must lead the second."""
_CUT_OFF = 4
"""Least length of a name that may be the beginning of one that a narrow cell cut off."""

Chain = tuple[Account, ...]
"""An account for each printed name, from the outermost in."""


def resolve_path(classification: Classification, path: AccountPath, year: int | None, kind: AccountKind) -> Resolution:
    """See `Classification.resolve`."""
    if path.code:
        return _by_printed_code(classification, path, year)
    if not path.parts or len(path.parts) > len(LEVELS):
        return Resolution(Status.UNKNOWN, None, (), say("没有可识别的科目名称", "no account name to resolve"))
    shapes = list(_shapes(path.parts, kind))
    chains = [chain for shape in shapes for chain in _known_chains(classification, path.parts, shape, kind)]
    if chains:
        return _choose(path.parts, chains, year)
    resolution = _fuzzy(classification, path.parts, shapes, year, kind)
    return resolution or _contradiction(classification, path.parts, shapes, kind)


def _by_printed_code(classification: Classification, path: AccountPath, year: int | None) -> Resolution:
    account = classification.by_code(path.code, year)
    if account is None:
        why = say(f"科目编码{path.code}不在分类表中", f"code {path.code} is unknown")
        return Resolution(Status.UNKNOWN, None, (), why)
    note = _note(account, year)
    leaf = path.leaf
    if leaf is None or name_key(leaf.name) == name_key(account.name):
        return Resolution(Status.EXACT if account.in_force(year) else Status.ALIAS, account, (account,), "", note)
    same_code = classification.named(leaf.name, account.level, account.kind).get(path.code)
    if same_code is not None:
        return Resolution(Status.ALIAS, same_code, (same_code,), _differs(leaf, same_code), _note(same_code, year))
    if _likeness(leaf.name, account.name) >= _SIMILAR:
        return Resolution(Status.FUZZY, account, (account,), _differs(leaf, account), note)
    others = tuple(classification.named(leaf.name, account.level, account.kind).values())
    return Resolution(
        Status.AMBIGUOUS,
        None,
        (account, *others),
        say(
            f"编码{path.code}是“{account.name}”，与所印名称“{leaf.name}”不符",
            f"code {path.code} is “{account.name}”, but “{leaf.name}” is printed beside it",
        ),
    )


def _shapes(parts: tuple[PathPart, ...], kind: AccountKind) -> Iterator[tuple[Level, ...]]:
    """The ways to give each name a level, outermost first, in keeping with the levels that are printed."""
    levels = LEVELS if kind is AccountKind.FUNCTIONAL else LEVELS[:2]
    for shape in combinations(levels, len(parts)):
        if all(part.level in (None, level) for part, level in zip(parts, shape, strict=True)):
            yield shape


def _known_chains(
    classification: Classification, parts: tuple[PathPart, ...], shape: tuple[Level, ...], kind: AccountKind
) -> Iterator[Chain]:
    named = [classification.named(part.name, level, kind) for part, level in zip(parts, shape, strict=True)]
    for leaf in named[-1].values():
        chain = _above(leaf, shape[:-1], named[:-1])
        if chain is not None:
            yield (*chain, leaf)


def _above(leaf: Account, shape: tuple[Level, ...], named: list[dict[str, Account]]) -> Chain | None:
    """The accounts above a leaf, where each is among the named ones of its level."""
    chain = []
    for level, accounts in zip(shape, named, strict=True):
        account = accounts.get(leaf.code[: level.digits])
        if account is None:
            return None
        chain.append(account)
    return tuple(chain)


def _choose(parts: tuple[PathPart, ...], chains: list[Chain], year: int | None) -> Resolution:
    """The one chain that fits best: exact names before slips, names in force before others."""

    def rank(chain: Chain) -> tuple[int, int]:
        slips = sum(name_key(part.name) != name_key(account.name) for part, account in zip(parts, chain, strict=True))
        return (0 if chain[-1].in_force(year) else 1, slips)

    best = min(map(rank, chains))
    leaves = {chain[-1].code: chain for chain in chains if rank(chain) == best}
    candidates = tuple(sorted({chain[-1] for chain in chains}, key=lambda account: account.code))
    if len(leaves) > 1:
        return Resolution(
            Status.AMBIGUOUS,
            None,
            candidates,
            say(f"“{parts[-1].name}”可对应{len(leaves)}个科目", f"“{parts[-1].name}” fits {len(leaves)} accounts"),
        )
    chain = next(iter(leaves.values()))
    slips = [
        _differs(part, account)
        for part, account in zip(parts, chain, strict=True)
        if name_key(part.name) != name_key(account.name)
    ]
    notes = [note for account in chain if (note := _note(account, year))]
    status = Status.ALIAS if slips or notes else Status.EXACT
    return Resolution(status, chain[-1], candidates, say("；", "; ").join(slips), say("；", "; ").join(notes))


def _fuzzy(
    classification: Classification,
    parts: tuple[PathPart, ...],
    shapes: list[tuple[Level, ...]],
    year: int | None,
    kind: AccountKind,
) -> Resolution | None:
    """The one account that is left when one printed name is allowed to differ."""
    scored: dict[str, tuple[float, Account, str]] = {}
    for shape in shapes:
        for odd in range(len(parts)):
            for likeness, leaf, why in _with_odd_part(classification, parts, shape, odd, kind):
                if likeness > scored.get(leaf.code, (0.0, leaf, ""))[0]:
                    scored[leaf.code] = (likeness, leaf, why)
    ranked = sorted(scored.values(), key=lambda entry: (-entry[0], entry[1].code))
    if not ranked:
        return None
    in_force = [entry for entry in ranked if entry[1].in_force(year)] or ranked
    likeness, leaf, why = in_force[0]
    candidates = tuple(entry[1] for entry in ranked[:5])
    if len(in_force) > 1 and likeness - in_force[1][0] < _MARGIN:
        why = say("与多个科目名称相近", "like the names of several accounts")
        return Resolution(Status.AMBIGUOUS, None, candidates, why)
    return Resolution(Status.FUZZY, leaf, candidates, why, _note(leaf, year))


def _with_odd_part(
    classification: Classification, parts: tuple[PathPart, ...], shape: tuple[Level, ...], odd: int, kind: AccountKind
) -> Iterator[tuple[float, Account, str]]:
    """Leaves of chains in which only the name number ``odd`` differs, with how like it is to the right one.

    A name that just repeats the one above it (the 类 printed again as 款) says nothing and contradicts nothing.
    """
    part, level = parts[odd], shape[odd]
    repeated = 0 < odd < len(parts) - 1 and loose_key(part.name) == loose_key(parts[odd - 1].name)
    if classification.named(part.name, level, kind) and not repeated:
        return
    named = [classification.named(other.name, at, kind) for other, at in zip(parts, shape, strict=True)]
    if odd < len(parts) - 1:
        for leaf in named[-1].values():
            right = classification.by_code(leaf.code[: level.digits])
            rest = [*shape[:odd], *shape[odd + 1 : -1]], [*named[:odd], *named[odd + 1 : -1]]
            if right and _above(leaf, tuple(rest[0]), rest[1]) is not None:
                likeness = _SIMILAR if repeated else _likeness(part.name, right.name)
                if likeness >= _SIMILAR:
                    yield likeness, leaf, _differs(part, right)
        return
    least = _SIMILAR if len(parts) > 1 else _SIMILAR_ALONE
    for leaf in _leaves_below(classification, shape, named[:-1], kind):
        likeness = _likeness(part.name, leaf.name)
        if likeness >= least:
            yield likeness, leaf, _differs(part, leaf)


def _leaves_below(
    classification: Classification, shape: tuple[Level, ...], above: list[dict[str, Account]], kind: AccountKind
) -> Iterator[Account]:
    """The accounts of the last level of a shape whose printed ancestors are all known."""
    for account in classification.accounts:
        if account.kind is kind and account.level is shape[-1] and _above(account, shape[:-1], above) is not None:
            yield account


def _contradiction(
    classification: Classification, parts: tuple[PathPart, ...], shapes: list[tuple[Level, ...]], kind: AccountKind
) -> Resolution:
    """Nothing fits: say whether the names are unknown or stand in different places."""
    named: Mapping[str, Account] = {
        code: account
        for shape in shapes
        for code, account in classification.named(parts[-1].name, shape[-1], kind).items()
    }
    candidates = tuple(named[code] for code in sorted(named))
    strange = [part.name for part in parts if not classification.knows(part.name, part.level)]
    if strange:
        listed = "、".join(strange)
        why = say(f"分类表中没有“{listed}”", f"not in the classification: {listed}")
    else:
        why = say("各级名称都存在，但不相隶属", "each name exists, but not below the others")
    return Resolution(Status.UNKNOWN, None, candidates, why)


def _likeness(printed: str, name: str) -> float:
    """0 to 1. A name that was cut off counts as like; 其他 is never a small difference."""
    a, b = loose_key(printed), loose_key(name)
    if a.startswith("其他") != b.startswith("其他"):
        return 0.0
    if len(a) >= _CUT_OFF and b.startswith(a):
        return max(_SIMILAR_ALONE, len(a) / len(b))
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    if matcher.real_quick_ratio() < _SIMILAR or matcher.quick_ratio() < _SIMILAR:
        return 0.0
    return matcher.ratio()


def _differs(part: PathPart, account: Account) -> str:
    level = account.level.value
    return say(
        f"{level}名所印为“{part.name}”，应为“{account.name}”",
        f"{level} reads “{part.name}”, the account is “{account.name}”",
    )


def _note(account: Account, year: int | None) -> str:
    """What a reader must know about the years of a name."""
    if account.in_force(year):
        return ""
    first = str(account.valid_from or "")
    last = str(account.valid_to or "")
    return say(
        f"“{account.name}”（{account.code}）适用于{first}—{last}年",
        f"“{account.name}” ({account.code}) was in force {first}–{last}",
    )
