"""Annotation (标注): what the miner recognises in a text, as a spaCy pipeline for notebooks.

``load_pipeline()``, or ``spacy.load`` of ``models/pipeline``, gives a pipeline whose documents carry the span groups of
`GROUPS`: ``doc.spans["figures"]`` and so on. Nothing is trained: the tokenizer is `miner.language.segment`, and each
component is a thin layer on a pure function of this package, which takes a text and gives `Mark`s.

The miner itself does not use the pipeline, and spaCy is imported only where one is loaded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from miner.language.annotation.marks import Mark
from miner.language.resources import models_path

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.language import Language
    from spacy.tokens import Doc

__all__ = ["GROUPS", "PIPELINE", "Mark", "annotate", "load_pipeline"]

PIPELINE = "pipeline"
"""The folder of the pipeline in ``models/``."""
GROUPS = ("figures", "accounts", "units", "periods", "directions", "reasons")
"""The span groups, in the order of the components."""


def load_pipeline() -> Language:
    """The pipeline of ``models/pipeline``, loaded anew.

    Raises:
        MinerError: the folder is missing.
    """
    import spacy

    # Entry points register both where the package is installed; a checkout on the path has none.
    from miner.language.annotation import components, tokenizer  # noqa: F401

    return spacy.load(models_path(PIPELINE))


def annotate(nlp: Language, text: str, own_names: Iterable[str] = (), fiscal_year: int | None = None) -> Doc:
    """A text with its spans, read as a text of a unit and a fiscal year.

    Args:
        nlp: the pipeline.
        text: any text that can be encoded (no halves of characters).
        own_names: the names of the unit that speaks: its spans are labelled ``own``.
        fiscal_year: settles the codes of accounts that were renumbered.
    """
    doc = nlp.make_doc(text)
    doc._.own_names = tuple(own_names)
    doc._.fiscal_year = fiscal_year
    return nlp(doc)
