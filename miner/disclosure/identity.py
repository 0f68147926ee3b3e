"""Who published a document, where, for which year, and what it is; each answer with the evidence that gave it.

Evidence is weighed by where it stands: cover and table heads say it on purpose, headings and prose in passing, the file's
name only breaks a tie. Where the evidence disagrees, the answer stands with a problem that says so.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from miner.bilingual import say
from miner.disclosure.regions import region_of
from miner.model import (
    BBox,
    DisclosureKind,
    Identity,
    IdentityEvidence,
    Paragraph,
    Place,
    PlacedText,
    Problem,
    Scope,
    Section,
    StatutoryTable,
)

_WEIGHT = {"cover": 4.0, "table_head": 4.0, "heading": 2.0, "prose": 1.0, "file_name": 0.5}
_YEAR = r"(20[012]\d)\s*年?\s*(?:度)?"
_WHAT = r"(?:区级|市级|县级|省级|本级|州级)?(部门|单位|预算单位|部门（单位）|部门\(单位\)|部门和单位|部门及单位)?(?:本级)?(?:预)?(决算|预算)"
_COVER_YEAR_FIRST = re.compile(rf"{_YEAR}(?P<name>[\u4e00-\u9fff（）()·]{{3,60}}?){_WHAT}")
_COVER_NAME_FIRST = re.compile(rf"(?P<name>[\u4e00-\u9fffX×（）()·]{{3,60}}?){_YEAR}{_WHAT}")
_PUBLISHER = re.compile(
    r"(?:预算主管部门|主管部门|预算单位|编制单位|编制部门|公开部门|公开单位|单位名称|部门名称|填报单位|填报部门)\s*[:：]\s*(?P<name>[^\s：:]{3,50})"
)
_OVERVIEW = re.compile(
    r"第?一?部?分?\s*(?P<name>[\u4e00-\u9fffX×（）()]{4,50}?)(?:[（(](?:部门|单位)[)）])?(?:部门|单位)?(?:概况|基本情况|主要职能|主要职责|机构设置)$"
)
_SENTENCE = re.compile(
    rf"(?P<name>[\u4e00-\u9fffX×（）()]{{4,50}}?){_YEAR}(?:部门决算|单位决算|部门预算|单位预算|收入支出总计|收、支总计|收支总计|收入总计|财政拨款收)"
)
_UNIT_END = r"(?:局|委|委员会|办|办公室|中心|政府|法院|检察院|街道|办事处|中学|小学|学校|大学|学院|幼儿园|医院|馆|所|站|队|会|联|厅|院|署|镇|乡)"
_UNIT_THEN_YEAR = re.compile(rf"(?:^|[。；，,\n])(?:现将|将)?(?P<name>[\u4e00-\u9fff]{{3,40}}?{_UNIT_END}){_YEAR}")
_SIGNED = re.compile(
    rf"(?:^|\n)\s*(?P<name>[\u4e00-\u9fff（）()]{{3,40}}?{_UNIT_END})\s*\n\s*20\d\d\s*年\s*\d{{1,2}}\s*月\s*\d{{1,2}}\s*日"
)
"""A document's signature: the unit alone on its line, the date below it."""
_UNITS_OF = re.compile(
    r"(?P<name>[\u4e00-\u9fffX×（）()]{4,50}?)(?:部门|单位)(?:决算|预算)(?:是|包括|由|只包括|仅包括)"
)
_TITLE_YEAR = re.compile(_YEAR + r"(?:[^。]{0,40}?)(决算|预算)")
_AS_OF = re.compile(r"截[至止](20[012]\d)年12月31日")
_WHOSE = re.compile(r"(?<!预算)(?<!决算)(?:部门|单位)(?=基?本?(?:概况|情况|简介|职责|职能|决算|预算))(?!决算单位)")
_GENERIC = re.compile(
    r"^(?:纳入|本|我|该|全|各|与|和|以及|关于|按照|根据|其中|从|上年|比|年度|一、|第|财政总|财政收支)|年度$|^(?:部门|单位)$|说明$|情况$|^公开|目录"
)
_GOVERNMENT = re.compile(
    r"(?:财政|政府|全[市县区省])(?:总|收支)?决算(?:草案|公开|的报告|报告|情况)|本级决算草案|一般公共预算收支决算总表|政府债务限额|转移支付决算表|预算执行情况(?:和|与)"
)


