"""Rows of a query → a pandas data frame with the dtypes that its description says.

pandas is imported where a frame is made, so that whoever only mines a document need not wait for it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING, Any, Literal

from miner.api.frames import Field, Frame, Kind
from miner.bilingual import say
from miner.errors import StoreError
from miner.store.encoding import bbox_value

if TYPE_CHECKING:  # loading it takes longer than reading a document
    import pandas as pd

Decimals = Literal["decimal", "float"]

_BATCH = 20_000
"""Rows that are taken at a time."""
SEVERITIES = ("hint", "warning", "error")
"""In the order of their weight, so that ``severity >= "warning"`` means what it says."""


def data_frame(frame: Frame, rows: Iterable[Sequence[Any]], decimals: Decimals = "decimal") -> pd.DataFrame:
    """A frame of rows that have a value for each of its columns, in their order.

    Args:
        frame: what it is.
        rows: their values as the database holds them.
        decimals: what numbers of money become.

    Raises:
        StoreError: a value is not of its column's kind.
    """
    import pandas as pd

    columns = _columns(len(frame.fields), rows)
    made = {}
    for field in reversed(frame.fields):  # each goes when its column is made: a large frame need not be held twice
        try:
            made[field.name] = _column(field, columns.pop(), decimals)
        except (ValueError, TypeError, ArithmeticError) as error:
            name = f"{frame.name}.{field.name}"
            raise StoreError(
                say(f"{name} 里有不该有的值：{error}", f"{name} holds a value that it should not: {error}"),
                say(
                    "数据库可能被别的程序改过，请重新运行 miner run。",
                    "Another program may have changed it: run miner run again.",
                ),
            ) from error
    return pd.DataFrame({field.name: made.pop(field.name) for field in frame.fields})


def dtype_of(field: Field, decimals: Decimals = "decimal") -> str:
    """What `data_frame` makes of a column, in words."""
    return "float64" if field.kind is Kind.DECIMAL and decimals == "float" else field.kind.value


def _columns(width: int, rows: Iterable[Sequence[Any]]) -> list[list[Any]]:
    """The values by column; equal texts are one object, because millions of cells have few labels."""
    columns: list[list[Any]] = [[] for _ in range(width)]
    known: dict[str, str] = {}
    left = iter(rows)
    while batch := list(islice(left, _BATCH)):
        for column, values in zip(columns, zip(*batch, strict=True), strict=True):
            column += [known.setdefault(value, value) if isinstance(value, str) else value for value in values]
    return columns


def _column(field: Field, values: Sequence[Any], decimals: Decimals) -> Any:
    """A column: missing is ``<NA>`` in Int64, string and boolean, ``NaN`` in float64 and category, ``None`` in object."""
    import pandas as pd

    if field.kind is Kind.CODE:
        ordered = field.name == "severity"
        known = SEVERITIES if ordered else sorted({str(value) for value in values if value is not None})
        return pd.Series(pd.Categorical(values, categories=pd.Index(known, dtype="object"), ordered=ordered))
    if field.kind is Kind.DECIMAL and decimals == "float":
        return pd.Series([None if value is None else float(value) for value in values], dtype="float64")
    decode = _DECODERS.get(field.kind)
    if decode is not None:
        return pd.Series([None if value is None else decode(value) for value in values], dtype="object")
    return pd.Series(list(values), dtype=field.kind.value)


def _decoded(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value


def _box(value: Any) -> Any:
    return bbox_value(value) if isinstance(value, str) else tuple(value)


_DECODERS: dict[Kind, Callable[[Any], Any]] = {Kind.DECIMAL: Decimal, Kind.JSON: _decoded, Kind.BOX: _box}
