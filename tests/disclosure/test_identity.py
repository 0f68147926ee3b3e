"""Where the evidence of a document's identity stands on paper."""

from __future__ import annotations

from miner.disclosure import disclose
from miner.layout import lay_out
from miner.model import Page, Source
from tests.layout.typesetting import GOOD, full, typeset


def test_a_title_of_the_cover_is_boxed_over_all_its_lines_and_nothing_else() -> None:
    lines = (
        (200.0, "附件1", 72.0, 12.0),
        (300.0, "青河县科学技术和工业", 140.0, 24.0),
        (340.0, "信息化局", 220.0, 24.0),
        (380.0, "2024年度部门决算", 180.0, 24.0),
        (700.0, "2025年8月", 240.0, 12.0),
    )
    cover = [glyph for y, text, x, size in lines for glyph in typeset(text, y, x, size=size)]
    prose = [
        glyph for row in range(4) for glyph in typeset(full("第一部分部门概况" if not row else ""), 100 + 20 * row)
    ]
    pages = tuple(Page(n, 595.0, 842.0, tuple(glyphs), (), GOOD) for n, glyphs in enumerate((cover, prose), start=1))
    found = disclose(Source("a.pdf", "0" * 64, "pdf", pages), lay_out(pages)).identity
    assert (found.department, found.fiscal_year) == ("青河县科学技术和工业信息化局", 2024)
    title = next(one for one in found.evidence if one.origin == "cover" and one.field == "department")
    assert title.page == 1
    assert title.bbox is not None
    left, top, right, bottom = title.bbox
    assert (left, right) == (140.0, 140.0 + 10 * 24)
    assert 270 < top < 280
    assert 380 < bottom < 390
