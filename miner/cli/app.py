"""The commands, declared for Typer.

The help of a command is made when the command line is built, after the language is known: Typer reads the annotations
below as late as that, because they are strings until then.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from miner.bilingual import say
from miner.cli import (
    commands,
    comparing,
    county,
    explaining,
    exporting,
    overview,
    reporting,
    reviewing,
    searching,
    serving,
    texts,
)
from miner.cli.options import General
from miner.cli.wording import MinerCommand, MinerGroup, name_panels


def build() -> Any:
    """The whole command line, in the language in force; call it with the words of the line."""
    name_panels()
    app = typer.Typer(
        cls=MinerGroup,
        add_completion=False,
        no_args_is_help=True,
        rich_markup_mode="rich",
        pretty_exceptions_enable=False,
        help=say(
            "决算公开文本挖掘：从部门预决算公开文件里读出法定表格、变动原因、项目、问题与措施，核对文中数字。",
            "Mine government department disclosures: statutory tables, reasons for variances, projects, problems and "
            "measures, and whether the stated figures tie.",
        ),
        epilog=_lines(
            say("先试自带的样本：", "Try the sample first:"),
            "  miner run corpus/sample -o out",
            say("退出码：", "Exit codes:"),
            say(
                "  0 全部成功 · 1 有文件失败 · 2 用法或设置有误 · 3 程序未预料的错误 · 4 数据库不可用 · 130 被中断",
                "  0 all fine · 1 some documents failed · 2 usage or settings · 3 unforeseen · 4 the database · "
                "130 interrupted",
            ),
            say(
                "--lang、--settings、--debug 写在命令前后都可以。",
                "--lang, --settings and --debug may stand before or after the command.",
            ),
        ),
    )
    app.callback(options_metavar=say("[选项]", "[OPTIONS]"), subcommand_metavar=say("命令 …", "COMMAND …"))(_general)
    for function, help_text, examples in _commands():
        app.command(
            function.__name__.removesuffix("_").replace("_", "-"),
            cls=MinerCommand,
            help=help_text,
            epilog=_lines(say("例如：", "Examples:"), *(f"  {example}" for example in examples)),
            options_metavar=say("[选项]", "[OPTIONS]"),
            no_args_is_help=function in _NEEDY,
        )(function)
    app.add_typer(_corpus(), name="corpus")
    return typer.main.get_command(app)


def _corpus() -> typer.Typer:
    """``miner corpus``."""
    group = typer.Typer(
        cls=MinerGroup,
        no_args_is_help=True,
        rich_markup_mode="rich",
        help=say(
            "虚构县的决算公开语料：写什么、错在哪里，都有答案。",
            "A fictional county's disclosures whose truth is known.",
        ),
        options_metavar=say("[选项]", "[OPTIONS]"),
        subcommand_metavar=say("命令 …", "COMMAND …"),
        epilog=_lines(say("例如：", "Examples:"), "  miner corpus build -o county --departments 60 --years 2021-2024"),
    )
    group.command(
        "build",
        cls=MinerCommand,
        help=say(
            "建一个虚构县的决算公开文件，每份旁边有答案（.truth.json）。同样的参数，同样的结果。\n\n"
            "渲染 PDF、docx 需要：pip install 'juesuan-miner\\[corpus]'。",
            "Build a fictional county's disclosures, each with its truth beside it (.truth.json). Same arguments, same "
            "result.\n\nPrinting PDF and docx needs: pip install 'juesuan-miner\\[corpus]'.",
        ),
        epilog=_lines(
            say("例如：", "Examples:"),
            "  miner corpus build -o county",
            "  miner corpus build -o county --departments 250 --errors 0.5 --rendering mixed --workers 2",
            "  miner corpus build -o texts --departments 1000 --texts-only",
        ),
        options_metavar=say("[选项]", "[OPTIONS]"),
        no_args_is_help=True,
    )(county.build)
    return group


def _commands() -> list[tuple[Any, str, tuple[str, ...]]]:
    return [
        (
            commands.run,
            say(
                "读取文件或文件夹里的公开文件，挖掘并存入 OUT/miner.db，写出报告 OUT/report/index.html。\n\n"
                "没有变化的文件不再重读；中断后再运行一次，就从断处继续。",
                "Read disclosures from files or folders, mine them into OUT/miner.db, write OUT/report/index.html.\n\n"
                "Files that have not changed are not read again; after an interruption the same command goes on.",
            ),
            (
                "miner run corpus/sample -o out",
                "miner run 2023/ 2024/ -o out --workers 4",
                "miner run 公开/ -o out --timeout 120 --memory 2048 --json",
            ),
        ),
        (
            reporting.report,
            say(
                "根据 OUT/miner.db 重新写出报告 OUT/report/index.html（复核之后，或换一种语言、换一种画页面的范围）。",
                "Write OUT/report/index.html anew from OUT/miner.db (after a review, in another language, with other pages).",
            ),
            ("miner report out", "miner report out --pictures all", "miner --lang en report out"),
        ),
        (
            commands.show,
            say(
                "读一份公开文件，在终端里显示：身份与依据、章节、表格、叙述、数字。什么都不保存。",
                "Read one disclosure and show it in the terminal: identity with evidence, sections, tables, "
                "narratives, figures. Nothing is stored.",
            ),
            (
                "miner show 决算.pdf",
                "miner show 决算.pdf --tables",
                "miner show 决算.pdf --narratives --json",
            ),
        ),
        (
            commands.check,
            say(
                "读一份公开文件，列出审计要看的：数字与表不符、算术不符、勾稽不符、原因缺失或矛盾、年份和名称沿用等。\n\n"
                "每条都给出两边的原文、所在页和位置，不判断哪一边对。什么都不保存。",
                "Read one disclosure and list what an auditor should look at: figures against tables, arithmetic, identities, "
                "reasons that are missing or contradict, years and names left over …\n\nBoth sides with their words, page and "
                "place, neither called right. Nothing is stored.",
            ),
            ("miner check 决算.pdf", "miner check 决算.pdf --no-hints", "miner check 决算.pdf --checks --json"),
        ),
        (
            explaining.clusters,
            say(
                "列出反复出现的说法：多少条、多少个部门用到、哪类原因。先运行 miner run。",
                "List the wordings that recur: how many explanations, by how many departments, of which cause. After miner run.",
            ),
            (
                "miner clusters",
                "miner clusters -o out --cause 厉行节约、压减支出",
                "miner clusters --department 财政局 --year 2024",
            ),
        ),
        (
            explaining.cluster,
            say(
                "看一种说法：每条说明与它不同在哪里、在哪一页，以及同一原因的其他说法。",
                "One wording: how each explanation differs from it, on which page, and the same reason in other words.",
            ),
            ("miner cluster 3f2a91bc", "miner cluster 3f2a91bc -o out --json"),
        ),
        (
            explaining.explain,
            say(
                "列出一份文件的每条原因：类别、归入哪种说法、多少个部门也这样说、有什么可疑之处。",
                "Every reason of a document: its causes, its wording, how many departments say so, and what is odd about it.",
            ),
            ("miner explain 决算.pdf", "miner explain 决算.pdf -o out --json"),
        ),
        (
            searching.findings,
            say(
                "列出所有文件的发现，重的在前；可按规则、级别、部门、年度、字词、复核情况筛选。先运行 miner run。",
                "List the findings of all documents, the gravest first, by rule, severity, department, year, words or state "
                "of review. After miner run.",
            ),
            (
                "miner findings -o out --severity error",
                "miner findings --department 财政局 --year 2024 --state open",
                "miner findings -o out --rule TEXT --words 三公 --json",
            ),
        ),
        (
            searching.search,
            say(
                "在所有文件的正文和表格里找字词（两个字的词也找得到），给出部门、年度、页和原文。",
                "Find words in the prose and tables of all documents, two-character words too: department, year, page, text.",
            ),
            (
                "miner search 公务接待",
                "miner search 人员 增加 -o out --kind text --year 2024",
                "miner search 1,234.56 --json",
            ),
        ),
        (
            reviewing.judgements,
            say(
                "列出复核意见（miner serve 里作的）；--import 并入别处导出的意见，已有的不重复。",
                "List what reviewers decided in miner serve; --import takes in what was exported elsewhere, each once.",
            ),
            ("miner judgements -o out", "miner judgements -o out --import 另一台/judgements.jsonl"),
        ),
        (
            comparing.compare,
            say(
                "把两份文件、两个部门、两个年度、两个地区或两类部门并排比：表中数字、指标及其在同类中的位置、原因类别、都怎样说、"
                "只有谁这样说、特征词。先运行 miner run。",
                "Put two documents, departments, years, regions or kinds of department side by side: key figures, measures and "
                "where they stand among peers, causes, what both say and what only one says, key words. After miner run.",
            ),
            (
                "miner compare 青河县教育局@2023 青河县教育局@2024",
                "miner compare 教育局决算.pdf 财政局决算.pdf -o out",
                "miner compare 教育局 财政局 -o out --page",
                "miner compare region:青河县@2024 region:临江市@2024 --json",
            ),
        ),
        (
            overview.compare_all,
            say(
                "把全部部门放在一起看：谁是谁（含更名）、同类、离群、共用说法的网络、说法的扩散、地区矩阵、各年走势。先运行 miner run。",
                "All departments at once: who is who (renamings too), peer groups, outliers, the network of shared wordings, how "
                "wordings spread, regions, trends. After miner run.",
            ),
            (
                "miner compare-all -o out --view outliers",
                "miner compare-all --view network --by cluster --limit 50",
                "miner compare-all --view trend --measure boilerplate_share --measure reason_coverage --json",
            ),
        ),
        (
            texts.cluster_texts,
            say(
                "不要文件，只归并现成的原因文字：每条写出模板、说法编号、原因编号、类别、相似度（JSONL）。",
                "Without documents: group reasons that you already have; for each its template, wording, reason, cause and "
                "similarity, as JSON lines.",
            ),
            ("miner cluster-texts 原因.jsonl -o 归并.jsonl", "miner cluster-texts 原因.csv --workers 2"),
        ),
        (
            texts.models,
            say(
                "载入了哪些模型和词典：来自什么、成绩如何、怎样重建。",
                "The models and lexicons that are loaded: made from what, how good, how to make them again.",
            ),
            ("miner models", "miner models --json"),
        ),
        (
            serving.serve,
            say(
                "在本机浏览器里看报告并复核：页面上带框的 PDF、检索、确认、排除、备注、调整说法组。只有本机能打开。\n\n"
                "运行 miner run 的同时也可以看。",
                "The report in this machine's browser, live, and its review: PDF pages with boxes, search, confirm, dismiss, "
                "comment, reshape clusters. Only this machine can open it.\n\nIt can be read while miner run writes.",
            ),
            ("miner serve out", "miner serve out --port 0 --reviewer 张三 --no-browser"),
        ),
        (
            exporting.export,
            say(
                "把挖掘结果（OUT/miner.db）写成审计工作底稿（xlsx），或把每张表导出成 JSONL、CSV 或 Parquet，并附数据字典和清单。",
                "Write a run's OUT/miner.db as an audit working paper (xlsx), or export every table as JSONL, CSV or Parquet, "
                "with a data dictionary and a manifest.",
            ),
            (
                "miner export out --xlsx",
                "miner export out --format csv -o out/csv",
                "miner export out --format parquet -o out/parquet",
            ),
        ),
        (
            commands.doctor,
            say(
                "检查本机是否具备所需的一切；有一项不行就以退出码 1 结束。",
                "See whether everything that the miner needs is here; exit code 1 if something is not.",
            ),
            ("miner doctor", "miner doctor --json"),
        ),
        (
            commands.settings_,
            say(
                "显示生效的设置，以及每一项来自哪里：默认值、文件、环境变量、选项。",
                "Show the settings in force, and where each came from: default, file, environment, option.",
            ),
            ("miner settings", "miner settings --settings team.toml", "MINER_WORKERS=8 miner settings --json"),
        ),
        (
            commands.version,
            say("显示版本。", "Show the version."),
            ("miner version", "miner --version"),
        ),
    ]


_NEEDY = (
    commands.run,
    reporting.report,
    commands.show,
    exporting.export,
    explaining.cluster,
    explaining.explain,
    searching.search,
    comparing.compare,
    texts.cluster_texts,
    serving.serve,
)
"""Commands that cannot do without an argument."""


def _lines(*lines: str) -> str:
    """Lines of an epilog; Typer joins what is not set apart by an empty line."""
    return "\n\n".join(lines)


def _general(
    context: typer.Context,
    lang: Annotated[
        str | None,
        typer.Option(
            metavar="zh|en",
            help=say("信息与说明的语言；环境变量 MINER_LANG", "Language of messages and help; variable MINER_LANG"),
        ),
    ] = None,
    settings: Annotated[
        Path | None,
        typer.Option(
            metavar=say("文件", "FILE"),
            help=say(
                "设置文件，默认是当前文件夹里的 miner.toml；环境变量 MINER_SETTINGS",
                "Settings file, by default miner.toml in this folder; variable MINER_SETTINGS",
            ),
        ),
    ] = None,
    debug: Annotated[
        bool, typer.Option("--debug", help=say("出错时显示完整的调用过程", "Show the traceback of an error"))
    ] = False,
    version: Annotated[
        bool,
        typer.Option("--version", is_eager=True, callback=_show_version, help=say("显示版本", "Show the version")),
    ] = False,
) -> None:
    context.obj = General(language=lang, settings=settings)


def _show_version(wanted: bool) -> None:
    if wanted:
        commands.version()
        raise typer.Exit
