"""Where the files of ``models/`` are: dictionary, classification, patterns, taxonomies.

A wheel carries the folder inside the package (``miner/models``); in a checkout it stands beside the package. Nothing is
fetched and nothing is written.
"""

from __future__ import annotations

import csv
from pathlib import Path

from miner.bilingual import say
from miner.errors import MinerError

_PACKAGE = Path(__file__).resolve().parent.parent
_FOLDERS = (_PACKAGE / "models", _PACKAGE.parent / "models")


def models_path(name: str) -> Path:
    """The file or folder ``name`` (for example ``accounts/functional.tsv``) of ``models/``.

    Raises:
        MinerError: it is in neither place: the installation is incomplete.
    """
    for folder in _FOLDERS:
        path = folder / name
        if path.exists():
            return path
    places = ", ".join(str(folder) for folder in _FOLDERS)
    raise MinerError(
        say(f"缺少语言资源 models/{name}（找过：{places}）", f"models/{name} is missing (looked in: {places})"),
        say("安装不完整：请重新安装 juesuan-miner。", "The installation is incomplete: install juesuan-miner again."),
    )


def read_table(name: str) -> list[dict[str, str]]:
    """The rows of a tab-separated file of ``models/``, by the names in its first line.

    Raises:
        MinerError: the file is missing.
    """
    with models_path(name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
