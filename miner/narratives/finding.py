"""All narratives of a disclosure, in the order of its text."""

from __future__ import annotations

from dataclasses import replace

from miner.model import Direction, Disclosure, Narrative, NarrativeKind, Section, SectionRole
from miner.narratives.points import Point, is_mixed, run_in_points, title_kind, titled_points
from miner.narratives.projects import Described, explained_name, explained_project, find_projects, is_overview, is_plan
from miner.narratives.prose import Prose, canonical
from miner.narratives.records import Comparison, Setting
from miner.narratives.subjects import account_code, title_subject
from miner.narratives.variance import find_comparisons

_RESULTS = (SectionRole.PERFORMANCE, SectionRole.OVERVIEW)
"""Sections in which most figures are results of work, not accounts."""


def find_narratives(disclosure: Disclosure) -> tuple[Narrative, ...]:
    """Every variance explanation, project description, problem and measure of a disclosure.

    Args:
        disclosure: What `miner.disclosure.disclose` understood.

    Returns:
        The records in the order of the text, numbered from 0; offsets count in the text of each record's section.
    """
    found: list[Narrative] = []
    for section in disclosure.sections:
        if section.role is not SectionRole.TERMS:
            found.extend(_in_section(disclosure, section))
    return tuple(replace(one, ordinal=ordinal) for ordinal, one in enumerate(found))


def _in_section(disclosure: Disclosure, section: Section) -> list[Narrative]:
    prose = canonical(section.text.text)
    projects = _projects(disclosure, section, prose)
    points = _points(disclosure, section, prose)
    taken = [*((one.start, one.end) for one in projects), *((one.start, one.end) for one in points)]
    comparisons = () if _announced(disclosure, section) else _comparisons(disclosure, section, prose)
    records = [
        *(_variance(disclosure, section, prose, one) for one in comparisons if not _inside(one, taken)),
        *(_project(section, prose, one) for one in projects),
        *(_point(section, prose, one) for one in points),
    ]
    return sorted(records, key=lambda one: (one.char_start, one.char_end))


# ----------------------------------------------------------------------------------------------------------- variances


def _comparisons(disclosure: Disclosure, section: Section, prose: Prose) -> tuple[Comparison, ...]:
    titles = (section.title, *(above.title for above in reversed(disclosure.ancestors(section))))
    identity = disclosure.identity
    return find_comparisons(
        prose,
        Setting(identity.fiscal_year, identity.department, title_subject(titles), strict=section.role in _RESULTS),
    )


def _inside(one: Comparison, taken: list[tuple[int, int]]) -> bool:
    return any(start <= one.start < end for start, end in taken)


def _variance(disclosure: Disclosure, section: Section, prose: Prose, one: Comparison) -> Narrative:
    start, end = prose.span(one.start, one.end)
    reason = prose.span(*one.reason) if one.reason else None
    return Narrative(
        ordinal=0,
        section=section.ordinal,
        kind=NarrativeKind.VARIANCE,
        subject=one.subject.words,
        account_code=account_code(one.subject, disclosure.identity.fiscal_year),
        text=prose.source[start:end],
        reason=prose.source[reason[0] : reason[1]] if reason else "",
        direction=one.direction,
        char_start=start,
        char_end=end,
        basis=one.basis,
        reason_start=reason[0] if reason else None,
        reason_end=reason[1] if reason else None,
    )


# ------------------------------------------------------------------------------------------------- projects and points


def _plain(section: Section, prose: Prose, kind: NarrativeKind, subject: str, start: int, end: int) -> Narrative:
    a, b = prose.span(start, end)
    text = prose.source[a:b]
    return Narrative(0, section.ordinal, kind, subject, "", text, "", Direction.UNSTATED, a, b)


def _project(section: Section, prose: Prose, one: Described) -> Narrative:
    record = _plain(section, prose, NarrativeKind.PROJECT, one.project.name, one.start, one.end)
    return replace(record, project=one.project)


def _point(section: Section, prose: Prose, one: Point) -> Narrative:
    return _plain(section, prose, one.kind, section.title, one.start, one.end)


def _projects(disclosure: Disclosure, section: Section, prose: Prose) -> list[Described]:
    explained = _explanation_above(disclosure, section)
    if explained is not None:
        parts = [one for one in disclosure.sections if one.parent == section.parent]
        overview = next((one for one in parts if is_overview(one.title)), None)
        if overview is not section:
            return []
        plan = next((canonical(one.text.text) for one in parts if is_plan(one.title)), None)
        project = explained_project(explained, prose, plan)
        return [] if project is None else [Described(project, *prose.trimmed(0, len(prose.text)))]
    if section.role in (SectionRole.OVERVIEW, SectionRole.FRONT, SectionRole.TABLES):
        return []
    above = (section, *disclosure.ancestors(section))
    evaluation = section.role in (SectionRole.PERFORMANCE, SectionRole.ANNEX) or any(
        "项目支出情况" in one.title for one in above
    )
    return find_projects(prose, section.title, evaluation=evaluation)


def _explanation_above(disclosure: Disclosure, section: Section) -> str | None:
    """The name in the heading X项目经费情况说明 right above a section (maybe empty), or none."""
    return explained_name(disclosure.sections[section.parent].title) if section.parent is not None else None


def _announced(disclosure: Disclosure, section: Section) -> NarrativeKind | None:
    """Whether the heading of a section, or one above it, announces problems or measures; the nearest decides."""
    for one in (section, *reversed(disclosure.ancestors(section))):
        kind = title_kind(one.title)
        if kind is not None:
            return kind
    return None


def _points(disclosure: Disclosure, section: Section, prose: Prose) -> list[Point]:
    if section.role in (SectionRole.OVERVIEW, SectionRole.FRONT, SectionRole.TABLES):
        return []
    kind = _announced(disclosure, section)
    if kind is None:
        return run_in_points(prose)
    above = disclosure.ancestors(section)
    announced_above = next((one.title for one in reversed(above) if title_kind(one.title) is not None), None)
    own = title_kind(section.title) is not None and (
        announced_above is None or is_mixed(announced_above) or title_kind(announced_above) is not kind
    )
    return titled_points(prose, section.title, kind, own=own)
