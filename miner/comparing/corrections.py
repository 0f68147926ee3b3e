"""The file that says which names are one department: ``identities.csv`` or ``identities.toml``.

CSV (UTF-8, with a head): ``name,region,identity``; ``region`` may be left empty, which means any. TOML::

    [[department]]
    identity = "青河县自然资源局"
    region = "青河县"              # may be left out
    names = ["青河县国土资源局", "青河县自然资源局"]
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from miner.bilingual import say
from miner.comparison.identity import Correction
from miner.comparison.names import plain_name
from miner.errors import UsageError

NAMES = ("identities.csv", "identities.toml")
"""What is read from the folder of a run's results, if it is there."""
_COLUMNS = ("name", "region", "identity")


def corrections_beside(out: Path) -> tuple[Correction, ...]:
    """The corrections in the folder of a run's results; none without such a file.

    Raises:
        UsageError: there are two such files, or the file is wrong.
    """
    found = [out / name for name in NAMES if (out / name).is_file()]
    if len(found) > 1:
        raise UsageError(
            say(f"{out} 中同时有 {NAMES[0]} 和 {NAMES[1]}", f"Both {NAMES[0]} and {NAMES[1]} are in {out}"),
            say("请只保留一个。", "Keep one of them."),
        )
    return read_corrections(found[0]) if found else ()


def read_corrections(path: Path) -> tuple[Correction, ...]:
    """The corrections of a file, in its order.

    Raises:
        UsageError: it is not there, of another kind, not readable, or says two things of one name.
    """
    if path.suffix.lower() not in (".csv", ".toml"):
        raise _wrong(path, say("不是 .csv 或 .toml", "it is neither .csv nor .toml"))
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise _wrong(path, say(f"读不了（{error}）", f"it cannot be read ({error})")) from error
    rows = _csv_rows(path, text) if path.suffix.lower() == ".csv" else _toml_rows(path, text)
    return _checked(path, rows)


def _checked(path: Path, rows: Iterable[tuple[str, dict[str, str]]]) -> tuple[Correction, ...]:
    found: dict[tuple[str, str], Correction] = {}
    for where, row in rows:
        empty = [column for column in ("name", "identity") if not row[column].strip()]
        if empty:
            raise _wrong(path, say(f"{where}缺 {'、'.join(empty)}", f"{where}: {', '.join(empty)} is empty"))
        correction = Correction(*(row[column].strip() for column in _COLUMNS))
        key = (plain_name(correction.name), plain_name(correction.region))
        other = found.setdefault(key, correction)
        if other.identity != correction.identity:
            raise _wrong(
                path,
                say(
                    f"{where}“{correction.name}”既是“{other.identity}”又是“{correction.identity}”",
                    f"{where}: “{correction.name}” is both “{other.identity}” and “{correction.identity}”",
                ),
            )
    return tuple(found.values())


def _csv_rows(path: Path, text: str) -> Iterator[tuple[str, dict[str, str]]]:
    reader = csv.DictReader(text.splitlines())
    columns = [column.strip() for column in reader.fieldnames or ()]
    if sorted(columns) != sorted(_COLUMNS):
        raise _wrong(
            path,
            say(f"表头应为 {','.join(_COLUMNS)}", f"its head must be {','.join(_COLUMNS)}"),
        )
    reader.fieldnames = columns
    for row in reader:
        where = say(f"第 {reader.line_num} 行", f"line {reader.line_num}")
        if None in row or None in row.values():
            raise _wrong(path, say(f"{where}应有 {len(_COLUMNS)} 列", f"{where} must have {len(_COLUMNS)} columns"))
        yield where, row


def _toml_rows(path: Path, text: str) -> Iterator[tuple[str, dict[str, str]]]:
    try:
        held = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _wrong(path, say(f"不是 TOML（{error}）", f"it is no TOML ({error})")) from error
    entries: Any = held.get("department")
    if set(held) != {"department"} or not isinstance(entries, list):
        raise _wrong(path, say("应只有 [[department]] 各节", "it must consist of [[department]] sections"))
    for number, entry in enumerate(entries, start=1):
        where = say(f"第 {number} 个 [[department]] ", f"[[department]] number {number}")
        names = entry.get("names") if isinstance(entry, dict) else None
        fine = isinstance(names, list) and names and set(entry) <= {"identity", "region", "names"}
        texts = [*names, entry.get("identity"), entry.get("region", "")] if isinstance(names, list) else []
        if not fine or not all(isinstance(one, str) for one in texts):
            raise _wrong(
                path,
                say(
                    f"{where}应有 identity（文字）、names（文字列表），可有 region（文字），不能有别的",
                    f"{where} must have identity (text) and names (list of texts), may have region (text), nothing else",
                ),
            )
        for name in names or ():
            yield where, {"name": name, "region": entry.get("region", ""), "identity": entry["identity"]}


def _wrong(path: Path, what: str) -> UsageError:
    return UsageError(
        say(f"部门对照文件 {path} 有误：{what}", f"The file of identities {path} is wrong: {what}"),
        say("格式见 docs/compare.md。", "Its form is described in docs/compare.md."),
    )
