"""``miner clusters``, ``miner cluster``, ``miner explain``: what recurs, seen from the corpus and from one document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.padding import Padding
from rich.text import Text

from miner.bilingual import say
from miner.cli.console import console
from miner.cli.machine import as_json
from miner.cli.options import General, json_option, out_option
from miner.cli.tables import FoldingTable
from miner.labels import DIRECTIONS, MARKS, name_of
from miner.model import UNSURE

if TYPE_CHECKING:
    from miner.store.stored import StoredCluster, StoredExplanation

MOST_MEMBERS = 30
DEFAULT_LIMIT = 40


def clusters(
    context: typer.Context,
    out: Annotated[Path, out_option()] = Path("out"),
    cause: Annotated[
        str | None,
        typer.Option(
            metavar=say("类别", "CAUSE"), help=say("只看这一类原因（名称或叫法）", "Only this cause, by name or title")
        ),
    ] = None,
    department: Annotated[
        str | None,
        typer.Option(
            metavar=say("部门", "NAME"),
            help=say("只看名称含这几个字的部门用到的", "Only what departments use whose name has this"),
        ),
    ] = None,
    year: Annotated[
        int | None,
        typer.Option(metavar=say("年度", "YEAR"), help=say("只看这一年用到的", "Only what was used in this year")),
    ] = None,
    least: Annotated[
        int, typer.Option(metavar="N", min=1, help=say("至少多少条说明", "Least number of explanations"))
    ] = 2,
    limit: Annotated[
        int, typer.Option(metavar="N", min=1, help=say("最多列多少组", "Most clusters to list"))
    ] = DEFAULT_LIMIT,
    json: Annotated[bool, json_option()] = False,
) -> int:
    """List the clusters, those of most departments first."""
    general: General = context.obj
    general.in_force()
    from miner.runs import DATABASE
    from miner.store import Reader

    with Reader.open(out / DATABASE) as reader:
        titles, families = reader.causes(), reader.families()
        wanted = _used_by(reader.explanations(), department, year) if department or year else None
        found = [
            one
            for one in reader.clusters(least)
            if (cause is None or cause in (one.cause, titles.get(one.cause)))
            and (wanted is None or one.cluster_id in wanted)
        ]
    shown = found[:limit]
    if json:
        objects = [{**_cluster_object(one), "family_id": families.get(one.cluster_id)} for one in shown]
        print(as_json({"clusters": objects, "found": len(found)}))
        return 0
    listing = FoldingTable(
        say("编号", "Id"), say("条", "Size"), say("部门", "Units"), say("文件", "Docs"), say("年度", "Years"),
        say("原因类别", "Cause"), say("说法", "Wording"), box=None,
    )  # fmt: skip
    for one in shown:
        listing.add_row(
            one.cluster_id[:8], str(one.size), str(one.departments), str(one.documents), _years(one.first_year, one.last_year),
            titles.get(one.cause, one.cause), Text(one.label),
        )  # fmt: skip
    console().print(listing)
    if len(found) > len(shown):
        console().print(
            say(f"……另有 {len(found) - len(shown)} 组（--limit）", f"… and {len(found) - len(shown)} more (--limit)")
        )
    return 0


def cluster(
    context: typer.Context,
    id: Annotated[
        str,
        typer.Argument(
            metavar=say("编号", "ID"),
            help=say(
                "miner clusters 列出的编号，写前几位即可", "An id that miner clusters lists; its beginning is enough"
            ),
        ),
    ],
    out: Annotated[Path, out_option()] = Path("out"),
    json: Annotated[bool, json_option()] = False,
) -> int:
    """Show the members of one cluster beside its head."""
    general: General = context.obj
    general.in_force()
    from miner.model.aligning import differences
    from miner.runs import DATABASE
    from miner.store import Reader

    with Reader.open(out / DATABASE) as reader:
        one = reader.cluster(id)
        heads = reader.heads()
        family = next((head.family_id for head in heads if head.cluster_id == one.cluster_id), "")
        kin = [head for head in heads if head.family_id == family and head.cluster_id != one.cluster_id]
        members = reader.explanations(cluster_id=one.cluster_id)
        titles = reader.causes()
    if json:
        print(as_json({
            **_cluster_object(one), "family_id": family,
            "family": [{"cluster_id": other.cluster_id, "template": other.template} for other in kin],
            "members": [
                {**member_object(member), "differs": [
                    {"here": piece.here, "there": piece.there}
                    for piece in differences(one.template, member.template) if not piece.same
                ]}
                for member in members
            ],
        }))  # fmt: skip
        return 0
    screen = console()
    screen.print(Text(one.label, style="bold"))
    screen.print(
        say(
            f"{one.size} 条，{one.departments} 个部门，{one.documents} 份文件，{_years(one.first_year, one.last_year)}；"
            f"原因类别：{titles.get(one.cause, one.cause)}",
            f"{one.size} explanations, {one.departments} departments, {one.documents} documents, "
            f"{_years(one.first_year, one.last_year)}; cause: {titles.get(one.cause, one.cause)}",
        )
    )
    for member in members[:MOST_MEMBERS]:
        line = Text(f"{member.similarity if member.similarity is not None else 0:.2f}  ", style="dim")
        for piece in differences(one.template, member.template):
            if piece.same:
                line.append(piece.here)
                continue
            line.append(piece.there, style="strike dim")
            line.append(piece.here, style="bold yellow")
        screen.print(line)
        page = say(f" 第{member.page}页", f" p. {member.page}") if member.page else ""
        screen.print(
            Padding(
                Text(f"{member.department} {member.fiscal_year or ''}{page}  {member.subject}", style="dim"),
                (0, 0, 0, 6),
            )
        )
    if len(members) > MOST_MEMBERS:
        screen.print(
            say(
                f"……另有 {len(members) - MOST_MEMBERS} 条（--json 列全）",
                f"… and {len(members) - MOST_MEMBERS} more (--json has all)",
            )
        )
    if kin:
        screen.print(say("同一原因的其他说法：", "The same reason in other words:"))
        for other in kin[:MOST_MEMBERS]:
            screen.print(Padding(Text(f"{other.cluster_id[:8]}  {other.template}"), (0, 0, 0, 2)))
    return 0


def explain(
    context: typer.Context,
    document: Annotated[
        str,
        typer.Argument(
            metavar=say("文件", "DOC"),
            help=say(
                "已挖掘的文件：文件名、路径或编号；也可以是一份还没有挖掘的文件",
                "A document of the run by name, path or id; or a file that was not mined yet",
            ),
        ),
    ],
    out: Annotated[Path, out_option()] = Path("out"),
    json: Annotated[bool, json_option()] = False,
) -> int:
    """Show every explanation of a document with its cause, cluster and marks."""
    general: General = context.obj
    general.in_force()
    from miner.explanations.causes import cause_title
    from miner.runs import DATABASE
    from miner.runs.corpus import read_alone
    from miner.store import Reader

    path = Path(document)
    if path.is_file() and not (out / DATABASE).is_file():
        found: Sequence[Mapping[str, Any]] = read_alone(path)
    else:
        with Reader.open(out / DATABASE) as reader:
            doc = reader.document(document)
            found = [member_object(one) for one in reader.explanations(doc.doc_id)]
    if json:
        print(as_json({"explanations": found}))
        return 0
    listing = FoldingTable(
        say("页", "Page"), say("对象", "Of"), say("方向", "Way"), say("原因", "Reason"), say("类别", "Cause"),
        say("说法组", "Cluster"), say("他部门", "Others"), say("惊异", "Bits"), say("标记", "Marks"), box=None,
    )  # fmt: skip
    for one in found:
        causes = [cause_title(cause["cause"]) for cause in one["causes"]] or [cause_title(UNSURE)]
        marks = [name_of(MARKS, mark) for mark in one["marks"]]
        listing.add_row(
            str(one["page"] or ""),
            Text(one["subject"]),
            name_of(DIRECTIONS, one["direction"]),
            Text(one["text"]),
            Text(say("、", ", ").join(causes)),
            (one["cluster_id"] or "")[:8],
            "" if one["others"] is None else str(one["others"]),
            "" if one["surprisal"] is None else f"{one['surprisal']:.1f}",
            say("、", ", ").join(marks),
        )
    console().print(listing)
    return 0


def member_object(one: StoredExplanation) -> dict[str, Any]:
    """An explanation for programs: what it says and where it stands."""
    return {
        "explanation_id": one.explanation_id, "doc_id": one.doc_id, "source": one.source, "department": one.department,
        "fiscal_year": one.fiscal_year, "subject": one.subject, "direction": one.direction, "basis": one.basis,
        "text": one.text, "template": one.template, "cluster_id": one.cluster_id, "similarity": one.similarity,
        "others": one.others, "years": one.years, "surprisal": one.surprisal,
        "causes": one.causes, "marks": one.marks, "page": one.page, "bbox": one.bbox, "section_id": one.section_id,
        "char_start": one.char_start, "char_end": one.char_end,
    }  # fmt: skip


def _cluster_object(one: StoredCluster) -> dict[str, Any]:
    return {
        "cluster_id": one.cluster_id, "template": one.template, "label": one.label, "cause": one.cause, "size": one.size,
        "departments": one.departments, "documents": one.documents, "first_year": one.first_year, "last_year": one.last_year,
    }  # fmt: skip


def _used_by(explanations: Iterable[StoredExplanation], department: str | None, year: int | None) -> set[str]:
    return {
        one.cluster_id
        for one in explanations
        if one.cluster_id
        and (department is None or department in one.department)
        and (year is None or year == one.fiscal_year)
    }


def _years(first: int | None, last: int | None) -> str:
    if first is None or last is None:
        return ""
    return str(first) if first == last else f"{first}–{last}"