def identify(
    file_name: str,
    cover: Sequence[Paragraph],
    sections: Sequence[Section],
    tables: Sequence[StatutoryTable],
    owners: Iterable[tuple[str, Paragraph]],
) -> tuple[Identity, tuple[Problem, ...]]:
    """The identity of a document and what speaks against it.

    Args:
        file_name: without its folder; believed least.
        cover: what stands before the table of contents or the first heading.
        sections: the outline.
        tables: the tables, for their titles.
        owners: names printed in table heads (部门：…) with the paragraph that names them.
    """
    evidence = [
        *_from_cover(cover),
        *_from_heads(owners, tables),
        *_from_sections(sections),
        *_from_file_name(file_name),
    ]
    problems: list[Problem] = []
    kind = _kind(evidence, sections, tables, cover)
    department = _name(evidence)
    year = _vote(evidence, "fiscal_year")
    problems += _contradictions(evidence, "fiscal_year", year)
    region = region_of(department)
    if region:
        evidence.append(IdentityEvidence("region", region, "heading", department))
    else:
        region = _vote(evidence, "region")
    scope = _vote(evidence, "scope")
    if kind in (DisclosureKind.FINAL_ACCOUNTS, DisclosureKind.BUDGET):
        problems += [
            Problem("identity", message)
            for missing, message in (
                (not department, say("没有找到部门或单位名称", "no name of a department or unit was found")),
                (not year, say("没有找到年度", "no fiscal year was found")),
            )
            if missing
        ]
    identity = Identity(
        department, region, int(year) if year else None, kind, Scope(scope) if scope else Scope.UNKNOWN, tuple(evidence)
    )
    return identity, tuple(problems)


# ------------------------------------------------------------------------------------------------------------- evidence


def _from_cover(cover: Sequence[Paragraph]) -> list[IdentityEvidence]:
    whole = PlacedText.join("", [paragraph.text for paragraph in cover[:40]])
    kept = [at for at, character in enumerate(whole.text) if not re.match(r"[\s*_#]", character)]
    text = "".join(whole.text[at] for at in kept)
    found: list[IdentityEvidence] = []

    def add(field: str, value: str, match: re.Match[str]) -> None:
        place = whole.around(kept[match.start()], kept[match.end() - 1] + 1)
        found.append(IdentityEvidence(field, value, "cover", match.group(), *_page_and_box(place)))

    for paragraph in cover:
        match = _PUBLISHER.search(paragraph.text.text.strip())
        if match and (name := _clean(match.group("name"))):
            at = _page_and_box(paragraph.text.around(0, len(paragraph.text)))
            found.append(IdentityEvidence("department", name, "cover", match.group(), *at))
    title = _COVER_YEAR_FIRST.search(text) or None
    named = _COVER_NAME_FIRST.search(text)
    if named and (title is None or named.start() < title.start()):
        title = named
    if title:
        groups = [group for group in title.groups() if group]
        year = next(group for group in groups if re.fullmatch(r"20\d\d", group))
        add("fiscal_year", year, title)
        name = _clean(title.group("name"))
        if name and region_of(name + "局") != name:
            add("department", name, title)
        add("kind", "final_accounts" if groups[-1] == "决算" else "budget", title)
        if "部门" in groups:
            add("scope", "department", title)
        elif any("单位" in group for group in groups):
            add("scope", "unit", title)
    else:
        year_alone = _TITLE_YEAR.search(text)
        if year_alone:
            add("fiscal_year", year_alone.group(1), year_alone)
            add("kind", "final_accounts" if year_alone.group(2) == "决算" else "budget", year_alone)
    whose = re.search(r"(部门|单位)(?:决算|预算)", text)
    if whose and not any(item.field == "scope" for item in found):
        add("scope", "department" if whose.group(1) == "部门" else "unit", whose)
    return found


