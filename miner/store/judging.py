"""A reviewer's judgements: rows that are added, and withdrawn, never changed otherwise and never deleted.

Each is written in a transaction of its own, so that two reviewers at once lose nothing. No run touches them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import Self

from miner.bilingual import say
from miner.errors import StoreError, UsageError
from miner.model.judging import ALLOWED, MEMBERSHIP, WITH_NOTE, JudgedKind, JudgedVerdict
from miner.store import schema
from miner.store.connection import PATIENCE, Closing, missing, open_for_writing, plain_errors
from miner.store.encoding import storable_text
from miner.store.keys import key_and_cluster
from miner.store.queries import JUDGEMENTS, Queries
from miner.store.stored import StoredJudgement

LONGEST_NOTE = 10_000
LONGEST_NAME = 200
"""Characters of a reviewer's or a group's name, and of a key."""

__all__ = ["ReviewBook", "StoredJudgement", "state_of"]


def state_of(judgements: Iterable[StoredJudgement]) -> str:
    """How far the review of something is: ``confirmed`` or ``dismissed`` as the last standing one says, else ``open``.

    Args:
        judgements: of one target, in the order in which they were made.
    """
    state = "open"
    for one in judgements:
        if one.withdrawn_at is None and one.verdict in ("confirmed", "dismissed"):
            state = one.verdict
    return state


class ReviewBook(Closing, Queries):
    """The judgements of a database, open for adding. A context manager; may be shared by threads."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        super().__init__(path, connection)
        self._lock = Lock()

    @classmethod
    def open(cls, path: Path, patience: float = PATIENCE) -> Self:
        """Open the judgements of an existing database.

        Args:
            path: ``OUT/miner.db``.
            patience: seconds to wait for another writer.

        Raises:
            StoreError: it is absent, damaged, not ours, of a newer miner, or cannot be written.
        """
        if not path.is_file():
            raise missing(path)
        return cls(path, open_for_writing(path, patience))

    def close(self) -> None:
        """Close the database."""
        with self._lock:
            self._connection.close()

    def add(self, target_kind: str, target_key: str, verdict: str, note: str, reviewer: str) -> StoredJudgement:
        """Add a judgement, which stands from now on.

        Args:
            target_kind: one of `JudgedKind`.
            target_key: finding_id, cluster_id, or a key of `miner.store.keys`; whether there is such a thing is not
                asked.
            verdict: one of `JudgedVerdict` that the kind allows.
            note: the remark; of ``split`` and ``named`` the name, of ``merged`` the other cluster's id.
            reviewer: who says so.

        Raises:
            UsageError: a part is missing, too long or unknown.
            StoreError: the database cannot be used.
        """
        row = _checked(target_kind, target_key, verdict, note, reviewer)
        with self._transaction():
            return self._put((*row, _now(), None))

    def withdraw(self, judgement_id: int) -> StoredJudgement:
        """Withdraw a judgement; one that is withdrawn stays as it is.

        Raises:
            UsageError: there is no such judgement.
            StoreError: the database cannot be used.
        """
        with self._transaction():
            self._withdraw(judgement_id, _now())
            found = self._one(judgement_id)
        if found is None:
            raise UsageError(
                say(f"没有编号为 {judgement_id} 的复核意见", f"There is no judgement {judgement_id}"),
                say("请刷新后重试；miner judgements 列出全部。", "Load again; miner judgements lists them all."),
            )
        return found

    def absorb(self, rows: Iterable[Mapping[str, object]]) -> int:
        """Add judgements that were exported elsewhere or earlier, all or none; those that are here stay as they are.

        A judgement that stands here and is withdrawn there is withdrawn here, too.

        Args:
            rows: with the columns of ``judgements``.

        Returns:
            How many were added or withdrawn.

        Raises:
            UsageError: a row is no judgement; it is named by its number.
            StoreError: the database cannot be used.
        """
        wanted = [_absorbed(number, row) for number, row in enumerate(rows, start=1)]
        changed = 0
        with self._transaction():
            here = {_identity(one): one for one in self._all(StoredJudgement, JUDGEMENTS)}
            for row in wanted:
                known = here.get(row[:6])
                if known is None:
                    here[row[:6]] = self._put(row)
                    changed += 1
                elif known.withdrawn_at is None and row[6] is not None:
                    changed += self._withdraw(known.judgement_id, row[6])
        return changed

    def _put(self, row: tuple[str | None, ...]) -> StoredJudgement:
        cursor = self._connection.execute("INSERT INTO judgements VALUES (?, ?, ?, ?, ?, ?, ?)", row)
        found = self._one(int(cursor.lastrowid or 0))
        if found is None:  # what was just written is there
            raise StoreError(say("复核意见没有写入", "The judgement was not written"))
        return found

    def _withdraw(self, judgement_id: int, when: str) -> int:
        query = "UPDATE judgements SET withdrawn_at = ? WHERE rowid = ? AND withdrawn_at IS NULL"
        return self._connection.execute(query, (when, judgement_id)).rowcount

    def _one(self, judgement_id: int) -> StoredJudgement | None:
        found = self._all(StoredJudgement, f"{JUDGEMENTS} WHERE rowid = ?", judgement_id)
        return found[0] if found else None

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with self._lock, plain_errors(self.path):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise


