"""Standard output."""

from __future__ import annotations

import os

from rich.console import Console

PIPE_WIDTH = 120


def console() -> Console:
    """Standard output; wide enough for tables where nobody says how wide it is, as in a pipe."""
    found = Console()
    return found if found.is_terminal or "COLUMNS" in os.environ else Console(width=PIPE_WIDTH)
