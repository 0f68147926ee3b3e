"""How text is cut into what can be searched, how a search is asked, and where its words stand in a text.

Each Han character is a token of its own, a run of letters or digits is one, and a search is for tokens that follow each
other: a word is then found wherever its characters stand, two-character words included. A segmenter would cut a word
otherwise in another context, and the hit would be lost without a sign.

Full-width letters and digits and compatibility forms of Han characters (also radicals that PDFs print in their place)
count as the plain ones, capitals as small letters; a thousands separator does not count (1,234 is 1234). Brackets,
quotation marks and blanks do not part a word, so that “三公”经费 is found by 三公经费; a comma or a stop does.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from miner.bilingual import say
from miner.errors import UsageError

MOST_TOKENS = 500
MOST_WORDS = 32
"""How long a search may be."""
SEPARATOR = " | "
"""Between the cells of a table row's text; it parts words."""

_HAN = "々-〇㐀-䶿一-鿿\ue000-\uf8ff\U00020000-\U0003ffff"
"""Han characters with their repetition mark and zero, and the private area, where fonts keep rare names."""
_STOPS = "。，、；：！？;:!?,|\t\n"
_FOLDABLE = ("０-９", "Ａ-Ｚ", "ａ-ｚ", "\u2e80-\u2fdf", "\uf900-\ufaff", "\U0002f800-\U0002fa1f")
_FOLDED = re.compile(f"[{''.join(_FOLDABLE)}]")
_PLAIN = {
    code: plain
    for ends in _FOLDABLE
    for code in range(ord(ends[0]), ord(ends[-1]) + 1)
    if len(plain := unicodedata.normalize("NFKC", chr(code))) == 1 and plain != chr(code)
}
"""Character for character, so that offsets stay."""
_TOKEN = re.compile(
    rf"[{_HAN}]"
    r"|[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])"
    rf"|[^\W_{_HAN}]+"
    rf"|[{_STOPS}](?:[^\w{_HAN}]*[{_STOPS}])?"
)
_STOP = "。"
"""What stands for every stop, or several of them, in the index."""


class Token(NamedTuple):
    """A token and where it stands in the text."""

    text: str
    start: int
    end: int


class Cell(NamedTuple):
    """What is searched of a cell."""

    row_label: str
    row_code: str
    raw: str


class Part(NamedTuple):
    """A stretch of a row's text, and the cell that it comes from."""

    start: int
    end: int
    cell: int


def tokens(text: str) -> Iterator[Token]:
    """The tokens of a text in order."""
    for found in _TOKEN.finditer(_folded(text)):
        word = found[0]
        yield Token(_STOP if word[0] in _STOPS else word.replace(",", "").lower(), found.start(), found.end())


def segmented(text: str) -> str:
    """The tokens of a text with a blank between two: what the index holds. The same as `tokens`, but faster."""
    found = _TOKEN.findall(_folded(text))
    return " ".join([_STOP if word[0] in _STOPS else word for word in found]).replace(",", "").lower()


@dataclass(frozen=True, slots=True)
class Query:
    """A search: phrases that must all occur."""

    phrases: tuple[tuple[str, ...], ...]

    @property
    def match(self) -> str:
        """The search for FTS5; tokens hold neither quotation marks nor operators."""
        return " ".join(f'"{" ".join(phrase)}"' for phrase in self.phrases)

    def spans(self, text: str) -> tuple[tuple[int, int], ...]:
        """Where the phrases stand in a text, from the left, what overlaps as one."""
        found = list(tokens(text))
        words = [token.text for token in found]
        hits = sorted(
            (found[at].start, found[at + len(phrase) - 1].end)
            for phrase in self.phrases
            for at in _places(words, phrase)
        )
        joined: list[tuple[int, int]] = []
        for start, end in hits:
            if joined and start < joined[-1][1]:
                joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
            else:
                joined.append((start, end))
        return tuple(joined)


def query_of(words: str) -> Query:
    """What a person asks for: words with blanks between them, all of which must occur.

    Raises:
        UsageError: there is nothing in it that could be found, or it is too long.
    """
    phrases = [phrase for word in words.split() if (phrase := _phrase(word))]
    if not phrases:
        raise UsageError(
            say("没有可以检索的字", "There is nothing to search for"),
            say("请写至少一个汉字、字母或数字。", "Give at least one character, letter or digit."),
        )
    if len(phrases) > MOST_WORDS or sum(map(len, phrases)) > MOST_TOKENS:
        raise UsageError(
            say("检索的内容太长", "The search is too long"),
            say(
                f"最多 {MOST_WORDS} 个词，共 {MOST_TOKENS} 个字。",
                f"At most {MOST_WORDS} words, {MOST_TOKENS} characters together.",
            ),
        )
    return Query(tuple(dict.fromkeys(phrases)))


def row_text(cells: Sequence[Cell]) -> tuple[str, tuple[Part, ...]]:
    """The text of a table row, cell after cell without the blank ones, and which stretch comes from which cell.

    Labels and codes come first where no cell prints them (a code that is spread over columns).
    """
    printed = {cell.raw for cell in cells}
    pieces: list[tuple[str, int]] = []
    for number, cell in enumerate(cells):
        for words in (cell.row_code, cell.row_label):
            if words and words not in printed:
                printed.add(words)
                pieces.append((words, number))
    pieces += [(cell.raw, number) for number, cell in enumerate(cells) if cell.raw]
    parts: list[Part] = []
    at = 0
    for words, number in pieces:
        parts.append(Part(at, at + len(words), number))
        at += len(words) + len(SEPARATOR)
    return SEPARATOR.join(words for words, _ in pieces), tuple(parts)


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Where the paragraphs of a section's text begin and end; empty ones are left out."""
    start = 0
    for line in text.split("\n"):
        if line.strip():
            yield start, start + len(line)
        start += len(line) + 1


def _folded(text: str) -> str:
    return text.translate(_PLAIN) if _FOLDED.search(text) else text


def _phrase(word: str) -> tuple[str, ...]:
    found = [token.text for token in tokens(word)]
    while found and found[0] == _STOP:
        del found[0]
    while found and found[-1] == _STOP:
        del found[-1]
    return tuple(found)


def _places(words: Sequence[str], phrase: Sequence[str]) -> Iterator[int]:
    wanted = list(phrase)
    for at in range(len(words) - len(wanted) + 1):
        if words[at] == wanted[0] and list(words[at : at + len(wanted)]) == wanted:
            yield at
