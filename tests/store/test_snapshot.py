from pathlib import Path

from miner.store import Reader, Store, schema
from tests.store import factories


def test_a_snapshot_does_not_see_what_is_written_meanwhile(tmp_path: Path) -> None:
    path = tmp_path / "miner.db"
    with Store.open(path) as store:
        store.save(factories.mined("a"), "a.pdf")
        with Reader.open(path) as reader:
            with reader.snapshot():
                assert len(reader.documents()) == 1
                store.save(factories.mined("b"), "b.pdf")
                assert len(reader.documents()) == 1
            assert len(reader.documents()) == 2


def test_decimal_columns_are_marked_as_what_their_notes_call_them() -> None:
    for table in schema.TABLES:
        for column in table.columns:
            assert column.decimal == ("decimal string" in column.note or column.note.startswith("What was spent"))
