"""Tables in the terminal that do not cut Chinese text short."""

from __future__ import annotations

from rich.console import RenderableType
from rich.style import StyleType
from rich.table import Column, Table
from rich.text import Text


class FoldingTable(Table):
    """A table that breaks long words. Chinese has no blanks, so that to Rich a whole sentence is one word to be cut."""

    def add_row(
        self, *renderables: RenderableType | None, style: StyleType | None = None, end_section: bool = False
    ) -> None:
        """Add a row; see Rich."""
        super().add_row(*renderables, style=style, end_section=end_section)
        for column in self.columns:
            column.overflow = "fold"


class PlainTable(FoldingTable):
    """A folding table whose words mean nothing but themselves: what documents say may look like Rich's markup."""

    def __init__(self, *headers: str) -> None:
        super().__init__(*(Column(Text(header)) for header in headers), box=None)

    def add_row(
        self, *renderables: RenderableType | None, style: StyleType | None = None, end_section: bool = False
    ) -> None:
        """Add a row; see Rich."""
        plain = (Text(cell) if isinstance(cell, str) else cell for cell in renderables)
        super().add_row(*plain, style=style, end_section=end_section)
