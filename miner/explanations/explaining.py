"""From the variance narratives of a document to explanations: the reasons as printed, and their templates."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from miner.explanations.points import points_of
from miner.language.masking import mask
from miner.model import Disclosure, Explanation, Identity, Narrative, NarrativeKind, record_id

_REGION_PIECE = re.compile(
    r".+?(?:自治区|自治州|自治县|自治旗|特别行政区|新区|省|市|区|县|街道|(?:旗|州|盟|镇|乡)(?!市(?!场)|区(?![域划])|县(?!志)))"
)
"""澄州市 and 景德镇市 are one piece: a word for a region inside a name is followed by another."""
_BODY = re.compile(r"[（(]?本级[）)]?$")


def explain(disclosure: Disclosure, narratives: Sequence[Narrative]) -> tuple[Explanation, ...]:
    """An explanation for each reason that the variance narratives give, in order.

    The unit's own names and its region come from the document's identity and become slots in the template.
    """
    own_names, places = names_of(disclosure.identity)
    doc_id = disclosure.doc_id
    found: list[Explanation] = []
    for narrative in narratives:
        reason = narrative.reason
        if narrative.kind is not NarrativeKind.VARIANCE or not reason or reason.isspace():
            continue
        for start, end in points_of(reason):
            text = reason[start:end]
            at = narrative.reason_start
            found.append(
                Explanation(
                    explanation_id=record_id(doc_id, "e", len(found)),
                    narrative_id=record_id(doc_id, "n", narrative.ordinal),
                    doc_id=doc_id,
                    department=disclosure.identity.department,
                    fiscal_year=disclosure.identity.fiscal_year,
                    text=text,
                    template=mask(text, own_names, (), places).template,
                    direction=narrative.direction,
                    subject=narrative.subject,
                    basis=narrative.basis,
                    section=narrative.section,
                    char_start=None if at is None else at + start,
                    char_end=None if at is None else at + end,
                )
            )
    return tuple(found)


def names_of(identity: Identity) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The forms in which a document speaks of its own unit, and of its region."""
    return names_in(identity.department, identity.region)


def names_in(department: str, region: str = "") -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The forms of a unit's name, and the places in it and in its region: whole names and without what is above.

    青河县财政局（本级） of the region 临江市青河县: the unit is 青河县财政局（本级）, 青河县财政局 and, without its
    region, 财政局; the places are 临江市青河县, 临江市 and 青河县.
    """
    pieces = _REGION_PIECE.findall(region)
    places = {place for place in (region, *pieces) if len(place) > 1}
    own = set()
    for name in (department, _BODY.sub("", department)):
        own.add(name)
        own.update(name.removeprefix(place) for place in places)
    return tuple(sorted(name for name in own if len(name) > 2)), tuple(sorted(places))


@lru_cache(maxsize=65536)
def names_in_department(department: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """`names_in` of a unit of which nothing but the name is known."""
    return names_in(department, region_of(department))


def region_of(department: str) -> str:
    """The region that a unit's name begins with, for a unit of which nothing but the name is known; may be empty."""
    pieces = []
    rest = department
    while (piece := _REGION_PIECE.match(rest)) and len(piece[0]) < len(rest) - 1 and len(piece[0]) > 2:
        pieces.append(piece[0])
        rest = rest[len(piece[0]) :]
    return "".join(pieces)
