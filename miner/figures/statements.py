"""Figures together with what they are about: topic, account, “三公” item, basis and year."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from miner.figures.appropriations import appropriation_topic
from miner.figures.coded import find_coded, printed_names, with_codes
from miner.figures.context import Phrase, Topic, basis_of, fold, noun_of, phrases, topic_of, topic_within
from miner.figures.intervals import Printed, printed
from miner.figures.tables import THREE_PUBLIC_ITEMS, three_public_words
from miner.language.accounts import AccountKind, AccountPath, Classification, Level, find_paths
from miner.language.numbers import YUAN
from miner.model import Disclosure, Figure, FigureKind, Section

_MONEY = (FigureKind.AMOUNT, FigureKind.DELTA)
_ITEM = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in THREE_PUBLIC_ITEMS))
_SHORT_ITEM = re.compile(
    r"(?:(?<![\u4e00-\u9fff])|(?<=其中)|(?<=包括))(?:(?P<vehicles>购置(?:费)?[及和、与]运行(?:维护)?)"
    r"|(?P<purchase>(?:车辆)?购置(?:费|支出|经费))|(?P<running>运行(?:维护)?(?:费|支出|经费)))"
)
"""What the items of 公务用车购置及运行维护费 are called right below it: 其中：购置费0万元，运行维护费6.50万元."""
_ACCOUNT_TITLE = re.compile(r"[（(][类款项][)）]|2\d{4}(?:\d{2})?(?!\d)")
_ITEM_LEFTOVER = re.compile(
    r"(?:财政拨款|完成|一般公共|当年|支出|经费|费用?|及|和|（境）|、|总额|维护|运行|其中|购置|公务用车|公务车|公车|三公|[“”\"]|[\d.．：]|（[一二三四五六七八九十\d]+）)*"
)


@dataclass(frozen=True, slots=True)
class Statement:
    """One figure with its surroundings and its subject."""

    figure: Figure
    unit: str
    """As printed; of an amount without one the unit of the amounts around it."""
    phrase: Phrase
    topic: Topic
    noun: str
    basis: str
    """``budget``, ``adjusted_budget``, ``final``, or empty where the lead does not say."""
    current: bool
    """It is about the document's own year."""
    item: str
    """The “三公” item, or empty."""
    item_alone: bool
    """The lead says nothing beyond the item, so that the figure is the item itself and not a part of it."""
    path: AccountPath | None
    """The account path that the figure is about, where the text prints one."""
    code: str
    """The account's code, or empty where there is no path or the classification does not know it."""

    @property
    def printed(self) -> Printed:
        """The figure as a printed number in its own unit."""
        return printed(self.figure.value)

    @property
    def yuan(self) -> Printed | None:
        """The figure in 元, where it is money."""
        size = YUAN.get(self.unit)
        return None if size is None else self.printed.times(size)

    @property
    def amount(self) -> bool:
        """True for money that is no difference."""
        return self.figure.kind is FigureKind.AMOUNT and self.unit in YUAN


def read_statements(disclosure: Disclosure, figures: Sequence[Figure]) -> tuple[Statement, ...]:
    """The figures of a disclosure with their subjects, in the order given."""
    by_section: dict[int, list[Figure]] = defaultdict(list)
    for figure in figures:
        by_section[figure.section].append(figure)
    found: dict[int, Statement] = {}
    sources = _Sources(printed_names(disclosure), appropriation_topic(disclosure), _usual_unit(figures))
    for ordinal, inside in by_section.items():
        section = disclosure.sections[ordinal]
        for statement in _read_section(disclosure, section, sorted(inside, key=lambda f: f.char_start), sources):
            found[statement.figure.ordinal] = statement
    return tuple(found[figure.ordinal] for figure in figures)


def _read_section(
    disclosure: Disclosure, section: Section, figures: Sequence[Figure], sources: _Sources
) -> list[Statement]:
    text = section.text.text
    folded = fold(text)
    of_section = topic_of(disclosure, section)
    paths = _paths(section, sources)
    inherited = next(
        (found[0] for above in reversed(disclosure.ancestors(section)) if (found := _heading_paths(above, sources))),
        None,
    )
    year = disclosure.identity.fiscal_year
    usual = _usual_unit(figures) or sources.unit
    statements: list[Statement] = []
    around = phrases(folded, [(figure.char_start, figure.char_end) for figure in figures])
    leads = [
        (phrase.start - len(phrase.lead) - 2, phrase.start)
        for figure, phrase in zip(figures, around, strict=True)
        if figure.kind is FigureKind.AMOUNT
    ]
    subjects = _subjects(folded, leads)
    if of_section is Topic.THREE_PUBLIC:
        subjects = sorted([*subjects, *((m.end(), m.lastgroup or "") for m in _SHORT_ITEM.finditer(folded))])
    titled = next(
        (i for above in reversed(disclosure.ancestors(section)) if (i := three_public_words(above.title))), ""
    )
    for figure, phrase in zip(figures, around, strict=True):
        topic = topic_within(of_section, folded, phrase)
        topic = sources.appropriation if topic is Topic.APPROPRIATION else topic
        path = _path_for(paths, phrase) or (inherited if not paths else None)
        lead = phrase.lead
        if path is not None and path.code and phrase.start - len(lead) - 2 < path.end <= phrase.start:
            lead = folded[path.end : phrase.start].strip(" 、和及与*（")
        elif path is not None and path.text and path.text in text[max(0, phrase.start - 120) : phrase.start]:
            lead = lead.replace(fold(path.text), "")
        noun = noun_of(lead, disclosure.identity.department)
        noun = "" if noun.isdecimal() else noun
        item, alone = _item(subjects, titled, phrase, noun, topic)
        before = statements[-1] if statements else None
        if not noun and path is None and before is not None and _goes_on(before, figure, phrase):
            noun = before.noun
        code = _code(path, year) if path is not None else _class_code(noun, topic, year)
        statements.append(
            Statement(
                figure=figure,
                unit=figure.unit or (usual if figure.kind in _MONEY else ""),
                phrase=phrase,
                topic=topic,
                noun=noun,
                basis=_basis(phrase),
                current=year is None or figure.period in ("", str(year)),
                item=item,
                item_alone=alone,
                path=path,
                code=code,
            )
        )
    return statements


