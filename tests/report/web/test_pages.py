from __future__ import annotations

import re
import sqlite3
import threading
from pathlib import Path

import httpx
import pytest

from miner.report.vendored.renew import HERE, LIST, sha256
from miner.store import Reader
from tests.report.web.conftest import PDF, TOKEN, Opened, named, store_documents
from tests.store import factories


def test_the_pages_of_the_report_are_answered_at_the_same_addresses(client: httpx.Client, first: str) -> None:
    for address in (
        "index",
        "documents",
        "findings",
        "clusters",
        "ranking",
        "corpus",
        "compare",
        "search",
        "review",
        f"doc/{first}",
        f"page/{first}",
    ):
        answer = client.get(f"/{address}.html")
        assert answer.status_code == 200, address
        assert answer.headers["content-type"] == "text/html; charset=utf-8"
        assert 'lang="zh-CN"' in answer.text
    data = client.get("/findings.js")
    assert data.headers["content-type"].startswith("text/javascript")
    assert data.text.startswith("const minerFindings")


def test_every_link_of_every_page_leads_somewhere(client: httpx.Client) -> None:
    waiting, seen = ["/index.html"], {"/index.html"}
    while waiting:
        address = waiting.pop()
        answer = client.get(address)
        assert answer.status_code == 200, address
        if not answer.headers["content-type"].startswith("text/html"):
            continue
        for link in re.findall(r'(?:href|src)="([^"#]+)', answer.text):
            to = str(answer.url.join(link.replace("&amp;", "&"))).removeprefix(str(answer.url.join("/")))
            if "lang=" not in to and f"/{to}" not in seen:
                seen.add(f"/{to}")
                waiting.append(f"/{to}")
    assert any(one.startswith("/cluster/") for one in seen)
    assert any(one.startswith("/page/") for one in seen)


