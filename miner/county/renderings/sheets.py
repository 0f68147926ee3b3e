"""Which blocks share pages: the cover, the table of contents, each statutory table, and the prose between them.

All formats with pages follow the same plan, so that a document differs between them in its looks alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from miner.county.blocks import Block, Cover, Entry, Heading, PrintedTable
from miner.county.layout import Layout, Wide


class SheetKind(Enum):
    """What fills a sheet."""

    COVER = auto()
    CONTENTS = auto()
    DIVIDER = auto()
    """A part's title alone, before its tables."""
    TABLE = auto()
    """One table, with the headings right above it."""
    PROSE = auto()


@dataclass(frozen=True, slots=True)
class Sheet:
    """Blocks that begin on a new page and run on from there."""

    kind: SheetKind
    blocks: tuple[Block, ...]
    turned: bool = False
    """True where the paper lies on its long side."""


def sheets(blocks: Sequence[Block], layout: Layout) -> list[Sheet]:
    """The blocks dealt out to sheets, in order."""
    made: list[Sheet] = []
    open_blocks: list[Block] = []
    kind = SheetKind.PROSE

    def finish() -> None:
        if open_blocks:
            alone = kind is SheetKind.PROSE and len(open_blocks) == 1 and _begins_part(open_blocks[0])
            made.append(Sheet(SheetKind.DIVIDER if alone else kind, tuple(open_blocks)))
            open_blocks.clear()

    for block in blocks:
        if isinstance(block, PrintedTable) and _alone(block, layout):
            above = _headings_above(open_blocks) if kind is SheetKind.PROSE else ()
            del open_blocks[len(open_blocks) - len(above) :]
            finish()
            made.append(Sheet(SheetKind.TABLE, (*above, block), turned(block, layout)))
            kind = SheetKind.PROSE
            continue
        new = _kind(block)
        if new is not kind or _begins_part(block):
            finish()
            kind = new
        open_blocks.append(block)
    finish()
    return made


def turned(table: PrintedTable, layout: Layout) -> bool:
    """True for a table on paper that lies on its long side."""
    return table.wide and layout.wide is not Wide.PORTRAIT


def _alone(table: PrintedTable, layout: Layout) -> bool:
    return table.statutory or turned(table, layout)


def _headings_above(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The headings at the end, which stand on the page of the table that follows; a part's title has its own."""
    start = len(blocks)
    while start and isinstance(blocks[start - 1], Heading) and not _begins_part(blocks[start - 1]):
        start -= 1
    return tuple(blocks[start:])


def _begins_part(block: Block) -> bool:
    return isinstance(block, Heading) and block.level == 1


def _kind(block: Block) -> SheetKind:
    if isinstance(block, Cover):
        return SheetKind.COVER
    return SheetKind.CONTENTS if isinstance(block, Entry) else SheetKind.PROSE
