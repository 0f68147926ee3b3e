"""The search over a database: what is found, with which place, and that the index is never older than the documents."""

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from miner.errors import StoreError, UsageError
from miner.model import Mined, Problem
from miner.store import Reader, Store, schema
from miner.store.connection import bring_up_to_date
from tests.store import factories


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "miner.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with Store.open(path) as opened:
        yield opened


def with_prose(name: str, *bodies: str, department: str = "青河县档案馆", year: int = 2024) -> Mined:
    """A document without figures, whose sections say something."""
    made = factories.disclosure(name, department, year)
    sections = tuple(factories.section(n, f"{n}、说明", body) for n, body in enumerate(bodies))
    return Mined(replace(made, sections=sections))


def index_rows(path: Path) -> list[int]:
    """The numbers of the index, which the rows must share; and the index must be whole."""
    connection = sqlite3.connect(path)
    connection.execute("INSERT INTO search_words (search_words) VALUES ('integrity-check')")
    rows = [row[0] for row in connection.execute("SELECT row_id FROM search_rows ORDER BY row_id")]
    words = [row[0] for row in connection.execute("SELECT rowid FROM search_words ORDER BY rowid")]
    connection.close()
    assert rows == words
    return rows


def test_a_paragraph_is_found_with_its_place(store: Store) -> None:
    record = factories.mined()
    doc = store.save(record, "a.pdf")
    text = record.disclosure.sections[1].text
    result = store.reader().search("人员增加")
    assert result.total == 1
    [hit] = result.hits
    assert (hit.doc_id, hit.department, hit.fiscal_year, hit.source) == (doc, "青河县档案馆", 2024, "a.pdf")
    assert (hit.kind, hit.record_id, hit.section_id, hit.page) == ("text", f"{doc}-s1", f"{doc}-s1", 1)
    assert hit.title == "一、支出决算情况说明"
    assert [hit.text[start:end] for start, end in hit.spans] == ["人员增加"]
    assert hit.char_start is not None
    assert text.text[hit.char_start : hit.char_start + len(hit.text)] == hit.text == factories.PROSE
    lines = text.places(hit.char_start, hit.char_start + len(hit.text))
    [box] = hit.boxes
    assert box.page == 1
    assert box.bbox[1] == min(line.bbox[1] for line in lines)
    assert box.bbox[3] == max(line.bbox[3] for line in lines)


def test_a_table_row_is_found_with_its_cells(store: Store) -> None:
    doc = store.save(factories.mined(), "a.pdf")
    [hit] = store.reader().search("行政运行 120.50").hits
    assert (hit.kind, hit.record_id, hit.section_id, hit.title) == ("row", f"{doc}-t0-r1-c1", None, "支出决算表")
    assert hit.text == "2010601 | 行政运行 | 120.50 | 0.00"
    assert [hit.text[start:end] for start, end in hit.spans] == ["行政运行", "120.50"]
    assert hit.cell_ids == (f"{doc}-t0-r1-c1",)
    assert [(box.page, box.bbox) for box in hit.boxes] == [(2, (110.0, 120.0, 170.0, 140.0))]


def test_a_text_input_has_no_page_and_no_box(store: Store) -> None:
    store.save(factories.mined(page=None), "a.txt")
    assert {(hit.page, hit.boxes) for hit in store.reader().search("支出").hits} == {(None, ())}


def test_a_paragraph_stands_on_its_own_page(store: Store) -> None:
    record = with_prose("a", "")
    text = factories.placed("一、说明\n甲", 3) + factories.placed("\n丙乙丁", 4)
    sections = (replace(record.disclosure.sections[0], text=text),)
    store.save(Mined(replace(record.disclosure, sections=sections)), "a.pdf")
    assert [store.reader().search(word).hits[0].page for word in ("甲", "乙")] == [3, 4]


def test_filters_pages_of_hits_and_their_order(store: Store) -> None:
    for name, department, year in (("a", "乙局", 2024), ("b", "甲局", 2024), ("c", "甲局", 2023)):
        store.save(with_prose(name, "人员增加", "人员减少\n人员不变", department=department, year=year), f"{name}.pdf")
    reader = store.reader()
    found = reader.search("人员").hits
    assert [(hit.source, hit.text) for hit in found] == [
        (f"{name}.pdf", text) for name in "acb" for text in ("人员增加", "人员减少", "人员不变")
    ]
    assert reader.search("人员", department="甲").total == 6
    assert reader.search("人员", department="甲", year=2023).total == 3
    assert reader.search("人员", doc_id=found[0].doc_id).total == 3
    assert reader.search("人员", year=1999) == reader.search("人员", doc_id="x") == reader.search("没有这个词")
    assert reader.search("合计", kind="row").total == reader.search("合计").total == 3
    assert reader.search("合计", kind="text").total == 0
    for offset in range(10):
        part = reader.search("人员", limit=4, offset=offset)
        assert (part.total, part.hits) == (9, found[offset : offset + 4])
    with pytest.raises(UsageError, match="cell"):
        reader.search("人员", kind="cell")


