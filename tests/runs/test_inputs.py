import os
from pathlib import Path

import pytest

from miner.errors import UsageError
from miner.runs import collect


def touch(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")


def names(found: tuple[Path, ...], folder: Path) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in found]


def test_folders_are_searched_in_order_and_litter_is_left(tmp_path: Path) -> None:
    touch(tmp_path, "b.PDF", "a/z.txt", "a/b/c.docx", "m.md", "p.html", "q.htm")
    touch(tmp_path, "~$b.docx", ".DS_Store", ".hidden.pdf", ".git/x.txt", "__MACOSX/b.pdf", "Thumbs.db")
    touch(tmp_path, "pic.jpg", "table.xlsx", "none")
    found = collect([tmp_path], tmp_path / "out")
    assert names(found.files, tmp_path) == ["b.PDF", "m.md", "p.html", "q.htm", "a/z.txt", "a/b/c.docx"]
    assert found.ignored == 3


def test_what_is_named_is_tried_whatever_it_is_called(tmp_path: Path) -> None:
    touch(tmp_path, "odd.bin", ".hidden.pdf")
    found = collect([tmp_path / "odd.bin", tmp_path / ".hidden.pdf"], tmp_path / "out")
    assert names(found.files, tmp_path) == ["odd.bin", ".hidden.pdf"]
    assert found.ignored == 0


def test_a_file_named_twice_is_one(tmp_path: Path) -> None:
    touch(tmp_path, "d/a.pdf")
    found = collect([tmp_path / "d" / "a.pdf", tmp_path / "d", tmp_path / "d" / ".." / "d" / "a.pdf"], tmp_path / "out")
    assert len(found.files) == 1


def test_the_output_is_no_input(tmp_path: Path) -> None:
    touch(tmp_path, "a.pdf", "out/report/index.html", "out/notes.txt", "report/doc/x.html")
    assert names(collect([tmp_path], tmp_path / "out").files, tmp_path) == ["a.pdf", "report/doc/x.html"]
    assert names(collect([tmp_path], tmp_path).files, tmp_path) == ["a.pdf", "out/notes.txt", "out/report/index.html"]


def test_links_to_folders_do_not_lead_in_circles(tmp_path: Path) -> None:
    touch(tmp_path, "d/a.pdf")
    (tmp_path / "d" / "up").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "d" / "dead.pdf").symlink_to(tmp_path / "nowhere.pdf")
    assert names(collect([tmp_path / "d"], tmp_path / "out").files, tmp_path) == ["d/a.pdf"]


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="找不到") as caught:
        collect([tmp_path / "none.pdf"], tmp_path / "out")
    assert caught.value.exit_code == 2
    with pytest.raises(UsageError, match="没有可读的文件"):
        collect([tmp_path], tmp_path / "out")


def test_a_pipe_is_no_document(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.pdf")
    with pytest.raises(UsageError, match="不是普通文件"):
        collect([tmp_path / "pipe.pdf"], tmp_path / "out")
    touch(tmp_path, "a.pdf")
    assert names(collect([tmp_path], tmp_path / "out").files, tmp_path) == ["a.pdf"]
