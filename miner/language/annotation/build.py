"""Builds ``models/pipeline``, the pipeline that `spacy.load` reads.

``python -m miner.language.annotation.build`` in a checkout rewrites the folder's ``config.cfg`` and ``meta.json``. They
name the tokenizer and the components; there are no weights, no vocabulary and nothing that depends on the machine.
"""

from __future__ import annotations

import json
from pathlib import Path

import spacy
from spacy.language import Language

from miner.language.annotation import GROUPS, PIPELINE
from miner.language.annotation import components as _components  # noqa: F401  (registers the components)
from miner.language.annotation.tokenizer import TOKENIZER
from miner.language.resources import models_path

_META = {
    "name": "miner",
    "version": "1.0.0",
    "spacy_version": ">=3.8,<4.0",
    "description": "Figures, accounts, units, periods, directions and reasons in Chinese government accounts; rules, not trained",
    "license": "MIT",
}
_MACHINE = "spacy_git_version"
"""The one entry of the meta data that says which spaCy wrote it."""


def build_pipeline() -> Language:
    """The pipeline, made from its parts."""
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"@tokenizers": TOKENIZER}}})
    for group in GROUPS:
        nlp.add_pipe(f"miner_{group}")
    nlp.meta.update(_META)
    return nlp


def write_pipeline(folder: Path) -> None:
    """Store the pipeline in a folder, which is made; two files, the same wherever it is done."""
    build_pipeline().to_disk(folder, exclude=["vocab"])
    file = folder / "meta.json"
    meta = json.loads(file.read_text(encoding="utf-8"))
    meta.pop(_MACHINE, None)
    file.write_text(json.dumps(meta, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def main() -> None:
    """Rewrite the folder."""
    folder = models_path("dictionary").parent / PIPELINE
    write_pipeline(folder)
    print(f"{folder}: {', '.join(path.name for path in sorted(folder.iterdir()))}")


if __name__ == "__main__":
    main()
