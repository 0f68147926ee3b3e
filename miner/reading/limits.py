"""How much one document may ask for. Beyond it, reading ends with ``DocumentTooLarge`` or a page is given up.

The worker process around a document has limits of memory and time as well; these are cheaper and say what is wrong.
"""

from __future__ import annotations

from typing import Final

LARGEST_FILE: Final = 256 * 1024 * 1024
"""Bytes of a file. Real disclosures have 0.1 to 30 MB."""
MOST_PAGES: Final = 3000
"""Pages of a PDF. A whole province's accounts have about 500."""
LARGEST_STREAM: Final = 128 * 1024 * 1024
"""Bytes that one compressed stream of a PDF, or one part of an office document, may unpack to."""
MOST_GLYPHS: Final = 200_000
"""Characters of one page; a dense table page has 5,000."""
MOST_CONTENT: Final = 32 * 1024 * 1024
"""Bytes of content streams that one page may execute, forms counted each time; a dense table page has 0.1 MB."""
DEEPEST_OPERAND: Final = 100
"""Arrays and dictionaries within each other among the operands."""
MOST_FORMS: Final = 5_000
"""Form XObjects drawn for one page, counting every nested one: stops forms that draw each other twice over and over."""
DEEPEST_FORM: Final = 24
"""Form XObjects within each other."""
DEEPEST_MARKUP: Final = 400
"""Elements within each other in XML."""
MOST_TABLE_CELLS: Final = 2_000_000
"""Cells of all tables of a text-born document, spans counted out."""
