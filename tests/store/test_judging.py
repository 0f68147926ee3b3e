import json
import multiprocessing
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from miner.errors import StoreError, UsageError
from miner.model.judging import ALLOWED, JudgedKind, JudgedVerdict
from miner.store import Reader, Store, export_tables
from miner.store.judging import LONGEST_NOTE, ReviewBook, state_of
from tests.store import factories

FINDING = "0123456789abcdef-g1"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    Store.open(tmp_path / "miner.db").close()
    return tmp_path / "miner.db"


def test_a_judgement_stands_until_it_is_withdrawn_and_is_never_deleted(path: Path) -> None:
    with ReviewBook.open(path) as book, Reader.open(path) as reader:
        first = book.add("finding", FINDING, "confirmed", "", " 审计员甲 ")
        second = book.add("finding", FINDING, "dismissed", "已更正", "审计员乙")
        assert (first.reviewer, first.withdrawn_at, first.made_at[-6:]) == ("审计员甲", None, "+00:00")
        assert reader.judgements() == [first, second]
        assert state_of(reader.judgements()) == "dismissed"
        gone = book.withdraw(second.judgement_id)
        assert gone.withdrawn_at is not None
        assert book.withdraw(second.judgement_id) == gone
        assert reader.judgements() == [first, gone]
        assert reader.judgements(standing=True) == [first]
        assert state_of(reader.judgements()) == "confirmed"
        assert state_of([]) == "open"


@pytest.mark.parametrize(
    ("kind", "key", "verdict", "note", "reviewer"),
    [
        ("sentence", FINDING, "confirmed", "", "甲"),
        ("finding", FINDING, "excluded", "", "甲"),
        ("finding", FINDING, "sure", "", "甲"),
        ("finding", " ", "confirmed", "", "甲"),
        ("finding", FINDING, "confirmed", "", " \n"),
        ("finding", FINDING, "confirmed", "字" * (LONGEST_NOTE + 1), "甲"),
        ("finding", FINDING, "confirmed", "", "甲" * 201),
        ("finding", FINDING, "comment", "", "甲"),
        ("explanation", "0123-x1", "excluded", "", "甲"),
        ("explanation", "0123-x1@", "excluded", "", "甲"),
        ("explanation", "0123-x1@abc", "split", "", "甲"),
        ("cluster", "abc", "named", "", "甲"),
        ("cluster", "abc", "named", "名" * 201, "甲"),
        ("cluster", "abc", "merged", "", "甲"),
    ],
)
def test_what_is_no_judgement_is_refused(
    path: Path, kind: str, key: str, verdict: str, note: str, reviewer: str
) -> None:
    with ReviewBook.open(path) as book, Reader.open(path) as reader:
        with pytest.raises(UsageError):
            book.add(kind, key, verdict, note, reviewer)
        assert reader.judgements() == []


def test_every_kind_takes_its_verdicts(path: Path) -> None:
    with ReviewBook.open(path) as book, Reader.open(path) as reader:
        for kind, verdicts in ALLOWED.items():
            for verdict in verdicts:
                book.add(kind, "0123-x1@abc", verdict, "说明", "甲")
        assert {(JudgedKind(one.target_kind), JudgedVerdict(one.verdict)) for one in reader.judgements()} == {
            (kind, verdict) for kind, verdicts in ALLOWED.items() for verdict in verdicts
        }


def test_there_must_be_a_database(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="找不到"):
        ReviewBook.open(tmp_path / "miner.db")
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_number_cannot_be_withdrawn(path: Path) -> None:
    with ReviewBook.open(path) as book, pytest.raises(UsageError, match="7"):
        book.withdraw(7)


def test_threads_that_share_a_book_lose_nothing(path: Path) -> None:
    with ReviewBook.open(path) as book, ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: book.add("finding", f"0123-g{n}", "confirmed", "", "甲"), range(40)))
    with Reader.open(path) as reader:
        assert {one.target_key for one in reader.judgements()} == {f"0123-g{n}" for n in range(40)}


def _review(path: Path, reviewer: str) -> None:
    with ReviewBook.open(path) as book:
        for number in range(20):
            made = book.add("finding", f"0123-g{number}", "confirmed", "", reviewer)
            if number % 2:
                book.withdraw(made.judgement_id)


