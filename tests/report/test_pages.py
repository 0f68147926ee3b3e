import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from miner.bilingual import current_language
from miner.errors import StoreError
from miner.model import Evidence, Finding, Mined, Problem, Severity
from miner.report import write_report
from miner.report.pages import Wanted, picture_jobs
from miner.report.paths import page_name
from miner.store import Reader, Store
from tests.store import factories

SCRIPT = '<script>alert("x")</script><img src=x onerror=alert(1)>"\'&{{ 7*7 }}'
SCRIPTS = ("report.js", "viewer.js", "listing.js", "findings-list.js", "findings.js", "clusters-list.js", "clusters.js")
VOID = {"meta", "link", "br", "input", "img"}


class Page(HTMLParser):
    """What a browser would see: elements with their attributes, links, ids, text."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self._open: list[str] = []
        self.feed(path.read_text(encoding="utf-8"))
        assert self._open == [], f"{path.name} leaves {self._open} open"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data

    def values(self, attribute: str, tag: str | None = None) -> list[str]:
        return [v for t, a in self.elements if (v := a.get(attribute)) is not None and tag in (None, t)]


def out_with(folder: Path, *records: Mined) -> Path:
    with Store.open(folder / "miner.db") as store:
        for record in records:
            store.save(
                record,
                record.disclosure.source,
                explanations=[factories.explanation(record)],
                measures=[factories.measure(record)],
            )
        store.save_failure("坏文件.pdf", factories.sha_of("bad"), [Problem("reading", "文件已损坏")])
        explanations = store.reader().explanation_records()
        if explanations:
            store.save_corpus(factories.told([factories.cluster_of(*explanations)]))
    return folder


@pytest.fixture
def out(tmp_path: Path) -> Path:
    records = [factories.mined("a"), factories.mined("b", "青河县水利局", 2023)]
    return out_with(tmp_path, *records, factories.with_problem(factories.mined("c", "临江区教育局")))


def pages(out: Path) -> Iterator[tuple[Path, Page]]:
    for path in sorted((out / "report").rglob("*.html")):
        yield path, Page(path)


def test_the_first_page_says_what_was_read_and_what_was_not(out: Path) -> None:
    first = write_report(out)
    assert first == out / "report" / "index.html"
    page = Page(first)
    for words in (
        "青河县档案馆",
        "青河县水利局",
        "坏文件.pdf",
        "文件已损坏",
        "第二页没有文字层",
        "人员增加",
        "2023–2024",
    ):
        assert words in page.text
    assert page.values("lang", "html") == ["zh-CN"]


def test_every_link_leads_somewhere_and_every_id_is_one(out: Path) -> None:
    write_report(out)
    found = dict(pages(out))
    ids = {path: page.values("id") for path, page in found.items()}
    # Index, all documents, all findings, documents and their pages (one could not be read), rule, clusters, cluster,
    # ranking, departments.
    assert len(found) == 1 + 1 + 1 + 4 + 3 + 1 + 1 + 1 + 1 + 3
    for path, page in found.items():
        assert len(set(ids[path])) == len(ids[path])
        for link in page.values("href"):
            name, _, anchor = link.partition("#")
            target = (path.parent / name).resolve() if name else path
            assert target.is_file(), f"{path.name} leads to {link}"
            assert not anchor or anchor in ids[target], f"{path.name} leads to {link}"


def test_the_page_of_a_document_shows_what_was_mined(out: Path) -> None:
    write_report(out)
    page = Page(out / "report" / "doc" / f"{factories.mined('a').disclosure.doc_id}.html")
    for words in (
        "封面",
        "支出合计",
        "人员增加",
        "档案数字化",
        "12.30 万元",
        "120.50万元",
        "与支出决算表合计一致",
        "120.50 - 100.00 = 20.50",
        "计算相符",
        "各行之和等于合计",
        "尾差",
        "原因与增减方向不一致",
        "公开03表",
        "第 2 页",
        "正常",
        "同一说法共 3 处，3 个部门",
    ):
        assert words in page.text, words
    [figure] = [a for t, a in page.elements if t == "mark" and a.get("id") == "f0"]
    assert "match" in (figure["class"] or "")
    [cell] = [a for t, a in page.elements if a.get("id") == "t0-r0-c1"]
    assert "linked match" in (cell["class"] or "")
    assert "#t0-r0-c1" in page.values("href")
    assert "#f0" in page.values("href")


def test_tables_have_captions_and_headers_with_scope(out: Path) -> None:
    write_report(out)
    for _, page in pages(out):
        tags = [tag for tag, _ in page.elements]
        assert tags.count("table") == tags.count("caption")
        assert all("scope" in attributes for tag, attributes in page.elements if tag == "th")
        assert tags.count("main") == tags.count("h1") == tags.count("header") == 1


def test_hostile_text_stays_text(tmp_path: Path) -> None:
    record = factories.mined("a", department=SCRIPT)
    evidence = (Evidence(SCRIPT, SCRIPT, 1),)
    finding = Finding('../../../evil"><script>', Severity.ERROR, SCRIPT, evidence)
    record = replace(record, findings=(finding,), problems=(Problem(SCRIPT, SCRIPT),))
    record = replace(record, disclosure=replace(record.disclosure, source=f"{SCRIPT}.pdf"))
    out = out_with(tmp_path, record)
    write_report(out)
    assert {path.name for path in tmp_path.iterdir()} == {"miner.db", "report"}
    for path, page in pages(out):
        assert path.resolve().is_relative_to(out / "report")
        root = "../" * (path.parent != out / "report")
        scripts = {a.get("src") for t, a in page.elements if t == "script" and a.get("type") != "application/json"}
        assert scripts <= {root + name for name in SCRIPTS}
        assert all(source.startswith(f"{root}charts/") for source in page.values("src", "img"))
        assert not [name for _, attributes in page.elements for name in attributes if name.startswith("on")]
    assert SCRIPT in Page(out / "report" / "index.html").text


def test_nothing_is_fetched(out: Path) -> None:
    write_report(out)
    for path in (out / "report").rglob("*"):
        if path.is_file():
            text = path.read_text(encoding="utf-8")
            for namespace in ("http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"):
                text = text.replace(namespace, "")
            assert not re.search(r"https?:|[\"'(]//[a-z]", text), path


def test_it_speaks_english_on_request_and_leaves_the_language_alone(out: Path) -> None:
    first = write_report(out, "en")
    page = Page(first)
    assert page.values("lang", "html") == ["en"]
    assert "What could not be read" in page.text
    assert "全部文件" not in page.text
    assert current_language() == "zh"


def test_a_new_report_takes_the_place_of_the_old(out: Path) -> None:
    write_report(out)
    (out / "report" / "doc" / "stale.html").write_text("old")
    write_report(out)
    assert not (out / "report" / "doc" / "stale.html").exists()
    assert sorted(path.name for path in out.iterdir()) == ["miner.db", "report"]


def test_a_failed_report_leaves_the_old_one(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_report(out)
    before = (out / "report" / "index.html").read_text(encoding="utf-8")

    def broken(*_: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr("miner.report.site.index_view", broken)
    with pytest.raises(StoreError, match="报告不能写入"):
        write_report(out)
    assert (out / "report" / "index.html").read_text(encoding="utf-8") == before
    assert sorted(path.name for path in out.iterdir()) == ["miner.db", "report"]


def test_an_empty_store_has_a_report(tmp_path: Path) -> None:
    Store.open(tmp_path / "miner.db").close()
    assert "没有发现" in Page(write_report(tmp_path)).text


def test_without_a_store_there_is_no_report(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="找不到"):
        write_report(tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("key", ["../x", "a/b", "", "con.", "甲", "a" * 200, "-x"])
def test_odd_names_become_safe_ones(key: str) -> None:
    assert re.fullmatch(r"x[0-9a-f]{24}", page_name(key))
    assert page_name("c-12ab_X") == "c-12ab_X"


def test_which_pages_are_drawn_goes_by_how_many_they_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hint = Finding("hint", Severity.HINT, "提示", (Evidence("text", "本年", 1),))
    error = Finding("error", Severity.ERROR, "错误", (Evidence("cell", "120.50", 2),))
    names = {"a": (), "b": (hint,), "c": (error,)}
    records = {name: replace(factories.mined(name), findings=found) for name, found in names.items()}
    out_with(tmp_path, *records.values())

    def drawn(wanted: Wanted, most: int) -> dict[str, list[int]]:
        monkeypatch.setattr("miner.report.pages.MOST_PICTURES", most)
        with Reader.open(tmp_path / "miner.db") as reader:
            jobs = {job.doc_id: job for job in picture_jobs(reader, reader.documents(), wanted)}
        of = {name: jobs.get(record.disclosure.doc_id) for name, record in records.items()}
        return {name: [number for number, _ in job.pages] for name, job in of.items() if job}

    everywhere = {"a": [1, 2], "b": [1, 2], "c": [1, 2]}
    assert drawn("all", 0) == drawn("auto", 6) == everywhere
    assert drawn("cited", 0) == drawn("auto", 5) == drawn("auto", 2) == {"b": [1], "c": [2]}
    assert drawn("auto", 1) == {"c": [2]}
    assert drawn("none", 6) == {}
