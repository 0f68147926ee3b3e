from __future__ import annotations

import io
import json
from decimal import Decimal
from enum import StrEnum

import pytest
from rich.console import Console

from miner import model
from miner.bilingual import set_language
from miner.cli.machine import as_json, document_object
from miner.cli.showing import PARTS, show_document
from miner.labels import label
from miner.model import (
    BBox,
    Cell,
    CellRef,
    CellState,
    Direction,
    Disclosure,
    DisclosureKind,
    Figure,
    FigureKind,
    HealthVerdict,
    Identity,
    IdentityEvidence,
    Link,
    Mined,
    Narrative,
    NarrativeKind,
    PageHealth,
    PlacedText,
    Problem,
    Scope,
    Section,
    SectionRole,
    StatutoryTable,
    TableKind,
    Verdict,
)

WORDS = "（一）支出决算情况\n2024年度支出合计1,234.56万元，比上年增加[减少]10.00万元，主要原因是新增[b]项目[/b]。"


def cell(row: int, column: int, header: str, raw: str, value: str | None = None) -> Cell:
    box: BBox | None = None
    state = CellState.NUMBER if value else CellState.TEXT
    return Cell(row, column, "合计", "", "", header, raw, Decimal(value) if value else None, state, None, box)


def mined() -> Mined:
    health = PageHealth(HealthVerdict.GOOD, 120, 0.9, 0.0, 0.0)
    evidence = IdentityEvidence("department", "青河县水务局", "cover", "青河县水务局2024年度部门决算", 1)
    identity = Identity("青河县水务局", "青河县", 2024, DisclosureKind.FINAL_ACCOUNTS, Scope.DEPARTMENT, (evidence,))
    part = Section(0, None, 1, "第三部分 决算情况说明", PlacedText("第三部分 决算情况说明"), SectionRole.EXPLANATION)
    section = Section(1, 0, 3, "（一）支出决算情况", PlacedText(WORDS), SectionRole.EXPLANATION)
    table = StatutoryTable(
        0,
        TableKind.EXPENDITURE,
        "支出决算表",
        "公开03表",
        "万元",
        "注：本表反映本年度支出。",
        ("项目", "金额"),
        (cell(0, 0, "项目", "合计"), cell(0, 1, "金额", "1,234.56", "1234.56")),
        2,
        3,
    )
    begin = WORDS.index("2024年度")
    reason = "新增[b]项目[/b]"
    narrative = Narrative(
        0, 1, NarrativeKind.VARIANCE, "支出合计", "", WORDS[begin:], reason, Direction.UP, begin, len(WORDS)
    )
    figure = Figure(0, 1, 0, "1,234.56", Decimal("1234.56"), "万元", FigureKind.AMOUNT, "支出决算", "2024", 17, 25)
    link = Link(0, CellRef(0, 0, 1), "", None, Verdict.MATCH, 0.9, {"label": 1.0}, "与支出决算表合计一致")
    disclosure = Disclosure(
        "water.pdf",
        "ab" * 32,
        identity,
        (part, section),
        (table,),
        (health, health),
        problems=(Problem("reading", "读不清", 2),),
    )
    return Mined(disclosure, (narrative,), (figure,), (link,))


def shown(*parts: str) -> str:
    stream = io.StringIO()
    show_document(mined(), parts, Console(file=stream, width=160))
    return stream.getvalue()


def test_a_document_in_outline() -> None:
    said = shown()
    for words in ("青河县水务局2024年度部门决算", "青河县", "部门决算", "正常 2", "第 2 页: 读不清"):
        assert words in said
    for words in ("章节 2 个", "（一）支出决算情况", "支出决算表", "公开03表", "1×2", "2–3", "变动说明", "相符"):
        assert words in said
    assert "比上年增加" not in said, "the outline gives reasons, not whole paragraphs"


def test_words_of_a_document_are_never_markup() -> None:
    assert "新增[b]项目[/b]" in shown()
    assert "增加[减少]10.00" in shown("sections")


@pytest.mark.parametrize(
    ("part", "present", "absent"),
    [
        ("sections", "比上年增加", "公开03表"),
        ("tables", "1,234.56", "变动说明"),
        ("narratives", "2024年度支出合计", "支出决算表"),
        ("figures", "与支出决算表合计一致", "变动说明"),
    ],
)
def test_one_part_in_full(part: str, present: str, absent: str) -> None:
    said = shown(part)
    assert present in said
    assert absent not in said
    assert "青河县水务局" in said


def test_the_outline_speaks_english_too() -> None:
    set_language("en")
    said = shown()
    assert "Narratives: 1" in said
    assert "final accounts" in said


def test_json_holds_what_was_asked_with_every_digit() -> None:
    whole = json.loads(as_json(document_object(mined(), PARTS)))
    assert whole["doc_id"] == "ab" * 8
    assert whole["identity"]["evidence"][0]["quote"] == "青河县水务局2024年度部门决算"
    assert whole["sections"][1]["text"] == WORDS
    assert whole["tables"][0]["cells"][1]["value"] == "1234.56"
    assert whole["narratives"][0]["direction"] == "up"
    assert whole["links"][0]["cell"] == {"table": 0, "row_index": 0, "column_index": 1}
    part = json.loads(as_json(document_object(mined(), ["tables"])))
    assert "tables" in part
    assert not {"sections", "narratives", "figures"} & part.keys()


def test_every_code_has_a_label_in_both_languages() -> None:
    kinds = [kind for kind in vars(model).values() if isinstance(kind, type) and issubclass(kind, StrEnum)]
    assert TableKind in kinds
    for code in (code for kind in kinds if kind is not SectionRole for code in kind):  # roles are never shown
        set_language("zh")
        chinese = label(code)
        set_language("en")
        assert chinese
        assert label(code).isascii()


def test_codes_that_are_the_same_word_keep_their_own_labels() -> None:
    assert label(DisclosureKind.OTHER) != label(TableKind.OTHER)