def test_a_document_that_is_read_again_is_found_by_its_new_words_only(store: Store, path: Path) -> None:
    store.save(with_prose("a", "旧的说法"), "a.pdf")
    store.save(with_prose("b", "旁边的说法"), "b.pdf")
    store.save(with_prose("a", "新的说法"), "a.pdf")
    reader = store.reader()
    assert [reader.search(word).total for word in ("旧的", "新的", "旁边", "说法")] == [0, 1, 1, 2]
    index_rows(path)
    store.save_failure("a.pdf", factories.sha_of("a"), [Problem("reading", "坏了")])
    assert [reader.search(word).total for word in ("新的", "旁边")] == [0, 1]
    index_rows(path)


def test_a_document_that_is_published_no_more_leaves_the_index(store: Store, path: Path) -> None:
    old, new = (store.save(with_prose(name, f"{name}的说法"), f"{name}.pdf") for name in ("甲", "乙"))
    store.note_file("/d/a.pdf", old, 1)
    before = index_rows(path)
    store.note_file("/d/a.pdf", new, 2)
    assert [store.reader().search(word).total for word in ("甲的", "乙的")] == [0, 1]
    assert 0 < len(index_rows(path)) < len(before)


def test_a_document_that_is_refused_leaves_the_index_as_it_was(store: Store, path: Path) -> None:
    store.save(with_prose("a", "旧的说法"), "a.pdf")
    before = index_rows(path)
    record = with_prose("a", "新的说法")
    twice = replace(record.disclosure, tables=record.disclosure.tables * 2)
    with pytest.raises(sqlite3.IntegrityError):
        store.save(Mined(twice), "a.pdf")
    assert store.reader().search("旧的").total == 1
    assert index_rows(path) == before


def test_two_writers_at_once_keep_one_index(path: Path) -> None:
    Store.open(path).close()

    def write(names: str) -> None:
        with Store.open(path) as store:
            for name in names:
                store.save(with_prose(name, f"{name}的说法"), f"{name}.pdf")

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(write, ("甲乙丙丁戊", "己庚辛壬甲")))
    index_rows(path)
    with Reader.open(path) as reader:
        assert [reader.search(f"{name}的说法").total for name in "甲乙丙丁戊己庚辛壬"] == [1] * 9
        assert reader.search("说法").total == 9


def to_version_3(path: Path) -> None:
    connection = sqlite3.connect(path)
    for table in ("search_words", "search_rows", "pages"):
        connection.execute(f"DROP TABLE {table}")
    connection.execute("DELETE FROM schema_notes WHERE table_name LIKE 'search%' OR table_name = 'pages'")
    connection.execute("PRAGMA user_version = 3")
    connection.commit()
    connection.close()


def test_what_an_older_miner_stored_can_be_searched(path: Path) -> None:
    with Store.open(path) as store:
        store.save(factories.mined("a"), "a.pdf")
        store.save(factories.mined("b", page=None), "b.txt")
        store.save(with_prose("c", "第三份的说法"), "c.pdf")
        before = store.reader().search("支出"), store.reader().search("说法"), store.reader().search("人员")
    to_version_3(path)
    with Reader.open(path) as reader, pytest.raises(StoreError, match="较早版本"):
        reader.search("支出")
    bring_up_to_date(path)
    bring_up_to_date(path)
    index_rows(path)
    with Reader.open(path) as reader:
        after = reader.search("支出"), reader.search("说法"), reader.search("人员")
        assert [found.total for found in after] == [found.total for found in before]
        for old, new in zip(before, after, strict=True):
            assert [replace(hit, boxes=()) for hit in new.hits] == [replace(hit, boxes=()) for hit in old.hits]
        assert [hit.boxes for hit in after[2].hits] == [hit.boxes for hit in before[2].hits]
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA user_version").fetchone() == (schema.VERSION,)
    assert set(connection.execute("SELECT * FROM schema_notes")) == set(schema.notes())
    connection.close()


def test_long_and_hostile_texts_are_searched(store: Store) -> None:
    body = "字" * 40_000 + '目标<script>alert("1")</script>\0' + "尾"
    store.save(with_prose("a", body, department="'; DROP TABLE search_words; --"), "a.pdf")
    [hit] = store.reader().search('目标 <script>alert("1")', department="'; DROP").hits
    assert [hit.text[start:end] for start, end in hit.spans] == ["目标", 'script>alert("1']
    assert hit.text == body
