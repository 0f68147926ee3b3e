"""What the lines of a table of contents point at."""

from __future__ import annotations

import re
from collections.abc import Sequence

from miner.county.blocks import Block, Entry, Heading, PrintedTable

_NOISE = re.compile(r"[\s　]+")
_NUMBER = re.compile(
    r"^(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)]|\d+[、.．]|附?[表件]\s*\d+[:：、.]?)"
)


def targets(blocks: Sequence[Block]) -> dict[int, int]:
    """The index of the heading or table that an entry names, by the index of the entry.

    Both run in the same order, so each is sought after the one found before; an entry that names nothing points nowhere.
    A table is found with the entry's number or without it: 三、支出决算表 stands above no table word for word.
    """
    found: dict[int, int] = {}
    start = 0
    for index, block in enumerate(blocks):
        if not isinstance(block, Entry):
            continue
        whole = _NOISE.sub("", block.text)
        wanted = {whole, _NUMBER.sub("", whole)}
        for place in range(max(start, index + 1), len(blocks)):
            target = blocks[place]
            named = isinstance(target, Heading) and _NOISE.sub("", target.text) == whole
            printed = isinstance(target, PrintedTable) and _NOISE.sub("", target.title) in wanted
            if named or printed:
                found[index] = place
                start = place + 1
                break
    return found
