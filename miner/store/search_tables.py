"""The tables behind the search. They are made from the others, and again with each document: no export holds them."""

from __future__ import annotations

from miner.store.ddl import BBOX, OF_DOCUMENT, PAGE, Column, Table

SEARCH: tuple[Table, ...] = (
    Table(
        "search_rows",
        "One paragraph or table row that can be searched. Not exported: made from sections and cells.",
        (
            Column(
                "row_id",
                "INTEGER PRIMARY KEY NOT NULL",
                "rowid in search_words; those of one document and kind follow each other without others between.",
            ),
            OF_DOCUMENT,
            Column("kind", "TEXT NOT NULL", "text: a paragraph of a section; row: a row of a table."),
            Column("record_id", "TEXT NOT NULL", "The section_id, or the cell_id of the row's first cell."),
            Column("section_id", "TEXT", "The section of a paragraph; NULL for table rows."),
            Column("char_start", "INTEGER", "Where a paragraph begins in sections.text; NULL for table rows."),
            Column("char_end", "INTEGER", "Where a paragraph ends in sections.text; NULL for table rows."),
            PAGE,
            BBOX,
        ),
        indexes=("doc_id, kind",),
        triggers=(
            "CREATE TRIGGER search_rows_gone AFTER DELETE ON search_rows"
            " BEGIN DELETE FROM search_words WHERE rowid = old.row_id; END",
        ),
    ),
    Table(
        "search_words",
        "Full text index (FTS5) over search_rows, by rowid. Not exported: made from sections and cells.",
        (Column("words", "TEXT", "The tokens, blanks between: each Han character, each run of letters or digits."),),
        # The text is cut already; "ascii" parts it at blanks and leaves all that is not ASCII together.
        virtual="fts5(words, tokenize='ascii', columnsize=0)",
    ),
)
"""In this order: what deletes from a table comes before it."""
