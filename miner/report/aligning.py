"""A wording as it is shown: its words beside the cluster's template, its slots with the values that texts put there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from miner.model.aligning import Piece, aligned, differences, is_slot, tokens_of

_FIGURES = re.compile(r"\d[\d,，.]*[%％]?|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a wording or of a text."""

    sort: str
    """``same``, ``added``, ``left`` (left out) or ``slot``."""
    text: str
    slot: str = ""
    """The slot whose value it is."""


def beside(template: str, wording: str) -> tuple[Part, ...]:
    """A wording beside the cluster's template: what it puts otherwise is left out and added."""
    return _parts(differences(template, wording))


def texts_beside(one: str, other: str) -> tuple[Part, ...]:
    """A text beside another; figures are exchanged whole."""
    a, b = _FIGURES.findall(one), _FIGURES.findall(other)
    return _parts(Piece("".join(b[s.c : s.d]), "".join(a[s.a : s.b])) for s in aligned(a, b))


def _parts(pieces: Iterable[Piece]) -> tuple[Part, ...]:
    parts: list[Part] = []
    for piece in pieces:
        if piece.same:
            parts.append(Part("same", piece.here))
            continue
        if piece.there:
            parts.append(Part("left", piece.there))
        if piece.here:
            parts.append(Part("added", piece.here))
    return tuple(parts)


def with_values(wording: str, text: str) -> tuple[Part, ...]:
    """A text with the values of the slots of its wording.

    Blanks and punctuation may differ between both, as masking changes and drops some. Slots that touch each other are
    shown as one. Where the text does not fit the wording, it is one part.
    """
    for stop in ("·", ""):
        found = _fitted(wording, text, stop)
        if found:
            return found
    return (Part("same", text),)


def _fitted(wording: str, text: str, stop: str) -> tuple[Part, ...]:
    literals, slots = _runs(wording, stop)
    kept = [(at, sign) for at, char in enumerate(text) if (sign := _sign(char, stop))]
    spans = _spans("".join(sign for _, sign in kept), literals)
    if not slots or spans is None:
        return ()
    offsets = [at for at, _ in kept]
    parts: list[Part] = []
    done = 0
    for (start, end), slot in zip(spans, slots, strict=True):
        first, last = offsets[start], offsets[end - 1] + 1
        parts += [Part("same", text[done:first]), Part("slot", text[first:last], slot)]
        done = last
    parts.append(Part("same", text[done:]))
    return tuple(part for part in parts if part.text)


def _runs(wording: str, stop: str) -> tuple[list[str], list[str]]:
    """The words before, between and after the slots, as signs; and the slots, those that touch as one."""
    literals, slots = [""], [""]
    for token in tokens_of(wording):
        if not is_slot(token):
            literals[-1] += _sign(token, stop)
        elif literals[-1] or len(literals) == 1:
            slots[-1] = token
            literals.append("")
            slots.append("")
        else:
            slots[-2] += token
    return literals, slots[:-1]


def _spans(signs: str, literals: Sequence[str]) -> list[tuple[int, int]] | None:
    """Where the values stand between the words; none where the words do not stand so. Each value has a character."""
    if not signs.startswith(literals[0]):
        return None
    spans: list[tuple[int, int]] = []
    at = len(literals[0])
    for number, literal in enumerate(literals[1:], start=1):
        if number < len(literals) - 1:
            end = signs.find(literal, at + 1)
        else:
            end = len(signs) - len(literal) if signs.endswith(literal) else -1
        if end <= at:
            return None
        spans.append((at, end))
        at = end + len(literal)
    return spans if at == len(signs) else None


def _sign(char: str, stop: str) -> str:
    """What a character is compared by: nothing for a blank, one sign or nothing for punctuation. One sign at most."""
    lower = char.lower()
    return "" if char.isspace() else (lower if len(lower) == 1 else char) if char.isalnum() else stop


def values_of(parts: Sequence[Part]) -> list[tuple[str, str]]:
    """The slots with their values in a text."""
    return [(part.slot, part.text) for part in parts if part.sort == "slot"]
