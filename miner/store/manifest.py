"""What an export is: by which version, of which runs and inputs, and what is in its files."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

import miner
from miner.store import schema
from miner.store.reading import Reader

MANIFEST = "export.json"


@dataclass(frozen=True, slots=True)
class ExportedFile:
    """A file of an export."""

    name: str
    table: str
    """Empty for the data dictionary."""
    format: str
    rows: int
    bytes: int
    sha256: str


def exported_file(path: Path, table: str, form: str, rows: int) -> ExportedFile:
    """Describe a file that was written."""
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    return ExportedFile(path.name, table, form, rows, path.stat().st_size, sha256)


def write_manifest(file: IO[str], reader: Reader, files: Sequence[ExportedFile]) -> None:
    """Write what an export is as JSON; the same database gives the same bytes."""
    runs = [
        {
            "run_id": run.run_id,
            "version": run.version,
            "started_at": run.started_at,
            "finished_at": run.finished_at,
            "settings": dict(run.settings),
            "inputs": run.inputs,
            "summary": dict(run.summary),
        }
        for run in reversed(reader.runs())
    ]
    documents = [
        {
            "doc_id": document.doc_id,
            "source": document.source,
            "sha256": document.sha256,
            "department": document.department,
            "fiscal_year": document.fiscal_year,
            "kind": document.kind,
            "outcome": document.outcome,
        }
        for document in reader.documents()
    ]
    about = {
        "miner_version": miner.__version__,
        "schema_version": schema.VERSION,
        "runs": runs,
        "documents": documents,
        "files": [asdict(one) for one in files],
    }
    file.write(json.dumps(about, ensure_ascii=False, indent=1).encode("utf-8", "backslashreplace").decode("utf-8"))
    file.write("\n")
