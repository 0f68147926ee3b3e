"""What a rule on the content of a disclosure is: data about it, and one function that finds what breaks it.

Adding a rule is writing that function and naming it in `miner.figures.content.RULES`, with a test.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from miner.figures.lookup import Bench
from miner.model import (
    Disclosure,
    DisclosureKind,
    Evidence,
    Link,
    Narrative,
    NarrativeKind,
    Section,
    SectionRole,
    Severity,
)


@dataclass(frozen=True)
class Examined:
    """All that a rule on content reads: the document, its narratives and its figures with what backs them."""

    bench: Bench
    narratives: Sequence[Narrative]
    links: Sequence[Link]

    @property
    def disclosure(self) -> Disclosure:
        """The document."""
        return self.bench.disclosure

    @cached_property
    def prose(self) -> tuple[Section, ...]:
        """The sections that say something: not the cover, the tables and the terms."""
        aside = (SectionRole.FRONT, SectionRole.TABLES, SectionRole.TERMS)
        return tuple(section for section in self.disclosure.sections if section.role not in aside)

    @cached_property
    def by_figure(self) -> dict[int, Link]:
        """The link of each figure by its ordinal."""
        return {link.figure: link for link in self.links}

    @cached_property
    def variances(self) -> tuple[Narrative, ...]:
        """The stated differences."""
        return tuple(one for one in self.narratives if one.kind is NarrativeKind.VARIANCE)

    @property
    def final_accounts(self) -> bool:
        """True for a department's final accounts."""
        return self.disclosure.identity.kind is DisclosureKind.FINAL_ACCOUNTS


@dataclass(frozen=True, slots=True)
class Issue:
    """One place where a rule is broken."""

    message: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class ContentRule:
    """A rule on what a disclosure says."""

    name: str
    zh: str
    en: str
    severity: Severity
    find: Callable[[Examined], Iterable[Issue]]
    unless: Callable[[Examined], str] = field(default=lambda examined: "")
    """Why the rule does not apply to a document, or empty where it does."""
