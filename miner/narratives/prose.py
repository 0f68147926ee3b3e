r"""A section's text in one canonical writing, with the way back to the text as it stands.

Disclosures mix full and half-width punctuation, wrap lines in the middle of words and put blanks between digits. The
grammar of this package is written for one writing: full-width punctuation, half-width digits, no blanks, ``\n`` only
where a paragraph ends. Every character stands for exactly one character of the text, so that spans map back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from miner.numbering import numbering

_WIDTH = str.maketrans("０１２３４５６７８９％﹪．(){}:;?!", "0123456789%%.（）（）：；？！")
_COMMA = re.compile(r"(?<!\d),|,(?!\d)")
_GROUPING = re.compile(r"(?<=\d)，(?=\d{3}(?:，\d{3})*(?:\.\d+)?\s*(?:万元|亿元|元))")
_STOP = re.compile(r"(?<=[\u3400-\u9fff%）”])\.(?=\n|$|[\u3400-\u9fff“（])")
_TERMINAL = frozenset("。；：！？…”")
_UNFINISHED = frozenset("，、（“《的为是及和与")
_WRAPPED = 25
"""A line of at least so many characters that ends without punctuation is torn, not finished."""

_CLAUSE = re.compile(
    r"(?:（[^（）\n]{0,80}）|(?:元|%|辆|点)、|[^，；：。！？\n])+?(?:[，；：。！？\n]|(?<=[元%辆点])、|$)"
    r"|[，；：。！？\n]"
)
ENDS_SENTENCE = frozenset("。！？\n")


@dataclass(frozen=True, slots=True)
class Clause:
    """A piece of canonical text up to the next punctuation mark; ``end`` excludes the mark."""

    start: int
    end: int
    mark: str
    """The punctuation that closes it, or empty at the end of the text."""

    @property
    def ends_sentence(self) -> bool:
        """True at a full stop or at the end of a paragraph."""
        return not self.mark or self.mark in ENDS_SENTENCE


@dataclass(frozen=True, slots=True)
class Prose:
    """Canonical text of a section and where each of its characters stands in the section's text."""

    source: str
    text: str
    index: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span in the section's text of canonical characters (at least one)."""
        return self.index[start], self.index[end - 1] + 1

    def trimmed(self, start: int, end: int, marks: str = " \n，；。：、") -> tuple[int, int]:
        """The span without the given characters at both ends; empty at ``end`` where nothing is left."""
        while end > start and self.text[end - 1] in marks:
            end -= 1
        while start < end and self.text[start] in marks:
            start += 1
        return start, end


def canonical(source: str) -> Prose:
    """The canonical writing of a section's text."""
    folded = source.translate(_WIDTH)
    folded = _COMMA.sub("，", folded)
    folded = _STOP.sub("。", folded)
    kept: list[str] = []
    index: list[int] = []
    line_start = 0
    for at, character in enumerate(folded):
        if character == "\n":
            if kept and kept[-1] != "\n" and not _torn(kept, line_start, folded, at):
                kept.append("\n")
                index.append(at)
                line_start = len(kept)
        elif not character.isspace():
            kept.append(character)
            index.append(at)
    return Prose(source, _GROUPING.sub(",", "".join(kept)), tuple(index))


def _torn(kept: list[str], line_start: int, folded: str, at: int) -> bool:
    """True where a line break tears a sentence: an open bracket or figure before it, or a long line without an end."""
    last = kept[-1]
    if last in _TERMINAL:
        return False
    after = folded[at + 1 : at + 12].lstrip()
    if not after or numbering(after):
        return False
    if last in _UNFINISHED or after[0] in "（，。；：、）”%" or (last.isascii() and last.isdigit()):
        return True
    return len(kept) - line_start >= _WRAPPED


def clauses(text: str) -> tuple[Clause, ...]:
    """The clauses of canonical text; brackets are never cut, and 、 cuts only after a figure (5万元、…)."""
    found = []
    for match in _CLAUSE.finditer(text):
        mark = match[0][-1] if match[0][-1] in "，；：。！？\n、" else ""
        found.append(Clause(match.start(), match.end() - len(mark), mark))
    return tuple(found)


def sentences(parts: Iterable[Clause]) -> list[list[Clause]]:
    """The clauses, sentence by sentence."""
    found: list[list[Clause]] = [[]]
    for clause in parts:
        found[-1].append(clause)
        if clause.ends_sentence:
            found.append([])
    return [sentence for sentence in found if sentence]


_WAY = r"(?:增加|减少|增长|下降|上升|大于|小于|高于|低于|持平|增|减)"
_ALTERNATIVE = re.compile(rf"{_WAY}(?:（或?{_WAY}[^）]{{0,6}}）|[/／或]{_WAY})+")
_BRACKET = re.compile(r"（[^（）\n]*）")
FILLER = "□"
EITHER = "■"
"""Stands for a template's alternative that nobody struck out: 增加（减少）."""


def without_asides(text: str) -> str:
    """The text with brackets blotted out and template alternatives marked, every character in its place."""
    text = _ALTERNATIVE.sub(lambda match: EITHER * len(match[0]), text)
    return _BRACKET.sub(lambda match: FILLER * len(match[0]), text)


def without(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with the given spans blotted out."""
    kept, at = [], 0
    for start, end in sorted(spans):
        if end > at:
            kept += [text[at : max(at, start)], FILLER * (end - max(at, start))]
            at = end
    return "".join([*kept, text[at:]])


_BLANK = re.compile(
    r"[XＸ×]{2,}(?:\.[XＸ×]+)?□*(?:万|亿|元|%|个|辆|批|人|台)|[*＊_]{2,}(?:万|元|%)"
    r"|(?:原因|由于|因为|系)(?:主要)?(?:是|为)?[：，]?\n?[XＸ×*＊…\.]{2,}"
    r"|(?:增加|减少|增长|下降|上升)□*(?:万元|亿元|元|%)"
)


def is_blank_form(text: str) -> bool:
    """True for a sentence of a template that nobody filled in (增加XXX万元, 主要原因是XXXX)."""
    return bool(_BLANK.search(text))
