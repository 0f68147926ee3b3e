from __future__ import annotations

from pathlib import Path

import pytest

from miner.comparing.corrections import corrections_beside, read_corrections
from miner.comparison.identity import Correction
from miner.errors import UsageError

CSV = "name,region,identity\n青河县国土资源局,青河县,青河县自然资源局\n青河县国土局,,青河县自然资源局\n"
TOML = """
[[department]]
identity = "青河县自然资源局"
region = "青河县"
names = ["青河县国土资源局", "青河县国土局"]
"""


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_csv_and_toml_say_the_same(tmp_path: Path) -> None:
    land = "青河县自然资源局"
    assert read_corrections(written(tmp_path, "a.csv", "\ufeff" + CSV)) == (
        Correction("青河县国土资源局", "青河县", land),
        Correction("青河县国土局", "", land),
    )
    assert read_corrections(written(tmp_path, "a.toml", TOML)) == (
        Correction("青河县国土资源局", "青河县", land),
        Correction("青河县国土局", "青河县", land),
    )


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.csv", "name,identity\n甲局,乙局\n", "表头"),
        ("a.csv", "name,region,identity\n甲局,,\n", "第 2 行缺 identity"),
        ("a.csv", "name,region,identity\n甲局,乙局\n", "应有 3 列"),
        ("a.csv", "name,region,identity\n甲局,,乙局,丙\n", "应有 3 列"),
        ("a.csv", "name,region,identity\n甲局,,乙局\n甲 局,,丙局\n", "既是“乙局”又是“丙局”"),
        ("a.csv", "", "表头"),
        ("a.toml", "[[department]\n", "不是 TOML"),
        ("a.toml", "name = 1\n", "[[department]]"),
        ("a.toml", '[[department]]\nidentity = "甲局"\n', "names"),
        ("a.toml", '[[department]]\nidentity = "甲局"\nnames = "乙局"\n', "names"),
        ("a.toml", '[[department]]\nidentity = 1\nnames = ["乙局"]\n', "names"),
        ("a.toml", '[[department]]\nidentity = "甲局"\nnames = ["乙局"]\nold = 1\n', "不能有别的"),
        ("a.xlsx", "", "不是 .csv 或 .toml"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, name: str, text: str, said: str) -> None:
    path = written(tmp_path, name, text)
    with pytest.raises(UsageError) as raised:
        read_corrections(path)
    assert said in raised.value.message
    assert str(path) in raised.value.message


def test_the_file_beside_the_database_is_taken(tmp_path: Path) -> None:
    assert corrections_beside(tmp_path) == ()
    written(tmp_path, "identities.csv", CSV)
    assert len(corrections_beside(tmp_path)) == 2
    written(tmp_path, "identities.toml", TOML)
    with pytest.raises(UsageError):
        corrections_beside(tmp_path)
    with pytest.raises(UsageError):
        read_corrections(tmp_path / "absent.csv")