def _from_heads(owners: Iterable[tuple[str, Paragraph]], tables: Sequence[StatutoryTable]) -> list[IdentityEvidence]:
    found: list[IdentityEvidence] = []
    for name, paragraph in owners:
        cleaned = _clean(name)
        if cleaned:
            page, box = _page_and_box(paragraph.text.around(0, len(paragraph.text)))
            found.append(IdentityEvidence("department", cleaned, "table_head", paragraph.text.text.strip(), page, box))
    for table in tables:
        match = re.search(_YEAR, table.title)
        if match:
            found.append(IdentityEvidence("fiscal_year", match.group(1), "table_head", table.title, table.page_first))
        if table.kind.statutory:
            kind = "budget" if "预算" in re.sub(r"一般公共预算|基金预算|经营预算", "", table.title) else ""
            kind = "final_accounts" if "决算" in table.title else kind
            if kind:
                found.append(IdentityEvidence("kind", kind, "table_head", table.title, table.page_first))
    return found


def _from_sections(sections: Sequence[Section]) -> list[IdentityEvidence]:
    found: list[IdentityEvidence] = []
    for section in sections:
        title = section.title.replace(" ", "")
        page, box = _page_and_box(section.text.around(0, len(section.title)))
        if section.level == 1:
            overview = _OVERVIEW.search(re.sub(r"^第[一二三四五]部分", "", title))
            if overview and (name := _clean(overview.group("name"))):
                found.append(IdentityEvidence("department", name, "heading", section.title, page, box))
            year = _TITLE_YEAR.search(title)
            if year:
                found.append(IdentityEvidence("fiscal_year", year.group(1), "heading", section.title, page, box))
                what = "final_accounts" if year.group(2) == "决算" else "budget"
                found.append(IdentityEvidence("kind", what, "heading", section.title, page, box))
        whose = _WHOSE.search(title)
        if whose and section.level <= 2:
            scope = "department" if whose.group().startswith("部门") else "unit"
            found.append(IdentityEvidence("scope", scope, "heading", section.title, page, box))
        for pattern, field in (
            (_SENTENCE, "department"),
            (_UNIT_THEN_YEAR, "department"),
            (_SIGNED, "department"),
            (_UNITS_OF, "department"),
            (_AS_OF, "fiscal_year"),
        ):
            for match in pattern.finditer(section.text.text):
                value = _clean(match.group("name")) if field == "department" else match.group(1)
                at = _page_and_box(section.text.place(match.start(), match.end()))
                if value:
                    found.append(IdentityEvidence(field, value, "prose", match.group(), *at))
    return found


def _page_and_box(place: Place | None) -> tuple[int | None, BBox | None]:
    return (place.page, place.bbox) if place else (None, None)


def _from_file_name(file_name: str) -> list[IdentityEvidence]:
    stem = re.sub(r"\.[A-Za-z]+$", "", file_name)
    found = [
        IdentityEvidence("fiscal_year", year, "file_name", file_name) for year in re.findall(r"20[012]\d", stem)[:1]
    ]
    what = re.search(r"决算|预算", stem)
    if what:
        kind = "final_accounts" if what.group() == "决算" else "budget"
        found.append(IdentityEvidence("kind", kind, "file_name", file_name))
    return found


def _clean(name: str) -> str:
    """A unit's name without what titles put around it; empty where it is no name of its own."""
    name = re.sub(r"\s", "", name)
    name = re.sub(r"^(?:20\d\d年(?:度)?)|[（(](?:部门|单位|本级|汇总|盖章|公章)[)）]$|(?:部门|单位)$", "", name)
    name = re.sub(r"^(?:.*(?:说明|目录|附件|部分))(?=[\u4e00-\u9fff]{4,})", "", name)
    return "" if len(name) < 3 or _GENERIC.search(name) or name.endswith(("区级", "市级", "县级", "省级")) else name


