"""What went wrong with a document, in words for the list of failures."""

from __future__ import annotations

from miner.bilingual import say
from miner.errors import MinerError

_LONGEST = 500
"""Characters of an unforeseen error's own words; some libraries put whole objects there."""


def in_words(error: MinerError) -> str:
    """What happened and what to do next, in one line."""
    if not error.remedy:
        return error.message
    message = error.message.rstrip("。.；; ")
    return say(f"{message}。{error.remedy}", f"{message}. {error.remedy}")


def unforeseen(error: BaseException) -> str:
    """An error of the program itself, not of the document."""
    what = f"{type(error).__name__}: {error}"[:_LONGEST]
    return say(
        f"程序未预料的错误，请报告：{what}",
        f"an error that the program did not foresee, please report it: {what}",
    )
