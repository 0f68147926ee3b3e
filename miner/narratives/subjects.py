"""What a comparison is about: an account's path, a “三公” item, a total, or what the section's title says.

A subject is read from the words before a figure or a comparison. Words that only point back (支出决算, 决算数)
are no subject; the sentence then goes on about the one before.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from miner.language.accounts import AccountPath, Classification, Status, find_paths
from miner.numbering import numbering


@dataclass(frozen=True, slots=True)
class Subject:
    """A subject as printed; ``key`` is the same for different wordings of the same thing within a section."""

    words: str
    key: str
    path: AccountPath | None = None
    start: int = 0
    """Where its words, or the statement that they open, begin in the canonical text."""


class Foreign:
    """Words that are about something else than money (人员编制, 车辆): the clause is left alone."""


FOREIGN = Foreign()
ASIDE = Foreign()
"""Words that only tell more about what the sentence is about: 主要用于, 占 …"""

_MONEY = re.compile(
    r"支出|收入|经费|[费税]|合计|总计|收支|收、支|结转|结余|拨款|资金|预算|决算|采购|工资|补[助贴]|投资|（[类款项]）|三公"
    r"|公务用车|公务接待|因公出国|资产|负债"
)
_ACCOUNTS_ONLY = re.compile(r"支出|经费|费(?:用)?$|三公|公务用车|公务接待|因公出国|财政拨款|收支|收、支|结转|结余")
_AT_WORK = re.compile(r"税费|免费|消费|费率|收费")
_YEAR = re.compile(r"^.*20\d\d年(?:度)?(?!预算执行)")
_OWNER = re.compile(
    r"^(?:本|我|全|各|该|所属)(?:部门|单位|机关|系统|[局委办院校区县市镇乡厅处]|中心|街道)"
    r"(?:[及和](?:所属|下属)[^，]{0,8}?单位)?(?:的)?"
)
_UNITS = re.compile(
    r"^[^，“（]{0,25}?\d+[家个](?:行政|事业|参公|参照[^，]{0,12}管理的?|预算|基层|所属|和|及|、)*单位的?"
)
"""本级1家行政单位的机关运行经费"""
_ORGANISATION = re.compile(
    r"^[^，“（]{1,25}?[委局办院会馆所处校部站队厅室道镇乡府联]"
    r"(?=机关运行经费|“?三公|本年|[收支]|财政拨款|一般公共预算|政府性基金|会议费|培训费|因公|公务)"
)
_PARTICLES = re.compile(
    r"^(?:(?:部门|单位)[决预]算(?=[收支])|(?:基本支出中)?(?:列支|取得)(?=[^，]*[费入出款])|各类资金(?=[^，]*结[转余])|其中|同时|此外|另外|而|但|且|其(?!他)|则|即|包括|含|分别|比|的|主要|各项|全部|实际"
    r"|中|，|：|[-—–]+|“(?=“)|今年|本年度|本年(?!度|[收支])|(?:一般公共预算|财政拨款)(?:财政拨款)?安排的?(?=“?三公|因公|公务|机关运行))+"
)
_TAIL = re.compile(
    r"(?:支出预算中|(?:决算|预算|执行)(?:总额|总数|数|额)|决算|预算安排|年初|(?<=[^总])预算|同比|环比|(?<=[费出入计])数|为|是|共计?|约"
    r"|(?<=支出)全年|均|各|都|也|亦|总体|分别|达到?|相应|同步|科目|则|的|由|数额|已)$"
)
_POINTING = re.compile(
    r"(?:当年|本年度?|全年度?|年度|实际|该|此|项|本|上述|以上|总体|同口径|年末|累计|完成|预算|决算|执行|安排|数|额|经费|资金"
    r"|金额|科目|项目|情况|共计?|合计|总计|发生|费用|变动|增减|主要)*"
)
_SUM_ONLY = re.compile(
    r"(?:当年|本年度?|全年|实际|年末)*(?:费用|经费)?(?:支出|收入)?(?:年初|全年)?(?:决算|预算|执行|完成)(?:支出|收入)?"
    r"(?:总额|总数|数|额)?"
)
_SIDE = re.compile(r"(?:当年|本年度?|全年|实际)?(?:费用|经费)?(?:支出|收入)(?P<total>合计|总计|总额)?")
_ASIDE = re.compile(r"(?:主要)?用于|(?:主要)?包括|(?:主要)?安排|占|完成|达到|按照|根据|为了?|其余|扣除|剔除")
_CODED = re.compile(
    r"(?P<code>\d{3}|\d{5}|\d{7})[-—–]{0,2}（?(?P<name>(?:[^\d（）]|（[^（）]{2,10}）){2,40}?)）?(?:（[类款项]）)?"
    r"|(?P<before>(?:[^\d（）]|（[^（）\d]{2,10}）){2,40}?)(?:（[类款项]）)?（(?P<behind>\d{3}|\d{5}|\d{7})）"
)
_LONGEST = 60
_COUNTED = re.compile(r"\d[\d,.]{0,12}[万亿余多]?(?![万亿千百]?元|年|月|日|个?百分点)[\u3400-\u9fff]")
_LONGEST_POINTING = 16
_KEY_TAIL = re.compile(r"(?:决算|预算|情况|说明|总体|总额|总数|数|额|(?<=费)支出)$")
_ITEMS = frozenset({"用车", "购置", "运行", "出国", "接待", "三公"})


def key_of(words: str) -> str:
    """The same for “三公”经费财政拨款支出 and “三公”经费支出决算数, for 公务用车运行维护费 and 公务车运行费."""
    plain = re.sub(r"[“”\"'‘’《》（）\s□]", "", words)
    if re.search(r"用车|公车|公务车|车辆", plain) and re.search(r"购置|运行|维护", plain):
        bought, run = "购置" in plain, "运行" in plain or "维护" in plain
        return "用车" if bought and run else "购置" if bought else "运行"
    if "出国" in plain or "出境" in plain:
        return "出国"
    if "公务接待" in plain or plain.startswith("接待费"):
        return "接待"
    if "三公" in plain:
        return "三公"
    while (shorter := _KEY_TAIL.sub("", plain)) and shorter != plain:
        plain = shorter
    return plain.replace("、", "").replace("和", "")


_PATH_MARK = re.compile(r"（[类款项]）|[\u3400-\u9fff）][-－—–][\u3400-\u9fff]")


def path_subjects(text: str) -> tuple[Subject, ...]:
    """The account paths of a section's text, in order."""
    if not _PATH_MARK.search(text):
        return ()
    found = []
    for path in find_paths(text):
        if path.parts and not re.fullmatch(r"[XＸ×]+", path.parts[-1].name):
            # “教育支出”（类）: the path begins behind the quotation mark.
            opened = path.text.count("”") > path.text.count("“") and text[path.start - 1 : path.start] == "“"
            start = path.start - opened
            found.append(Subject(text[start : path.end], "/".join(part.name for part in path.parts), path, start))
    return tuple(found)


