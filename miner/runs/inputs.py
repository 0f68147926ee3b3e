"""From what the user names to the files that are read."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from miner.bilingual import say
from miner.errors import UsageError

SUFFIXES = frozenset({".pdf", ".txt", ".md", ".docx", ".html", ".htm"})
"""What is taken from a folder. A file that is named itself is tried whatever it is called: the reader looks at its
bytes."""

_LITTER = frozenset({"thumbs.db", "desktop.ini", "__macosx"})
"""What systems leave in folders, in lower case; hidden files and lock files (~$) are known by how they begin."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """The files of a run."""

    files: tuple[Path, ...]
    """Each once, named as the user's argument begins; sorted within each argument."""
    ignored: int
    """Files of folders that are of no format that the miner reads."""


def collect(given: Sequence[Path], out: Path) -> Inputs:
    """The files to read.

    Args:
        given: files and folders; folders are searched to the bottom, links to folders are not followed.
        out: the output folder, whose own files are never inputs.

    Raises:
        UsageError: something named is not there or no file, or there is nothing to read.
    """
    files: dict[str, Path] = {}
    ignored = 0
    for path in given:
        if path.is_dir():
            for file in _below(path, out):
                if file.suffix.lower() in SUFFIXES:
                    files.setdefault(absolute(file), file)
                else:
                    ignored += 1
        elif path.is_file():
            files.setdefault(absolute(path), path)
        else:
            raise _missing(path)
    if not files:
        raise UsageError(
            say("没有可读的文件", "There is nothing to read"),
            say(
                f"请给出 {_suffixes()} 文件，或含有这些文件的文件夹。",
                f"Name files of these formats or a folder with such files: {_suffixes()}.",
            ),
        )
    return Inputs(tuple(files.values()), ignored)


def absolute(path: Path) -> str:
    """One name for a file however it was named: absolute, without ".." (which Path.absolute keeps), links not followed."""
    return os.path.normpath(path.absolute())


def _below(folder: Path, out: Path) -> Iterator[Path]:
    closed = {out.absolute(), (out / "report").absolute()}
    for parent, folders, names in os.walk(folder):
        here = Path(parent)
        folders[:] = sorted(name for name in _seen(folders) if (here / name).absolute() not in closed)
        for name in sorted(_seen(names)):
            file = here / name
            if file.is_file():
                yield file


def _seen(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        if not name.startswith((".", "~$")) and name.lower() not in _LITTER:
            yield name


def _missing(path: Path) -> UsageError:
    if path.exists():
        return UsageError(
            say(f"{path} 不是普通文件", f"{path} is no regular file"),
            say("请给出文件或文件夹。", "Name a file or a folder."),
        )
    return UsageError(
        say(f"找不到 {path}", f"{path} is not there"),
        say("请检查路径；路径中有空格时要加引号。", "Check the path; one with blanks needs quotes."),
    )


def _suffixes() -> str:
    return " ".join(sorted(SUFFIXES))