# --------------------------------------------------------------------------------------------------------------- verdict


def _votes(evidence: Iterable[IdentityEvidence], field: str) -> dict[str, float]:
    """The weight for each value; the same place saying it often counts little more than once."""
    seen: dict[tuple[str, str], int] = defaultdict(int)
    votes: dict[str, float] = defaultdict(float)
    for item in evidence:
        if item.field == field:
            n = seen[item.value, item.origin]
            seen[item.value, item.origin] += 1
            votes[item.value] += _WEIGHT[item.origin] / (1 + n) ** 2
    return dict(votes)


def _vote(evidence: Iterable[IdentityEvidence], field: str) -> str:
    votes = _votes(evidence, field)
    return max(votes, key=lambda value: (votes[value], value)) if votes else ""


def _name(evidence: Sequence[IdentityEvidence]) -> str:
    """The department's name: the heaviest, where a name supports the longer ones that it is the end of."""
    votes = _votes(evidence, "department")
    if not votes:
        return ""
    supported = {
        name: weight + sum(0.5 * other for short, other in votes.items() if short != name and name.endswith(short))
        for name, weight in votes.items()
    }
    return max(supported, key=lambda name: (supported[name], len(name), name))


def _contradictions(evidence: Sequence[IdentityEvidence], field: str, chosen: str) -> list[Problem]:
    """A problem where cover, table heads or the file name say another year than the one chosen."""
    others = sorted(
        {item.value for item in evidence if item.field == field and item.value != chosen}
        & {
            item.value
            for item in evidence
            if item.field == field and item.origin in ("cover", "table_head", "file_name")
        }
    )
    if not chosen or not others:
        return []
    quotes = "; ".join(
        f"{item.value}: {item.origin} “{item.quote[:40]}”"
        for item in evidence
        if item.field == field and item.value in others and item.origin in ("cover", "table_head", "file_name")
    )
    return [
        Problem(
            "identity",
            say(
                f"年度认定为{chosen}，但有不一致之处：{quotes}",
                f"fiscal year taken to be {chosen}, but there is disagreement: {quotes}",
            ),
        )
    ]


def _kind(
    evidence: Sequence[IdentityEvidence],
    sections: Sequence[Section],
    tables: Sequence[StatutoryTable],
    cover: Sequence[Paragraph],
) -> DisclosureKind:
    """Final accounts or budget of a department, or something else that lies in the same folders.

    A department's disclosure has statutory tables or an explanation; a whole government's says so in its titles.
    """
    statutory = {table.kind for table in tables if table.kind.statutory}
    titles = [section.title.replace(" ", "") for section in sections]
    front = "".join(p.text.text for p in cover[:10]) + "".join(titles[:3])
    government = [title for title in (*titles, *(table.title for table in tables)) if _GOVERNMENT.search(title)]
    if (_GOVERNMENT.search(front) and len(statutory) < 5) or len(government) >= 3:
        return DisclosureKind.GOVERNMENT_ACCOUNTS
    explained = any(
        re.search(r"(?:决算|预算)(?:情况|编制|收支)?(?:的)?(?:总体)?(?:情况)?说明|决算情况|三公.{0,3}经费", title)
        for title in titles
    )
    if not statutory and not explained:
        return DisclosureKind.OTHER
    votes = _votes([item for item in evidence if item.origin != "file_name"], "kind") or _votes(evidence, "kind")
    if votes:
        return DisclosureKind(max(votes, key=lambda value: (votes[value], value)))
    prose = "".join(section.text.text for section in sections)
    if "决算" in prose or "预算" in prose:
        return (
            DisclosureKind.FINAL_ACCOUNTS if prose.count("决算") >= prose.count("预算") / 3 else DisclosureKind.BUDGET
        )
    return DisclosureKind.OTHER
