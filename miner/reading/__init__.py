"""Reading: a file → pages with positioned characters and rulings, or with flow, and how healthy they are."""

from miner.reading.document import read, read_bytes

__all__ = ["read", "read_bytes"]
