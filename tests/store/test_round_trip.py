import json
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from miner.errors import UsageError
from miner.model import CellRef, DisclosureKind, Link, Mined, Problem, Verdict
from miner.store import Reader, Store
from tests.store import factories


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "out" / "miner.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with Store.open(path) as opened:
        yield opened


def save(store: Store, record: Mined) -> str:
    return store.save(
        record,
        record.disclosure.source,
        explanations=[factories.explanation(record)],
        measures=[factories.measure(record), factories.measure(record, "undefined", None, "没有说明")],
    )


def dump(path: Path) -> dict[str, list[tuple[object, ...]]]:
    connection = sqlite3.connect(path)
    tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    tables = [name for name in tables if not name.startswith("search_words_")]  # FTS5's own
    rows = {table: sorted(connection.execute(f"SELECT * FROM {table}"), key=repr) for table in tables}
    connection.close()
    return rows


def test_a_document_comes_back_as_it_was_mined(store: Store) -> None:
    record = factories.mined()
    doc = save(store, record)
    reader = store.reader()
    [document] = reader.documents()
    assert (document.doc_id, document.department, document.fiscal_year) == (doc, "青河县档案馆", 2024)
    assert (document.kind, document.pages, document.outcome, document.scope) == (
        "final_accounts",
        2,
        "complete",
        "unit",
    )
    assert [page["verdict"] for page in document.health] == ["good", "good"]
    assert reader.page_sizes(doc) == {1: (595.28, 841.89, 0, 0.0), 2: (841.89, 595.28, 90, 0.4)}
    head, body = reader.sections(doc)
    assert (body.parent_id, body.text, body.role) == (
        head.section_id,
        record.disclosure.sections[1].text.text,
        "explanation",
    )
    [table] = reader.tables(doc)
    assert (table.table_id, table.number, table.columns[1]) == (f"{doc}-t0", "公开03表", "支出 / 本年支出合计")
    cells = reader.cells(doc)
    assert [(c.raw, c.value, c.state) for c in cells] == [
        ("120.50", Decimal("120.50"), "number"),
        ("", None, "blank"),
        ("120.50", Decimal("120.50"), "number"),
        ("0.00", Decimal("0.00"), "number"),
    ]
    variance, project = reader.narratives(doc)
    assert (variance.reason, variance.direction, variance.basis) == ("人员增加", "up", "last_year")
    assert body.text[variance.reason_start : variance.reason_end] == "人员增加"
    [stated] = reader.projects(doc)
    assert (stated.narrative_id, stated.spending, stated.done) == (project.narrative_id, Decimal("12.30"), "完成八万页")
    linked, computed = reader.figures(doc)
    assert (linked.verdict, linked.cell_id) == ("match", f"{doc}-t0-r0-c1")
    assert (computed.computed, computed.formula, computed.cell_id) == (Decimal("20.50"), "120.50 - 100.00", None)
    assert body.text[linked.char_start : linked.char_end] == linked.text
    [check] = reader.checks(doc)
    assert (check.difference, check.verdict) == (Decimal("-0.01"), "rounding")
    [measured, undefined] = reader.measures(doc)
    assert (measured.value, undefined.value, undefined.note) == (0.5, None, "没有说明")


def test_figures_stand_where_their_characters_stand(store: Store) -> None:
    record = factories.mined()
    doc = save(store, record)
    figure = store.reader().figures(doc)[0]
    place = record.disclosure.sections[1].text.place(figure.char_start, figure.char_end)
    assert place is not None
    assert (figure.page, figure.bbox) == (place.page, place.bbox)
    rows = [row for row in store.reader().raw_rows("places") if row[1] == figure.figure_id]
    boxes = record.disclosure.sections[1].text.places(figure.char_start, figure.char_end)
    assert [json.loads(str(row[4])) for row in rows] == [list(box.bbox) for box in boxes]


def test_evidence_has_the_keys_of_the_contract(store: Store) -> None:
    doc = save(store, factories.mined())
    [finding] = store.reader().findings(doc)
    keys = ["doc_id", "page", "bbox", "section_id", "char_start", "char_end", "cell_id", "quote", "role"]
    assert [list(item) for item in finding.evidence] == [keys, keys]
    assert finding.evidence[0]["section_id"] == f"{doc}-s1"
    assert finding.evidence[1]["cell_id"] == f"{doc}-t0-r0-c1"


