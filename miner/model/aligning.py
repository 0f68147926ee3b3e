"""Two wordings side by side: what both say, what one adds, leaves out or puts otherwise.

Wordings are templates: a slot, ``{科目}``, counts as one character.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import NamedTuple

_TOKEN = re.compile(r"\{[^{}]*\}|.", re.DOTALL)
_TOO_MUCH = 50_000
"""Pairs of equal tokens up to which wordings are aligned; beyond, nobody could read them side by side, and aligning takes
minutes. Sentences of a thousand characters have fewer than ten thousand."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a wording beside another: ``here`` stands where the other has ``there``."""

    here: str
    there: str

    @property
    def same(self) -> bool:
        """True where both say the same."""
        return self.here == self.there


class Step(NamedTuple):
    """A step of an alignment: tokens ``a`` to ``b`` of one wording stand where the other has ``c`` to ``d``."""

    kind: str
    """``equal``, ``replace``, ``delete`` or ``insert``."""
    a: int
    b: int
    c: int
    d: int


def tokens_of(template: str) -> list[str]:
    """The characters of a template, its slots whole."""
    return _TOKEN.findall(template)


def is_slot(token: str) -> bool:
    """True for a token that stands for a value."""
    return len(token) > 1


def aligned(one: Sequence[str], other: Sequence[str]) -> list[Step]:
    """The steps from one wording's tokens to another's, as `difflib` has them."""
    counted = Counter(other)
    if sum(times * counted[token] for token, times in Counter(one).items()) > _TOO_MUCH:
        return list(_roughly(one, other))
    return [Step(*step) for step in SequenceMatcher(None, one, other, autojunk=False).get_opcodes()]


def differences(head: str, template: str) -> tuple[Piece, ...]:
    """A template piece by piece beside its head: words in common, exchanged, added and left out."""
    one, other = tokens_of(head), tokens_of(template)
    return tuple(Piece("".join(other[c:d]), "".join(one[a:b])) for _, a, b, c, d in aligned(one, other))


def _roughly(one: Sequence[str], other: Sequence[str]) -> Iterator[Step]:
    """What both begin and end with, and between them one change."""
    least = min(len(one), len(other))
    start = next((at for at in range(least) if one[at] != other[at]), least)
    end = next((at for at in range(least - start) if one[-1 - at] != other[-1 - at]), least - start)
    a, b, c, d = start, len(one) - end, start, len(other) - end
    if start:
        yield Step("equal", 0, a, 0, c)
    if a < b or c < d:
        yield Step("replace" if a < b and c < d else "delete" if a < b else "insert", a, b, c, d)
    if end:
        yield Step("equal", b, len(one), d, len(other))
