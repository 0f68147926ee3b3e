from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from miner.store import keys
from miner.store.stored import StoredExplanation, StoredFigure, StoredSection

DOC = "0123456789abcdef"
SENTENCE = "因公出国（境）费0万元，公务接待费0万元。"


def section(ordinal: int, text: str) -> StoredSection:
    return StoredSection(f"{DOC}-s{ordinal}", None, ordinal, 1, "", text, 1, 1, "other")


def figure(ordinal: int, section_ordinal: int, text: str, start: int) -> StoredFigure:
    return StoredFigure(
        f"{DOC}-f{ordinal}", f"{DOC}-s{section_ordinal}", None, text, None, "万元", "amount", "", "", 1, None,
        start, start + len(text), None, "", None, "not_checked", 0.0, "",
    )  # fmt: skip


def figures_of(sections: list[StoredSection], text: str, first: int = 0) -> list[StoredFigure]:
    found: list[StoredFigure] = []
    for one in sections:
        at = one.text.find(text)
        while at >= 0:
            found.append(figure(first + len(found), one.ordinal, text, at))
            at = one.text.find(text, at + len(text))
    return found


def explanation(ordinal: int, text: str, subject: str = "办公费", basis: str = "budget") -> StoredExplanation:
    return StoredExplanation(
        f"{DOC}-e{ordinal}", f"{DOC}-n{ordinal}", DOC, text, text, "", None, subject, "up", basis, "青河县档案馆", 2024,
        "a.pdf", None, None, None, None, None, None, None, None, None, [], [],
    )  # fmt: skip


def test_equal_figures_have_keys_of_their_own() -> None:
    sections = [section(0, f"一、说明\n{SENTENCE}{SENTENCE}"), section(1, SENTENCE)]
    figures = figures_of(sections, "0万元")
    found = keys.link_keys(sections, figures)
    assert len(set(found.values())) == len(figures) == 6
    assert all(key.startswith(f"{DOC}-l") and len(key) == len(DOC) + 14 for key in found.values())


def test_a_figure_keeps_its_key_when_others_are_found_and_text_is_added_elsewhere() -> None:
    before = [section(0, f"一、说明\n{SENTENCE}")]
    [first, second] = figures_of(before, "0万元")
    old = keys.link_keys(before, [first, second])
    after = [
        section(0, "一、说明\n新增一句，共3万元。\n因公出国（境） 费0万元，公务接待费0万元。"),
        section(1, "二、其他5万元"),
    ]
    [extra] = figures_of(after, "3万元")
    third, fourth = figures_of(after, "0万元", first=1)
    new = keys.link_keys(after, [extra, third, fourth])
    assert [new[third.figure_id], new[fourth.figure_id]] == [old[first.figure_id], old[second.figure_id]]
    assert keys.link_keys(after, [fourth]) == {fourth.figure_id: old[second.figure_id]}


def test_a_figure_of_another_sentence_or_another_document_has_another_key() -> None:
    sections = [section(0, "公务接待费0万元。会议费0万元。")]
    first, second = figures_of(sections, "0万元")
    found = keys.link_keys(sections, [first, second])
    assert found[first.figure_id][-12:] != found[second.figure_id][-12:]
    other = replace(first, figure_id="fedcba9876543210-f0")
    assert keys.link_keys(sections, [other])["fedcba9876543210-f0"].startswith("fedcba9876543210-l")


@given(st.lists(st.text(alphabet="甲乙0万元。；\n ", max_size=30), min_size=1, max_size=4), st.data())
def test_keys_of_figures_are_unique_and_total(texts: list[str], data: st.DataObject) -> None:
    sections = [section(number, text) for number, text in enumerate(texts)]
    figures = figures_of(sections, "0万元")
    found = keys.link_keys(sections, figures)
    assert set(found) == {one.figure_id for one in figures}
    assert len(set(found.values())) == len(figures)
    if figures:
        some = data.draw(st.lists(st.sampled_from(figures), unique=True))
        assert keys.link_keys(sections, some) == {one.figure_id: found[one.figure_id] for one in some}


def test_explanations_are_known_by_what_they_explain_and_their_words() -> None:
    one, same = explanation(0, "人员增加"), explanation(1, "人员增加")
    others = [
        explanation(2, "人员增加", "差旅费"),
        explanation(3, "人员增加", basis="last_year"),
        explanation(4, "人员减少"),
    ]
    found = keys.explanation_keys([one, same, *others])
    assert len(set(found.values())) == 5
    assert all(key.startswith(f"{DOC}-x") for key in found.values())
    moved = keys.explanation_keys([others[2], explanation(7, "人员 增加"), explanation(8, "人员增加")])
    assert [moved[f"{DOC}-e7"], moved[f"{DOC}-e8"]] == [found[f"{DOC}-e0"], found[f"{DOC}-e1"]]


def test_keys_of_members_come_apart_again() -> None:
    key = keys.member_key(f"{DOC}-x0123456789ab", "87272683e6008aef")
    assert keys.key_and_cluster(key) == (f"{DOC}-x0123456789ab", "87272683e6008aef")
    assert keys.key_and_cluster("87272683e6008aef") == ("87272683e6008aef", "")
    assert keys.document_of(key) == DOC


def test_an_earlier_id_is_followed_and_never_in_a_circle() -> None:
    aliases = {"a": "b", "b": "c", "x": "y", "y": "x"}
    assert keys.current("a", aliases) == "c"
    assert keys.current("a~1", aliases) == "c~1"
    assert keys.current("d", aliases) == "d"
    assert keys.current("x", aliases) in ("x", "y")