def account_code(subject: Subject, year: int | None) -> str:
    """The code of a path, or of a single name that is an account's without any doubt; else empty.

    “三公” items are economic accounts by name, but a comparison of them is not about the account.
    """
    classification = Classification.load()
    if subject.path is not None:
        return classification.resolve(subject.path, year).code
    coded = _coded(subject.words)
    if coded:
        return coded
    words = re.sub(r"[“”\"]", "", subject.words)
    if not 3 <= len(words) <= 30 or not classification.knows(words):
        return ""
    resolution = classification.resolve(words, year)
    return resolution.code if resolution.status in (Status.EXACT, Status.ALIAS) else ""


def _coded(words: str) -> str:
    """The code in 2012601-行政运行 or 行政运行（2012601）, where it is the code of that name; else empty."""
    match = _CODED.fullmatch(words)
    account = Classification.load().by_code(match["code"] or match["behind"]) if match else None
    name = match and (match["name"] or match["before"])
    return account.code if account and name and account.name.removesuffix("支出") == name.removesuffix("支出") else ""


def read_subject(
    text: str, start: int, end: int, current: Subject | None, department: str, *, strict: bool = False
) -> Subject | Foreign | None:
    """The subject in the words between two offsets: one, none (they point back), or something foreign.

    ``strict`` is for performance reports, where most figures are results and not accounts.
    """
    words = text[start:end]
    number = numbering(words)
    if number:
        words = words[number.length :]
    words = _YEAR.sub("", words)
    words = _without_owner(words, department)
    words = words.split("其中：")[-1].strip("，：、 \n")
    if _SUM_ONLY.fullmatch(words) and not _stands_alone(words, current):
        return None
    previous = None
    while words != previous:
        previous = words
        words = _PARTICLES.sub("", words)
        words = _TAIL.sub("", words)
    words = _balanced(words)
    if not words or (len(words) <= _LONGEST_POINTING and _POINTING.fullmatch(words)):
        return None
    side = _SIDE.fullmatch(words)
    if side and current is not None and not ((side["total"] and _is_total(current)) or _stands_alone(words, current)):
        return None
    if _ASIDE.match(words) or len(words) > _LONGEST:
        return ASIDE
    if _coded(words):
        return Subject(words, key_of(words), None, start)
    if not (_MONEY.search(words) or Classification.load().knows(words)):
        return FOREIGN
    if strict and (not _ACCOUNTS_ONLY.search(words) or _AT_WORK.search(words)):
        return FOREIGN
    return Subject(words, key_of(words), None, start)


