"""Messages in the reader's language: Chinese by default, English by a switch.

Both wordings stand side by side where the message is made, so that neither is forgotten and both can be searched for.
The language is one setting of a process; a worker gets it from the run that starts it.
"""

from __future__ import annotations

from contextvars import ContextVar
from typing import Literal, get_args

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)

_language: ContextVar[Language] = ContextVar("language", default="zh")


def set_language(language: Language) -> None:
    """Choose the language of all messages made from now on in this context."""
    _language.set(language)


def current_language() -> Language:
    """The language in force."""
    return _language.get()


def say(zh: str, en: str) -> str:
    """The message in the language in force."""
    return zh if _language.get() == "zh" else en
