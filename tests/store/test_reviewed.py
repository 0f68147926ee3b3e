from collections.abc import Iterable
from dataclasses import replace
from itertools import count
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from miner.model import Explanation, Mined
from miner.store import Reader, ReviewBook, Store
from miner.store.keys import explanation_keys, group_id, link_keys, member_key
from miner.store.reviewed import Reviewed, ReviewedCluster, review_of, reviewed
from miner.store.stored import StoredCluster, StoredExplanation, StoredJudgement
from tests.store import factories

DOC = "0123456789abcdef"
A, B, C = "aaaa", "bbbb", "cccc"


def cluster(cluster_id: str) -> StoredCluster:
    return StoredCluster(cluster_id, f"模板{cluster_id}", f"标签{cluster_id}", "staff", 2, 2, 2, 2023, 2024)


def explanation(
    doc: int, cluster_id: str | None, text: str, department: str = "", year: int | None = 2024
) -> StoredExplanation:
    doc_id = f"{doc:016x}"
    return StoredExplanation(
        f"{doc_id}-e{text}", f"{doc_id}-n0", doc_id, text, text, "staff", cluster_id, "办公费", "up", "budget", department, year,
        "a.pdf", None, None, None, None, None, None, None, None, None, [], [],
    )  # fmt: skip


CLUSTERS = [cluster(A), cluster(B), cluster(C)]
EXPLANATIONS = [
    explanation(1, A, "人员增加", "甲局", 2023),
    explanation(2, A, "人员增加了", "乙局"),
    explanation(3, A, "人员有所增加", "乙局"),
    explanation(3, B, "在职人员增加", "乙局"),
    explanation(4, B, "在编人员增加"),
    explanation(5, C, "厉行节约", "丙局"),
    explanation(5, None, "其他", "丙局"),
]
KEYS = explanation_keys(EXPLANATIONS)
_numbers = count(1)


def judged(kind: str, key: str, verdict: str, note: str = "", withdrawn: str | None = None) -> StoredJudgement:
    number = next(_numbers)
    return StoredJudgement(number, kind, key, verdict, note, "甲", f"2025-01-01T00:00:{number % 60:02}", withdrawn)


def key_of(number: int, cluster_id: str | None = None) -> str:
    one = EXPLANATIONS[number]
    return member_key(KEYS[one.explanation_id], cluster_id or one.cluster_id or "")


def after(
    *judgements: StoredJudgement, aliases: dict[str, str] | None = None, present: Iterable[tuple[str, str]] = ()
) -> Reviewed:
    return reviewed(CLUSTERS, EXPLANATIONS, judgements, aliases or {}, KEYS, tuple(present))


def of(result: Reviewed, cluster_id: str) -> ReviewedCluster:
    [one] = [one for one in result.clusters if one.cluster_id == cluster_id]
    return one


def ids(*numbers: int) -> tuple[str, ...]:
    return tuple(EXPLANATIONS[number].explanation_id for number in numbers)


def test_without_judgements_all_is_as_it_was() -> None:
    result = after()
    assert [one.cluster_id for one in result.clusters] == [B, A, C] or [one.cluster_id for one in result.clusters] == [
        A,
        B,
        C,
    ]
    one = of(result, A)
    assert (one.members, one.departments, one.documents, one.first_year, one.last_year) == (
        ids(0, 1, 2),
        2,
        3,
        2023,
        2024,
    )
    assert (one.name, one.title, one.merged_from, dict(one.excluded)) == ("", "标签aaaa", (), {})
    assert of(result, B).departments == 2  # one is not stated: a department of its own
    assert (result.judged, result.orphans, result.circular, result.merged_into) == ({}, (), (), {})
    assert result.homes == {**dict.fromkeys(ids(0, 1, 2), A), **dict.fromkeys(ids(3, 4), B), **dict.fromkeys(ids(5), C)}


def test_a_member_that_is_taken_out_counts_no_more_but_is_remembered() -> None:
    out = judged("explanation", key_of(0), "excluded", "说的是编制")
    result = after(out)
    one = of(result, A)
    assert (one.members, one.departments, one.first_year) == (ids(1, 2), 1, 2024)
    assert dict(one.excluded) == {ids(0)[0]: out}
    assert ids(0)[0] not in result.homes
    assert result.of("explanation", KEYS[ids(0)[0]]) == (out,)
    assert after(judged("explanation", key_of(0), "excluded", withdrawn="2025")) == after()


