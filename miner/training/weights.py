"""Builds `models/weights`: how much each bigram and each concept tells, by how few reasons have it.

weight = 1000 · (1 + ln((n + 1) / (df + 1))), rounded; n distinct bare reasons, df of them with it (inverse document frequency,
smoothed). A bigram of fewer than three reasons is somebody's own word (a name, a village): such weigh `RARE`, less than their
rarity would give, because a name that differs does not make another sentence.

    python -m miner.training.weights
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from miner.explanations.parts import Parts, parts_of
from miner.explanations.similarity import BIGRAMS, CONCEPTS, bigram_codes, in_hexadecimal
from miner.language.masking import mask
from miner.language.resources import models_path
from miner.training.texts import of_county, written

DEPARTMENTS = 1500
LEAST = 3
RARE = 3000
"""Chosen on the half of `corpus/sameness` that is for choosing."""


def weights_of(texts: Iterable[str]) -> tuple[dict[str, int], dict[str, int]]:
    """The weights of bigrams (as the table writes them) and of concepts over some reasons; ``*`` is the weight of rare ones."""
    distinct: dict[str, Parts] = {}
    for text in dict.fromkeys(texts):
        parts = parts_of(mask(text).template)
        distinct.setdefault(parts.bare, parts)

    def weight(count: int) -> int:
        return round(1000 * (1 + math.log((len(distinct) + 1) / (count + 1))))

    codes, _ = bigram_codes(list(distinct))
    found, counts = np.unique(codes, return_counts=True)
    bigrams = {
        in_hexadecimal(code): weight(count)
        for code, count in zip(found.tolist(), counts.tolist(), strict=True)
        if count >= LEAST
    }
    spoken = Counter(concept for parts in distinct.values() for concept in parts.concepts)
    return {"*": RARE, **bigrams}, {concept: weight(spoken[concept]) for concept in sorted(spoken)}


def main() -> None:
    """Write both tables."""
    texts = [entry["text"] for entry in of_county(DEPARTMENTS)] + [labelled.text for labelled in written()]
    for name, weights in zip((BIGRAMS, CONCEPTS), weights_of(texts), strict=True):
        path: Path = models_path("dictionary").parent / name
        path.write_text("".join(f"{key}\t{weight}\n" for key, weight in weights.items()), encoding="utf-8")
        print(path, len(weights))


if __name__ == "__main__":
    main()
