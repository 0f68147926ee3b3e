"""One department over the years, though its name is written differently or was changed (机构改革).

Two names are one department only with evidence: they are the same name (same region, same core, see
`miner.comparison.names`); or a text states the renaming, the years follow each other, and region and, where the text does
not name both, kind agree; or a reviewer's file says so. Nothing is guessed: what a text states that does not fit stands
among the `Related`, with the reason why it was not followed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from miner.comparison.names import core_name, kind_of, plain_name
from miner.comparison.renaming import Renaming, Said

Key = tuple[str, str]
"""Region and core of a name."""


class Ground(StrEnum):
    """Why two names are one department, or what else ties them."""

    SAME_NAME = "same_name"
    """The same name, written in another way."""
    STATED = "stated"
    """A text states the renaming."""
    FILE = "file"
    """The file of corrections says so."""


class Doubt(StrEnum):
    """Why a stated tie does not make one department."""

    MERGED = "merged"
    """Several departments became one."""
    YEARS = "years"
    """Both have documents of the same years, or the old name's are the later ones."""
    KIND = "kind"
    """The text says only 原…, and the two do different things."""
    FILE = "file"
    """The file of corrections keeps them apart."""


@dataclass(frozen=True, slots=True)
class NamedDocument:
    """Whose a document is, as it says itself; `name` is empty where it does not."""

    doc_id: str
    name: str
    region: str
    year: int | None


@dataclass(frozen=True, slots=True)
class Statement:
    """A renaming that a document's text states."""

    doc_id: str
    section_id: str
    renaming: Renaming


@dataclass(frozen=True, slots=True)
class Correction:
    """A reviewer's word: the department of this name (of this region, if one is given) is that one."""

    name: str
    region: str
    identity: str


@dataclass(frozen=True, slots=True)
class NameUse:
    """One way in which a department's name is printed."""

    name: str
    region: str
    documents: tuple[str, ...]
    years: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class IdentityEvidence:
    """Why an earlier name and a later one are one department; with the words, where a text says so."""

    ground: Ground
    earlier: str
    later: str
    doc_id: str = ""
    section_id: str = ""
    char_start: int | None = None
    char_end: int | None = None
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Department:
    """One department: its names, the earliest first."""

    identity: str
    """Its latest full name, or what the file of corrections calls it."""
    region: str
    kind: str
    """What it does (`miner.comparison.names.KINDS`), by its latest name; empty where that is not known."""
    names: tuple[NameUse, ...]
    years: tuple[int, ...]
    documents: tuple[str, ...]
    evidence: tuple[IdentityEvidence, ...]
    """One for each further name; none where it has but one."""


@dataclass(frozen=True, slots=True)
class Related:
    """A stated tie between two departments that does not make them one."""

    earlier: str
    later: str
    """Identities."""
    doubt: Doubt
    evidence: IdentityEvidence


@dataclass(frozen=True, slots=True)
class Identities:
    """Who is who."""

    departments: tuple[Department, ...]
    related: tuple[Related, ...] = ()
    unnamed: tuple[str, ...] = ()
    """Documents that do not say whose they are."""
    unused: tuple[Correction, ...] = ()
    """Corrections of names that no document bears."""
    _by_document: Mapping[str, Department] = field(default_factory=dict, repr=False)

    def of(self, doc_id: str) -> Department | None:
        """The department of a document; none where it does not say."""
        return self._by_document.get(doc_id)


@dataclass(slots=True)
class _Group:
    keys: list[Key]
    years: set[int]
    evidence: list[IdentityEvidence]
    forced: str = ""


