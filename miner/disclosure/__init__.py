"""Blocks → a disclosure: who, which year, which kind; the section tree; the statutory tables."""

from __future__ import annotations

import re
from collections.abc import Sequence

from miner.bilingual import say
from miner.disclosure.completeness import contents_problems
from miner.disclosure.identity import identify
from miner.disclosure.outline import read_outline
from miner.disclosure.tables import read_tables
from miner.language.accounts import Classification
from miner.model import Block, Disclosure, DisclosureKind, Problem, Section, Source

__all__ = ["disclose"]

_SLOT = re.compile(r"[Xx×]{2,}|_{3,}|〔 *〕")
_SLOTS_OF_A_FORM = 20
"""Unfilled slots from which a document is a blank form; a filled one leaves a few standing at most."""


def disclose(source: Source, blocks: Sequence[Block]) -> Disclosure:
    """Understand a document that was read and laid out.

    What is not a department's disclosure is recognised by its identity's kind and carries a problem that says so; its
    sections and tables are given all the same.
    """
    tables = read_tables(blocks, _name_of)
    outline = read_outline(tables.prose)
    identity, problems = identify(source.name, outline.cover, outline.sections, tables.tables, tables.owners)
    return Disclosure(
        source=source.name,
        sha256=source.sha256,
        identity=identity,
        sections=outline.sections,
        tables=tables.tables,
        health=tuple(page.health for page in source.pages),
        contents=outline.contents,
        problems=(
            *source.problems,
            *tables.problems,
            *contents_problems(outline.contents, outline.sections, tables.tables),
            *problems,
            *_blank_form(outline.sections),
            *_what_else(identity.kind),
        ),
        page_sizes=tuple(page.size for page in source.pages) if source.format == "pdf" else (),
    )


def _blank_form(sections: Sequence[Section]) -> list[Problem]:
    """A problem where the prose is a form that nobody filled in: its slots say XX."""
    slots = sum(len(_SLOT.findall(section.text.text)) for section in sections)
    if slots < _SLOTS_OF_A_FORM:
        return []
    return [
        Problem(
            "identity",
            say(
                f"像是未填写的模板：正文有{slots}处 XX 占位",
                f"looks like a form that was not filled in: {slots} slots say XX",
            ),
        )
    ]


def _name_of(code: str) -> str | None:
    account = Classification.load().by_code(code)
    return account.name if account else None


def _what_else(kind: DisclosureKind) -> list[Problem]:
    if kind is DisclosureKind.GOVERNMENT_ACCOUNTS:
        return [
            Problem(
                "identity",
                say(
                    "这是一级政府的决算，不是部门或单位的决算，未作挖掘",
                    "these are the accounts of a whole government, not of a department or unit: not mined",
                ),
            )
        ]
    if kind is DisclosureKind.OTHER:
        return [
            Problem(
                "identity",
                say(
                    "不是部门或单位的预决算公开：没有法定表格，也没有决算或预算说明",
                    "not a department's or unit's disclosure: no statutory table and no explanation of accounts or budget",
                ),
            )
        ]
    return []
