"""The components of the pipeline: each writes one span group of a document, with a pure function of this package.

They read ``doc._.own_names`` (names of the unit that speaks) and ``doc._.fiscal_year``, which are stored in
``doc.user_data`` and are set before the components run: see `miner.language.annotation.annotate`.
"""

from __future__ import annotations

from collections.abc import Iterable

from spacy.language import Language
from spacy.tokens import Doc

from miner.language.annotation.accounts import account_marks
from miner.language.annotation.marks import Mark, direction_marks, figure_marks, reason_marks
from miner.language.annotation.periods import period_marks
from miner.language.annotation.units import unit_marks

for _name, _default in (("own_names", ()), ("fiscal_year", None)):
    if not Doc.has_extension(_name):
        Doc.set_extension(_name, default=_default)


def _write(doc: Doc, group: str, marks: Iterable[Mark]) -> Doc:
    """The marks as spans of a group; one that ends inside a token takes the whole token."""
    spans = (doc.char_span(mark.start, mark.end, label=mark.label, alignment_mode="expand") for mark in marks)
    doc.spans[group] = [span for span in spans if span is not None]
    return doc


@Language.component("miner_figures")
def figures(doc: Doc) -> Doc:
    """Numbers that state something, with their units: see `figure_marks`."""
    return _write(doc, "figures", figure_marks(doc.text))


@Language.component("miner_accounts")
def accounts(doc: Doc) -> Doc:
    """Accounts and “三公” items, labelled with the code of ``doc._.fiscal_year``: see `account_marks`."""
    return _write(doc, "accounts", account_marks(doc.text, doc._.fiscal_year))


@Language.component("miner_units")
def units(doc: Doc) -> Doc:
    """Departments and units, its own (``doc._.own_names``) and others: see `unit_marks`."""
    return _write(doc, "units", unit_marks(doc.text, doc._.own_names))


@Language.component("miner_periods")
def periods(doc: Doc) -> Doc:
    """Times: see `period_marks`."""
    return _write(doc, "periods", period_marks(doc.text))


@Language.component("miner_directions")
def directions(doc: Doc) -> Doc:
    """Words that say which way something goes: see `direction_marks`."""
    return _write(doc, "directions", direction_marks(doc.text))


@Language.component("miner_reasons")
def reasons(doc: Doc) -> Doc:
    """Clauses that explain: see `reason_marks`."""
    return _write(doc, "reasons", reason_marks(doc.text))
