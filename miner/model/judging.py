"""What a reviewer may say of what the miner found: the codes of ``judgements``."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class JudgedKind(StrEnum):
    """What is judged."""

    FINDING = "finding"
    """A finding (发现), by its id."""
    LINK = "link"
    """A figure with what backs it (数字的核对), by a key of its sentence."""
    EXPLANATION = "explanation"
    """One explanation (原因说明), by a key of its words; its place in a cluster, too."""
    CLUSTER = "cluster"
    """A cluster (说法组), by its id."""


class JudgedVerdict(StrEnum):
    """What the reviewer says."""

    CONFIRMED = "confirmed"
    """It is as the miner says (属实)."""
    DISMISSED = "dismissed"
    """It is not, or does not matter (排除)."""
    COMMENT = "comment"
    """Only a remark (备注)."""
    EXCLUDED = "excluded"
    """The explanation does not belong into its cluster (移出该组); the note may say why."""
    SPLIT = "split"
    """The explanation belongs into a group of its own (另立一组), which the note names."""
    MERGED = "merged"
    """The cluster says the same as another (并入另一组), whose id the note holds."""
    NAMED = "named"
    """The cluster has a name (命名), which the note holds."""


_ANY = frozenset({JudgedVerdict.CONFIRMED, JudgedVerdict.DISMISSED, JudgedVerdict.COMMENT})
MEMBERSHIP = frozenset({JudgedVerdict.EXCLUDED, JudgedVerdict.SPLIT})
"""Verdicts on an explanation's place in its cluster; they hold while it is in that cluster."""
ALLOWED: Mapping[JudgedKind, frozenset[JudgedVerdict]] = {
    JudgedKind.FINDING: _ANY,
    JudgedKind.LINK: _ANY,
    JudgedKind.EXPLANATION: _ANY | MEMBERSHIP,
    JudgedKind.CLUSTER: _ANY | {JudgedVerdict.MERGED, JudgedVerdict.NAMED},
}
"""Which verdicts may be passed on what."""
WITH_NOTE = frozenset({JudgedVerdict.COMMENT, JudgedVerdict.SPLIT, JudgedVerdict.MERGED, JudgedVerdict.NAMED})
"""Verdicts that say nothing without a note."""
