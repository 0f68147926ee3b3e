"""One SQLite file: the records, the journal of the runs, the reviewer's judgements.

`Store` writes, `Reader` reads, `ReviewBook` takes judgements, `export_tables` hands on. What the tables hold stands in `miner.store.schema`.
"""

from miner.store.export import EXPORT_FORMATS, export_tables
from miner.store.judging import ReviewBook
from miner.store.reading import Reader
from miner.store.writing import Store, failed_id

__all__ = ["EXPORT_FORMATS", "Reader", "ReviewBook", "Store", "export_tables", "failed_id"]
