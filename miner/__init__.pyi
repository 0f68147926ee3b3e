from miner.api import Corpus as Corpus
from miner.api import check as check
from miner.api import chinese_font as chinese_font
from miner.api import cluster as cluster
from miner.api import explanations_of as explanations_of
from miner.api import mine as mine
from miner.api import mine_text as mine_text
from miner.api import open as open
from miner.api import read as read
from miner.api import run as run
from miner.api import use_chinese_font as use_chinese_font

__version__: str
