"""Wordings side by side after a review: on the pages of clusters, departments and documents."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from miner.errors import UsageError
from miner.model import Explanation, Mined
from miner.report.paths import department_page, page_name
from miner.report.site import Site
from miner.report.views import clusters as views
from miner.report.views.clusters import cluster_view
from miner.report.views.groups import Groups
from miner.store import Reader, Store
from miner.store.judging import ReviewBook
from miner.store.keys import explanation_keys, group_id, member_key
from tests.store import factories

BOARD, WATER, SCHOOL = "青河县档案馆", "青河县水利局", "临江区教育局"
HOSTILE = "<img src=x onerror=alert(1)>\"'/../%2e%2e"
FIRST, SECOND = "c1c1c1c1", "c2c2c2c2"


def said(record: Mined, ordinal: int, template: str, text: str) -> Explanation:
    return replace(factories.explanation(record, ordinal, template), text=text)


def stored(folder: Path, department: str = BOARD) -> Path:
    """Three departments: the same wording, a variant with a slot, one of its own; and another cluster."""
    records = [
        factories.mined("a", department, 2023),
        factories.mined("b", WATER),
        factories.mined("c", SCHOOL),
        factories.mined("d", department, 2024),
    ]
    told = [
        [said(records[0], 0, "人员增加", "人员增加"), said(records[0], 1, "厉行节约", "厉行节约")],
        [said(records[1], 0, "人员增加", "人员增加。")],
        [said(records[2], 0, "{科目}人员增加", "档案人员增加"), said(records[2], 1, "厉行节约", "厉行节约")],
        [said(records[3], 0, "{科目}人员增加", "办公人员增加")],
    ]
    every = [one for some in told for one in some]
    first = [one for one in every if "人员" in one.template]
    second = [one for one in every if "人员" not in one.template]
    found = [
        replace(factories.cluster_of(*first), cluster_id=FIRST),
        replace(factories.cluster_of(*second), cluster_id=SECOND),
    ]
    with Store.open(folder / "miner.db") as store:
        for record, some in zip(records, told, strict=True):
            measures = [
                factories.measure(record, "boilerplate_share", None, "没有可比的部门"),
                factories.measure(record, "characters", 12.0),
            ]
            store.save(record, record.disclosure.source, explanations=some, measures=measures)
        store.save_corpus(factories.told(found))
    return folder / "miner.db"


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return stored(tmp_path)


@pytest.fixture
def reader(database: Path) -> Iterator[Reader]:
    with Reader.open(database) as opened:
        yield opened


def groups_of(reader: Reader) -> Groups:
    return Groups(reader, reader.judgements(standing=True))


def judge(reader: Reader, *judgements: tuple[str, str, str, str]) -> None:
    with ReviewBook.open(reader.path) as book:
        for kind, key, verdict, note in judgements:
            book.add(kind, key, verdict, note, "甲审计员")


def place(reader: Reader, text: str, cluster_id: str = FIRST) -> str:
    explanations = reader.explanations(cluster_id=cluster_id)
    keys = explanation_keys(explanations)
    [one] = [one for one in explanations if one.text == text]
    return member_key(keys[one.explanation_id], cluster_id)


def page(reader: Reader, name: str) -> str:
    return Site(reader, "zh").render(f"cluster/{name}.html")


class TestWordings:
    def view(self, reader: Reader, number: int = 1) -> views.ClusterPage:
        groups = groups_of(reader)
        group = groups.called(FIRST)
        assert group is not None
        return cluster_view(groups, group, groups.listed(reader.clusters(2)), reader.families(), number)

    def test_equal_ones_are_one_with_their_count_and_first_use(self, reader: Reader) -> None:
        view = self.view(reader)
        assert [(w.template, w.count, w.departments, w.same) for w in view.wordings] == [
            ("人员增加", 2, 2, True),
            ("{科目}人员增加", 2, 2, False),
        ]
        first = view.wordings[0].first
        assert first is not None
        assert (first.department, first.fiscal_year) == (BOARD, 2023)
        assert view.wordings[0].by_year == {2023: 1, 2024: 1}

    def test_the_difference_and_what_the_slots_hold(self, reader: Reader) -> None:
        other = self.view(reader).wordings[1]
        assert [(part.sort, part.text) for part in other.parts] == [("added", "{科目}"), ("same", "人员增加")]
        [values] = other.values
        assert values.slot == "{科目}"
        assert dict(values.common) == {"办公": 1, "档案": 1}
        assert values.others == 0

    def test_departments_and_years(self, reader: Reader) -> None:
        view = self.view(reader)
        assert view.by_year == {2023: (1, 1), 2024: (3, 3)}
        assert view.spread[0] == (BOARD, 2, {2023: 1, 2024: 1})

    def test_many_members_are_on_several_pages(self, reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(views, "MOST_MEMBERS", 3)
        first, second = self.view(reader, 1), self.view(reader, 2)
        assert (first.pages, second.pages) == (2, 2)
        assert [[len(w.members) for w in view.wordings] for view in (first, second)] == [[2, 1], [1]]
        assert [w.continued for w in second.wordings] == [True]
        site = Site(reader, "zh")
        assert f"cluster/{FIRST}.2.html" in list(site.many_addresses())
        assert "（续上页）" in site.render(f"cluster/{FIRST}.2.html")
        for odd in ("3", "0", "x", "02", "²"):
            with pytest.raises(UsageError):
                site.render(f"cluster/{FIRST}.{odd}.html")

    def test_marks_are_words_too(self, reader: Reader) -> None:
        text = page(reader, FIRST)
        assert '<ins><span class="hidden">（另有：</span>{科目}<span class="hidden">）</span></ins>' in text
        assert '<span class="slot" title="{科目}">档案</span>' in text


class TestReview:
    def test_without_judgements_nothing_is_read_for_them(self, reader: Reader) -> None:
        groups = groups_of(reader)
        assert [(one.cluster_id, one.size, one.touched) for one in groups.listed(reader.clusters(2))] == [
            (FIRST, 4, False),
            (SECOND, 2, False),
        ]
        assert groups.called("nothing") is None

    def test_what_was_taken_out_is_listed_apart_with_who_said_so(self, reader: Reader) -> None:
        judge(reader, ("explanation", place(reader, "人员增加。"), "excluded", "另一件事"))
        group = groups_of(reader).called(FIRST)
        assert group is not None
        assert (group.size, group.departments) == (3, 2)
        text = page(reader, FIRST)
        before, _, after = text.partition('id="excluded"')
        assert "人员增加。" not in before
        for words in ("人员增加。", "移出", "另一件事", "甲审计员"):
            assert words in after

    def test_a_group_of_its_own_has_a_page(self, reader: Reader) -> None:
        judge(
            reader,
            *(("explanation", place(reader, text), "split", HOSTILE) for text in ("档案人员增加", "办公人员增加")),
        )
        made = group_id(FIRST, HOSTILE)
        site = Site(reader, "zh")
        assert f"cluster/{page_name(made)}.html" in list(site.many_addresses())
        assert "档案</span>人员增加" in page(reader, page_name(made))
        assert f'href="../cluster/{FIRST}.html"' in page(reader, page_name(made))
        rest = page(reader, FIRST)
        assert "人员增加。" in rest
        assert "档案</span>人员增加" not in rest
        assert f'href="../cluster/{page_name(made)}.html"' in rest
        assert "<img src=x" not in rest + page(reader, page_name(made)) + site.render("clusters.js")

    def test_a_merged_cluster_leads_to_what_it_is_part_of(self, reader: Reader) -> None:
        judge(reader, ("cluster", SECOND, "merged", FIRST), ("cluster", FIRST, "named", "人的事"))
        listed = groups_of(reader).listed(reader.clusters(2))
        assert [(one.cluster_id, one.title, one.named, one.size) for one in listed] == [(FIRST, "人的事", True, 6)]
        assert page(reader, SECOND) == page(reader, FIRST)
        assert "厉行节约" in page(reader, FIRST)
        document = reader.documents()[0].doc_id
        assert f"cluster/{SECOND}.html" not in Site(reader, "zh").render(f"doc/{document}.html")
        assert f'"{FIRST}","人的事"' in Site(reader, "zh").render("clusters.js")

    def test_years_of_what_was_changed_are_its_members(self, reader: Reader) -> None:
        judge(reader, ("explanation", place(reader, "人员增加"), "excluded", ""))
        groups = groups_of(reader)
        assert groups.spread(groups.listed(reader.clusters(2)), {SECOND: {2020: 7}}) == {
            FIRST: {2024: 3},
            SECOND: {2020: 7},
        }

    def test_a_withdrawn_judgement_does_not_count(self, reader: Reader) -> None:
        with ReviewBook.open(reader.path) as book:
            one = book.add("cluster", SECOND, "merged", FIRST, "甲")
            book.withdraw(one.judgement_id)
        assert len(groups_of(reader).listed(reader.clusters(2))) == 2

    def test_judgements_on_what_is_not_there_change_nothing(self, reader: Reader) -> None:
        judge(
            reader,
            ("cluster", "gone", "merged", "gone too"),
            ("explanation", "0123456789abcdef-x1@gone", "excluded", ""),
        )
        assert len(groups_of(reader).listed(reader.clusters(2))) == 2


class TestDepartment:
    def text(self, reader: Reader, department: str = BOARD) -> str:
        return Site(reader, "zh").render(f"department/{department_page('青河县', department)}.html")

    def test_it_shows_its_years_measures_findings_and_wordings(self, reader: Reader) -> None:
        text = self.text(reader)
        for words in ("2023", "2024", "没有可比的部门", "reason_direction", "人员增加", "其他部门"):
            assert words in text
        assert text.count("没有可比的部门") == 1
        assert f'href="../cluster/{FIRST}.html"' in text
        assert 'href="#note1"' in text

    def test_it_counts_others_and_its_own_by_document(self, reader: Reader) -> None:
        from miner.report.views.departments import department_view

        rows = Site(reader, "zh").common.departments[department_page("青河县", BOARD)]
        view = department_view(reader, groups_of(reader), rows)
        assert [row.document.fiscal_year for row in view.rows] == [2023, 2024]
        assert [(one.group.cluster_id, one.counts, one.others) for one in view.groups] == [
            (FIRST, [1, 1], 2),
            (SECOND, [1, 0], 1),
        ]
        assert [(one.measure, one.notes) for one in view.measures] == [
            ("boilerplate_share", [1, 1]),
            ("characters", [0, 0]),
        ]

    def test_it_is_found_from_lists_and_documents(self, reader: Reader) -> None:
        site = Site(reader, "zh")
        name = department_page("青河县", BOARD)
        doc = reader.documents()[0].doc_id
        for address, way in (("documents.html", ""), (f"doc/{doc}.html", "../")):
            assert f'href="{way}department/{name}.html"' in site.render(address) or address.startswith("doc")
        assert f'"{name}"' in site.render("findings.js")
        assert f"department/{name}.html" in list(site.many_addresses())

    def test_an_unknown_department_has_no_page(self, reader: Reader) -> None:
        assert department_page("青河县", "") == ""
        for name in ("", "..", "x", f"{department_page('青河县', BOARD)}.2"):
            with pytest.raises(UsageError):
                Site(reader, "zh").render(f"department/{name}.html")

    def test_hostile_names_stay_text(self, tmp_path: Path) -> None:
        with Reader.open(stored(tmp_path, HOSTILE)) as reader:
            text = self.text(reader, HOSTILE)
            assert "<img" not in text
            assert "&lt;img src=x onerror=alert(1)&gt;" in text
            site = Site(reader, "zh")
            for address in (*site.addresses(), *site.many_addresses()):
                if not address.endswith(".svg"):
                    assert "<img src=x" not in site.render(address), address
                assert ".." not in address


def test_the_ranking_page_says_that_nothing_can_be_ranked(reader: Reader) -> None:
    text = Site(reader, "zh").render("ranking.html")
    assert "不能排名" in text
    with pytest.raises(UsageError):
        Site(reader, "zh").render("charts/boilerplate.svg")


def test_each_chart_of_the_site_has_its_drawing(reader: Reader) -> None:
    site = Site(reader, "zh")
    drawn = [address for address in site.addresses() if address.startswith("charts/")]
    assert "charts/spread.svg" in drawn
    assert all(site.render(address).startswith("<svg") for address in drawn)
    for odd in ("charts/spread.html", "charts/../spread.svg", "charts/gone.svg", "cluster/spread.svg"):
        with pytest.raises(UsageError):
            site.render(odd)
