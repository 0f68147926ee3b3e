"""The tables beside the contract: what it has no room for, and the journal of the runs."""

from __future__ import annotations

from miner.store.ddl import BBOX, OF_DOCUMENT, PAGE, Column, Table, reference

BESIDE: tuple[Table, ...] = (
    Table(
        "document_details",
        "What is known of a document beyond documents.",
        (
            Column("doc_id", f"TEXT PRIMARY KEY NOT NULL {reference('documents')}", "The document."),
            Column("format", "TEXT NOT NULL", "pdf, txt, md, docx or html; empty where it could not be read."),
            Column("scope", "TEXT NOT NULL", "unit 单位, department 部门 or unknown."),
            Column("contents", "TEXT NOT NULL", "Headings that its own table of contents announces.", json=True),
        ),
    ),
    Table(
        "identity_evidence",
        "One reason to believe a field of a document's identity.",
        (
            OF_DOCUMENT,
            Column("field", "TEXT NOT NULL", "department, region, fiscal_year, kind or scope."),
            Column("value", "TEXT NOT NULL", "What it says the field is."),
            Column("origin", "TEXT NOT NULL", "cover, heading, table_head, prose or file_name."),
            Column("quote", "TEXT NOT NULL", "The words that say so."),
            PAGE,
            BBOX,
        ),
        indexes=("doc_id",),
    ),
    Table(
        "pages",
        "A page of a PDF as it is read: what the boxes on it count in, and how to draw it again.",
        (
            OF_DOCUMENT,
            Column("page", "INTEGER NOT NULL", "Page, from 1."),
            Column("width", "REAL NOT NULL", "Points, after turning."),
            Column("height", "REAL NOT NULL", "Points, after turning."),
            Column(
                "turned",
                "INTEGER NOT NULL",
                "Quarter turn clockwise (0, 90, 180, 270) beyond the file's own /Rotate: most of it was written so.",
            ),
            Column(
                "skew", "REAL NOT NULL", "Degrees clockwise about its centre by which it was straightened after that."
            ),
        ),
        ("PRIMARY KEY (doc_id, page)",),
    ),
    Table(
        "section_details",
        "What is known of a section beyond sections.",
        (
            Column("section_id", f"TEXT PRIMARY KEY NOT NULL {reference('sections')}", "The section."),
            Column("role", "TEXT NOT NULL", "What it is about: front, overview, tables, explanation, performance, …"),
        ),
    ),
    Table(
        "table_details",
        "What is known of a table beyond tables.",
        (
            Column("table_id", f"TEXT PRIMARY KEY NOT NULL {reference('tables')}", "The table."),
            Column("columns", "TEXT NOT NULL", "Header path of each column, left to right.", json=True),
            Column("empty", "INTEGER NOT NULL", "1 where no cell holds an amount."),
            Column("declared_empty", "INTEGER NOT NULL", "1 where the table itself says that it has no data (无数据)."),
        ),
    ),
    Table(
        "narrative_details",
        "What is known of a narrative beyond narratives.",
        (
            Column("narrative_id", f"TEXT PRIMARY KEY NOT NULL {reference('narratives')}", "The narrative."),
            Column("basis", "TEXT NOT NULL", "Compared with: budget 年初预算, adjusted_budget, last_year; or empty."),
            Column(
                "reason_start",
                "INTEGER",
                "Offset of the reason's first character in sections.text, where there is one.",
            ),
            Column("reason_end", "INTEGER", "Offset after the reason's last character, where there is one."),
        ),
    ),
    Table(
        "projects",
        "What a project description states beyond its text.",
        (
            Column("narrative_id", f"TEXT PRIMARY KEY NOT NULL {reference('narratives')}", "The narrative."),
            Column("name", "TEXT NOT NULL", "Name of the project."),
            Column(
                "spending",
                "TEXT",
                "What was spent, a decimal string in unit; NULL where it is not stated.",
                decimal=True,
            ),
            Column("unit", "TEXT NOT NULL", "Unit of spending as printed."),
            Column("purpose", "TEXT NOT NULL", "主要用于 …"),
            Column("done", "TEXT NOT NULL", "What was done (项目实施及绩效情况)."),
        ),
    ),
    Table(
        "places",
        "The boxes that words of the prose cover on paper: one for each line that they touch.",
        (
            OF_DOCUMENT,
            Column(
                "record_id",
                "TEXT NOT NULL",
                "narrative_id, figure_id or explanation_id; finding_id-N for piece N of a finding's evidence, from 0.",
            ),
            Column("ordinal", "INTEGER NOT NULL", "Place in reading order, from 0."),
            Column("page", "INTEGER NOT NULL", "Page, from 1."),
            Column(
                "bbox", "TEXT NOT NULL", "Box [x0, y0, x1, y1] in PDF points, origin at the page's top left.", json=True
            ),
        ),
        indexes=("doc_id", "record_id"),
    ),
    Table(
        "link_operands",
        "One number that a link's formula works with, and where it stands.",
        (
            OF_DOCUMENT,
            Column("figure_id", f"TEXT NOT NULL {reference('figures')}", "The figure whose link has the formula."),
            Column("ordinal", "INTEGER NOT NULL", "Place in the formula, from 0."),
            Column("text", "TEXT NOT NULL", "The number as the formula shows it."),
            Column(
                "operand_figure_id",
                f"TEXT {reference('figures')}",
                "The figure that states it; NULL where a cell does.",
            ),
            Column("cell_id", f"TEXT {reference('cells')}", "The cell that prints it; NULL where a figure states it."),
        ),
        ("PRIMARY KEY (figure_id, ordinal)",),
        indexes=("doc_id", "operand_figure_id", "cell_id"),
    ),
    Table(
        "check_evidence",
        "The evidence of a check, in the form of findings.evidence.",
        (
            Column("check_id", f"TEXT PRIMARY KEY NOT NULL {reference('checks')}", "The check."),
            Column("evidence", "TEXT NOT NULL", "List in the form of findings.evidence.", json=True),
        ),
    ),
    Table(
        "explanation_details",
        "What is known of an explanation beyond explanations.",
        (
            Column("explanation_id", f"TEXT PRIMARY KEY NOT NULL {reference('explanations')}", "The explanation."),
            OF_DOCUMENT,
            Column("section_id", f"TEXT {reference('sections')}", "The section it stands in, where that is known."),
            Column("char_start", "INTEGER", "Offset of its first character in sections.text, where that is known."),
            Column("char_end", "INTEGER", "Offset after its last character, where that is known."),
            PAGE,
            BBOX,
            Column("similarity", "REAL", "To the head of its cluster, 0 to 1; NULL before clustering."),
            Column("others", "INTEGER", "Other departments that use its very template; NULL before clustering."),
            Column("years", "INTEGER", "Other fiscal years in which anybody uses it; NULL before clustering."),
            Column("surprisal", "REAL", "In bits, among what other departments say; NULL where there are no others."),
            Column("causes", "TEXT NOT NULL", "All causes that it names: list of {cause, probability}.", json=True),
            Column(
                "marks", "TEXT NOT NULL", "What is to be said of it: list of codes (empty, others_name …).", json=True
            ),
        ),
        indexes=("doc_id", "section_id, char_start"),
    ),
    Table(
        "cluster_heads",
        "Every cluster that was ever founded, in the order of founding: what new explanations are compared with.",
        (
            Column("cluster_id", "TEXT PRIMARY KEY NOT NULL", "The cluster; it may have no members any more."),
            Column("ordinal", "INTEGER NOT NULL", "Place in the order of founding, from 0."),
            Column("template", "TEXT NOT NULL", "The template that leads it."),
            Column("family_id", "TEXT NOT NULL", "Its family: clusters that give the same reason in other words."),
            Column("version", "TEXT NOT NULL", "The rules by which it was founded."),
        ),
        indexes=("family_id",),
    ),
    Table(
        "cluster_aliases",
        "A cluster's earlier id, of a grouping that was made anew.",
        (
            Column("alias", "TEXT PRIMARY KEY NOT NULL", "The id that it had."),
            Column("cluster_id", "TEXT NOT NULL", "The cluster that most of its members are in now."),
        ),
    ),
    Table(
        "measure_records",
        "What was counted for a measure: of a share, the records above the line.",
        (
            OF_DOCUMENT,
            Column("measure", "TEXT NOT NULL", "Name of the measure."),
            Column("record_id", "TEXT NOT NULL", "Id of the record (explanation_id)."),
        ),
        ("PRIMARY KEY (doc_id, measure, record_id)",),
    ),
    Table(
        "profile_notes",
        "Where a measure comes from, and why it is undefined.",
        (
            OF_DOCUMENT,
            Column("measure", "TEXT NOT NULL", "Name of the measure."),
            Column(
                "scope", "TEXT NOT NULL", "document: told by the document alone; corpus: by all documents together."
            ),
            Column("note", "TEXT NOT NULL", "Why the measure is undefined, or empty."),
        ),
        ("PRIMARY KEY (doc_id, measure)",),
    ),
    Table(
        "causes",
        "What a reader calls the causes of explanations and clusters.",
        (
            Column("cause", "TEXT PRIMARY KEY NOT NULL", "Its name in explanations.cause and clusters.cause."),
            Column("title", "TEXT NOT NULL", "Its title, in the language of the last run."),
        ),
    ),
    Table(
        "files",
        "One file that a run was given. Several with the same bytes share one document.",
        (
            Column("path", "TEXT PRIMARY KEY NOT NULL", "Absolute path."),
            OF_DOCUMENT,
            Column("seen_by", "INTEGER NOT NULL", "The last run that saw it (runs.run_id)."),
        ),
        indexes=("doc_id",),
    ),
    Table(
        "processed",
        "By what a document was mined, so that a later run need not read it again.",
        (
            Column("doc_id", f"TEXT PRIMARY KEY NOT NULL {reference('documents')}", "The document."),
            Column(
                "fingerprint", "TEXT NOT NULL", "Hash of the miner's version and of the settings that change results."
            ),
            Column("limits", "TEXT", "The limits that stopped it (it is tried again under others); NULL for the rest."),
            Column("run_id", "INTEGER NOT NULL", "The run that mined it."),
        ),
    ),
    Table(
        "runs",
        "The journal: one row for each run.",
        (
            Column("run_id", "INTEGER PRIMARY KEY NOT NULL", "Counts from 1."),
            Column("started_at", "TEXT NOT NULL", "In UTC, ISO 8601."),
            Column("finished_at", "TEXT", "In UTC, ISO 8601; NULL for a run that was interrupted or still goes on."),
            Column("version", "TEXT NOT NULL", "Version of the miner."),
            Column("settings", "TEXT NOT NULL", "The settings in force.", json=True),
            Column("inputs", "TEXT NOT NULL", "What the run was given.", json=True),
            Column(
                "summary", "TEXT NOT NULL", "Counts and problems of the run; an empty object before its end.", json=True
            ),
        ),
    ),
    Table(
        "schema_notes",
        "What every table and column holds.",
        (
            Column("table_name", "TEXT NOT NULL", "The table."),
            Column("column_name", "TEXT NOT NULL", "The column; empty for the note on the table itself."),
            Column("note", "TEXT NOT NULL", "What it holds."),
        ),
        ("PRIMARY KEY (table_name, column_name)",),
    ),
)
