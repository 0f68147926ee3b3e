"""What drawing a page for the report takes, by colours and format: ``python -m tests.evaluation.drawing_speed [PDF …]``.

Without arguments: the PDFs of the sample of the fictional county. Figures are of this machine; compare them with each other.
"""

from __future__ import annotations

import io
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pypdfium2
from PIL import Image

from miner.model import PageSize
from miner.report.drawing import DPI, draw_page, write_picture
from tests.conftest import CHECKOUT

Encoder = Callable[[Image.Image], int]


def main() -> None:
    """Print milliseconds and kilobytes of a page for each way."""
    named = [Path(name) for name in sys.argv[1:]]
    paths = named or sorted((CHECKOUT / "corpus" / "sample").glob("*.pdf"))
    documents = [pypdfium2.PdfDocument(path.read_bytes()) for path in paths]
    sizes = [[PageSize(page.get_width(), page.get_height(), 0, 0.0) for page in document] for document in documents]
    pages = sum(map(len, sizes))
    begun = time.perf_counter()
    pictures = [
        draw_page(document, number, size)
        for document, of in zip(documents, sizes, strict=True)
        for number, size in enumerate(of, start=1)
    ]
    grey = time.perf_counter() - begun
    begun = time.perf_counter()
    coloured = [page.render(scale=DPI / 72).to_pil() for document in documents for page in document]
    colour = time.perf_counter() - begun
    print(
        f"{pages} pages at {DPI} dpi; drawn in {1000 * grey / pages:.1f} ms grey, {1000 * colour / pages:.1f} ms colour"
    )
    ways: tuple[tuple[str, Encoder, list[Image.Image]], ...] = (
        ("PNG, 16 greys (ours)", _ours, pictures),
        ("PNG, 256 greys", _saved("PNG", compress_level=1), pictures),
        ("PNG, colour", _saved("PNG", compress_level=1), coloured),
        ("JPEG, grey, quality 50", _saved("JPEG", quality=50), pictures),
    )
    for name, encode, drawn in ways:
        begun = time.perf_counter()
        size = sum(map(encode, drawn))
        seconds = time.perf_counter() - begun
        print(f"{name:<26} {1000 * seconds / pages:5.1f} ms {size / pages / 1000:6.1f} KB")


def _ours(picture: Image.Image) -> int:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "1.png"
        write_picture(picture, path)
        return path.stat().st_size


def _saved(form: str, **options: int) -> Encoder:
    def encode(picture: Image.Image) -> int:
        out = io.BytesIO()
        picture.save(out, form, **options)
        return out.tell()

    return encode


if __name__ == "__main__":
    main()
