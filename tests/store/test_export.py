import csv
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from miner.errors import UsageError
from miner.store import Store, export_tables, schema
from miner.store.export import guarded
from tests.store import factories

HOSTILE = ['=HYPERLINK("http://x","y")', "+1+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "＝1+1", "＋甲", "－乙"]


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "miner.db"
    with Store.open(path) as store:
        store.save(factories.mined(department='=cmd|"x"\n第二行,"引号"'), "a.pdf")
    return path


def test_every_table_is_written_in_both_formats_with_a_dictionary(database: Path, tmp_path: Path) -> None:
    files = export_tables(database, tmp_path / "export")
    assert {file.name for file in files} == {f"{t.name}.{s}" for t in schema.TABLES for s in ("jsonl", "csv")} | {
        "data_dictionary.csv"
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
