"""From glyphs and rulings to paragraphs and grids."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from miner.layout import lay_out
from miner.layout.characters import fold, without_blanks
from miner.layout.lattice import find_lattices
from miner.layout.lines import build_lines
from miner.model import Glyph, Grid, HealthVerdict, Page, PageHealth, Paragraph, Ruling
from miner.numbering import Numbering, numbering
from tests.layout.typesetting import GOOD, LEFT, SIZE, box, full, page, typeset


def texts(*pages: Page) -> list[str]:
    return [block.text.text for block in lay_out(pages) if isinstance(block, Paragraph)]


def grids(*pages: Page) -> list[Grid]:
    return [block for block in lay_out(pages) if isinstance(block, Grid)]


def only_grid(*pages: Page) -> dict[tuple[int, int], str]:
    (grid,) = grids(*pages)
    return {(cell.row, cell.column): cell.text for cell in grid.cells}


class TestLines:
    def test_baseline_and_not_the_top_makes_a_line(self) -> None:
        glyphs = typeset("收入合计2945.90万元", 100, rise=4.8)
        assert texts(Page(1, 595, 842, tuple(glyphs), (), GOOD)) == ["收入合计2945.90万元"]

    def test_order_of_drawing_does_not_matter(self) -> None:
        glyphs = [*typeset("支出增加的主要原因是人员调入", 130), *typeset("一、收入支出决算情况", 100)]
        random.Random(7).shuffle(glyphs)
        assert texts(Page(1, 595, 842, tuple(glyphs), (), GOOD)) == [
            "一、收入支出决算情况",
            "支出增加的主要原因是人员调入",
        ]

    def test_blanks_between_han_and_digits_go_and_raw_keeps_them(self) -> None:
        (paragraph,) = lay_out([page([(100, "截至 2024 年共有车辆 41 辆")])])
        assert isinstance(paragraph, Paragraph)
        assert paragraph.text.text == "截至2024年共有车辆41辆"
        at = paragraph.text.text.index("2024")
        assert paragraph.text.raw(at - 1, at + 5) == "至 2024 年"

    def test_a_number_torn_by_blanks_is_whole_again(self) -> None:
        assert texts(page([(100, "支出2, 945. 90万元")])) == ["支出2,945.90万元"]

    def test_two_numbers_side_by_side_stay_two(self) -> None:
        assert texts(page([(100, "12.50 13.40")])) == ["12.50 13.40"]

    def test_fake_bold_is_read_once_and_real_doubles_twice(self) -> None:
        bold = typeset("合计", 100) + [
            glyph._replace(x0=glyph.x0 + 0.4, x1=glyph.x1 + 0.4) for glyph in typeset("合计", 100)
        ]
        assert texts(Page(1, 595, 842, tuple(bold), (), GOOD)) == ["合计"]
        assert texts(page([(100, "经济经济")])) == ["经济经济"]

    def test_watermarks_are_left_out_but_not_a_grey_page(self) -> None:
        body = typeset("本单位无政府性基金收支", 100)
        tilted = [glyph._replace(angle=45.0) for glyph in typeset("公开件", 101)]
        pale = [glyph._replace(pale=True) for glyph in typeset("内部资料", 103, 300)]
        assert texts(Page(1, 595, 842, tuple(body + tilted + pale), (), GOOD)) == ["本单位无政府性基金收支"]
        grey = tuple(glyph._replace(pale=True) for glyph in body)
        assert texts(Page(1, 595, 842, grey, (), GOOD)) == ["本单位无政府性基金收支"]

    def test_a_character_span_has_its_box(self) -> None:
        (paragraph,) = lay_out([page([(100, "支出41万元")])])
        assert isinstance(paragraph, Paragraph)
        (place,) = paragraph.text.places(2, 4)
        assert place.page == 1
        assert place.bbox == (LEFT + 2 * SIZE, 100 - 0.88 * SIZE, LEFT + 3 * SIZE, 100 + 0.2 * SIZE)

    @given(st.text(alphabet="⽀⻋⼾０９Ａ％．支（，。 x1", max_size=40))
    def test_folding_keeps_every_offset(self, text: str) -> None:
        assert len(fold(text)) == len(text)
        assert fold(fold(text)) == fold(text)

    def test_radicals_become_characters(self) -> None:
        assert fold("⽀出⻋辆⻔⼾４１％") == "支出车辆门户41%"
        assert without_blanks("因 公　出\u00a0国\n") == "因公出国"


class TestParagraphs:
    def test_a_sentence_goes_on_over_lines_and_pages(self) -> None:
        first = page([(700, "  " + full("　　一般公共预算财政拨款支出")), (720, full("决算"))])
        second = page([(80, "小于预算数。"), (100, "　　二是加强管理。", LEFT)], number=2)
        paragraphs = texts(first, second)
        assert len(paragraphs) == 2
        assert paragraphs[0].endswith("小于预算数。")
        assert paragraphs[1] == "二是加强管理。"

    def test_a_place_on_the_second_page_is_known(self) -> None:
        first = page([(700, full("本年支出合计")), (720, full("其中"))])
        second = page([(80, "支出41万元。")], number=2)
        (paragraph,) = lay_out([first, second])
        assert isinstance(paragraph, Paragraph)
        start = paragraph.text.text.index("41")
        assert paragraph.text.places(start, start + 2)[0].page == 2

    def test_headings_begin_paragraphs(self) -> None:
        lines = [
            (100, "一、收入决算情况说明", LEFT + 24),
            (120, "（一）总体情况", LEFT + 24),
            (140, "1、行政运行（项）。", LEFT + 24),
        ]
        assert texts(page(lines)) == ["一、收入决算情况说明", "（一）总体情况", "1、行政运行（项）。"]

    def test_running_heads_and_page_numbers_go(self) -> None:
        pages = [
            page(
                [
                    (40, "青河县民政局2024年度部门决算"),
                    (300, full(f"第{n}页的正文", n)),
                    (310 + 14, "正文结束。"),
                    (815, f"— {n} —"),
                ],
                n,
            )
            for n in range(1, 6)
        ]
        found = texts(*pages)
        assert not any("—" in text for text in found)
        assert not any(text.startswith("青河县民政局2024年度部门决算") for text in found)

    def test_a_title_that_recurs_on_two_pages_stays(self) -> None:
        pages = [page([(40, "收入决算表"), (300, full("正文", n)), (320, "完。")], n) for n in (1, 2)]
        pages += [page([(300, full("另一页", n)), (320, "完。")], n) for n in range(3, 8)]
        assert texts(*pages).count("收入决算表") == 2

    def test_a_sick_page_is_passed_over(self) -> None:
        sick = Page(1, 595, 842, tuple(typeset("乱码", 100)), (), PageHealth(HealthVerdict.UNREADABLE, 2, 0, 1.0, 0))
        assert texts(sick, page([(100, "好的一页。")], 2)) == ["好的一页。"]


class TestGrids:
    def test_glyphs_go_to_the_cell_that_holds_their_middle(self) -> None:
        glyphs = (
            typeset("因 公", 118, 75) + typeset("出国", 132, 75) + typeset("12.30", 125, 205) + typeset("表外", 300)
        )
        found = only_grid(Page(1, 595, 842, tuple(glyphs), tuple(box([72, 200, 300], [100, 140, 180])), GOOD))
        assert found == {(0, 0): "因公出国", (0, 1): "12.30", (1, 0): "", (1, 1): ""}

    def test_missing_edges_make_spans(self) -> None:
        rulings = [
            *[Ruling(72, y, 372, y) for y in (100, 120, 140)],
            *[Ruling(x, 100, x, 140) for x in (72, 372)],
            Ruling(172, 120, 172, 140),
            Ruling(272, 120, 272, 140),
        ]
        glyphs = typeset("项目", 115, 80) + typeset("甲", 135, 80) + typeset("乙", 135, 180) + typeset("丙", 135, 280)
        (grid,) = grids(Page(1, 595, 842, tuple(glyphs), tuple(rulings), GOOD))
        head = next(cell for cell in grid.cells if cell.text == "项目")
        assert (head.column, head.column_span, grid.rows, grid.columns) == (0, 3, 2, 3)

    def test_pieces_of_seventeen_points_are_one_line(self) -> None:
        whole = box([72, 172, 272], [100, 130, 160])
        pieces = []
        for line in whole:
            steps = int(max(line.x1 - line.x0, line.y1 - line.y0) // 17) + 1
            for i in range(steps):
                a, b = i / steps, (i + 1) / steps
                pieces.append(
                    Ruling(
                        line.x0 + a * (line.x1 - line.x0), line.y0 + a * (line.y1 - line.y0),
                        line.x0 + b * (line.x1 - line.x0), line.y0 + b * (line.y1 - line.y0),
                    )
                )  # fmt: skip
        assert find_lattices(pieces) == find_lattices(whole)
        assert len(find_lattices(whole)[0].cells) == 4

    def test_two_numbers_in_one_cell_never_become_one(self) -> None:
        glyphs = (
            typeset("12.30", 115, 80)
            + typeset("45.60", 130, 80)
            + typeset("91,016,775.", 115, 180)
            + typeset("35", 130, 180)
        )
        found = only_grid(Page(1, 595, 842, tuple(glyphs), tuple(box([72, 172, 272], [100, 140, 160])), GOOD))
        assert found[0, 0] == "12.30 45.60"
        assert found[0, 1] == "91,016,775.35"

    def test_a_frame_around_prose_is_no_table(self) -> None:
        framed = page([(120, "本单位无此项支出。")], rulings=box([60, 540], [90, 200]))
        assert not grids(framed)
        assert texts(framed) == ["本单位无此项支出。"]

    def test_blocks_come_in_reading_order(self) -> None:
        lines = [(80, "收入决算表"), (300, "注：本表反映收入情况。")]
        glyphs = [glyph for y, text in lines for glyph in typeset(text, y)] + typeset("合计", 115, 80)
        blocks = lay_out([Page(1, 595, 842, tuple(glyphs), tuple(box([72, 172, 272], [100, 130, 160])), GOOD)])
        assert [type(block).__name__ for block in blocks] == ["Paragraph", "Grid", "Paragraph"]


def test_numbering_of_all_styles() -> None:
    assert numbering("第三部分 决算情况说明") == Numbering(1, 3, 5)
    assert numbering("十二、其他") == Numbering(2, 12, 3)
    assert numbering("一、2024年“三公”经费") == Numbering(2, 1, 2)
    assert numbering("（三）具体情况") == Numbering(3, 3, 3)
    assert numbering("(二)具体情况") == Numbering(3, 2, 3)
    assert numbering("12．行政运行") == Numbering(4, 12, 3)
    assert numbering("3.2024年部门预算") == Numbering(4, 3, 2)
    assert numbering("（10）维修项目") == Numbering(5, 10, 4)
    assert numbering("②培训费") == Numbering(5, 2, 1)
    for text in ("2024年度", "12.5万元", "1,234.56", "一般公共预算", "三公经费", "第三届大会", "2945. 90万元"):
        assert numbering(text) is None, text


def test_glyph_is_a_plain_tuple() -> None:
    glyph = Glyph("支", 1, 2, 3, 4, 3.5, 12, "Song", 0, False)
    assert glyph.text == "支"
    assert glyph[5] == 3.5


def test_fake_bold_is_found_wherever_it_stands() -> None:
    """Doubles were missed where they fell on the edge of a search bucket."""
    for left in range(40, 140, 3):
        once = typeset("政府性基金预算", 100.0 + left / 7, float(left) + 0.3)
        again = [glyph._replace(x0=glyph.x0 + 0.6, x1=glyph.x1 + 0.6, baseline=glyph.baseline + 0.2) for glyph in once]
        assert texts(Page(1, 595, 842, tuple(once + again), (), GOOD)) == ["政府性基金预算"]


def test_the_box_of_words_holds_their_ink_whatever_the_font_says_of_itself() -> None:
    """A font with a deep descent has glyph boxes that begin below the top of its characters."""
    glyphs = [g._replace(y0=g.y0 + 2, y1=g.y1 + 2) for g in typeset("决算数12.50万元", 100)]
    [line] = build_lines(glyphs, 1)
    [place] = line.text.places(3, 10)
    assert place.bbox == pytest.approx((108, 100 - 0.88 * 12, 108 + 5 * 6 + 24, 100 + 0.15 * 12 + 2))
    assert line.bbox[1] == pytest.approx(100 - 0.85 * 12 + 2), "layout still goes by what the font says"


def test_a_mark_that_is_set_into_the_empty_half_of_another_stands_outside_its_box() -> None:
    glyphs = typeset("0台（套）。", 100)
    glyphs[-1] = glyphs[-1]._replace(x0=glyphs[-1].x0 - 6, x1=glyphs[-1].x1 - 6)
    [line] = build_lines(glyphs, 1)
    assert line.text.places(0, 5)[0].bbox[2] == line.text.places(5, 6)[0].bbox[0] == glyphs[-1].x0


def test_a_row_that_the_page_break_leaves_open_is_a_row() -> None:
    """Its sides run on below the last line across, and on the next page above the first."""
    rulings = [*box([72, 172, 272], [100, 130, 160]), *(Ruling(x, 100, x, 185) for x in (72, 172, 272))]
    glyphs = (
        typeset("合计", 115, 80) + typeset("12.30", 115, 180) + typeset("行政运行", 178, 80) + typeset("4.50", 178, 180)
    )
    found = only_grid(Page(1, 595, 842, tuple(glyphs), tuple(rulings), GOOD))
    assert found[2, 0] == "行政运行"
    assert found[2, 1] == "4.50"


@pytest.mark.parametrize("number", ["表1", "附表 3", "公开01表"])
def test_the_number_above_a_table_without_rulings_is_no_word_of_its_head(number: str) -> None:
    lines = [
        (80, "支出决算表", 260),
        (96, number, 470),
        (112, "单位名称：青河县档案馆", 72),
        (112, "单位：万元", 450),
        (136, "科目名称", 90),
        (136, "基本支出", 260),
        (136, "项目支出", 420),
        (160, "档案事务", 90),
        (160, "120.50", 270),
        (160, "30.00", 430),
        (180, "行政运行", 90),
        (180, "120.50", 270),
        (180, "10.00", 430),
        (200, "档案馆", 90),
        (200, "0.50", 276),
        (200, "20.00", 430),
    ]
    found = only_grid(page([(float(y), text, float(left)) for y, text, left in lines]))
    assert [found[0, column] for column in range(3)] == ["科目名称", "基本支出", "项目支出"]
    assert found[1, 1] == "120.50"
