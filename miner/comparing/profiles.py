"""The measures of both sides, and where each stands among its peers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from miner.bilingual import say
from miner.comparing.holding import Held
from miner.comparing.selecting import Selection
from miner.comparison.standing import FEWEST, cliffs_delta, standing
from miner.model.comparing import Form, HeldDocument, MeasureCompared, Peers, SideMeasure
from miner.store import Reader

Groups = Mapping[str, Sequence[HeldDocument]]
PEERS = ("auto", "kind", "all")


@dataclass(frozen=True, slots=True)
class PeerGroup:
    """Whom a side is measured against: their documents, by department or group."""

    told: Peers
    groups: Groups


def peers_of(selection: Selection, held: Held, wanted: str = "auto") -> PeerGroup:
    """The peers of a side: documents of the same sort (final accounts or budgets) and of the same years.

    Of a document or a department: the other departments of its kind, or, where these are fewer than `FEWEST` or its kind is
    not known, all other departments. Of a group: the other groups of its form.

    Args:
        selection: the side.
        held: all documents.
        wanted: ``auto``, or ``kind`` or ``all`` for departments, however few they are.
    """
    years, kind = set(selection.years), selection.kind
    alike = [one for one in held.documents if one.kind == kind and (one.year in years or not years)]
    span = "" if not years else str(min(years)) if len(years) == 1 else f"{min(years)}–{max(years)}"
    if selection.form in (Form.DOCUMENT, Form.DEPARTMENT):
        own = set(selection.departments)
        others = [one for one in alike if one.department not in own]
        function = selection.documents[0].function
        same = _grouped((one for one in others if function and one.function == function), "department")
        if wanted == "kind" or (wanted == "auto" and len(same) >= FEWEST):
            label = say(
                f"同类部门（{function or '类别不明'}）{span}",
                f"departments of its kind ({function or 'unknown'}) {span}",
            )
            return PeerGroup(Peers("kind", label.strip(), len(same)), same)
        everybody = _grouped(others, "department")
        label = say(f"全部部门 {span}", f"all departments {span}").strip()
        return PeerGroup(Peers("all", label, len(everybody)), everybody)
    if selection.form is Form.YEAR:
        other_years = [
            one for one in held.documents if one.kind == kind and one.year is not None and one.year not in years
        ]
        groups = _grouped(other_years, "year")
        return PeerGroup(Peers("years", say("其他年度", "other years"), len(groups)), groups)
    if selection.form in (Form.REGION, Form.KIND):
        attribute = "region" if selection.form is Form.REGION else "function"
        own = {getattr(one, attribute) for one in selection.documents}
        groups = _grouped((one for one in alike if getattr(one, attribute) not in own), attribute)
        basis, label = (
            ("regions", say(f"其他地区 {span}", f"other regions {span}"))
            if attribute == "region"
            else ("kinds", say(f"其他类别 {span}", f"other kinds {span}"))
        )
        return PeerGroup(Peers(basis, label.strip(), len(groups)), groups)
    return PeerGroup(Peers("none", say("无", "none"), 0), {})


def _grouped(documents: Iterable[HeldDocument], attribute: str) -> Groups:
    groups: dict[str, list[HeldDocument]] = defaultdict(list)
    for one in documents:
        value = getattr(one, attribute)
        if value:
            groups[str(value)].append(one)
    return groups


def compare_measures(
    reader: Reader, a: Selection, b: Selection, peers_a: PeerGroup, peers_b: PeerGroup
) -> tuple[MeasureCompared, ...]:
    """All measures that a document of either side has, in the order in which they are stored."""
    needed = {*a.ids, *b.ids}
    needed.update(one.doc_id for peers in (peers_a, peers_b) for group in peers.groups.values() for one in group)
    values: dict[str, dict[str, float | None]] = defaultdict(dict)
    for doc_id, measure, value in reader.measure_values(needed):
        values[measure][doc_id] = value
    notes = {(one.doc_id, one.measure): one.note for one in reader.measures_of_documents({*a.ids[:1], *b.ids[:1]})}
    compared = []
    ids_a, ids_b = a.ids, b.ids
    for measure, known in values.items():
        if not any(doc_id in known for doc_id in (*ids_a, *ids_b)):
            continue
        held_a, held_b = _known(ids_a, known), _known(ids_b, known)
        sides = [
            _side_measure(mine, peers, known, notes.get((first, measure), ""))
            for mine, peers, first in ((held_a, peers_a, ids_a[0]), (held_b, peers_b, ids_b[0]))
        ]
        one, other = sides[0].value, sides[1].value
        difference = other - one if one is not None and other is not None else None
        delta = cliffs_delta(held_a, held_b) if min(len(held_a), len(held_b)) >= FEWEST else None
        compared.append(MeasureCompared(measure, sides[0], sides[1], difference, delta))
    return tuple(compared)


def _side_measure(
    values: Sequence[float], peers: PeerGroup, known: Mapping[str, float | None], note: str
) -> SideMeasure:
    if not values:
        return SideMeasure(None, 0, None, None, note or say("没有这项指标", "the measure is not stored"), None)
    value = fmean(values)
    others = [
        fmean(theirs) for group in peers.groups.values() if (theirs := _known((one.doc_id for one in group), known))
    ]
    return SideMeasure(value, len(values), min(values), max(values), "", standing(value, others))


def _known(doc_ids: Iterable[str], known: Mapping[str, float | None]) -> list[float]:
    return [value for doc_id in doc_ids if (value := known.get(doc_id)) is not None]
