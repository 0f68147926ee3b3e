"""``miner serve`` over the sample in a browser: pages by pdf.js, search, review."""

from __future__ import annotations

import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.browser.conftest import ROOT, SAMPLE, Watched, run_miner
from tests.browser.hostile import hostile_inputs, listening, poison
from tests.browser.test_hostile import RUNS_NOTHING
from tests.browser.test_report import document_with, ink_in, rows


@contextmanager
def serving(out: Path) -> Iterator[str]:
    """The address of a server over a folder of results, with its token."""
    process = subprocess.Popen(
        [sys.executable, "-m", "miner", "serve", str(out), "--port", "0", "--no-browser"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )
    assert process.stdout is not None
    try:
        yield process.stdout.readline().strip()
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait()
        process.stdout.close()


@pytest.fixture(scope="module")
def served(out: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Results of their own: what is judged here must not show in the other tests."""
    return Path(shutil.copytree(out, tmp_path_factory.mktemp("served") / "out"))


@pytest.fixture(scope="module")
def address(served: Path) -> Iterator[str]:
    with serving(served) as opened:
        yield opened


@pytest.fixture
def site(address: str, watched: Watched) -> Page:
    """A page that has shown the token once."""
    watched.page.goto(address)
    return watched.page


def base(address: str) -> str:
    return address.partition("?")[0]


def filled(block: Locator, verdict: str, note: str, reviewer: str) -> Locator:
    """The form of a block filled in, and the button that sends it."""
    block.locator("button.opener").click()
    block.locator("textarea").fill(note)
    block.locator("input[name=reviewer]").fill(reviewer)
    return block.locator(f"button[value={verdict}]")


def shaped(page: Page, block: Locator, verdict: str, note: str, reviewer: str) -> None:
    """Judge what changes a wording; its page then comes anew by itself."""
    button = filled(block, verdict, note, reviewer)
    with page.expect_navigation():
        button.click()


def judged(block: Locator, verdict: str, note: str, reviewer: str) -> None:
    """Judge what a block is about."""
    filled(block, verdict, note, reviewer).click()
    expect(block.locator(f".judgement.{verdict}", has_text=note)).to_be_visible()


def test_the_pages_are_those_of_the_report(site: Page, address: str, out: Path, watched: Watched) -> None:
    expect(site.locator("h1")).to_have_count(1)
    assert "token" not in site.url
    doc_id = document_with(out, "l.verdict = 'match'")
    for name in (
        "findings.html",
        "clusters.html",
        "documents.html",
        "ranking.html",
        "corpus.html",
        "compare.html",
        "review.html",
        f"doc/{doc_id}.html",
    ):
        site.goto(base(address) + name)
        expect(site.locator("h1")).to_have_count(1)
    assert all(url.startswith(base(address)) for url in watched.requests)


def test_two_departments_are_chosen_and_stand_side_by_side(site: Page, address: str, out: Path) -> None:
    names = [
        one[0] for one in rows(out, "SELECT DISTINCT department FROM documents WHERE kind = 'final_accounts' LIMIT 2")
    ]
    site.goto(base(address) + "compare.html")
    for field, name in zip("ab", names, strict=True):
        site.fill(f"input[name={field}]", name)
    site.select_option("select[name=a_kind]", "final")
    site.select_option("select[name=b_kind]", "final")
    site.click("form.compare button")
    expect(site.locator("#shared")).to_be_visible()
    for name in names:
        expect(site.locator(".heads h2", has_text=name)).to_have_count(1)
    site.locator("#only ~ .heads a[href^='doc/']").first.click()
    expect(site.locator(":target")).to_be_visible()


def test_a_word_of_two_characters_is_found_and_leads_to_its_page(site: Page, address: str, out: Path) -> None:
    site.goto(base(address) + "search.html")
    site.fill("input[name=words]", "经费")
    site.keyboard.press("Enter")
    expect(site.locator("#total")).to_be_visible()
    paragraphs = rows(out, "SELECT count(*) FROM sections WHERE text LIKE '%经费%'")[0][0]
    total = re.search(r"\d+", site.locator("#total").inner_text())
    assert total is not None
    assert int(total[0]) >= int(paragraphs) > 0
    assert {mark.inner_text() for mark in site.locator("mark.found").all()} == {"经费"}
    site.locator("a.onpage").first.click()
    expect(site.locator("canvas").first).to_be_attached()


def test_filters_of_the_search(site: Page, address: str) -> None:
    site.goto(base(address) + "search.html?words=决算&year=2023&kind=text")
    for where in site.locator(".hits .where").all()[:10]:
        assert "2023" in where.inner_text()
        assert "正文" in where.inner_text()


def test_the_page_is_drawn_with_the_box_over_its_figure(site: Page, address: str, out: Path) -> None:
    doc_id = document_with(out, "l.verdict = 'match' AND l.cell_id IS NOT NULL")
    site.goto(base(address) + f"page/{doc_id}.html")
    figure = site.locator('a.box.figure.match[data-onward^="t"]').first
    anchor, onward = figure.get_attribute("id"), figure.get_attribute("data-onward")
    site.goto(site.url + f"#{anchor}")
    expect(site.locator(".leaf.drawn", has=site.locator(f'[id="{anchor}"]'))).to_have_count(1)
    expect(site.locator("#here")).to_be_visible()
    assert ink_in(site, figure.locator("rect").first) > 0.02
    figure.click()
    expect(site.locator(f'[id="{onward}"]')).to_be_in_viewport()
    site.locator("#here a.onward").click()
    expect(site.locator(f'[id="{anchor}"]')).to_be_in_viewport()


def test_the_next_and_the_previous_finding(site: Page, address: str, out: Path) -> None:
    query = (
        "SELECT f.doc_id FROM findings f JOIN documents d USING (doc_id) WHERE d.pages IS NOT NULL"
        " GROUP BY f.doc_id HAVING count(*) > 2 ORDER BY count(*) DESC, f.doc_id LIMIT 1"
    )
    site.goto(base(address) + f"page/{rows(out, query)[0][0]}.html")
    place = site.locator("#place")
    expect(place).to_contain_text("处")
    site.keyboard.press("n")
    expect(place).to_contain_text("第 1 处")
    site.keyboard.press("n")
    expect(place).to_contain_text("第 2 处")
    site.keyboard.press("p")
    expect(place).to_contain_text("第 1 处")


def finding_of(out: Path) -> tuple[str, str]:
    found = rows(out, "SELECT doc_id, finding_id FROM findings WHERE severity = 'error' ORDER BY finding_id LIMIT 1")
    return str(found[0][0]), str(found[0][1])


def test_a_review_stays_after_a_reload_and_a_run(
    site: Page, address: str, served: Path, context: BrowserContext
) -> None:
    doc_id, finding_id = finding_of(served)
    page = base(address) + f"doc/{doc_id}.html"
    site.goto(page)
    block = site.locator(f'.review[data-kind="finding"][data-key="{finding_id}"]')
    judged(block, "confirmed", "已与原件核对", "王审计")
    site.reload()
    expect(block.locator(".judgement.confirmed", has_text="王审计")).to_be_visible()
    run_miner("run", SAMPLE, "-o", served, "--force")  # while the server goes on
    site.reload()
    expect(block.locator(".judgement.confirmed", has_text="已与原件核对")).to_be_visible()
    report = Watched(context.new_page()).page
    report.goto((served / "report" / "findings.html").as_uri())
    report.select_option("select[name=state]", "confirmed")
    expect(report.locator("#listing tbody tr")).to_have_count(1)


def test_two_reviewers_see_each_other_and_one_withdraws(
    site: Page, address: str, served: Path, browser: Browser
) -> None:
    found = rows(
        served, "SELECT doc_id, finding_id FROM findings WHERE severity = 'warning' ORDER BY finding_id LIMIT 1"
    )
    doc_id, finding_id = found[0]
    selector = f'.review[data-kind="finding"][data-key="{finding_id}"]'
    site.goto(base(address) + f"doc/{doc_id}.html")
    second = browser.new_context()
    other = second.new_page()
    other.goto(address)
    other.goto(base(address) + f"doc/{doc_id}.html")
    judged(site.locator(selector), "confirmed", "甲说属实", "甲")
    judged(other.locator(selector), "dismissed", "乙说不是", "乙")
    expect(other.locator(f"{selector} .judgement")).to_have_count(2)
    site.reload()
    expect(site.locator(f"{selector} .judgement")).to_have_count(2)
    site.locator(f"{selector} .judgement.confirmed button.undo").click()
    expect(site.locator(f"{selector} .judgement")).to_have_count(1)
    with closing(sqlite3.connect(served / "miner.db")) as database:
        query = "SELECT reviewer, withdrawn_at IS NOT NULL FROM judgements WHERE target_key = ? ORDER BY rowid"
        assert database.execute(query, (finding_id,)).fetchall() == [("甲", 1), ("乙", 0)]
    second.close()


def test_a_figure_s_link_can_be_judged_on_its_page(site: Page, address: str, served: Path) -> None:
    doc_id = document_with(served, "l.verdict = 'mismatch'")
    site.goto(base(address) + f"page/{doc_id}.html")
    anchor = site.locator("a.box.figure.mismatch").first.get_attribute("id")
    site.goto(site.url + f"#{anchor}")
    block = site.locator("#here .review")
    judged(block, "comment", "待向单位询问", "王审计")
    site.goto(base(address) + "review.html")
    expect(site.locator("#judgements tbody tr", has_text="待向单位询问")).to_have_count(1)


def test_a_cluster_is_named_and_a_member_taken_out(site: Page, address: str, served: Path) -> None:
    cluster_id = rows(served, "SELECT cluster_id FROM clusters ORDER BY size DESC, cluster_id LIMIT 1")[0][0]
    page = base(address) + f"cluster/{cluster_id}.html"
    site.goto(page)
    shaped(site, site.locator('.review[data-kind="cluster"]').first, "named", "万能原因", "王审计")
    expect(site.locator("h1")).to_contain_text("万能原因")
    site.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    member = site.locator('.review[data-choices~="excluded"]').first
    shaped(site, member, "excluded", "说的是别的事", "王审计")
    expect(site.locator("main")).to_contain_text("说的是别的事")
    site.reload()
    expect(site.locator("main")).to_contain_text("说的是别的事")


def test_nothing_runs_in_what_the_server_answers(browser: Browser, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run_miner("run", hostile_inputs(SAMPLE, tmp_path / "in"), "-o", out)
    with listening() as listener:
        poison(out / "miner.db", listener.attack())
        with serving(out) as address:
            context = browser.new_context()
            watched = Watched(context.new_page())
            watched.page.goto(address)
            documents = [str(one[0]) for one in rows(out, "SELECT doc_id FROM documents")]
            clusters = [str(one[0]) for one in rows(out, "SELECT cluster_id FROM clusters WHERE size > 1 LIMIT 2")]
            pages = ["index.html", "findings.html", "clusters.html", "documents.html", "ranking.html", "review.html"]
            pages += [
                "corpus.html",
                "compare.html",
                "compare.html?" + urlencode({"a": documents[0], "b": documents[1]}),
            ]
            pages += [f"doc/{one}.html" for one in documents] + [f"cluster/{one}.html" for one in clusters]
            paged = rows(out, "SELECT doc_id FROM documents WHERE pages IS NOT NULL")
            pages += [f"page/{one[0]}.html" for one in paged] + [
                "search.html?words=script",
                "search.html?words=<script>",
            ]
            for name in pages:
                watched.page.goto(base(address) + name)
                nothing_else = RUNS_NOTHING.replace("form[action]", 'form[action^="http"]')
                assert watched.page.evaluate(nothing_else) == [True] * 5, name
            assert [line for line in watched.complaints if "Failed to load resource" not in line] == []
            assert all(url.startswith((base(address), "data:", "blob:")) for url in watched.requests)
            context.close()
        assert listener.heard == []