def test_a_cluster_of_which_all_are_taken_out_is_still_shown() -> None:
    assert of(after(judged("explanation", key_of(5), "excluded")), C).size == 0


def test_members_are_split_off_under_a_name_and_the_last_word_counts() -> None:
    split = [judged("explanation", key_of(number), "split", "增人增支") for number in (1, 2)]
    result = after(*split)
    group = of(result, group_id(A, "增人增支"))
    assert (group.members, group.name, group.title, group.split_from) == (ids(1, 2), "增人增支", "增人增支", A)
    assert of(result, A).members == ids(0)
    assert result.homes[ids(1)[0]] == group.cluster_id
    back = after(*split, judged("explanation", key_of(2), "excluded"))
    assert of(back, group.cluster_id).members == ids(1)
    assert list(of(back, A).excluded) == list(ids(2))


def test_clusters_are_merged_named_and_counted_anew() -> None:
    result = after(
        judged("cluster", A, "merged", B), judged("cluster", B, "named", "旧名"), judged("cluster", B, "named", "人员")
    )
    one = of(result, B)
    assert (one.members, one.merged_from, one.title) == (ids(3, 4, 0, 1, 2), (A,), "人员")
    assert (one.departments, one.documents, one.first_year) == (3, 4, 2023)
    assert [other.cluster_id for other in result.clusters] == [B, C]
    assert result.merged_into == {A: B}
    chain = after(judged("cluster", A, "merged", B), judged("cluster", B, "merged", C))
    assert [(one.cluster_id, one.merged_from) for one in chain.clusters] == [(C, (A, B))]
    assert chain.merged_into == {A: C, B: C}


def test_what_is_taken_out_of_a_merged_cluster_is_taken_out_of_the_whole() -> None:
    result = after(judged("explanation", key_of(0), "excluded"), judged("cluster", A, "merged", B))
    assert list(of(result, B).excluded) == list(ids(0))
    assert of(result, B).members == ids(3, 4, 1, 2)


def test_a_split_off_group_can_be_merged_and_named_too() -> None:
    group = group_id(A, "增人")
    result = after(
        judged("explanation", key_of(0), "split", "增人"), judged("cluster", group, "merged", B),
    )  # fmt: skip
    assert of(result, B).members == ids(3, 4, 0)
    named = after(judged("explanation", key_of(0), "split", "增人"), judged("cluster", group, "named", "增加人员"))
    assert of(named, group).title == "增加人员"


def test_a_circle_of_mergers_is_cut_where_it_was_closed() -> None:
    first, second, third = (
        judged("cluster", A, "merged", B),
        judged("cluster", B, "merged", C),
        judged("cluster", C, "merged", A),
    )
    for order in ((first, second, third), (third, first, second), (second, third, first)):
        result = after(*order)
        assert [(one.cluster_id, one.merged_from) for one in result.clusters] == [(C, (A, B))]
        assert result.circular == (third,)
    assert after(judged("cluster", A, "merged", A)).clusters == after().clusters


def test_earlier_ids_of_clusters_are_followed() -> None:
    aliases = {"old1": A, "old2": B, "old3": A}
    result = after(
        judged("explanation", key_of(0, "old1"), "excluded"),
        judged("cluster", "old1", "merged", "old2"),
        judged("cluster", "old1", "merged", "old3"),  # these two are one by now
        judged("cluster", "old2", "named", "人员"),
        aliases=aliases,
    )
    assert of(result, A).size == 2
    assert of(result, B).name == "人员"
    assert result.orphans == ()
    assert [one.verdict for one in result.of("cluster", A)] == ["merged", "merged"]


