"""Plain text and Markdown: what people make who copy a disclosure out of its PDF, or a program that converts it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import assert_never

from miner.county.blocks import Block, Cover, Entry, Heading, Paragraph, PrintedTable
from miner.county.layout import Layout
from miner.county.renderings.grids import texts, title_lines
from miner.county.renderings.texts import clean

_SPECIAL = re.compile(r"[\\`*_\[\]|]")
"""What begins emphasis, code, a link or a cell of a table."""
_FIRST = re.compile(r"^(\d*)([#>+\-.)])(?=[\s#>\-]|$)")
"""What begins a heading, a quotation, a list or a rule, at the start of a line."""


def render_text(blocks: Sequence[Block], _: Layout) -> bytes:
    """Text, with tabs between the cells of a table."""
    return _joined(_text_parts(blocks))


def render_markdown(blocks: Sequence[Block], _: Layout) -> bytes:
    """Markdown, with tables in pipes."""
    return _joined(_markdown_parts(blocks))


def _joined(parts: Iterator[str]) -> bytes:
    return ("\n\n".join(part for part in parts if part) + "\n").encode()


def _text_parts(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        match block:
            case PrintedTable():
                yield from title_lines(block)
                yield "\n".join("\t".join(row) for row in texts(block))
                yield from map(clean, block.notes)
            case Paragraph(text):
                yield clean(text.text)
            case Cover(text) | Entry(text) | Heading(text):
                yield clean(text)
            case _:
                assert_never(block)


def _markdown_parts(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        match block:
            case PrintedTable():
                title, *above = map(_escaped, title_lines(block))
                yield f"**{title}**" if title else ""
                yield from above
                first, *rest = (f"| {' | '.join(map(_escaped, row))} |" for row in texts(block))
                yield "\n".join((first, "|" + " --- |" * len(block.widths), *rest))
                yield from map(_escaped, block.notes)
            case Cover(text):
                yield f"# {_escaped(text)}"
            case Heading(text, level):
                yield f"{'#' * min(level, 6)} {_escaped(text)}"
            case Paragraph(text):
                yield _escaped(text.text)
            case Entry(text):
                yield _escaped(text)
            case _:
                assert_never(block)


def _escaped(text: str) -> str:
    """A text in which no character means anything to Markdown, nor to the HTML that Markdown may hold."""
    plain = _SPECIAL.sub(r"\\\g<0>", clean(text).strip())
    return _FIRST.sub(r"\1\\\2", plain).replace("&", "&amp;").replace("<", "&lt;")
