"""Numbers and their units: in the cells of tables and in prose.

A cell is a number, blank, text or unreadable, and these four are never mixed up. In prose a number is a *figure* only
where it states a quantity: an amount (万元), a percentage, a number of percentage points (百分点) or a count with its
measure word (41辆). Years, dates, codes, ordinals, list numbers, document numbers, thresholds (100万元以上), sizes,
ratios and times are numbers too, and each is named for what it is (`Exclusion`), so that nothing is dropped without a
reason.

Values are as printed, in the printed unit; nothing is converted here (`YUAN` tells the size of a unit of money).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from miner.model import CellState

_HALF_WIDTH = str.maketrans("０１２３４５６７８９，．（）％﹪－−–—／", "0123456789,.()%%----/")
_FULL_DIGITS = str.maketrans("０１２３４５６７８９．", "0123456789.")


class Exclusion(StrEnum):
    """Why a number in prose is not a figure."""

    YEAR = "year"
    DATE = "date"
    TIME = "time"
    DURATION = "duration"
    ORDINAL = "ordinal"
    LIST_NUMBER = "list_number"
    CODE = "code"
    DOCUMENT_NUMBER = "document_number"
    THRESHOLD = "threshold"
    SIZE = "size"
    RATIO = "ratio"
    RANGE = "range"
    NAME = "name"
    """Part of a name: 5G, PM2.5, 1楼."""
    NO_UNIT = "no_unit"
    """Bare, in a place where no unit is due."""


@dataclass(frozen=True, slots=True)
class NumberMention:
    """A number in prose, from ``start`` to ``end`` with its unit included."""

    start: int
    end: int
    text: str
    value: Decimal
    """As printed, in ``unit``."""
    decimals: int
    """Printed decimal places: what the display interval is built on."""
    unit: str
    """As printed (万元, 台（套）, 个百分点), but % for ％ and 万元 for a bare 万; empty where none is printed."""
    missing_unit: bool = False
    """A unit or % is due here and is not printed (增长13.95。)."""
    approximate: bool = False
    """Said to be rough (余, 多, 约, 近)."""
    exclusion: Exclusion | None = None

    @property
    def is_figure(self) -> bool:
        """True where it states a quantity."""
        return self.exclusion is None

    @property
    def is_amount(self) -> bool:
        """True for money."""
        return self.unit in YUAN

    @property
    def is_percent(self) -> bool:
        """True for % (not for 百分点)."""
        return self.unit == "%"


YUAN: dict[str, Decimal] = {
    "元": Decimal(1),
    "百元": Decimal(100),
    "千元": Decimal(1000),
    "万元": Decimal(10_000),
    "十万元": Decimal(100_000),
    "百万元": Decimal(1_000_000),
    "千万元": Decimal(10_000_000),
    "亿元": Decimal(100_000_000),
    "万亿元": Decimal(1_000_000_000_000),
}
"""How many 元 one of each unit of money is."""


# ---------------------------------------------------------------------------------------------------------------- cells

_LONGEST_AMOUNT = 15
"""Digits before the point: the whole budget of the country in 元 has 14."""
_BLANK_MARKS = re.compile(r"[-_/\\.·…]+")
_UNREADABLE = re.compile(r"[#*□■\ufffd?？×]{2,}|.*(?:\ufffd|\(cid:\d+\)).*|\d+\.?\d*[eE][+-]?\d+", re.DOTALL)
_PLAIN = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|0|[1-9]\d*)(?:\.\d+)?%?")
_BRACKETED = re.compile(r"\(((?:\d{1,3}(?:,\d{3})+|0|[1-9]\d*)(?:\.\d+)?)\)")
_DAMAGED = re.compile(r"[+-]?[\d,]*\d,[\d,]*(?:\.\d*)?%?")


def parse_cell(raw: str) -> tuple[CellState, Decimal | None]:
    """Read a table cell: its state, and its value where it is a number.

    A dash, a slash or dots alone are *blank*: they are printed to show that nothing stands there, and reading them as 0
    would make data of it. ``0`` and ``0.00`` are numbers. A row of ``#`` or ``*``, a lost glyph, a number in scientific
    notation (digits are lost) or with broken grouping is *unreadable*. A bracketed number with decimals or grouping is
    negative, as accountants write it; a bracketed whole number such as （1） is a list number and stays text; so do
    codes with a leading zero and numbers longer than any amount (a bank account). A trailing % is dropped.
    """
    text = raw.translate(_HALF_WIDTH).replace("\n", "").strip()
    text = re.sub(r"\s*([,.])\s*", r"\1", text)
    if not text or _BLANK_MARKS.fullmatch(text):
        return CellState.BLANK, None
    if re.search(r"\d\s+\d", text) and not re.fullmatch(r"[+-]?\d{1,3}(?:\s\d{3})+(?:\.\d+)?%?", text):
        return (CellState.TEXT if re.search(r"[^\d\s.,%+-]", text) else CellState.UNREADABLE), None
    text = re.sub(r"\s+", "", text)
    if _PLAIN.fullmatch(text):
        if sum(character.isdigit() for character in text.partition(".")[0]) > _LONGEST_AMOUNT:
            return CellState.TEXT, None
        return CellState.NUMBER, Decimal(text.rstrip("%").replace(",", ""))
    bracketed = _BRACKETED.fullmatch(text)
    if bracketed and re.search(r"[.,]", bracketed[1]):
        return CellState.NUMBER, -Decimal(bracketed[1].replace(",", ""))
    if _UNREADABLE.fullmatch(text) or _DAMAGED.fullmatch(text):
        return CellState.UNREADABLE, None
    return CellState.TEXT, None


# --------------------------------------------------------------------------------------------------------- Han numerals

_HAN_DIGITS = {
    character: value
    for value, characters in enumerate(
        ("零〇", "一壹", "二两贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
    )
    for character in characters
}
_HAN_STEPS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_HAN_SCALES = {"万": 10_000, "萬": 10_000, "亿": 100_000_000}


def read_han(words: str) -> Decimal | None:
    """The value of a number in Han characters, plain or capital (三十二, 壹佰万, 十二点五), or none."""
    whole, _, fraction = words.partition("点")
    total = section = digit = 0
    for character in whole:
        if character in _HAN_DIGITS:
            digit = _HAN_DIGITS[character]
        elif character in _HAN_STEPS:
            section += (digit or 1) * _HAN_STEPS[character]
            digit = 0
        elif character in _HAN_SCALES:
            scale = _HAN_SCALES[character]
            larger, total = (total, 0) if total >= scale else (0, total)
            total = larger + (total + section + digit) * scale
            section = digit = 0
        else:
            return None
    if any(character not in _HAN_DIGITS for character in fraction):
        return None
    value = Decimal(total + section + digit)
    if fraction:
        value += Decimal("0." + "".join(str(_HAN_DIGITS[character]) for character in fraction))
    return value


# ---------------------------------------------------------------------------------------------------------------- prose

# A measure word followed by certain characters begins another word: 1项目 is not 1项, 3人民 is not 3人.
_PEOPLE = r"人(?!民|大|事|员|均|才|社|力|口|类|文|行|防|居)"
_EACH = r"个(?!百分点|别|性|体|人(?!次))"
_COUNT_UNITS = (
    r"台[（(]套[）)]|台/套|台套|平方公里|平方千米|平方米|立方米|公里|千米|公顷|公斤|千克|人次|人天|人日|批次|场次|车次|趟次|班次|辆次|台次|套次|"
    r"课时|小时|个月|辆|㎡|m²|亩|吨|米|"
    rf"{_PEOPLE}|{_EACH}|台(?!账|式|阶|湾)|套(?!餐|取)|批(?!准|复|示)|"
    r"次(?!性|年|日|月|生|于|会|全)|项(?!目)|家(?!庭|具|电|长|属|用)|名(?!称|录|单|义)|户(?!籍|外|口|型)|件|份|场(?!所|地|馆|景)|"
    r"期(?!间|限|末|初)|条(?!款|例|件)|篇|张|册|座|栋|幢|间(?!接)|处(?!理|置|级|罚|室)|宗|起|例(?!如)|株|盏|天|趟|种|倍|"
    r"本(?!年|级|部|单|市|区|县|报|表|次)|所(?!属|有|需|在|得|以)|支(?!出|付|持|撑|队)|艘|架|部(?!门|分|级|署|长)|块|口(?!径|岸)|"
    r"眼|头(?!部|等)|只(?!有|能|是|要)|羽|根(?!据|本)|颗|面(?!积|向|对|临|貌)|把(?!关|握)|枚|轮|副(?!局|主|处|科|部)|床|袋|卷|"
    r"桶|瓶|箱|棵|片(?!区)|段|组(?!织|成|长)|节(?!约|能|点|省)|"
    r"分(?!别|析|局|之|类|为|管|公|配|项|级|院|钟|布|担|享|解|批|成|期)"
)
_MONEY = r"(?:万亿|千万|百万|十万|亿|万|千|百)?元"
_ROUGH = r"[余多]"
_NUMBER = (
    r"\d{1,3}(?:, ?\d{3})+(?!\d)(?:\. ?\d+)?"
    r"|\d{1,3}(?:，\d{3})+(?!\d)(?:\.\d+)?(?=\s*(?:万|亿|元))"  # a full-width comma is grouping only in money
    r"|\d+(?:\.\d+)?"
)
_MENTION = re.compile(
    rf"(?P<sign>(?<![0-9A-Za-z）)%％-])[-－−])?(?P<number>{_NUMBER})(?:\*\*)?\s*(?P<rough>{_ROUGH}(?=\w))?\s*"
    rf"(?P<unit>{_MONEY}|[%％﹪]|‰|个?百分点|[万亿]?(?:{_COUNT_UNITS})|[万亿]{_ROUGH}元|[万亿](?!\w))?"
)
_NUMERAL = "[零〇一二两三四五六七八九十百千壹贰叁肆伍陆柒捌玖拾佰仟]"
_HAN = re.compile(
    r"百分之(?P<rate>[零〇一二两三四五六七八九十百]+(?:点[零〇一二三四五六七八九]+)?|\d+(?:\.\d+)?)"
    rf"|(?<![第几数上每十百千万亿])(?P<words>{_NUMERAL}(?:{_NUMERAL}|[万亿萬](?=[{_NUMERAL[1:-1]}亿]))*)"
    r"(?P<unit>[万亿萬]{0,2}[元圆]整?|辆|台[（(]套[）)]|人次|批次|个百分点|平方米|公里|"
    rf"{_PEOPLE}|名(?!称|录|单|义)|户(?!籍|外)|家(?!庭|具|电|长|属)|{_EACH})"
)
_CLEAR_UNITS = ("辆", "台", "人次", "批次", "个百分点")
_DUE = re.compile(
    r"(?:增长|下降|上升|增幅|降幅|幅度|比例|比重|执行率|完成|占比?|(?:结转|结余)|资金|占[^，。；,;、]{0,24}的|为[^，。；,;、]{0,8}预算的|降低|提高|差异率|完成[^，。；,;、]{0,16}的|完成率|增长率|下降率|增加|减少|"
    r"(?:预算|决算|支出|收入|合计|总计|经费|金额|总额|费)数?(?:[（(][类款项][)）])?)[为是了约到达共均各：:]{0,2}\s*$"
)
_DUE_AFTER = re.compile(r"\s*(?:\*\*)?\s*(?:[，。；;（()）]|,(?!\d)|\n|$)")
_GOES_ON = re.compile(r"[\u4e00-\u9fff]")
"""A word right behind a number with decimals, which can be neither a list's nor a year's: 支出5216.85分布在以下类别."""
_THRESHOLD_AFTER = re.compile(r"\s*(?:[（(]\s*(?:含|不含|包括)[^）)]{0,6}[）)])?\s*[及或]?(?:以上|以下|以内|起点)")
_THRESHOLD_BEFORE = re.compile(
    r"(?:不足|不超过|不低于|不高于|不少于|不得超过|单价|单位价值|单台价值|单件价值|限额|标准为)(?:在|为|达)?(?:人民币)?\s*$"
)
_ROUGH_BEFORE = re.compile(r"(?:约|近|大约|接近|将近)\s*$")


def find_numbers(text: str) -> tuple[NumberMention, ...]:
    """Every number of a text that is a figure, in order."""
    return tuple(mention for mention in scan_numbers(text) if mention.is_figure)


def scan_numbers(text: str) -> tuple[NumberMention, ...]:
    """Every number of a text in order, figures and others, the others with the reason why they are none."""
    folded = text.translate(_FULL_DIGITS)
    found = [_in_digits(text, folded, match) for match in _MENTION.finditer(folded)]
    taken = {mention.start for mention in found}
    for match in _HAN.finditer(folded):
        mention = _in_han(text, folded, match)
        if mention is not None:
            if match["rate"] and match["rate"][0].isdigit():
                found = [other for other in found if other.start != match.start("rate")]
            if mention.start not in taken:
                found.append(mention)
    return tuple(sorted(found, key=lambda mention: mention.start))


def _in_digits(text: str, folded: str, match: re.Match[str]) -> NumberMention:
    """A number written in digits."""
    start, (number_start, number_end) = match.start(), match.span("number")
    printed = re.sub(r"[,，\s]", "", match["number"])
    raw_unit = match["unit"] or ""
    unit, missing = _clean_unit(raw_unit), False
    exclusion = _exclusion(folded, number_start, number_end, match.end(), printed, unit)
    if exclusion is Exclusion.NO_UNIT and _unit_due(folded, start, number_end, printed):
        exclusion, missing = None, True
    end = match.end() if unit else number_end
    rough = bool(match["rough"]) or bool(re.search(_ROUGH, raw_unit))
    return NumberMention(
        start=start,
        end=end,
        text=text[start:end],
        value=Decimal(printed) * (-1 if match["sign"] else 1),
        decimals=len(printed.partition(".")[2]),
        unit=unit,
        missing_unit=missing,
        approximate=rough or bool(_ROUGH_BEFORE.search(folded, max(0, start - 4), start)),
        exclusion=exclusion,
    )


def _clean_unit(unit: str) -> str:
    """The unit as it is spoken of: one sign for %, 万元 for a bare 万, nothing rough in it."""
    unit = re.sub(rf"^([万亿]){_ROUGH}?(?:元)?$", r"\1元", unit)
    return "%" if unit in {"％", "﹪"} else unit


def _unit_due(text: str, start: int, end: int, printed: str) -> bool:
    """True where the words before call for a quantity and the sentence goes on without a unit."""
    year = len(printed) == 4 and printed[:2] in {"19", "20"}
    ends = _DUE_AFTER.match(text, end) or ("." in printed and _GOES_ON.match(text, end))
    return not year and bool(ends) and bool(_DUE.search(text[max(0, start - 40) : start]))


def _exclusion(text: str, start: int, end: int, unit_end: int, printed: str, unit: str) -> Exclusion | None:
    """What a number in digits is, if it is not a figure; ``end`` is the number's, ``unit_end`` the unit's."""
    before, after = text[max(0, start - 14) : start], text[end : end + 10]
    shape = _by_shape(before, after, printed, unit)
    if shape is not None:
        return shape
    if len(printed.partition(".")[0]) > _LONGEST_AMOUNT:
        return Exclusion.CODE
    if not unit:
        if re.fullmatch(r"(?:19|20)\d{2}", printed) and re.match(r"\s*[、，,和及与至]", after):
            return Exclusion.YEAR
        if re.match(r"\s*[、.．)）]", after) and re.search(r"(?:^|[。；;：:\n（(，,*])\s*$", before):
            return Exclusion.LIST_NUMBER
        return Exclusion.CODE if re.fullmatch(r"[23]\d{2}(?:\d{2}){0,2}|\d{6,}", printed) else Exclusion.NO_UNIT
    if _THRESHOLD_AFTER.match(text, unit_end) or _THRESHOLD_BEFORE.search(before):
        return Exclusion.THRESHOLD
    if unit in {"个月", "天", "小时"}:
        return Exclusion.DURATION
    if unit == "项" and re.fullmatch(r"[23]\d{4}(?:\d{2})?", printed):
        return Exclusion.CODE
    if unit == "分" and not re.search(r"分|评|绩|满意|总|共|均", before):
        return Exclusion.TIME
    return None


def _by_shape(before: str, after: str, printed: str, unit: str) -> Exclusion | None:
    """What the characters next to a number make of it, whatever its unit."""
    behind = before.rstrip()
    if behind.endswith("第"):
        return Exclusion.ORDINAL
    if re.match(r"\s*号(?!楼)", after):
        return Exclusion.DOCUMENT_NUMBER if re.search(r"[〕\]）)】]第?$", behind) else Exclusion.NAME
    if re.match(r"\s*(?:届|期工程)", after):
        return Exclusion.ORDINAL
    if (
        re.match(r"\s*(?:楼|层|级|栋楼|号楼|室|单元)", after)
        or re.search(r"[A-Za-z_]-?$", before)
        or re.match(r"[A-Za-z]", after)
    ):
        return Exclusion.SIZE if re.search(r"\d\s?[xX]$", before) or re.match(r"[xX]\s?\d", after) else Exclusion.NAME
    if re.search(r"\d\s?[×*]\s?$", before) or re.match(r"\s?[×*]\s?\d", after):
        return Exclusion.SIZE
    if re.search(r"\d\s?[:：]$", before) or re.match(r"[:：]\d", after):
        return Exclusion.TIME if re.search(r"\d[:：][0-5]\d(?!\d)", before + printed + after) else Exclusion.RATIO
    if re.match(r"\s*[年月日]", after):
        if "年" not in after[:2]:
            return Exclusion.DATE
        return Exclusion.YEAR if re.fullmatch(r"(?:19|20)\d{2}", printed) else Exclusion.DURATION
    if re.match(r"\s*(?:时|点(?!多)|分钟|秒)", after):
        return Exclusion.TIME
    if re.search(r"\d\.$", before) or re.match(r"\.\d", after):
        return Exclusion.LIST_NUMBER
    if re.search(r"[〔\[【]$", behind) and re.match(r"\s*[〕\]】]", after):
        return Exclusion.DOCUMENT_NUMBER
    if re.search(r"\d[%％]?(?:[（(]不?含[)）])?\s?[-－—~～至]$", before) or (
        not unit and re.match(r"\s?[-－—~～至]\s?\d", after)
    ):
        return Exclusion.RANGE
    return None


def _in_han(text: str, folded: str, match: re.Match[str]) -> NumberMention | None:
    """A number written in Han characters, where it is clear that it states a quantity.

    三个高地 and 一项工作 are words, not counts: a single character counts only before 元, 辆, 台（套）, 人次, 批次
    and 百分点.
    """
    start, end = match.span()
    if match["rate"]:
        rate = match["rate"]
        value = Decimal(rate) if rate[0].isdigit() else read_han(rate)
        if value is None:
            return None
        return NumberMention(start, end, text[start:end], value, _places(value), "%")
    unit, words = match["unit"], match["words"]
    money = re.fullmatch(r"([万亿萬]*)([元圆])整?", unit)
    if money:
        words, unit = words + money[1], "元"
    if words[0] in "百千佰仟" or (len(match["words"]) == 1 and not money and not unit.startswith(_CLEAR_UNITS)):
        return None
    value = read_han(words)
    if value is None or (len(words) > 1 and not re.search(r"[十百千万亿拾佰仟萬]", words)):
        return None
    exclusion = Exclusion.THRESHOLD if _THRESHOLD_AFTER.match(folded, end) else None
    return NumberMention(start, end, text[start:end], value, 0, unit, exclusion=exclusion)


def _places(value: Decimal) -> int:
    """Decimal places as written."""
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
