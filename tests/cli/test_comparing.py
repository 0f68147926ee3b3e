"""``miner compare`` and ``miner compare-all`` over the little store of `tests.comparing`."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from miner.cli import main
from miner.cli.overview import VIEWS
from tests.comparing.little_store import county, write


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("mined")
    write(folder / "miner.db", county())
    return folder


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    def run(*words: object, code: int = 0) -> str:
        capsys.readouterr()
        assert main([str(word) for word in words]) == code
        printed = capsys.readouterr()
        return printed.out if code == 0 else printed.err

    return run


def test_two_sides_for_people(out: Path, said: Callable[..., str]) -> None:
    printed = said("compare", "青河县教育局@2023", "青河县教育局@2024,决算", "-o", out)
    for words in (
        "青河县教育局 2023",
        "收入总计",
        "110.00",
        "+10.0",
        "说明率",
        "在职人员增加",
        "只有 A 这样说",
        "逐句对照",
        "人员变动",
    ):
        assert words in printed
    english = said("compare", "a1a1a1a1", "b2b2b2b2", "-o", out, "--lang", "en")
    assert "Only A says" in english


def test_two_sides_for_programs(out: Path, said: Callable[..., str]) -> None:
    told: dict[str, Any] = json.loads(
        said("compare", "青河县教育局@2023", "青河县教育局@2024,决算", "-o", out, "--json")
    )
    assert told["a"]["label"] == "青河县教育局 2023"
    assert {one["measure"]: one["difference"] for one in told["measures"]}["reason_coverage"] == 0.25
    assert {one["name"]: one["difference"] for one in told["key_figures"]}["income_total"] == "100000.00"
    assert told["wordings"]["shared"][0]["pairs"][0]["likeness"] == "same"
    assert told["sentences"]["pairs"]


def test_markup_in_names_is_text(tmp_path: Path, said: Callable[..., str]) -> None:
    docs = [one for one in county() if one.doc_id[:2] in ("a1", "b2")]
    hostile = [
        type(one)(**{**{f: getattr(one, f) for f in one.__dataclass_fields__}, "department": "[red]局[/x]"})
        for one in docs
    ]
    write(tmp_path / "miner.db", hostile)
    assert "[red]局[/x]" in said("compare", "a1a1a1a1", "b2b2b2b2", "-o", tmp_path)
    for view in VIEWS:
        said("compare-all", "-o", tmp_path, "--view", view)
    assert "[red]局[/x]" in said("compare-all", "-o", tmp_path, "--view", "departments")


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("by", ["template", "cluster"])
def test_every_view_for_people_and_for_programs(view: str, by: str, out: Path, said: Callable[..., str]) -> None:
    assert "部门决算：5" in said("compare-all", "-o", out, "--view", view, "--by", by)
    told = json.loads(said("compare-all", "-o", out, "--view", view, "--by", by, "--json"))
    assert (told["view"], told["kind"], told["documents"]) == (view, "final_accounts", 5)
    assert told[view] is not None


def test_a_renaming_is_shown_with_its_words(out: Path, said: Callable[..., str]) -> None:
    assert "更名为" in said("compare-all", "-o", out, "--view", "departments")
    told = json.loads(said("compare-all", "-o", out, "--view", "departments", "--json"))["departments"]
    assert [len(one["names"]) for one in told["departments"]].count(2) == 1


def test_the_file_of_identities_is_followed(out: Path, tmp_path: Path, said: Callable[..., str]) -> None:
    path = tmp_path / "who.csv"
    path.write_text("name,region,identity\n青河县国土资源局,,老国土局\n没有的局,,某局\n", encoding="utf-8")
    printed = said("compare-all", "-o", out, "--view", "departments", "--identities", path)
    assert "老国土局" in printed
    assert "没有的局" in printed
    path.write_text("name\n", encoding="utf-8")
    assert "表头" in said("compare", "a1a1a1a1", "b2b2b2b2", "-o", out, "--identities", path, code=2)


@pytest.mark.parametrize(
    "words",
    [
        ("compare", "教育局", "b2b2b2b2"),
        ("compare", "a1a1a1a1", "b2b2b2b2", "--peers", "friends"),
        ("compare-all", "--view", "pie"),
        ("compare-all", "--kind", "决议"),
        ("compare-all", "--view", "network", "--by", "meaning"),
        ("compare-all", "--view", "trend", "--measure", "beauty"),
    ],
)
def test_what_is_not_understood_ends_with_a_remedy(words: tuple[str, ...], out: Path, said: Callable[..., str]) -> None:
    assert "怎么办" in said(*words, "-o", out, code=2)


def test_budgets_are_looked_at_apart(out: Path, said: Callable[..., str]) -> None:
    assert json.loads(said("compare-all", "-o", out, "--kind", "budget", "--json"))["documents"] == 1


def test_two_sides_as_a_page(out: Path, said: Callable[..., str]) -> None:
    sides = ("compare", "青河县教育局@2023", "青河县教育局@2024,决算", "-o", out, "--page")
    assert "miner report" in said(*sides, code=2)  # there is no report yet
    said("report", out)
    page = Path(said(*sides).strip())
    assert page.is_relative_to(out / "report" / "compare")
    assert json.loads(said(*sides, "--json")) == {"page": str(page)}
    said("compare", "青河县教育局@2023", "没有的局", "-o", out, "--page", code=2)
    assert [one.name for one in page.parent.glob("*.html")] == [page.name]
