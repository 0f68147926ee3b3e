"""What all documents of a store tell together: clusters of explanations and the measures that need them."""

from __future__ import annotations

from miner.comparison import boilerplate_measures
from miner.errors import StoreError
from miner.explanations import cause_title, cluster
from miner.model import Problem
from miner.runs.wording import unforeseen
from miner.store import Store


def tell_corpus(store: Store) -> tuple[int, tuple[Problem, ...]]:
    """Cluster the explanations of all documents in the store, measure, and store both.

    Documents of earlier runs take part through what the store holds of them; nothing is read again.

    Returns:
        How many clusters there are, and what went wrong.

    Raises:
        StoreError: the database cannot be used.
    """
    explanations = store.reader().explanation_records()
    try:
        clusters = cluster(explanations)
        causes = {found.cause: cause_title(found.cause) for found in clusters if found.cause}
        store.save_corpus(clusters, boilerplate_measures(explanations, clusters), causes)
    except (StoreError, MemoryError):
        raise
    except Exception as error:
        return 0, (Problem("explanations", unforeseen(error)),)
    return len(clusters), ()
