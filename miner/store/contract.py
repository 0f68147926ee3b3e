"""The tables whose names and columns are a contract with people and with other programs."""

from __future__ import annotations

from miner.store.ddl import BBOX, CHAR_END, CHAR_START, OF_DOCUMENT, PAGE, Column, Table, reference

CONTRACT: tuple[Table, ...] = (
    Table(
        "documents",
        "One published document; files with the same bytes are one document.",
        (
            Column("doc_id", "TEXT PRIMARY KEY NOT NULL", "First 16 hexadecimal digits of the file's SHA-256."),
            Column("source", "TEXT NOT NULL", "The file, as it was named to the last run that saw it."),
            Column(
                "sha256", "TEXT NOT NULL", "SHA-256 of the file's bytes; empty where they could not be read at all."
            ),
            Column("department", "TEXT NOT NULL", "部门或单位 that published it; empty where it is not stated."),
            Column("region", "TEXT NOT NULL", "Region of the department; empty where it is not stated."),
            Column("fiscal_year", "INTEGER", "年度 that is accounted for; NULL where it is not stated."),
            Column("kind", "TEXT", "final_accounts 决算, budget 预算, government_accounts, other; NULL if unreadable."),
            Column("pages", "INTEGER", "Number of pages; NULL for text inputs and for what could not be read."),
            Column("outcome", "TEXT NOT NULL", "complete, partial or failed; the errors table says why."),
            Column(
                "health", "TEXT NOT NULL", "How far the text of each page can be trusted: a list by page.", json=True
            ),
            Column("seconds", "REAL NOT NULL", "Wall clock seconds that mining it took."),
        ),
    ),
    Table(
        "sections",
        "One heading with the paragraphs below it, up to the next heading.",
        (
            Column("section_id", "TEXT PRIMARY KEY NOT NULL", "doc_id-s and the section's ordinal."),
            OF_DOCUMENT,
            Column("parent_id", f"TEXT {reference('sections')}", "The section above; NULL at the top."),
            Column("ordinal", "INTEGER NOT NULL", "Place in reading order, from 0."),
            Column("level", "INTEGER NOT NULL", "1 第一部分, 2 一、, 3 （一）, 4 1、, 5 （1）."),
            Column("title", "TEXT NOT NULL", "The heading as printed."),
            Column("text", "TEXT NOT NULL", "Heading and paragraphs; all offsets count here."),
            Column("page_first", "INTEGER", "Page of its first character; NULL for text inputs."),
            Column("page_last", "INTEGER", "Page of its last character; NULL for text inputs."),
        ),
        indexes=("doc_id, ordinal", "parent_id"),
    ),
    Table(
        "tables",
        "One table of the document; one that runs over several pages is one table.",
        (
            Column("table_id", "TEXT PRIMARY KEY NOT NULL", "doc_id-t and the table's ordinal."),
            OF_DOCUMENT,
            Column("kind", "TEXT NOT NULL", "One of the nine statutory tables by its English name, or other."),
            Column("title", "TEXT NOT NULL", "The title as printed."),
            Column("number", "TEXT NOT NULL", "公开01表 …, as printed; empty where none is."),
            Column("unit", "TEXT NOT NULL", "金额单位 as printed (万元, 元); empty where none is."),
            Column("note", "TEXT NOT NULL", "注 and 说明 below the table."),
            Column("page_first", "INTEGER", "Page where it begins; NULL for text inputs."),
            Column("page_last", "INTEGER", "Page where it ends; NULL for text inputs."),
        ),
        indexes=("doc_id",),
    ),
    Table(
        "cells",
        "One cell of a table's body, bound to its row and its column.",
        (
            Column("cell_id", "TEXT PRIMARY KEY NOT NULL", "table_id, -r row_index and -c column_index."),
            Column("table_id", f"TEXT NOT NULL {reference('tables')}", "The table."),
            Column("row_index", "INTEGER NOT NULL", "Row of the table's body."),
            Column("column_index", "INTEGER NOT NULL", "Column of the table."),
            Column("row_label", "TEXT NOT NULL", "What the row is about (科目名称 or 项目)."),
            Column(
                "row_code", "TEXT NOT NULL", "Full account code of the row (201|06|01 joined to 2010601), or empty."
            ),
            Column("row_number", "TEXT NOT NULL", "行次 of the row in this half of the table, or empty."),
            Column("column_path", "TEXT NOT NULL", "Headers over the column, outermost first, joined with ' / '."),
            Column("raw", "TEXT NOT NULL", "The cell as printed."),
            Column(
                "value",
                "TEXT",
                "The number as a decimal string in the table's unit; NULL where there is none.",
                decimal=True,
            ),
            Column("state", "TEXT NOT NULL", "number, blank, text or unreadable; blank is not 0."),
            PAGE,
            BBOX,
        ),
        indexes=("table_id, row_index, column_index", "row_code"),
    ),
    Table(
        "narratives",
        "One mined piece of prose.",
        (
            Column("narrative_id", "TEXT PRIMARY KEY NOT NULL", "doc_id-n and the narrative's ordinal."),
            OF_DOCUMENT,
            Column("section_id", f"TEXT NOT NULL {reference('sections')}", "The section it stands in."),
            Column("kind", "TEXT NOT NULL", "variance 差异说明, project 项目, problem 问题, measure 改进措施."),
            Column("subject", "TEXT NOT NULL", "Account path (类/款/项), “三公” item, project name or section title."),
            Column("account_code", "TEXT NOT NULL", "The subject's account code where it is known, or empty."),
            Column("text", "TEXT NOT NULL", "The words."),
            Column(
                "reason", "TEXT NOT NULL", "The clause that explains, without its lead-in; empty where none is given."
            ),
            Column("direction", "TEXT NOT NULL", "up, down, flat 持平 or unstated, as the words say it."),
            PAGE,
            CHAR_START,
            CHAR_END,
        ),
        indexes=("doc_id", "section_id"),
    ),
    Table(
        "figures",
        "One number that the prose states.",
        (
            Column("figure_id", "TEXT PRIMARY KEY NOT NULL", "doc_id-f and the figure's ordinal."),
            OF_DOCUMENT,
            Column("section_id", f"TEXT NOT NULL {reference('sections')}", "The section it stands in."),
            Column(
                "narrative_id", f"TEXT {reference('narratives')}", "The narrative it stands in; NULL where in none."
            ),
            Column("text", "TEXT NOT NULL", "The number with its unit, as printed."),
            Column("value", "TEXT NOT NULL", "The number as a decimal string, in unit.", decimal=True),
            Column("unit", "TEXT NOT NULL", "万元, %, 个 …"),
            Column("kind", "TEXT NOT NULL", "amount, percent, percentage_point, count or delta."),
            Column("measure", "TEXT NOT NULL", "支出决算, 年初预算, 占比, 增长率 …; empty where unknown."),
            Column("period", "TEXT NOT NULL", "The period it speaks of; empty where unknown."),
            PAGE,
            BBOX,
            CHAR_START,
            CHAR_END,
        ),
        indexes=("doc_id", "section_id", "narrative_id"),
    ),
    Table(
        "links",
        "What backs a figure: one cell, or a formula over figures and cells, or nothing; and the verdict.",
        (
            Column("figure_id", f"TEXT PRIMARY KEY NOT NULL {reference('figures')}", "The figure."),
            Column("cell_id", f"TEXT {reference('cells')}", "The cell that backs it; NULL where none does."),
            Column("formula", "TEXT NOT NULL", "The recomputation that backs it, or empty."),
            Column(
                "computed", "TEXT", "What the formula gives, a decimal string; NULL without a formula.", decimal=True
            ),
            Column(
                "verdict",
                "TEXT NOT NULL",
                "match, rounding, mismatch, arithmetic_ok, arithmetic_mismatch, "
                "no_table_counterpart, ambiguous or not_checked.",
            ),
            Column("score", "REAL NOT NULL", "How sure the link is; comparable within one version of the miner only."),
            Column("features", "TEXT NOT NULL", "The features that gave the score, by name.", json=True),
            Column("why", "TEXT NOT NULL", "The verdict in a sentence."),
        ),
        indexes=("cell_id", "verdict"),
    ),
    Table(
        "checks",
        "One identity or content rule, applied once.",
        (
            Column("check_id", "TEXT PRIMARY KEY NOT NULL", "doc_id-k and the check's ordinal."),
            OF_DOCUMENT,
            Column("rule", "TEXT NOT NULL", "Name of the rule."),
            Column("statement", "TEXT NOT NULL", "What must hold, in words."),
            Column("left_value", "TEXT", "Left side, a decimal string.", decimal=True),
            Column("right_value", "TEXT", "Right side, a decimal string.", decimal=True),
            Column("difference", "TEXT", "Left less right, a decimal string.", decimal=True),
            Column("tolerance", "TEXT", "How far rounding alone may part them, a decimal string.", decimal=True),
            Column("verdict", "TEXT NOT NULL", "pass, rounding, fail, not_applicable or not_checked."),
            Column("why", "TEXT NOT NULL", "The verdict in a sentence."),
        ),
        indexes=("doc_id",),
    ),
    Table(
        "findings",
        "What an auditor reads: one root cause with the evidence of both sides.",
        (
            Column(
                "finding_id",
                "TEXT PRIMARY KEY NOT NULL",
                "doc_id-g and the finding's key: the same finding has the same id in every run.",
            ),
            OF_DOCUMENT,
            Column("rule", "TEXT NOT NULL", "Name of the rule."),
            Column("severity", "TEXT NOT NULL", "error, warning or hint."),
            Column("message", "TEXT NOT NULL", "What does not agree, in words."),
            Column(
                "evidence",
                "TEXT NOT NULL",
                "List of {doc_id, page, bbox, section_id, char_start, char_end, cell_id, quote, role}.",
                json=True,
            ),
        ),
        indexes=("doc_id", "rule"),
    ),
    Table(
        "explanations",
        "The reason that a variance gives, with figures, years, accounts and names turned into slots.",
        (
            Column("explanation_id", "TEXT PRIMARY KEY NOT NULL", "doc_id-e and the explanation's ordinal."),
            Column("narrative_id", f"TEXT NOT NULL {reference('narratives')}", "The variance that gives it."),
            OF_DOCUMENT,
            Column("text", "TEXT NOT NULL", "The reason as written."),
            Column("template", "TEXT NOT NULL", "The reason with its slots."),
            Column("cause", "TEXT NOT NULL", "Its cause in the taxonomy; empty where none fits."),
            Column("cluster_id", f"TEXT {reference('clusters', 'SET NULL')}", "Its cluster; NULL before clustering."),
        ),
        indexes=("doc_id", "narrative_id", "cluster_id"),
    ),
    Table(
        "clusters",
        "Explanations that say the same.",
        (
            Column("cluster_id", "TEXT PRIMARY KEY NOT NULL", "Stable across runs: made from the template."),
            Column("template", "TEXT NOT NULL", "The template of its head."),
            Column("label", "TEXT NOT NULL", "What its members share, for reading."),
            Column("cause", "TEXT NOT NULL", "Its cause in the taxonomy; empty where none fits."),
            Column("size", "INTEGER NOT NULL", "How many explanations it holds."),
            Column("departments", "INTEGER NOT NULL", "How many departments use it."),
            Column("documents", "INTEGER NOT NULL", "How many documents use it."),
            Column("first_year", "INTEGER", "First fiscal year; NULL where unknown."),
            Column("last_year", "INTEGER", "Last fiscal year; NULL where unknown."),
        ),
    ),
    Table(
        "profiles",
        "One measure of one document.",
        (
            OF_DOCUMENT,
            Column("measure", "TEXT NOT NULL", "Name of the measure."),
            Column("value", "REAL", "The measure; NULL where it is undefined (profile_notes says why)."),
        ),
        ("PRIMARY KEY (doc_id, measure)",),
    ),
    Table(
        "errors",
        "Something that could not be done for a document.",
        (
            OF_DOCUMENT,
            Column("component", "TEXT NOT NULL", "The part of the miner that could not go on."),
            Column("page", "INTEGER", "The page concerned; NULL for the whole document."),
            Column("message", "TEXT NOT NULL", "What happened and what it means, in words."),
        ),
        indexes=("doc_id",),
    ),
    Table(
        "judgements",
        "What a reviewer decided. Rows are withdrawn, never deleted; no run ever touches them.",
        (
            Column("target_kind", "TEXT NOT NULL", "What is judged: finding, link, explanation or cluster."),
            Column(
                "target_key",
                "TEXT NOT NULL",
                "The same after a re-run: finding_id; cluster_id; of a link, doc_id-l and a hash of the figure's sentence; "
                "of an explanation, doc_id-x and a hash of its subject and words, for excluded and split with @cluster_id.",
            ),
            Column(
                "verdict",
                "TEXT NOT NULL",
                "confirmed, dismissed or comment; of an explanation also excluded and split, of a cluster merged and named.",
            ),
            Column(
                "note",
                "TEXT NOT NULL DEFAULT ''",
                "The reviewer's remark; of split and named the name, of merged the id of the cluster it joins.",
            ),
            Column("reviewer", "TEXT NOT NULL", "Who says so."),
            Column("made_at", "TEXT NOT NULL", "When, in UTC, ISO 8601."),
            Column("withdrawn_at", "TEXT", "When it was withdrawn, in UTC, ISO 8601; NULL while it stands."),
        ),
        indexes=("target_kind, target_key",),
    ),
)
