"""Does the document keep what its table of contents promises?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from miner.bilingual import say
from miner.disclosure.titles import clean_title
from miner.model import Problem, Section, StatutoryTable
from miner.numbering import numbering

_ALIKE = 0.72
"""Similarity from which a heading is the announced one: 其他重要事项说明 stands for 其他重要事项的情况说明."""
_OWNER = re.compile(r"^.*?(?:20\d\d年度?)|^(?:本|我)?(?:部门|单位|预算单位)|[（(][^）)]*[)）]$")
_TABLES = re.compile(r"(?:决算|预算)(?:公开)?(?:报表|表)$|^附表")


def missing_headings(
    contents: Sequence[str], sections: Sequence[Section], tables: Sequence[StatutoryTable]
) -> tuple[str, ...]:
    """The announced headings that are neither a section nor a table of the document."""
    found = {_plain(section.title) for section in sections} | {_plain(table.title) for table in tables if table.title}
    return tuple(
        entry
        for entry in contents
        if (title := _plain(entry)) and not _is_there(title, found) and not (tables and _TABLES.search(entry))
    )


def contents_problems(
    contents: Sequence[str], sections: Sequence[Section], tables: Sequence[StatutoryTable]
) -> tuple[Problem, ...]:
    """One problem that names all missing headings, if there are any."""
    missing = missing_headings(contents, sections, tables)
    if not missing:
        return ()
    names = "；".join(missing)
    return (
        Problem(
            "outline",
            say(
                f"目录中的标题未在正文中找到：{names}", f"announced in the contents but not found in the body: {names}"
            ),
        ),
    )


def _plain(title: str) -> str:
    title = re.sub(r"\s", "", title)
    number = numbering(title)
    return _OWNER.sub("", clean_title(title[number.length :] if number else title))


def _is_there(title: str, found: set[str]) -> bool:
    if title in found:
        return True
    return any(
        (len(title) >= 4 and (title in other or (len(other) >= 4 and other in title)))
        or SequenceMatcher(None, title, other, autojunk=False).ratio() >= _ALIKE
        for other in found
        if other
    )
