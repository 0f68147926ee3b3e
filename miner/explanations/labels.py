"""What a cluster is called: its template, with the values that most of its members put into the slots."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from miner.language.masking import SlotKind, mask

_SLOT = re.compile(r"\{([^{}]*)\}")
_NAMES = frozenset((SlotKind.OWN_UNIT.value, SlotKind.UNIT.value, SlotKind.PLACE.value))
"""Slots that stay slots: whose name it is says nothing about the wording."""
_AGREED = 0.8
"""Share of the members from which on a value stands in the label instead of its slot."""


def label_of(template: str, texts: Iterable[str]) -> str:
    """The template with the commonest values of its slots for years, figures and accounts.

    A value that at least 80 % of the texts share stands as such; else the slot stands with its commonest value,
    ``{科目：公务接待费}``, or alone where all values differ. Texts whose slots are not the template's do not count.
    """
    kinds = [kind for kind in _SLOT.findall(template) if kind not in _NAMES]
    if not kinds:
        return template
    counted: list[Counter[str]] = [Counter() for _ in kinds]
    for text, times in Counter(texts).items():
        slots = [slot for slot in mask(text).slots if slot.kind.value not in _NAMES]
        if [slot.kind.value for slot in slots] == kinds:
            for counter, slot in zip(counted, slots, strict=True):
                counter[slot.value] += times
    values = iter([_value(kind, counter) for kind, counter in zip(kinds, counted, strict=True)])
    return _SLOT.sub(lambda slot: slot[0] if slot[1] in _NAMES else next(values), template)


def _value(kind: str, counted: Counter[str]) -> str:
    if not counted:
        return f"{{{kind}}}"
    value, count = min(counted.items(), key=lambda item: (-item[1], item[0]))
    if count >= _AGREED * counted.total():
        return value
    return f"{{{kind}：{value}}}" if count > 1 else f"{{{kind}}}"
