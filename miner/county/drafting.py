"""Why something differs, as a drafter writes it.

Of one's own, copied from last year, from the same document, from the place's drafting office, or what everybody writes.

What is shared is known: each reason carries its family (the reason whatever its words), its wording (the sentence that it
was made from) and what was done to it. How much a department copies is drawn once and stays with it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from miner.county.books import Books
from miner.county.departments import Department
from miner.county.dice import Dice
from miner.county.marked import Marked
from miner.county.material import Frame, Reasons, Wording, reasons
from miner.county.notes import Because
from miner.county.numbers import with_numbers
from miner.model import Direction

_OF_PART = {
    "fund": "project", "project_total": "project", "three_all": "hospitality", "carried": "project",
}  # fmt: skip
"""Quantities that have no explanations of their own are explained as these."""
_ONLY_BUDGET = frozenset(
    ("not_in_initial_budget", "budget_adjustment", "estimate", "as_budgeted", "empty_less", "empty_more")
)
"""Causes and families that make no sense against last year."""
_PARTICULAR = 0.35
"""How often a project's own story is told where there is one."""
_PLAIN = 0.65
"""How often a reason of one's own is put together from stock factors."""
_COMMON = frozenset(("personnel", "austerity", "project_progress", "superior_funds", "pay_and_contributions"))
"""Causes that are given most."""
_ONLY_LAST_YEAR = frozenset(("one_off", "base_effect", "fewer_projects", "project_ended"))
"""Causes and families that make no sense against a budget."""
_OUTDOORS = re.compile("<(?:thing|village|road|disaster|stage)>")
"""Symbols of the grammar that speak of works and places, which only some departments have to do with."""
_BUILDERS = frozenset(
    (
        "agriculture", "agri_extension", "development_reform", "ecology", "emergency", "forestry", "housing_and_construction",
        "landscaping", "natural_resources", "road_maintenance", "street_new_district", "street_old_town", "street_university",
        "town_ethnic", "town_industrial", "town_mountain", "town_port", "transport", "urban_management", "water_resources",
    )
)  # fmt: skip
_SLOT = re.compile(r"<([a-z_0-9]+)>")
MONTHS = ("一月", "二月", "三月", "四月", "五月", "六月", "七月", "八月", "九月", "十月", "十一月", "十二月")
SUPERIORS = ("上级", "中央", "省级", "市级", "省市")


@dataclass(frozen=True, slots=True)
class Given:
    """A reason as it was given: its words before the numbers of the occasion were put in, and what it is."""

    text: str
    because: Because


@dataclass(frozen=True, slots=True)
class Occasion:
    """What a reason is asked for."""

    part: str
    """The subject class."""
    way: Direction
    basis: str
    code: str
    account: str
    """The account's or quantity's name."""
    project: str
    """The project that most of it was spent on, or the account's name."""
    own: Sequence[str] = ()
    """Reasons that fit this very project."""
    nothing: bool = False
    """Nothing at all was spent on it."""


