"""The sheets about documents: what each is and how it came out, and its measures side by side."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from miner import labels
from miner.bilingual import say
from miner.report import wording
from miner.report.workbook.book import Book
from miner.report.workbook.papers import Papers, known_by
from miner.report.workbook.sheet import Column
from miner.report.workbook.values import TONES, Toned, Value
from miner.store.stored import StoredDocument, StoredError, StoredMeasure

_MISMATCHES = ("mismatch", "arithmetic_mismatch")
_SEVERITIES = ("error", "warning", "hint")


def add_profiles(book: Book, papers: Papers) -> None:
    """Write the measures: a row for each document that has any, a column for each measure."""
    measures: dict[str, dict[str, StoredMeasure]] = defaultdict(dict)
    for measure in papers.reader.measures():
        measures[measure.doc_id][measure.measure] = measure
    there = {name for of_document in measures.values() for name in of_document}
    names = [name for name in labels.MEASURES if name in there]
    names += sorted(there.difference(names))
    book.add(say("指标", "Profiles"), _profile_columns(names, measures), _profiles(papers, names, measures), frozen=2)


def add_documents(book: Book, papers: Papers) -> None:
    """Write the documents, with what could not be done for each."""
    book.add(say("文件", "Documents"), _columns(), _rows(papers), frozen=2, links=len(papers.documents))


def problem(error: StoredError) -> str:
    """What could not be done, in a line."""
    where = "" if error.page is None else say(f"（第{error.page}页）", f" (page {error.page})")
    return labels.name_of(wording.COMPONENTS, error.component) + where + say("：", ": ") + error.message


def _identity() -> tuple[Column, ...]:
    return (
        Column(say("部门（单位）", "Department"), 26,
               say("公开文件的部门；没有写明的为文件名", "Who published; the file's name where that is not stated"),
               "documents.department", wrap=True),
        Column(say("年度", "Year"), 7, say("财政年度", "Fiscal year"), "documents.fiscal_year"),
        Column(say("地区", "Region"), 14, say("部门所在地区", "Region of the department"), "documents.region"),
        Column(say("类别", "Kind"), 10, say("部门决算或部门预算", "Final accounts or budget"), "documents.kind"),
    )  # fmt: skip


def _identity_of(document: StoredDocument) -> tuple[Value, ...]:
    kind = labels.name_of(labels.KINDS, document.kind)
    return known_by(document), document.fiscal_year, document.region, kind


def _profile_columns(names: Sequence[str], measures: Mapping[str, Mapping[str, StoredMeasure]]) -> tuple[Column, ...]:
    shapes: dict[str, str] = {}
    for name in names:
        values = [of[name].value for of in measures.values() if name in of]
        whole = all(value is None or value.is_integer() for value in values)
        shapes[name] = "#,##0" if whole else "0.0000"
    return (
        *_identity(),
        *(
            Column(
                labels.name_of(labels.MEASURES, name),
                13,
                say(f"指标 {name}；公式见 docs/measures.md", f"Measure {name}; its formula is in docs/measures.md"),
                "profiles.value",
                number=shapes[name],
            )
            for name in names
        ),
        Column(
            say("空着的指标为什么空", "Why measures are empty"),
            60,
            say("没有定义的指标及原因；没有定义不是0", "Measures that are undefined, and why; undefined is not 0"),
            "profile_notes.note",
            wrap=True,
        ),
        Column(say("文件编号", "Document id"), 18, say("数据库中的编号", "Its id in the database"), "documents.doc_id"),
    )


def _profiles(
    papers: Papers, names: Sequence[str], measures: Mapping[str, Mapping[str, StoredMeasure]]
) -> Iterator[Sequence[Value]]:
    for document in papers.documents.values():
        of_document = measures.get(document.doc_id)
        if not of_document:
            continue
        reasons: dict[str, list[str]] = defaultdict(list)
        for name in names:
            if name in of_document and of_document[name].value is None:
                reasons[of_document[name].note].append(labels.name_of(labels.MEASURES, name))
        why = [say("、", ", ").join(these) + say("：", ": ") + note for note, these in reasons.items()]
        values = [of_document[name].value if name in of_document else None for name in names]
        yield (*_identity_of(document), *values, "\n".join(why), document.doc_id)


def _columns() -> tuple[Column, ...]:
    return (
        *_identity(),
        Column(say("口径", "Scope"), 12, say("单位，或部门（含下属单位）", "The unit, or the department with its units"),
               "document_details.scope"),
        Column(say("读取结果", "Outcome"), 9, say("完整、部分或失败", "Complete, partial or failed"), "documents.outcome"),
        Column(say("没有做到的", "What could not be done"), 60, say("每一项问题及所在部分、页", "Each problem, with its part and page"),
               "errors.message", wrap=True),
        Column(say("页数", "Pages"), 7, say("页数；文本文件为空", "Pages; empty for text inputs"), "documents.pages"),
        Column(say("叙述", "Narratives"), 8, say("挖掘出的叙述条数", "Pieces of prose that were mined"), "narratives"),
        Column(say("数字", "Figures"), 8, say("正文数字个数", "Figures of the prose"), "figures"),
        Column(say("不符的数字", "Mismatches"), 9, say("与表格或复算不符的个数", "Figures that differ from a table or a recomputation"),
               "links.verdict"),
        Column(say("错误", "Errors"), 7, say("线索中的错误", "Findings: errors"), "findings.severity"),
        Column(say("警告", "Warnings"), 7, say("线索中的警告", "Findings: warnings"), "findings.severity"),
        Column(say("提示", "Hints"), 7, say("线索中的提示", "Findings: hints"), "findings.severity"),
        Column(say("查看", "See"), 7, say("打开报告中的这份文件（或原文件）", "Opens the document in the report (or the source)")),
        Column(say("公开文件", "File"), 44, say("读的是哪个文件", "The file that was read"), "documents.source"),
        Column(say("文件编号", "Document id"), 18, say("SHA-256 的前16位", "First 16 digits of the SHA-256"), "documents.doc_id"),
        Column("SHA-256", 66, say("文件内容的校验值", "Hash of the file's bytes"), "documents.sha256"),
    )  # fmt: skip


def _rows(papers: Papers) -> Iterator[Sequence[Value]]:
    reader = papers.reader
    narratives = reader.counts("narratives", "doc_id")
    figures = reader.counts("figures", "doc_id")
    mismatches = reader.verdict_counts(_MISMATCHES)
    findings: Counter[tuple[str, str]] = Counter()
    for doc_id, _, severity, count in reader.finding_counts():
        findings[doc_id, severity] += count
    errors: dict[str, list[StoredError]] = defaultdict(list)
    for error in reader.errors():
        errors[error.doc_id].append(error)
    for document in papers.documents.values():
        doc_id = document.doc_id
        yield (
            *_identity_of(document),
            labels.name_of(labels.SCOPES, document.scope),
            Toned(labels.name_of(labels.OUTCOMES, document.outcome), TONES.get(document.outcome)),
            "\n".join(problem(error) for error in errors[doc_id]),
            document.pages,
            narratives.get(doc_id, 0),
            figures.get(doc_id, 0),
            mismatches.get(doc_id, 0),
            *(findings[doc_id, severity] for severity in _SEVERITIES),
            papers.addresses.opening(document),
            document.source,
            doc_id,
            document.sha256,
        )
