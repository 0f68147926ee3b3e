"""What the data frames of a corpus are: which columns, of what kind, and what each holds.

As with the tables of the database, the description is data, and the queries are made from it, so that no column is without
a note. The notes are those of the schema; only what is joined in or worked out has notes of its own.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from miner.store import schema


class Kind(StrEnum):
    """What the values of a column are; says which dtype it has."""

    WHOLE = "Int64"
    REAL = "float64"
    TEXT = "string"
    CODE = "category"
    TRUTH = "boolean"
    DECIMAL = "object (Decimal)"
    JSON = "object (JSON)"
    BOX = "object (tuple)"


@dataclass(frozen=True, slots=True)
class Field:
    """A column of a frame."""

    name: str
    kind: Kind
    note: str
    sql: str = ""
    """The expression of the query; empty where it is worked out."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A frame: what one row is, its columns, and where they come from."""

    name: str
    note: str
    fields: tuple[Field, ...]
    source: str = ""
    """The tables of the query; empty where there is none."""
    order: str = ""
    document: str = ""
    """The column of the query that says of which document a row is; empty where it is of none."""

    def query(self, doc_id: str | None = None) -> tuple[str, tuple[str, ...]]:
        """The SQL that gives the columns, of all documents or of one, with the values of its marks."""
        columns = ", ".join(f"{field.sql} AS {field.name}" for field in self.fields if field.sql)
        where, values = ("", ()) if doc_id is None else (f" WHERE {self.document} = ?", (doc_id,))
        return f"SELECT {columns} FROM {self.source}{where} ORDER BY {self.order}", values


_KINDS = {"INTEGER": Kind.WHOLE, "REAL": Kind.REAL, "TEXT": Kind.TEXT, "JSON": Kind.JSON, "DECIMAL": Kind.DECIMAL}
_TRUTHS = {("table_details", "empty"), ("table_details", "declared_empty")}


def _of(table: str, alias: str, names: str = "", codes: Collection[str] = ()) -> tuple[Field, ...]:
    """Columns of a table of the database, all unless some are named, those of ``codes`` as categories."""
    columns = {column.name: column for column in schema.BY_NAME[table].columns}
    found = []
    for name in names.split() or columns:
        column = columns[name]
        kind = _KINDS[column.kind]
        if name == "bbox":
            kind = Kind.BOX
        elif name in codes:
            kind = Kind.CODE
        elif (table, name) in _TRUTHS:
            kind = Kind.TRUTH
        found.append(Field(name, kind, column.note, f"{alias}.{name}"))
    return tuple(found)


_WHO = _of("documents", "d", "department fiscal_year")
"""Of whose document a row is, and of which year."""


def _told(table: str, alias: str, codes: Collection[str] = ()) -> tuple[Field, ...]:
    """Columns of a table of documents' records: whose it is first, then all that it holds."""
    own = _of(table, alias, codes=codes)
    return (
        *(field for field in own if field.name == "doc_id"),
        *_WHO,
        *(field for field in own if field.name != "doc_id"),
    )


def table_frame(name: str) -> Frame:
    """A table of the database as it is."""
    table = schema.BY_NAME[name]
    return Frame(name, table.note, _of(name, "x"), f"{name} x", schema.order(name))


_BY_DOCUMENT = "JOIN documents d USING (doc_id)"
_IN_ORDER = "{0}.doc_id, {0}.rowid"
_REVIEW = Field("review", Kind.CODE, "open, or confirmed or dismissed as the last standing judgement says.")

