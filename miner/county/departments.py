"""The places of an invented part of the country, and the departments that each has."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count, islice

from miner.county.dice import Dice
from miner.county.material import Kind, form_names, kinds

CITY = "澜川市"
FIRST = ("砚溪县", "栖梧区", "映江区", "青箬县", "云浦新区", "桐屿县", "沅坪县", "霁州区")
"""The places named by hand; more are put together from syllables."""
_HEADS = "岚漪溯珩筠岫霁砚棠桁荻瀛玦"
_TAILS = "阳陵浦川坪溪屿岭湾泽原浔墩桥台庄源潭岗渡"

_TOWNS = (
    "青石", "柳坪", "白渡", "云岭", "望江", "文昌", "新桥", "石矶", "枫林", "竹港", "马鞍", "横塘", "龙潭", "双溪", "大垅", "沙埠",
    "临水", "凤鸣", "桃源", "古墩", "茶亭", "红岩", "三汊", "官渡", "永宁", "松口", "黄泥", "月湖", "苍坪", "花桥",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """A city, county or district with the form that its finance bureau hands out."""

    name: str
    level: str
    """``city`` or ``county``."""
    form: str
    scale: float
    """How much larger its spending is than that of a usual county."""

    @property
    def short(self) -> str:
        """县, 区 or 市: what its prose calls it."""
        return self.name[-1]


@dataclass(frozen=True, slots=True)
class Department:
    """A department or unit of a place."""

    place: Place
    kind: Kind
    staff: int
    """People on the payroll before the first year."""
    scale: float
    """How much it spends beside others of its kind."""
    capital: bool
    """Spends from the state capital budget."""
    local: str = ""
    """The name of a town or street, which the kind has another for."""

    @property
    def key(self) -> str:
        """A name for its dice."""
        return f"{self.place.name}/{self.kind.key}"

    @property
    def name(self) -> str:
        """As printed: 砚溪县水利局."""
        return self.place.name + self.placed(self.kind.name)

    @property
    def scope(self) -> str:
        """部门 for what reports to a budget of its own, 单位 for an institution."""
        return "单位" if self.kind.body == "institution" else "部门"

    def placed(self, text: str) -> str:
        """Material with the names of this place in it: the county's, and for a town or street its own."""
        if self.local:
            text = text.replace(self.kind.name[:2], self.local)
        return text.replace("{place}", self.place.name)


def places(seed: object, form: str) -> Iterator[Place]:
    """The county first, then its districts and neighbours and the city; never ends.

    Args:
        seed: the county's.
        form: the form of all places, or ``mixed``: each place has one, all forms in turn.
    """
    names = form_names()
    for index, name in enumerate(_names()):
        dice = Dice(seed, "place", name)
        city = name == CITY
        scale = dice.between(2.2, 3.5) if city else dice.between(0.6, 1.5)
        yield Place(name, "city" if city else "county", names[index % len(names)] if form == "mixed" else form, scale)


def _names() -> Iterator[str]:
    """Names of places, each once: those written by hand, then syllables."""
    yield from (*FIRST[:3], CITY, *FIRST[3:])
    yield from (name for name in _syllables() if name not in FIRST)


def _syllables() -> Iterator[str]:
    for number in count():
        tail, head = divmod(number, len(_HEADS))
        first, second = divmod(tail, len(_TAILS))
        if first >= len(_HEADS):
            return
        yield (
            f"{_HEADS[head]}{_TAILS[second]}{'县区'[(head + second) % 2]}"
            if not first
            else (f"{_HEADS[head]}{_HEADS[first]}{_TAILS[second]}县")
        )


def departments(seed: object, number: int, form: str = "mixed") -> tuple[Department, ...]:
    """The first departments of the county, spread over as many places as a place has room for.

    Args:
        seed: the county's.
        number: how many.
        form: see `places`.

    Raises:
        ValueError: more than the syllables can name.
    """
    forms = len(form_names())
    each = max(1, min(len(kinds()), -(-number // forms)))
    chosen = list(islice(places(seed, form), max(forms, -(-number // each))))
    found = [
        department
        for turn in range(each)
        for place in chosen
        if (department := _department(seed, place, turn)) is not None
    ]
    for place in islice(places(seed, form), len(chosen), None):  # a place may have fewer kinds than others
        if len(found) >= number:
            break
        found.extend(d for turn in range(each) if (d := _department(seed, place, turn)) is not None)
    if len(found) < number:
        raise ValueError(f"the county has no names for {number} departments")
    return tuple(found[:number])


def _department(seed: object, place: Place, turn: int) -> Department | None:
    levels = ("city",) if place.level == "city" else ("county", "town", "street")
    eligible = Dice(seed, "order", place.name).shuffled(
        [kind for kind in kinds().values() if set(levels) & set(kind.levels)]
    )
    if turn >= len(eligible):
        return None
    kind = eligible[turn]
    dice = Dice(seed, "department", place.name, kind.key)
    staff = max(5, round(dice.between(*kind.staff) * (place.scale**0.5)))
    local = ""
    if {"town", "street"} & set(kind.levels):
        towns = sorted(one.key for one in kinds().values() if {"town", "street"} & set(one.levels))
        local = Dice(seed, "towns", place.name).shuffled(_TOWNS)[towns.index(kind.key)]
    capital = kind.key == "finance" and place.level == "city"
    return Department(place, kind, staff, place.scale * dice.between(0.5, 1.4), capital, local)
