"""``python -m miner``: the same as the command ``miner``."""

import sys

from miner.cli import main

if __name__ == "__main__":
    sys.exit(main())
