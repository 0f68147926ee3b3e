from __future__ import annotations

import pytest

from miner.comparing.holding import Held
from miner.comparing.selecting import parse, select
from miner.errors import UsageError
from miner.model.comparing import Form
from miner.store import Reader

A23, A24, C24, D23, E24, BUDGET = "a1", "b2", "c3", "d4", "e5", "f6"


@pytest.mark.parametrize(
    ("written", "form", "found"),
    [
        ("青河县教育局_2023_final_accounts.pdf", Form.DOCUMENT, [A23]),
        ("公开/青河县教育局_2023_final_accounts.pdf", Form.DOCUMENT, [A23]),
        ("a1a1a1a1a1a1a1a1", Form.DOCUMENT, [A23]),
        ("a1a1a1", Form.DOCUMENT, [A23]),
        ("doc:b2b2b2b2", Form.DOCUMENT, [A24]),
        ("文件：b2b2b2b2", Form.DOCUMENT, [A24]),
        ("青河县教育局@决算", Form.DEPARTMENT, [A23, A24]),
        ("青河县教育局@2024,决算", Form.DEPARTMENT, [A24]),
        ("青河县教育局@2024，final", Form.DEPARTMENT, [A24]),
        ("dept:青河县教育局@budget", Form.DEPARTMENT, [BUDGET]),
        ("青河县教育局@2023-2024,决算,部门", Form.DEPARTMENT, [A23, A24]),
        ("青河县教育局＠2024年,决算", Form.DEPARTMENT, [A24]),
        ("国土", Form.DEPARTMENT, [D23, E24]),
        ("青河县自然资源局@2023", Form.DEPARTMENT, [D23]),
        ("临江市教育局", Form.DEPARTMENT, [C24]),
        ("year:2023", Form.YEAR, [A23, D23]),
        ("年度：2023-2024@决算", Form.YEAR, [C24, D23, A23, A24, E24]),
        ("year:2024@决算", Form.YEAR, [C24, A24, E24]),
        ("region:青河县@2023", Form.REGION, [A23, D23]),
        ("地区:临江", Form.REGION, [C24]),
        ("kind:教育@2024,决算", Form.KIND, [C24, A24]),
        ("类别:自然资源", Form.KIND, [D23, E24]),
        ("全部@2023", Form.ALL, [A23, D23]),
        ("all:@决算", Form.ALL, [C24, D23, A23, A24, E24]),
    ],
)
def test_what_is_meant(written: str, form: Form, found: list[str], held: Held, reader: Reader) -> None:
    selection = select(written, held, reader)
    assert selection.form is form
    assert sorted(one[:2] for one in selection.ids) == sorted(found)


@pytest.mark.parametrize(
    ("written", "message", "remedy"),
    [
        ("教育局", "对应 2 个", "临江市教育局"),
        ("青河县教育局@2024", "混有不同种类", "@2024,决算"),
        ("青河县教育局@2019", "没有符合的文件", "2023 部门决算"),
        ("青河县教育局@两年", "既不是年度", "部门名@2024"),
        ("青河县教育居", "没有这个文件或部门", "青河县教育局"),
        ("doc:没有.pdf", "没有这个文件", ""),
        ("region:山海", "没有这个地区", ""),
        ("kind:航天", "没有这类部门", "自然资源"),
        ("year:去年", "看不懂", "year:2023"),
        ("", "看不懂", ""),
        ("@2024", "看不懂", ""),
    ],
)
def test_what_is_not_understood_is_said_plainly(
    written: str, message: str, remedy: str, held: Held, reader: Reader
) -> None:
    with pytest.raises(UsageError) as raised:
        select(written, held, reader)
    assert message in raised.value.message
    assert remedy in raised.value.remedy


def test_years_may_be_written_backwards() -> None:
    selector = parse("某局@2024-2022,单位")
    assert (selector.first_year, selector.last_year, selector.scope) == (2022, 2024, "unit")
