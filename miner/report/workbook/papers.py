"""What the sheets are made from, read once: the documents, the standing judgements, the names of rules and causes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from miner import labels
from miner.bilingual import say
from miner.report import wording
from miner.report.workbook.places import Addresses
from miner.store import Reader
from miner.store.reviewed import Reviewed, review_of
from miner.store.stored import StoredDocument, StoredJudgement

TO_VERIFY = ("待核实", "to be verified")


@dataclass(frozen=True, slots=True)
class Papers:
    """What all sheets share."""

    reader: Reader
    addresses: Addresses
    documents: dict[str, StoredDocument]
    review: Reviewed
    """The clusters after the review, and the standing judgements."""
    statements: dict[str, str]
    causes: dict[str, str]

    @classmethod
    def read(cls, reader: Reader, addresses: Addresses) -> Papers:
        """Read them."""
        documents = {document.doc_id: document for document in reader.documents()}
        return cls(reader, addresses, documents, review_of(reader), reader.rule_statements(), reader.causes())

    def rule(self, rule: str) -> str:
        """What a rule is called."""
        return labels.name_of(wording.RULES, rule) if rule in wording.RULES else self.statements.get(rule, "") or rule

    def cause(self, cause: str) -> str:
        """What a cause is called."""
        return self.causes.get(cause, cause)

    def judged(self, kind: str, key: str) -> str:
        """What stands of the reviewers' judgements of something, one a line."""
        return "\n".join(said(one) for one in self.review.of(kind, key))

    def conclusion(self, kind: str, key: str) -> tuple[str, str, str, date | None]:
        """What is filled into the reviewer's columns: conclusion, remark, reviewer, date."""
        standing = self.review.of(kind, key)
        if not standing:
            return "", "", "", None
        concluding = [one for one in standing if one.verdict in ("confirmed", "dismissed")]
        last = (concluding or list(standing))[-1]
        verdict = labels.name_of(labels.JUDGEMENTS, last.verdict) if concluding else ""
        note = last.note if len(standing) == 1 else "\n".join(said(one) for one in standing if one.note)
        return verdict, note, last.reviewer, day(last.made_at)


def said(one: StoredJudgement) -> str:
    """A judgement in a line."""
    verdict = labels.name_of(labels.JUDGEMENTS, one.verdict)
    who = say(f"（{one.reviewer}，{one.made_at[:10]}）", f" ({one.reviewer}, {one.made_at[:10]})")
    return verdict + (say("：", ": ") + one.note if one.note else "") + who


def choices() -> tuple[str, ...]:
    """What a reviewer chooses from."""
    return (say(*labels.JUDGEMENTS["confirmed"]), say(*labels.JUDGEMENTS["dismissed"]), say(*TO_VERIFY))


def day(moment: str) -> date | None:
    """The day of a moment of the database, in UTC; none where it is no moment."""
    try:
        found = datetime.fromisoformat(moment)
    except ValueError:
        return None
    return (found if found.tzinfo is None else found.astimezone(UTC)).date()


def known_by(document: StoredDocument) -> str:
    """What a document is called in a row: its department, or its source where none is stated."""
    return document.department or document.source


def joined(parts: Sequence[str]) -> str:
    """Words one after the other."""
    return say("；", "; ").join(part for part in parts if part)
