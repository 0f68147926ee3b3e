"""The notebooks run from top to bottom with what is in the project, and leave nothing behind.

They are run by nbclient, as nbmake does, in a kernel of this very Python: kernels that are installed elsewhere are not looked at. The
kernel is reached through files of a temporary folder, not through ports, so that several can run at the same time.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbformat import NotebookNode

ROOT = Path(__file__).resolve().parent.parent.parent
FOLDER = ROOT / "notebooks"
NOTEBOOKS = sorted(path.name for path in FOLDER.glob("*.ipynb"))
NAMES = ["01_first_look.ipynb", "02_auditors_case.ipynb", "03_comparing_departments.ipynb", "04_evaluating.ipynb"]

CHART = re.compile(r"alt\.Chart\(|drawn\(case")
RESULT = re.compile(r"\d+(?:\.\d+)? ?%|\d+ ?(?:份|条|个|种|处|组|万元|元|秒)")
"""What a number looks like that a cell should have computed."""
CHOSEN = {"5%", "90%", "95%"}
"""Levels, which nobody computes."""


@pytest.fixture
def fresh() -> Iterator[Path]:
    """A folder as a fresh clone is, with a short path: sockets are made in it."""
    with tempfile.TemporaryDirectory(prefix="nb") as name:
        folder = Path(name)
        for part in ("notebooks", "t"):
            (folder / part).mkdir()
        (folder / "corpus").symlink_to(ROOT / "corpus", target_is_directory=True)
        yield folder


def notebook_of(path: Path) -> NotebookNode:
    reads: Any = nbformat.reads  # it has no types
    notebook = reads(path.read_text(encoding="utf-8"), as_version=4)
    assert isinstance(notebook, NotebookNode)
    return notebook


def cells_of(name: str) -> list[dict[str, Any]]:
    cells: list[dict[str, Any]] = json.loads((FOLDER / name).read_text(encoding="utf-8"))["cells"]
    return cells


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def source_of(cell: dict[str, Any]) -> str:
    return "".join(cell["source"])


def test_there_are_these_and_the_page_names_them() -> None:
    page = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert NOTEBOOKS == NAMES
    assert [name for name in NOTEBOOKS if f"({name})" not in page] == []


@pytest.mark.parametrize("name", NAMES)
def test_it_runs_and_leaves_nothing_behind(name: str, fresh: Path) -> None:
    shutil.copy(FOLDER / name, fresh / "notebooks")
    sample = names_in(ROOT / "corpus" / "sample")
    notebook = notebook_of(fresh / "notebooks" / name)
    kernel = AsyncKernelManager(
        kernel_spec_manager=KernelSpecManager(kernel_dirs=[]),
        transport="ipc",
        connection_file=str(fresh / "k.json"),
    )
    client = NotebookClient(
        notebook,
        km=kernel,
        timeout=None,
        startup_timeout=600,
        resources={"metadata": {"path": str(fresh / "notebooks")}},
    )
    settings = {name: value for name, value in os.environ.items() if not name.startswith(("MINER_", "PYTEST_"))}
    client.execute(cleanup_kc=True, env={**settings, "TMPDIR": str(fresh / "t"), "IPYTHONDIR": str(fresh / "i")})

    # Jupyter ends what is left of a kernel's processes before these can take away the folder of their sockets.
    assert [left for left in names_in(fresh / "t") if not left.startswith("pymp-")] == []
    assert names_in(fresh / "notebooks") == [name]
    assert names_in(ROOT / "corpus" / "sample") == sample
    for cell in notebook.cells:
        outputs = cell.get("outputs", [])
        complaints = [one["text"] for one in outputs if one["output_type"] == "stream" and one["name"] == "stderr"]
        assert complaints == []  # also what a chart says of characters that its typeface lacks
        if cell["cell_type"] == "code" and "alt.Chart(" in cell["source"]:
            assert any("image/png" in one.get("data", {}) for one in outputs)


@pytest.mark.parametrize("name", NAMES)
def test_what_is_committed_has_no_outputs(name: str) -> None:
    notebook = notebook_of(FOLDER / name)
    nbformat.validate(notebook)
    for cell in notebook.cells:
        assert cell["metadata"] == {}
        if cell["cell_type"] == "code":
            assert cell["outputs"] == []
            assert cell["execution_count"] is None
    assert notebook["metadata"]["kernelspec"]["name"] == "python3"
    assert "version" not in notebook["metadata"]["language_info"]


@pytest.mark.parametrize("name", NAMES)
def test_its_code_needs_nothing_of_a_machine_and_no_tests(name: str) -> None:
    for cell in cells_of(name):
        if cell["cell_type"] == "code":
            source = source_of(cell)
            assert not re.search(r"""["'](?:/\w|~|[A-Z]:\\)""", source)
            assert not re.search(r"^\s*(?:from|import) tests\b", source, re.MULTILINE)


@pytest.mark.parametrize("name", NAMES)
def test_no_result_stands_in_its_text(name: str) -> None:
    texts = [source_of(cell) for cell in cells_of(name) if cell["cell_type"] == "markdown"]
    assert [found[0] for text in texts for found in RESULT.finditer(text) if found[0] not in CHOSEN] == []


@pytest.mark.parametrize("name", NAMES)
def test_after_each_figure_it_says_what_can_be_seen(name: str) -> None:
    cells = cells_of(name)
    figures = [at for at, cell in enumerate(cells) if cell["cell_type"] == "code" and CHART.search(source_of(cell))]
    assert figures
    after = {at: cells[at + 1] for at in figures}
    assert [
        at for at, cell in after.items() if cell["cell_type"] == "code" and "Markdown(" not in source_of(cell)
    ] == []