def test_what_is_not_there_any_more_is_an_orphan() -> None:
    gone = [
        judged("explanation", f"{DOC}-x000000000000", "comment", "看"),
        judged("explanation", key_of(0, B), "excluded"),
        judged("explanation", member_key(KEYS[ids(6)[0]], C), "split", "组"),
        judged("cluster", "dddd", "confirmed"),
        judged("cluster", A, "merged", "dddd"),
        judged("cluster", group_id(A, "没有"), "named", "名"),
        judged("finding", f"{DOC}-g2", "confirmed"),
        judged("link", f"{DOC}-l2", "confirmed"),
        judged("sentence", "1", "confirmed"),
    ]
    here = [judged("finding", f"{DOC}-g1", "confirmed"), judged("link", f"{DOC}-l1", "dismissed")]
    result = after(*gone, *here, present=[("finding", f"{DOC}-g1"), ("link", f"{DOC}-l1")])
    assert list(result.orphans) == gone
    assert result.judged == {("finding", f"{DOC}-g1"): (here[0],), ("link", f"{DOC}-l1"): (here[1],)}
    assert result.clusters == after().clusters


_CLUSTER_IDS = st.sampled_from([A, B, C, "old"])
_JUDGEMENTS = st.lists(
    st.one_of(
        st.builds(judged, st.just("cluster"), _CLUSTER_IDS, st.just("merged"), _CLUSTER_IDS),
        st.builds(
            lambda number, cluster_id, verdict: judged("explanation", key_of(number, cluster_id), verdict, "组"),
            st.integers(0, 5), st.one_of(st.none(), _CLUSTER_IDS), st.sampled_from(["excluded", "split"]),
        ),
    )
)  # fmt: skip


@given(_JUDGEMENTS)
def test_no_explanation_is_lost_or_counted_twice_and_order_does_not_matter(judgements: list[StoredJudgement]) -> None:
    result = after(*judgements, aliases={"old": B})
    held = [member for one in result.clusters for member in (*one.members, *one.excluded)]
    assert sorted(held) == sorted(ids(0, 1, 2, 3, 4, 5))
    assert after(*reversed(judgements), aliases={"old": B}) == result
    assert sum(map(len, result.judged.values())) + len(result.orphans) == len(judgements)


def test_a_run_keeps_judgements_whatever_it_finds_anew(tmp_path: Path) -> None:
    record = factories.mined()
    doc = record.disclosure.doc_id
    path = tmp_path / "miner.db"

    def mine(found: Mined, *explanations: Explanation) -> None:
        with Store.open(path) as store:
            store.save(found, "a.pdf", explanations=explanations)
            store.save_corpus(factories.told([factories.cluster_of(*explanations)]))

    mine(record, factories.explanation(record))
    with Reader.open(path) as reader:
        figures = reader.figures(doc)
        link = link_keys(reader.sections(doc), figures)[figures[1].figure_id]
        [one] = reader.explanations()
        key = explanation_keys([one])[one.explanation_id]
    with ReviewBook.open(path) as book:
        for kind, target, verdict, note in (
            ("finding", f"{doc}-g0", "confirmed", ""),
            ("link", link, "dismissed", "算的是另一项"),
            ("explanation", member_key(key, one.cluster_id or ""), "excluded", ""),
            ("cluster", one.cluster_id or "", "named", "人员"),
        ):
            book.add(kind, target, verdict, note, "审计员甲")
    again = replace(
        record,
        figures=tuple(replace(figure, ordinal=9 - figure.ordinal) for figure in record.figures),
        links=tuple(replace(link, figure=9 - link.figure) for link in record.links),
    )
    mine(again, factories.explanation(record, 7))
    with Reader.open(path) as reader:
        result = review_of(reader)
        assert result.orphans == ()
        assert set(result.judged) == {
            ("finding", f"{doc}-g0"), ("link", link), ("explanation", key), ("cluster", one.cluster_id),
        }  # fmt: skip
        assert [(c.title, c.size, list(c.excluded)) for c in result.clusters] == [("人员", 0, [f"{doc}-e7"])]
        figures = reader.figures(doc)
        keys = link_keys(reader.sections(doc), figures)
        assert [keys[figure.figure_id] == link for figure in figures] == [f.text == "20.50万元" for f in figures]
    mine(replace(again, findings=()), factories.explanation(record))
    with Reader.open(path) as reader:
        assert [one.target_kind for one in review_of(reader).orphans] == ["finding"]
        assert len(reader.judgements()) == 4
