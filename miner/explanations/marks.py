"""What is to be said of explanations beside their words: empty, copied, the same for everything (`miner.model.Mark`).

Each mark is a reason to look, and is given only where the words prove it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from ahocorasick_rs import AhoCorasick, MatchKind

from miner.explanations.explaining import names_in_department
from miner.language.masking import SlotKind, mask, normalise
from miner.model import Direction, Explanation, Mark, NamedCause

MANY = 3
"""From so many subjects on one text is said to be used for many (reference: flags of boilerplate)."""
_LONGEST_SHARED = 3
_TELLING_DIGITS = 3
"""An amount of fewer digits (2万元) is the same in two texts by chance."""
_OPPOSITE = {Direction.UP: Direction.DOWN, Direction.DOWN: Direction.UP}

Marks = dict[str, tuple[Mark, ...]]


def marks_of(
    explanations: Sequence[Explanation],
    causes: Mapping[str, Sequence[NamedCause]],
    contradicting: Iterable[str] = (),
) -> Marks:
    """The marks of explanations by id; those without a mark are left out.

    Args:
        explanations: of all documents that are compared with each other, in any order.
        causes: what each explanation names, by id.
        contradicting: ids of explanations that a finding shows to explain the other direction.
    """
    marks: dict[str, set[Mark]] = defaultdict(set)
    for explanation in explanations:
        named = [one.cause for one in causes.get(explanation.explanation_id, ())]
        if named == ["empty"]:
            marks[explanation.explanation_id].add(Mark.EMPTY)
    for found in contradicting:
        marks[found].add(Mark.CONTRADICTS)
    for mark, found_ids in (
        (Mark.BOTH_WAYS, _both_ways(explanations)),
        (Mark.MANY_SUBJECTS, _many_subjects(explanations)),
        (Mark.OTHERS_NAME, _others_names(explanations)),
        (Mark.OTHER_YEAR, _other_years(explanations)),
        (Mark.SAME_AMOUNT, _same_amounts(explanations)),
    ):
        for found in found_ids:
            marks[found].add(mark)
    return {found: tuple(mark for mark in Mark if mark in held) for found, held in sorted(marks.items())}


def _both_ways(explanations: Sequence[Explanation]) -> Iterable[str]:
    """One template for a rise and for a fall in one document, compared with the same basis."""
    ways: dict[tuple[str, str, str], dict[Direction, list[str]]] = defaultdict(lambda: defaultdict(list))
    for one in explanations:
        if one.direction in _OPPOSITE:
            ways[one.doc_id, one.basis, one.template][one.direction].append(one.explanation_id)
    for by_direction in ways.values():
        if len(by_direction) > 1:
            for held in by_direction.values():
                yield from held


def _many_subjects(explanations: Sequence[Explanation]) -> Iterable[str]:
    """One text, word for word, for three subjects or more of one document."""
    used: dict[tuple[str, str], list[Explanation]] = defaultdict(list)
    for one in explanations:
        used[one.doc_id, normalise(one.text)].append(one)
    for held in used.values():
        if len({one.subject for one in held if one.subject}) >= MANY:
            yield from (one.explanation_id for one in held)


def _others_names(explanations: Sequence[Explanation]) -> Iterable[str]:
    """A text with another department's name that, but for the name, is that department's own text.

    Only then is it copied; a name alone may well belong there (财政局下达资金).
    """
    templates: dict[str, set[str]] = defaultdict(set)
    for one in explanations:
        if one.department:
            templates[one.department].add(one.template)
    names = [name for name in templates if len(name) > _LONGEST_SHARED]
    if len(names) < 2:
        return
    automaton = AhoCorasick(names, matchkind=MatchKind.LeftmostLongest)
    for one in explanations:
        for number, _, _ in automaton.find_matches_as_indexes(one.text):
            other = names[number]
            if other == one.department or other in one.department or not one.department:
                continue
            own, places = names_in_department(other)
            template = mask(one.text, own, (), places).template
            if SlotKind.OWN_UNIT.mark in template and template in templates[other]:
                yield one.explanation_id


def _other_years(explanations: Sequence[Explanation]) -> Iterable[str]:
    """A text that is word for word the department's of the year before, and names that year but not its own."""
    told: dict[tuple[str, int], set[str]] = defaultdict(set)
    for one in explanations:
        if one.department and one.fiscal_year:
            told[one.department, one.fiscal_year].add(normalise(one.text))
    for one in explanations:
        if not one.department or not one.fiscal_year:
            continue
        last = f"{one.fiscal_year - 1}年"
        if (
            last in one.text
            and f"{one.fiscal_year}年" not in one.text
            and normalise(one.text) in told.get((one.department, one.fiscal_year - 1), ())
        ):
            yield one.explanation_id


def _same_amounts(explanations: Sequence[Explanation]) -> Iterable[str]:
    """A template whose amounts are, to the digit, those of another department or of another year of the same."""
    used: dict[tuple[str, tuple[str, ...]], list[Explanation]] = defaultdict(list)
    for one in explanations:
        if SlotKind.AMOUNT.mark not in one.template:
            continue
        amounts = tuple(slot.value for slot in mask(one.text).slots if slot.kind is SlotKind.AMOUNT)
        if any(sum(map(str.isdigit, amount)) >= _TELLING_DIGITS for amount in amounts):
            used[one.template, amounts].append(one)
    for held in used.values():
        if len({(one.department or one.doc_id, one.fiscal_year) for one in held}) > 1:
            yield from (one.explanation_id for one in held)
