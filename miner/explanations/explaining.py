"""From the variance narratives of a document to explanations: the reason as printed, and its template."""

from __future__ import annotations

import re
from collections.abc import Sequence

from miner.language.masking import mask
from miner.model import Disclosure, Explanation, Identity, Narrative, NarrativeKind, record_id

_REGION_PIECE = re.compile(r".+?(?:自治区|自治州|自治县|自治旗|特别行政区|新区|省|市|区|县|旗|州|盟|镇|乡|街道)")
_BODY = re.compile(r"[（(]?本级[）)]?$")


def explain(disclosure: Disclosure, narratives: Sequence[Narrative]) -> tuple[Explanation, ...]:
    """An explanation for each variance narrative that gives a reason, in order.

    The unit's own names and its region come from the document's identity and become slots in the template.
    """
    own_names, places = names_of(disclosure.identity)
    doc_id = disclosure.doc_id
    reasons = [
        narrative
        for narrative in narratives
        if narrative.kind is NarrativeKind.VARIANCE and narrative.reason and not narrative.reason.isspace()
    ]
    return tuple(
        Explanation(
            explanation_id=record_id(doc_id, "e", ordinal),
            narrative_id=record_id(doc_id, "n", narrative.ordinal),
            doc_id=doc_id,
            department=disclosure.identity.department,
            fiscal_year=disclosure.identity.fiscal_year,
            text=narrative.reason,
            template=mask(narrative.reason, own_names, (), places).template,
            direction=narrative.direction,
        )
        for ordinal, narrative in enumerate(reasons)
    )


def names_of(identity: Identity) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The forms in which a document speaks of its own unit, and of its region: whole names and without what is above.

    青河县财政局（本级） of the region 临江市青河县: the unit is 青河县财政局（本级）, 青河县财政局 and, without its
    region, 财政局; the places are 临江市青河县, 临江市 and 青河县.
    """
    pieces = _REGION_PIECE.findall(identity.region)
    places = {place for place in (identity.region, *pieces) if len(place) > 1}
    own = set()
    for name in (identity.department, _BODY.sub("", identity.department)):
        own.add(name)
        own.update(name.removeprefix(place) for place in places)
    return tuple(sorted(name for name in own if len(name) > 2)), tuple(sorted(places))
