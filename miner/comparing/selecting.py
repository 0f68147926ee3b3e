"""What is to be compared, as a person writes it: a document, a department, years, a region, a kind of department.

::

    决算.pdf                        a document by its file's name, path, or id (also its beginning, 6 digits or more)
    青河县教育局                     a department, all its years; a part of the name will do if only one has it
    青河县教育局@2024                in one year, or 2022-2024
    青河县教育局@2024,决算,单位        of these its final accounts (决算 final, 预算 budget), of the 单位 unit or 部门 department
    year:2023  year:2021-2023      everybody in these years
    region:青河县@2024               everybody of a region
    kind:教育@2024                   every department of a kind

``doc:`` and ``dept:`` say that a word is meant as a document or a department; 文件：, 部门：, 年度：, 地区：, 类别： and 全部 are the
same in Chinese. All that is compared on one side is of one kind: final accounts or budgets.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches

from miner.bilingual import say
from miner.comparing.holding import Held
from miner.comparison.names import core_name, plain_name
from miner.errors import UsageError
from miner.labels import KINDS, name_of
from miner.model.comparing import Form, HeldDocument
from miner.store import Reader

_PREFIX = re.compile(
    r"^(doc|dept|department|year|region|kind|all|文件|部门|单位|年度|地区|类别|全部)\s*[:：]\s*", re.IGNORECASE
)
_ID = re.compile(r"[0-9a-f]{6,16}")
_YEARS = re.compile(r"(\d{4})年?(?:[-—–~至](\d{4})年?)?")
_KIND_WORDS = {
    "决算": "final_accounts", "final": "final_accounts", "final_accounts": "final_accounts",
    "预算": "budget", "budget": "budget",
}  # fmt: skip
_SCOPE_WORDS = {"单位": "unit", "unit": "unit", "部门": "department", "department": "department"}
_SCOPES = {"unit": ("单位", "unit"), "department": ("部门", "department")}
_MOST_NAMED = 8


_FORMS = {
    "doc": Form.DOCUMENT, "文件": Form.DOCUMENT,
    "dept": Form.DEPARTMENT, "department": Form.DEPARTMENT, "部门": Form.DEPARTMENT, "单位": Form.DEPARTMENT,
    "year": Form.YEAR, "年度": Form.YEAR,
    "region": Form.REGION, "地区": Form.REGION,
    "kind": Form.KIND, "类别": Form.KIND,
    "all": Form.ALL, "全部": Form.ALL,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Selector:
    """What was asked for, taken apart."""

    text: str
    """As it was written."""
    form: Form | None
    """None where it is to be found out: a document or a department."""
    value: str
    first_year: int | None = None
    last_year: int | None = None
    kind: str = ""
    scope: str = ""


@dataclass(frozen=True, slots=True)
class Selection:
    """The documents that a selector means."""

    selector: Selector
    form: Form
    label: str
    """What it is called in front of a reader."""
    documents: tuple[HeldDocument, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        """Their ids."""
        return tuple(document.doc_id for document in self.documents)

    @property
    def years(self) -> tuple[int, ...]:
        """Their known years."""
        return tuple(sorted({document.year for document in self.documents if document.year is not None}))

    @property
    def kind(self) -> str:
        """Final accounts, budgets …: of all of them."""
        return self.documents[0].kind

    @property
    def departments(self) -> tuple[str, ...]:
        """Their identities."""
        return tuple(sorted({document.department for document in self.documents}))


def parse(text: str) -> Selector:
    """Take a selector apart; nothing is looked up.

    Raises:
        UsageError: it is empty, or what stands after @ or year: is not understood.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    prefix = _PREFIX.match(plain)
    form = _FORMS[prefix[1].lower()] if prefix else None
    rest = plain[prefix.end() :] if prefix else plain
    value, _, facets = rest.rpartition("@") if "@" in rest else (rest, "", "")
    if form is None and plain.partition("@")[0] in ("全部", "all"):
        form, value = Form.ALL, ""
    if form is Form.YEAR:
        facets = ",".join(part for part in (value, facets) if part)
        value = ""
        if not _YEARS.search(facets):
            raise _not_understood(
                text, say("年度应写成 year:2023 或 year:2021-2023", "a year is year:2023 or year:2021-2023")
            )
    if not value.strip() and form not in (Form.YEAR, Form.ALL):
        raise _not_understood(text, say("没有写比较谁", "it does not say who"))
    selector = Selector(text.strip(), form, value.strip())
    for facet in re.split(r"[,，、\s]+", facets):
        if facet:
            selector = _with_facet(selector, facet)
    return selector


