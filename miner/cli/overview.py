"""``miner compare-all``: all departments of a run at once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.text import Text

from miner.bilingual import say
from miner.cli.comparing import checked_peers, corrections_in, identities_option, peers_option
from miner.cli.console import console
from miner.cli.machine import as_json
from miner.cli.options import General, json_option, out_option
from miner.cli.tables import PlainTable
from miner.labels import MEASURES

if TYPE_CHECKING:
    from miner.comparing.holding import Held
    from miner.comparing.overview import Corpus
    from miner.model.overview import Diffusion, NetworkTold, Outliers, PeerGroupTold, Regions, SpreadTold, Trend
    from miner.store import Reader

VIEWS = ("departments", "peers", "outliers", "network", "spread", "diffusion", "regions", "trend")
DEFAULT_LIMIT = 30
_KINDS = {"": "", "final": "final_accounts", "决算": "final_accounts", "budget": "budget", "预算": "budget"}
_MOST_NAMES = 3


def compare_all(
    context: typer.Context,
    out: Annotated[Path, out_option()] = Path("out"),
    view: Annotated[str, typer.Option(metavar="|".join(VIEWS), help=say("看什么", "What to look at"))] = "peers",
    kind: Annotated[
        str,
        typer.Option(
            metavar="final|budget",
            help=say("决算还是预算；默认是份数多的一种", "Final accounts or budgets; by default what there is more of"),
            show_default=False,
        ),
    ] = "",
    by: Annotated[
        str,
        typer.Option(
            metavar="template|cluster",
            help=say(
                "说法相同：模板完全相同，或同一说法组", "The same wording: the very template, or the same cluster"
            ),
        ),
    ] = "template",
    wording: Annotated[
        str,
        typer.Option(
            metavar=say("说法", "WORDING"),
            help=say(
                "spread：只看这一说法（模板里的字，或说法组编号）",
                "spread: only this one (words of a template, or a cluster's id)",
            ),
            show_default=False,
        ),
    ] = "",
    measure: Annotated[
        list[str] | None,
        typer.Option(
            metavar=say("指标", "MEASURE"), help=say("regions、trend：只看这些指标", "regions, trend: only these")
        ),
    ] = None,
    peers: Annotated[str, peers_option()] = "auto",
    identities: Annotated[Path | None, identities_option()] = None,
    limit: Annotated[int, typer.Option(metavar="N", min=1, help=say("最多列多少条", "Most to list"))] = DEFAULT_LIMIT,
    json: Annotated[bool, json_option()] = False,
) -> int:
    """Look at all departments of a run at once."""
    general: General = context.obj
    general.in_force()
    from miner.comparing.holding import DATABASE, hold
    from miner.comparing.overview import corpus_of
    from miner.store import Reader

    _check(view, kind)
    corrections = corrections_in(out, identities)
    asked = _Asked(by, wording, tuple(measure or ()), checked_peers(peers), limit)
    with Reader.open(out / DATABASE) as reader:
        held = hold(reader, corrections)
        corpus = corpus_of(held, _KINDS[kind])
        found = _LOOKS[view](reader, held, corpus, asked)
    if json:
        print(as_json({"view": view, "kind": corpus.kind, "documents": len(corpus.documents), view: found}))
        return 0
    from miner.labels import KINDS, name_of

    left = (
        say(f"（另有 {corpus.left_out} 份其他种类）", f" ({corpus.left_out} of other kinds left out)")
        if corpus.left_out
        else ""
    )
    console().print(Text(f"{name_of(KINDS, corpus.kind)}：{len(corpus.documents)}{left}", style="dim"))
    _SHOWS[view](found, limit)
    return 0


def _check(view: str, kind: str) -> None:
    from miner.errors import UsageError

    for option, value, known in (("--view", view, VIEWS), ("--kind", kind, tuple(_KINDS)[1:])):
        if value not in known and not (option == "--kind" and not value):
            raise UsageError(
                say(f"{option} 不能是 “{value}”", f"{option} cannot be “{value}”"),
                say(f"可以是：{', '.join(known)}", f"It is one of: {', '.join(known)}"),
            )


class _Asked:
    """The options that views look at."""

    def __init__(self, by: str, wording: str, measures: tuple[str, ...], peers: str, limit: int) -> None:
        self.by, self.wording, self.measures, self.peers, self.limit = by, wording, measures, peers, limit


def _departments(reader: Reader, held: Held, corpus: Corpus, asked: _Asked) -> Any:
    found = held.identities
    return {
        "departments": found.departments,
        "related": found.related,
        "unnamed": found.unnamed,
        "unused": found.unused,
    }


def _peers(reader: Reader, held: Held, corpus: Corpus, asked: _Asked) -> Any:
    from miner.comparing.overview import peer_groups

    return peer_groups(corpus)


def _outliers(reader: Reader, held: Held, corpus: Corpus, asked: _Asked) -> Any:
    from miner.comparing.overview import outliers

    return outliers(reader, corpus, asked.peers)


def _network(reader: Reader, held: Held, corpus: Corpus, asked: _Asked) -> Any:
    from miner.comparing.overview import shared_wordings

    return shared_wordings(reader, held, corpus, asked.by, asked.limit)


def _spread(reader: Reader, held: Held, corpus: Corpus, asked: _Asked) -> Any:
    from miner.comparing.overview import wordings_spread

    return wordings_spread(reader, held, corpus, asked.by, asked.limit, asked.wording)


def _diffusion(reader: Reader, held: Held, corpus: Corpus, asked: _Asked) -> Any:
    from miner.comparing.overview import wordings_pass

    return wordings_pass(reader, held, corpus, asked.by, asked.limit)


def _regions(reader: Reader, held: Held, corpus: Corpus, asked: _Asked) -> Any:
    from miner.comparing.overview import regions_side_by_side

    return regions_side_by_side(reader, held, corpus, asked.measures)


def _trend(reader: Reader, held: Held, corpus: Corpus, asked: _Asked) -> Any:
    from miner.comparing.overview import measures_over_years

    return measures_over_years(reader, corpus, asked.measures)


_LOOKS: dict[str, Callable[[Reader, Held, Corpus, _Asked], Any]] = {
    "departments": _departments,
    "peers": _peers,
    "outliers": _outliers,
    "network": _network,
    "spread": _spread,
    "diffusion": _diffusion,
    "regions": _regions,
    "trend": _trend,
}


def _show_departments(found: dict[str, Any], limit: int) -> None:
    table = PlainTable(
        say("部门", "Department"),
        say("年度", "Years"),
        say("文件", "Docs"),
        say("别的写法与依据", "Other names and why"),
    )
    for one in found["departments"][:limit]:
        why = "; ".join(_evidence(evidence) for evidence in one.evidence)
        table.add_row(one.identity, _years(one.years), str(len(one.documents)), Text(why))
    console().print(table)
    _more(len(found["departments"]), limit)
    for tie in found["related"][:limit]:
        doubt = {
            "merged": say("合并，不算同一部门", "a merger, not one department"),
            "years": say("年度重叠，没有认作同一部门", "their years overlap, not taken for one"),
            "kind": say("类别不同，没有认作同一部门", "of different kinds, not taken for one"),
            "file": say("对照文件另有规定", "the file of identities says otherwise"),
        }[tie.doubt]
        console().print(Text(f"! {tie.earlier} → {tie.later}：{doubt}　{tie.evidence.quote}", style="yellow"))
    for correction in found["unused"]:
        unused = say("对照文件中的名称没有用到", "a name of the file of identities that no document bears")
        console().print(Text(f"! {unused}: {correction.name} {correction.region}", style="yellow"))


def _evidence(one: Any) -> str:
    if one.ground == "same_name":
        return one.later if one.earlier != one.later else say("地区写法不同", "the region written otherwise")
    if one.ground == "file":
        return say(f"{one.earlier} → {one.later}（对照文件）", f"{one.earlier} → {one.later} (file)")
    return f"{one.earlier} → {one.later}（“{one.quote}” {one.doc_id}）"


def _show_peers(found: tuple[PeerGroupTold, ...], limit: int) -> None:
    table = PlainTable(
        say("类别", "Kind"), say("部门", "Departments"), say("文件", "Docs"), say("地区", "Regions"), say("年度", "Years"),
        say("够比", "Enough"),
    )  # fmt: skip
    for one in found[:limit]:
        name = one.kind or say("（名称看不出类别）", "(not known by the name)")
        table.add_row(
            name,
            str(len(one.departments)),
            str(one.documents),
            str(one.regions),
            _years(one.years),
            "✓" if one.enough else "",
        )
    console().print(table)
    _more(len(found), limit)


def _show_outliers(found: Outliers, limit: int) -> None:
    console().print(
        say(
            f"看了 {found.looked_at} 个数（另有 {found.undefined} 个可比对象不够），{len(found.found)} 个离群，"
            f"其中 {found.sure} 个 q ≤ 0.05",
            f"{found.looked_at} values looked at ({found.undefined} more have too few peers), {len(found.found)} stand out, "
            f"{found.sure} of them with q ≤ 0.05",
        )
    )
    for one in found.found[:limit]:
        console().print(Text(f"{one.document.department} {one.document.year or ''}", style="bold"))
        console().print(Text(f"    {one.reason}"))
    _more(len(found.found), limit)


def _show_network(found: NetworkTold, limit: int) -> None:
    told = found.network
    console().print(
        say(
            f"{told.departments} 个部门，{told.wordings} 种两个以上部门用的说法（{told.common} 种太常见的不算），{told.pairs} 对有共同说法",
            f"{told.departments} departments, {told.wordings} wordings of two or more ({told.common} too common to count), "
            f"{told.pairs} pairs share some",
        )
    )
    table = PlainTable(
        say("部门", "Department"), say("部门", "Department"), say("共用", "Shared"), say("比特", "Bits"), say("相似", "Alike"),
        say("最早", "Since"), say("谁先", "First"), say("最少见的说法", "Rarest wording"),
    )  # fmt: skip
    for edge in told.edges:
        rarest = found.titles.get(edge.rarest[0], edge.rarest[0]) if edge.rarest else ""
        table.add_row(
            edge.one, edge.other, str(edge.shared), f"{edge.weight:.1f}", f"{edge.likeness:.2f}", str(edge.first_year or ""),
            f"{edge.one_first}:{edge.other_first}", Text(rarest),
        )  # fmt: skip
    console().print(table)
    _more(told.pairs, limit)


def _show_spread(found: SpreadTold, limit: int) -> None:
    for one in found.spreads:
        console().print(Text(found.titles.get(one.wording, one.wording), style="bold"))
        for year in one.years:
            new = _names(year.new)
            console().print(
                Text(
                    say(
                        f"    {year.year}：{year.departments} 个部门、{year.regions} 个地区；新用 {len(year.new)} 个 {new}",
                        f"    {year.year}: {year.departments} departments, {year.regions} regions; {len(year.new)} new {new}",
                    )
                )
            )
    _more(found.found, limit)


def _show_diffusion(found: Diffusion, limit: int) -> None:
    table = PlainTable(
        say("年度", "Year"), say("两年都有的部门", "Departments of both years"), say("说法", "Uses"), say("沿用", "Kept"),
        say("别人上年用过、自己新用", "Adopted"), say("又用", "Resumed"), say("全新", "New"), say("不再用", "Dropped"),
    )  # fmt: skip
    for one in found.passages:
        numbers = (one.year, one.departments, one.uses, one.kept, one.adopted, one.resumed, one.new, one.dropped)
        table.add_row(*map(str, numbers))
    console().print(table)
    flows = PlainTable(
        say("先用", "Used first"),
        say("后用", "Adopted by"),
        say("说法", "Wordings"),
        say("比特", "Bits"),
        say("自", "Since"),
    )
    for flow in found.flows[:limit]:
        flows.add_row(flow.source, flow.target, str(flow.wordings), f"{flow.weight:.1f}", str(flow.first_year))
    console().print(flows)
    console().print(
        Text(
            say(
                "说法相同不等于抄用；首年以前的情况看不到。",
                "Equal words do not prove copying; nothing is known before the first year.",
            ),
            style="dim",
        )
    )


def _show_regions(found: Regions, limit: int) -> None:
    matrix = found.measures
    table = PlainTable(say("指标（中位数）", "Measure (median)"), *(region or "?" for region in matrix.regions))
    for at, measure in enumerate(matrix.measures[:limit]):
        row = [matrix.cells[number][at].median for number in range(len(matrix.regions))]
        table.add_row(_measure_name(measure), *("–" if value is None else f"{value:.3g}" for value in row))
    console().print(table)
    causes = PlainTable(say("原因类别（%）", "Cause (%)"), *(region or "?" for region in found.causes.regions))
    for at, cause in enumerate(found.causes.causes[:limit]):
        shares = [found.causes.shares[number][at] for number in range(len(found.causes.regions))]
        causes.add_row(
            found.titles.get(cause, cause), *("–" if share is None else f"{100 * share:.1f}" for share in shares)
        )
    console().print(causes)


def _show_trend(found: list[Trend], limit: int) -> None:
    years = sorted({year.year for trend in found for year in trend.years})
    title = say("指标：中位数 [份数]（同一部门的变化）", "Measure: median [documents] (change of the same departments)")
    table = PlainTable(title, *map(str, years))
    for trend in found[:limit]:
        by_year = {year.year: year for year in trend.years}
        row = []
        for year in years:
            one = by_year.get(year)
            if one is None or one.values.median is None:
                row.append("–")
                continue
            change = "" if one.change is None else f" ({one.change:+.2g})"
            row.append(f"{one.values.median:.3g} [{one.values.count}]{change}")
        table.add_row(_measure_name(trend.measure), *row)
    console().print(table)
    _more(len(found), limit)


_SHOWS: dict[str, Callable[[Any, int], None]] = {
    "departments": _show_departments,
    "peers": _show_peers,
    "outliers": _show_outliers,
    "network": _show_network,
    "spread": _show_spread,
    "diffusion": _show_diffusion,
    "regions": _show_regions,
    "trend": _show_trend,
}


def _measure_name(measure: str) -> str:
    return say(*MEASURES.get(measure, (measure, measure)))


def _names(names: tuple[str, ...]) -> str:
    shown = say("、", ", ").join(names[:_MOST_NAMES])
    return f"{shown}{' …' if len(names) > _MOST_NAMES else ''}"


def _years(years: tuple[int, ...]) -> str:
    if not years:
        return ""
    return str(years[0]) if len(years) == 1 else f"{years[0]}–{years[-1]}"


def _more(number: int, limit: int) -> None:
    if number > limit:
        console().print(say(f"……另有 {number - limit} 条（--limit）", f"… and {number - limit} more (--limit)"))
