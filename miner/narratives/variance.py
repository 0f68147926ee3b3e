"""Sections → every stated difference (差异说明): one record for each subject and basis.

The reader goes through a section clause by clause and keeps in mind what the sentence is about (the subject), what it
compares with (the bases) and which records are open for a direction or a reason. Each clause's events
(`miner.narratives.wording`) open a record or say more about an open one; a lead-in gives the open records their reason.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from miner.model import Direction
from miner.narratives.prose import Clause, Prose, clauses, is_blank_form, sentences, without, without_asides
from miner.narratives.reasons import LeadIn, find_lead_in, is_empty_reason, is_explanation, reason_end
from miner.narratives.records import Comparison, Setting, explained_together, stand_together, unique
from miner.narratives.subjects import (
    ASIDE,
    Foreign,
    Subject,
    is_balance,
    partners,
    path_subjects,
    read_subject,
    side_of,
    tells_of_work,
    wholes,
)
from miner.narratives.wording import ADJUSTED_BUDGET, BUDGET, OTHER_BASIS, Event, Kind, events
from miner.numbering import numbering

_TAKEN = ("支出", "收入")
_LONGEST_LABEL = 24
_FIGURE = re.compile(r"[□-]*\d")


def find_comparisons(prose: Prose, setting: Setting) -> tuple[Comparison, ...]:
    """The comparisons of a section's text, in the order of their first words."""
    paths = path_subjects(prose.text)
    plain = without(without_asides(prose.text), ((one.path.start, one.path.end) for one in paths if one.path))
    reader = _Reader(prose, plain, setting, paths)
    reader.read()
    kept = [one for one in reader.found if one.basis or one.reason]
    return tuple(sorted(kept, key=lambda one: (one.start, one.end)))


