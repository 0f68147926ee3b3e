"""What a disclosure enumerates and counts: kinds of income and spending, accounts, cars, visits, offices."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from miner.county.books import VEHICLE_KINDS, Books, account_name
from miner.county.marked import Marked, join
from miner.county.performance import Fill, Performance
from miner.county.quantities import Quantity, Speaker, kind_quantity


class Lists:
    """Tells what belongs together in a year's books."""

    def __init__(
        self,
        form: Mapping[str, Any],
        books: Books,
        speaker: Speaker,
        known: Mapping[str, Quantity],
        performance: Performance,
    ) -> None:
        self.form, self.books, self.speaker, self.known, self.performance = form, books, speaker, known, performance

    def said(self, head: str, fill: Fill) -> Marked | str:
        """What a slot lists or counts, such as ``{spending_parts}`` and ``{vehicles}``.

        Raises:
            KeyError: there is no such slot.
        """
        books = self.books
        if head == "income_parts":
            sources = ("appropriated", "superior", "business", "other")
            return self._listed(fill, "income", (self.known[key] for key in sources))
        if head == "spending_parts":
            return self._listed(fill, "spending", (self.known[key] for key in ("basic", "project")))
        if head == "kinds":
            codes = sorted({e.code[:3] for e in books.general_entries if e.final})
            return self._listed(fill, "kinds", (kind_quantity(books, code) for code in codes))
        if head == "purchase_parts":
            return self._listed(fill, "purchases", (self.known[key] for key in ("goods", "works", "services")))
        if head in ("personnel_accounts", "public_accounts"):
            kinds = ("301", "303") if head == "personnel_accounts" else ("302", "307", "310", "399")
            return "、".join(
                account_name(code, books.year)
                for code, amount in books.economic.items()
                if code[:3] in kinds and amount
            )
        if head == "small_parts":
            return self._small_parts()
        if head == "described_names":
            return "、".join(name for name, _, _ in self.performance.described[:2])
        if head == "described_spending":
            amounts = [amount for _, amount, _ in self.performance.described]
            return self.speaker.amount(sum(amounts), (), "项目支出", parts=amounts)
        if head == "budget_total":
            return self.speaker.budget(self.known["general"], self.form["budget_measure"])
        return self._counted(head)

    def _small_parts(self) -> Marked:
        """Which share of goods, works and services small firms supplied."""
        speaker, books = self.speaker, self.books
        shares = [
            join(
                "",
                (
                    f"{name}采购授予中小企业合同金额占{name}支出金额的",
                    speaker.rate(speaker.printed(part), speaker.printed(whole), "占比"),
                ),
            )
            for name, part, whole in zip(("货物", "工程", "服务"), books.small_parts, books.procurement, strict=True)
            if speaker.printed(whole)
        ]
        return join("，", shares)

    def _listed(self, fill: Fill, name: str, items: Iterable[Quantity]) -> Marked:
        phrase = self.form["list"][name]
        shown = [q for q in items if q.now or self.form["list"].get("noughts")]
        return join(self.form["list"]["separator"], (fill(phrase, quantity=q) for q in shown))

    def _counted(self, head: str) -> Marked:
        books, speaker = self.books, self.speaker
        if head == "vehicle_parts":
            pairs = zip(VEHICLE_KINDS, books.vehicles, strict=True)
            return join(
                "、",
                (
                    join("", (kind, speaker.count(n, "辆", "车辆")))
                    for kind, n in pairs
                    if n or self.form["list"]["vehicle_noughts"]
                ),
            )
        counts: Mapping[str, tuple[int, str, str, str]] = {
            "vehicles": (sum(books.vehicles), "辆", "车辆", " + ".join(map(str, books.vehicles))),
            "bought": (books.bought, "辆", "购置数", ""),
            "trips": (books.trips[0], "个", "团组", ""), "travellers": (books.trips[1], "人次", "人次", ""),
            "batches": (books.visits[0], "批次", "批次", ""), "batches_ge": (books.visits[0], "个", "批次", ""),
            "guests": (books.visits[1], "人次", "人次", ""), "machines": (books.machines, "台（套）", "设备", ""),
            "staff": (books.staff, "人", "人数", ""),
            "project_count": (len(books.project_list), "个", "项目数", ""),
            "described_count": (len(self.performance.described), "个", "项目数", ""),
            "office_count": (len(books.department.kind.offices), "个", "机构数", ""),
            "unit_count": (len(books.department.kind.units), "个", "机构数", ""),
        }  # fmt: skip
        number, unit, measure, formula = counts[head]
        return speaker.count(number, unit, measure, formula)
