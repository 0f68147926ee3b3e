"""The libraries that print, which the miner itself does not need: loaded when a rendering is used, and missed politely."""

from __future__ import annotations

import warnings
from importlib import import_module
from types import ModuleType

from miner.bilingual import say
from miner.errors import UsageError

_SYSTEM = ("weasyprint", "libpango-1.0-0 libpangoft2-1.0-0")
"""Only WeasyPrint opens shared libraries that no wheel brings along, when it is imported: Debian's packages of them."""


class MissingLibrary(UsageError):
    """A rendering needs a library that is not installed."""


def load(module: str) -> ModuleType:
    """A module that imports at its top the library that it prints with.

    Raises:
        MissingLibrary: the library, or one that it stands on, is missing.
    """
    extra = "pip install 'juesuan-miner[corpus]'"
    try:
        with warnings.catch_warnings():
            # WeasyPrint warns, where it is imported, of a library that later versions will need; the pinned one does not.
            warnings.filterwarnings("ignore", "HarfBuzz-Subset", DeprecationWarning)
            return import_module(module)
    except ImportError as error:
        name = error.name or ""
        if name.partition(".")[0] == "miner":
            raise  # a slip of ours, nothing that an installation could mend
        raise MissingLibrary(
            say(f"缺少排版所需的程序库 {name}", f"The library {name} is missing, which prints the documents"),
            say(f"请执行：{extra}", f"Run: {extra}"),
        ) from error
    except OSError as error:
        library, packages = _SYSTEM
        raise MissingLibrary(
            say(f"{library} 缺少系统库：{error}", f"{library} misses a library of the system: {error}"),
            say(
                f"请执行：{extra}；Debian 另需：apt install {packages}",
                f"Run: {extra}; on Debian: apt install {packages}",
            ),
        ) from error
