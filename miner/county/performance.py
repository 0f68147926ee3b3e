"""What a disclosure says of its projects and its performance: descriptions, indicator grids, problems and measures."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from miner.county.blocks import Block, Box, Paragraph, PrintedTable
from miner.county.books import Books
from miner.county.dice import Dice
from miner.county.marked import Marked, join
from miner.county.material import Project
from miner.county.notes import Point
from miner.county.numbers import with_numbers
from miner.county.quantities import Speaker, as_printed
from miner.model import NarrativeKind, TableKind
from miner.model import Project as TrueProject
from miner.numbering import han_numeral

Fill = Callable[..., Marked]


class Performance:
    """Tells of the projects of a year."""

    def __init__(self, form: Mapping[str, Any], books: Books, speaker: Speaker, dice: Dice) -> None:
        self.form, self.books, self.speaker, self.dice = form, books, speaker, dice
        department = books.department
        by_name = {department.placed(project.name): project for project in department.kind.projects}
        self.described = [(name, amount, by_name[name]) for name, amount, _ in books.project_list if name in by_name]

    def directive(self, name: str, path: str, fill: Fill) -> Iterator[Block]:
        """The blocks of ``@projects``, ``@problems``, ``@measures``, ``@grid`` or ``@project_table``.

        Raises:
            KeyError: there is no such directive.
        """
        if name == "projects":
            for number, (title, amount, project) in enumerate(self.described, 1):
                yield from self._project(number, title, amount, project, path, fill)
        elif name in ("problems", "measures"):
            yield from self._points(name, path)
        elif name == "grid":
            yield from (self._grid(*one) for one in self.described[:1])
        elif name == "project_table":
            yield self._project_table()
        else:
            raise KeyError(f"@{name}")

    def _project(
        self, number: int, title: str, amount: int, project: Project, path: str, fill: Fill
    ) -> Iterator[Block]:
        style = self.form["projects"]
        dice = self.dice.of(self.books.year, title)
        layout = self.dice.of("layout", path).choice(style["layout"])
        department = self.books.department
        vague = dice.sample(self.form["vague"], dice.whole(0, 3))
        count = dice.weighted((0, 1, 2), (4, 5, 2)) if vague else dice.whole(1, min(len(project.done), 3))
        particular = dice.sample(project.done, count)
        sentences = [*particular, *vague] if dice.chance(0.6) else [*vague, *particular]
        texts = [with_numbers(dice.of(n), department.placed(text), {}) for n, text in enumerate(sentences)]
        joined = self.dice.of("joined").chance(0.4) and len(texts) > 1
        done = (
            join("", (join("", (f"{han_numeral(n)}是", t)) for n, t in enumerate(texts, 1)))
            if joined
            else join("", texts)
        )
        purpose = department.placed(project.purpose)
        spending = self.speaker.amount(amount, (), "项目支出")
        parts: dict[str, str | Marked] = {
            "n": str(number), "han": han_numeral(number), "project": title, "spending": spending, "purpose": purpose, "done": done,
        }  # fmt: skip
        note = TrueProject(
            title,
            as_printed(spending.text.removesuffix(self.speaker.style.unit)),
            self.speaker.style.unit,
            purpose,
            done.text,
        )
        for index, line in enumerate(layout.split("\n")):
            text = fill(line, parts)
            yield Paragraph(text.noted(note) if index == len(layout.split("\n")) - 1 else text)

    def _points(self, name: str, path: str) -> Iterator[Block]:
        """Problems or measures; both from the same places of the kind's lists, so that they answer each other."""
        kind = self.books.department.kind
        dice = self.dice.of("points", self.books.year if self.dice.of("changing").chance(0.6) else "always")
        count = min(len(kind.problems), dice.whole(2, 4))
        chosen = dice.sample(range(len(kind.problems)), count)
        texts = [(kind.problems if name == "problems" else kind.measures)[index] for index in chosen]
        note = NarrativeKind.PROBLEM if name == "problems" else NarrativeKind.MEASURE
        mark = self.dice.of("marks", path).choice(self.form["point_marks"])
        points = []
        for number, text in enumerate(texts, 1):
            body = self.books.department.placed(text).rstrip("。")
            points.append(
                join("", (mark.format(n=number, han=han_numeral(number)), Marked(body + "。").noted(Point(note))))
            )
        if "是" in mark:
            yield Paragraph(join("", points))
        else:
            yield from (Paragraph(point) for point in points)

    def _grid(self, title: str, amount: int, project: Project) -> PrintedTable:
        """项目支出绩效自评表."""
        dice = self.dice.of("grid", self.books.year, title)
        value = self.speaker.style.text(self.speaker.style.value(amount))
        head = ((Box("项目支出绩效自评表", 6),),)
        body = [
            (Box("项目名称"), Box(title, 5, align="left")),
            (Box("主管部门"), Box(self.books.department.name, 2), Box("实施单位"), Box(self.books.department.name, 2)),
            (Box(f"项目资金（{self.speaker.style.unit}）"), Box("全年预算数"), Box("全年执行数"), Box("分值"), Box("执行率"), Box("得分")),
            (Box("年度资金总额"), Box(value), Box(value), Box("10"), Box("100%"), Box("10")),
            tuple(Box(text) for text in ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "得分")),
        ]  # fmt: skip
        for row in project.indicators:
            target = with_numbers(dice.of(row[2]), row[3], {}).text
            body.append((*(Box(text) for text in row[:3]), Box(target), Box(target.lstrip("≥≤")), Box("10")))
        return PrintedTable(
            TableKind.OTHER, f"{title}绩效自评表", "", "", "", (14, 14, 26, 16, 16, 8), head, tuple(body)
        )

    def _project_table(self) -> PrintedTable:
        """项目支出明细, a list of the projects with what they spent."""
        style = self.speaker.style
        head = ((Box("序号"), Box("项目名称"), Box("支出金额")),)
        rows = [
            (Box(str(n)), Box(name, align="left"), Box(style.text(style.value(amount)), align="right"))
            for n, (name, amount, _) in enumerate(self.books.project_list, 1)
        ]
        return PrintedTable(
            TableKind.OTHER, "项目支出情况表", "", "", style.unit, (8, 50, 20), head, tuple(rows)
        )  # fmt: skip
