"""The county's disclosures in the formats that real ones come in.

Each rendering takes the blocks of a document and its layout and gives the bytes of a file; the same blocks and layout
give the same bytes. Libraries that print are loaded when a rendering is first used, so that listing them costs nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from miner.county.blocks import Block
from miner.county.layout import Layout
from miner.county.renderings.libraries import MissingLibrary, load

__all__ = ["RENDERINGS", "MissingLibrary", "Rendering"]


@dataclass(frozen=True, slots=True)
class Rendering:
    """A way to print a document."""

    name: str
    suffix: str
    """Of the files that it makes, with its dot."""
    module: str
    """Of this package, in which the work is done."""
    function: str = "render"

    def render(self, blocks: Sequence[Block], layout: Layout) -> bytes:
        """The file's bytes.

        Raises:
            MissingLibrary: a library that it needs is not installed.
        """
        data = getattr(load(f"{__name__}.{self.module}"), self.function)(blocks, layout)
        if not isinstance(data, bytes):
            raise TypeError(f"{self.name} made {type(data).__name__} instead of bytes")
        return data


RENDERINGS: Mapping[str, Rendering] = MappingProxyType(
    {
        one.name: one
        for one in (
            Rendering("typst", ".pdf", "typst_pdf"),
            Rendering("weasyprint", ".pdf", "weasyprint_pdf"),
            Rendering("reportlab", ".pdf", "reportlab_pdf"),
            Rendering("scan", ".pdf", "scan_pdf"),
            Rendering("scan_text", ".pdf", "scan_pdf", "render_with_text"),
            Rendering("html", ".html", "html_page"),
            Rendering("docx", ".docx", "word_docx"),
            Rendering("txt", ".txt", "plain_text", "render_text"),
            Rendering("md", ".md", "plain_text", "render_markdown"),
        )
    }
)
"""By name. ``typst`` is the usual one."""
