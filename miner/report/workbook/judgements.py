"""The sheet of judgements: all of them, the withdrawn too, as they were made."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from miner import labels
from miner.bilingual import say
from miner.report.workbook.book import Book
from miner.report.workbook.papers import Papers
from miner.report.workbook.sheet import Column
from miner.report.workbook.values import TONES, Toned, Value


def add_judgements(book: Book, papers: Papers) -> None:
    """Write them."""
    book.add(say("复核意见", "Judgements"), _columns(), _rows(papers))


def _columns() -> tuple[Column, ...]:
    return (
        Column(say("对象", "Target"), 12, say("复核的是什么", "What is judged"), "judgements.target_kind"),
        Column(say("意见", "Verdict"), 12, say("复核人的意见", "What the reviewer says"), "judgements.verdict"),
        Column(say("状态", "State"), 20, say("有效、已撤回；对象已不在库中，或因循环并入而不起作用",
               "Stands, withdrawn; of something that is not in the database any more, or a merger in a circle"), wrap=True),
        Column(say("备注", "Remark"), 60, say("说明；命名、并入、另立时为名称或编号",
               "The remark; of names, merges and splits, the name or the id"), "judgements.note", wrap=True),
        Column(say("复核人", "Reviewer"), 14, say("谁复核", "Who says so"), "judgements.reviewer"),
        Column(say("时间（UTC）", "When (UTC)"), 27, say("何时", "When"), "judgements.made_at"),
        Column(say("撤回时间（UTC）", "Withdrawn (UTC)"), 27, say("撤回的时间；空为有效", "When it was withdrawn; empty while it stands"),
               "judgements.withdrawn_at"),
        Column(say("对象编号", "Target key"), 44, say("再次运行也不变", "The same after a re-run"), "judgements.target_key"),
    )  # fmt: skip


def _rows(papers: Papers) -> Iterator[Sequence[Value]]:
    orphans = {one.judgement_id for one in papers.review.orphans}
    circular = {one.judgement_id for one in papers.review.circular}
    for one in papers.reader.judgements():
        standing = one.withdrawn_at is None
        state = say("有效", "stands")
        if not standing:
            state = say("已撤回", "withdrawn")
        elif one.judgement_id in orphans:
            state = say("对象已不在库中", "its target is not there")
        elif one.judgement_id in circular:
            state = say("循环并入，不起作用", "closes a circle, without effect")
        yield (
            labels.name_of(labels.JUDGED, one.target_kind),
            Toned(labels.name_of(labels.JUDGEMENTS, one.verdict), TONES.get(one.verdict) if standing else None),
            state,
            one.note,
            one.reviewer,
            one.made_at,
            one.withdrawn_at,
            one.target_key,
        )
