"""The rows of one mined document, table by table: what `Store.save` writes.

Pure: records in, tuples in the order of the schema's columns out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from miner.model import (
    Disclosure,
    Evidence,
    Explanation,
    Link,
    Measure,
    Mined,
    Outcome,
    Problem,
    Section,
    cell_id,
    record_id,
)
from miner.store import encoding as enc

Row = tuple[object, ...]
Rows = Iterable[Row]


def problems_of(mined: Mined) -> tuple[Problem, ...]:
    """All that could not be done for a document, each once."""
    return tuple(dict.fromkeys(chain(mined.disclosure.problems, mined.problems)))


def outcome_of(mined: Mined) -> Outcome:
    """Failed as the disclosure says; partial where any component had a problem; else complete."""
    if mined.disclosure.outcome is Outcome.FAILED:
        return Outcome.FAILED
    return Outcome.PARTIAL if problems_of(mined) else Outcome.COMPLETE


def document_row(mined: Mined, source: str, form: str) -> Row:
    """The row of ``documents``."""
    disclosure = mined.disclosure
    identity = disclosure.identity
    return (
        disclosure.doc_id,
        source,
        disclosure.sha256,
        identity.department,
        identity.region,
        identity.fiscal_year,
        str(identity.kind),
        len(disclosure.health) if form == "pdf" else None,
        str(outcome_of(mined)),
        enc.health_text(disclosure.health),
        round(mined.seconds, 4),
    )


def failure_row(doc_id: str, source: str, sha256: str, seconds: float) -> Row:
    """The row of ``documents`` for a file that could not be read."""
    return (doc_id, source, sha256, "", "", None, None, None, str(Outcome.FAILED), "[]", round(seconds, 4))


def rows_of(
    mined: Mined, form: str, explanations: Sequence[Explanation], measures: Sequence[Measure]
) -> Iterator[tuple[str, Rows]]:
    """The rows of all tables that hang on the document, parents before children."""
    disclosure = mined.disclosure
    doc = disclosure.doc_id
    yield from _of_disclosure(disclosure, form)
    yield from _of_prose(mined)
    yield from _of_figures(mined)
    yield (
        "explanations",
        ((e.explanation_id, e.narrative_id, doc, e.text, e.template, "", None) for e in explanations),
    )
    yield "explanation_details", _explanation_details(disclosure, explanations)
    yield "places", _places_of_words(disclosure, ((e.explanation_id, e) for e in explanations))
    yield "profiles", ((doc, m.measure, m.value) for m in measures)
    yield "profile_notes", ((doc, m.measure, "document", m.note) for m in measures)
    yield "measure_records", ((doc, m.measure, one) for m in measures for one in sorted(set(m.counted)))
    yield "errors", error_rows(doc, problems_of(mined))


def _explanation_details(disclosure: Disclosure, explanations: Sequence[Explanation]) -> Iterator[Row]:
    sections = {section.ordinal: section for section in disclosure.sections}
    for e in explanations:
        section = None if e.section is None else sections.get(e.section)
        place = None
        if section is not None and e.char_start is not None and e.char_end is not None:
            place = section.text.place(e.char_start, e.char_end)
        yield (
            e.explanation_id,
            disclosure.doc_id,
            None if section is None else record_id(disclosure.doc_id, "s", section.ordinal),
            e.char_start,
            e.char_end,
            place.page if place else None,
            enc.bbox_text(place.bbox) if place else None,
            *(None,) * 4,
            "[]",
            "[]",
        )


def error_rows(doc_id: str, problems: Iterable[Problem]) -> Rows:
    """The rows of ``errors``."""
    return ((doc_id, problem.component, problem.page, problem.message) for problem in problems)


def _of_disclosure(disclosure: Disclosure, form: str) -> Iterator[tuple[str, Rows]]:
    doc = disclosure.doc_id
    yield "document_details", [(doc, form, str(disclosure.identity.scope), enc.json_text(disclosure.contents))]
    yield (
        "pages",
        (
            (doc, number, round(p.width, 2), round(p.height, 2), p.turned, p.skew)
            for number, p in enumerate(disclosure.page_sizes, start=1)
        ),
    )
    yield (
        "identity_evidence",
        (
            (doc, e.field, e.value, e.origin, e.quote, e.page, enc.bbox_text(e.bbox))
            for e in disclosure.identity.evidence
        ),
    )
    yield (
        "sections",
        (
            (
                record_id(doc, "s", s.ordinal),
                doc,
                None if s.parent is None else record_id(doc, "s", s.parent),
                s.ordinal,
                s.level,
                s.title,
                s.text.text,
                s.page_first,
                s.page_last,
            )
            for s in disclosure.sections
        ),
    )
    yield "section_details", ((record_id(doc, "s", s.ordinal), str(s.role)) for s in disclosure.sections)
    yield (
        "tables",
        (
            (
                record_id(doc, "t", t.ordinal),
                doc,
                str(t.kind),
                t.title,
                t.number,
                t.unit,
                t.note,
                t.page_first,
                t.page_last,
            )
            for t in disclosure.tables
        ),
    )
    yield (
        "table_details",
        (
            (record_id(doc, "t", t.ordinal), enc.json_text(t.columns), int(t.empty), int(t.declared_empty))
            for t in disclosure.tables
        ),
    )
    yield (
        "cells",
        (
            (
                f"{record_id(doc, 't', t.ordinal)}-r{c.row_index}-c{c.column_index}",
                record_id(doc, "t", t.ordinal),
                c.row_index,
                c.column_index,
                c.row_label,
                c.row_code,
                c.row_number,
                c.column,
                c.raw,
                enc.decimal_text(c.value),
                str(c.state),
                c.page,
                enc.bbox_text(c.bbox),
            )
            for t in disclosure.tables
            for c in t.cells
        ),
    )


def _of_prose(mined: Mined) -> Iterator[tuple[str, Rows]]:
    doc = mined.disclosure.doc_id
    sections = {section.ordinal: section for section in mined.disclosure.sections}
    yield (
        "narratives",
        (
            (
                record_id(doc, "n", n.ordinal),
                doc,
                record_id(doc, "s", n.section),
                str(n.kind),
                n.subject,
                n.account_code,
                n.text,
                n.reason,
                str(n.direction),
                _page(sections[n.section], n.char_start, n.char_end),
                n.char_start,
                n.char_end,
            )
            for n in mined.narratives
        ),
    )
    yield (
        "narrative_details",
        ((record_id(doc, "n", n.ordinal), n.basis, n.reason_start, n.reason_end) for n in mined.narratives),
    )
    yield (
        "projects",
        (
            (record_id(doc, "n", n.ordinal), p.name, enc.decimal_text(p.spending), p.unit, p.purpose, p.done)
            for n in mined.narratives
            if (p := n.project) is not None
        ),
    )
    yield (
        "places",
        chain.from_iterable(
            _places(doc, record_id(doc, "n", n.ordinal), sections[n.section], n.char_start, n.char_end)
            for n in mined.narratives
        ),
    )


def _of_figures(mined: Mined) -> Iterator[tuple[str, Rows]]:
    doc = mined.disclosure.doc_id
    sections = {section.ordinal: section for section in mined.disclosure.sections}

    def figure_rows() -> Iterator[Row]:
        for f in mined.figures:
            place = sections[f.section].text.place(f.char_start, f.char_end)
            yield (
                record_id(doc, "f", f.ordinal),
                doc,
                record_id(doc, "s", f.section),
                None if f.narrative is None else record_id(doc, "n", f.narrative),
                f.text,
                enc.decimal_text(f.value),
                f.unit,
                str(f.kind),
                f.measure,
                f.period,
                place.page if place else None,
                enc.bbox_text(place.bbox) if place else None,
                f.char_start,
                f.char_end,
            )

    yield "figures", figure_rows()
    yield (
        "places",
        chain.from_iterable(
            _places(doc, record_id(doc, "f", f.ordinal), sections[f.section], f.char_start, f.char_end)
            for f in mined.figures
        ),
    )
    yield "links", (_link_row(doc, link) for link in mined.links)
    yield (
        "link_operands",
        (
            (
                doc,
                record_id(doc, "f", link.figure),
                ordinal,
                one.text,
                None if one.figure is None else record_id(doc, "f", one.figure),
                None if one.cell is None else cell_id(doc, one.cell),
            )
            for link in mined.links
            for ordinal, one in enumerate(link.operands)
        ),
    )
    yield (
        "checks",
        (
            (
                record_id(doc, "k", ordinal),
                doc,
                c.rule,
                c.statement,
                *(enc.decimal_text(value) for value in (c.left, c.right, c.difference, c.tolerance)),
                str(c.verdict),
                c.why,
            )
            for ordinal, c in enumerate(mined.checks)
        ),
    )
    yield (
        "check_evidence",
        (
            (record_id(doc, "k", ordinal), enc.evidence_text(doc, c.evidence))
            for ordinal, c in enumerate(mined.checks)
            if c.evidence
        ),
    )
    yield (
        "findings",
        (
            (
                record_id(doc, "g", f.key or ordinal),
                doc,
                f.rule,
                str(f.severity),
                f.message,
                enc.evidence_text(doc, f.evidence),
            )
            for ordinal, f in enumerate(mined.findings)
        ),
    )
    evidence = (
        (f"{record_id(doc, 'g', finding.key or ordinal)}-{number}", item)
        for ordinal, finding in enumerate(mined.findings)
        for number, item in enumerate(finding.evidence)
    )
    yield "places", _places_of_words(mined.disclosure, evidence)


def _link_row(doc_id: str, link: Link) -> Row:
    return (
        record_id(doc_id, "f", link.figure),
        None if link.cell is None else cell_id(doc_id, link.cell),
        link.formula,
        enc.decimal_text(link.computed),
        str(link.verdict),
        link.score,
        enc.features_text(link.features),
        link.why,
    )


def _page(section: Section, start: int, end: int) -> int | None:
    place = section.text.place(start, end)
    return place.page if place else None


def _places(doc_id: str, key: str, section: Section, start: int, end: int) -> Iterator[Row]:
    for ordinal, place in enumerate(section.text.places(start, end)):
        yield doc_id, key, ordinal, place.page, enc.bbox_text(place.bbox)


def _places_of_words(disclosure: Disclosure, words: Iterable[tuple[str, Explanation | Evidence]]) -> Iterator[Row]:
    """The places of what stands in a section where that is known."""
    sections = {section.ordinal: section for section in disclosure.sections}
    for key, item in words:
        section = None if item.section is None else sections.get(item.section)
        if section is not None and item.char_start is not None and item.char_end is not None:
            yield from _places(disclosure.doc_id, key, section, item.char_start, item.char_end)
