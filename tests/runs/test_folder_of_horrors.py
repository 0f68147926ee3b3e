"""Two good documents among the worst that a folder can hold."""

import json
import shutil
from pathlib import Path

import pytest

from miner.runs import RunOptions, run
from miner.store import Reader

HOSTILE = 10


@pytest.fixture
def folder(reference: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    for good in ("天元区机关事务服务中心_2024_部门决算.txt", "普陀区人民政府办公室_2025_单位预算.pdf"):
        shutil.copy(reference / "real" / good, folder / f"good_{good}")
    for number, path in enumerate(sorted((reference / "hostile").glob("*.pdf"))):
        if number % 15 == 0 and number // 15 < HOSTILE:
            shutil.copy(path, folder)
    locked = next(path for path in sorted((reference / "hostile").glob("*.pdf")) if b"/Encrypt" in path.read_bytes())
    shutil.copy(locked, folder / "encrypted.pdf")
    whole = (reference / "real" / "上海市财政局_2025_预算.pdf").read_bytes()
    (folder / "truncated.pdf").write_bytes(whole[: len(whole) // 2])
    (folder / "empty.pdf").write_bytes(b"")
    (folder / "page.pdf").write_text("<!doctype html><html><body><p>页面不存在</p></body></html>", encoding="utf-8")
    return folder


def test_the_good_are_mined_and_the_others_listed(folder: Path, tmp_path: Path) -> None:
    files = sorted(path.name for path in folder.iterdir())
    summary = run([folder], tmp_path / "out", options=RunOptions(workers=2))
    with Reader.open(summary.database) as reader:
        documents = reader.documents()
        mined = {Path(document.source).name for document in documents if document.outcome != "failed"}
        failed = {Path(document.source).name for document in documents if document.outcome == "failed"}
        assert mined >= {name for name in files if name.startswith("good_")}
        held = {Path(path).name for document in documents for path in reader.files(document.doc_id)}
        assert sorted(held) == files
        assert {"truncated.pdf", "empty.pdf", "page.pdf"} <= failed
        assert reader.document("encrypted.pdf").outcome == "failed"  # its bytes may be those of another one
        for document in documents:
            if document.outcome == "failed":
                reasons = [error.message for error in reader.errors(document.doc_id)]
                assert reasons
                assert not [reason for reason in reasons if "未预料" in reason], json.dumps(reasons, ensure_ascii=False)
    assert {Path(failure.source).name for failure in summary.failures} == failed
    assert summary.exit_code == 1