@dataclass(slots=True)
class _Reader:
    prose: Prose
    plain: str
    setting: Setting
    paths: Sequence[Subject]
    found: list[Comparison] = field(default_factory=list)
    subject: Subject | None = None
    subject_at: int = 0
    open: list[Comparison] = field(default_factory=list)
    """What the next direction or reason belongs to."""
    together: list[Comparison] = field(default_factory=list)
    """The records of one subject that stand side by side in a sentence, the open ones among them."""
    bases: tuple[str, ...] = ()
    """What the sentence compares with, said and not yet used up by another paragraph."""
    due: bool = False
    """与上年相比 was said, its 增加 not yet."""
    planned: list[str] = field(default_factory=list)
    spent: bool = False
    """支出决算为Y was said, and no budget before it."""
    cause: LeadIn | None = None
    listing: tuple[Subject | None, int, list[Comparison]] | None = None
    """What the sentence was about before 其中："""
    sentence_start: int = 0
    elsewhere: bool = False
    """The sentence is about something else than money."""
    touched: bool = False
    """A record was opened or extended in this sentence."""

    def read(self) -> None:
        self.subject = self.setting.subject
        behind = 0
        for sentence in sentences(clauses(self.prose.text)):
            if sentence[-1].end <= behind:
                continue
            self._begin(sentence)
            if is_blank_form(self.plain[sentence[0].start : sentence[-1].end + 1]):
                self.subject = self.setting.subject if not sentence[0].start else None
                self.open = []
                self._skip_paths(sentence)
                continue
            for clause in sentence:
                if clause.end > behind:
                    behind = max(behind, self._clause(clause))
                    if clause.mark == "；":
                        self.together = []
            self._close(sentence)

    # ------------------------------------------------------------------------------------------------------- sentences

    def _begin(self, sentence: Sequence[Clause]) -> None:
        self.sentence_start = sentence[0].start
        self.due, self.spent, self.cause, self.listing, self.touched = False, False, None, None, False
        self.elsewhere = False

    def _close(self, sentence: Sequence[Clause]) -> None:
        if self.listing is not None:
            subject, at, before = self.listing
            items = [one for one in self.found if one.start >= self.sentence_start]
            opened = self.plain.startswith("其中", self.sentence_start)  # a sentence of its own: 。其中：A …；B …。
            if not opened:
                self.subject, self.subject_at = subject, at
            if before and all(one.reason is None for one in before) and (not opened or len(items) > 1):
                self.open = before
        if sentence[-1].mark == "\n":
            self.bases, self.planned = (), []

    def _skip_paths(self, sentence: Sequence[Clause]) -> None:
        path = self._path(sentence[0].start, sentence[-1].end)
        if path is not None:
            self.subject, self.subject_at = path, path.start

    # --------------------------------------------------------------------------------------------------------- clauses

    def _clause(self, clause: Clause) -> int:
        """Read a clause; returns up to where the text is used up (beyond the clause where a reason begins in it)."""
        start, end = clause.start, clause.end
        if self._opens_list(clause):
            self.listing = (self.subject, self.subject_at, list(self.open))
        lead = find_lead_in(self.plain, start, end)
        if lead is not None and lead.before and not self._explains_open():
            self.cause = self.cause or lead
            lead = None
        stated = lead.start if lead else end
        happened = list(events(self.plain, start, stated, self.setting.fiscal_year))
        if self.cause is not None and not happened:
            return end
        own = self._own_subject(start, stated, happened, lead)
        if isinstance(own, Foreign):
            self.due = False
            self.elsewhere = self.elsewhere or (start == self.sentence_start and own is not ASIDE)
            return end
        if start == self.sentence_start and not happened and own is None and lead is None:
            self.elsewhere = tells_of_work(self.plain[start:end])
        self.elsewhere = self.elsewhere and own is None
        if self.elsewhere:
            return end
        self._turn_to(own, start, happened)
        touched = self._apply(happened, own, clause, lead)
        if lead is None:
            return end
        return self._give_reason(lead, own, touched, happened)

    def _opens_list(self, clause: Clause) -> bool:
        """其中： before the items of a sum."""
        return self.listing is None and self.plain.startswith("其中：", clause.start)

    def _explains_open(self) -> bool:
        return self.touched and bool(self.open) and all(one.reason is None for one in self.open) and not self.due

    def _path(self, start: int, end: int) -> Subject | None:
        """The last account path that ends inside the span."""
        at = bisect_right(self.paths, end, key=lambda one: one.path.end if one.path else 0) - 1
        return self.paths[at] if at >= 0 and self.paths[at].start >= start else None

    def _own_subject(
        self, start: int, end: int, happened: Sequence[Event], lead: LeadIn | None
    ) -> Subject | Foreign | None:
        """What the clause itself says that it is about; none where it points back."""
        first = happened[0].start if happened else end
        path = self._path(self.sentence_start if not self.touched else start, first)
        if path is not None and path.start >= start - 2:
            return path
        if not happened:
            if path is None and lead is None and self.plain[end : end + 1] == "：" and end - start <= _LONGEST_LABEL:
                label = self._words(start, end)  # 培训费：2024年支出1万元 …
                return label if isinstance(label, Subject) else None
            return path if path is not None and path.start >= start - 8 else None
        own = self._words(start, first)
        figure = _FIGURE.search(self.plain, first, happened[0].end)
        if isinstance(own, Subject) and (self.plain.startswith(_TAKEN, first) or self.plain[first - 1] == "总"):
            # 财政拨款支出决算为Y, 收入预算X, 支出总预算X: the event took the end of the name.
            whole = self._words(start, figure.start() if figure else first + 2)
            own = whole if isinstance(whole, Subject) else own
        if own is None and self.subject is not None and is_balance(self.subject.key):
            own = side_of(self.setting.subject, self.plain[start : start + 2])
        if own is None and not self.planned and self.plain.startswith("收入", first):
            own = self._words(start, figure.start() if figure else first + 2)
        if own is None and happened[0].kind is Kind.COMPARE and len(happened) > 1:
            at = happened[0].end
            own = self._words(at, happened[1].start)
            if isinstance(own, Foreign) and not happened[1].figure:
                return None
        return own

    def _words(self, start: int, end: int) -> Subject | Foreign | None:
        setting = self.setting
        return read_subject(self.prose.text, start, end, self.subject, setting.department, strict=setting.strict)

    def _turn_to(self, own: Subject | None, start: int, happened: Sequence[Event]) -> None:
        if own is None:
            return
        only_cause = all(one.kind is Kind.CHANGE and not one.figure and not one.bases for one in happened)
        if happened and only_cause and own.path is None:
            return
        if self.subject is None or own.key != self.subject.key or own.path is not self.subject.path:
            self.planned, self.spent = [], False
            self.subject_at = own.start if own.path else start
        elif not self.touched:
            self.subject_at = start
        self.subject = own

    # --------------------------------------------------------------------------------------------------------- events

    def _apply(
        self, happened: Sequence[Event], own: Subject | None, clause: Clause, lead: LeadIn | None
    ) -> list[Comparison]:
        touched: list[Comparison] = []
        for event in happened:
            if event.kind in (Kind.COMPARE, Kind.BEFORE):
                self.bases, self.due = event.bases, True
            elif event.kind is Kind.PLANNED:
                if self.spent:
                    touched += self._state(event.bases[0], event, clause)
                elif not self.setting.strict:
                    self.planned.extend(event.bases)
            elif event.kind is Kind.SPENT:
                for basis in self.planned:
                    touched += self._state(basis, event, clause)
                self.spent = not self.planned and not self.setting.strict
                self.planned = []
            elif event.kind is Kind.RATE:
                if not self.setting.strict:
                    touched += self._state(event.bases[0], event, clause)
                    self.planned = []
            elif event.kind is Kind.CHANGE:
                touched += self._change(event, own, clause, lead)
        if touched:
            self.open = unique(touched)
            beside = self.touched and self.together and stand_together(self.together[-1], touched[0])
            self.together = unique([*self.together, *touched] if beside else touched)
            self.touched = True
        return touched

    def _change(self, event: Event, own: Subject | None, clause: Clause, lead: LeadIn | None) -> list[Comparison]:
        if event.other_unit:
            self.due = False
            return []
        if event.bases:
            known = self._named_in_full(event.bases[0]) if own is None else None
            if known is not None:
                self._direct(known, event)
                return [known]
            return [one for basis in event.bases for one in self._state(basis, event, clause)]
        if self.due:
            self.due = False
            return [one for basis in self.bases for one in self._state(basis, event, clause)]
        says = event.figure or event.direction is Direction.FLAT
        if own is not None and says and self.bases and (self.touched or self.open) and lead is None:
            return [one for basis in self.bases for one in self._state(basis, event, clause)]
        if own is not None or not says or not self.touched or self.subject is None:
            return []
        same = [one for one in self.open if one.subject.key == self.subject.key]
        for one in same:
            self._direct(one, event)
            one.end = max(one.end, clause.end)
        return same or [one for basis in self.bases for one in self._state(basis, event, clause)]

    def _state(self, basis: str, event: Event, clause: Clause) -> list[Comparison]:
        """Open the record of the subject and a basis, or say more about the one that is there."""
        subject = self.subject
        if subject is None:
            return []
        restated = self.subject_at >= self.sentence_start
        contiguous = self.touched or self.sentence_start == clause.start or not event.figure or not restated
        known = self._known(subject, basis, event, contiguous=contiguous)
        if known is None:
            start = self.subject_at if self.subject_at >= self._reach() else clause.start
            known = Comparison(subject, basis, self._without_number(start), clause.end)
            self.found.append(known)
        known.end = max(known.end, clause.end)
        self._direct(known, event)
        if self.cause is not None:
            self._take_cause(known, clause)
        return [known]

    def _named_in_full(self, basis: str) -> Comparison | None:
        """The paragraph's comparison with a basis that 决算数大于预算数 speaks of, where a shorter name came after it.

        一般公共预算财政拨款支出年初预算X，决算Y。与上年相比，财政拨款支出增加Z。决算数大于预算数的主要原因是 …
        """
        subject, paragraph = self.subject, self.prose.text.rfind("\n", 0, self.sentence_start) + 1
        near = [one for one in self.found if one.basis == basis and one.start >= paragraph]
        if subject is None or any(one.subject.key == subject.key for one in near):
            return None
        longer = [one for one in near if one.subject.key.endswith(subject.key) and one.reason is None]
        return next((one for one in reversed(longer) if one.direction is Direction.UNSTATED), None)

    def _reach(self) -> int:
        """A statement does not begin before its paragraph, unless it goes on with a heading's account."""
        if self.subject is not None and self.subject.path is not None:
            return 0
        return self.prose.text.rfind("\n", 0, self.sentence_start) + 1

    def _known(self, subject: Subject, basis: str, event: Event, *, contiguous: bool) -> Comparison | None:
        for one in reversed(self.found):
            if one.subject.key != subject.key or not contiguous:
                continue
            stated = self.plain[event.start : event.end]
            bare = basis == BUDGET and one.basis == ADJUSTED_BUDGET and "年初" not in stated
            if (one.basis == basis or bare) and one.agrees(event.direction) and one.reason is None:
                return one
            if one.basis == basis and one in self.open and event.direction is Direction.FLAT:
                return one
        return None

    def _direct(self, one: Comparison, event: Event) -> None:
        one.said.add(event.direction)
        if one.direction is Direction.UNSTATED or (event.direction is Direction.FLAT and self.touched):
            one.direction = event.direction

    def _without_number(self, start: int) -> int:
        number = numbering(self.prose.text[start : start + 12])
        return start + number.length if number else start

    # --------------------------------------------------------------------------------------------------------- reasons

    def _take_cause(self, one: Comparison, clause: Clause) -> None:
        """A reason that stands before the figures: 因人员调入，支出增加X万元."""
        cause = self.cause
        if cause is None or one.direction is Direction.UNSTATED:
            return
        self.cause = None
        start, end = self.prose.trimmed(cause.end, max(cause.end, clause.start))
        if end > start and not is_empty_reason(self.prose.text[start:end]):
            one.reason = (start, _without_result(self.prose.text, start, end))
            one.start = min(one.start, cause.start)

    def _give_reason(
        self, lead: LeadIn, own: Subject | None, touched: list[Comparison], happened: Sequence[Event]
    ) -> int:
        direction = next((one.direction for one in happened if one.kind is Kind.CHANGE), Direction.UNSTATED)
        targets = touched or self._meant(own, direction)
        if own is None and (not touched or any(one.figure for one in happened)):
            targets = explained_together(self.together, targets, direction)
        basis = targets[-1].basis if targets else (self.bases[0] if self.bases else OTHER_BASIS)
        end = reason_end(self.plain, self.prose.text, lead.end, basis, self.setting.fiscal_year, cause=lead.before)
        start, stop = self.prose.trimmed(lead.end, end)
        words = self.prose.text[start:stop]
        if not lead.noun:
            if not targets or not (lead.sure or self._directed(targets) or is_explanation(words)):
                return lead.end if not targets else end
            stop = _without_result(self.prose.text, start, stop)
        if not targets and own is not None and direction is not Direction.UNSTATED and not is_empty_reason(words):
            fresh = Comparison(own, OTHER_BASIS, self._without_number(self.sentence_start), stop, direction)
            self.found.append(fresh)
            targets = [fresh]
        for one in targets:
            if one.reason is None and not is_empty_reason(self.prose.text[start:stop]):
                one.reason = (start, stop)
                one.end = max(one.end, stop)
                if one.direction is Direction.UNSTATED:
                    one.direction = direction
        self.open = targets
        return max(end, lead.end)

    @staticmethod
    def _directed(targets: Sequence[Comparison]) -> bool:
        return any(one.direction is not Direction.UNSTATED for one in targets)

    def _meant(self, own: Subject | None, direction: Direction) -> list[Comparison]:
        """The records that a lead-in speaks of: those of the subject that its clause names, else the open ones."""
        if own is None:
            return [one for one in self.open if one.reason is None]
        for keys in ((own.key,), wholes(own.key), partners(own.key)):
            named = [one for one in self.found if one.subject.key in keys and one.reason is None]
            fitting = [one for one in named if one.agrees(direction)]
            if fitting:
                last = {key: [one for one in fitting if one.subject.key == key][-1:] for key in keys}
                return [one for some in last.values() for one in some]
        return []


def _without_result(text: str, start: int, end: int) -> int:
    """Where a reason ends whose lead-in is closed by 所致 (因…所致)."""
    return end - 2 if text.startswith("所致", end - 2) and end - 2 > start else end
