"""Reasons that somebody already has, without documents: grouped as the explanations of documents are.

Made for very many: texts are interned, masked in several processes, and grouped over their distinct templates. The result
depends on the texts alone, not on their order nor on the number of processes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from hashlib import blake2b
from multiprocessing import get_context

import numpy as np
from numpy.typing import NDArray

from miner.explanations.causes import main_causes
from miner.explanations.clustering import joined
from miner.explanations.explaining import names_in_department
from miner.explanations.grouping import Following, Usage, cluster_id, family_id, group_families, group_wordings
from miner.explanations.parts import Parts, parts_of
from miner.language.masking import mask, normalise

_CHUNK = 4000
_FEW = 20_000
"""So many texts are masked before another process would be up."""


@dataclass(frozen=True, slots=True)
class ReasonText:
    """A reason as somebody has it."""

    id: str
    text: str
    department: str = ""
    """Whose it is; its name in the text becomes a slot, and wordings that more departments use lead."""


@dataclass(frozen=True, slots=True)
class GroupedText:
    """Where a reason belongs."""

    id: str
    template: str
    cluster_id: str
    """Equal for texts that say the same in nearly the same words (说法相同)."""
    family_id: str
    """Equal for texts that give the same reason (原因相同)."""
    cause: str
    """The cause that the reason names most clearly, or ``unsure``."""
    similarity: float
    """To the text that leads the cluster, 0 to 1."""


def cluster_texts(texts: Iterable[ReasonText], workers: int = 1) -> Iterator[GroupedText]:
    """Group reasons; one result for each text, in the order of the texts.

    Args:
        texts: ids need not be unique; a text may be empty.
        workers: processes for masking.
    """
    ids: list[str] = []
    departments: dict[str, int] = {}
    pieces: dict[tuple[str, str], int] = {}
    piece_of: list[int] = []
    whose: list[int] = []
    for text in texts:
        ids.append(text.id)
        named = text.department if text.department and _names_itself(text.text, text.department) else ""
        piece_of.append(pieces.setdefault((text.text, named), len(pieces)))
        whose.append(departments.setdefault(text.department or f"\0{len(ids)}", len(departments)))
    places = np.array(piece_of, dtype=np.int64)
    owners = np.array(whose, dtype=np.int64)
    del piece_of, whose, departments
    masked = _masked(list(pieces), workers)
    templates: dict[str, int] = {}
    of_piece = np.array([templates.setdefault(one.template, len(templates)) for one in masked], dtype=np.int64)
    numbers = of_piece[places]
    uses = np.bincount(numbers, minlength=len(templates))
    chosen = joined(dict(zip(templates, uses.tolist(), strict=True)), _same_text(masked))
    stands = np.array([templates[chosen[template]] for template in templates], dtype=np.int64)
    placed = _placed(list(templates), stands[numbers], owners, {one.template: one.parts for one in masked})
    causes = {one.template: one.cause for one in masked}
    del masked, pieces, owners
    names = list(templates)
    results = [
        (name, cluster_id(following.head), family, causes[name], following.similarity)
        for name, (following, family) in ((name, placed[chosen[name]]) for name in names)
    ]
    for one, number in zip(ids, numbers.tolist(), strict=True):
        yield GroupedText(one, *results[number])


@dataclass(frozen=True, slots=True)
class _Masked:
    template: str
    parts: Parts
    cause: str
    words: bytes
    """Stands for the text without blanks, punctuation and lead-in, nothing masked."""


def _masked(pieces: Sequence[tuple[str, str]], workers: int) -> list[_Masked]:
    chunks = [pieces[start : start + _CHUNK] for start in range(0, len(pieces), _CHUNK)]
    if workers < 2 or len(pieces) < _FEW:
        return [one for chunk in chunks for one in _mask_some(chunk)]
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        return [one for some in pool.map(_mask_some, chunks) for one in some]


def _mask_some(pieces: Sequence[tuple[str, str]]) -> list[_Masked]:
    templates = [mask(text, *_masks(department)).template for text, department in pieces]
    causes = main_causes(templates)
    return [
        _Masked(template, parts_of(template), cause, blake2b(normalise(text).encode(), digest_size=8).digest())
        for (text, _), template, cause in zip(pieces, templates, causes, strict=True)
    ]


def _masks(department: str) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Own names, other units' names and places, as `mask` takes them."""
    own, places = names_in_department(department) if department else ((), ())
    return own, (), places


def _names_itself(text: str, department: str) -> bool:
    own, places = names_in_department(department)
    return any(name in text for name in (*own, *places))


def _same_text(masked: Sequence[_Masked]) -> Iterator[set[str]]:
    """The templates of texts that say the same word for word and were masked in several ways."""
    first: dict[bytes, str] = {}
    several: dict[bytes, set[str]] = {}
    for one in masked:
        if first.setdefault(one.words, one.template) != one.template:
            several.setdefault(one.words, {first[one.words]}).add(one.template)
    yield from several.values()


def _ranked(names: Sequence[str], numbers: NDArray[np.int64], owners: NDArray[np.int64]) -> list[str]:
    """The templates that stand for any text, in the order in which they may lead."""
    return [usage.template for usage in sorted(_usages(names, numbers, owners), key=lambda usage: usage.rank)]


def _usages(names: Sequence[str], numbers: NDArray[np.int64], owners: NDArray[np.int64]) -> list[Usage]:
    uses = np.bincount(numbers, minlength=len(names))
    span = int(owners.max(initial=0)) + 1
    used_by = np.bincount(np.unique(numbers * span + owners) // span, minlength=len(names))
    return [Usage(names[at], int(used_by[at]), int(uses[at])) for at in np.flatnonzero(uses).tolist()]


def _placed(
    names: Sequence[str], numbers: NDArray[np.int64], owners: NDArray[np.int64], parts: dict[str, Parts]
) -> dict[str, tuple[Following, str]]:
    """For each template that stands for texts, whom it follows and its family."""
    usages = _usages(names, numbers, owners)
    following = group_wordings(usages, parts=parts)
    # Families are led by the wordings that most departments use, all their templates together.
    place = {name: at for at, name in enumerate(names)}
    head_of = np.arange(len(names), dtype=np.int64)
    for usage in usages:
        head_of[place[usage.template]] = place[following[usage.template].head]
    heads = _ranked(names, head_of[numbers], owners)
    families = group_families(heads, parts=parts)
    return {name: (one, family_id(families[one.head])) for name, one in following.items()}
