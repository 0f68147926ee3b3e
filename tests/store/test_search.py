"""How text is cut for the search, and where words are found in it."""

import sqlite3
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from miner.errors import UsageError
from miner.store.search import MOST_WORDS, Cell, paragraphs, query_of, row_text, segmented, tokens
from miner.store.search_tables import SEARCH

HAN = st.text(alphabet="人员增加预算支出的一甲乙々〇𠮷\ue123", min_size=1, max_size=6)
TEXT = st.text(
    alphabet=st.one_of(st.sampled_from("人员增加预算支出，。“”（）|、 \n\t1,234.56AaΣßİ，１Ａ⼈"), st.characters()),
    max_size=60,
)


def index_of(*texts: str) -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:")
    [words] = [table for table in SEARCH if table.virtual]
    for statement in words.ddl():
        connection.execute(statement)
    connection.executemany("INSERT INTO search_words VALUES (?)", ([segmented(text)] for text in texts))
    return connection


def found_in(words: str, *texts: str) -> list[bool]:
    """Whether the index finds words in texts; the spans must agree."""
    query = query_of(words)
    with index_of(*texts) as connection:
        rows = connection.execute("SELECT rowid - 1 FROM search_words WHERE words MATCH ?", (query.match,)).fetchall()
    connection.close()
    hits = {row[0] for row in rows}
    if len(query.phrases) == 1:
        assert hits == {number for number, text in enumerate(texts) if query.spans(text)}
    return [number in hits for number in range(len(texts))]


def quoted(words: str, text: str) -> list[str]:
    return [text[start:end] for start, end in query_of(words).spans(text)]


@pytest.mark.parametrize(
    ("words", "text", "hit"),
    [
        ("人员", "主要是在职人员增加", "人员"),
        ("三公经费", "“三公”经费支出决算", "三公”经费"),
        ("“三公”经费", "三公经费支出决算", "三公经费"),
        ("因公出国(境)费", "因公出国（境）费0万元", "因公出国（境）费"),
        ("1234.56", "支出1,234.56万元", "1,234.56"),
        ("1,234.56万元", "支出1234.56万元", "1234.56万元"),
        ("２０２４年", "2024年度", "2024年"),
        ("2024", "1.２０２４年度收入", "２０２４"),
        ("wifi", "建设WiFi网络", "WiFi"),
        ("ＷＩＦＩ", "建设WiFi网络", "WiFi"),
        ("人员", "在职⼈员增加", "⼈员"),
        ("财政局", "财政 局", "财政 局"),
        ("增加，人员", "支出增加，人员", "增加，人员"),
        ("增加；人员", "支出增加。”人员", "增加。”人员"),
    ],
)
def test_a_word_is_found_as_people_write_it(words: str, text: str, hit: str) -> None:
    assert quoted(words, text) == [hit]
    assert found_in(words, text) == [True]


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("增加人员", "支出增加，人员经费"),
        ("增加人员", "支出增加。人员经费"),
        ("人员经费", "人员、经费"),
        ("12", "支出123万元"),
        ("234", "支出1,234万元"),
        ("行政运行120", "行政运行 | 120"),
        ("人员 减少", "人员增加"),
        ("员人", "人员"),
        ("3120", "分别为3，120人"),
    ],
)
def test_what_only_looks_like_it_is_not_found(words: str, text: str) -> None:
    assert found_in(words, text) == [False]


def test_all_words_must_occur_and_each_is_shown() -> None:
    text = "人员增加，工资增加。"
    assert quoted("增加 人员", text) == ["人员", "增加", "增加"]
    assert found_in("增加　人员", text, "人员减少", "工资增加") == [True, False, False]
    assert quoted("甲乙甲", "甲乙甲乙甲") == ["甲乙甲乙甲"]


@pytest.mark.parametrize("words", ["", " ", "　", "，。", '"', "* - ^ :", "“”", "\0", "()", '""""', "+-*/"])
def test_nothing_to_search_for_is_said(words: str) -> None:
    with pytest.raises(UsageError, match="没有可以检索"):
        query_of(words)


@pytest.mark.parametrize(
    "words", ["字" * 501, "字 字词 " * 400, " ".join(f"词{n}" for n in range(MOST_WORDS + 1)), "a1 " * 9999 + "。"]
)
def test_a_search_without_end_is_refused_or_made_short(words: str) -> None:
    try:
        query = query_of(words)
    except UsageError:
        return
    assert len(query.phrases) <= MOST_WORDS


@given(st.text(max_size=80))
@example('" OR words MATCH "')
@example("a* NEAR(b c) NOT d AND e ^f words:g {h}")
@example("人\0员")
@example("' ; DROP TABLE words; --")
def test_no_character_of_a_search_has_a_meaning(words: str) -> None:
    try:
        query = query_of(words)
    except UsageError:
        return
    with index_of("人员") as connection:
        connection.execute("SELECT rowid FROM search_words WHERE words MATCH ?", (query.match,)).fetchall()
    connection.close()


@given(TEXT, HAN, TEXT)
def test_every_stretch_of_han_characters_is_found_where_it_stands(before: str, word: str, after: str) -> None:
    text = before + word + after
    assert found_in(word, text) == [True]
    assert any(start <= len(before) and len(before) + len(word) <= end for start, end in query_of(word).spans(text))


@given(TEXT, st.data())
def test_spans_are_what_was_asked_for(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    try:
        query = query_of(text[start:end])
    except UsageError:
        return
    for first, last in query.spans(text):
        held = [token.text for token in tokens(text[first:last])]
        assert any(held[: len(phrase)] == list(phrase) for phrase in query.phrases)


@given(TEXT)
def test_both_ways_of_cutting_agree(text: str) -> None:
    found = list(tokens(text))
    assert segmented(text) == " ".join(token.text for token in found)
    assert all(0 <= token.start < token.end <= len(text) for token in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(token.text and " " not in token.text and '"' not in token.text for token in found)
    with index_of(text) as connection:
        connection.execute("CREATE VIRTUAL TABLE held USING fts5vocab(search_words, instance)")
        held = [row[0] for row in connection.execute("SELECT term FROM held ORDER BY offset")]
    connection.close()
    assert held == [token.text for token in found]


@given(TEXT)
def test_paragraphs_are_the_lines_that_say_something(text: str) -> None:
    found = list(paragraphs(text))
    assert [text[start:end] for start, end in found] == [line for line in text.split("\n") if line.strip()]


def test_a_row_is_its_cells_with_what_no_cell_prints() -> None:
    cells = [Cell("行政运行", "2010601", "201"), Cell("行政运行", "2010601", "06"), Cell("行政运行", "2010601", "01"),
             Cell("行政运行", "2010601", "行政运行"), Cell("行政运行", "2010601", ""), Cell("行政运行", "2010601", "120.50")]  # fmt: skip
    text, parts = row_text(cells)
    assert text == "2010601 | 201 | 06 | 01 | 行政运行 | 120.50"
    assert [(text[part.start : part.end], part.cell) for part in parts][-2:] == [("行政运行", 3), ("120.50", 5)]
    assert row_text([Cell("合计", "", "120"), Cell("合计", "", "")])[0] == "合计 | 120"
    assert row_text([Cell("", "", "")]) == ("", ())