def identities(
    documents: Iterable[NamedDocument], statements: Iterable[Statement] = (), corrections: Iterable[Correction] = ()
) -> Identities:
    """Who is who among the documents, in order of region and identity. It does not depend on the order of the input."""
    held = sorted(documents, key=lambda document: document.doc_id)
    rulings = {(plain_name(one.name), plain_name(one.region)): one for one in corrections}
    used: set[tuple[str, str]] = set()
    bearing: dict[Key, list[NamedDocument]] = defaultdict(list)
    forced: dict[Key, str] = {}
    own: dict[str, Key] = {}
    whole = _whole_names(held)
    for document in held:
        if not plain_name(document.name):
            continue
        name, region = plain_name(document.name), plain_name(document.region)
        key = (region, core_name(document.name, region))
        if not region and len(whole.get(name, ())) == 1:
            key = next(iter(whole[name]))  # the same full name stands elsewhere with its region
        place = next((place for place in ((name, region), (name, "")) if place in rulings), None)
        if place is not None:
            used.add(place)
            key = (region, f"{core_name(document.name, region)}\n{rulings[place].identity}")
            forced[key] = rulings[place].identity
        bearing[key].append(document)
        own[document.doc_id] = key
    groups = {key: _Group([key], _years(bearing[key]), [], forced.get(key, "")) for key in sorted(bearing)}
    _follow_file(groups, bearing)
    related = _follow_statements(groups, bearing, own, statements)
    made = {id(group): _department(group, bearing) for group in groups.values()}
    by_document = {doc_id: made[id(groups[key])] for doc_id, key in own.items()}
    named = {key: made[id(group)].identity for key, group in groups.items()}
    ties = sorted(
        {Related(named[a], named[b], doubt, evidence) for a, b, doubt, evidence in related if named[a] != named[b]},
        key=lambda tie: (tie.earlier, tie.later, tie.doubt, tie.evidence.doc_id, tie.evidence.char_start or 0),
    )
    return Identities(
        tuple(sorted(made.values(), key=lambda one: (one.region, one.identity, one.documents))),
        tuple(ties),
        tuple(document.doc_id for document in held if document.doc_id not in own),
        tuple(rulings[place] for place in sorted(rulings.keys() - used)),
        by_document,
    )


def possible_renamings(documents: Iterable[NamedDocument]) -> dict[str, frozenset[str]]:
    """Whose texts may state a renaming, and the names to look for: by document, in both full and short form.

    A name can only have become another of the same region if its last year is not after the other's first.
    """
    bearing: dict[Key, list[NamedDocument]] = defaultdict(list)
    for document in documents:
        if plain_name(document.name) and document.year is not None:
            bearing[document.region, core_name(document.name, document.region)].append(document)
    regions: dict[str, list[Key]] = defaultdict(list)
    for key in bearing:
        regions[key[0]].append(key)
    wanted: dict[str, frozenset[str]] = {}
    for keys in regions.values():
        spans = {key: (min(_years(bearing[key])), max(_years(bearing[key]))) for key in keys}
        for key in keys:
            first, last = spans[key]
            kin = [one for one in keys if one != key and (spans[one][1] <= first or last <= spans[one][0])]
            if kin:
                names = frozenset(name for one in (*kin, key) for name in _spellings(one, bearing[one]))
                wanted.update({document.doc_id: names for document in bearing[key]})
    return wanted


def _spellings(key: Key, documents: Iterable[NamedDocument]) -> set[str]:
    return {key[1], *(plain_name(document.name) for document in documents)}


def _whole_names(documents: Iterable[NamedDocument]) -> dict[str, set[Key]]:
    """The keys that each full name has, of documents that say their region."""
    found: dict[str, set[Key]] = defaultdict(set)
    for document in documents:
        region = plain_name(document.region)
        if region and plain_name(document.name):
            core = core_name(document.name, region)
            found[plain_name(document.name)].add((region, core))
            found[region + core].add((region, core))
    return found


def _years(documents: Iterable[NamedDocument]) -> set[int]:
    return {document.year for document in documents if document.year is not None}


def _follow_file(groups: dict[Key, _Group], bearing: Mapping[Key, Sequence[NamedDocument]]) -> None:
    """Join what the file calls one department, with whoever bears that name without being in the file."""
    for key in [key for key, group in groups.items() if group.forced]:
        identity = groups[key].forced
        region = key[0]
        same = [
            other
            for other, group in groups.items()
            if group is not groups[key]
            and (group.forced == identity or (not group.forced and other == (region, core_name(identity, region))))
        ]
        for other in same:
            evidence = IdentityEvidence(Ground.FILE, *_in_order(key, other, bearing))
            _join(groups, other, key, evidence)
            groups[key].forced = identity


def _in_order(one: Key, other: Key, bearing: Mapping[Key, Sequence[NamedDocument]]) -> tuple[str, str]:
    first, second = sorted((one, other), key=lambda key: (min(_years(bearing[key]), default=0), key))
    return bearing[first][0].name, bearing[second][0].name


_Tie = tuple[Key, Key, Doubt, IdentityEvidence]


