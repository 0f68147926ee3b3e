"""Paragraphs → the table of contents and the section tree.

A heading is a paragraph that begins with a number of one of the five styles, or a short centred line that the table of
contents announces. The styles give the level; a region that leaves the parts out simply has no level 1.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from miner.disclosure.titles import clean_title, is_table_title, section_role
from miner.model import Paragraph, PlacedText, Section, SectionRole
from miner.numbering import Numbering, numbering

_LEADERS = re.compile(
    r"\s*(?:[.．…·‥⋯\-—－_]|\s){3,}\s*(?:PAGEREF\S*|\\h)*\s*[-—]?\s*\d{0,4}\s*[-—]?\s*$|\s+\d{1,3}$|PAGEREF.*$|TOC.*$"
)
_PAGE = re.compile(r"(?<=[^\d年])\d{1,3}$")
"""An entry's page number where nothing but a dropped blank parted it from the title."""
_CONTENTS = re.compile(r"(?:目录|目次|contents)", re.IGNORECASE)
_ANNEX = re.compile(r"附\s*件\s*[一二三四五六七八九十\d]{1,2}\s*[:：]?")
"""附件2 alone on its line: an annex with numbering of its own, whose title follows."""
_UNNUMBERED = re.compile(
    r"(?:绩效管理|工作|项目|(?:绩效)?(?:自评|评价))?(?:中)?(?:存在|发现)的(?:主要)?问题(?:及|和|与)?(?:其)?(?:原因)?(?:分析)?[:：]?"
    r"|(?:下一步|今后|改进)(?:拟采取|将采取|拟)?(?:的)?(?:改进|工作|整改)?(?:措施|打算|计划|方向|意见|建议)(?:及建议)?[:：]?"
)
"""Headings of the performance section that often stand without a number."""
_STOP = re.compile(r"[。；;？！!?]")
_TITLE_END = re.compile(r"[。；：:;！？]|\s{2,}")
_LONGEST_TITLE = 60
_LONGEST_ENTRY = 60
_LONGEST_HEADING = 45
_KNOWN_TITLE = re.compile(
    r"(?:(?:主要|部门|单位)?(?:职能|职责)|机构设置(?:情况)?|名词解释|(?:预算|决算)(?:编制)?(?:情况)?说明|其他(?:相关|重要)(?:情况|事项)(?:的)?说明|概况|项目(?:经费|支出)(?:情况|绩效)?说明|绩效自评报告|绩效评价报告)$"
)


@dataclass(frozen=True, slots=True)
class Outline:
    """The section tree, the headings announced by the table of contents, and the cover."""

    sections: tuple[Section, ...]
    contents: tuple[str, ...]
    cover: tuple[Paragraph, ...]


def read_outline(paragraphs: Sequence[Paragraph]) -> Outline:
    """The outline of a document from its prose, the paragraphs that belong to tables already taken away."""
    first, last, entries = _find_contents(paragraphs)
    body_start = last
    cover = tuple(paragraphs[:first])
    if not entries:
        body_start = _end_of_cover(paragraphs)
        cover = tuple(paragraphs[:body_start])
    return Outline(_tree(paragraphs[body_start:], entries), entries, cover)


# --------------------------------------------------------------------------------------------------- table of contents


