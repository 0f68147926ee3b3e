"""The report of the sample in a browser, opened from disk."""

from __future__ import annotations

import io
import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import Watched, run_miner
from tests.report.links import dangling

SHEET = re.compile(r"/page/[0-9a-f]{16}\.html#g")


def rows(out: Path, query: str) -> list[tuple[str, ...]]:
    with closing(sqlite3.connect(out / "miner.db")) as database:
        return database.execute(query).fetchall()


def document_with(out: Path, condition: str) -> str:
    """A PDF of the sample of which a condition on its figures holds."""
    query = (
        "SELECT f.doc_id, count(*) AS n FROM figures f JOIN links l USING (figure_id) JOIN documents d USING (doc_id)"
        f" WHERE d.pages IS NOT NULL AND {condition} GROUP BY f.doc_id ORDER BY n DESC, f.doc_id LIMIT 1"
    )
    return rows(out, query)[0][0]


def ink_in(page: Page, element: Locator) -> float:
    """The share of dark pixels where an element is drawn."""
    expect(element).to_be_in_viewport(ratio=0.99)
    box = element.bounding_box()
    assert box is not None
    picture = Image.open(io.BytesIO(page.screenshot(clip=box))).convert("L")
    return sum(picture.histogram()[:110]) / (picture.width * picture.height)


def test_it_opens_from_disk_and_asks_nobody(report: Path, watched: Watched) -> None:
    page = watched.page
    page.goto((report / "index.html").as_uri())
    expect(page.locator("h1")).to_have_count(1)
    for name in ("findings.html", "clusters.html", "documents.html", "corpus.html"):
        page.goto((report / name).as_uri())
        expect(page.locator("main")).to_be_visible()
    assert all(url.startswith("file://") for url in watched.requests)


def test_no_link_of_the_sample_s_report_leads_nowhere(report: Path) -> None:
    assert dangling(report) == []


def test_a_finding_leads_to_its_box_on_the_page(report: Path, out: Path, watched: Watched) -> None:
    page = watched.page
    page.goto((report / "findings.html").as_uri())
    page.select_option("select[name=severity]", "error")
    with_pages = page.locator("#listing tbody tr", has_text="第")
    with_pages.first.locator('td a[href*="#"]').click()
    finding = page.locator(".finding:target")
    expect(finding).to_be_visible()
    strip = finding.locator(".strip").first
    strip.scroll_into_view_if_needed()
    expect(strip.locator("rect.hit").first).to_be_visible()
    page.wait_for_timeout(200)  # the picture is decoded after its element is there
    assert ink_in(page, strip.locator("rect.hit").first) > 0.02
    finding.locator("a.striplink").first.click()
    expect(page).to_have_url(SHEET)
    box = page.locator("a.box:target rect").first
    expect(box).to_be_visible()
    page.wait_for_timeout(200)
    expect(box).to_be_in_viewport(ratio=1)
    assert ink_in(page, box) > 0.02
    box.click(position={"x": 1, "y": 1})  # its rim; inside lies the figure that it is about
    expect(page.locator(".finding:target")).to_be_visible()


def test_a_figure_leads_to_its_cell_and_back(report: Path, out: Path, watched: Watched) -> None:
    page = watched.page
    doc_id = document_with(out, "l.verdict = 'match' AND l.cell_id IS NOT NULL")
    page.goto((report / "doc" / f"{doc_id}.html").as_uri())
    mark = page.locator("mark.match:has(a)").first
    anchor = mark.get_attribute("id")
    mark.locator("a").click()
    panel = page.locator("#panel")
    expect(panel).to_be_visible()
    expect(panel.locator(".strip")).to_have_count(2)  # the figure and its cell
    panel.locator("a[data-cell]").click()
    cell = page.locator("td:target")
    expect(cell).to_be_visible()
    expect(panel).to_be_hidden()
    expect(cell).to_be_in_viewport(ratio=1)
    cell.locator(f'a[href="#{anchor}"]').click()
    expect(page.locator("mark:target")).to_be_in_viewport(ratio=1)


def test_on_the_pages_too_a_figure_leads_to_its_cell_and_back(report: Path, out: Path, watched: Watched) -> None:
    page = watched.page
    doc_id = document_with(out, "l.verdict = 'match' AND l.cell_id IS NOT NULL")
    page.goto((report / "page" / f"{doc_id}.html").as_uri())
    figure = page.locator('a.box.figure.match[href^="#t"]').first
    figure.focus()
    page.keyboard.press("Enter")
    cell = page.locator("a.box.cell:target")
    expect(cell).to_have_count(1)
    expect(cell.locator("rect")).to_be_in_viewport(ratio=1)
    cell.focus()
    page.keyboard.press("Enter")
    expect(page.locator("a.box.figure:target")).to_have_count(1)


