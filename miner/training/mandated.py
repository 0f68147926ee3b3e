"""Builds `models/mandated`: phrases of four masked words that the official form puts into everybody's prose.

The forms of the regions differ, and what they have in common is the ministry's. So a phrase is mandated where the
documents of at least `REGIONS` of the county's regional forms have it, at least every other document of each: what drafters
write of their own work comes and goes. Reasons are left out.

    python -m miner.training.mandated
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from itertools import islice

from miner.county.blocks import Paragraph
from miner.county.building import CountySettings, told
from miner.county.departments import departments
from miner.county.material import form_names
from miner.county.notes import Because
from miner.county.telling import Told
from miner.language.masking import mask
from miner.language.resources import models_path
from miner.language.segment import segment_template
from miner.runs.measuring import MANDATED

DOCUMENTS = 6
"""Of each form."""
REGIONS = 4
"""From so many of the ten forms on a phrase is the ministry's and not a region's."""
PHRASE = 4
_SENTENCE = re.compile(r"[^。；;！？\n]+")


def mandated() -> list[str]:
    """The phrases, in order."""
    regions: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    for form in form_names():
        settings = CountySettings(departments=DOCUMENTS, years=(2023,), form=form)
        for department in islice(departments(settings.seed, settings.departments, form), DOCUMENTS):
            for document in told(settings, department):
                for phrase in _of_document(document, department.name):
                    regions[phrase][form] += 1
    return sorted(
        " ".join(phrase)
        for phrase, found in regions.items()
        if sum(count >= DOCUMENTS / 2 for count in found.values()) >= REGIONS
    )


def _of_document(document: Told, department: str) -> set[tuple[str, ...]]:
    paragraphs = (block for block in document.blocks if isinstance(block, Paragraph))
    return {phrase for block in paragraphs for phrase in _phrases(_without_reasons(block), department)}


def _without_reasons(block: Paragraph) -> str:
    text = block.text.text
    for mark, _ in sorted(block.text.of(Because), key=lambda item: -item[0].start):
        text = f"{text[: mark.start]}。{text[mark.end :]}"
    return text


def _phrases(text: str, department: str) -> set[tuple[str, ...]]:
    found: set[tuple[str, ...]] = set()
    for sentence in _SENTENCE.findall(text):
        words = [
            word for word in segment_template(mask(sentence, (department,), whole=True).template) if word not in ",()"
        ]
        found.update(tuple(words[at : at + PHRASE]) for at in range(len(words) - PHRASE + 1))
    return found


def main() -> None:
    """Write the list."""
    phrases = mandated()
    path = models_path("dictionary").parent / MANDATED
    path.write_text("".join(f"{phrase}\n" for phrase in phrases), encoding="utf-8")
    print(path, len(phrases))


if __name__ == "__main__":
    main()
