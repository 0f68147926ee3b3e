"""Work on hostile files in processes of their own, within limits of time and memory."""

from miner.isolation.pool import DIED, Crew, Done, Limits, Stopped, work_through
from miner.isolation.wording import in_words, unforeseen

__all__ = ["DIED", "Crew", "Done", "Limits", "Stopped", "in_words", "unforeseen", "work_through"]
