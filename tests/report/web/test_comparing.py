"""The live pages that compare."""

from __future__ import annotations

from pathlib import Path

import httpx

from tests.report.test_comparison import HOSTILE
from tests.report.web.conftest import TOKEN, Opened, named, store_documents
from tests.store import factories


def test_the_form_offers_what_there_is_and_answers(client: httpx.Client) -> None:
    empty = client.get("/compare.html").text
    assert '<option value="青河县档案馆"></option>' in empty
    assert 'role="alert"' not in empty
    found = client.get("/compare.html", params={"a": "青河县档案馆", "b": "青河县水务局"}).text
    assert "都这样说" in found
    assert "人员增加" in found
    assert 'value="青河县水务局" list="sides"' in found
    assert 'href="compare.html"' in client.get("/index.html").text


def test_what_is_wrong_is_said_in_words_beside_the_form(client: httpx.Client) -> None:
    for asked, words in (
        ({"a": "青河县档案馆"}, "另一边还没有写"),
        ({"a": "青河县档案馆", "b": "没有的局"}, "没有这个文件或部门"),
        ({"a": "青河县", "b": "青河县档案馆"}, "对应 2 个"),
        ({"a": "青河县档案馆", "b": "档案馆"}, "两边是同样的文件"),
        ({"a": "青河县档案馆", "a_year": "去年", "b": "青河县水务局"}, "既不是年度"),
    ):
        answer = client.get("/compare.html", params=asked)
        assert answer.status_code == 200
        assert words in answer.text, words
        assert 'role="alert"' in answer.text


def test_it_answers_in_the_reader_s_language(client: httpx.Client) -> None:
    asked = {"a": "青河县档案馆", "b": "青河县水务局"}
    assert "都这样说" in client.get("/compare.html", params=asked).text
    client.get("/compare.html", params={"lang": "en"})
    assert "Said by both" in client.get("/compare.html", params=asked).text
    assert "Across departments" in client.get("/corpus.html").text


def test_hostile_names_and_questions_stay_text(opened: Opened, tmp_path: Path) -> None:
    store_documents(tmp_path, named("a", f"青河县{HOSTILE}局"), factories.mined("b"))
    client = opened(tmp_path)
    client.get(f"/?token={TOKEN}")
    for asked in (
        {},
        {"a": f"青河县{HOSTILE}局", "b": "青河县档案馆"},
        {"a": HOSTILE, "b": HOSTILE, "a_year": HOSTILE},
    ):
        text = client.get("/compare.html", params=asked).text
        assert "<img" not in text
        assert "&lt;img src=x" in text
    assert "<img" not in client.get("/corpus.html").text.replace('<img src="charts/', "")
    long = client.get("/compare.html", params={"a": "长" * 600, "b": "青河县档案馆"})
    assert long.status_code == 200


def test_a_file_of_identities_that_changes_is_seen(client: httpx.Client, out: Path) -> None:
    assert "identities.csv" not in client.get("/corpus.html").text
    (out / "identities.csv").write_text("nonsense\n")
    assert "identities.csv" in client.get("/corpus.html").text
    assert "identities.csv" in client.get("/compare.html").text