def _with_facet(selector: Selector, facet: str) -> Selector:
    years = _YEARS.fullmatch(facet)
    if years:
        first, last = int(years[1]), int(years[2] or years[1])
        return replace(selector, first_year=min(first, last), last_year=max(first, last))
    if facet.lower() in _KIND_WORDS:
        return replace(selector, kind=_KIND_WORDS[facet.lower()])
    if facet.lower() in _SCOPE_WORDS:
        return replace(selector, scope=_SCOPE_WORDS[facet.lower()])
    raise _not_understood(
        selector.text,
        say(
            f"@ 之后的 “{facet}” 既不是年度，也不是 决算、预算、单位、部门",
            f"“{facet}” after @ is neither a year nor one of final, budget, unit, department",
        ),
    )


def select(text: str, held: Held, reader: Reader) -> Selection:
    """The documents that a selector means.

    Raises:
        UsageError: it is not understood, nothing or several things fit, or budgets and final accounts are mixed.
    """
    whole = _documents_named(unicodedata.normalize("NFKC", text).strip(), held, reader)
    if len(whole) == 1:  # a file whose name has an @ or a colon in it
        return _selection(Selector(text.strip(), Form.DOCUMENT, text.strip()), Form.DOCUMENT, whole)
    selector = parse(text)
    if selector.form in (None, Form.DOCUMENT):
        found = _documents_named(selector.value, held, reader)
        if len(found) > 1:
            raise _several(selector, [f"{one.doc_id} {one.source}" for one in found])
        if found:
            return _selection(selector, Form.DOCUMENT, found)
        if selector.form is Form.DOCUMENT:
            raise _nothing(
                selector, say("没有这个文件", "there is no such document"), (one.source for one in held.documents)
            )
    if selector.form in (None, Form.DEPARTMENT):
        return _of_department(selector, held)
    return _of_group(selector, held)


def _documents_named(name: str, held: Held, reader: Reader) -> list[HeldDocument]:
    def some(fits: Callable[[HeldDocument], bool]) -> list[HeldDocument]:
        return [one for one in held.documents if fits(one)]

    if not name:
        return []
    normal = unicodedata.normalize("NFKC", name)
    return (
        some(lambda one: one.doc_id == name)
        or some(lambda one: normal in (unicodedata.normalize("NFKC", one.source), _file_name(one.source)))
        or [held.document(doc_id) for doc_id in reader.file_documents(name)]
        or (some(lambda one: one.doc_id.startswith(name)) if _ID.fullmatch(name) else [])
    )


def _file_name(source: str) -> str:
    return unicodedata.normalize("NFKC", source.replace("\\", "/").rpartition("/")[2])


def _of_department(selector: Selector, held: Held) -> Selection:
    wanted = plain_name(selector.value)
    names: dict[str, set[str]] = {}
    for one in held.identities.departments:
        spelled = {plain_name(use.name) for use in one.names} | {plain_name(one.identity)}
        names[one.identity] = spelled
    exact = [identity for identity, spelled in names.items() if wanted in spelled]
    cores = {
        one.identity: {core_name(use.name, use.region) for use in one.names} for one in held.identities.departments
    }
    found = (
        exact
        or [identity for identity, of in cores.items() if core_name(selector.value, "") in of]
        or [identity for identity, spelled in names.items() if any(wanted in name for name in spelled)]
    )
    if len(found) > 1:
        raise _several(selector, sorted(found))
    if not found:
        unknown = say("没有这个文件或部门", "there is no such document or department")
        raise _nothing(selector, unknown, (name for spelled in names.values() for name in spelled))
    documents = [one for one in held.documents if one.department == found[0]]
    return _selection(selector, Form.DEPARTMENT, documents)


def _of_group(selector: Selector, held: Held) -> Selection:
    documents: Sequence[HeldDocument] = held.documents
    value = plain_name(selector.value)
    if selector.form is Form.REGION:
        regions = {plain_name(one.region) for one in held.documents} - {""}
        fits = {value} if value in regions else {region for region in regions if value in region}
        if len(fits) > 1:
            raise _several(selector, sorted(fits))
        if not fits:
            raise _nothing(selector, say("没有这个地区", "there is no such region"), regions)
        documents = [one for one in held.documents if plain_name(one.region) in fits]
    elif selector.form is Form.KIND:
        functions = {one.function for one in held.documents} - {""}
        if value not in functions:
            known = say(f"有这些：{'、'.join(sorted(functions))}", f"there are: {', '.join(sorted(functions))}")
            raise UsageError(
                say(f"“{selector.text}”：没有这类部门", f"“{selector.text}”: there is no such kind of department"),
                known,
            )
        documents = [one for one in held.documents if one.function == value]
    # What is no department's disclosure is in no group.
    documents = [one for one in documents if one.kind in ("final_accounts", "budget")]
    return _selection(selector, selector.form or Form.ALL, documents)


