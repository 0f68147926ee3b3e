import csv
import hashlib
import json
import sqlite3
from pathlib import Path

import pyarrow
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import parquet

from miner import __version__
from miner.errors import StoreError, UsageError
from miner.store import EXPORT_FORMATS, Reader, Store, export_tables, schema
from miner.store.export import guarded
from tests.store import factories

HOSTILE = ['=HYPERLINK("http://x","y")', "+1+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "＝1+1", "＋甲", "－乙"]


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "miner.db"
    with Store.open(path) as store:
        run = store.begin_run("9.9", {"workers": 2, "language": "zh"}, ["决算/"])
        store.save(factories.mined(department='=cmd|"x"\n第二行,"引号"'), "a.pdf")
        store.end_run(run, {"files": 1})
    return path


def test_every_table_is_written_in_all_formats_with_a_dictionary_and_a_manifest(database: Path, tmp_path: Path) -> None:
    files = export_tables(database, tmp_path / "export", EXPORT_FORMATS)
    assert EXPORT_FORMATS == ("jsonl", "csv", "parquet")
    assert {file.name for file in files} == {f"{t.name}.{s}" for t in schema.TABLES for s in EXPORT_FORMATS} | {
        "data_dictionary.csv",
        "export.json",
    }
    assert sorted(files) == sorted((tmp_path / "export").iterdir())
    with (tmp_path / "export" / "data_dictionary.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {(r["table"], r["column"]) for r in rows} == {(t, c) for t, c, _ in schema.notes(schema.TABLES)}


def test_json_lines_are_typed(database: Path, tmp_path: Path) -> None:
    export_tables(database, tmp_path, ["jsonl"], ["figures", "findings", "documents"])
    figure = json.loads((tmp_path / "figures.jsonl").read_text(encoding="utf-8").splitlines()[0])
    assert (figure["value"], figure["page"], type(figure["bbox"])) == ("120.50", 1, list)
    finding = json.loads((tmp_path / "findings.jsonl").read_text(encoding="utf-8"))
    assert finding["evidence"][0]["role"] == "stated"
    document = json.loads((tmp_path / "documents.jsonl").read_text(encoding="utf-8"))
    assert document["department"] == '=cmd|"x"\n第二行,"引号"'


def test_csv_opens_in_a_spreadsheet_and_runs_nothing(database: Path, tmp_path: Path) -> None:
    export_tables(database, tmp_path, ["csv"], ["documents", "checks"])
    assert (tmp_path / "documents.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    with (tmp_path / "documents.csv").open(encoding="utf-8-sig", newline="") as file:
        [row] = csv.DictReader(file)
    assert row["department"] == '\'=cmd|"x"\n第二行,"引号"'
    with (tmp_path / "checks.csv").open(encoding="utf-8-sig", newline="") as file:
        [row] = csv.DictReader(file)
    assert row["difference"] == "-0.01"


@pytest.mark.parametrize("text", HOSTILE)
def test_formulas_are_guarded(text: str) -> None:
    assert guarded(text) == "'" + text


@pytest.mark.parametrize("text", ["", "-0.01", "+5", "-1,234.56", "-3.5%", "人员增加", "a=b", "'=1"])
def test_plain_text_and_numbers_stay(text: str) -> None:
    assert guarded(text) == text


@given(st.text())
def test_guarding_loses_nothing(text: str) -> None:
    value = guarded(text)
    assert value in (text, "'" + text)


@pytest.mark.parametrize("name", ["search_rows", "search_words", "search_words_data"])
def test_the_search_index_is_not_handed_on(database: Path, tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match=name):
        export_tables(database, tmp_path / "x", tables=[name])


def test_unknown_names_are_refused(database: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="没有名为 figure 的表"):
        export_tables(database, tmp_path / "x", tables=["figure"])
    with pytest.raises(UsageError, match="xls"):
        export_tables(database, tmp_path / "x", formats=["xls"])
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageError, match="不能写"):
        export_tables(database, tmp_path / "file")


def test_parquet_holds_what_the_database_holds_with_types(database: Path, tmp_path: Path) -> None:
    export_tables(database, tmp_path / "p", ["parquet"])
    types = {"INTEGER": pyarrow.int64(), "REAL": pyarrow.float64()}
    with Reader.open(database) as reader:
        for table in schema.TABLES:
            read = parquet.read_table(tmp_path / "p" / f"{table.name}.parquet")
            assert read.column_names == list(table.names)
            assert list(zip(*(column.to_pylist() for column in read.columns), strict=True)) == list(
                reader.raw_rows(table.name)
            )
            for column in table.columns:
                field = read.schema.field(column.name)
                assert field.type == types.get(column.kind, pyarrow.string())
                assert field.metadata == {b"kind": column.kind.encode(), b"note": column.note.encode()}
            assert read.schema.metadata[b"miner_version"] == __version__.encode()
            assert read.schema.metadata[b"note"] == table.note.encode()


def test_parquet_is_written_in_batches_that_lose_no_row(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("miner.store.parquet.BATCH_ROWS", 2)
    monkeypatch.setattr("miner.store.parquet.BATCH_CHARACTERS", 30)
    export_tables(database, tmp_path, ["parquet"], ["cells"])
    with Reader.open(database) as reader:
        rows = list(reader.raw_rows("cells"))
    file = parquet.ParquetFile(tmp_path / "cells.parquet")
    assert file.num_row_groups > 1
    assert [tuple(row.values()) for row in file.read().to_pylist()] == rows


def test_a_value_of_a_wrong_type_is_told_plainly_and_leaves_no_file(database: Path, tmp_path: Path) -> None:
    with sqlite3.connect(database) as connection:
        connection.execute("UPDATE documents SET fiscal_year = '去年'")
    connection.close()
    with pytest.raises(StoreError, match="documents"):
        export_tables(database, tmp_path / "p", ["parquet"], ["documents"])
    assert list((tmp_path / "p").iterdir()) == []


def test_two_exports_of_a_database_have_the_same_bytes(database: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        export_tables(database, tmp_path / name, EXPORT_FORMATS)
    for file in (tmp_path / "one").iterdir():
        assert file.read_bytes() == (tmp_path / "two" / file.name).read_bytes(), file.name


def test_the_manifest_says_what_was_exported_of_which_inputs_by_which_version(database: Path, tmp_path: Path) -> None:
    export_tables(database, tmp_path, ["csv", "parquet"])
    manifest = json.loads((tmp_path / "export.json").read_text(encoding="utf-8"))
    assert (manifest["miner_version"], manifest["schema_version"]) == (__version__, schema.VERSION)
    [run] = manifest["runs"]
    assert (run["version"], run["settings"]["workers"], run["inputs"]) == ("9.9", 2, ["决算/"])
    [document] = manifest["documents"]
    assert document["sha256"] == factories.sha_of("a")
    files = {one["name"]: one for one in manifest["files"]}
    assert set(files) == {f.name for f in tmp_path.iterdir() if f.suffix in (".csv", ".parquet")}
    for name, one in files.items():
        content = (tmp_path / name).read_bytes()
        assert (one["sha256"], one["bytes"]) == (hashlib.sha256(content).hexdigest(), len(content))
    assert files["figures.parquet"]["rows"] == 2


def test_the_dictionary_tells_decimals_and_json_from_other_text(database: Path, tmp_path: Path) -> None:
    export_tables(database, tmp_path, ["parquet"])
    with (tmp_path / "data_dictionary.csv").open(encoding="utf-8-sig", newline="") as file:
        kinds = {(row["table"], row["column"]): row["type"] for row in csv.DictReader(file)}
    assert kinds["figures", "value"] == kinds["checks", "difference"] == "DECIMAL"
    assert (kinds["findings", "evidence"], kinds["profiles", "value"], kinds["figures", "page"]) == (
        "JSON",
        "REAL",
        "INTEGER",
    )


def test_a_lone_surrogate_in_a_quote_stays_json(database: Path, tmp_path: Path) -> None:
    with sqlite3.connect(database) as connection:
        connection.execute("""UPDATE findings SET evidence = '[{"quote": "\\ud800\\u0000甲"}]'""")
    connection.close()
    export_tables(database, tmp_path, EXPORT_FORMATS, ["findings"])
    [line] = (tmp_path / "findings.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["evidence"] == [{"quote": "\ud800\0甲"}]


def test_a_database_of_an_older_miner_exports_what_it_has(database: Path, tmp_path: Path) -> None:
    with sqlite3.connect(database) as connection:
        connection.execute("DROP TABLE pages")
        connection.execute("PRAGMA user_version = 3")
    connection.close()
    export_tables(database, tmp_path, EXPORT_FORMATS, ["pages", "figures"])
    assert (tmp_path / "pages.jsonl").read_text() == ""
    assert parquet.read_table(tmp_path / "pages.parquet").num_rows == 0
    assert parquet.read_table(tmp_path / "figures.parquet").num_rows == 2