def _is_total(current: Subject) -> bool:
    """True where the text is about sums of the whole, so that 支出合计 is one of them."""
    return current.path is None and current.key not in _ITEMS


def _stands_alone(words: str, current: Subject | None) -> bool:
    """True where 收入 or 支出 does not point back: it stands beside the other one, or is the first of all."""
    if "收入" in words:
        return True
    if not words.startswith(("支出", "本年支出")):
        return False
    return current is None or (not current.path and ("收入" in current.key or "收支" in current.key))


def _without_owner(words: str, department: str) -> str:
    """Without the name of whoever spends the money, where the words begin with it; a code begins an account's name."""
    if _CODED.fullmatch(words):
        return words
    words = _UNITS.sub("", _OWNER.sub("", words))
    if department and words.startswith(department):
        words = words[len(department) :]
        return re.sub(r"^（(?:部门|单位|本级|本部|汇总)）|^(?:部门|单位|本级|机关)(?!运行)", "", words)
    return words if Classification.load().knows(words) else _ORGANISATION.sub("", words)


def _balanced(words: str) -> str:
    """Without a quotation mark or bracket whose partner is missing."""
    for opening, closing in ("“”", "（）", "《》"):
        if words.count(opening) != words.count(closing):
            words = words.strip(opening + closing)
    return words


_TITLE_TAIL = re.compile(r"(?:具体|总体)?(?:及?增减变[动化])?(?:情况)?(?:的)?(?:说明)?$")


def title_subject(titles: tuple[str, ...]) -> Subject | None:
    """The subject that a section's title names, or the nearest title above it that names a sum or an account.

    What follows 情况说明 on the line of the heading does not count.
    """
    for title in titles:
        number = numbering(title)
        words = title[number.length :] if number else title
        words = re.split(r"(?<=情况说明)(?=.)|(?<=情况)(?=20\d\d)", words)[0]
        words = re.sub(r"^.*?20\d\d年(?:度)?", "", words.removeprefix("关于"))
        words = _TITLE_TAIL.sub("", words).strip()
        if 2 <= len(words) <= _LONGEST and not re.search(r"[\d，。]", words):
            found = Subject(_balanced(words), key_of(words))
            if _MONEY.search(words) or Classification.load().knows(found.words):
                return found
    return None


def wholes(key: str) -> tuple[str, ...]:
    """The keys of the totals that 财政拨款收支 may stand for."""
    return (f"{key}总计", f"{key}合计") if key.endswith(("收支", "收入支出", "收入", "支出")) else ()


def partners(key: str) -> tuple[str, ...]:
    """The keys that a pair names together: 财政拨款收入支出 is 财政拨款收入 and 财政拨款支出."""
    match = re.fullmatch(r"(.*?)(?:收入支出|收支)(总计|合计)?", key)
    if not match:
        return ()
    stem, tail = match[1], match[2] or ""
    return (f"{stem}收入{tail}", f"{stem}支出{tail}")


def tells_of_work(words: str) -> bool:
    """True for words that count something else than money: 全年受理案件1,203件."""
    return bool(_COUNTED.search(words)) and not _MONEY.search(words)


def is_balance(key: str) -> bool:
    """True for 结转 and 结余, which 支出 that stands alone cannot point back to."""
    return key.endswith(("结转", "结余", "结转结余"))


def side_of(whole: Subject | None, side: str) -> Subject | None:
    """The side (收入 or 支出) of what a section's title is about: 政府性基金预算财政拨款收支决算 has both."""
    names = partners(whole.key) if whole and side in {"收入", "支出"} else ()
    words = next((name for name in names if name.endswith(side)), None)
    return Subject(words, key_of(words)) if words else None
