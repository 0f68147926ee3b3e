"""What a cluster is called: its head, aligned with its members.

What at least 80 % of the members share stands; what fewer have stands in brackets, ``由于项目推进缓慢，相应[的]{科目}支出减少``; where they
differ it is a choice, ``{调整|变动}人员``. A slot shows the value that most members put into it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from miner.language.masking import SlotKind, mask
from miner.model import Explanation
from miner.model.aligning import aligned, is_slot, tokens_of

_NAMES = frozenset((SlotKind.OWN_UNIT.mark, SlotKind.UNIT.mark, SlotKind.PLACE.mark))
"""Slots that stay slots: whose name it is says nothing about the wording."""
_AGREED = 0.8
"""Share of the members from which on words, or the value of a slot, stand as such."""
_MOST = 60
"""So many templates, the commonest, are aligned; further ones would not change what most of them share."""


def label_of(head: str, members: Iterable[Explanation]) -> str:
    """The label of a cluster with that head."""
    held = list(members)
    counted = Counter(member.template for member in held)
    tokens = tokens_of(head)
    with_token = [0] * len(tokens)
    instead: dict[tuple[int, int], Counter[str]] = defaultdict(Counter)
    common = counted.most_common(_MOST)
    whole = sum(count for _, count in common)
    for template, count in sorted(common, key=lambda item: (-item[1], item[0])):
        for kind, a, b, c, d in aligned(tokens, other := tokens_of(template)):
            if kind == "equal":
                for at in range(a, b):
                    with_token[at] += count
            elif kind != "insert":
                instead[a, b]["".join(other[c:d])] += count
    shared = [count >= _AGREED * whole for count in with_token] if whole else [True] * len(tokens)
    values = _values(tokens, head, held)
    label: list[str] = []
    at = 0
    while at < len(tokens):
        end = at + 1
        while end < len(tokens) and shared[end] == shared[at]:
            end += 1
        words = "".join(values[at:end])
        label.append(words if shared[at] else _choice(words, at, end, instead))
        at = end
    return "".join(label)


def _choice(words: str, start: int, end: int, instead: dict[tuple[int, int], Counter[str]]) -> str:
    """Words that not all members have: in brackets where the others leave them out, else beside the commonest instead."""
    others: Counter[str] = Counter()
    for (a, b), found in instead.items():
        if a < end and start < b:
            others.update(found)
    said = [other for other, _ in sorted(others.items(), key=lambda item: (-item[1], item[0])) if other]
    return f"{{{words}|{said[0]}}}" if said and others[said[0]] >= others.get("", 0) else f"[{words}]"


def _values(tokens: Sequence[str], head: str, members: Sequence[Explanation]) -> list[str]:
    """The tokens of the head, its slots with what most members of the very template put there."""
    kinds = [token for token in tokens if is_slot(token) and token not in _NAMES]
    if not kinds:
        return list(tokens)
    counted: list[Counter[str]] = [Counter() for _ in kinds]
    texts = Counter(member.text for member in members if member.template == head)
    for text, times in texts.items():
        slots = [slot for slot in mask(text).slots if slot.kind.mark not in _NAMES]
        if [slot.kind.mark for slot in slots] == kinds:
            for counter, slot in zip(counted, slots, strict=True):
                counter[slot.value] += times
    values = iter([_value(kind, counter) for kind, counter in zip(kinds, counted, strict=True)])
    return [next(values) if is_slot(token) and token not in _NAMES else token for token in tokens]


def _value(mark: str, counted: Counter[str]) -> str:
    if not counted:
        return mark
    value, count = min(counted.items(), key=lambda item: (-item[1], item[0]))
    if count >= _AGREED * counted.total():
        return value
    return f"{mark[:-1]}：{value}}}" if count > 1 else mark
