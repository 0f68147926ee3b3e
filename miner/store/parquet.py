"""A table as a Parquet file, for researchers: typed columns that carry what they hold, written some rows at a time.

INTEGER is int64, REAL float64, all else string, JSON too; ``NULL`` is null. Decimal numbers stay the strings that the
database holds, because a Parquet decimal has one scale for its whole column and 120.50 would become 120.5000; each field's
metadata says what its strings are (``kind``) and what it holds (``note``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import miner
from miner.bilingual import say
from miner.errors import StoreError
from miner.store import schema

BATCH_ROWS = 65_536
BATCH_CHARACTERS = 16_000_000
"""Characters of a batch, about: so that long texts do not add up to gigabytes."""


def write_parquet(path: Path, table: schema.Table, rows: Iterable[Sequence[object]]) -> None:
    """Write rows as a Parquet file. The same rows give the same bytes.

    Raises:
        StoreError: a value is not of its column's type, or pyarrow is missing.
    """
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as error:
        raise StoreError(
            say("没有安装 pyarrow，不能写 Parquet", "pyarrow is missing, so Parquet cannot be written"),
            say("请重新安装 miner，或换用 csv、jsonl。", "Install the miner anew, or use csv or jsonl."),
        ) from error
    types = {"INTEGER": pyarrow.int64(), "REAL": pyarrow.float64()}
    fields = [
        pyarrow.field(
            column.name,
            types.get(column.kind, pyarrow.string()),
            nullable="NOT NULL" not in column.sql,
            metadata={"kind": column.kind, "note": column.note},
        )
        for column in table.columns
    ]
    about = {
        "table": table.name,
        "note": table.note,
        "miner_version": miner.__version__,
        "schema_version": str(schema.VERSION),
    }
    shape = pyarrow.schema(fields, metadata=about)
    with parquet.ParquetWriter(path, shape, compression="zstd") as writer:
        for batch in _batches(rows):
            try:
                columns = [
                    pyarrow.array(values, type=field.type)
                    for values, field in zip(zip(*batch, strict=True), shape, strict=True)
                ]
            except (pyarrow.ArrowInvalid, pyarrow.ArrowTypeError, OverflowError) as error:
                raise StoreError(
                    say(
                        f"表 {table.name} 中有类型不对的值：{error}",
                        f"The table {table.name} has a value of a wrong type: {error}",
                    ),
                    say("请用 jsonl 导出，或重新运行 miner run。", "Export as jsonl, or run miner run again."),
                ) from error
            writer.write_table(pyarrow.Table.from_arrays(columns, schema=shape))


def _batches(rows: Iterable[Sequence[object]]) -> Iterator[list[Sequence[object]]]:
    batch: list[Sequence[object]] = []
    characters = 0
    for row in rows:
        batch.append(row)
        characters += sum(len(value) for value in row if isinstance(value, str))
        if len(batch) >= BATCH_ROWS or characters >= BATCH_CHARACTERS:
            yield batch
            batch, characters = [], 0
    if batch:
        yield batch
