"""How records become the text that the database holds, and back."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from miner.model import BBox, Evidence, PageHealth, cell_id, record_id

_SURROGATE = re.compile("[\ud800-\udfff]")


def decimal_text(value: Decimal | None) -> str | None:
    """A decimal string without an exponent, its trailing zeros kept; ``None`` stays ``None``."""
    return None if value is None else format(value, "f")


def decimal_value(text: str | None) -> Decimal | None:
    """The number of a decimal string; ``None`` stays ``None``."""
    return None if text is None else Decimal(text)


def json_text(value: object) -> str:
    """Compact JSON; Han characters as they are."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def bbox_text(bbox: BBox | None) -> str | None:
    """A box as JSON, in hundredths of a point (finer than any printer)."""
    return None if bbox is None else json_text([round(edge, 2) for edge in bbox])


def bbox_value(text: str | None) -> BBox | None:
    """A box from its JSON."""
    if text is None:
        return None
    x0, y0, x1, y1 = text[1:-1].split(",")  # there is one for every cell: half the time of a parser of JSON
    return (float(x0), float(y0), float(x1), float(y1))


def health_text(pages: Sequence[PageHealth]) -> str:
    """The health of all pages as a JSON list; page numbers count from 1."""
    return json_text(
        [
            {
                "page": number,
                "verdict": str(page.verdict),
                "characters": page.characters,
                "han_share": round(page.han_share, 4),
                "cid_share": round(page.cid_share, 4),
                "mojibake_share": round(page.mojibake_share, 4),
                "note": page.note,
            }
            for number, page in enumerate(pages, start=1)
        ]
    )


def features_text(features: Mapping[str, float]) -> str:
    """The features of a link as a JSON object."""
    return json_text({name: round(float(value), 6) for name, value in features.items()})


def evidence_text(doc_id: str, evidence: Sequence[Evidence]) -> str:
    """Evidence as the JSON list that ``findings.evidence`` holds."""
    return json_text([_evidence(doc_id, item) for item in evidence])


def _evidence(doc_id: str, item: Evidence) -> dict[str, Any]:
    return {
        "doc_id": doc_id,
        "page": item.page,
        "bbox": None if item.bbox is None else [round(edge, 2) for edge in item.bbox],
        "section_id": None if item.section is None else record_id(doc_id, "s", item.section),
        "char_start": item.char_start,
        "char_end": item.char_end,
        "cell_id": None if item.cell is None else cell_id(doc_id, item.cell),
        "quote": item.quote,
        "role": item.role,
    }


def storable(values: Sequence[object]) -> tuple[object, ...]:
    """The values of a row; lone surrogates, which UTF-8 cannot hold, become U+FFFD one for one: offsets stay."""
    return tuple(storable_text(value) if isinstance(value, str) else value for value in values)


def storable_text(text: str) -> str:
    """A text that UTF-8 can hold."""
    return _SURROGATE.sub("\ufffd", text)
