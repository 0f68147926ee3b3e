"""Keys of findings: a finding that was judged once is known again after a re-run, in another rendering or a later version.

A key is made of the rule and of what the finding shows: the cells by table, row and column, the words by their sentence. Pages,
boxes, offsets and the wording of the message play no part.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from miner.model import Disclosure, Evidence, Finding

_LENGTH = 12
_SHOWN = 2
"""Pieces of evidence that tell one finding from another; those after them only add to it."""
_MANY = frozenset(("ROUNDING", "REASON-EMPTY"))
"""Rules that have one finding a document, however many places it shows."""


def with_keys(disclosure: Disclosure, findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """The findings with their keys; two alike are told apart by their order."""
    times: Counter[str] = Counter()
    keyed = []
    for finding in findings:
        shown = () if finding.rule in _MANY else finding.evidence[:_SHOWN]
        identity = "|".join((finding.rule, *(_identity(disclosure, evidence) for evidence in shown)))
        times[identity] += 1
        if times[identity] > 1:
            identity += f"|{times[identity]}"
        keyed.append(replace(finding, key=hashlib.sha256(identity.encode()).hexdigest()[:_LENGTH]))
    return tuple(keyed)


def _identity(disclosure: Disclosure, evidence: Evidence) -> str:
    if evidence.cell is not None:
        table = disclosure.tables[evidence.cell.table]
        place = (evidence.cell.row_index, evidence.cell.column_index)
        cell = next((c for c in table.cells if (c.row_index, c.column_index) == place), None)
        if cell is not None:
            return _squeezed(f"{table.kind}/{cell.row_code or cell.row_label}/{cell.column}")
    return _squeezed(evidence.quote)


def _squeezed(text: str) -> str:
    return re.sub(r"[\s“”\"]", "", text)
