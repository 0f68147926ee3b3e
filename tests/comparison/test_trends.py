from __future__ import annotations

from miner.comparison.trends import Observed, cause_matrix, measure_matrix, summary, trends


def test_a_summary_leaves_out_what_is_undefined() -> None:
    found = summary([1.0, 2.0, 3.0, 4.0, None])
    assert (found.count, found.undefined, found.mean, found.low, found.median, found.high) == (
        4,
        1,
        2.5,
        1.75,
        2.5,
        3.25,
    )
    assert summary([None]).median is None


def test_a_trend_follows_the_departments_of_both_years() -> None:
    rows = [
        ("甲", 2021, 0.2),
        ("甲", 2022, 0.4),
        ("乙", 2021, 0.8),
        ("乙", 2022, 0.7),
        ("丙", 2022, 0.0),
        ("丁", 2022, None),
    ]
    (trend,) = trends([Observed("m", value, who, "", year) for who, year, value in rows])
    first, second = trend.years
    assert (first.year, first.values.median, first.paired, first.change) == (2021, 0.5, 0, None)
    # The median falls because 丙 came in; of those that were there, one rose by 0.2 and one fell by 0.1.
    assert (second.values.median, second.values.undefined, second.paired, round(second.change or 0, 9)) == (
        0.4,
        1,
        2,
        0.05,
    )
    assert (second.rose, second.fell) == (1, 1)


def test_documents_of_unknown_year_or_department_make_no_trend() -> None:
    assert trends([Observed("m", 1.0, "甲", "", None)]) == []
    (trend,) = trends([Observed("m", 1.0, "", "", 2021), Observed("m", 2.0, "", "", 2022)])
    assert trend.years[1].paired == 0


def test_regions_by_measure_and_by_cause() -> None:
    matrix = measure_matrix(
        [
            Observed("m", 1.0, "甲", "青河县", 2021),
            Observed("m", 3.0, "乙", "", 2021),
            Observed("n", None, "甲", "青河县", 2021),
        ]
    )
    assert (matrix.regions, matrix.measures) == (("青河县", ""), ("m", "n"))
    assert [[cell.median for cell in row] for row in matrix.cells] == [[1.0, None], [3.0, None]]
    causes = cause_matrix([("青河县", "price"), ("青河县", "personnel"), ("青河县", "personnel"), ("", "price")])
    assert (causes.regions, causes.causes) == (("青河县", ""), ("personnel", "price"))
    assert causes.counts == ((2, 1), (0, 1))
    assert causes.shares == ((2 / 3, 1 / 3), (0.0, 1.0))
