"""The sheets of recurring wordings, as the reviewers want them: the groups, and the explanations in each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from miner import labels
from miner.bilingual import say
from miner.report import wording
from miner.report.workbook.book import Book
from miner.report.workbook.papers import Papers, choices, joined, known_by
from miner.report.workbook.sheet import Column
from miner.report.workbook.values import Answer, Tone, Toned, Value
from miner.store.keys import explanation_keys
from miner.store.reviewed import ReviewedCluster
from miner.store.stored import StoredExplanation


def add_clusters(book: Book, papers: Papers) -> None:
    """Write the groups and their members."""
    explanations = papers.reader.explanations()
    groups = papers.review.clusters
    book.add(say("说法组", "Wordings"), _columns(), _groups(papers), frozen=2, printed=17, links=len(groups))
    book.add(
        say("组内说明", "Explanations"),
        _member_columns(),
        _members(papers, explanations),
        frozen=2,
        printed=18,
        links=len(explanations),
    )


def _columns() -> tuple[Column, ...]:
    return (
        Column(say("序号", "No."), 6, say("用到的部门最多的在前", "Those of most departments first")),
        Column(say("名称", "Name"), 24,
               say("复核人起的名称；没有的为各条说明共同之处", "The reviewer's name; else what its members share"),
               "clusters.label", wrap=True),
        Column(say("模板", "Template"), 30, say("领头的说明，科目、年份、数字等换成空位", "The leading explanation with its slots"),
               "clusters.template", wrap=True),
        Column(say("原因类别", "Cause"), 16, say("属于哪类原因", "Its cause"), "clusters.cause", wrap=True),
        Column(say("说明条数", "Size"), 8,
               say("组内有多少条说明（移出的不算）", "How many explanations it holds, without those taken out"), "clusters.size"),
        Column(say("部门数", "Departments"), 8, say("多少个部门用到", "How many departments use it"), "clusters.departments"),
        Column(say("文件数", "Documents"), 8, say("多少份文件用到", "How many documents use it"), "clusters.documents"),
        Column(say("最早年度", "First year"), 8, say("最早见于哪一年度", "First fiscal year"), "clusters.first_year"),
        Column(say("最近年度", "Last year"), 8, say("最近见于哪一年度", "Last fiscal year"), "clusters.last_year"),
        Column(say("复核人命名", "Named"), 16, say("复核人起的名称", "The name that a reviewer gave"), "judgements.note", wrap=True),
        Column(say("并入的组", "Merged"), 20, say("复核人并入本组的其他组", "Groups that a reviewer merged into it"),
               "judgements", wrap=True),
        Column(say("移出条数", "Taken out"), 8, say("复核人移出的说明", "Explanations that a reviewer took out"), "judgements"),
        Column(say("查看", "See"), 7,
               say("打开报告中的这一组（只出现一次的没有）", "Opens the group in the report (none for those said once)")),
        Column(say("结论", "Conclusion"), 10, say("复核人的结论，从列表选择", "The reviewer's conclusion, from a list"),
               "judgements.verdict", answer=True, choices=choices()),
        Column(say("备注", "Remark"), 20, say("复核人的说明", "The reviewer's remark"), "judgements.note", wrap=True, answer=True),
        Column(say("复核人", "Reviewer"), 10, say("谁复核", "Who reviewed"), "judgements.reviewer", answer=True),
        Column(say("日期", "Date"), 11, say("复核日期", "When"), "judgements.made_at", answer=True),
        Column(say("同因组号", "Family"), 20,
               say("同一原因、不同说法的组同号", "Groups that give the same reason in other words have the same"),
               "cluster_heads.family_id"),
        Column(say("组号", "Group id"), 26, say("再次运行也不变", "The same in every run"), "clusters.cluster_id"),
    )  # fmt: skip


def _groups(papers: Papers) -> Iterator[Sequence[Value]]:
    families = papers.reader.families()
    for number, group in enumerate(papers.review.clusters, start=1):
        verdict, note, reviewer, when = papers.conclusion("cluster", group.cluster_id)
        yield (
            number,
            group.title,
            group.template,
            papers.cause(group.cause),
            group.size,
            group.departments,
            group.documents,
            group.first_year,
            group.last_year,
            group.name,
            joined(group.merged_from),
            len(group.excluded) or None,
            papers.addresses.of_cluster(group.cluster_id),
            Answer(verdict),
            Answer(note),
            Answer(reviewer),
            Answer(when),
            families.get(group.split_from or group.cluster_id, ""),
            group.cluster_id,
        )


def _member_columns() -> tuple[Column, ...]:
    return (
        Column(say("组序号", "Group no."), 7,
               say("“说法组”中的序号；不在组内的为空", "Its group's number in the sheet Wordings; empty where in none")),
        Column(say("说明", "Explanation"), 34, say("原因的原文", "The reason as written"), "explanations.text", wrap=True),
        Column(say("组名", "Group"), 18, say("所在的组", "The group it is in"), "clusters.label", wrap=True),
        Column(say("部门（单位）", "Department"), 16, say("公开文件的部门", "Who published"), "documents.department", wrap=True),
        Column(say("年度", "Year"), 7, say("财政年度", "Fiscal year"), "documents.fiscal_year"),
        Column(say("对象", "Subject"), 22, say("说明的是哪个科目、哪项经费", "The account or expense that is explained"),
               "narratives.subject", wrap=True),
        Column(say("方向", "Direction"), 8, say("增、减、持平", "Up, down, flat"), "narratives.direction"),
        Column(say("与什么比", "Basis"), 12, say("与年初预算比，或与上年比", "Against the budget or last year"),
               "narrative_details.basis"),
        Column(say("模板", "Template"), 26, say("科目、年份、数字等换成空位", "With its slots"), "explanations.template", wrap=True),
        Column(say("原因类别", "Cause"), 16, say("主要原因", "Its main cause"), "explanations.cause", wrap=True),
        Column(say("全部原因及把握", "All causes"), 18,
               say("提到的每类原因，及判断的把握", "Every cause that it names, with its probability"),
               "explanation_details.causes", wrap=True),
        Column(say("可疑之处", "Marks"), 16, say("循环、与方向相反等", "Says nothing, for the other direction …"),
               "explanation_details.marks", wrap=True),
        Column(say("相似度", "Similarity"), 9, say("与领头的说明相比，0至1", "To the head of its group, 0 to 1"),
               "explanation_details.similarity",
               number="0.000"),
        Column(say("其他部门", "Others"), 8, say("同一模板还有多少个部门用", "Other departments that use its very template"),
               "explanation_details.others"),
        Column(say("惊异度", "Surprisal"), 9, say("比特；越小越是套话", "In bits; the smaller, the more boilerplate"),
               "explanation_details.surprisal",
               number="0.00"),
        Column(say("页", "Page"), 6, say("所在页", "Its page"), "explanation_details.page"),
        Column(say("查看", "See"), 7,
               say("打开报告中的这段说明（或原文件的所在页）", "Opens it in the report (or the page of the source)")),
        Column(say("复核意见", "Judgements"), 18, say("现行的复核意见", "What reviewers say"), "judgements.verdict", wrap=True),
        Column(say("公开文件", "File"), 30, say("读的是哪个文件", "The file that was read"), "documents.source"),
        Column(say("说明编号", "Explanation id"), 24, say("数据库中的编号", "Its id in the database"), "explanations.explanation_id"),
    )  # fmt: skip


def _members(papers: Papers, explanations: Sequence[StoredExplanation]) -> Iterator[Sequence[Value]]:
    keys = explanation_keys(explanations)
    by_id = {one.explanation_id: one for one in explanations}
    rest = dict.fromkeys(by_id)
    for number, group in enumerate(papers.review.clusters, start=1):
        for explanation_id in (*group.members, *group.excluded):
            rest.pop(explanation_id, None)
            yield _member(papers, by_id[explanation_id], keys, number, group)
    for explanation_id in rest:  # before any clustering, explanations are in no group
        yield _member(papers, by_id[explanation_id], keys, None, None)


def _member(
    papers: Papers,
    one: StoredExplanation,
    keys: Mapping[str, str],
    number: int | None,
    group: ReviewedCluster | None,
) -> tuple[Value, ...]:
    document = papers.documents[one.doc_id]
    out = group is not None and one.explanation_id in group.excluded
    name = group.title if group is not None else ""
    causes = [f"{papers.cause(str(c.get('cause', '')))} {float(c.get('probability', 0)):.2f}" for c in one.causes]
    return (
        number,
        one.text,
        Toned(say(f"（已移出）{name}", f"(taken out) {name}"), Tone.QUIET) if out else name,
        known_by(document),
        one.fiscal_year,
        one.subject,
        labels.name_of(labels.DIRECTIONS, one.direction),
        labels.name_of(wording.BASES, one.basis),
        one.template,
        papers.cause(one.cause),
        joined(causes),
        joined([labels.name_of(labels.MARKS, mark) for mark in one.marks]),
        one.similarity,
        one.others,
        one.surprisal,
        one.page,
        papers.addresses.opening(document, one.narrative_id, one.page, weighty=False),
        papers.judged("explanation", keys[one.explanation_id]),
        document.source,
        one.explanation_id,
    )
