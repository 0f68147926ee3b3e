"""The invented books tie, the planted errors are the only ones, and the files are what the program writes."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from pathlib import Path

import pytest
from pdfminer.high_level import extract_text

from corpus import chongqing, hunan, shanghai
from corpus.build_sample import SAMPLE, TRUTH, build, drafts
from corpus.departments import ARCHIVES_2024, INSURANCE_2024, JUSTICE_2023, JUSTICE_2024, WATER_2023, WATER_2024
from corpus.draft import Draft
from corpus.tables import Table

CLEAN = {
    books.slug: form.write(books)
    for books, form in (
        (WATER_2023, hunan),
        (WATER_2024, hunan),
        (JUSTICE_2023, shanghai),
        (JUSTICE_2024, shanghai),
        (ARCHIVES_2024, chongqing),
        (INSURANCE_2024, chongqing),
    )
}
ZERO = Decimal(0)
KEEPS_LARGEST = 100_000
"""Bytes of the largest file: the sample travels with the sources."""


def number(text: str) -> Decimal:
    """A printed amount; blank counts as nothing in a sum."""
    return Decimal(text.replace(",", "") or 0)


def table(draft: Draft, kind: str) -> Table:
    """The table of a kind."""
    return next(block for block in draft.blocks if isinstance(block, Table) and block.kind == kind)


def rows(draft: Draft, kind: str) -> dict[str, list[Decimal]]:
    """Amounts by the row's first text: code, or 合计."""
    return {boxes[0].text: [number(box.text) for box in boxes if box.numeric] for boxes in table(draft, kind).body}


def beside(draft: Draft, kind: str) -> dict[str, list[Decimal]]:
    """Amounts of both halves of tables 01 and 04 by the label to their left; a label twice keeps its first."""
    found: dict[str, list[Decimal]] = {}
    for boxes in table(draft, kind).body:
        label = ""
        for box in boxes:
            if not box.numeric and not box.text.isdigit():
                label = f"支出 {box.text}" if label else box.text
                if label in found:
                    label += " again"
                found[label] = []
            elif box.numeric:
                found[label].append(number(box.text))
    return found


def leaves(found: dict[str, list[Decimal]], prefix: str = "", length: int = 7) -> list[Decimal]:
    """Column sums over the rows of 项 (or of another length) whose code begins so."""
    chosen = [
        values for code, values in found.items() if len(code) == length and code.isdigit() and code.startswith(prefix)
    ]
    return [sum(column, ZERO) for column in zip(*chosen, strict=True)]


@pytest.mark.parametrize("slug", CLEAN)
def test_tables_tie_within_and_between(slug: str) -> None:
    draft = CLEAN[slug]
    one, four = beside(draft, "income_expenditure_summary"), beside(draft, "fiscal_appropriation_summary")
    two, three, five = (rows(draft, kind) for kind in ("income", "expenditure", "general_budget_expenditure"))
    assert one["总计"] == one["支出 总计"]
    assert one["总计"][0] == one["本年收入合计"][0] + one["年初结转和结余"][0]
    assert one["支出 总计"][0] == one["支出 本年支出合计"][0] + one["支出 年末结转和结余"][0]
    assert one["本年收入合计"][0] == two["合计"][0]
    assert one["支出 本年支出合计"][0] == three["合计"][0]
    assert four["总计"][0] == four["支出 总计"][0]
    assert two["合计"][1] == four["本年收入合计"][0]
    for found in (two, three, five):
        assert found["合计"] == leaves(found)
        assert all(values[0] == sum(values[1:], ZERO) for values in found.values())
        if "201" in found or "204" in found:
            assert found["合计"] == leaves(found, length=3) == leaves(found, length=5)
    assert four["支出 本年支出合计"][1] == five["合计"][0]
    for label, values in one.items():
        if values and values[0] and (match := re.fullmatch("支出 [一二三四五六七八九十]+、(.+)", label)):
            names = {boxes[1].text: boxes[0].text for boxes in table(CLEAN["insurance_2024"], "expenditure").body[1:]}
            if match[1] in names:
                assert values[0] == leaves(three, names[match[1]])[0]


@pytest.mark.parametrize("slug", CLEAN)
def test_economic_kinds_and_three_public_tie(slug: str) -> None:
    draft = CLEAN[slug]
    economic: dict[str, Decimal] = {}
    for boxes in table(draft, "general_budget_basic_expenditure").body[:-1]:
        for code, _, value in zip(boxes[::3], boxes[1::3], boxes[2::3], strict=True):
            economic[code.text] = number(value.text)
    *_, last = table(draft, "general_budget_basic_expenditure").body
    personnel, running = (number(box.text) for box in last if box.numeric)
    assert personnel == economic["301"] + economic["303"]
    assert running == economic["302"] + economic["310"] + economic.get("307", ZERO) + economic.get("399", ZERO)
    for kind in ("301", "302", "303", "310"):
        assert economic[kind] == sum(
            (value for code, value in economic.items() if len(code) == 5 and code.startswith(kind)), ZERO
        )
    assert rows(draft, "general_budget_expenditure")["合计"][1] == personnel + running
    (values,) = rows(draft, "three_public").values() if draft.region != "shanghai" else ([],)
    if values:
        for half in (values[:6], values[6:]):
            assert half[0] == half[1] + half[2] + half[5]
            assert half[2] == half[3] + half[4]
        assert economic["30231"] == values[10]
        assert economic["30217"] <= values[11]


def test_the_second_year_compares_with_the_first() -> None:
    for first, second in ((WATER_2023, WATER_2024), (JUSTICE_2023, JUSTICE_2024)):
        assert second.before.turnover == first.turnover
        assert second.before.running_costs == first.running_costs


def test_three_errors_are_planted_and_listed() -> None:
    errors = [error for _, listed in drafts().values() for error in listed]
    guide = (SAMPLE.parent / "README.md").read_text("utf-8")
    assert len(errors) == 3
    for error in errors:
        assert error in guide


def test_explanations_recur_across_departments() -> None:
    told: dict[str, set[str]] = {}
    for draft in CLEAN.values():
        for variance in draft.variances:
            told.setdefault(variance["reason"], set()).add(draft.books.department)
    assert sum(1 for reason, departments in told.items() if reason and len(departments) >= 3) >= 2


def test_the_files_are_small_and_all_there() -> None:
    names = {path.name for path in SAMPLE.iterdir()}
    assert names == set(drafts())
    assert max(path.stat().st_size for path in SAMPLE.iterdir()) < KEEPS_LARGEST


def test_the_files_are_what_the_program_writes(tmp_path: Path) -> None:
    pytest.importorskip("reportlab", reason="writing the sample needs the extra corpus")
    build(tmp_path / "sample")
    assert (tmp_path / TRUTH.name).read_bytes() == TRUTH.read_bytes()
    for path in sorted((tmp_path / "sample").iterdir()):
        kept = SAMPLE / path.name
        if path.suffix == ".pdf":  # the compressed bytes depend on zlib
            assert extract_text(kept) == extract_text(path)
        else:
            assert kept.read_bytes() == path.read_bytes()


def test_the_text_of_the_pdfs_is_readable() -> None:
    truth = json.loads(TRUTH.read_text("utf-8"))
    for name, expected in truth.items():
        path = SAMPLE / name
        text = extract_text(path) if path.suffix == ".pdf" else path.read_text("utf-8")
        plain = re.sub(r"\s+|- \d+ -", "", text)
        for reason in {variance["reason"] for variance in expected["variances"]}:
            assert reason in plain