_WITHIN_BUDGET = re.compile(r"(?:年初|全年|调整后?)?的?预算(?:安排|数)?(?:中|内|里)，[^，。；]*$")


def _basis(phrase: Phrase) -> str:
    """The basis by the lead, else by the clause before it: 2023年度年初预算中，一般公共预算财政拨款支出安排565.77万元."""
    said = basis_of(phrase.lead)
    within = _WITHIN_BUDGET.search(phrase.before) if not said else None
    return basis_of(within[0].split("，")[0]) if within else said


def _goes_on(before: Statement, figure: Figure, phrase: Phrase) -> bool:
    """True where a figure is another number of the same thing: …支出年初预算为300万元，决算为280万元."""
    same = before.phrase.sentence_start == phrase.sentence_start and before.path is None and not before.item
    return same and figure.kind is FigureKind.AMOUNT and before.amount and bool(basis_of(phrase.lead))


def _usual_unit(figures: Sequence[Figure]) -> str:
    """The unit of money that most amounts have, or empty where none has."""
    units = Counter(figure.unit for figure in figures if figure.unit in YUAN)
    return units.most_common(1)[0][0] if units else ""


@dataclass(slots=True)
class _Sources:
    """What the figures of all sections are read with."""

    names: Mapping[str, Collection[str]]
    """The account names of the document's tables by code."""
    appropriation: Topic
    """What 财政拨款支出 without the name of a fund means in this document."""
    unit: str
    """The unit of money of most amounts of the prose."""
    paths: dict[int, tuple[AccountPath, ...]] = field(default_factory=dict)
    """The paths already found, by section."""


def _paths(section: Section, sources: _Sources) -> tuple[AccountPath, ...]:
    """The account paths of a section's text."""
    if section.ordinal not in sources.paths:
        text = section.text.text
        named = find_paths(text) if re.search(r"[（(][类款项][)）]|[-－—]", text) else ()
        sources.paths[section.ordinal] = with_codes(named, find_coded(text, sources.names))
    return sources.paths[section.ordinal]


def _code(path: AccountPath, year: int | None) -> str:
    """The code of a path: the one printed with it, else the classification's."""
    return path.code or Classification.load().resolve(path, year).code


def _heading_paths(section: Section, sources: _Sources) -> tuple[AccountPath, ...]:
    """The account path that a section's own title is, if it is one."""
    if not _ACCOUNT_TITLE.search(section.title):
        return ()
    return tuple(path for path in _paths(section, sources) if path.start < len(section.title) + 4)[:1]


def _path_for(paths: Sequence[AccountPath], phrase: Phrase) -> AccountPath | None:
    """The path that a number is about: the last one before it. A 类 alone speaks only for the number right after it."""
    before = [path for path in paths if path.end <= phrase.start]
    if not before:
        return None
    path = before[-1]
    leaf = path.leaf
    if leaf is not None and leaf.level is Level.LEI and len(path.parts) == 1:
        return path if path.end >= phrase.start - len(phrase.lead) - 2 else None
    return path


def _class_code(noun: str, topic: Topic, year: int | None) -> str:
    """The 类 that a noun names without saying （类）: 住房保障支出 in a list of 类."""
    if topic not in (Topic.GENERAL, Topic.EXPENDITURE, Topic.FISCAL) or len(noun) < 4 or noun in {"其他支出"}:
        return ""
    named = Classification.load().by_name(noun, Level.LEI, kind=AccountKind.FUNCTIONAL)
    return named[0].code if len(named) == 1 else ""


_REASON = re.compile(r"原因|主要是|由于|用于|为了|严格|厉行|落实|控制|压减")


def _subjects(folded: str, amounts: Sequence[tuple[int, int]]) -> list[tuple[int, str]]:
    """Where a text names a “三公” item as what it speaks of, and which.

    Not where it names the whole of a share (占“三公”经费支出的) or an item inside a reason (严格控制公务接待), unless the
    words right before an amount (``amounts``: their spans) do so.
    """
    found = []
    for match in _ITEM.finditer(folded):
        clause = folded[max(0, match.start() - 40) : match.start()]
        if re.search(r"占[^，。；\n]*$", clause):
            continue
        if not any(start <= match.start() < end for start, end in amounts):
            began = max(folded.rfind(end, 0, match.start()) for end in "。；\n") + 1
            if _REASON.search(folded, began, match.start()):
                continue
        found.append((match.end(), match.lastgroup or ""))
    return found


def _item(
    subjects: Sequence[tuple[int, str]], inherited: str, phrase: Phrase, noun: str, topic: Topic
) -> tuple[str, bool]:
    """The “三公” item that a number is about, and whether the lead names nothing else.

    The last one that its paragraph speaks of, else its section, else a title above it.
    """
    if topic is not Topic.THREE_PUBLIC and not re.search(r"三公|因公出国|公务接待|公务用车", phrase.lead):
        return "", False
    before = [name for end, name in subjects if end <= phrase.start]
    named = before[-1] if before else inherited
    return named or ("total" if topic is Topic.THREE_PUBLIC else ""), _ITEM_LEFTOVER.fullmatch(
        _ITEM.sub("", noun)
    ) is not None
