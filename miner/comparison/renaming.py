"""What a text says of a department's earlier name: 原…局更名为…局, 由…局改组, （原…局）, 前身为…局; and of mergers.

Only names that are known from other documents are looked for, so that nothing is taken for a name that nobody bears.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

_VERBS = "(?:更名|改名|改称|改组|改建|改制|转制)"
_JOINS = "(?:合并|整合|归并|组建)"
_AND = "[、和与及]"
_SENTENCE = re.compile(r"[^。；;！？\n]+")
_CUE = re.compile(rf"{_VERBS}|{_JOINS}|前身|原名|曾用名|[（(]原")


class Said(StrEnum):
    """What a text says of an old name."""

    RENAMED = "renamed"
    """更名为, 改组为: one department went on under another name."""
    FORMERLY = "formerly"
    """（原…）, 前身为: it was called so."""
    MERGED = "merged"
    """由…和…合并组建: several became one, so that neither is the same department."""


@dataclass(frozen=True, slots=True)
class Renaming:
    """A sentence that says so; ``earlier`` and ``later`` are names as the caller gave them."""

    earlier: str
    later: str
    """Empty where the text does not say who, but speaks of its own department."""
    said: Said
    char_start: int
    char_end: int
    quote: str


def renamings(text: str, names: Iterable[str]) -> Iterator[Renaming]:
    """The sentences that state that a department had one of the names before, with places in the text.

    A name counts only where it stands whole: 旅游局 is not found in 文化和旅游局.
    """
    known = tuple(sorted({name for name in names if len(name) > 1}, key=lambda name: (-len(name), name)))
    if not known or not _CUE.search(text):
        return
    patterns = _patterns(known)
    for sentence in _SENTENCE.finditer(text):
        if not _CUE.search(sentence[0]):
            continue
        seen: set[str] = set()
        for said, pattern in patterns:
            for found in pattern.finditer(sentence[0]):
                groups = found.groupdict()
                earlier, later = groups["old"], groups.get("new") or ""
                if earlier in seen or earlier == later:
                    continue
                seen.add(earlier)
                yield Renaming(earlier, later, said, *sentence.span(), sentence[0].strip())


@lru_cache(maxsize=64)
def _patterns(names: tuple[str, ...]) -> tuple[tuple[Said, re.Pattern[str]], ...]:
    either = "|".join(map(re.escape, names))
    old = rf"(?P<old>{either})"
    new = rf"(?P<new>{either})"
    # What may stand before a name that is not the end of a longer one: the sentence's start, punctuation, or a cue.
    free = r"(?:(?<![\u4e00-\u9fff])|(?<=[将原由为是]))"
    # Mergers first: a name that is one of several is not looked for again.
    merged = (
        rf"{free}{old}(?:等)?{_AND}[^，,]{{2,60}}?{_JOINS}",
        rf"{_AND}原?{old}(?:等[^，,]{{0,12}})?(?:的?职责)?{_JOINS}",
        rf"{free}{old}[^，,、]{{0,6}}(?:并入|与[^，,]{{2,30}}{_JOINS})",
    )
    renamed = (
        rf"{free}{old}[”」』\"]?(?:正式|依法|已)?{_VERBS}(?:为|成)[“「『\"]?{new}(?![\u4e00-\u9fff]*[局委院])",
        rf"(?:由|系)原?{old}{_VERBS}(?:为|成)?[“「『\"]?{new}(?![\u4e00-\u9fff]*[局委院])",
        rf"(?:由|系)原?{old}{_VERBS}(?!(?:为|成))",
    )
    formerly = (
        rf"{new}[（(](?:原名|原|曾用名)[:：]?(?:为)?{old}[）)]",
        rf"(?:前身|原名|曾用名)(?:[:：]|为|是|系)?原?{old}(?!{_AND})",
    )
    found = [(Said.MERGED, pattern) for pattern in merged]
    found += [(Said.RENAMED, pattern) for pattern in renamed]
    found += [(Said.FORMERLY, pattern) for pattern in formerly]
    return tuple((said, re.compile(pattern)) for said, pattern in found)
