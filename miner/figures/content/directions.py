"""Words of direction against the numbers beside them: 增加 where it fell, 大于 where it is less."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from miner.bilingual import say
from miner.figures.comparisons import compared
from miner.figures.content.rule import Examined, Issue
from miner.figures.context import falls, fold
from miner.figures.evidence import of_figure, of_text
from miner.figures.growth import change_before
from miner.figures.intervals import HUNDRED, printed
from miner.figures.lookup import Bench
from miner.figures.mentions import COMPLETION, FALL, GROWTH, RESIDUE
from miner.figures.statements import Statement
from miner.figures.tables import three_public_words
from miner.model import FigureKind

_AGAINST_BUDGET = re.compile(
    r"(?:决算|支出|执行)数?(?:额)?(?P<word>大于|小于|高于|低于|多于|少于|超过)(?:了)?"
    r"(?P<which>年初|全年|调整后?|当年|年度)?的?预算"
)
_FLAT = re.compile(r"(?:决算|支出|执行)?数?(?:额)?与(?P<which>年初|全年|调整后?|当年|年度)?的?预算数?持平")
_NAMED_BUDGETS = {"年初": "budget", "全年": "adjusted_budget", "调整": "adjusted_budget", "调整后": "adjusted_budget"}
"""Which of two budgets a comparison names; 预算 alone may be either."""
_MORE = ("大于", "高于", "多于", "超过")


def against_numbers(examined: Examined) -> Iterator[Issue]:
    """Differences, rates and comparisons whose words contradict their numbers."""
    bench = examined.bench
    for statement in bench.statements:
        yield from _difference(bench, statement)
        yield from _rate(bench, statement)
    for section, inside in bench.by_section.items():
        yield from _comparisons(bench, section, inside)
        yield from _flat(bench, section, inside)


def _difference(bench: Bench, delta: Statement) -> Iterator[Issue]:
    """比预算增加2.85万元 where the amount stated is less than the budget stated."""
    if delta.figure.kind is not FigureKind.DELTA or RESIDUE.search(delta.phrase.lead) or delta.figure.value <= 0:
        return
    pair = compared(bench, delta)
    if pair is None or abs(pair.change.value) <= pair.change.half:
        return
    fell = pair.change.value < 0
    if fell != falls(delta.phrase.lead):
        numbers = f"{pair.now.shown}、{pair.then.shown}"
        span = (delta.phrase.start - len(delta.phrase.lead), delta.figure.char_end)
        yield _issue(bench, delta.figure.section, (*pair.stated, delta), _said(delta), numbers, span)


def _rate(bench: Bench, rate: Statement) -> Iterator[Issue]:
    """增加2.65万元，下降5.77%: two words that contradict each other."""
    if rate.figure.measure not in (GROWTH, FALL) or rate.figure.kind is not FigureKind.PERCENT:
        return
    delta = change_before(bench, rate)
    if delta is None or rate.figure.value <= 0 or delta.figure.value <= 0:
        return
    if any(RESIDUE.search(s.phrase.lead) for s in (delta, rate)) or not _plain(rate) or not _plain(delta):
        return
    if _adjacent(delta, rate) and falls(delta.phrase.lead) != (rate.figure.measure == FALL):
        yield _issue(bench, rate.figure.section, (delta, rate), _said(delta), _said(rate))


def _plain(statement: Statement) -> bool:
    """True where the words before a figure name one direction only."""
    lead = statement.phrase.lead
    return bool(re.search(r"增|升|提高", lead)) != bool(re.search(r"减|降|压", lead))


def _adjacent(delta: Statement, rate: Statement) -> bool:
    """True where the rate comes right after its difference, naming nothing new: …万元，下降5%."""
    between = rate.phrase.before[len(rate.phrase.before) - (rate.phrase.start - delta.phrase.end) :]
    return (
        re.fullmatch(r"[，、；（\s]*(?:同比)?(?:增长|下降|上升|降低|减少|增加|增幅|升幅|降幅|跌幅)[为约了达]?", between)
        is not None
    )


def _comparisons(bench: Bench, section: int, inside: Sequence[Statement]) -> Iterator[Issue]:
    """决算数大于预算数 where the rate of completion or the two amounts just stated say the opposite."""
    text = fold(bench.text(section))
    for match in _AGAINST_BUDGET.finditer(text):
        if text[: match.start()].endswith(("不得", "不应", "不能")):
            continue
        evidence = _stated_for(text, match, inside)
        signs = {_sign(s) for s in evidence}
        if not evidence:
            evidence, signs = _amounts_for(text, match, inside)
        said = 1 if match["word"] in _MORE else -1
        if signs == {-said}:
            yield _issue(bench, section, evidence, match[0], "、".join(s.figure.text for s in evidence), match.span())


def _flat(bench: Bench, section: int, inside: Sequence[Statement]) -> Iterator[Issue]:
    """与预算持平 where the rate of completion or the two amounts just stated differ."""
    text = fold(bench.text(section))
    for match in _FLAT.finditer(text):
        rates = _stated_for(text, match, inside)
        off = [s for s in rates if _sign(s) and abs(s.figure.value - HUNDRED) > 1]
        evidence = off or ([] if rates else _amounts_for(text, match, inside)[0])
        if evidence:
            yield _issue(bench, section, evidence, match[0], "、".join(s.figure.text for s in evidence), match.span())


def _stated_for(text: str, match: re.Match[str], inside: Sequence[Statement]) -> list[Statement]:
    """The rate of completion that a comparison is about: its “三公” item's, else the last one of its paragraph.

    None where the last one is more than a sentence away, where an amount stands between, or where its sentence speaks
    of several.
    """
    rates = [
        s
        for s in inside
        if s.phrase.start < match.start()
        and s.figure.measure == COMPLETION
        and s.figure.kind is FigureKind.PERCENT
        and s.figure.value > 0
        and _of_that_budget(s, match)
    ]
    clause = max(text.rfind(mark, 0, match.start()) for mark in "，。；：\n") + 1
    item = three_public_words(text[clause : match.start()])
    if item:
        return [s for s in rates if s.item == item][-1:]
    paragraph = text.rfind("\n", 0, match.start()) + 1
    rates = [s for s in rates if s.phrase.start >= paragraph]
    if not rates:
        return []
    last = rates[-1]
    between = [s for s in inside if last.phrase.end < s.phrase.start < match.start()]
    ended = len(re.findall(r"[。！？]", text[last.phrase.end : match.start()]))
    if ended > 1 or any(s.amount and s.current for s in between):
        return []
    beside = [s for s in rates if s.phrase.sentence_start == last.phrase.sentence_start]
    return beside if len(beside) == 1 else []


def _amounts_for(text: str, match: re.Match[str], inside: Sequence[Statement]) -> tuple[list[Statement], set[int]]:
    """The budget and the final amount right before a comparison in its sentence, where they are of one thing."""
    begin = max(text.rfind(mark, 0, match.start()) for mark in "。；\n") + 1
    amounts = [s for s in inside if begin <= s.phrase.start < match.start() and s.amount and s.current]
    budgets = [s for s in amounts if "budget" in s.basis]
    wanted = _NAMED_BUDGETS.get(match["which"] or "")
    budgets = [s for s in budgets if s.basis == wanted] or budgets if wanted else budgets
    finals = [s for s in amounts if "budget" not in s.basis]
    if len(budgets) != 1 or len(finals) != 1 or (budgets[0].code, budgets[0].item) != (finals[0].code, finals[0].item):
        return [], set()
    a, b = finals[0].yuan, budgets[0].yuan
    if a is None or b is None or abs(a.value - b.value) <= a.half + b.half:
        return [], set()
    return [budgets[0], finals[0]], {1 if a.value > b.value else -1}


def _of_that_budget(rate: Statement, match: re.Match[str]) -> bool:
    """False where a rate is over the opening budget and the comparison is with the adjusted one, or the reverse."""
    wanted = _NAMED_BUDGETS.get(match["which"] or "")
    if wanted is None or rate.basis == wanted:
        return True
    return rate.basis != "adjusted_budget" if wanted == "budget" else "年初" not in rate.phrase.lead


def _sign(rate: Statement) -> int:
    """Whether a rate of completion is above (1) or below (-1) 100 %, 0 where rounding leaves that open."""
    shown = printed(rate.figure.value)
    if abs(shown.value - HUNDRED) <= 2 * shown.half:
        return 0
    return 1 if shown.value > HUNDRED else -1


def _said(statement: Statement) -> str:
    return f"{statement.phrase.lead[-16:]}{statement.figure.text}"


def _issue(
    bench: Bench,
    section: int,
    statements: Sequence[Statement],
    words: str,
    numbers: str,
    span: tuple[int, int] | None = None,
) -> Issue:
    message = say(
        f"表示增减的词语与数字不一致：“{words}”，而文中为“{numbers}”",
        f"words of direction against the numbers: “{words}” beside “{numbers}”",
    )
    home = bench.disclosure.sections[section]
    evidence = [of_figure(bench.disclosure, statement) for statement in statements]
    if span:
        evidence.append(of_text(home, *span))
    return Issue(message, tuple(evidence))