def _follow_statements(
    groups: dict[Key, _Group],
    bearing: Mapping[Key, Sequence[NamedDocument]],
    own: Mapping[str, Key],
    statements: Iterable[Statement],
) -> list[_Tie]:
    """Join what texts state to be one department; returns what does not fit."""
    names: dict[tuple[str, str], Key] = {}
    for key in groups:
        for name in _spellings((key[0], key[1].partition("\n")[0]), bearing[key]):
            names.setdefault((key[0], name), key)
    ties: list[_Tie] = []
    order = sorted(
        statements, key=lambda one: (one.doc_id, one.section_id, one.renaming.char_start, one.renaming.earlier)
    )
    for statement in order:
        whose = own.get(statement.doc_id)
        if whose is None:
            continue
        said = statement.renaming
        earlier = names.get((whose[0], said.earlier))
        later = names.get((whose[0], said.later)) if said.later else whose
        if earlier is None or later is None or groups[earlier] is groups[later]:
            continue
        evidence = IdentityEvidence(
            Ground.STATED,
            bearing[earlier][0].name,
            bearing[later][0].name,
            statement.doc_id,
            statement.section_id,
            said.char_start,
            said.char_end,
            said.quote,
        )
        doubt = _doubt(said, earlier, later, groups, bearing)
        if doubt is None:
            _join(groups, earlier, later, evidence)
        else:
            ties.append((earlier, later, doubt, evidence))
    return ties


def _doubt(
    said: Renaming,
    earlier: Key,
    later: Key,
    groups: Mapping[Key, _Group],
    bearing: Mapping[Key, Sequence[NamedDocument]],
) -> Doubt | None:
    if said.said is Said.MERGED:
        return Doubt.MERGED
    if groups[earlier].forced or groups[later].forced:
        return Doubt.FILE
    before, after = _years(bearing[earlier]), _years(bearing[later])
    # In the year of the change a budget may still bear the old name; nobody else's documents may be of the same years.
    meeting = {min(after)} if after else set()
    if not before or not after or max(before) > min(after) or groups[earlier].years & groups[later].years - meeting:
        return Doubt.YEARS
    if said.said is Said.FORMERLY and not said.later and kind_of(earlier[1], "") != kind_of(later[1], ""):
        return Doubt.KIND
    return None


def _join(groups: dict[Key, _Group], one: Key, other: Key, evidence: IdentityEvidence) -> None:
    first, second = groups[one], groups[other]
    joined = _Group(
        sorted({*first.keys, *second.keys}),
        first.years | second.years,
        [*first.evidence, *second.evidence, evidence],
        second.forced or first.forced,
    )
    for key in joined.keys:
        groups[key] = joined


def _department(group: _Group, bearing: Mapping[Key, Sequence[NamedDocument]]) -> Department:
    uses: dict[tuple[str, str], list[NamedDocument]] = defaultdict(list)
    for key in group.keys:
        for document in bearing[key]:
            uses[document.name, document.region].append(document)
    names = [
        NameUse(name, region, tuple(sorted(one.doc_id for one in of)), tuple(sorted(_years(of))))
        for (name, region), of in uses.items()
    ]
    names.sort(key=lambda use: (use.years[0] if use.years else 0, use.years, use.name, use.region))
    latest = max(
        names, key=lambda use: (use.years[-1] if use.years else 0, len(use.documents), len(use.name), use.name)
    )
    region = latest.region or next((use.region for use in names if use.region), "")
    evidence = [*group.evidence]
    for key in group.keys:
        spellings = [use for use in names if _key_fits(use, key)]
        evidence += [IdentityEvidence(Ground.SAME_NAME, spellings[0].name, use.name) for use in spellings[1:]]
    core = core_name(latest.name, region)
    full = latest.name if not region or plain_name(latest.name).startswith(plain_name(region)) else region + core
    return Department(
        group.forced or full,
        region,
        kind_of(latest.name, region),
        tuple(names),
        tuple(sorted(group.years)),
        tuple(sorted(document for use in names for document in use.documents)),
        tuple(sorted(evidence, key=lambda one: (one.ground, one.earlier, one.later, one.doc_id, one.char_start or 0))),
    )


def _key_fits(use: NameUse, key: Key) -> bool:
    return core_name(use.name, use.region or key[0]) == key[1].partition("\n")[0]
