"""Pages of comparisons: what stands on them, where it leads, and what hostile text does there: nothing."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import pytest

from miner.comparing.answering import Comparer
from miner.errors import StoreError, UsageError
from miner.report import write_comparison, write_report
from miner.report.aligning import texts_beside
from miner.report.site import Site
from miner.report.views.comparison import Asked, cell_address
from miner.store import Reader
from tests.comparing.little_store import PEOPLE, county, write
from tests.report.links import dangling
from tests.report.test_pages import Page

A, B = "青河县教育局@2023", "青河县教育局@2024,决算"
HOSTILE = "<img src=x onerror=alert(1)>\"'&{{7*7}}"


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """The county of the comparisons' own tests, with its report."""
    write(tmp_path / "miner.db", county())
    write_report(tmp_path, comparing=Comparer(tmp_path))
    return tmp_path


def astray(out: Path) -> list[str]:
    """Links of the comparisons that lead nowhere; the little store has no boxes, which other pages lead to."""
    return [line for line in dangling(out / "report") if line.startswith(("x", "corpus"))]


def test_two_sides_are_written_into_the_report(out: Path) -> None:
    written = write_comparison(out, A, B, Comparer(out))
    assert written.parent == out / "report" / "compare"
    assert re.fullmatch(r"x[0-9a-f]{24}\.html", written.name)
    page = Page(written)
    for words in (
        "青河县教育局 2023",
        "青河县教育局 2024",
        "收入总计",
        "+10.00",
        "在职人员增加",
        "厉行节约",
        "农村公路养护提标",
        "一字不差",
    ):
        assert words in page.text, words
    assert astray(out) == []
    links = page.values("href", "a")
    assert f"../cluster/{PEOPLE}.html" in links
    assert "../doc/a1a1a1a1a1a1a1a1.html#n0" in links  # a reason, in the text
    assert "../doc/a1a1a1a1a1a1a1a1.html#t0-r0-c0" in links  # a key figure, in its table
    assert "../doc/a1a1a1a1a1a1a1a1.html#s0" in links  # a sentence
    assert not page.values("style")
    assert not page.values("action")


def test_there_is_no_page_beside_the_one_that_is_written(out: Path) -> None:
    write_comparison(out, A, B, Comparer(out))
    write_comparison(out, A, B, Comparer(out))
    assert len(list((out / "report" / "compare").iterdir())) == 2  # the page, and what was asked


def test_a_new_report_has_the_comparisons_of_the_old_one(out: Path) -> None:
    written = write_comparison(out, A, B, Comparer(out))
    other = write_comparison(out, "青河县自然资源局", "临江市教育局", Comparer(out), peers="all")
    with sqlite3.connect(out / "miner.db") as database:
        database.execute("UPDATE explanations SET text = '新的原因' WHERE doc_id LIKE 'a1%'")
        database.execute("UPDATE documents SET department = '又改名局' WHERE department = '临江市教育局'")
    write_report(out, comparing=Comparer(out))
    assert "新的原因" in written.read_text()
    assert not other.exists()  # nothing fits it any more
    assert astray(out) == []
    (out / "report" / "compare" / "asked.json").write_text("[1, 2")
    write_report(out, comparing=Comparer(out))
    assert not (out / "report" / "compare").exists()


def test_without_a_report_there_is_nowhere_to_write(tmp_path: Path) -> None:
    write(tmp_path / "miner.db", county())
    with pytest.raises(UsageError, match="还没有报告"):
        write_comparison(tmp_path, A, B, Comparer(tmp_path))


def test_what_fits_nothing_leaves_nothing(out: Path) -> None:
    with pytest.raises(UsageError):
        write_comparison(out, A, "没有的局", Comparer(out))
    assert not (out / "report" / "compare").exists()


def test_a_page_that_cannot_be_written_is_not_there_in_part(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: Path, target: Path) -> Path:
        raise OSError("disk full")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(StoreError, match="disk full"):
        write_comparison(out, A, B, Comparer(out))
    assert list((out / "report" / "compare").iterdir()) == []


def test_all_departments_are_a_page_of_the_report(out: Path) -> None:
    page = Page(out / "report" / "corpus.html")
    for words in (
        "横向比较",
        "部门决算：5 份，3 个部门",
        "临江市",
        "说明率",
        "在职人员增加",
        "离群",
        "miner compare A B --page",
    ):
        assert words in page.text, words
    assert "corpus.html" in Page(out / "report" / "index.html").values("href", "a")
    assert "../corpus.html" in Page(out / "report" / "doc" / "a1a1a1a1a1a1a1a1.html").values("href", "a")
    assert not page.values("style")
    assert page.values("aria-hidden", "svg")


