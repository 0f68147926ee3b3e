"""Builds ``models/dictionary/fiscal.txt``, the fiscal dictionary of segmentation.

``python -m miner.language.build_dictionary`` in a checkout rewrites the file from the account classification and the
list of the field's terms (``models/dictionary/terms.txt``), and prints how many words it holds. The result depends on
these two alone.
"""

from __future__ import annotations

from miner.language.account_names import name_key
from miner.language.accounts import Classification
from miner.language.resources import models_path
from miner.language.segment import DICTIONARY

_LONGEST = 6
"""Longer names stay in pieces, so that a search for one of their words finds them."""
_FREQUENCY = 20_000
"""Above the frequency of any phrase that jieba would make of the parts, below that of the commonest words."""


def dictionary_words() -> tuple[str, ...]:
    """The words of the dictionary, sorted."""
    words = {
        line
        for line in models_path("dictionary/terms.txt").read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    }
    for name in Classification.load().names:
        word = name_key(name).removeprefix("其他")
        for form in (word, word.removesuffix("支出")):
            if 2 <= len(form) <= _LONGEST and form.isalpha():
                words.add(form)
    return tuple(sorted(words))


def dictionary_text() -> str:
    """The file's content: a word and its frequency in each line, as jieba wants it."""
    return "".join(f"{word} {_FREQUENCY}\n" for word in dictionary_words())


def main() -> None:
    """Rewrite the file."""
    path = models_path("dictionary/terms.txt").parent.parent / DICTIONARY
    path.write_text(dictionary_text(), encoding="utf-8")
    print(f"{path}: {len(dictionary_words())} words")


if __name__ == "__main__":
    main()
