"""``miner corpus``: build the fictional county whose truth is known."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

import typer

from miner.bilingual import say
from miner.cli.machine import as_json
from miner.cli.options import General, json_option
from miner.cli.progress import RunProgress
from miner.errors import UsageError

NOTHING_GOES_WRONG = "none"


def build(
    context: typer.Context,
    out: Annotated[
        Path, typer.Option("--out", "-o", metavar=say("文件夹", "FOLDER"), help=say("建在哪里", "Where to build it"))
    ],
    departments: Annotated[int, typer.Option(metavar="N", help=say("多少个部门", "How many departments"))] = 60,
    years: Annotated[
        str, typer.Option(metavar="2021-2024", help=say("一个年度，或从几年到几年", "A fiscal year, or from one to another"))
    ] = "2021-2024",
    seed: Annotated[
        int, typer.Option(metavar="N", help=say("种子：同样的参数，同样的结果", "Same arguments, same result"))
    ] = 1,
    errors: Annotated[
        str,
        typer.Option(
            metavar=say("类型=率,…", "KIND=RATE,…"),
            help=say(
                "平均每份文件里故意写错几处：一个数（所有类型合计），或逐个类型；none 为全对",
                "Errors on purpose, on average per document: one number for all kinds together, or kind by kind; none",
            ),
        ),
    ] = NOTHING_GOES_WRONG,
    form: Annotated[
        str, typer.Option(metavar=say("地区", "REGION"), help=say("地区格式；mixed：各地不同", "Regional form; mixed: each place its own"))
    ] = "mixed",
    rendering: Annotated[
        str,
        typer.Option(
            metavar=say("方式", "NAME"),
            help=say(
                "渲染方式：typst、weasyprint、reportlab、scan、scan_text、docx、html、txt、md，可用逗号列出几种；或 mixed",
                "How it is printed: typst, weasyprint, reportlab, scan, scan_text, docx, html, txt, md, several with commas, or mixed",
            ),
        ),
    ] = "typst",
    boilerplate: Annotated[
        float | None,
        typer.Option(
            metavar="0–1", min=0, max=1,
            help=say("套话占比；不给则各部门不同", "Share of shared explanations; by default each department has its own"),
        ),
    ] = None,
    texts_only: Annotated[
        bool, typer.Option("--texts-only", help=say("只要变动原因（explanations.jsonl），不出文件", "Only the explanations, no documents"))
    ] = False,
    workers: Annotated[
        int | None, typer.Option(metavar="N", min=1, help=say("同时几个进程", "Processes"))
    ] = None,
    json: Annotated[bool, json_option()] = False,
) -> int:  # fmt: skip
    """Build documents with their truth beside them."""
    general: General = context.obj
    settings = general.in_force(workers=workers).values
    from miner.county.building import CountySettings, build

    wanted = CountySettings(departments, _years(years), seed, _errors(errors), form, rendering, boilerplate)
    total = departments * len(wanted.years)
    with RunProgress() as progress:
        built = build(
            wanted,
            out,
            texts_only=texts_only,
            workers=settings.workers,
            progress=lambda done: progress.update(done, total, 0),
        )
    if json:
        print(as_json({"out": out, **built}))
    else:
        print(
            say(
                f"文件 {built['documents']} 份，变动原因 {built['explanations']} 条，故意写错 {built['errors']} 处",
                f"Documents {built['documents']}, explanations {built['explanations']}, errors on purpose {built['errors']}",
            )
        )
        print(out)
    return 0


def _years(text: str) -> tuple[int, ...]:
    found = re.fullmatch(r"(20\d\d)(?:-(20\d\d))?", text.strip())
    if found is None or int(found[2] or found[1]) < int(found[1]):
        raise UsageError(
            say(f"--years 看不懂：{text}", f"--years is not understood: {text}"),
            say("例如 2024，或 2021-2024。", "For example 2024, or 2021-2024."),
        )
    return tuple(range(int(found[1]), int(found[2] or found[1]) + 1))


def _errors(text: str) -> dict[str, float]:
    if text == NOTHING_GOES_WRONG:
        return {}
    rates: dict[str, float] = {}
    for part in text.split(","):
        name, equals, rate = part.strip().rpartition("=")
        try:
            rates[name if equals else "any"] = float(rate)
        except ValueError:
            raise UsageError(
                say(f"--errors 看不懂：{part}", f"--errors is not understood: {part}"),
                say("例如 0.5，或 wrong_sum=0.2,wrong_year=0.1。", "For example 0.5, or wrong_sum=0.2,wrong_year=0.1."),
            ) from None
    return rates
