"""Filling the search index of a document from its stored sections and cells, within the caller's transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from miner.model import BBox, Place, PlacedText
from miner.store.encoding import bbox_text, bbox_value
from miner.store.search import Cell, paragraphs, row_text, segmented

Row = tuple[object, ...]


def index_document(connection: sqlite3.Connection, doc_id: str, texts: Mapping[str, PlacedText] | None = None) -> None:
    """Write the rows of search of a document, in place of those that were there.

    Args:
        connection: in a transaction.
        doc_id: a document whose sections and cells are stored.
        texts: the sections' texts with the places of their characters, by section_id. Without them a paragraph stands
            where the figures and narratives in it stand, or on its section's only page.
    """
    forget_document(connection, doc_id)
    number = int(connection.execute("SELECT coalesce(max(row_id), 0) FROM search_rows").fetchone()[0])
    rows: list[Row] = []
    words: list[Row] = []
    for row, text in (*_paragraphs(connection, doc_id, texts), *_table_rows(connection, doc_id)):
        number += 1
        rows.append((number, doc_id, *row))
        words.append((number, segmented(text)))
    connection.executemany("INSERT INTO search_rows VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
    connection.executemany("INSERT INTO search_words (rowid, words) VALUES (?, ?)", words)


def forget_document(connection: sqlite3.Connection, doc_id: str) -> None:
    """Take a document out of the index. A document that is deleted goes by itself."""
    connection.execute("DELETE FROM search_rows WHERE doc_id = ?", (doc_id,))


def _paragraphs(
    connection: sqlite3.Connection, doc_id: str, texts: Mapping[str, PlacedText] | None
) -> Iterator[tuple[Row, str]]:
    sections = connection.execute(
        "SELECT section_id, text, page_first, page_last FROM sections WHERE doc_id = ? ORDER BY ordinal", (doc_id,)
    ).fetchall()
    for section_id, text, first, last in sections:
        only = first if first == last else None
        placed = None if texts is None else texts.get(section_id)
        for start, end in paragraphs(text):
            if placed is not None:
                places: Iterable[Place] = placed.places(start, end)
            elif first is not None:
                places = _places(connection, section_id, start, end)
            else:
                places = ()
            page, box = _around(places)
            row = ("text", section_id, section_id, start, end, page or only, bbox_text(box))
            yield row, text[start:end]


def _places(connection: sqlite3.Connection, section_id: str, start: int, end: int) -> Iterator[Place]:
    """Where the figures and narratives of a paragraph stand."""
    for table, key in (("narratives", "narrative_id"), ("figures", "figure_id")):
        found = connection.execute(
            f"SELECT p.page, p.bbox FROM {table} r JOIN places p ON p.record_id = r.{key}"
            " WHERE r.section_id = ? AND r.char_start >= ? AND r.char_end <= ? ORDER BY r.char_start, p.ordinal",
            (section_id, start, end),
        )
        for page, bbox in found.fetchall():
            box = bbox_value(bbox)
            if box is not None:
                yield Place(page, box)


def _around(places: Iterable[Place]) -> tuple[int | None, BBox | None]:
    """The first page that something stands on, and the box around it there."""
    found = list(places)
    if not found:
        return None, None
    page = min(place.page for place in found)
    boxes = [place.bbox for place in found if place.page == page]
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return page, (min(lefts), min(tops), max(rights), max(bottoms))


def _table_rows(connection: sqlite3.Connection, doc_id: str) -> Iterator[tuple[Row, str]]:
    cells = connection.execute(
        "SELECT c.table_id, c.row_index, c.cell_id, c.page, c.row_label, c.row_code, c.raw"
        " FROM tables t JOIN cells c USING (table_id) WHERE t.doc_id = ?"
        " ORDER BY t.rowid, c.row_index, c.column_index",
        (doc_id,),
    ).fetchall()
    for _, row in groupby(cells, key=lambda cell: cell[:2]):
        held = list(row)
        text, _ = row_text([Cell(*cell[4:]) for cell in held])
        if text:
            yield ("row", held[0][2], None, None, None, held[0][3], None), text