DOCUMENTS = Frame(
    "documents",
    schema.BY_NAME["documents"].note,
    (
        *_of("documents", "d", codes=("kind", "outcome")),
        *_of("document_details", "x", "format scope", ("format", "scope")),
    ),
    "documents d LEFT JOIN document_details x ON x.doc_id = d.doc_id",
    "d.region, d.department, d.fiscal_year, d.kind, d.source, d.doc_id",
    "d.doc_id",
)
SECTIONS = Frame(
    "sections",
    schema.BY_NAME["sections"].note,
    (*_of("sections", "s"), *_of("section_details", "x", "role", ("role",))),
    "sections s LEFT JOIN section_details x USING (section_id)",
    "s.doc_id, s.ordinal",
    "s.doc_id",
)
TABLES = Frame(
    "tables",
    schema.BY_NAME["tables"].note,
    (*_of("tables", "t", codes=("kind",)), *_of("table_details", "x", "columns empty declared_empty")),
    "tables t LEFT JOIN table_details x USING (table_id)",
    _IN_ORDER.format("t"),
    "t.doc_id",
)
CELLS = Frame(
    "cells",
    schema.BY_NAME["cells"].note,
    (
        *_of("tables", "t", "doc_id"),
        *_of("cells", "c", "cell_id table_id"),
        Field("table_kind", Kind.CODE, schema.BY_NAME["tables"].columns[2].note, "t.kind"),
        Field("unit", Kind.CODE, "Unit of value: of the table, as printed (万元, 元); empty where none is.", "t.unit"),
        *_of(
            "cells",
            "c",
            "row_index column_index row_label row_code row_number column_path raw value state page bbox",
            ("state",),
        ),
    ),
    "cells c JOIN tables t USING (table_id)",
    "t.doc_id, t.rowid, c.row_index, c.column_index",
    "t.doc_id",
)
NARRATIVES = Frame(
    "narratives",
    schema.BY_NAME["narratives"].note,
    (
        *_told("narratives", "n", codes=("kind", "direction")),
        *_of("narrative_details", "x", "basis reason_start reason_end", ("basis",)),
    ),
    f"narratives n {_BY_DOCUMENT} LEFT JOIN narrative_details x USING (narrative_id)",
    _IN_ORDER.format("n"),
    "n.doc_id",
)
PROJECTS = Frame(
    "projects",
    schema.BY_NAME["projects"].note,
    (*_of("narratives", "n", "doc_id"), *_WHO, *_of("projects", "p")),
    f"projects p JOIN narratives n USING (narrative_id) {_BY_DOCUMENT}",
    _IN_ORDER.format("n"),
    "n.doc_id",
)
FIGURES = Frame(
    "figures",
    f"{schema.BY_NAME['figures'].note} With what backs it: {schema.BY_NAME['links'].note}",
    (
        *_told("figures", "f", codes=("kind",)),
        *_of("links", "l", "cell_id formula computed verdict score features why", ("verdict",)),
    ),
    f"figures f {_BY_DOCUMENT} LEFT JOIN links l USING (figure_id)",
    _IN_ORDER.format("f"),
    "f.doc_id",
)
CHECKS = Frame(
    "checks",
    schema.BY_NAME["checks"].note,
    _told("checks", "k", codes=("rule", "verdict")),
    f"checks k {_BY_DOCUMENT}",
    _IN_ORDER.format("k"),
    "k.doc_id",
)
_GRAVEST_FIRST = "CASE g.severity WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END, g.rule, g.doc_id, g.rowid"
FINDINGS = Frame(
    "findings",
    schema.BY_NAME["findings"].note,
    (*_told("findings", "g", codes=("rule", "severity")), _REVIEW),
    f"findings g {_BY_DOCUMENT}",
    _GRAVEST_FIRST,
    "g.doc_id",
)
_PIECE = {field.name: field for field in _of("figures", "f")}
EVIDENCE = Frame(
    "evidence",
    "One piece of the evidence of a finding: findings(evidence=True).",
    (
        *(field for field in FINDINGS.fields if field.name != "evidence"),
        Field("piece", Kind.WHOLE, "Which piece of the finding's evidence, from 0."),
        Field("role", Kind.CODE, "What it is in the finding: stated, cell, reason …"),
        Field("quote", Kind.TEXT, "The words or the cell, as printed."),
        Field("page", Kind.WHOLE, _PIECE["page"].note),
        Field("bbox", Kind.BOX, _PIECE["bbox"].note),
        Field("section_id", Kind.TEXT, "The section it stands in; missing for cells."),
        Field("char_start", Kind.WHOLE, "Offset of its first character in sections.text; missing for cells."),
        Field("char_end", Kind.WHOLE, "Offset after its last character in sections.text; missing for cells."),
        Field("cell_id", Kind.TEXT, "The cell; missing for words."),
    ),
)
EXPLANATIONS = Frame(
    "explanations",
    schema.BY_NAME["explanations"].note,
    (
        *_told("explanations", "e", codes=("cause",)),
        *_of("narratives", "n", "subject account_code direction", ("direction",)),
        *_of("narrative_details", "y", "basis", ("basis",)),
        *_of(
            "explanation_details",
            "x",
            "section_id char_start char_end page bbox similarity others years surprisal causes marks",
        ),
    ),
    f"explanations e {_BY_DOCUMENT} JOIN narratives n USING (narrative_id)"
    " LEFT JOIN narrative_details y USING (narrative_id) LEFT JOIN explanation_details x USING (explanation_id)",
    _IN_ORDER.format("e"),
    "e.doc_id",
)
_TITLE = Field("cause_title", Kind.CODE, "What a reader calls its cause.", "coalesce(u.title, c.cause)")
CLUSTERS = Frame(
    "clusters",
    schema.BY_NAME["clusters"].note,
    (
        *_of("clusters", "c", "cluster_id template label cause", ("cause",)),
        _TITLE,
        *_of("clusters", "c", "size departments documents first_year last_year"),
        *_of("cluster_heads", "h", "family_id"),
    ),
    "clusters c LEFT JOIN cluster_heads h USING (cluster_id) LEFT JOIN causes u ON u.cause = c.cause",
    "c.departments DESC, c.size DESC, c.template, c.cluster_id",
)
REVIEWED_CLUSTERS = Frame(
    "reviewed_clusters",
    "Clusters as reviewers left them: clusters(reviewed=True).",
    (
        *(field for field in CLUSTERS.fields if field.name in ("cluster_id", "template", "label", "cause")),
        Field("name", Kind.TEXT, "The name that a reviewer gave it; empty where none did."),
        *(field for field in CLUSTERS.fields if field.kind is Kind.WHOLE),
        Field("members", Kind.JSON, "Its explanation ids."),
        Field("excluded", Kind.JSON, "Explanation ids that were taken out of it."),
        Field("merged_from", Kind.JSON, "Ids of the clusters that were merged into it."),
        Field("split_from", Kind.TEXT, "The cluster that it was split off; empty for the clusters of the run."),
    ),
)
PROFILES = Frame(
    "profiles",
    schema.BY_NAME["profiles"].note,
    (
        *_of("profiles", "p", "doc_id"),
        *_WHO,
        *_of("profiles", "p", "measure value", ("measure",)),
        *_of("profile_notes", "x", "scope note", ("scope",)),
    ),
    f"profiles p {_BY_DOCUMENT} LEFT JOIN profile_notes x ON x.doc_id = p.doc_id AND x.measure = p.measure",
    "d.region, d.department, d.fiscal_year, p.doc_id, p.measure",
    "p.doc_id",
)
WIDE_PROFILES = Frame(
    "wide_profiles",
    "One document with a column for each measure (docs/measures.md), missing where undefined: profiles(wide=True).",
    _of("documents", "d", "doc_id department region fiscal_year kind", ("kind",)),
)
JUDGEMENTS = Frame(
    "judgements",
    schema.BY_NAME["judgements"].note,
    (
        Field("judgement_id", Kind.WHOLE, "Place in the order in which judgements came in, from 1.", "j.rowid"),
        *_of("judgements", "j", codes=("target_kind", "verdict")),
    ),
    "judgements j",
    "j.rowid",
)
ERRORS = Frame(
    "errors",
    schema.BY_NAME["errors"].note,
    (*_of("errors", "r", codes=("component",)), *_of("documents", "d", "source")),
    f"errors r {_BY_DOCUMENT}",
    _IN_ORDER.format("r"),
    "r.doc_id",
)

FRAMES: dict[str, Frame] = {
    frame.name: frame
    for frame in (
        DOCUMENTS,
        SECTIONS,
        TABLES,
        CELLS,
        NARRATIVES,
        PROJECTS,
        FIGURES,
        CHECKS,
        FINDINGS,
        EVIDENCE,
        EXPLANATIONS,
        CLUSTERS,
        REVIEWED_CLUSTERS,
        PROFILES,
        WIDE_PROFILES,
        JUDGEMENTS,
        ERRORS,
    )
}
