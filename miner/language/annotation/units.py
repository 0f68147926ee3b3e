"""Departments and units (部门、单位) that a text names: the one that speaks, and others.

Precision comes before recall: a name counts where it begins with a region (青河县水利局) or is that of an organ which
every government has (市财政局). Where a name begins is settled by the words of the segmentation.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import accumulate

from miner.language.annotation.marks import Mark
from miner.language.segment import is_name, segment

OWN = "own"
"""The unit that speaks: 本单位, 我局, and the names that the caller gives."""
OTHER = "unit"

_OWN_WORDS = re.compile(
    r"(?:本|我)(?:单位|部门|机关(?!事务)|中心|街道|局|委(?!托|派|员)|厅|办(?![公法理事学])|院|校|所(?![属有在需])|站|队(?!伍)|馆"
    r"|会(?![议计]))"
)
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_REGION = re.compile(
    r"[\u4e00-\u9fff]+(?:省|市|区|县|旗|自治州|盟|镇|乡|街道)|(?:北京|天津|上海|重庆)市?|新区|开发区|高新区"
)
_NO_REGION = re.compile(
    r"[各我本该每].*|[省市县区镇乡]+|全[省市县区]"
    r"|.*(?:[社园景片街辖校库小灌城山地牧矿厂营林市]区|[城超夜股上]市|[外跨]省|跨区|[县城]区|[城家下返入村]乡|[城入乡村]镇)"
)
"""Words that end like a region and are none; 各县区 are many."""
_FUNCTION = re.compile("[与和及同跟给让经请报送交并因据按受由对向为将把被从至到是有在原]|以及|根据|按照|其中|包括")
"""Words that stand before a name and are no part of it."""
_ONLY_REGION = re.compile(r"新区|开发区|高新区|区|县|市|镇|乡|街道")
"""A word that is but the end of a region's name: 云浦 新区."""
_UNIT_END = re.compile(
    r"[\u4e00-\u9fff]*(?:局|委员会|办公室|服务中心|中心|政府|法院|检察院|办事处|学校|小学|中学|幼儿园|医院|卫生院|图书馆|文化馆|博物馆|档案馆"
    r"|联合会|联合社|总工会|工商联|妇联|科协|文联|党校|大队|支队|管理处|管理所|事务所|厅|人大|政协|纪委|监委|县委|区委|市委|省委)"
)
_MANY = re.compile("学校|小学|中学|幼儿园|医院|卫生院|中心|办公室|大队|支队")
"""青河县学校 are all the schools of the county."""
_NOT_IN_NAME = re.compile(
    r"[的了在由对向为将把被从至到是有较比年月等各本我其该全]"
    r"|.*(?:增加|减少|支出|收入|预算|决算|拨款|拨付|下达|安排|落实|开展|实施|完成|项目|资金|经费|公开).*"
)
"""Words of which one ends the search for a name's end."""
_LONGEST_BODY = 8
"""Words between the region and the end of a name."""
_DOMAINS = (
    "财政|审计|教育|民政|公安|司法|统计|林业|水利|水务|税务|农业农村|卫生健康|医疗保障|应急管理|生态环境|自然资源|自然资源和规划|规划和自然资源"
    "|住房和城乡建设|住房城乡建设|交通运输|文化和旅游|文化旅游|市场监督管理|人力资源和社会保障|人力资源社会保障|退役军人事务|城市管理|商务"
    "|行政审批服务|机关事务管理|信访|乡村振兴|科学技术|工业和信息化|发展和改革|国有资产监督管理|统战|组织|宣传|档案"
)
_ORGAN = re.compile(
    rf"(?:中共)?[省市县区州]?(?:{_DOMAINS})(?:局|厅|委员会|委|部)(?![门分长属队员托派])"
    r"|[省市县区]?(?:人大常委会|政协办公室|(?:人民)?政府办公室|人民政府|人民法院|人民检察院|纪委监委|总工会)"
    r"|[省市县区](?:委(?:办公室|组织部|宣传部|统战部|政法委)?|政府|人大|政协|纪委)(?![员会派托])"
)


def unit_marks(text: str, own_names: Iterable[str] = ()) -> tuple[Mark, ...]:
    """The units of a text, in order, none over another; labels are `OWN` and `OTHER`.

    ``own_names`` are the names of the unit that speaks.

    Raises:
        MinerError: the fiscal dictionary is missing.
    """
    words = segment(text)
    marks: list[Mark] = []
    for mark in (*_own(text, own_names), *_with_region(words), *_organs(text, words)):
        if not any(mark.start < other.end and other.start < mark.end for other in marks):
            marks.append(mark)
    return tuple(sorted(marks, key=lambda mark: mark.start))


def _own(text: str, own_names: Iterable[str]) -> list[Mark]:
    names = sorted({name.strip() for name in own_names if len(name.strip()) > 1}, key=lambda name: (-len(name), name))
    pattern = "|".join(map(re.escape, names))
    named = [Mark(*match.span(), OWN) for match in re.finditer(pattern, text)] if names else []
    return [*named, *(Mark(*match.span(), OWN) for match in _OWN_WORDS.finditer(text))]


def _with_region(words: Sequence[str]) -> list[Mark]:
    """Names that begin with a region and end with what a unit is called by."""
    starts = list(accumulate(map(len, words), initial=0))
    marks: list[Mark] = []
    at = 0
    while at < len(words):
        end = _name_end(words, at) if _is_region(words[at]) else None
        if end is None:
            at += 1
            continue
        first = _region_start(words, at)
        if first is not None:
            marks.append(Mark(starts[first], starts[end], OTHER))
        at = end
    return marks


def _region_start(words: Sequence[str], at: int) -> int | None:
    """The word with which the region begins whose last word is ``at``: 云浦 新区, 青 箬 县; none where that is unsure."""
    if not _ONLY_REGION.fullmatch(words[at]):
        return at
    before = [word if _HAN.fullmatch(word) and not _NOT_IN_NAME.fullmatch(word) else "" for word in words[:at][-2:]]
    if before and 1 < len(before[-1]) <= 3:
        return at - 1 if is_name(before[-1]) else None
    return at - 2 if [len(word) for word in before] == [1, 1] and not _FUNCTION.search("".join(before)) else None


def _is_region(word: str) -> bool:
    """Whether a word is a region; 由霁州区 and 由区, which the segmentation did not cut, are none, but 和平区 is one."""
    if len(word) != 3 and _FUNCTION.match(word):
        return False
    return bool(_REGION.fullmatch(word) or _ONLY_REGION.fullmatch(word)) and not _NO_REGION.fullmatch(word)


def _name_end(words: Sequence[str], at: int) -> int | None:
    """The word behind the name whose region is the word ``at``; none where no unit's name follows."""
    end = None
    for ordinal in range(at + 1, min(len(words), at + 2 + _LONGEST_BODY)):
        word = words[ordinal]
        if not _HAN.fullmatch(word) or _NOT_IN_NAME.fullmatch(word):
            break
        if _UNIT_END.fullmatch(word):
            end = ordinal + 1
        elif end is not None:
            break
    return None if end == at + 2 and _MANY.fullmatch(words[at + 1]) else end


def _organs(text: str, words: Sequence[str]) -> list[Mark]:
    """The organs that every government has, where nothing stands before the name that may belong to it."""
    marks = []
    at = 0
    for before, word in zip(["", *words], words, strict=False):
        if (not _HAN.fullmatch(before) or _FUNCTION.fullmatch(before)) and (match := _ORGAN.match(text, at)):
            marks.append(Mark(*match.span(), OTHER))
        at += len(word)
    return marks
