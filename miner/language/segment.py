"""Word segmentation (分词): jieba with the fiscal dictionary, figures fenced off first.

jieba alone splits 1,234.56 into pieces, keeps a cache that anybody may write to in the machine's temporary folder, and
logs to stderr. Here a number is always one token, the dictionary is read from the two packages' own files, and nothing
is logged.

Masked templates, of which a corpus has very many, are cut by rjieba: the same algorithm and dictionary in Rust, several
times as fast. Where the two differ (Latin letters joined by punctuation, rare characters), jieba is followed.
"""

from __future__ import annotations

import logging
import re
import warnings
from collections.abc import Callable, Iterator
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from miner.language.resources import models_path

if TYPE_CHECKING:
    import jieba
    import rjieba

_FIGURE = re.compile(r"\d+(?:[,，]\d{3})*(?:[.．]\d+)*(?:\s?[%％‰])?")
_SLOT = re.compile(r"\{[^{}]*\}")
_RARE = "[\u3400-\u4dbf\u9fd6-\u9fff\ud800-\udfff\uf900-\ufaff\U00020000-\U0003ffff]"
"""Han characters that only rjieba takes for such, and halves of characters, which it refuses; to jieba each is a word."""
_FENCED = re.compile(f"{_SLOT.pattern}|{_FIGURE.pattern}|{_RARE}")
_LINKED = re.compile(r"[A-Za-z][._-]+[A-Za-z]")
"""Part-time is one word to rjieba and three to jieba."""
_LINK = re.compile(r"([._-]+)")
DICTIONARY = "dictionary/fiscal.txt"


def segment(text: str) -> tuple[str, ...]:
    """The words of a text in order. They join back to exactly the text; a number with its % is one word.

    Raises:
        MinerError: the fiscal dictionary is missing.
    """
    return _between_fences(text, _FIGURE, _cut)


def segment_template(template: str) -> tuple[str, ...]:
    """The words of a masked template (`miner.language.masking`) in order. They join back to exactly the template.

    A slot (``{额}``) is one word, and so is a figure that was not masked; a comma, the only punctuation that a template
    has, is a word of its own, because it tells clauses apart: whoever wants none leaves it out. Between the slots the
    words are those of `segment`.

    Raises:
        MinerError: the fiscal dictionary is missing.
    """
    return _between_fences(template, _FENCED, _cut_fast)


def is_name(word: str) -> bool:
    """Whether a word is taken for a proper name (a place, a person, an organisation), also where it is not in a dictionary.

    Raises:
        MinerError: the fiscal dictionary is missing.
    """
    tags = _fast_tokenizer().tag(word)
    return len(tags) == 1 and tags[0][1].startswith(("ns", "nr", "nt", "nz"))


@lru_cache(maxsize=65536)
def is_linking(word: str) -> bool:
    """Whether a word is an adverb or a conjunction, by itself, to jieba's dictionary (its tags d… and c…).

    Raises:
        MinerError: the fiscal dictionary is missing.
    """
    tags = _fast_tokenizer().tag(word)
    return len(tags) == 1 and tags[0][1].startswith(("d", "c"))


def _between_fences(text: str, fence: re.Pattern[str], cut: Callable[[str], list[str]]) -> tuple[str, ...]:
    """What is fenced off as one word each, and the words of what stands between."""
    words: list[str] = []
    at = 0
    for fenced in fence.finditer(text):
        words.extend(cut(text[at : fenced.start()]))
        words.append(fenced[0])
        at = fenced.end()
    words.extend(cut(text[at:]))
    return tuple(words)


def _cut(text: str) -> list[str]:
    return _tokenizer().lcut(text) if text else []


def _cut_fast(text: str) -> list[str]:
    """What `_cut` gives, for a text without figures and rare characters."""
    if not text:
        return []
    words = _fast_tokenizer().cut(text)
    if not _LINKED.search(text):
        return words
    return [part for word in words for part in (_LINK.split(word) if _LINKED.search(word) else (word,)) if part]


def _dictionary() -> Iterator[tuple[str, int]]:
    """The words of the fiscal dictionary with their frequencies."""
    for line in models_path(DICTIONARY).read_text(encoding="utf-8").splitlines():
        word, frequency = line.split(" ")
        yield word, int(frequency)


@lru_cache(maxsize=1)
def _tokenizer() -> jieba.Tokenizer:
    """The tokenizer of jieba with both dictionaries; about 0.6 s and 80 MB, once in a process that segments."""
    with warnings.catch_warnings():
        # Importing jieba imports pkg_resources, which warns that it will go; jieba works without it.
        warnings.simplefilter("ignore")
        import jieba
    jieba.setLogLevel(logging.WARNING)
    tokenizer = jieba.Tokenizer()
    with (files("jieba") / "dict.txt").open("rb") as general:
        tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(general)
    # Set by hand what `initialize` would set: it reads and writes a cache in the shared temporary folder.
    tokenizer.initialized = True
    for word, frequency in _dictionary():
        tokenizer.add_word(word, frequency)
    return tokenizer


@lru_cache(maxsize=1)
def _fast_tokenizer() -> rjieba.Jieba:
    """The same in Rust, with the dictionary that it carries inside."""
    import rjieba

    tokenizer = rjieba.Jieba()
    for word, frequency in _dictionary():
        tokenizer.add_word(word, frequency, None)
    return tokenizer