def test_without_somebody_who_compares_there_is_no_such_page(out: Path) -> None:
    write_report(out)
    assert not (out / "report" / "corpus.html").exists()
    assert "corpus.html" not in (out / "report" / "index.html").read_text()
    assert not [line for line in dangling(out / "report") if "corpus" in line]


def test_a_wrong_file_of_identities_is_said_on_the_page_and_costs_nothing_else(out: Path) -> None:
    (out / "identities.csv").write_text("nonsense\n")
    write_report(out, comparing=Comparer(out))
    assert "identities.csv" in Page(out / "report" / "corpus.html").text


def test_nothing_to_look_at_is_said(tmp_path: Path) -> None:
    write(tmp_path / "miner.db", [])
    write_report(tmp_path, comparing=Comparer(tmp_path))
    assert "没有" in Page(tmp_path / "report" / "corpus.html").text


def test_hostile_text_stays_text(tmp_path: Path) -> None:
    write(tmp_path / "miner.db", county())
    with sqlite3.connect(tmp_path / "miner.db") as database:
        for table, column in (
            ("explanations", "text"), ("explanations", "template"), ("narratives", "subject"), ("clusters", "label"), ("sections", "text"),
            ("documents", "region"), ("narratives", "text"), ("profiles", "measure || rowid"), ("causes", "title"),
        ):  # fmt: skip
            name = column.partition(" ")[0]
            database.execute(f"UPDATE {table} SET {name} = ? || {column}", (HOSTILE,))
        database.execute("UPDATE documents SET department = department || ?", (HOSTILE,))
    comparing = Comparer(tmp_path)
    write_report(tmp_path, comparing=comparing)
    pages = [tmp_path / "report" / "corpus.html", write_comparison(tmp_path, "a1a1a1a1", "b2b2b2b2", comparing)]
    for path in pages:
        page = Page(path)  # which is well formed
        assert HOSTILE in page.text
        assert not [tag for tag, _ in page.elements if tag == "img"]
        assert not page.values("onerror")
        assert "49" not in page.text.replace("249", "")


def test_it_speaks_english_on_request(out: Path) -> None:
    page = Page(write_comparison(out, A, B, Comparer(out), language="en"))
    assert page.values("lang", "html") == ["en"]
    for words in ("Said by both", "total income", "word for word the same"):
        assert words in page.text


def test_a_form_writes_selectors(out: Path) -> None:
    assert Asked.of({"a": "教育局", "a_year": "2024", "b_year": "2021-2023", "b_kind": "budget"}).selectors == (
        "教育局@2024",
        "year:2021-2023,budget",
    )
    assert Asked.of({"a": "教育局@2024", "a_kind": "final", "b_kind": "final"}).selectors == (
        "教育局@2024,final",
        "all@final",
    )
    assert Asked.of({"peers": "nobody"}) == Asked()
    assert len(Asked.of({"a": "长" * 9000}).a) == 500
    with Reader.open(out / "miner.db") as reader:
        site = Site(reader, "zh", comparing=Comparer(out))
        for one, other in (
            Asked(a=A, b_year="2024", b_kind="final").selectors,
            Asked(a="region:临江市", b_kind="final").selectors,
        ):
            assert "原因类别" in site.comparison("", one, other)


def test_who_compares_remembers_until_something_changes(out: Path) -> None:
    comparing = Comparer(out)
    with Reader.open(out / "miner.db") as reader:
        first = comparing.compare(reader, A, B)
        assert comparing.compare(reader, A, B) is first
        (out / "identities.csv").write_text("name,region,identity\n青河县教育局,青河县,县教育局\n")
        again = comparing.compare(reader, A, B)
        assert again is not first
        assert again.a.documents[0].department == "县教育局"


def test_figures_are_exchanged_whole() -> None:
    parts = texts_beside("收入15,621.11万元", "收入15,497.86万元")
    assert [(part.sort, part.text) for part in parts] == [
        ("same", "收入"),
        ("left", "15,621.11"),
        ("added", "15,497.86"),
        ("same", "万元"),
    ]


def test_the_address_of_a_cell() -> None:
    assert cell_address("a1a1a1a1a1a1a1a1-t0-r0-c0") == "doc/a1a1a1a1a1a1a1a1.html#t0-r0-c0"