@pytest.mark.parametrize(
    "address",
    [
        "/nothing.html", "/doc/nothing.html", "/page/nothing.html", "/cluster/%25.html", "/rule/x.html", "/file/nothing.pdf",
        "/../miner.db", "/miner.db", "/doc/../../miner.db", "/doc/..%2F..%2Fminer.db", "/pdfjs/../templating.py",
        "/pdfjs/cmaps/..%2f..%2f..%2f..%2fsite.py", "/pdfjs//etc/passwd", "/file/..%2Fa.pdf", "/report/index.html",
        "/pdfjs/VENDORED.md", "/base.html.j2", "/doc/%00.html",
    ],
)  # fmt: skip
def test_there_is_nothing_else(client: httpx.Client, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 404
    assert b"SQLite" not in answer.content


def test_english_is_remembered(client: httpx.Client, first: str) -> None:
    answer = client.get(f"/doc/{first}.html?lang=en&words=x")
    assert answer.headers["location"] == f"/doc/{first}.html?words=x"
    page = client.get("/index.html").text
    assert 'lang="en"' in page
    assert ">中文</a>" in page
    client.get("/?lang=zh")
    assert 'lang="zh-CN"' in client.get("/index.html").text


def test_the_source_is_handed_out_if_its_hash_is_the_stored_one(client: httpx.Client, out: Path, first: str) -> None:
    answer = client.get(f"/file/{first}.pdf")
    assert answer.content == PDF
    assert answer.headers["content-type"] == "application/pdf"
    assert "sandbox" in answer.headers["content-security-policy"]
    source = out.parent / "a.pdf"
    source.write_bytes(PDF + b" ")
    answer = client.get(f"/file/{first}.pdf")
    assert answer.status_code == 410
    assert "改动" in answer.json()["message"]
    source.unlink()
    assert "不在原处" in client.get(f"/file/{first}.pdf").json()["message"]
    source.write_bytes(PDF)
    assert client.get(f"/file/{first}.pdf").content == PDF


def test_the_beginning_of_an_id_names_no_file(client: httpx.Client, first: str) -> None:
    assert client.get(f"/file/{first[:-1]}.pdf").status_code == 404


def test_what_is_no_pdf_is_not_handed_out(client: httpx.Client, out: Path, first: str) -> None:
    with sqlite3.connect(out / "miner.db") as database:
        database.execute("UPDATE document_details SET format = 'html'")
    assert client.get(f"/file/{first}.pdf").status_code == 404


def test_a_search_finds_words_of_two_characters_and_leads_to_the_page(client: httpx.Client, first: str) -> None:
    page = client.get("/search.html?words=人员").text
    assert '<mark class="found">人员</mark>' in page
    link = re.search(rf'href="(page/{first}\.html\?words=[^"]+)"', page)
    assert link is not None
    viewer = client.get("/" + link[1].replace("&amp;", "&")).text
    assert re.search(r'class="box hit ', viewer)
    assert '<script type="application/json" id="stops">["h-' in viewer


def test_a_search_can_be_narrowed_down(client: httpx.Client, first: str) -> None:
    def documents(query: str) -> set[str]:
        return set(re.findall(r"doc/(\w+)\.html\?words", client.get(f"/search.html?words=人员&{query}").text))

    assert len(documents("")) == 2
    assert documents("department=档案") == {first}
    assert documents(f"doc={first}") == {first}
    assert documents("year=1999") == set()
    assert documents("kind=nonsense") == documents("")


@pytest.mark.parametrize("words", ["，。", "x" * 900, '"', "NEAR(", "' OR 1=1", "<script>alert(1)</script>"])
def test_a_search_for_anything_is_answered(client: httpx.Client, first: str, words: str) -> None:
    for address in ("/search.html", f"/page/{first}.html", f"/doc/{first}.html"):
        answer = client.get(address, params={"words": words, "page": "-1"})
        assert answer.status_code == 200
        assert "<script>alert" not in answer.text


def test_hostile_names_are_shown_as_words(opened: Opened, tmp_path: Path) -> None:
    hostile = "</script><script>alert('x')</script>\"'&../../{{ 7*7 }}"
    store_documents(tmp_path / "hostile", named("a", hostile))
    client = opened(tmp_path / "hostile")
    client.get(f"/?token={TOKEN}")
    with Reader.open(tmp_path / "hostile" / "miner.db") as reader:
        doc_id = reader.documents()[0].doc_id
    for address in (
        "index.html",
        "findings.js",
        "clusters.js",
        "search.html?words=人员",
        f"doc/{doc_id}.html",
        f"page/{doc_id}.html",
    ):
        text = client.get(f"/{address}").text
        assert "<script>alert" not in text, address
        assert "</script><script>" not in text, address


def test_text_without_pages_has_no_viewer_and_its_hits_lead_to_the_words(opened: Opened, tmp_path: Path) -> None:
    store_documents(tmp_path / "text", factories.mined("a", page=None))
    client = opened(tmp_path / "text")
    client.get(f"/?token={TOKEN}")
    with sqlite3.connect(tmp_path / "text" / "miner.db") as database:
        database.execute("UPDATE documents SET pages = NULL")
        (doc_id,) = database.execute("SELECT doc_id FROM documents").fetchone()
    assert client.get(f"/page/{doc_id}.html").status_code == 404
    found = client.get("/search.html?words=人员").text
    assert "page/" not in found
    assert f"doc/{doc_id}.html?words=" in found


def test_boxes_stand_in_the_page_as_it_was_read(client: httpx.Client, out: Path, first: str) -> None:
    with sqlite3.connect(out / "miner.db") as database:
        database.execute("UPDATE pages SET turned = 90, skew = 0.5 WHERE doc_id = ? AND page = 1", (first,))
        database.execute("UPDATE documents SET pages = 3 WHERE doc_id = ?", (first,))
    page = client.get(f"/page/{first}.html").text
    assert page.count('class="leaf"') == 3
    assert 'data-turned="90" data-skew="0.5"' in page
    assert re.search(
        r'<a id="f0" class="box figure [a-z_]+" href="#[^"]+"[^>]*data-kind="link" data-key="\w+-l\w{12}"', page
    )


def test_pages_are_read_while_a_writer_holds_the_database(client: httpx.Client, out: Path, first: str) -> None:
    writer = sqlite3.connect(out / "miner.db", isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    writer.execute("UPDATE documents SET department = '写了一半'")
    for address in ("index.html", f"doc/{first}.html", "search.html?words=人员", "review.html"):
        answer = client.get(f"/{address}")
        assert answer.status_code == 200
        assert "写了一半" not in answer.text
    writer.execute("ROLLBACK")
    writer.close()


def test_a_document_that_a_run_has_stored_meanwhile_is_there(client: httpx.Client, out: Path) -> None:
    client.get("/index.html")
    store_documents(out, factories.mined("c", "青河县体育局"))
    with Reader.open(out / "miner.db") as reader:
        fresh = reader.documents()[-1].doc_id
        assert any("体育局" in d.department for d in reader.documents())
        fresh = next(d.doc_id for d in reader.documents() if "体育局" in d.department)
    assert "青河县体育局" in client.get(f"/doc/{fresh}.html").text
    while "青河县体育局" not in client.get("/documents.html").text:
        threading.Event().wait(0.1)


def test_a_database_that_was_made_anew_is_the_one_that_is_shown(client: httpx.Client, out: Path) -> None:
    assert "青河县档案馆" in client.get("/index.html").text
    for path in out.glob("miner.db*"):
        path.unlink()
    store_documents(out, factories.mined("d", "青河县科技局"))
    while "青河县科技局" not in client.get("/index.html").text:
        threading.Event().wait(0.1)


def test_a_database_that_is_gone_is_said_to_be_gone(client: httpx.Client, out: Path) -> None:
    for path in out.glob("miner.db*"):
        path.unlink()
    answer = client.get("/index.html")
    assert answer.status_code == 503
    assert "找不到数据库" in answer.text


def test_what_is_vendored_is_what_its_list_says() -> None:
    lines = re.findall(r"(?m)^    ([0-9a-f]{64})  (\S+)$", (HERE / LIST).read_text(encoding="utf-8"))
    listed = {name: sha for sha, name in lines}
    there = {
        path.relative_to(HERE).as_posix(): sha256(path)
        for path in HERE.rglob("*")
        if path.is_file() and path.name != LIST
    }
    assert there == listed
    assert {"LICENSE", "pdf.min.mjs", "pdf.worker.min.mjs", "cmaps/UniGB-UCS2-H.bcmap"} <= there.keys()


def test_vendored_files_are_answered_with_their_types(client: httpx.Client) -> None:
    script = client.get("/pdfjs/pdf.worker.min.mjs")
    assert script.headers["content-type"].startswith("text/javascript")
    assert client.get("/pdfjs/cmaps/UniGB-UCS2-H.bcmap").status_code == 200
    again = client.get("/pdfjs/pdf.worker.min.mjs", headers={"If-None-Match": script.headers["etag"]})
    assert again.status_code == 304