def _find_contents(paragraphs: Sequence[Paragraph]) -> tuple[int, int, tuple[str, ...]]:
    """Where the table of contents begins and ends (indices), and its entries without leaders and page numbers."""
    start = next((i for i, p in enumerate(paragraphs[:80]) if _CONTENTS.fullmatch(_squeezed(p))), None)
    if start is None:
        start = _unnamed_contents(paragraphs)
        if start is None:
            return 0, 0, ()
        begin = start
    else:
        begin = start + 1
    entries: list[str] = []
    numbers: list[Numbering | None] = []
    i = begin
    for i in range(begin, len(paragraphs)):
        text = _squeezed(paragraphs[i])
        entry = _PAGE.sub("", _LEADERS.sub("", paragraphs[i].text.text.strip()).replace(" ", ""))
        number = numbering(entry)
        if not entry or (number is None and not entries):
            continue  # what stands between the word 目录 and its first entry
        if (
            len(entry) > _LONGEST_ENTRY
            or _STOP.search(entry)
            or (entries and _restarts(entry, number, entries, numbers))
        ):
            break
        if number is None and entry == text and entries:
            # A wrapped entry's rest, or the first heading of the body, which then opens a longer paragraph.
            if len(entry) <= 12 and not _announced(entry, entries) and not _opens_body(paragraphs, i):
                entries[-1] += entry
                continue
            if not _looks_like_entry(paragraphs, i):
                break
        entries.append(entry)
        numbers.append(number)
    else:
        i = len(paragraphs)
    if len(entries) < 3:
        return 0, 0, ()
    return start, i, tuple(entries)


def _unnamed_contents(paragraphs: Sequence[Paragraph]) -> int | None:
    """The first of at least four paragraphs in a row that end in leaders and a page number."""
    in_a_row = 0
    for i, paragraph in enumerate(paragraphs[:80]):
        text = paragraph.text.text.strip()
        in_a_row = in_a_row + 1 if re.search(r"(?:[.．…·]{3,}|PAGEREF).{0,12}\d*\s*$", text) else 0
        if in_a_row == 4:
            return i - 3
    return None


def _restarts(
    entry: str, number: Numbering | None, entries: Sequence[str], numbers: Sequence[Numbering | None]
) -> bool:
    """True where the body begins: the first announced heading comes again."""
    first = entries[0]
    if number is not None and numbers[0] is not None and number[:2] == numbers[0][:2] and number.level <= 2:
        if number.level == 1:
            return True
        a, b = entry[number.length :], first[numbers[0].length :]
        return a == b or (len(a) >= 4 and (a in b or b in a)) or not any(n and n.level == 1 for n in numbers)
    core, announced = clean_title(entry), clean_title(first)
    return len(announced) >= 4 and (core == announced or core.endswith(_core(announced)))


def _opens_body(paragraphs: Sequence[Paragraph], i: int) -> bool:
    following = paragraphs[i + 1] if i + 1 < len(paragraphs) else None
    return following is not None and len(following.text) > _LONGEST_ENTRY


def _looks_like_entry(paragraphs: Sequence[Paragraph], i: int) -> bool:
    """True for an unnumbered line among entries: another entry follows within two lines."""
    return any(numbering(p.text.text.strip()) for p in paragraphs[i + 1 : i + 3]) and not _opens_body(paragraphs, i)


def _end_of_cover(paragraphs: Sequence[Paragraph]) -> int:
    """Without a table of contents: the index of the first heading or longer paragraph."""
    for i, paragraph in enumerate(paragraphs):
        text = paragraph.text.text
        if numbering(text) or len(text) > 60:
            return i
    return 0


# ------------------------------------------------------------------------------------------------------- section tree


@dataclass(slots=True)
class _Draft:
    level: int
    title: str
    parent: int | None
    texts: list[PlacedText]


def _tree(paragraphs: Sequence[Paragraph], entries: Sequence[str]) -> tuple[Section, ...]:
    drafts: list[_Draft] = [_Draft(0, "", None, [])]
    stack: list[int] = []
    title_open = False
    announced = _Announced.of(entries)
    for paragraph in paragraphs:
        text = paragraph.text.text
        level, title = _heading(paragraph, announced, [draft.title for draft in drafts if draft.level == 1])
        if level:
            while stack and drafts[stack[-1]].level >= level:
                stack.pop()
            drafts.append(_Draft(level, title, stack[-1] if stack else None, [paragraph.text]))
            stack.append(len(drafts) - 1)
            title_open = level == 1 and len(drafts[-1].title) < _LONGEST_TITLE
            continue
        draft = drafts[stack[-1]] if stack else drafts[0]
        if title_open and _goes_on(draft, text):
            draft.title = f"{draft.title} {text.strip()}".strip()
        else:
            title_open = False
        draft.texts.append(paragraph.text)
    return _sections(drafts)


