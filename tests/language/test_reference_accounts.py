"""Codes and names seen in real tables agree with the classification."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from miner.language.account_names import name_key
from miner.language.accounts import AccountKind, Classification

READING_ERRORS = {
    ("30210", "车辆运行费"): "no such account since 2007: a cell of another row was read",
}


@pytest.mark.parametrize(
    ("file", "kind", "year"),
    [
        ("functional_codes_seen.csv", AccountKind.FUNCTIONAL, 2024),
        ("economic_codes_seen.csv", AccountKind.ECONOMIC, 2024),
        ("economic_codes_2019.csv", AccountKind.ECONOMIC, 2019),
    ],
)
def test_every_code_seen_has_the_name_seen(reference: Path, file: str, kind: AccountKind, year: int) -> None:
    accounts = Classification.load()
    with (reference / "taxonomy" / file).open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert rows
    wrong = []
    for row in rows:
        code, name = row["code"], row.get("name_most_common") or row["name"]
        if (code, name) in READING_ERRORS:
            continue
        names = {name_key(account.name) for account in accounts.accounts if account.code == code}
        account = accounts.by_code(code, year)
        if account is None or account.kind is not kind or not account.in_force(year) or name_key(name) not in names:
            wrong.append((code, name, account))
    assert wrong == []
