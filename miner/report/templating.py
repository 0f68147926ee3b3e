"""The templates of the pages, compiled once for each language and server, with the filters and names that they use."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache

import jinja2

from miner import __version__, labels
from miner.bilingual import Language, say
from miner.report import filters, wording
from miner.report.common import Common
from miner.report.grids import body_html
from miner.report.paths import department_page, page_name
from miner.report.views import comparison


@dataclass(frozen=True, slots=True)
class Live:
    """What the pages need to know of the server that answers them."""

    token: str
    reviewer: str


_common: ContextVar[Common] = ContextVar("common")
"""Of the store whose page is being rendered: templates are shared between stores, titles of causes and rules are not."""


@contextmanager
def naming(common: Common) -> Iterator[None]:
    """Inside, templates take the names of causes and rules from this."""
    before = _common.set(common)
    try:
        yield
    finally:
        _common.reset(before)


@cache
def templates(language: Language, live: Live | None) -> jinja2.Environment:
    """The templates; compiling them takes longer than rendering most pages."""
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("miner.report"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.globals |= {
        "say": say,
        "language": language,
        "version": __version__,
        "page_name": page_name,
        "department_page": department_page,
        "live": live,
    }
    environment.filters |= filters.FILTERS
    environment.filters["facet"] = comparison.facet_of
    environment.filters["place"] = comparison.place_of
    environment.filters["sentence_address"] = comparison.sentence_address
    environment.filters["cell_address"] = comparison.cell_address
    environment.filters["body_html"] = body_html
    environment.filters["cause_name"] = cause_name
    environment.filters["rule_name"] = rule_name
    return environment


def asset(name: str) -> str:
    """The text of a style sheet or script that the pages refer to."""
    loader = jinja2.PackageLoader("miner.report")
    return loader.get_source(jinja2.Environment(autoescape=True), name)[0]


def cause_name(name: str) -> str:
    """The title of a cause, in the store whose page is being rendered."""
    return filters.known_or_same(_common.get().causes, name)


def rule_name(rule: str) -> str:
    """What a rule says, in words; empty where nobody knows."""
    if rule in wording.RULES:
        return labels.name_of(wording.RULES, rule)
    return _common.get().rule_statements.get(rule, "")
