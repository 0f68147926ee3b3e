"""Many documents at once: what to read, isolated workers, one store; and all of one document (`mine`)."""

from miner.runs.inputs import Inputs, collect
from miner.runs.mining import Harvest, harvest, mine
from miner.runs.running import DATABASE, Failure, Progress, RunOptions, RunSummary, run

__all__ = [
    "DATABASE",
    "Failure",
    "Harvest",
    "Inputs",
    "Progress",
    "RunOptions",
    "RunSummary",
    "collect",
    "harvest",
    "mine",
    "run",
]
