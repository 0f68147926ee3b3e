"""How sure a share of explanations is: a bootstrap interval that comes out the same in every run."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b

import numpy as np

from miner.comparison.usage import Floats, Ints

RESAMPLES = 400
_PERCENTILES = (2.5, 97.5)
_BLOCK = 4096
"""So many documents are drawn for at once: about 13 MB."""


def share_intervals(documents: Sequence[str], above: Ints, sizes: Ints) -> tuple[Floats, Floats]:
    """The 95 % percentile interval (Efron) of ``above`` / ``sizes`` for each document, by resampling its explanations.

    What a resample of n explanations with replacement counts above the line is a binomial number of n and the share;
    it is drawn as such, which is the same and needs no resample to be made. Each document draws with a generator
    seeded by its id, so that no other document changes its interval.

    Where none or all are above the line every resample says the same: the interval is then a point, however few they
    are, and says nothing about how sure the share is.
    """
    low, high = np.zeros(len(documents)), np.zeros(len(documents))
    for first in range(0, len(documents), _BLOCK):
        block = slice(first, first + _BLOCK)
        counts = np.array(
            [
                _generator(document).binomial(size, count / size, RESAMPLES)
                for document, count, size in zip(
                    documents[block], above[block].tolist(), sizes[block].tolist(), strict=True
                )
            ]
        )
        low[block], high[block] = np.percentile(counts / sizes[block, np.newaxis], _PERCENTILES, axis=1)
    return low, high


def _generator(document: str) -> np.random.Generator:
    seed = int.from_bytes(blake2b(document.encode(), digest_size=8).digest())
    return np.random.Generator(np.random.PCG64(seed))
