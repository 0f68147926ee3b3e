"""``miner judgements``: what reviewers decided, and taking in what was decided elsewhere."""

from __future__ import annotations

import json as json_lines
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.text import Text

from miner.bilingual import say
from miner.cli.console import console
from miner.cli.machine import as_json, plain
from miner.cli.options import General, json_option, out_option
from miner.cli.tables import FoldingTable
from miner.errors import UsageError
from miner.labels import JUDGED, JUDGEMENTS, name_of

if TYPE_CHECKING:
    from miner.store.stored import StoredJudgement


def judgements(
    context: typer.Context,
    out: Annotated[Path, out_option()] = Path("out"),
    taken: Annotated[
        Path | None,
        typer.Option(
            "--import",
            metavar=say("文件", "FILE"),
            help=say(
                "先并入别处导出的 judgements.jsonl；已有的不重复",
                "First take in an exported judgements.jsonl, each once",
            ),
        ),
    ] = None,
    json: Annotated[bool, json_option()] = False,
) -> int:
    """List what reviewers decided; take in more first, if asked."""
    general: General = context.obj
    general.in_force()
    from miner.runs import DATABASE
    from miner.store import Reader, ReviewBook
    from miner.store.connection import bring_up_to_date
    from miner.store.reviewed import review_of

    database = out / DATABASE
    bring_up_to_date(database)
    added = 0
    if taken is not None:
        rows = list(_rows(taken))
        with ReviewBook.open(database) as book:
            added = book.absorb(rows)
    with Reader.open(database) as reader:
        found = reader.judgements()
        lost = {one.judgement_id for one in review_of(reader).orphans}
    if json:
        objects = [{**plain(one), "orphan": one.judgement_id in lost} for one in found]
        print(as_json({"judgements": objects, "taken_in": added}))
        return 0
    if taken is not None:
        console().print(say(f"并入或撤回 {added} 条。", f"{added} taken in or withdrawn."))
    listing = FoldingTable(
        say("编号", "Id"), say("对象", "Target"), say("键", "Key"), say("意见", "Verdict"), say("说明", "Note"),
        say("复核人", "Reviewer"), say("时间", "When"), say("状态", "State"), box=None,
    )  # fmt: skip
    for one in found:
        listing.add_row(
            str(one.judgement_id),
            name_of(JUDGED, one.target_kind),
            Text(one.target_key),
            name_of(JUDGEMENTS, one.verdict),
            Text(one.note),
            Text(one.reviewer),
            one.made_at[:16].replace("T", " "),
            Text(_state(one, lost), style="yellow" if one.judgement_id in lost else "dim"),
        )
    console().print(listing)
    return 0


def _state(one: StoredJudgement, lost: set[int]) -> str:
    if one.withdrawn_at is not None:
        return say("已撤回", "withdrawn")
    return say("对象已不在", "target is gone") if one.judgement_id in lost else ""


def _rows(path: Path) -> Iterator[Mapping[str, Any]]:
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            say(f"不能读取 {path}：{error}", f"{path} cannot be read: {error}"),
            say("请给出 miner export 写出的 judgements.jsonl。", "Give a judgements.jsonl that miner export wrote."),
        ) from error
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = json_lines.loads(line)
        except ValueError as error:
            raise _no_row(path, number) from error
        if not isinstance(row, dict):
            raise _no_row(path, number)
        yield row


def _no_row(path: Path, number: int) -> UsageError:
    return UsageError(
        say(f"{path} 第 {number} 行不是 JSON 对象", f"Line {number} of {path} is no JSON object"),
        say("请给出 miner export 写出的 judgements.jsonl。", "Give a judgements.jsonl that miner export wrote."),
    )
