"""The miner from Python: a corpus as pandas data frames, and the stages as functions on files and on text.

What is here is thin: it calls the public functions of the stages, of the store and of the runs. Every function loads what it
needs when it is called, so that ``import miner`` takes no time.
"""

from miner.api.corpus import Corpus, open
from miner.api.fonts import chinese_font, use_chinese_font
from miner.api.stages import check, cluster, explanations_of, mine, mine_text, read, run

__all__ = [
    "Corpus",
    "check",
    "chinese_font",
    "cluster",
    "explanations_of",
    "mine",
    "mine_text",
    "open",
    "read",
    "run",
    "use_chinese_font",
]
