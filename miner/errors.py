"""What can go wrong, as one hierarchy. Each error says in plain words what happened and what to do next.

* MinerError (exit code 3: something the miner did not foresee for a whole run)
    * UsageError (2): the call or the settings are wrong
    * UnreadableDocument (1): this document cannot be read; the others are not touched
        * EncryptedDocument, DamagedDocument, EmptyDocument, UnsupportedFormat, DocumentTooLarge
    * StoreError (4): ``miner.db`` cannot be used

Exit codes of the command line: 0 all fine, 1 some documents failed, 2 usage, 3 unforeseen, 4 the store,
130 interrupted.
"""

from __future__ import annotations

from typing import ClassVar


class MinerError(Exception):
    """The base of all. ``message`` and ``remedy`` are keys or texts in the user's language (Chinese by default)."""

    exit_code: ClassVar[int] = 3

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __reduce__(self) -> tuple[type[MinerError], tuple[str, str]]:
        """Errors cross process borders."""
        return type(self), (self.message, self.remedy)


class UsageError(MinerError):
    """The command, its arguments or the settings file are wrong."""

    exit_code = 2


class UnreadableDocument(MinerError):
    """This document cannot be read."""

    exit_code = 1


class EncryptedDocument(UnreadableDocument):
    """It needs a password that nobody gave."""


class DamagedDocument(UnreadableDocument):
    """It is broken, truncated, or not what its name says."""


class EmptyDocument(UnreadableDocument):
    """There is nothing in it."""


class UnsupportedFormat(UnreadableDocument):
    """The miner has no reader for it."""


class DocumentTooLarge(UnreadableDocument):
    """It asks for more memory, time or pages than a document may."""


class StoreError(MinerError):
    """The database is missing, locked, damaged or of another version."""

    exit_code = 4
