"""What all documents of a store tell together: clusters of explanations and the measures that need them."""

from __future__ import annotations

from miner.bilingual import say
from miner.comparison import boilerplate_measures
from miner.errors import StoreError
from miner.explanations import cluster
from miner.model import Problem
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
        store.save_corpus(clusters, boilerplate_measures(explanations, clusters))
    except (StoreError, MemoryError):
        raise
    except Exception as error:
        what = f"{type(error).__name__}: {error}"[:500]
        message = say(f"归类说明时出错，请报告：{what}", f"grouping the explanations failed, please report it: {what}")
        return 0, (Problem("explanations", message),)
    return len(clusters), ()
