"""The cover: what was run, when, on what, by which version and settings; what came of it; how to read the workbook."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from typing import Any

from miner import __version__, labels
from miner.bilingual import say
from miner.report import wording
from miner.report.workbook.book import Book, Written
from miner.report.workbook.documents import problem
from miner.report.workbook.formats import Formats
from miner.report.workbook.papers import Papers, joined
from miner.report.workbook.sheet import page_setup, url_of
from miner.report.workbook.text import pieces, visible
from miner.report.workbook.values import TONES, Tone
from miner.store import schema

MOST_NAMED = 30
"""Failed documents, or inputs, that the cover names; the sheet of documents has all."""
_WIDTHS = (26, 34, 12, 80)
_LINE = 900
"""Characters of a line of the cover."""


class Cover:
    """The cover, begun first so that it lies on top and written last, when all is counted."""

    def __init__(self, book: Book) -> None:
        self._formats: Formats = book.formats
        self._sheet: Any = book.front(say("封面", "Cover"))
        self._row = 0
        for place, width in enumerate(_WIDTHS):
            self._sheet.set_column(place, place, width)
        self._sheet.hide_gridlines(2)
        page_setup(self._sheet, say("封面", "Cover"))

    def write(self, papers: Papers, written: list[Written]) -> None:
        """Write it."""
        self._sheet.set_row(0, 32)
        self._sheet.write_string(
            0, 0, say("审计工作底稿：部门预决算公开文本", "Audit working paper: disclosures"), self._formats.title
        )
        self._row = 1
        self._line(say("被审计单位", "Audited"), "", answer=True)
        self._line(say("编制人、日期", "Prepared by, on"), "", answer=True)
        self._line(say("复核人、日期", "Reviewed by, on"), "", answer=True)
        self._run(papers)
        self._results(papers)
        self._directory(written)
        self._legend()
        self._use(papers)

    # ------------------------------------------------------------------------------------------------------------ parts

    def _run(self, papers: Papers) -> None:
        self._part(say("运行", "The run"))
        self._line(say("导出程序", "Exported by"), f"miner {__version__}, miner.db {schema.VERSION}")
        runs = papers.reader.runs()
        if not runs:
            self._line(say("运行记录", "Journal"), say("没有运行记录", "no run is recorded"))
            return
        run = runs[0]
        finished = run.finished_at or say("未完成", "not finished")
        self._line(
            say("最近一次运行", "Last run"), say(f"第{run.run_id}次", f"no. {run.run_id}") + f", miner {run.version}"
        )
        self._line(say("开始至结束（UTC）", "From, to (UTC)"), f"{run.started_at} – {finished}")
        self._line(say("输入", "Inputs"), self._some([str(path) for path in run.inputs]))
        self._line(say("设置", "Settings"), _pairs(run.settings))
        counts = {name: value for name, value in run.summary.items() if name != "problems"}
        self._line(say("这次运行的计数", "Counts of that run"), _pairs(counts))
        for one in run.summary.get("problems", ()):
            self._line(say("整体问题", "Problem of the whole"), str(one.get("message", one)), tone=Tone.BAD)
        if len(runs) > 1:
            versions = ", ".join(sorted({one.version for one in runs}))
            text = say(f"共{len(runs)}次，版本 {versions}", f"{len(runs)} in all, versions {versions}")
            self._line(say("累计运行", "Runs so far"), text)

    def _results(self, papers: Papers) -> None:
        documents = list(papers.documents.values())
        self._part(say("结果", "What came of it"))
        self._line(say("文件", "Documents"), "", count=len(documents))
        for outcome, count in _ordered(Counter(one.outcome for one in documents), labels.OUTCOMES):
            self._line("", labels.name_of(labels.OUTCOMES, outcome), count=count, tone=TONES.get(outcome))
        failed = [one for one in documents if one.outcome == "failed"]
        for one in failed[:MOST_NAMED]:
            why = joined([problem(error) for error in papers.reader.errors(one.doc_id)])
            self._line(say("失败的文件", "Failed"), f"{one.source} — {why}", tone=Tone.BAD)
        if len(failed) > MOST_NAMED:
            rest = len(failed) - MOST_NAMED
            self._line("", say(f"其余{rest}份及原因见“文件”", f"{rest} more: see the sheet Documents"))
        severities: Counter[str] = Counter()
        for _, _, severity, count in papers.reader.finding_counts():
            severities[severity] += count
        for severity, count in _ordered(severities, labels.SEVERITIES):
            text = say("审计线索：", "findings: ") + labels.name_of(labels.SEVERITIES, severity)
            self._line("", text, count=count, tone=TONES.get(severity))
        for verdict, count in _ordered(Counter(papers.reader.counts("links", "verdict")), labels.VERDICTS):
            text = say("正文数字：", "figures: ") + labels.name_of(labels.VERDICTS, verdict)
            self._line("", text, count=count, tone=TONES.get(verdict))
        components = Counter(error.component for error in papers.reader.errors())
        for component, count in sorted(components.items()):
            text = say("没有做到的：", "could not be done: ") + labels.name_of(wording.COMPONENTS, component)
            self._line("", text, count=count)
        standing = sum(one.withdrawn_at is None for one in papers.reader.judgements())
        self._line("", say("现行的复核意见", "standing judgements"), count=standing)

    def _directory(self, written: list[Written]) -> None:
        self._part(say("目录", "Sheets"))
        for one in written:
            address = "#'" + one.name.replace("'", "''") + "'!A1"
            self._sheet.write_url(self._row, 0, url_of(address, one.name), self._formats.cell(link=True, plain=True))
            look = self._formats.cell(number=say('#,##0" 行"', '#,##0" rows"'), plain=True)
            self._sheet.write_number(self._row, 1, one.rows, look)
            self._row += 1

    def _legend(self) -> None:
        self._part(say("图例", "Legend"))
        for names, means in (
            (labels.SEVERITIES, _SEVERITIES),
            (labels.VERDICTS, _VERDICTS),
            (labels.OUTCOMES, _OUTCOMES),
        ):
            for code, meaning in means.items():
                look = self._formats.cell(tone=TONES.get(code), plain=True)
                self._sheet.write_string(self._row, 0, labels.name_of(names, code), look)
                self._sheet.write_string(self._row, 1, say(*meaning), self._formats.cell(wrap=False, plain=True))
                self._row += 1

    def _use(self, papers: Papers) -> None:
        self._part(say("怎样使用", "How to use it"))
        for text in _uses(papers):
            self._sheet.merge_range(self._row, 0, self._row, len(_WIDTHS) - 1, "", self._formats.cell(plain=True))
            self._sheet.write_string(self._row, 0, text, self._formats.cell(plain=True))
            self._sheet.set_row(self._row, 28)
            self._row += 1

    # ------------------------------------------------------------------------------------------------------------ lines

    def _part(self, title: str) -> None:
        self._row += 1
        for place in range(len(_WIDTHS)):
            self._sheet.write_blank(self._row, place, None, self._formats.part)
        self._sheet.write_string(self._row, 0, title, self._formats.part)
        self._row += 1

    def _line(
        self, name: str, text: str, *, count: int | None = None, tone: Tone | None = None, answer: bool = False
    ) -> None:
        """A line: its name, its words and perhaps a number; long words go on in further lines."""
        self._sheet.write_string(self._row, 0, name, self._formats.name)
        look = self._formats.cell(wrap=False, tone=tone, answer=answer, plain=not answer)
        if count is not None:
            self._sheet.write_string(self._row, 1, visible(text), look)
            self._sheet.write_number(self._row, 2, count, self._formats.cell(number="#,##0", plain=True))
            self._row += 1
            return
        for piece in pieces(visible(text), _LINE):
            self._sheet.write_string(self._row, 1, piece, look)
            self._row += 1

    @staticmethod
    def _some(items: list[str]) -> str:
        shown = joined(items[:MOST_NAMED])
        rest = len(items) - MOST_NAMED
        return shown + (
            say(f"；另{rest}项，见 miner.db 的 runs", f"; {rest} more, see runs in miner.db") if rest > 0 else ""
        )


def _pairs(values: Mapping[str, object]) -> str:
    return joined([f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in values.items()])


def _ordered(counts: Counter[str], names: labels.Names) -> list[tuple[str, int]]:
    """Counts in the order of the names; codes without a name come last."""
    known = [code for code in names if counts[code]]
    return [(code, counts[code]) for code in [*known, *sorted(set(counts).difference(names))]]


_SEVERITIES: labels.Names = {
    "error": (
        "线索：数字与所指的格或复算不符，或表内勾稽不成立，超出四舍五入",
        "finding: a figure is not what its cell or its arithmetic says, or an identity fails, beyond rounding",
    ),
    "warning": (
        "线索：文字自相矛盾或与数字矛盾，缺少应有的内容，或百分比略有出入",
        "finding: words contradict themselves or figures, something due is missing, or a percentage is slightly off",
    ),
    "hint": ("线索：值得一看，往往没有问题", "finding: worth a look, and often in order"),
}
_VERDICTS: labels.Names = {
    "match": ("数字：与表中一格相符", "figure: a cell says the same"),
    "arithmetic_ok": ("数字：与复算相符", "figure: its recomputation says the same"),
    "rounding": ("数字：只差在末位，属四舍五入或截尾", "figure: differs in the last digit, by rounding"),
    "mismatch": ("数字：与所指的格不符", "figure: its cell says otherwise"),
    "arithmetic_mismatch": ("数字：与复算不符", "figure: its recomputation says otherwise"),
    "ambiguous": ("数字：有多个可能的格，不作判断", "figure: several cells may be meant; not judged"),
    "no_table_counterpart": ("数字：表中没有对应的格", "figure: no table has it"),
    "not_checked": ("数字：没有核对，理由见该行", "figure: not checked; its row says why"),
}
_OUTCOMES: labels.Names = {
    "complete": ("文件：全部读完", "document: read as a whole"),
    "partial": ("文件：有没有做到的部分，原因见“文件”", "document: parts could not be done; see the sheet Documents"),
    "failed": ("文件：没有读成，原因见“文件”", "document: could not be read; see the sheet Documents"),
}


def _uses(papers: Papers) -> tuple[str, ...]:
    leads = say(
        "“查看”“页”打开同一文件夹里的报告（report 文件夹），请把底稿和 report 文件夹放在一起移交；有的程序打开网页时"
        "不跳到锚点，这时请按页码和编号查找。",
        "Links open the report in the folder beside (report): hand on the workbook together with it. Some programs open the "
        "page without going to the place in it; then look for the page number and the id.",
    )
    if not papers.addresses.to_report:
        leads = say(
            "底稿不在结果文件夹里，“查看”打开的是本机上的原文件；移交到别的机器上，这些链接就无效了，请按文件名和页码查找。"
            "要可以移交的链接，请用 miner export OUT --xlsx 把底稿写进结果文件夹。",
            "The workbook does not lie in the folder of the results, so its links open the sources on this machine and lead nowhere "
            "on another one; there, use file name and page. For links that can be handed on: miner export OUT --xlsx.",
        )
    return (
        say(
            "“审计线索”每条给出两处的位置、页码和原文，不判断哪一处对。黄底的“结论、备注、复核人、日期”由复核人填写，"
            "已有的复核意见已经填入。",
            "Each finding shows both sides with place, page and words; neither is called right. The yellow columns are the "
            "reviewer's; what was judged before is filled in.",
        ),
        leads,
        say(
            "表头可以筛选。文字都是文字，不会作为公式执行；金额在15位有效数字以内为数值，超过的为文字，一位不少。",
            "Heads have filters. Text is text and never a formula; amounts of up to 15 significant digits are numbers, longer ones "
            "are text, and no digit is lost.",
        ),
        say(
            "一格放不下的文字在“长文本”里有全文；单元格里写明在第几行。控制字符等不能显示的字符写作 \\x00、\\ud800。",
            "A text that no cell can hold stands whole in the sheet Long texts; its cell says in which row. Characters that cannot be "
            "shown are written \\x00, \\ud800.",
        ),
        say(
            "空白不是0：没有数字、没有定义、没有核对的都空着。各列含义见“数据字典”。",
            "Empty is not 0: what has no number, is undefined or was not checked is empty. What the columns mean: sheet Data dictionary.",
        ),
    )
