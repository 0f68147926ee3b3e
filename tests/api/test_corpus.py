from __future__ import annotations

import gc
import sqlite3
import subprocess
import sys
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any, cast

import pandas as pd
import pytest

import miner
from miner import api
from miner.api.frames import FRAMES, Kind
from miner.errors import StoreError, UsageError
from miner.store import ReviewBook, Store, schema
from miner.store.keys import explanation_keys
from miner.store.reading import Reader
from tests.store import factories

BY_DOCUMENT = ("sections", "tables", "cells", "narratives", "projects", "figures", "checks", "findings", "explanations")
METHODS = (*BY_DOCUMENT, "documents", "clusters", "profiles", "judgements", "errors")


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """Two documents, whose reasons are one cluster."""
    path = tmp_path / "out" / "miner.db"
    records = [factories.mined("a", department="青河县财政局"), factories.mined("b", department="青河县水务局")]
    with Store.open(path) as store:
        run = store.begin_run("9.9", {"workers": 2}, ["决算/"])
        said = []
        for record in records:
            said.append(factories.explanation(record))
            store.save(
                record,
                f"{record.disclosure.source}",
                explanations=said[-1:],
                measures=[
                    factories.measure(record, "explained", 0.5),
                    factories.measure(record, "undefined", None, "没有差异"),
                ],
            )
        store.save_corpus(factories.told([factories.cluster_of(*said)]))
        store.end_run(run, {"files": 2})
    return path


@pytest.mark.parametrize("name", METHODS)
def test_a_frame_has_the_columns_that_are_described_with_their_dtypes(database: Path, name: str) -> None:
    with miner.open(database.parent) as corpus:
        frame = getattr(corpus, name)()
        described = corpus.describe(name)
    assert frame.columns.tolist() == described["column"].tolist()
    kinds = {field.name: field.kind for field in FRAMES[name].fields}
    assert {column: str(frame[column].dtype) for column in frame} == {
        column: kind.value.split()[0] for column, kind in kinds.items()
    }


@pytest.mark.parametrize("name", schema.BY_NAME)
def test_every_table_of_the_database_is_a_frame(database: Path, name: str) -> None:
    with miner.open(database) as corpus, Reader.open(database) as reader:
        frame = corpus.table(name)
        assert tuple(frame.columns) == schema.BY_NAME[name].names
        assert len(frame) == len(list(reader.raw_rows(name)))


def test_every_column_has_a_note(database: Path) -> None:
    with miner.open(database) as corpus:
        every = corpus.describe()
        assert set(every["frame"]) == set(FRAMES)
        assert not every["note"].isna().any()
        assert not (every["note"] == "").any()
        assert corpus.describe("runs")["column"].tolist() == list(schema.BY_NAME["runs"].names)
        with pytest.raises(UsageError, match="figure"):
            corpus.describe("figure")
        with pytest.raises(UsageError, match="sqlite_master"):
            corpus.table("sqlite_master")


@pytest.mark.parametrize("name", BY_DOCUMENT)
def test_one_document_is_what_all_say_of_it(database: Path, name: str) -> None:
    with miner.open(database) as corpus:
        whole = getattr(corpus, name)()
        one = whole["doc_id"].iloc[-1]
        part = getattr(corpus, name)(one)
    of_it = whole[whole["doc_id"] == one].reset_index(drop=True)
    assert 0 < len(part) < len(whole)
    assert part.astype("object").equals(of_it.astype("object"))


def test_amounts_keep_their_digits_or_are_floats(database: Path) -> None:
    with miner.open(database) as corpus:
        exact = corpus.figures()["value"]
        cells = corpus.cells()
    assert exact.iloc[0] == Decimal("120.50")
    assert str(exact.iloc[0]) == "120.50"
    blank = cells.loc[cells["state"] == "blank", "value"]
    assert blank.tolist() == [None] * len(blank)
    with miner.open(database, decimals="float") as corpus:
        assert corpus.figures()["value"].dtype == "float64"
        described = corpus.describe("figures").set_index("column")["dtype"]
        assert described["value"] == described["computed"] == "float64"
    with pytest.raises(UsageError, match="decimals"):
        miner.open(database, decimals=cast(Any, "double"))  # what a notebook may say


def test_severity_is_ordered_and_boxes_are_tuples(database: Path) -> None:
    with miner.open(database) as corpus:
        findings = corpus.findings()
        evidence = corpus.findings(evidence=True)
    assert findings["severity"].cat.ordered
    assert (findings["severity"] >= "hint").all()
    assert (findings["severity"] > "error").sum() == 0
    assert len(evidence) == sum(map(len, findings["evidence"]))
    assert evidence.columns.tolist() == [field.name for field in FRAMES["evidence"].fields]
    box = evidence["bbox"].dropna().iloc[0]
    assert isinstance(box, tuple)
    assert len(box) == 4


def test_an_undefined_measure_is_missing_and_says_why(database: Path) -> None:
    with miner.open(database) as corpus:
        long, wide = corpus.profiles(), corpus.profiles(wide=True)
    assert long.loc[long["measure"] == "undefined", "value"].isna().all()
    assert (long.loc[long["measure"] == "undefined", "note"] == "没有差异").all()
    assert wide.columns.tolist() == ["doc_id", "department", "region", "fiscal_year", "kind", "explained", "undefined"]
    assert wide["explained"].tolist() == [0.5, 0.5]
    assert wide["undefined"].isna().all()