_Row = tuple[str, str, str, str, str]
_COLUMNS = schema.BY_NAME["judgements"].names


def _checked(target_kind: str, target_key: str, verdict: str, note: str, reviewer: str) -> _Row:
    """The parts of a judgement as they are stored."""
    if target_kind not in set(JudgedKind):
        raise _wrong(say(f"不能复核 “{target_kind}”", f"“{target_kind}” is nothing to be judged"), list(JudgedKind))
    kind = JudgedKind(target_kind)
    if verdict not in ALLOWED[kind]:
        known = [one for one in JudgedVerdict if one in ALLOWED[kind]]
        raise _wrong(say(f"“{verdict}” 不能用于 {kind}", f"“{verdict}” cannot be said of a {kind}"), known)
    key, note, reviewer = (storable_text(text.replace("\0", "")).strip() for text in (target_key, note, reviewer))
    for value, name, most in (
        (key, say("复核对象", "The target"), LONGEST_NAME),
        (reviewer, say("复核人", "The reviewer"), LONGEST_NAME),
    ):
        if not value:
            raise UsageError(say(f"{name}不能为空", f"{name} is missing"), say("请填写。", "Fill it in."))
        _no_longer(value, name, most)
    if verdict in WITH_NOTE and not note:
        raise UsageError(say(f"“{verdict}” 要写说明", f"“{verdict}” needs a note"), say("请填写。", "Fill it in."))
    named = verdict in WITH_NOTE and verdict != JudgedVerdict.COMMENT
    _no_longer(note, say("说明", "The note"), LONGEST_NAME if named else LONGEST_NOTE)
    if verdict in MEMBERSHIP and not all(key_and_cluster(key)):
        raise UsageError(
            say(f"“{key}” 没有说明属于哪个说法组", f"“{key}” does not say of which cluster"),
            say("请写成 说明键@说法组编号。", "Write it as KEY@CLUSTER_ID."),
        )
    return kind.value, key, verdict, note, reviewer


def _absorbed(number: int, row: Mapping[str, object]) -> tuple[str, str, str, str, str, str, str | None]:
    try:
        texts = [row[name] for name in _COLUMNS[:6]]
        if not all(isinstance(text, str) for text in texts):
            raise UsageError(say("有的栏目不是文字", "A column is no text"))
        kind, key, verdict, note, reviewer, made_at = map(str, texts)
        withdrawn = row.get("withdrawn_at")
        when = None if withdrawn is None else _moment(str(withdrawn))
        return (*_checked(kind, key, verdict, note, reviewer), _moment(made_at), when)
    except KeyError as error:
        raise _no_judgement(number, say(f"缺少 {error.args[0]}", f"{error.args[0]} is missing")) from error
    except UsageError as error:
        raise _no_judgement(number, error.message) from error


def _no_judgement(number: int, why: str) -> UsageError:
    return UsageError(
        say(f"第 {number} 条不是复核意见：{why}", f"Row {number} is no judgement: {why}"),
        say(
            "应当是 miner export 写出的 judgements.jsonl；没有导入任何一条。",
            "judgements.jsonl of miner export is wanted; nothing was taken in.",
        ),
    )


def _moment(text: str) -> str:
    try:
        found = datetime.fromisoformat(text)
    except ValueError as error:
        raise UsageError(say(f"“{text}” 不是时间", f"“{text}” is no time")) from error
    if text.endswith("+00:00"):
        return text  # as this program writes it: the same judgement has to be known again
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC).isoformat(timespec="milliseconds")


def _identity(one: StoredJudgement) -> tuple[str, ...]:
    return (one.target_kind, one.target_key, one.verdict, one.note, one.reviewer, one.made_at)


def _no_longer(value: str, name: str, most: int) -> None:
    if len(value) > most:
        raise UsageError(
            say(f"{name}有 {len(value)} 个字", f"{name} has {len(value)} characters"),
            say(f"最多 {most} 个字。", f"At most {most}."),
        )


def _wrong(message: str, known: list[JudgedKind] | list[JudgedVerdict]) -> UsageError:
    names = ", ".join(known)
    return UsageError(message, say(f"可用的：{names}", f"Known: {names}"))


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