def test_filters_show_what_they_say(report: Path, out: Path, watched: Watched) -> None:
    page = watched.page
    page.goto((report / "findings.html").as_uri())
    shown = page.locator("#listing tbody tr")
    everything = rows(out, "SELECT severity, rule, doc_id FROM findings")
    assert page.locator("#count").inner_text().endswith(f"{len(everything)} 条")
    for severity in ("error", "warning"):
        page.select_option("select[name=severity]", severity)
        expect(shown).to_have_count(sum(one[0] == severity for one in everything))
    rule = next(one[1] for one in everything if one[0] == "warning")
    page.select_option("select[name=rule]", rule)
    expect(shown).to_have_count(sum(one[:2] == ("warning", rule) for one in everything))
    page.reload()  # the filters stand in the address
    expect(shown).to_have_count(sum(one[:2] == ("warning", rule) for one in everything))
    page.fill("input[name=words]", "没有这样的词语")
    expect(shown).to_have_count(0)


def test_the_list_of_documents_can_be_narrowed(report: Path, out: Path, watched: Watched) -> None:
    page = watched.page
    page.goto((report / "documents.html").as_uri())
    names = [one[0] for one in rows(out, "SELECT department FROM documents")]
    page.fill("input[data-filter]", "教育局")
    expect(page.locator("#list tbody tr:visible")).to_have_count(sum("教育局" in name for name in names))


def test_by_the_keyboard_alone(report: Path, out: Path, watched: Watched) -> None:
    page = watched.page
    doc_id = document_with(out, "l.verdict = 'no_table_counterpart'")
    page.goto((report / "doc" / f"{doc_id}.html").as_uri())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    mark = page.locator("mark.no_table_counterpart").first
    mark.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#panel")).to_be_visible()
    assert page.evaluate("document.activeElement.tagName") == "BUTTON"
    page.keyboard.press("Escape")
    expect(page.locator("#panel")).to_be_hidden()
    assert page.evaluate("document.activeElement.id") == mark.get_attribute("id")


@pytest.mark.parametrize("name", ["index.html", "findings.html", "clusters.html", "documents.html", "corpus.html"])
def test_a_narrow_window_is_not_scrolled_sideways(report: Path, watched: Watched, name: str) -> None:
    page = watched.page
    page.set_viewport_size({"width": 420, "height": 800})
    page.goto((report / name).as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= 420


def test_two_documents_side_by_side(report: Path, out: Path, watched: Watched) -> None:
    page = watched.page
    query = "SELECT doc_id FROM explanation_details WHERE bbox IS NOT NULL GROUP BY doc_id ORDER BY count(*) DESC, doc_id LIMIT 2"
    one, other = (str(row[0]) for row in rows(out, query))
    written = Path(run_miner("compare", one, other, "-o", out, "--page").strip())
    assert dangling(report) == []
    page.goto(written.as_uri())
    for width in (1300, 420):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.emulate_media(media="print")
    expect(page.locator("nav.toc")).to_be_hidden()
    assert page.pdf().startswith(b"%PDF-")
    page.emulate_media(media="screen")
    page.locator('.where a[href*="/page/"]').first.click()
    expect(page.locator("a.box:target rect").first).to_be_in_viewport()


def test_a_document_in_a_narrow_window(report: Path, out: Path, watched: Watched) -> None:
    page = watched.page
    page.set_viewport_size({"width": 420, "height": 800})
    doc_id = document_with(out, "l.verdict = 'match'")
    for kind in ("doc", "page"):
        page.goto((report / kind / f"{doc_id}.html").as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= 420, kind


def test_without_scripts_everything_is_still_there(report: Path, out: Path, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((report / "findings.html").as_uri())
    page.locator("noscript a").first.click()
    page.locator("tbody td a").first.click()
    expect(page.locator(".finding:target")).to_be_visible()
    doc_id = document_with(out, "l.verdict = 'match' AND l.cell_id IS NOT NULL")
    page.goto((report / "doc" / f"{doc_id}.html").as_uri())
    page.locator("mark.match a").first.click()
    expect(page.locator("td:target")).to_be_visible()
    page.locator("td:target a").first.click()
    expect(page.locator("mark:target")).to_be_visible()
    context.close()


def test_it_prints(report: Path, out: Path, watched: Watched) -> None:
    page = watched.page
    doc_id = document_with(out, "l.verdict = 'match'")
    page.goto((report / "doc" / f"{doc_id}.html").as_uri())
    page.emulate_media(media="print")
    expect(page.locator("nav.toc")).to_be_hidden()
    assert page.pdf().startswith(b"%PDF-")


def test_text_inputs_show_the_words_of_a_finding(report: Path, out: Path, watched: Watched) -> None:
    """A finding of a document without pages leads to its words in the text."""
    found = rows(
        out,
        "SELECT f.doc_id, f.finding_id, f.evidence FROM findings f JOIN documents d USING (doc_id)"
        " WHERE d.pages IS NULL AND f.severity != 'hint'",
    )
    doc_id, finding_id, evidence = next(one for one in found if json.loads(one[2])[0]["char_start"] is not None)
    page = watched.page
    page.goto((report / "doc" / f"{doc_id}.html").as_uri())
    anchor = finding_id.removeprefix(f"{doc_id}-")
    page.locator(f'[id="{anchor}"] .sides li a[href="#{anchor}-0"]').click()
    expect(page.locator(".evidence:target + .cited, h3 .evidence:target")).to_have_count(1)
    assert json.loads(evidence)[0]["quote"][:4] in page.locator("section.text").inner_text()
