"""Which key figure a cell holds, in the layouts of several regions; nothing is guessed."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from miner.comparing.holding import hold
from miner.comparing.key_figures import NAMES, key_amounts, names_of_cell
from miner.store import Reader
from tests.comparing.little_store import Doc, write

SUMMARY, PUBLIC = "income_expenditure_summary", "three_public"


@pytest.mark.parametrize(
    ("table", "label", "path", "kind", "name"),
    [
        (SUMMARY, "总计", "收入 / 决算数", "final_accounts", "income_total"),
        (SUMMARY, "总 计", "支出 / 表1单位：万元决算数", "final_accounts", "spending_total"),
        (SUMMARY, "收入总计", "本年收入 / 预算数", "budget", "income_total"),
        (SUMMARY, "支出总计", "本年支出 / 预算数 / 合计", "budget", "spending_total"),
        (SUMMARY, "支出总计", "本年支出 / 预算数 / 基本支出 / 人员经费", "budget", None),
        (SUMMARY, "本年支出合计", "支出 / 决算数", "final_accounts", "spending_of_year"),
        (SUMMARY, "本年支出合计", "支出 / 年初预算数", "final_accounts", None),
        (SUMMARY, "本年支出合计", "支出 / 上年决算数", "final_accounts", None),
        (SUMMARY, "年初结转和结余", "收入 / 决算数", "final_accounts", "carried_in"),
        (SUMMARY, "年末结转和结余", "支出 / 决算数", "final_accounts", "carried_out"),
        (SUMMARY, "使用非财政拨款结余", "收入 / 决算数", "final_accounts", None),
        ("expenditure", "合计", "基本支出", "final_accounts", "basic_spending"),
        ("expenditure", "合计", "支出预算 / 项目支出", "budget", "project_spending"),
        ("expenditure", "行政运行合计", "基本支出", "final_accounts", None),
        ("income", "合计", "收入预算 / 财政拨款收入", "budget", "appropriation_income"),
        ("fiscal_appropriation_summary", "本年支出合计", "支出 / 合计", "final_accounts", "appropriation_spending"),
        (PUBLIC, "", "决算数 / 合计", "final_accounts", "three_public_total_final"),
        (PUBLIC, "", "合计 / 预算数", "final_accounts", "three_public_total_budget"),
        (PUBLIC, "", "预算数 / 公务用车购置及运行维护费 / 小计", "final_accounts", None),
        (
            PUBLIC,
            "",
            "预算数 / 公务用车购置及运行维护费 / 公务用车购置费",
            "final_accounts",
            "three_public_purchase_budget",
        ),
        (PUBLIC, "", "公务用车购置及运行费 / 运行费 / 决算数", "final_accounts", "three_public_running_final"),
        (PUBLIC, "", "2024年“三公”经费预算数 / 因公出国(境)费", "budget", "three_public_abroad_budget"),
        (PUBLIC, "", "2023年“三公”经费预算数 / 因公出国(境)费", "budget", None),
        (PUBLIC, "", "2024年机关运行经费预算数", "budget", None),
        (PUBLIC, "（三）公务接待费", "决算数", "final_accounts", "three_public_reception_final"),
        (PUBLIC, "公务用车购置及运行维护费", "决算数", "final_accounts", None),
    ],
)
def test_which_figure_a_cell_holds(table: str, label: str, path: str, kind: str, name: str | None) -> None:
    assert names_of_cell(table, label, path, kind, 2024) == (() if name is None else (name,))
    assert name is None or name in NAMES


def test_units_become_yuan_and_doubt_becomes_nothing(tmp_path: Path) -> None:
    def doc(doc_id: str, unit: str, *values: str) -> Doc:
        return Doc(
            doc_id, "青河县档案局", 2024, cells=[(SUMMARY, unit, "总计", "收入 / 决算数", value) for value in values]
        )

    docs = [
        doc("a" * 16, "金额单位：万元", "1.5"),
        doc("b" * 16, "元", "7", "7"),
        doc("c" * 16, "元", "7", "8"),
        doc("d" * 16, "吨", "1"),
    ]
    with Reader.open(write(tmp_path / "miner.db", docs)) as reader:
        found = key_amounts(reader, hold(reader).documents)
    assert [(one.doc_id[0], one.amount) for one in found] == [("a", Decimal("15000.0")), ("b", Decimal(7))]
