from miner.report.grids import HeadCell, grid_of, header
from miner.store.stored import StoredCell, StoredTable


def cell(row: int, column: int, raw: str, label: str = "", state: str = "number") -> StoredCell:
    return StoredCell(f"d-t0-r{row}-c{column}", "d-t0", row, column, label, "", "", "", raw, None, state, None, None)


def table(*columns: str) -> StoredTable:
    return StoredTable("d-t0", "income", "收入决算表", "", "", "", None, None, list(columns), False, False)


def test_paths_that_begin_alike_share_a_header_cell() -> None:
    rows = header([["项目"], ["收入", "合计"], ["收入", "其中", "专款"], ["支出"]])
    assert rows == (
        (HeadCell("项目", 1, 3), HeadCell("收入", 2, 1), HeadCell("支出", 1, 3)),
        (HeadCell("合计", 1, 2), HeadCell("其中", 1, 1)),
        (HeadCell("专款", 1, 1),),
    )


def test_two_columns_of_the_same_name_stay_two() -> None:
    assert header([["决算数"], ["决算数"]]) == ((HeadCell("决算数", 1, 1), HeadCell("决算数", 1, 1)),)


def test_every_row_is_as_wide_as_the_head() -> None:
    cells = [
        cell(0, 0, "合计", "合计", "text"),
        cell(0, 2, "9.00"),
        cell(1, 1, "3.00"),
        cell(2, 0, "行政运行", "行政运行", "text"),
        cell(2, 1, "3.00"),
        cell(2, 2, "6.00"),
    ]
    grid = grid_of(table("科目", "收入 / 甲", "收入 / 乙"), cells, {}, 2)
    assert [[(c.text, c.columns) for c in row] for row in grid.body] == [
        [("合计", 2), ("9.00", 1)],
        [("", 1), ("3.00", 2)],
        [("行政运行", 1), ("3.00", 1), ("6.00", 1)],
    ]
    assert [row[0].label for row in grid.body] == [True, False, True]


def test_a_linked_cell_shows_its_gravest_verdict_and_leads_to_its_figures() -> None:
    links = {"d-t0-r0-c0": [("f0", "match"), ("f3", "mismatch")]}
    [[linked]] = grid_of(table("决算数"), [cell(0, 0, "9.00")], links, 2).body
    assert (linked.anchor, linked.verdict, linked.figures) == ("t0-r0-c0", "mismatch", ("f0", "f3"))


def test_a_table_that_does_not_say_its_columns_takes_them_from_its_cells() -> None:
    grid = grid_of(table(), [cell(0, 0, "1.00"), cell(0, 2, "2.00")], {}, 2)
    assert sum(head.columns for head in grid.head[0]) == 3