class Drafter:
    """Who writes a department's explanations, year after year."""

    def __init__(self, seed: object, department: Department, boilerplate: float | None = None) -> None:
        """Args: the county's seed; the department; the share of shared reasons (0 to 1), drawn where none is given."""
        self.department = department
        self._dice = Dice(seed, department.key, "drafter")
        self.share = self._dice.between(0.1, 0.95) if boilerplate is None else boilerplate
        self._sticky = self._dice.between(0.1, 0.7)
        self._office = Dice(seed, "office", department.place.name)
        self._last: dict[tuple[str, ...], Given] = {}
        self._now: dict[tuple[str, ...], Given] = {}
        self._books: Books | None = None

    def begin(self, books: Books) -> None:
        """Begin the document of a year; the years come in order."""
        self._last, self._now = self._now, {}
        self._books = books

    def reason(self, occasion: Occasion) -> Marked:
        """A reason for a difference."""
        key = (occasion.part, occasion.code, occasion.account, occasion.basis, occasion.way.value)
        assert self._books is not None
        dice = self._dice.of(self._books.year, *key)
        told = self._draw(dice, occasion, key)
        self._now[key] = told
        return with_numbers(dice.of("numbers"), told.text, self._slots(dice, occasion)).noted(told.because)

    def _slots(self, dice: Dice, occasion: Occasion) -> Mapping[str, str]:
        department = self.department
        assert self._books is not None
        return {
            "account": occasion.account, "project": occasion.project, "department": department.name,
            "office": dice.choice(department.kind.offices), "year": str(self._books.year),
            "last_year": str(self._books.year - 1), "month": dice.choice(MONTHS), "superior": dice.choice(SUPERIORS),
            "place": department.place.name, "own": f"本{department.scope}",
        }  # fmt: skip

    def _draw(self, dice: Dice, occasion: Occasion, key: tuple[str, ...]) -> Given:
        last = self._last.get(key)
        if last is not None and dice.chance(self._sticky) and _fits(last.because, occasion):
            return Given(last.text, replace(last.because, source="last_year"))
        if dice.chance(self.share):
            alike = [
                told
                for (part, *_, way), told in self._now.items()
                if part == occasion.part
                and way == occasion.way
                and told.because.source in ("shared", "office")
                and _fits(told.because, occasion)
            ]
            if alike and dice.chance(0.35):
                told = dice.choice(alike)
                return Given(told.text, replace(told.because, source="same_document"))
            found = self._shared(dice, occasion)
            if found is not None:
                return found
        return self._own(dice, occasion)

    def _shared(self, dice: Dice, occasion: Occasion) -> Given | None:
        part = _OF_PART.get(occasion.part, occasion.part)
        eligible = [w for w in _wordings(part, occasion.way.value) if _sensible(w, occasion)]
        if not eligible:
            return None
        source = "shared"
        if dice.chance(0.5):
            favourites = self._office.of(part, occasion.way.value).shuffled(eligible)[: max(1, len(eligible) // 8)]
            eligible, source = favourites, "office"
        wording = dice.weighted(eligible, [1 / (rank + 1) ** 1.4 for rank in range(len(eligible))])
        change = dice.weighted(("copied", "reworded", "stretched", "cut"), (62, 20, 9, 9))
        text = _changed(dice, wording, change)
        if text == wording.texts[0]:
            change = "swapped" if "{" in text else "copied"
        return Given(text, Because(wording.family, wording.name, wording.cause, change, source))

    def _own(self, dice: Dice, occasion: Occasion) -> Given:
        if occasion.own and (occasion.part == "alone" or dice.chance(_PARTICULAR)):
            text = dice.choice(occasion.own)
            name = f"kind/{_digest(text)}"
            return Given(text, Because(name, name, "", "swapped" if "{" in text else "copied", "kind"))
        part = _OF_PART.get(occasion.part, occasion.part)
        builds = self.department.kind.key in _BUILDERS
        plain = dice.chance(_PLAIN)
        frames = [
            frame
            for frame in _frames(part, occasion.way.value)
            if _sensible(frame, occasion) and frame.plain is plain and (builds or not _OUTDOORS.search(frame.text))
        ]
        if not frames:
            found = self._shared(dice, occasion)
            return found or Given(
                "实际发生数与预计有出入", Because("circular", "circular/bare", "empty", "copied", "shared")
            )
        frame = dice.choice(frames)
        picked: list[str] = []
        text = expand(frame.text, reasons().symbols, dice, picked)
        known = _by_text().get(text)
        if known is not None:  # a stock factor alone is what everybody writes
            wording, change = known
            return Given(text, Because(wording.family, wording.name, wording.cause, change, "shared"))
        if not plain:
            return Given(text, Because(frame.family, f"own/{_digest(text)}", frame.cause, "own", "own"))
        if len(picked) == 1 and picked[0] in _by_text():  # everybody's sentence with a tail: 厉行节约等原因
            wording, _ = _by_text()[picked[0]]
            return Given(text, Because(wording.family, wording.name, wording.cause, "stretched", "own"))
        # Whoever strings the same factors together in the same order writes the same sentence, whatever came of it.
        return Given(text, Because(f"plain/{'+'.join(sorted(picked))}", f"plain/{'+'.join(picked)}", "", "own", "own"))


def _fits(because: Because, occasion: Occasion) -> bool:
    """Whether a reason can be given for a difference from this basis."""
    if because.cause == "not_incurred" and not occasion.nothing:
        return False
    senseless = _ONLY_BUDGET if occasion.basis == "last_year" else _ONLY_LAST_YEAR
    return not {because.cause, because.family} & senseless


def _sensible(said: Wording | Frame, occasion: Occasion) -> bool:
    return _fits(Because(said.family, "", said.cause, "", ""), occasion)


def expand(text: str, symbols: Mapping[str, tuple[str, ...]], dice: Dice, picked: list[str], depth: int = 0) -> str:
    """A text of the grammar with each symbol replaced by one of its alternatives.

    Args:
        text: with ``<symbols>``.
        symbols: the alternatives of each.
        dice: what chooses.
        picked: gains the factors that were chosen (symbols whose names end in ``_a`` or ``_b``): they are the reason.
        depth: how deep symbols stand within symbols.

    Raises:
        KeyError: there is no such symbol.
        RecursionError: symbols stand for each other without end.
    """
    if depth > 20:
        raise RecursionError(text)

    def chosen(match: re.Match[str]) -> str:
        said = expand(dice.choice(symbols[match[1]]), symbols, dice, picked, depth + 1)
        if match[1].endswith(("_a", "_b")):
            picked.append(said)
        return said

    return _SLOT.sub(chosen, text)


def _changed(dice: Dice, wording: Wording, change: str) -> str:
    text = wording.texts[0]
    material: Reasons = reasons()
    if change == "reworded":
        return dice.choice(wording.texts)
    if change == "stretched":
        if dice.chance(0.5):
            return dice.choice(material.before) + text
        return text + dice.choice(material.after)
    if change == "cut":
        head, comma, _ = text.rpartition("，")
        return head if comma and len(head) >= 5 else text
    return text


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:10]


@cache
def _wordings(part: str, way: str) -> tuple[Wording, ...]:
    """Shared wordings for a subject class and a direction, the commonest first (short ones of common causes are)."""
    found = [w for w in reasons().wordings if part in w.subjects and way in w.directions]
    return tuple(sorted(found, key=lambda w: (len(w.texts[0]) // 12 + (w.cause not in _COMMON), _digest(w.name))))


@cache
def _by_text() -> Mapping[str, tuple[Wording, str]]:
    """Shared wordings by the sentence itself, its rewordings and what is left when it is cut, with what was done to it."""
    known: dict[str, tuple[Wording, str]] = {}
    for wording in reversed(reasons().wordings):
        for text in wording.texts:
            known[text] = wording, "reworded"
    for wording in reversed(reasons().wordings):
        head, comma, _ = wording.texts[0].rpartition("，")
        if comma:
            known.setdefault(head, (wording, "cut"))
    for wording in reversed(reasons().wordings):
        known[wording.texts[0]] = wording, "copied"
    return known


@cache
def _frames(part: str, way: str) -> tuple[Frame, ...]:
    return tuple(frame for frame in reasons().frames if part in frame.subjects and way in frame.directions)