def test_clusters_and_members_are_as_reviewers_left_them(database: Path) -> None:
    with miner.open(database) as corpus:
        [cluster] = corpus.clusters()["cluster_id"]
        taken, kept = corpus.explanations()["explanation_id"]
    with Reader.open(database) as reader:
        keys = explanation_keys(reader.explanations(taken.split("-")[0]))
    with ReviewBook.open(database) as book:
        book.add("cluster", cluster, "named", "新增人员", "张三")
        book.add("explanation", f"{keys[taken]}@{cluster}", "excluded", "说的是别的事", "张三")
    with miner.open(database) as corpus:
        found = corpus.clusters()
        assert found["size"].tolist() == [2]
        [reviewed] = corpus.clusters(reviewed=True).to_dict("records")
        assert (reviewed["name"], reviewed["size"], reviewed["members"], reviewed["excluded"]) == (
            "新增人员",
            1,
            [kept],
            [taken],
        )
        assert corpus.explanations()["cluster_id"].notna().all()
        after = corpus.explanations(reviewed=True).set_index("explanation_id")["cluster_id"]
        assert after[kept] == cluster
        assert pd.isna(after[taken])
        assert corpus.judgements()["verdict"].tolist() == ["named", "excluded"]


def test_a_finding_says_how_far_its_review_is(database: Path) -> None:
    with miner.open(database) as corpus:
        first = corpus.findings()["finding_id"].iloc[0]
    with ReviewBook.open(database) as book:
        withdrawn = book.add("finding", first, "confirmed", "", "张三")
        book.withdraw(withdrawn.judgement_id)
        book.add("finding", first, "dismissed", "", "李四")
    with miner.open(database) as corpus:
        states = corpus.findings().set_index("finding_id")["review"]
        assert states[first] == "dismissed"
        assert set(states.drop(first)) == {"open"}
        assert corpus.findings(evidence=True).set_index("finding_id")["review"][first].eq("dismissed").all()


def test_a_corpus_shows_one_state_while_others_write(database: Path) -> None:
    with miner.open(database) as corpus:
        with Store.open(database) as store:
            store.save(factories.mined("c"), "c.pdf")
        assert len(corpus.documents()) == 2
        assert len(corpus.figures()["doc_id"].unique()) == 2
    with miner.open(database) as corpus:
        assert len(corpus.documents()) == 3


def test_nothing_can_be_written_through_it(database: Path) -> None:
    with miner.open(database) as corpus, pytest.raises(StoreError):
        list(corpus._reader.query("DELETE FROM documents RETURNING doc_id"))


def test_a_closed_corpus_says_so_and_its_frames_stay(database: Path) -> None:
    corpus = miner.open(database)
    documents = corpus.documents()
    assert "2" in repr(corpus)
    corpus.close()
    corpus.close()
    assert len(documents) == 2
    for ask in (corpus.documents, corpus.findings, partial(corpus.clusters, reviewed=True)):
        with pytest.raises(UsageError, match="已经关闭"):
            ask()


def test_what_is_no_corpus_is_told_plainly(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"miner\.db"):
        miner.open(tmp_path)
    (tmp_path / "miner.db").write_text("no database")
    with pytest.raises(StoreError):
        miner.open(tmp_path)
    gc.collect()  # a connection that was left open would be complained of here


def test_a_damaged_value_does_not_pass_for_a_number(database: Path) -> None:
    with sqlite3.connect(database) as connection:
        connection.execute("UPDATE documents SET fiscal_year = '去年'")
    connection.close()
    with miner.open(database) as corpus, pytest.raises(StoreError, match="fiscal_year"):
        corpus.documents()


def test_an_empty_corpus_gives_empty_frames(tmp_path: Path) -> None:
    Store.open(tmp_path / "miner.db").close()
    with miner.open(tmp_path) as corpus:
        for name in METHODS:
            frame = getattr(corpus, name)()
            assert len(frame) == 0
            assert frame.columns.tolist() == corpus.describe(name)["column"].tolist()
        assert len(corpus.findings(evidence=True)) == len(corpus.clusters(reviewed=True)) == 0
        assert len(corpus.profiles(wide=True)) == 0


def test_the_module_offers_what_its_stub_and_the_package_say() -> None:
    stub = Path(miner.__file__).with_suffix(".pyi").read_text(encoding="utf-8")
    assert {line.split()[-1] for line in stub.splitlines() if line.startswith("from")} == set(api.__all__)
    assert {name for name in dir(miner) if name in api.__all__} == set(api.__all__)
    assert all(getattr(miner, name) is getattr(api, name) for name in api.__all__)
    name = "no_such"
    with pytest.raises(AttributeError, match=name):
        getattr(miner, name)


@pytest.mark.parametrize("statement", ["import miner", "import miner.cli.app; miner.cli.app.build()"])
def test_what_takes_long_is_loaded_only_when_it_is_asked_for(statement: str) -> None:
    program = f"import sys; {statement}; print(*sorted({{'pandas', 'numpy', 'miner.api', 'spacy'}} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_kinds_say_a_dtype_of_pandas() -> None:
    for kind in Kind:
        assert pd.Series([], dtype=kind.value.split()[0]).dtype is not None