def test_evidence_and_explanations_have_a_box_for_each_line(store: Store) -> None:
    record = factories.mined()
    text = record.disclosure.sections[1].text
    start, end = 16, len(text) - 1
    [finding] = record.findings
    cited = replace(
        finding, evidence=(replace(finding.evidence[0], char_start=start, char_end=end), *finding.evidence[1:])
    )
    record = replace(record, findings=(cited,))
    said = replace(factories.explanation(record), section=1, char_start=start, char_end=end)
    doc = store.save(record, "a.pdf", explanations=[said])
    [stored] = store.reader().findings(doc)
    boxes = [list(place.bbox) for place in text.places(start, end)]
    assert len(boxes) > 1
    for key in (f"{stored.finding_id}-0", said.explanation_id):
        rows = [row for row in store.reader().raw_rows("places") if row[1] == key]
        assert [json.loads(str(row[4])) for row in rows] == boxes


def test_a_text_input_has_no_pages_and_no_boxes(store: Store) -> None:
    record = factories.mined(page=None)
    doc = store.save(record, "a.txt")
    reader = store.reader()
    assert reader.document(doc).pages is None
    assert {(c.page, c.bbox) for c in reader.cells(doc)} == {(None, None)}
    assert {(f.page, f.bbox) for f in reader.figures(doc)} == {(None, None)}
    assert {n.page for n in reader.narratives(doc)} == {None}


def test_saving_again_replaces_and_keeps_judgements(store: Store, path: Path) -> None:
    record = factories.mined()
    doc = save(store, record)
    store.note_file("/d/a.pdf", doc, 1)
    writer = sqlite3.connect(path)
    with writer:
        row = ("finding", f"{doc}-g0", "confirmed", "", "审计员甲", "2025-01-01T00:00:00+00:00")
        writer.execute("INSERT INTO judgements VALUES (?, ?, ?, ?, ?, ?, NULL)", row)
    writer.close()
    before = dump(path)
    save(store, record)
    assert dump(path) == before
    fewer = replace(record, narratives=record.narratives[:1], figures=(), links=(), findings=())
    save(store, fewer)
    after = dump(path)
    assert after["findings"] == after["figures"] == after["links"] == after["projects"] == []
    assert len(after["narratives"]) == 1
    assert after["judgements"] == before["judgements"]
    assert after["files"] == before["files"]


def test_records_that_contradict_each_other_are_refused_whole(store: Store, path: Path) -> None:
    record = factories.mined()
    save(store, record)
    before = dump(path)
    to_nowhere = Link(0, CellRef(0, 9, 9), "", None, Verdict.MATCH, 1.0, {}, "")
    with pytest.raises(sqlite3.IntegrityError):
        save(store, replace(record, links=(to_nowhere,), findings=()))
    assert dump(path) == before


def test_problems_make_it_partial_and_are_stored_once(store: Store) -> None:
    record = factories.with_problem(factories.mined())
    twice = replace(record, disclosure=replace(record.disclosure, problems=record.problems))
    doc = save(store, twice)
    assert store.reader().document(doc).outcome == "partial"
    assert [(e.component, e.page) for e in store.reader().errors(doc)] == [("reading", 2)]


def test_what_is_no_disclosure_failed(store: Store) -> None:
    record = factories.mined()
    identity = replace(record.disclosure.identity, kind=DisclosureKind.GOVERNMENT_ACCOUNTS)
    doc = store.save(Mined(replace(record.disclosure, identity=identity, sections=(), tables=())), "政府决算.pdf")
    document = store.reader().document(doc)
    assert (document.outcome, document.kind) == ("failed", "government_accounts")


def test_a_failure_replaces_what_was_there_and_says_why(store: Store) -> None:
    record = factories.mined()
    doc = save(store, record)
    again = store.save_failure("a.pdf", record.disclosure.sha256, [Problem("reading", "文件已损坏")], seconds=0.5)
    assert again == doc
    reader = store.reader()
    assert (reader.document(doc).outcome, reader.document(doc).kind) == ("failed", None)
    assert [e.message for e in reader.errors(doc)] == ["文件已损坏"]
    assert reader.sections(doc) == []
    assert reader.explanation_records() == ()


