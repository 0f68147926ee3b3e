"""The tokenizer of the pipeline, registered in spaCy as ``miner.tokenizer.v1``.

Its tokens are the words of `miner.language.segment`, cut where a span begins or ends, so that spans are exact: the
dictionary keeps 年初预算 and 本年支出 whole, and the time in them is 年初 and 本年. Numbers are never cut.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from itertools import groupby

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import DummyTokenizer, registry
from spacy.vocab import Vocab

from miner.language.annotation.accounts import account_marks
from miner.language.annotation.marks import direction_marks, figure_marks, reason_marks
from miner.language.annotation.periods import period_marks
from miner.language.annotation.units import unit_marks
from miner.language.segment import segment

TOKENIZER = "miner.tokenizer.v1"
_FINDERS = (figure_marks, account_marks, unit_marks, period_marks, direction_marks, reason_marks)


def tokens(text: str) -> tuple[str, ...]:
    """The words of a text, blanks included; they join back to exactly the text.

    Raises:
        MinerError: the fiscal dictionary or the classification is missing.
    """
    edges = sorted({edge for find in _FINDERS for mark in find(text) for edge in (mark.start, mark.end)})
    found: list[str] = []
    at = 0
    for word in segment(text):
        end = at + len(word)
        inside = [] if word[0].isdigit() else edges[bisect_right(edges, at) : bisect_left(edges, end)]
        found.extend(text[a:b] for a, b in zip([at, *inside], [*inside, end], strict=True))
        at = end
    return tuple(found)


def spaced(words: Iterable[str]) -> tuple[list[str], list[bool]]:
    """Words as spaCy wants them: without the space behind them, and whether there is one.

    A space that follows no word, and blanks of other kinds, are tokens of their own; so are further spaces.
    """
    texts: list[str] = []
    spaces: list[bool] = []
    for blank, group in groupby(words, key=str.isspace):
        pieces = list(group)
        if blank:
            run = "".join(pieces)
            if texts and run[0] == " ":
                spaces[-1], run = True, run[1:]
            pieces = [run] if run else []
        texts.extend(pieces)
        spaces.extend([False] * len(pieces))
    return texts, spaces


class MinerTokenizer(DummyTokenizer):
    """Makes the empty documents of the pipeline. It has nothing to store."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """A document whose text is exactly the text; halves of characters (surrogates) are refused by spaCy."""
        words, spaces = spaced(tokens(text))
        return Doc(self.vocab, words=words, spaces=spaces)


def create_tokenizer() -> Callable[[Language], MinerTokenizer]:
    """What ``[nlp.tokenizer]`` of a config names."""

    def create(nlp: Language) -> MinerTokenizer:
        return MinerTokenizer(nlp.vocab)

    return create


# Where the package is installed, an entry point says so too.
registry.tokenizers.register(TOKENIZER, func=create_tokenizer)
