"""Small counties for the tests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from miner.county.building import CountySettings, Document
from miner.county.building import county as county_of
from miner.county.material import form_names

FORMS = form_names()


def county(
    number: int = 8, form: str = "mixed", errors: Mapping[str, float] | None = None, years: tuple[int, ...] = (2023, 2024), seed: int = 1,
    boilerplate: float | None = None,
) -> Iterator[Document]:  # fmt: skip
    """The documents of a county before they are printed."""
    settings = CountySettings(number, years, seed, errors or {}, form, "txt", boilerplate)
    return county_of(settings)
