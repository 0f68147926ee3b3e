"""The HTML through print style sheets to PDF, as sites do that print their own pages."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from html import escape

import weasyprint
from weasyprint.text.fonts import FontConfiguration

from miner.county.blocks import Block
from miner.county.layout import Layout, PageNumbers, Wide
from miner.county.renderings.fonts import FILES
from miner.county.renderings.html_page import BORDERS, page
from miner.county.renderings.sizes import PROSE, TABLE, Margins, gap
from miner.county.renderings.texts import clean, fingerprint
from miner.county.renderings.turning import rotated

_STYLE = """
@page { size: A4; margin: PROSE; @bottom-center { FOOT } @top-center { HEAD } }
@page beside { margin: NARROW }
@page turned { size: A4 landscape; margin: NARROW }
@page cover { @bottom-center { content: none } }
body { margin: 0; font: SIZEpt/1.7 county-FONT; text-align: justify }
p, h2, h3, h4, h5 { margin: 0; font-weight: normal; font-size: 1em } strong { font-weight: normal }
a { color: inherit; text-decoration: none }
.sheet { break-before: page } .cover { page: cover } .table { page: beside } .table.turned { page: turned }
.cover p { text-align: center; font: 28pt/1.7 county-sans } .cover p:first-child { margin-top: 6cm }
.divider > * { margin-top: 8cm !important; font-size: 26pt !important }
.h1 { text-align: center; font: 1.3em/1.7 county-sans; margin-bottom: 0.8em }
.h2, .h3, .h4 { text-indent: 2em; break-after: avoid } .h2 { font-family: county-sans } .p { text-indent: 2em }
.e2 { margin-left: 2em } .e3 { margin-left: 4em } .e4 { margin-left: 6em } POINTERS
.statutory, .small { line-height: 1.3 } .small { margin: 0.8em 0 }
.title { text-align: center } .statutory .title { font: 1.75em/1.4 county-sans; break-after: avoid }
.number { text-align: right; break-after: avoid } .owner { min-height: 1.3em; break-after: avoid }
.unit { text-align: right; margin-top: -1.3em; break-after: avoid } .note { margin-top: 0.4em }
table { border-collapse: collapse; width: 100%; table-layout: fixed; margin-top: 0.3em }
th, td { padding: PADpt GAPpt; text-align: center; vertical-align: middle; font-weight: normal }
.l { text-align: left } .r { text-align: right } thead { display: table-GROUP } tr { break-inside: ROWS }
.watermark { position: fixed; top: 40%; left: -20%; right: -20%; text-align: center; z-index: -1;
  color: #dcdcdc; line-height: 1; transform: rotate(-38deg); white-space: nowrap }
"""
_NUMBER = {
    PageNumbers.NONE: "none",
    PageNumbers.PLAIN: "counter(page)",
    PageNumbers.DASHED: '"— " counter(page) " —"',
    PageNumbers.OF: '"第 " counter(page) " 页 共 " counter(pages) " 页"',
}


def render(blocks: Sequence[Block], layout: Layout) -> bytes:
    """The blocks as a PDF."""
    mark = clean(layout.watermark)
    size = min(64.0, 560.0 / max(len(mark), 1))
    before = f'<div class="watermark" style="font-size: {size:.1f}pt">{escape(mark)}</div>' if mark else ""
    html = page(blocks, layout, f"{_style(layout)}{BORDERS[layout.rules]}", before).decode()
    fonts, faces = _fonts()
    with _no_clock():
        data = weasyprint.HTML(string=html).write_pdf(
            stylesheets=[faces], font_config=fonts, pdf_identifier=fingerprint(blocks)[:16]
        )
    if not isinstance(data, bytes):
        raise TypeError(f"WeasyPrint made {type(data).__name__} instead of a PDF")
    return rotated(data) if layout.wide is Wide.ROTATED else data


@contextmanager
def _no_clock() -> Iterator[None]:
    """FontTools writes the time into the fonts that it cuts down, unless this variable names another."""
    before = os.environ.get("SOURCE_DATE_EPOCH")
    os.environ["SOURCE_DATE_EPOCH"] = "0"
    try:
        yield
    finally:
        if before is None:
            del os.environ["SOURCE_DATE_EPOCH"]
        else:
            os.environ["SOURCE_DATE_EPOCH"] = before


@cache
def _fonts() -> tuple[FontConfiguration, weasyprint.CSS]:
    """The fonts, registered once: Pango reads each file of several megabytes."""
    fonts = FontConfiguration()
    faces = "\n".join(
        f'@font-face {{ font-family: county-{name}; src: url("{path.as_uri()}") }}' for name, path in FILES.items()
    )
    return fonts, weasyprint.CSS(string=faces, font_config=fonts)


def _style(layout: Layout) -> str:
    numbered = layout.page_numbers is not PageNumbers.NONE
    filled = {
        "FOOT": f"content: {_NUMBER[layout.page_numbers]}; font: 10.5pt county-{layout.font}",
        "HEAD": f"content: {_string(layout.running_head)}; font: 9pt county-{layout.font}"
        if layout.running_head
        else "",
        "SIZE": f"{layout.size:g}",
        "FONT": layout.font,
        "POINTERS": "a::after { content: leader('.') target-counter(attr(href), page) }" if numbered else "",
        "PROSE": _margins(PROSE),
        "NARROW": _margins(TABLE),
        "GAP": f"{gap(layout):g}",
        "PAD": "1.5" if layout.crowded else "4",
        "GROUP": "header-group" if layout.repeat_head else "row-group",
        "ROWS": "auto" if layout.split_rows else "avoid",
    }
    return re.sub("|".join(filled), lambda found: filled[found[0]], _STYLE)


def _margins(margins: Margins) -> str:
    return f"{margins.top}pt {margins.side}pt {margins.bottom}pt"


def _string(text: str) -> str:
    """A string of CSS, in which everything but letters and digits is written as its number."""
    return '"' + "".join(c if c.isalnum() else f"\\{ord(c):x} " for c in clean(text)) + '"'
