"""A store of a few invented documents, written row by row, so that every figure can be worked out by hand."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from miner.store import Store


@dataclass(frozen=True)
class Reason:
    """An explanation of a document."""

    text: str
    cluster: str
    cause: str = "personnel"
    subject: str = "教育支出（类）教育管理事务（款）行政运行（项）"
    code: str = "2050101"
    template: str = ""
    """By default the text itself."""


@dataclass(frozen=True)
class Doc:
    """A document as it is to be stored."""

    doc_id: str
    department: str
    year: int | None
    region: str = "青河县"
    kind: str = "final_accounts"
    scope: str = "department"
    sections: Sequence[str] = ()
    reasons: Sequence[Reason] = ()
    measures: Mapping[str, float | None] = field(default_factory=dict)
    cells: Sequence[tuple[str, str, str, str, str]] = ()
    """Kind and unit of the table, label of the row, path of the column, value."""

    @property
    def source(self) -> str:
        return f"公开/{self.department or '未名'}_{self.year}_{self.kind}.pdf"


def write(path: Path, docs: Sequence[Doc]) -> Path:
    """Store them in a new ``miner.db``."""
    Store.open(path).close()
    db = sqlite3.connect(path)
    with db:
        clusters: dict[str, list[tuple[str, str, Reason]]] = {}
        for doc in docs:
            db.execute(
                "INSERT INTO documents VALUES (?,?,?,?,?,?,?,NULL,'complete','[]',1.0)",
                (doc.doc_id, doc.source, doc.doc_id * 4, doc.department, doc.region, doc.year, doc.kind),
            )
            db.execute(
                "INSERT INTO document_details (doc_id, format, scope, contents) VALUES (?,'pdf',?,'[]')",
                (doc.doc_id, doc.scope),
            )
            for number, text in enumerate(doc.sections or ["说明"]):
                section = f"{doc.doc_id}-s{number}"
                db.execute(
                    "INSERT INTO sections VALUES (?,?,NULL,?,1,'说明',?,1,1)", (section, doc.doc_id, number, text)
                )
                db.execute("INSERT INTO section_details VALUES (?,'explanation')", (section,))
            for number, one in enumerate(doc.reasons):
                narrative, name = f"{doc.doc_id}-n{number}", f"{doc.doc_id}-e{number}"
                db.execute(
                    "INSERT INTO narratives VALUES (?,?,?,'variance',?,?,?,?,'up',1,0,9)",
                    (narrative, doc.doc_id, f"{doc.doc_id}-s0", one.subject, one.code, one.text, one.text),
                )
                db.execute(
                    "INSERT INTO explanations VALUES (?,?,?,?,?,?,?)",
                    (name, narrative, doc.doc_id, one.text, one.template or one.text, one.cause, one.cluster or None),
                )
                if one.cluster:
                    clusters.setdefault(one.cluster, []).append((doc.department, doc.doc_id, one))
            for measure, value in doc.measures.items():
                db.execute("INSERT INTO profiles VALUES (?,?,?)", (doc.doc_id, measure, value))
                note = "没有差异" if value is None else ""
                db.execute("INSERT INTO profile_notes VALUES (?,?,'document',?)", (doc.doc_id, measure, note))
            tables: dict[tuple[str, str], str] = {}
            for number, (kind, unit, label, column, printed) in enumerate(doc.cells):
                table = tables.setdefault((kind, unit), f"{doc.doc_id}-t{len(tables)}")
                db.execute(
                    "INSERT OR IGNORE INTO tables VALUES (?,?,?,'','',?,'',1,1)", (table, doc.doc_id, kind, unit)
                )
                db.execute(
                    "INSERT INTO cells VALUES (?,?,?,0,?,'','',?,?,?,'number',1,NULL)",
                    (f"{table}-r{number}-c0", table, number, label, column, printed, printed),
                )
        for key, members in clusters.items():
            whose, where = {member[0] for member in members}, {member[1] for member in members}
            text = members[0][2].text
            db.execute(
                "INSERT INTO clusters VALUES (?,?,?,?,?,?,?,NULL,NULL)",
                (key, text, text, members[0][2].cause, len(members), len(whose), len(where)),
            )
        db.executemany("INSERT INTO causes VALUES (?,?)", [("personnel", "人员变动"), ("austerity", "厉行节约")])
    db.close()
    return path


PEOPLE, THRIFT, ROADS, OWN = "aaaa000000000001", "bbbb000000000002", "cccc000000000003", "dddd000000000004"
_SUMMARY = "income_expenditure_summary"


def county() -> list[Doc]:
    """Four departments of two regions, one of which was renamed, with a budget and a document without a name."""
    return [
        Doc(
            "a1a1a1a1a1a1a1a1", "青河县教育局", 2023,
            sections=["一、支出情况\n2023年支出合计100.00万元，比上年增加5.00万元。主要原因是在职人员增加。学生人数保持不变，校舍没有变化。"],
            reasons=[Reason("在职人员增加", PEOPLE), Reason("厉行节约", THRIFT, "austerity", "公务接待费", "")],
            measures={"reason_coverage": 0.5, "figures": 10.0, "redundancy": None},
            cells=[
                (_SUMMARY, "万元", "总计", "收入 / 决算数", "100.00"), (_SUMMARY, "万元", "总计", "支出 / 决算数", "100.00"),
                (_SUMMARY, "万元", "本年支出合计", "支出 / 预算数", "90.00"), (_SUMMARY, "万元", "本年支出合计", "支出 / 决算数", "95.00"),
                ("three_public", "元", "", "预算数 / 合计", "30000"), ("three_public", "元", "", "决算数 / 合计", "20000"),
            ],
        ),
        Doc(
            "b2b2b2b2b2b2b2b2", "青河县教育局", 2024,
            sections=["一、支出情况\n2024年支出合计110.00万元，比上年增加10.00万元。主要原因是在职人员减少。学生人数保持不变，校舍没有变化。"],
            reasons=[Reason("在职人员增加", PEOPLE), Reason("农村公路养护提标", ROADS, "policy")],
            measures={"reason_coverage": 0.75, "figures": 12.0, "redundancy": None},
            cells=[(_SUMMARY, "万元", "总计", "收入 / 决算数", "110.00"), (_SUMMARY, "万元", "总 计", "支出 / 决算数", "125.00")],
        ),
        Doc(
            "c3c3c3c3c3c3c3c3", "临江市教育局", 2024, region="临江市",
            reasons=[Reason("在职人员增加", PEOPLE)], measures={"reason_coverage": 1.0, "figures": 8.0},
        ),
        Doc(
            "d4d4d4d4d4d4d4d4", "青河县国土资源局", 2023,
            reasons=[Reason("厉行节约", THRIFT, "austerity")], measures={"reason_coverage": 0.25, "figures": 9.0},
        ),
        Doc(
            "e5e5e5e5e5e5e5e5", "青河县自然资源局", 2024,
            sections=["一、概况\n根据机构改革方案，青河县国土资源局更名为青河县自然资源局。"],
            reasons=[Reason("厉行节约", THRIFT, "austerity"), Reason("农村公路养护提标", ROADS, "policy"), Reason("测绘任务集中", "")],
            measures={"reason_coverage": 0.5, "figures": 11.0},
        ),
        Doc("f6f6f6f6f6f6f6f6", "青河县教育局", 2024, kind="budget", measures={"reason_coverage": 0.9}),
        Doc("a7a7a7a7a7a7a7a7", "", 2024, region="", kind="other"),
    ]  # fmt: skip
