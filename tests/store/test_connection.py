import sqlite3
from pathlib import Path

import pytest

from miner.errors import StoreError
from miner.store import Reader, Store, schema
from tests.store import factories


def test_a_locked_database_says_so(tmp_path: Path) -> None:
    path = tmp_path / "miner.db"
    with Store.open(path) as store:
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN EXCLUSIVE")
        with Store.open(path, patience=0.05) as waiting, pytest.raises(StoreError, match="占用") as caught:
            waiting.save(factories.mined(), "a.pdf")
        assert caught.value.exit_code == 4
        assert "重试" in caught.value.remedy
        other.execute("ROLLBACK")
        other.close()
        store.save(factories.mined(), "a.pdf")


@pytest.mark.parametrize("opener", [Store.open, Reader.open])
def test_a_damaged_database_says_so(tmp_path: Path, opener: type) -> None:
    path = tmp_path / "miner.db"
    path.write_bytes(b"not a database at all" * 400)
    with pytest.raises(StoreError, match="损坏"):
        opener(path)
    assert path.read_bytes().startswith(b"not a database")


def read_all(path: Path) -> None:
    with Reader.open(path) as reader:
        for document in reader.documents():
            reader.cells(document.doc_id)


def test_a_truncated_database_says_so(tmp_path: Path) -> None:
    path = tmp_path / "miner.db"
    with Store.open(path) as store:
        for number in range(20):
            store.save(factories.mined(str(number)), "a.pdf")
    path.write_bytes(path.read_bytes()[: 4096 * 20])
    with pytest.raises(StoreError, match="损坏"):
        read_all(path)


@pytest.mark.parametrize("opener", [Store.open, Reader.open])
def test_a_database_of_a_newer_miner_is_left_alone(tmp_path: Path, opener: type) -> None:
    path = tmp_path / "miner.db"
    Store.open(path).close()
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    connection.close()
    with pytest.raises(StoreError, match="更新版本") as caught:
        opener(path)
    assert "升级" in caught.value.remedy


@pytest.mark.parametrize("opener", [Store.open, Reader.open])
def test_the_database_of_another_program_is_left_alone(tmp_path: Path, opener: type) -> None:
    path = tmp_path / "miner.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE songs (title)")
    connection.close()
    with pytest.raises(StoreError, match="不是本程序"):
        opener(path)


def test_a_folder_in_its_place_says_so(tmp_path: Path) -> None:
    (tmp_path / "miner.db").mkdir()
    with pytest.raises(StoreError, match="不能打开"):
        Store.open(tmp_path / "miner.db")


def test_no_folder_can_be_made_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("")
    with pytest.raises(StoreError, match="不能建立"):
        Store.open(tmp_path / "out" / "miner.db")


def test_reading_makes_nothing(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="找不到"):
        Reader.open(tmp_path / "miner.db")
    assert list(tmp_path.iterdir()) == []


def test_a_closed_database_is_one_file(tmp_path: Path) -> None:
    with Store.open(tmp_path / "miner.db") as store:
        store.save(factories.mined(), "a.pdf")
    assert [path.name for path in tmp_path.iterdir()] == ["miner.db"]


def test_it_is_read_while_it_is_written(tmp_path: Path) -> None:
    path = tmp_path / "miner.db"
    with Store.open(path) as store:
        store.save(factories.mined("a"), "a.pdf")
        with Reader.open(path) as reader:
            store.save(factories.mined("b"), "b.pdf")
            assert len(reader.documents()) == 2


def test_a_database_of_an_older_miner_gets_the_new_tables_and_keeps_its_rows(tmp_path: Path) -> None:
    path = tmp_path / "miner.db"
    with Store.open(path) as store:
        store.save(factories.mined(), "a.pdf")
    connection = sqlite3.connect(path)
    connection.execute("DROP TABLE link_operands")
    connection.execute("PRAGMA user_version = 1")
    connection.close()
    Store.open(path).close()
    with Reader.open(path) as reader:
        assert len(reader.documents()) == 1
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA user_version").fetchone() == (schema.VERSION,)
    assert connection.execute("SELECT count(*) FROM link_operands").fetchone() == (0,)
    connection.close()