def test_two_processes_at_once_and_a_run_lose_nothing(path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    reviewers = [context.Process(target=_review, args=(path, name)) for name in ("甲", "乙")]
    for one in reviewers:
        one.start()
    with Store.open(path) as store:
        for number in range(20):
            store.save(factories.mined(str(number)), "a.pdf")
    for one in reviewers:
        one.join()
    assert [one.exitcode for one in reviewers] == [0, 0]
    with Reader.open(path) as reader:
        found = reader.judgements()
        assert len(reader.documents()) == 20
    assert {(one.reviewer, one.target_key) for one in found} == {(r, f"0123-g{n}") for r in "甲乙" for n in range(20)}
    assert sum(one.withdrawn_at is not None for one in found) == 20


@given(note=st.text(max_size=50), reviewer=st.text(min_size=1, max_size=20))
def test_any_text_is_a_note(tmp_path_factory: pytest.TempPathFactory, note: str, reviewer: str) -> None:
    path = tmp_path_factory.mktemp("db") / "miner.db"
    Store.open(path).close()
    with ReviewBook.open(path) as book, Reader.open(path) as reader:
        try:
            made = book.add("finding", FINDING, "confirmed", note, reviewer)
        except UsageError:
            assert not reviewer.replace("\0", "").strip()
        else:
            assert reader.judgements() == [made]


def exported(path: Path, folder: Path) -> list[dict[str, object]]:
    export_tables(path, folder, ["jsonl"], ["judgements"])
    return [json.loads(line) for line in (folder / "judgements.jsonl").read_text("utf-8").splitlines()]


def test_exported_judgements_are_taken_in_once_and_bring_withdrawals_along(path: Path, tmp_path: Path) -> None:
    with ReviewBook.open(path) as book:
        book.add("finding", FINDING, "confirmed", "", "甲")
        second = book.add("finding", FINDING, "comment", "看第三页", "乙")
    early = exported(path, tmp_path / "early")
    with ReviewBook.open(path) as book:
        book.withdraw(second.judgement_id)
        assert book.absorb(early) == 0
    late = exported(path, tmp_path / "late")
    other = tmp_path / "other.db"
    Store.open(other).close()
    with ReviewBook.open(other) as book:
        assert book.absorb([*early, *early]) == 2
        assert book.absorb(late) == 1
        assert book.absorb(late) == 0
    with Reader.open(path) as here, Reader.open(other) as there:
        assert here.judgements() == there.judgements()


@pytest.mark.parametrize(
    "change",
    [
        {"verdict": "sure"},
        {"made_at": "gestern"},
        {"note": None},
        {"note": 7},
        {"reviewer": ""},
        {"withdrawn_at": "x"},
        {"target_kind": []},
    ],
)
def test_rows_that_are_no_judgements_stop_the_import_whole(path: Path, change: dict[str, object]) -> None:
    good = {
        "target_kind": "finding",
        "target_key": FINDING,
        "verdict": "confirmed",
        "note": "",
        "reviewer": "甲",
        "made_at": "2025-03-01T12:00:00+08:00",
    }
    with ReviewBook.open(path) as book, Reader.open(path) as reader:
        with pytest.raises(UsageError, match="第 2 条"):
            book.absorb([good, {**good, **change}])
        with pytest.raises(UsageError, match="第 1 条"):
            book.absorb([{"target_kind": "finding"}])
        assert reader.judgements() == []
        assert book.absorb([good]) == 1
        assert reader.judgements()[0].made_at == "2025-03-01T04:00:00.000+00:00"


def test_judgements_of_a_hand_survive_and_are_read(path: Path) -> None:
    connection = sqlite3.connect(path)
    with connection:
        row = ("finding", FINDING, "confirmed", "", "甲", "2025-01-01T00:00:00+00:00")
        connection.execute("INSERT INTO judgements VALUES (?, ?, ?, ?, ?, ?, NULL)", row)
    connection.close()
    with Reader.open(path) as reader:
        assert [one.judgement_id for one in reader.judgements()] == [1]
