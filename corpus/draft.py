"""A disclosure in the making: blocks in order, and beside them what a reader should find in them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any, Literal

from corpus.ledger import Account, Books, percent
from corpus.tables import Box, Table

Basis = Literal["budget", "last_year"]


@dataclass(frozen=True, slots=True)
class Line:
    """A heading or a paragraph."""

    text: str
    style: Literal["cover", "contents", "part", "heading", "paragraph"]


Block = Line | Table


@dataclass(slots=True)
class Draft:
    """Blocks with the truth about them."""

    books: Books
    region: str
    blocks: list[Block] = field(default_factory=list)
    variances: list[dict[str, Any]] = field(default_factory=list)

    def cover(self, *lines: str) -> None:
        """The lines of the cover."""
        self.blocks.extend(Line(line, "cover") for line in lines)

    def contents(self, *titles: str) -> None:
        """The table of contents."""
        self.blocks.extend(Line(title, "contents") for title in ("目录", *titles))

    def part(self, title: str) -> None:
        """第一部分 …, on a new page where there are pages."""
        self.blocks.append(Line(title, "part"))

    def heading(self, title: str) -> None:
        """一、 or （一）."""
        self.blocks.append(Line(title, "heading"))

    def say(self, *texts: str) -> None:
        """Paragraphs."""
        self.blocks.extend(Line(text, "paragraph") for text in texts)

    def note(self, subject: str, basis: Basis, direction: str, reason: str = "", code: str = "", *aliases: str) -> None:
        """A comparison that the prose states; ``aliases`` are other names of its subject that are as right."""
        variance = {"subject": subject, "account_code": code, "basis": basis, "direction": direction, "reason": reason}
        self.variances.append({**variance, "aliases": list(aliases)} if aliases else variance)

    def change(self, subject: str, now: Decimal, before: Decimal, reason: str = "", *aliases: str) -> str:
        """增加X万元，增长Y% against last year, and its record."""
        self.note(subject, "last_year", direction(now, before), reason, "", *aliases)
        if now == before:
            return "持平"
        up = now > before
        step = f"{'增加' if up else '减少'}{abs(now - before)}万元"
        return f"{step}，{'增长' if up else '下降'}{percent(abs(now - before), before)}%" if before else step

    def against_budget(self, subject: str, final: Decimal, budget: Decimal, reason: str = "", code: str = "") -> str:
        """大于, 小于 or 持平, and its record."""
        way = direction(final, budget)
        self.note(subject, "budget", way, reason, code)
        return {"up": "大于", "down": "小于", "flat": "持平"}[way]

    def correct(self, old: str, new: str) -> None:
        """Plant an error in the prose; ``old`` must stand in it once."""
        places = [i for i, block in enumerate(self.blocks) if isinstance(block, Line) and old in block.text]
        if len(places) != 1:
            raise ValueError(f"{self.books.slug}: {old!r} stands in {len(places)} paragraphs")
        block = self.blocks[places[0]]
        if isinstance(block, Line):
            self.blocks[places[0]] = Line(block.text.replace(old, new), block.style)

    def correct_cell(self, kind: str, row: str, old: str, new: str) -> None:
        """Plant an error in a table's row; ``old`` must stand in it once."""
        for index, block in enumerate(self.blocks):
            if isinstance(block, Table) and block.kind == kind:
                body = list(block.body)
                at = next(i for i, boxes in enumerate(body) if boxes[0].text == row)
                if [box.text for box in body[at]].count(old) != 1:
                    raise ValueError(f"{self.books.slug}: {old!r} does not stand once in row {row} of {kind}")
                body[at] = tuple(
                    Box(new, box.columns, box.rows, box.numeric) if box.text == old else box for box in body[at]
                )
                self.blocks[index] = replace(block, body=tuple(body))
                return
        raise ValueError(f"{self.books.slug}: no table {kind}")


def direction(now: Decimal, then: Decimal) -> str:
    """up, down or flat."""
    if now == then:
        return "flat"
    return "up" if now > then else "down"


def path(account: Account) -> str:
    """A（类）B（款）C（项）."""
    return "".join(f"{name}（{mark}）" for name, mark in zip(account.step, "类款项", strict=True))