def _goes_on(draft: _Draft, text: str) -> bool:
    """第三部分 alone on its line: the short lines below it are the rest of the title."""
    return (
        len(text) <= 40 and not _STOP.search(text) and len(draft.texts) <= 3 and not text.rstrip().endswith(("：", ":"))
    )


@dataclass(frozen=True, slots=True)
class _Announced:
    """What the table of contents says about the headings to come."""

    titles: frozenset[str]
    """Cores of all titles."""
    parts: Mapping[str, str]
    """What a part's title says after name and year → its number as printed (部门决算表 → 第二部分)."""

    @staticmethod
    def of(entries: Sequence[str]) -> _Announced:
        parts = {}
        for entry in entries:
            number = numbering(entry)
            if number is not None and number.level == 1:
                parts[_after_year(entry[number.length :])] = entry[: number.length].strip()
        return _Announced(frozenset(core for entry in entries if (core := _core(clean_title(entry)))), parts)


def _heading(paragraph: Paragraph, announced: _Announced, parts_seen: Sequence[str]) -> tuple[int, str]:
    """The level of a heading and its title, or (0, '') for body text."""
    text = paragraph.text.text.strip()
    number = numbering(text)
    if number is not None:
        return number.level, _title(text, number)
    if _ANNEX.fullmatch(text):
        return 1, text
    if _UNNUMBERED.fullmatch(text):
        return 3, text
    if len(text) > _LONGEST_HEADING or _STOP.search(text):
        return 0, ""
    part = announced.parts.get(_after_year(text.replace(" ", "")))
    if part is not None:
        # A part's title printed without its number, unless the number stood alone on the line before.
        return (0, "") if any(title.startswith(part) for title in parts_seen) else (1, text)
    if announced.parts or is_table_title(text):
        return 0, ""
    core = clean_title(text).replace(" ", "")
    short = re.sub(r"[（(][^）)]*[)）]", "", core)
    known = any(core.endswith(title) or short.endswith(title) for title in announced.titles if len(title) >= 4)
    if known and (paragraph.centred or paragraph.page is None or len(text) <= 30):
        return 1, text
    return (1, text) if paragraph.centred and _KNOWN_TITLE.search(core) else (0, "")


def _after_year(title: str) -> str:
    """What a part is: 部门决算表 of 青河县民政局2024年度部门决算表."""
    return re.sub(r"^.*20\d\d年(?:度)?", "", title)


def _title(text: str, number: Numbering) -> str:
    """The heading without what follows on the same line: up to the first full stop or colon."""
    end = _TITLE_END.search(text, number.length)
    title = text[: end.start()] if end else text
    return title[:_LONGEST_TITLE].strip()


def _core(title: str) -> str:
    """An announced title without number, year and 部门/单位, as the body may print it below another name."""
    number = numbering(title)
    title = title[number.length :] if number else title
    return re.sub(r"^(?:20\d\d年(?:度)?)?(?:部门|单位|预算单位)?", "", title)


def _squeezed(paragraph: Paragraph) -> str:
    return paragraph.text.text.replace(" ", "").replace("\u3000", "")


def _announced(text: str, entries: Sequence[str]) -> bool:
    return any(text in entry for entry in entries)


def _sections(drafts: Sequence[_Draft]) -> tuple[Section, ...]:
    """Number the drafts; the text before the first heading becomes a section of its own where there is any."""
    keep = [i for i, draft in enumerate(drafts) if i or any(text.text.strip() for text in draft.texts)]
    ordinal = {old: new for new, old in enumerate(keep)}
    sections: list[Section] = []
    for new, old in enumerate(keep):
        draft = drafts[old]
        parent = ordinal[draft.parent] if draft.parent is not None else None
        above = sections[parent].role if parent is not None else None
        role = section_role(draft.title, above) if old else SectionRole.FRONT
        text = PlacedText.join("\n", draft.texts)
        sections.append(Section(new, parent, max(1, draft.level), draft.title, text, role))
    return tuple(sections)