def test_files_whose_bytes_cannot_be_had_are_kept_apart_by_their_paths(store: Store) -> None:
    problems = [Problem("reading", "没有读取权限")]
    ids = {store.save_failure("x.pdf", "", problems, path=f"/{folder}/x.pdf") for folder in "ab"}
    assert len(ids) == 2


def test_two_files_of_the_same_bytes_are_one_document(store: Store) -> None:
    doc = save(store, factories.mined())
    store.note_file("/d/a.pdf", doc, 1)
    store.note_file("/d/copy.pdf", doc, 1)
    assert store.reader().files(doc) == ["/d/a.pdf", "/d/copy.pdf"]
    assert len(store.reader().documents()) == 1


def test_a_changed_file_takes_its_old_document_away_unless_another_file_holds_it(store: Store) -> None:
    old, new, newer = (save(store, factories.mined(name)) for name in ("old", "new", "newer"))
    store.note_file("/d/a.pdf", old, 1)
    store.note_file("/d/copy.pdf", old, 1)
    store.note_file("/d/a.pdf", new, 2)
    assert {d.doc_id for d in store.reader().documents()} == {old, new, newer}
    store.note_file("/d/copy.pdf", newer, 3)
    assert {d.doc_id for d in store.reader().documents()} == {new, newer}
    assert store.reader().cells(old) == []


def test_the_corpus_is_replaced_as_a_whole(store: Store) -> None:
    records = [factories.mined(name, f"青河县{name}局") for name in "ab"]
    for record in records:
        save(store, record)
    explanations = store.reader().explanation_records()
    assert [e.department for e in explanations] == ["青河县a局", "青河县b局"]
    assert explanations[0] == factories.explanation(records[0])
    boilerplate = [factories.measure(record, "boilerplate", 1.0) for record in records]
    store.save_corpus(factories.told([factories.cluster_of(*explanations)], boilerplate))
    [cluster] = store.reader().clusters()
    assert (cluster.size, cluster.departments, cluster.cause) == (2, 2, "staff")
    assert {e.cause for e in store.reader().explanations(cluster_id=cluster.cluster_id)} == {"staff"}
    doc = records[0].disclosure.doc_id
    assert [m.measure for m in store.reader().measures(doc)] == ["explained", "undefined", "boilerplate"]
    store.save_corpus(factories.told([]))
    assert store.reader().clusters() == []
    assert {e.cluster_id for e in store.reader().explanations()} == {None}
    assert [m.measure for m in store.reader().measures(doc)] == ["explained", "undefined"]


def test_a_document_is_found_by_what_a_person_would_call_it(store: Store) -> None:
    first, second = (save(store, factories.mined(name)) for name in "ab")
    store.note_file("/d/一/a.pdf", first, 1)
    store.note_file("/d/二/b.pdf", second, 1)
    reader = store.reader()
    assert {reader.document(key).doc_id for key in (first, first[:6], "a.pdf", "一/a.pdf", "/d/一/a.pdf")} == {first}
    with pytest.raises(UsageError, match="没有"):
        reader.document("c.pdf")
    with pytest.raises(UsageError, match="没有"):
        reader.document("%")
    store.save(factories.mined("c"), "a.pdf")
    with pytest.raises(UsageError, match="对应 2 个"):
        reader.document("a.pdf")


def test_characters_that_utf8_cannot_hold_do_not_stop_a_document(store: Store) -> None:
    doc = store.save(factories.mined(department="青河县\ud800局"), "a\udcff.pdf")
    document = store.reader().document(doc)
    assert (document.department, document.source) == ("青河县\ufffd局", "a\ufffd.pdf")


def test_a_reader_cannot_write(store: Store, path: Path) -> None:
    save(store, factories.mined())
    with Reader.open(path) as reader:
        assert len(reader.documents()) == 1
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            reader._connection.execute("DELETE FROM documents")
