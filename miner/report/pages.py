"""Writing the report: ``OUT/report/index.html`` and the pages that it leads to, from the store alone.

The pages are complete HTML that needs no script, no server and no network. They are written into a new folder that
takes the place of the old one when it is complete, so that an interruption leaves the last report whole.
"""

from __future__ import annotations

import contextvars
import os
import shutil
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import jinja2

from miner import __version__, labels
from miner.bilingual import Language, current_language, say, set_language
from miner.errors import StoreError
from miner.report import views, wording
from miner.report.paths import page_name
from miner.store import Reader

DATABASE = "miner.db"
_ASSETS = ("report.css", "report.js")


def write_report(out: Path, language: Language | None = None) -> Path:
    """Write the report of ``out/miner.db`` to ``out/report``.

    Args:
        out: the folder of the database.
        language: of the report; the one in force where it is not given. What the database quotes stays as it is.

    Returns:
        Its first page.

    Raises:
        StoreError: the database cannot be read, or the report cannot be written.
    """
    return contextvars.copy_context().run(_write_report, out, language or current_language())


def _write_report(out: Path, language: Language) -> Path:
    set_language(language)
    place = out / "report"
    fresh = out / f".report-{os.getpid()}"
    try:
        with Reader.open(out / DATABASE) as reader:
            shutil.rmtree(fresh, ignore_errors=True)
            fresh.mkdir(parents=True)
            _Pages(fresh, language).write(reader)
        _take_place(fresh, place)
    except OSError as error:
        raise StoreError(
            say(f"报告不能写入 {place}：{error}", f"The report cannot be written to {place}: {error}"),
            say("请检查写权限和磁盘空间后重试。", "Check permissions and free space, then try again."),
        ) from error
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return place / "index.html"


def _take_place(fresh: Path, place: Path) -> None:
    old = place.with_name(f".report-old-{os.getpid()}")
    if place.exists():
        place.rename(old)
    try:
        fresh.rename(place)
    except OSError:
        with suppress(OSError):
            old.rename(place)
        raise
    shutil.rmtree(old, ignore_errors=True)


class _Pages:
    """The pages of one report."""

    def __init__(self, folder: Path, language: Language) -> None:
        self._folder = folder
        self._environment = jinja2.Environment(
            loader=jinja2.PackageLoader("miner.report"),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.globals |= {"say": say, "language": language, "version": __version__, "page_name": page_name}
        self._environment.filters |= {"amount": amount, "moment": moment, "share": share, **_names()}

    def write(self, reader: Reader) -> None:
        """Write them all."""
        for asset in _ASSETS:
            text, _, _ = self._loader.get_source(self._environment, asset)
            (self._folder / asset).write_text(text, encoding="utf-8")
        self._environment.filters["cause_name"] = partial(_known_or_same, reader.causes())
        self._environment.filters["rule_name"] = partial(_rule_name, reader.rule_statements())
        index = views.index_view(reader)
        self._write("index.html", "index.html.j2", view=index, root="")
        documents = {row.document.doc_id: row.document for row in index.rows}
        clusters = {cluster.cluster_id: cluster for cluster in reader.clusters(views.RECURS)}
        for document in documents.values():
            page = views.document_view(reader, document, clusters)
            self._write(f"doc/{page_name(document.doc_id)}.html", "document.html.j2", view=page, root="../")
        for rule in views.rule_views(reader, documents):
            self._write(f"rule/{rule.page}.html", "rule.html.j2", view=rule, root="../")
        if clusters:
            everything = list(clusters.values())
            self._write("clusters.html", "clusters.html.j2", clusters=everything, root="")
        for cluster in views.cluster_views(reader):
            self._write(f"cluster/{cluster.page}.html", "cluster.html.j2", view=cluster, root="../")

    @property
    def _loader(self) -> jinja2.BaseLoader:
        loader = self._environment.loader
        assert loader is not None
        return loader

    def _write(self, name: str, template: str, **values: Any) -> None:
        path = self._folder / name
        path.parent.mkdir(exist_ok=True)
        text = self._environment.get_template(template).render(**values)
        path.write_text(text, encoding="utf-8")


def _known_or_same(titles: Mapping[str, str], name: str) -> str:
    return titles.get(name, name)


def _rule_name(statements: Mapping[str, str], rule: str) -> str:
    return labels.name_of(wording.RULES, rule) if rule in wording.RULES else statements.get(rule, "")


def moment(text: str) -> str:
    """A time of the journal without seconds."""
    return datetime.fromisoformat(text).strftime("%Y-%m-%d %H:%M UTC")


def amount(value: Decimal | None) -> str:
    """A decimal with its digits as stored; empty for none."""
    return "" if value is None else format(value, ",f")


def share(value: float | None) -> str:
    """A measure with up to four significant digits; a dash for none."""
    return "—" if value is None else f"{value:.4g}"


def _names() -> dict[str, Callable[[str | None], str]]:
    """A filter for each sort of code: ``kind|kind_name``."""
    sorts = {
        "kind_name": labels.KINDS,
        "scope_name": labels.SCOPES,
        "outcome_name": labels.OUTCOMES,
        "health_name": labels.HEALTH,
        "field_name": labels.FIELDS,
        "origin_name": labels.ORIGINS,
        "narrative_name": labels.NARRATIVES,
        "direction_name": labels.DIRECTIONS,
        "basis_name": wording.BASES,
        "verdict_name": labels.VERDICTS,
        "check_name": labels.CHECKS,
        "severity_name": labels.SEVERITIES,
        "component_name": wording.COMPONENTS,
        "figure_name": labels.FIGURES,
        "role_name": labels.ROLES,
        "mark_name": labels.MARKS,
        "measure_name": wording.MEASURES,
    }
    return {name: partial(labels.name_of, names) for name, names in sorts.items()}
