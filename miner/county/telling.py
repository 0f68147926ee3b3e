"""A year's books told in the form of a region: cover, contents, sections, tables, each statement with what backs it.

A form is data (``material/forms``): its sections in order, each with paragraphs that are templates with slots. What a slot
may name, and how a comparison is put together, stands here; the words stand in the form.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from miner.county.blocks import Block, Cover, Entry, Heading, Paragraph, PrintedTable
from miner.county.books import ANNUITY, BEREAVED, HOUSING, PENSION, SUBSIDY, Books, account_name
from miner.county.books import Entry as BookEntry
from miner.county.comparing import says_direction, settled, turns
from miner.county.dice import Dice
from miner.county.drafting import Drafter, Occasion
from miner.county.lists import Lists
from miner.county.marked import Marked, join
from miner.county.material import RETIRED
from miner.county.notes import Compared
from miner.county.performance import Performance
from miner.county.quantities import (
    NumberStyle,
    Quantity,
    Speaker,
    direction,
    item_quantity,
    quantities,
)
from miner.county.statutory import statutory_tables
from miner.county.table_forms import TableForm
from miner.model import Direction
from miner.numbering import han_numeral

_SLOT = re.compile(r"\{([a-z_0-9.]+)\}")


@dataclass(frozen=True, slots=True)
class Told:
    """A disclosure before it is printed."""

    books: Books
    form: str
    region: str
    tables: TableForm
    blocks: tuple[Block, ...]


@dataclass(slots=True)
class Teller:
    """Tells one department's year."""

    form: Mapping[str, Any]
    books: Books
    drafter: Drafter
    dice: Dice
    """Of the department, not of the year: a department keeps its way of writing."""
    office: Dice
    """Of the place's drafting office."""
    speaker: Speaker = field(init=False)
    tables: TableForm = field(init=False)
    known: dict[str, Quantity] = field(init=False)
    words: dict[str, str] = field(init=False)
    performance: Performance = field(init=False)
    lists: Lists = field(init=False)

    def __post_init__(self) -> None:
        books, department = self.books, self.books.department
        self.tables = TableForm.read(self.form["tables"])
        numbers = self.form["numbers"]
        voice = self.dice.of("numbers")
        self.speaker = Speaker(
            NumberStyle(numbers["unit"], voice.chance(numbers["separators"]), voice.chance(numbers["trimmed"])),
            books.year,
        )
        self.known = quantities(books, self.form.get("names", {}))
        self.words = {
            "year": str(books.year), "last_year": str(books.year - 1), "department": department.name,
            "place": department.place.name, "level": department.place.short, "scope": department.scope,
            "offices": "、".join(department.kind.offices),
            "kind": {"administrative": "行政单位", "party": "行政单位", "participating": "参照公务员法管理的事业单位",
                     "institution": "财政补助事业单位"}[department.kind.body],
        }  # fmt: skip
        self.performance = Performance(self.form, books, self.speaker, self.dice.of("performance"))
        self.lists = Lists(self.form, books, self.speaker, self.known, self.performance)

    # ---------------------------------------------------------------------------------------------- the whole

    def tell(self) -> Told:
        """The whole disclosure."""
        cover = [Cover(str(self.fill(line))) for line in self._one(self.form["cover"], "cover")]
        body = list(self._body())
        blocks: list[Block] = [*cover]
        contents = self.form["contents"]
        if contents["levels"]:
            blocks.append(Entry(contents["title"], 0))
            blocks.extend(self._entries(body, contents["levels"]))
        return Told(self.books, self.form["key"], self.form["region"], self.tables, (*blocks, *body))

    def _entries(self, body: Sequence[Block], levels: int) -> Iterator[Entry]:
        number = 0
        for block in body:
            if isinstance(block, Heading) and block.level <= levels:
                yield Entry(block.text, block.level)
                number = 0
            elif isinstance(block, PrintedTable) and block.statutory and self.form["contents"]["tables"]:
                number += 1
                yield Entry(f"{han_numeral(number)}、{block.title}", 2)

    def _body(self) -> Iterator[Block]:
        for index, section in enumerate(self.form["section"]):
            if not self.holds(section.get("when", "")):
                continue
            level = section.get("level", 2)
            if section.get("title"):
                titles = section["title"]
                title = titles if isinstance(titles, str) else self._one(titles, f"title/{index}")
                yield Heading(str(self.fill(title)), level)
            for number, paragraph in enumerate(section.get("say", ())):
                yield from self._paragraphs(paragraph, f"{index}/{number}")

    def _paragraphs(self, paragraph: Any, path: str) -> Iterator[Block]:
        if isinstance(paragraph, Mapping):
            if not self.holds(paragraph["when"]):
                return
            paragraph = paragraph["text"]
        text = paragraph if isinstance(paragraph, str) else self._one(paragraph, path)
        if text.startswith("@"):
            yield from self._directive(text[1:], path)
        else:
            yield from self._split(self.fill(text))

    def _split(self, text: Marked) -> Iterator[Block]:
        """Paragraphs of a text with line ends."""
        at = 0
        for piece in text.text.split("\n"):
            end = at + len(piece)
            marks = tuple(m.moved(-at) for m in text.marks if at <= m.start and m.end <= end)
            if piece:
                yield Paragraph(settled(Marked(piece, marks)))
            at = end + 1

    def _one(self, alternatives: Sequence[Any], path: str) -> Any:
        """One of several wordings: the department's own, or what the place's drafting office writes."""
        own = self.dice.of("wording", path)
        if own.chance(0.45):
            own = self.office.of(path)
        return own.choice(alternatives)

    def holds(self, condition: str) -> bool:
        """Whether a condition of a form holds for these books; ``no_`` denies one, ``+`` joins several.

        Raises:
            KeyError: there is no such condition.
        """
        if not condition:
            return True
        if "+" in condition:
            return all(self.holds(one) for one in condition.split("+"))
        negated, name = condition.startswith("no_"), condition.removeprefix("no_")
        books = self.books
        facts = {
            "fund": any(e.moved for e in books.fund_entries),
            "capital": any(e.moved for e in books.capital_entries),
            "administrative": books.department.kind.body != "institution",
            "units": bool(books.department.kind.units), "three": bool(books.three.all or books.three_budget.all),
            "three_spent": bool(books.three.all), "hospitality": bool(books.three.hospitality),
            "car_running": bool(books.three.running), "described": len(self.performance.described) > 1,
            "abroad": bool(books.three.abroad), "bought": bool(books.bought), "own_money": bool(books.own_income()),
            "carried_in": bool(books.carried_in()), "carried_out": bool(books.carried_out()), "works": bool(books.procurement[1]),
        }  # fmt: skip
        return facts[name] != negated

    # --------------------------------------------------------------------------------------------- directives

    def _directive(self, name: str, path: str) -> Iterator[Block]:
        books, department = self.books, self.books.department
        if name == "tables":
            yield from statutory_tables(books, self.tables)
        elif name == "duties":
            marks = self._one(self.form["duty_marks"], path)
            duties = [department.placed(duty) for duty in department.kind.duties]
            duties.append(self._one(self.form["last_duty"], path).format(level=department.place.short))
            yield from (Paragraph(Marked(self._numbered(marks, n) + duty)) for n, duty in enumerate(duties, 1))
        elif name == "units":
            for n, unit in enumerate(("（本级）", *department.kind.units), 1):
                whole = department.name + unit if n == 1 else department.place.name + department.placed(unit)
                yield Paragraph(Marked(f"{n}.{whole}"))
        elif name == "items":
            yield from self._items(books.general_entries, "items", path)
        elif name == "fund_items":
            yield from self._items(books.fund_entries, "fund_items", path)
        elif name == "capital_items":
            yield from self._items(books.capital_entries, "fund_items", path)
        elif name == "terms":
            marks = self._one(self.form["term_marks"], path)
            terms = self.dice.of("terms").sample(self.form["terms"], self.form["term_count"])
            yield from (Paragraph(Marked(self._numbered(marks, n) + term)) for n, term in enumerate(terms, 1))
        else:
            yield from self.performance.directive(name, path, self.fill)

    @staticmethod
    def _numbered(mark: str, number: int) -> str:
        return mark.format(n=number, han=han_numeral(number))

    def _items(self, entries: Iterable[BookEntry], kind: str, path: str) -> Iterator[Block]:
        style = self.form[kind]
        shown = [entry for entry in entries if entry.final or entry.budget]
        if style.get("sorted", "code") == "amount":
            shown.sort(key=lambda entry: -entry.final)
        layout = self._one(style["layout"], path)
        for number, entry in enumerate(shown, 1):
            yield from self._split(self._item(entry, number, layout, style, f"{path}/{entry.code}"))

    def _item(self, entry: BookEntry, number: int, layout: str, style: Mapping[str, Any], path: str) -> Marked:
        books = self.books
        names = {
            key: account_name(entry.code[:length], books.year)
            for key, length in (("class", 3), ("group", 5), ("item", 7))
        }
        subject = style["path"].format(**names, code=entry.code)
        quantity = item_quantity(books, entry, subject, part_of(entry, books))
        parts = {
            "n": str(number), "han": han_numeral(number), "path": subject, "code": entry.code, "purpose": self._purpose(entry),
            **names,
        }  # fmt: skip
        return self.fill(layout, parts, quantity, path)

    def _purpose(self, entry: BookEntry) -> str:
        found = self.books.department.kind.purpose(entry.code)
        return self.books.department.placed(
            found or self.form["purposes"].get(entry.code, self.form["purposes"]["other"])
        )

    # -------------------------------------------------------------------------------------------------- slots

    def fill(
        self,
        template: str,
        parts: Mapping[str, str | Marked] | None = None,
        quantity: Quantity | None = None,
        path: str = "",
    ) -> Marked:
        """A template with its slots filled; direction words are marked.

        Args:
            template: words with ``{slots}``.
            parts: slots of this occasion.
            quantity: what slots without a name of their own are about: ``{amount}``, ``{last}``, ``{budget_compare}`` …
            path: tells this occasion's dice from others.

        Raises:
            KeyError: there is no such slot.
        """
        pieces = _SLOT.split(template)
        return join(
            "",
            (
                self._slot(piece, parts or {}, quantity, path) if index % 2 else turns(piece)
                for index, piece in enumerate(pieces)
            ),
        )

    def _slot(self, name: str, parts: Mapping[str, str | Marked], quantity: Quantity | None, path: str) -> Marked | str:
        if name in parts:
            return parts[name]
        if name in self.words:
            return self.words[name]
        head, _, aspect = name.partition(".")
        if head in self.known:
            return self._aspect(self.known[head], aspect or "amount", f"{path}/{head}")
        if quantity is not None and (found := self._aspect_or_none(quantity, name, path)) is not None:
            return found
        return self.lists.said(head, self.fill)

    def _aspect(self, quantity: Quantity, aspect: str, path: str) -> Marked:
        found = self._aspect_or_none(quantity, aspect, path)
        if found is None:
            raise KeyError(f"{quantity.name}: {aspect}")
        return found

    def _aspect_or_none(self, q: Quantity, aspect: str, path: str) -> Marked | None:
        speaker = self.speaker
        now = speaker.printed(q.now)
        head, _, phrases = aspect.partition(".")
        if head == "amount":
            return speaker.amount(q.now, q.cells, q.measure, parts=q.parts)
        if head == "name":
            return Marked(q.name)
        if head == "share":
            if q.whole is None:
                return None
            whole = speaker.printed(q.whole)
            # Of nothing there is no share to state; whoever fills in the form writes 0% and computes nothing.
            return speaker.rate(now, whole, "占比", q.cells) if whole else Marked("0%")
        if head == "before":
            return speaker.amount(q.before or 0, (), q.measure, period=str(self.books.year - 1))
        if head == "budget":
            return speaker.budget(q, self.form["budget_measure"])
        if head == "completion":
            base = speaker.printed(q.budget or 0)
            if not base:
                return None
            # Where no other words compare the two, the rate alone says that they differ, and not which way.
            return speaker.rate(now, base, "完成率", (*q.cells, *q.budget_cells)).noted(
                Compared(q.name, q.code, "budget", Direction.UNSTATED)
            )
        if head in self.form["compare"]:
            return self._compare(q, phrases or head, path)
        return None

    def _compare(self, q: Quantity, name: str, path: str) -> Marked:
        """A comparison in the form's words, with what it says noted: against last year or against the budget."""
        phrases = self.form["compare"][name]
        basis = phrases["basis"]
        then_amount = (q.before if basis == "last_year" else q.budget) or 0
        speaker = self.speaker
        now, then = speaker.printed(q.now), speaker.printed(then_amount)
        way = direction(now, then)
        case = (
            "flat"
            if way is Direction.FLAT
            else "new"
            if not then
            else "gone"
            if not now and "gone" in phrases
            else way.value
        )
        template = self._one(phrases[case], f"compare/{name}/{case}/{path if phrases.get('varied') else ''}")
        parts: dict[str, str | Marked] = {}
        cells = q.cells if basis == "last_year" else (*q.cells, *q.budget_cells)
        for slot in set(_SLOT.findall(template)):
            if slot == "delta":
                parts[slot] = speaker.difference(q.now, then_amount, "增减额", cells)
            elif slot == "growth":
                parts[slot] = speaker.rate(abs(now - then), then, "增减率", cells)
            elif slot == "reason":
                parts[slot] = self._reason(q, way, basis)
        said = way if says_direction(_SLOT.sub("", template)) else Direction.UNSTATED
        return self.fill(template, parts, q, path).noted(Compared(q.name, q.code, basis, said))

    def _reason(self, q: Quantity, way: Direction, basis: str) -> Marked:
        department = self.books.department
        account = account_name(q.code, self.books.year) if q.code else q.name
        spent = {name for name, _, code in self.books.project_list if code == q.code or not q.code}
        told = [p for p in department.kind.projects if department.placed(p.name) in spent]
        if q.code and not told:  # nothing was spent on it, and that is to be explained
            told = [p for p in department.kind.projects if p.code == q.code]
        own: tuple[str, ...] = ()
        if told and (q.code or q.part in ("total", "project_total")):
            about = told[:1] if q.code else told
            own = tuple(
                department.placed(text)
                for p in about
                for text in {Direction.UP: p.up, Direction.DOWN: p.down}.get(way, ())
            )
        fixed = self.form["account_reasons"].get(q.code)
        if fixed and way in (Direction.UP, Direction.DOWN):
            own = tuple(fixed[way.value])
        project = department.placed(told[0].name) if q.code and told else account
        return self.drafter.reason(Occasion(q.part, way, basis, q.code, account, project, own, nothing=not q.now))


def part_of(entry: BookEntry, books: Books) -> str:
    """What reasons may be given for an account."""
    if entry.code == books.department.kind.running:
        return "pay"
    if entry.code == HOUSING:
        return "housing"
    if entry.code in (BEREAVED, *RETIRED.values()):
        return "alone"  # no other account's reasons fit
    if entry.code in (PENSION, ANNUITY, SUBSIDY, "2101101", "2101102"):
        return "insurance"
    return "project" if any(p.code == entry.code for p in books.department.kind.projects) else "routine"
