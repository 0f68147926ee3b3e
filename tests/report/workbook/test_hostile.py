"""What a publisher may have written anywhere: nothing of it is ever executed, lost, or leads anywhere."""

import json
from collections.abc import Iterator

import pytest

from miner.model import Mined
from miner.report.workbook import write_workbook
from miner.store import schema
from tests.report.workbook.making import Opened, execute, out_of
from tests.store import factories

HOSTILE = (
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://evil.example","看")',
    "+1+1",
    "-2+3",
    "@SUM(A1:A9)",
    "＝1+1",
    "\t=1",
    "\n=1",
    "{=1+1}",
    "'=1",
    "http://evil.example/x",
    "https://evil.example",
    "ftp://evil.example",
    "mailto:a@evil.example",
    "internal:'封面'!A1",
    "external:\\\\evil\\share",
    "file:///etc/passwd",
    "\\\\evil\\share\\x.xlsx",
    "#REF!",
    "TRUE",
    "1E5",
    "00012",
    "../../../etc/passwd",
    "a/b\\c:d*e?f\"g<h>|i'j",
    "封面!A1",
    "]]>&amp;<script>alert(1)</script>",
    "_x0041_ _x005F_",
    "\x00\x01\x1f\x7f\ufffe\uffff",
    "\u202e倒\u200b\ufeff 🏴󠁧󠁢󠁥󠁮󠁧󠁿 Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢",
    " 前后有空 ",
    "行一\r\n行二\r行三",
    "甲" * 40_000,
    "😀" * 40_000,
    "&" * 33_000,
    "\n" * 600,
)
KEYS = (
    "_id",
    "_at",
    "_key",
    "sha256",
    "kind",
    "verdict",
    "severity",
    "state",
    "outcome",
    "direction",
    "basis",
    "format",
)


TABLES = ("documents", "sections", "tables", "figures", "findings", "explanations", "narratives")


def changes(document: Mined, text: str) -> Iterator[tuple[str, *tuple[object, ...]]]:
    """The queries that put a text wherever a document's own words stand."""
    doc_id = document.disclosure.doc_id
    for table in TABLES:
        for column in schema.BY_NAME[table].columns:
            if column.kind == "TEXT" and "REFERENCES" not in column.sql and not column.name.endswith(KEYS):
                yield f"UPDATE {table} SET {column.name} = ? WHERE doc_id = ?", text, doc_id
    for table, key, columns in (
        ("links", "figure_id", ("formula", "why")),
        ("cells", "cell_id", ("row_label", "column_path", "raw")),
    ):
        for name in columns:
            yield f"UPDATE {table} SET {name} = ? WHERE {key} LIKE ?", text, f"{doc_id}-%"
    item = {"page": 1, "quote": text, "role": text, "section_id": f"{doc_id}-s1", "cell_id": None}
    evidence = json.dumps([item, {**item, "quote": text + "\ud800", "cell_id": text}, item])
    yield "UPDATE findings SET evidence = ? WHERE doc_id = ?", evidence, doc_id
    judgement = ("finding", f"{doc_id}-g", "comment", text, text, text)
    yield "INSERT INTO judgements VALUES (?, ?, ?, ?, ?, ?, NULL)", *judgement


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Opened:
    """One document for each text, which stands in every column that is not a key or a code."""
    out = tmp_path_factory.mktemp("hostile")
    documents = [factories.mined(f"文件{number}") for number in range(len(HOSTILE))]
    out_of(out, *documents, report=True)
    execute(
        out,
        *(query for document, text in zip(documents, HOSTILE, strict=True) for query in changes(document, text)),
        ("UPDATE clusters SET template = ?, label = ?, cause = ?", *HOSTILE[:3]),
        ("UPDATE runs SET inputs = ?, settings = ?", json.dumps(HOSTILE), json.dumps({HOSTILE[0]: HOSTILE[1]})),
        ("UPDATE errors SET message = ?", HOSTILE[0]),
    )
    return Opened(write_workbook(out))


def test_no_cell_is_ever_a_formula(hostile: Opened) -> None:
    assert hostile.formulas() == []


def test_nothing_leads_out_of_the_report(hostile: Opened) -> None:
    targets = hostile.outside()
    assert targets
    for target in targets:
        assert target.startswith(("report/doc/", "report/cluster/"))
        assert ".." not in target
        assert "//" not in target


def test_there_is_nothing_in_the_file_but_sheets(hostile: Opened) -> None:
    for name, part in hostile.parts().items():
        assert not any(
            word in name.lower() for word in ("vba", "externallink", "connection", "embed", "custom", "query")
        )
        for relation in part.iter():
            assert not relation.attrib.get("Type", "").endswith(("/externalLink", "/oleObject", "/attachedTemplate"))


def test_text_is_there_as_it_was(hostile: Opened) -> None:
    seen = {str(row["说明"]) for row in hostile.rows("组内说明")}
    for text in HOSTILE:
        if len(text) < 200 and "\x00" not in text and "\r" not in text:
            written = text.replace("_x", "_x005F_x") if "_x0041_" in text else text
            assert written in seen, text
    assert "\\x00\\x01\\x1f\\x7f\\ufffe\\uffff" in seen
    assert "行一\n行二\\x0d行三" in seen


def test_a_lone_surrogate_is_shown(hostile: Opened) -> None:
    assert "=cmd|' /C calc'!A0\\ud800" in {row["原文"] for row in hostile.rows("线索证据")}


@pytest.mark.parametrize(
    "text", [text for text in HOSTILE if len(text) > 500], ids=["han", "emoji", "escaped", "lines"]
)
def test_what_is_too_long_for_a_cell_stands_whole_on_a_sheet_of_its_own(hostile: Opened, text: str) -> None:
    beginning = text[:100]
    rows = hostile.rows("长文本")
    [cell] = [
        hostile.cell("组内说明", "说明", number)
        for number, row in enumerate(hostile.rows("组内说明"), start=2)
        if str(row["说明"]).startswith(beginning)
    ]
    assert "见“长文本”第" in cell.value
    first = int(cell.value.split("见“长文本”第")[1].split("行")[0])
    assert len(cell.value) < 3_000
    here = [row for row in rows[first - 2 :] if (row["工作表"], row["行"], row["列"]) == ("组内说明", cell.row, "说明")]
    count = int(here[0]["段"].split("/")[1])
    assert [row["段"] for row in here] == [f"{number}/{count}" for number in range(1, count + 1)]
    assert "".join(row["文字"] or "" for row in here) == text
    assert all(len((row["文字"] or "").encode("utf-16-le")) // 2 <= 32_767 for row in here)
