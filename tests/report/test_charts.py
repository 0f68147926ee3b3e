"""Charts: the same bytes for the same data, nothing fetched, nothing hostile."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from miner.bilingual import set_language
from miner.report.charts import Chart, boilerplate_chart, causes_chart, findings_chart, spread_chart
from miner.report.plotting import svg_of
from miner.report.views.groups import Group
from miner.report.views.index import RuleRow
from miner.report.views.ranking import Ranked
from tests.report.test_ranking import document

HOSTILE = "</text><script>alert(1)</script>&\"'\x00\x0b\u202e]]>\ud800"


def ranked(number: int, department: str = "") -> Ranked:
    one = document(str(number))
    held = replace(one, department=department or one.department)
    return Ranked(held, 10 + number, 0.9 - number / 100, 0.7, 1.0, 0.6, None, None)


def same(name: str) -> str:
    return name


def rule(name: str, severity: str, findings: int) -> RuleRow:
    return RuleRow(name, severity, name, findings, 1)


def group(cluster_id: str, title: str) -> Group:
    return Group(cluster_id, title, False, title, "staff", 3, 2, 2, 2023, 2024)


def charts(words: str = "青河县档案馆") -> list[Chart]:
    found = [
        boilerplate_chart([ranked(number, words) for number in range(25)]),
        findings_chart([rule(words, "error", 3), rule("B", "warning", 1), rule("C", "odd", 9)], same),
        causes_chart({words: {2023: 1, 2024: 2}, "other": {2024: 1}}, same),
        spread_chart([group("a", words), group("b", words)], {"a": {2023: 2, 2024: 1}, "b": {2024: 5}}),
    ]
    return [one for one in found if one is not None]


def texts(svg: str) -> list[str]:
    tree = ElementTree.fromstring(svg)
    return ["".join(one.itertext()) for one in tree.iter("{http://www.w3.org/2000/svg}text")]


def test_each_chart_is_drawn_alike_every_time_and_shows_its_names() -> None:
    found = charts()
    assert [one.name for one in found] == ["boilerplate", "findings", "causes", "spread"]
    for chart in found:
        svg = svg_of(chart)
        assert svg == svg_of(chart)
        said = texts(svg)
        assert set(chart.names) <= set(said)
        assert f'width="{chart.width}" height="{chart.height}"' in svg
        assert "Noto Sans CJK SC" in svg


def test_a_matrix_has_its_numbers_in_it() -> None:
    said = texts(svg_of(charts()[2]))
    assert {"2023", "2024", "100%", "67%", "33%", "0%"} <= set(said)


def test_nothing_is_fetched_and_nothing_is_run() -> None:
    for chart in charts(HOSTILE):
        svg = svg_of(chart)
        tags = {one.tag.rpartition("}")[2] for one in ElementTree.fromstring(svg).iter()}
        assert tags <= {"svg", "g", "path", "rect", "line", "text"}
        bare = svg.replace("http://www.w3.org/2000/svg", "").replace("http://www.w3.org/1999/xlink", "")
        assert not re.search(r"https?:|url\(", bare)
        assert len(set(chart.names)) == len(chart.names)


def test_a_long_name_is_cut_and_equal_names_stay_apart() -> None:
    [chart] = [one for one in charts("很长的名称" * 20) if one.name == "spread"]
    first, second = chart.names
    assert first.endswith("…")
    assert second == f"{first} ·2"


def test_too_little_to_draw_is_no_chart() -> None:
    assert boilerplate_chart([ranked(1), ranked(2)]) is None
    assert boilerplate_chart([]) is None
    assert findings_chart([rule("A", "error", 3)], same) is None
    assert causes_chart({}, same) is None
    assert causes_chart({"a": {2024: 1}, "b": {2024: 2}}, same) is None
    assert spread_chart([group("a", "甲")], {"a": {2023: 1, 2024: 1}}) is None
    assert spread_chart([group("a", "甲"), group("b", "乙")], {}) is None


def test_a_year_without_explanations_of_the_shown_causes_has_no_share() -> None:
    counts = {f"cause{number:02}": {2023: 2} for number in range(20)} | {"rare": {2024: 1}}
    chart = causes_chart(counts, same)
    assert chart is not None
    assert "rare" not in chart.names


@pytest.fixture
def english() -> Iterator[None]:
    set_language("en")
    yield
    set_language("zh")


@pytest.mark.usefixtures("english")
def test_charts_speak_english() -> None:
    assert "findings" in texts(svg_of(charts()[1]))
    assert charts()[1].alt.startswith("Findings of each rule")