def _selection(selector: Selector, form: Form, documents: Iterable[HeldDocument]) -> Selection:
    chosen = [
        one
        for one in documents
        if (selector.first_year is None or (one.year is not None and selector.first_year <= one.year <= (selector.last_year or 0)))
        and selector.kind in ("", one.kind)
        and selector.scope in ("", one.scope)
    ]  # fmt: skip
    if not chosen:
        raise UsageError(
            say(f"“{selector.text}”：没有符合的文件", f"“{selector.text}”: no document fits"),
            say(f"有这些：{_inventory(documents)}", f"There are: {_inventory(documents)}"),
        )
    kinds = Counter(one.kind for one in chosen)
    if len(kinds) > 1:
        counts = say("、", ", ").join(f"{name_of(KINDS, kind) or '?'} {count}" for kind, count in kinds.most_common())
        raise UsageError(
            say(
                f"“{selector.text}” 里混有不同种类的文件：{counts}",
                f"“{selector.text}” mixes kinds of documents: {counts}",
            ),
            say(
                "请在 @ 之后写明 决算 或 预算，如 某局@2024,决算",
                "Say which after @: NAME@2024,final or NAME@2024,budget",
            ),
        )
    return Selection(selector, form, _label(selector, form, chosen), tuple(chosen))


def _inventory(documents: Iterable[HeldDocument]) -> str:
    rows = sorted({(str(one.year or "?"), name_of(KINDS, one.kind) or "?") for one in documents})
    return say("、", ", ").join(f"{year} {kind}" for year, kind in rows[:_MOST_NAMED]) or say("无", "none")


def _label(selector: Selector, form: Form, documents: Sequence[HeldDocument]) -> str:
    first = documents[0]
    scope = first.scope if form is Form.DOCUMENT or selector.scope else ""
    scoped = say(f"（{_SCOPES[scope][0]}）", f" ({_SCOPES[scope][1]})") if scope in _SCOPES else ""
    if form is Form.DOCUMENT:
        named = " ".join(str(part) for part in (first.name, first.year, name_of(KINDS, first.kind)) if part)
        return f"{named}{scoped}" if first.name else first.source
    years = sorted({one.year for one in documents if one.year is not None})
    span = "" if not years else str(years[0]) if len(years) == 1 else f"{years[0]}–{years[-1]}"
    what = {
        Form.DEPARTMENT: first.department,
        Form.REGION: first.region,
        Form.KIND: first.function,
        Form.YEAR: say("全部部门", "all departments"),
        Form.ALL: say("全部部门", "all departments"),
    }[form]
    return f"{what} {span}".strip() + scoped


def _not_understood(text: str, why: str) -> UsageError:
    return UsageError(
        say(f"看不懂 “{text}”：{why}", f"“{text}” is not understood: {why}"),
        say(
            "可以写：文件名、部门名、部门名@2024、部门名@2024,决算、year:2023、region:地区、kind:类别",
            "Write a file's name, a department's name, NAME@2024, NAME@2024,final, year:2023, region:NAME or kind:NAME",
        ),
    )


def _several(selector: Selector, found: Sequence[str]) -> UsageError:
    shown = say("、", ", ").join(found[:_MOST_NAMED]) + (" …" if len(found) > _MOST_NAMED else "")
    return UsageError(
        say(f"“{selector.text}” 对应 {len(found)} 个", f"“{selector.text}” fits {len(found)}"),
        say(f"请写全其中一个：{shown}", f"Write one in full: {shown}"),
    )


def _nothing(selector: Selector, what: str, known: Iterable[str]) -> UsageError:
    near = get_close_matches(selector.value, sorted(set(known)), n=3, cutoff=0.4)
    remedy = say(f"相近的有：{'、'.join(near)}", f"Near to it: {', '.join(near)}") if near else ""
    return UsageError(f"“{selector.text}”{say('：', ': ')}{what}", remedy)
