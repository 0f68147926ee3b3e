"""docs/county.md says what there is: kinds of error, options, forms, and the figures that its command prints."""

from __future__ import annotations

import inspect
import json
from pathlib import Path

from miner.cli.county import build
from miner.county.errors import KINDS
from miner.county.renderings import RENDERINGS
from tests.evaluation.county import SAMPLE
from tests.evaluation.likeness import lines, measure, sample_paths

PAGE = (SAMPLE.parents[1] / "docs" / "county.md").read_text("utf-8")


def test_every_kind_of_error_and_every_rendering_is_named() -> None:
    assert [kind for kind in (*KINDS, *RENDERINGS) if f"`{kind}`" not in PAGE] == []


def test_every_option_is_explained() -> None:
    options = [
        name for name in inspect.signature(build).parameters if name not in ("context", "out", "json", "workers")
    ]
    assert [name for name in options if f"`--{name.replace('_', '-')}`" not in PAGE] == []


def test_the_comparison_with_real_documents_is_what_the_command_prints(reference: Path) -> None:
    printed = list(
        lines({"real": measure(sorted((reference / "real").glob("*"))), "sample": measure(sample_paths(SAMPLE))})
    )
    assert [line for line in printed if line not in PAGE] == []


def test_the_sample_is_made_by_the_command_that_its_page_prints() -> None:
    said = json.loads((SAMPLE / "county.json").read_text("utf-8"))["settings"]
    command = (SAMPLE.parent / "README.md").read_text("utf-8")
    years = said["years"]
    assert (
        f"--departments {said['departments']} --years {years[0]}-{years[-1]} --errors 1 --rendering {said['rendering']}\n"
        in command
    )
    assert said["seed"] == 1
    assert said["errors"] == {"any": 1.0}
