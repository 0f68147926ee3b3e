"""A folder of broken and hostile files with two good ones: the good ones are mined, every other one has its reason."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from miner.cli import main

SAMPLE = Path(__file__).resolve().parent.parent.parent / "corpus" / "sample"
HOSTILE = 10


@pytest.fixture
def folder(tmp_path: Path, reference: Path) -> Path:
    """Hostile files from all over the collection, and four that people publish by mistake."""
    folder = tmp_path / "documents"
    folder.mkdir()
    listed = json.loads((reference / "hostile" / "manifest.json").read_text(encoding="utf-8"))
    for entry in listed[:: len(listed) // HOSTILE][:HOSTILE]:
        shutil.copy(reference / "hostile" / entry["file"], folder)
    locked = next(entry["file"] for entry in listed if entry["source"].endswith("r2-user-password.pdf"))
    shutil.copy(reference / "hostile" / locked, folder / "encrypted.pdf")
    good = sorted(SAMPLE.glob("*.pdf"))[:2]
    for path in good:
        shutil.copy(path, folder)
    whole = good[0].read_bytes()
    (folder / "empty.pdf").write_bytes(b"")
    (folder / "truncated.pdf").write_bytes(whole[: len(whole) // 3])
    (folder / "page.pdf").write_text(
        "<!DOCTYPE html><html><body><p>您访问的页面不存在</p></body></html>", encoding="utf-8"
    )
    return folder


def test_the_good_are_mined_and_the_others_have_a_plain_reason(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["run", str(folder), "-o", "out", "--timeout", "60"]) == 1
    said = capsys.readouterr()
    good = {path.name for path in sorted(SAMPLE.glob("*.pdf"))[:2]}
    others = {path.name for path in folder.iterdir()} - good
    assert len(others) == HOSTILE + 4
    reasons = dict(re.findall(r"^失败：(.+)\n((?:  .+\n)+)", said.out, re.MULTILINE))
    assert {Path(source).name for source in reasons} == others
    for reason in reasons.values():
        assert re.search(r"[\u4e00-\u9fff]", reason)
        assert "未预料" not in reason
        assert "Traceback" not in reason
    assert "Traceback" not in said.err
    with closing(sqlite3.connect("out/miner.db")) as database:
        mined = database.execute("SELECT source FROM documents WHERE outcome != 'failed'").fetchall()
    assert {Path(source).name for (source,) in mined} == good


def test_each_usual_mistake_is_called_by_its_name(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = {}
    for name in ("encrypted", "empty", "truncated", "page"):
        assert main(["show", str(folder / f"{name}.pdf")]) == 1
        said[name] = "".join(capsys.readouterr())
    assert re.search("密码|加密", said["encrypted"])
    assert re.search("空", said["empty"])
    assert re.search("损坏|截断|不完整", said["truncated"])
    assert re.search("网页|HTML|不是部门", said["page"])
