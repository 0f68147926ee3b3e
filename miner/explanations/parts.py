"""Cause and effect (原因与结果) in a reason: 人员调出，*导致经费减少* names one cause; the rest is what came of it.

Works on templates (`miner.language.masking`), clause by clause. An effect is what stands behind a word that says so
(导致, 致使, 因此 …), or a last clause that does nothing but say that some money rose or fell. A text that is nothing but
such a clause keeps it: then it is all the reason there is, and an empty one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from miner.explanations.concepts import ConceptKind, find_concepts
from miner.explanations.polarity import SIGNS, Polarity, direction_of, polarity

_COMPONENT = (
    r"(?:\{(?:科目|年|本单位)\}|收入|支出|收支|[收支]|经费|费用|开支|预算|决算|拨款|财政|资金|款|数|额|总计|合计|总体|总的?|各项|实际|全年|年初|年度|本年|当年"
    r"|上年|项目|基本|人员(?=经费|支出|费用)|公用(?=经费|支出|费用)|日常|养老保险|医疗保险|失业保险|工伤保险|职业年金|公积金|社会保险|社保|保险|缴费|单位|部门"
    r"|运行|维护|费|等|[的及和与、,]|[较比同于]|相比)*"
)
_DIFFERS = (
    r"(?:有所|略有?|均|都|也|相应|大幅|明显|小幅|基本|总体|偏|正常|保持|存在|没有|无|未)*"
    r"(?:增加|减少|增长|下降|上升|降低|提高|增减|变[动化]|差异|大于|小于|高于|低于|超过|持平|一致|不变|[大小多少])"
    r"(?:了|较[大小多少]|变[动化]|差异|\{[额率数]\})*"
)
_NOTHING_SAID = re.compile(rf"(?:{_COMPONENT}{_DIFFERS}{_COMPONENT})+")
"""Components of the accounts and that they differ, nothing else: 基本支出增加, 养老保险实际支出较预算小."""
_LEADS_TO = re.compile(r"导致|致使|使得?(?!用)|造成|引起|因此|因而|从而|所以|进而|(?<![缘事变典])故(?!障|宫|居|意)")
_MONEY = (
    r"(?:\{科目\}|\{本单位\}|\{年\}|[^,]{0,12}?)"
    r"(?:经费|费用|支出|收入|开支|收支|预算|决算|拨款|资金|金额|缴费|总额|规模|费|款|\{科目\})(?:预算|支出|总额|[数额])*"
)
_WAY = (
    r"(?:增加|增长|增多|增大|上升|上涨|提高|减少|减小|下降|降低|下滑|变化|变动|大于|小于|高于|低于|超过)"
    r"(?:了|较大|较多|明显|\{额\}|\{率\}|幅度|[^,]{0,6}预算数?|[,等])*"
)
_MOVES = re.compile(
    rf"相应(?:地)?(?:增加|减少|调增|调减)(?:了)?{_MONEY}|(?:相应(?:的|地)?|随之|故而?|也|因此|总体|整体)*{_MONEY}(?:相应(?:地)?(?:增加|减少)(?:了)?支出|(?:[较比与同][^,]{{0,12}}?)?(?:也|均|都|相应(?:地)?|随之|有所|略有|大幅|明显|较大幅度|同比|逐步|相对)*"
    rf"{_WAY})"
)
_RAISES = frozenset(
    (
        "recruited", "transferred_in", "staff_rise", "posts_added", "promotion", "grade_parallel", "pay_rise", "back_paid",
        "back_contributed", "annuity_made_real", "new", "new_project", "new_tasks", "purchased", "car_bought", "equipment_bought",
        "materials_bought", "renovation", "repair", "aged", "replaced", "held", "disaster", "superior_arrived", "added_mid_year",
        "old_bills_cleared", "price_rise", "standard_raised", "scope_expanded", "unit_rise", "pilot", "rented", "moved_premises",
        "sped_up", "early", "rise", "busy", "busy_tasks", "election", "veterans", "death_grant",
    )
)  # fmt: skip
_LOWERS = frozenset(
    (
        "retirement", "transferred_out", "resigned", "dismissed", "left", "staff_fall", "vacant", "not_recruited", "posts_cut",
        "pay_fall", "slow", "late", "postponed", "suspended", "cancelled", "not_completed", "not_started", "not_incurred", "no_longer",
        "unpaid", "not_due", "not_accepted", "not_settled", "not_tendered", "not_issued", "not_contributed", "not_arrived", "thrift",
        "controlled", "hospitality_controlled", "car_controlled", "cut", "cut_mid_year", "saved", "tender_saved", "audit_reduced",
        "price_fall", "standard_lowered", "withdrawn", "no_car_purchase", "no_travel_abroad", "no_meeting", "no_training",
        "no_hospitality", "no_trips", "video_meeting", "online", "finance_tight", "shortage", "unit_fall", "less_work", "less_tasks",
        "rules", "fall", "not_purchased",
    )
)  # fmt: skip
"""Concepts that lead one to expect more, or less, spending; what is in neither may go either way."""
_OWN_MATTER = re.compile(
    r"(?:项目|工程|专项|上级|补助|土地|债券|政府性基金|事业|经营|转移支付|结转|结余|年初|追加|新增|一次性|尾款|公用定额)[^,]{0,8}(?:资金|收入|预算|支出|经费|款)"
)
"""Money whose rise or fall is a cause by itself: 上级专项资金减少 explains something, 经费减少 nothing."""
_MONEY_WORDS = re.compile(r"(?:\{科目\}|经费|支出|费用|开支|资金|款项)+")
_ASSURANCE = re.compile(
    r"予以公开|(?:符合|遵守)[^,]{0,6}(?:规定|要求)$|履行[^,]{0,6}程序|合理区间|执行情况良好|加强[^,]{0,6}管理$|正常情况|(?:提供|发挥)[^,]{0,16}(?:保障|作用|效益)"
    r"|真实|严格按[照]?预算执行|确保[^,]{0,20}(?:开展|运转)"
)
"""What is said beside a reason to reassure; it explains nothing."""
_BY_THE_WAY = re.compile(
    r"(?:根据|结合|按照|依据|从|综合|据|经|总体|总的|与往年|受(?:多种|各种|诸多)|在预算|在[^,]{0,8}过程中|随着)"
)
_ALWAYS = frozenset(("carried_out", "plan", "need"))
_VAGUE = frozenset(("carried_out", "adjusted", "plan", "changed", "need"))
"""What happens in every year: 在预算执行过程中."""
_NAMED = frozenset(("project", "works", "special_funds", "tasks", "event"))
"""What has a name before it: 智慧社区项目."""
_SHORTEST_NAME = 2
_DESCRIBES = frozenset(
    (
        "premises", "equipment", "construction", "repair", "renovation", "roads_and_city", "agriculture", "it", "farmers",
        "students", "enterprises", "elderly", "poor", "research", "culture", "environment", "village_cadres", "car", "education",
        "health", "natural_resources", "publicity", "social_affairs", "disaster", "lower_level",
    )
)  # fmt: skip
"""Concepts that are part of a project's name rather than what happened: 办公楼维修项目."""
_UNIT_NAME = re.compile(r"[^,{}]{2,14}(?:局|委|中心|大队|支队|馆|(?<!有)所|站|队|办公室|办|科|股|处|院|学校|公司|机关)")
_SAME = re.compile(
    r"(?P<rather>比较|相对较?)(?=[快慢多少大小高低])|(?P<flat>没有(?:变化|变动|变)|未(?:变化|变动|变)|无(?:变化|变动))|(?P<no_more>未再|没有再)|(?P<undone>没有|尚未|还未)|(?P<buy>(?<!更)新购[置买入]?|购[置买入]|采购)"
    r"|(?P<strict>从严|严格|严)(?=控制|控|压减)"
    r"|(?P<staff>在职(?:职工|人员|干部)|职工|干部职工)|(?P<car>公务用车|执法执勤(?:用车|车辆)|公务车辆|公车|车辆)(?!购置|运行|保有)"
)
_PLAINLY = {
    "rather": "较",
    "flat": "不变",
    "no_more": "不再",
    "undone": "未",
    "buy": "购置",
    "strict": "",
    "staff": "人员",
    "car": "车",
}
_LONGEST_LIST = 5
_ITEM = 16
"""So many clauses of so many characters may be listed as what a cause led to."""
_PARTICLES = re.compile(
    r"[较比与同](?:上年|去年|上一年度?|往年|预算|年初(?:预算)?|\{年\})(?:决算|预算|同期|支出|实际)?数?(?:相比|比较)?(?=[^,])"
    r"|的|了|(?:有|均)?所(?=[增减上下提降变调])|均|(?<![一二三四五六七八九十])月(?=[^初底末中份])|略有?|(?<!没)有(?=[增减调变新职])"
    r"|等(?:因素|原因|方面|情况)?|所致|情况|本年度?|当年|全年|今年|年度?内|进一步|切实|认真|积极|持续|不断|部分|相应|导致|较(?=长)|坚持"
    r"|还(?=未|没)|尚(?=未)|现(?=已)|(?<=受)到|(?<=^[一二三四五])是|\([一二三四五\d]\)|同时|另外|此外|主要|我|该|其|\{本单位\}"
    r"|单位(?=人员|职工|正常)|\{年\}度?|\{额\}|\{率\}|\{数\}|原因"
)
_JOINING = re.compile(r"以及|、|及(?![时格早])|和(?!谐)|与(?!会)|并(?![入网购轨列行])")
"""What a copier puts in or leaves out without saying anything else. 年中 stays where it says when the money came."""


@dataclass(frozen=True, slots=True)
class Parts:
    """A template taken apart."""

    cause: str
    """What explains: the template without its effects."""
    effects: tuple[str, ...]
    bare: str
    """The cause without particles and other words that a copier adds or drops: what similarity compares."""
    polarity: Polarity
    """Which way cause and effect point; texts whose polarities differ are never put together."""
    concepts: frozenset[str]
    """What it speaks of, without what happens in every year."""
    points: int
    """How many clauses say that something happened."""

    @property
    def circular(self) -> bool:
        """True where it only says again that something differs (循环)."""
        return _NOTHING_SAID.fullmatch(self.cause) is not None


@lru_cache(maxsize=65536)
def parts_of(template: str) -> Parts:
    """The parts of a template."""
    causes: list[str] = []
    effects: list[str] = []
    waiting = template.split(",")
    while waiting:
        cause, effect = _divided(_with_its_list(waiting), first=not causes)
        if cause:
            causes.append(cause)
        if effect:
            effects.append(effect)
    if not causes:
        causes, effects = [template], []
    causes = [clause for clause in causes if not says_nothing(clause)] or causes
    cause = ",".join(causes)
    # What remains when one unit copies it from another: no names, no numbers, no particles.
    told = _PARTICLES.sub("", _without_names(cause))
    plain = _SAME.sub(_said_plainly, _MONEY_WORDS.sub("{科目}", told))
    bare = re.sub(",{2,}", ",", _JOINING.sub("", plain)).strip(",") or cause
    found = [one for one in find_concepts(told) if one.kind is not ConceptKind.FRAME]
    concepts = frozenset(concept for one in found for concept in one.concepts) - _VAGUE
    happened = {
        told.count(",", 0, one.start)
        for one in found
        if one.kind is ConceptKind.EVENT and not _ALWAYS.issuperset(one.concepts)
    }
    return Parts(cause, tuple(effects), bare, _pointing(bare, concepts, effects), concepts, len(happened))


def rules() -> tuple[object, ...]:
    """All that says how a template is taken apart: patterns, sets of concepts, and what they are replaced by."""
    held = (value for name, value in sorted(globals().items()) if name.startswith("_") and name.isupper())
    return tuple(
        value.pattern if isinstance(value, re.Pattern) else sorted(value) if isinstance(value, frozenset) else value
        for value in (*held, SIGNS)
    )


def _with_its_list(waiting: list[str]) -> str:
    """The next clause; with those after it where it leads to a list of what rose or fell: 导致{科目}、{科目}等增加."""
    clause = waiting.pop(0)
    marker = _LEADS_TO.search(clause)
    if marker and not direction_of(clause[marker.end() :]):
        for count, other in enumerate(waiting[:_LONGEST_LIST], start=1):
            if direction_of(other) and len(other) <= _ITEM:
                listed = ",".join((clause, *waiting[:count]))
                del waiting[:count]
                return listed
            if len(other) > _ITEM:
                break
    return clause


def _divided(clause: str, *, first: bool) -> tuple[str, str]:
    """A clause's cause and effect; either may be empty."""
    marker = _LEADS_TO.search(clause)
    if marker and direction_of(clause[marker.end() :]) and not (first and marker.start() == 0):
        return clause[: marker.start()], clause[marker.start() :]
    if not first and _MOVES.fullmatch(clause) and not _OWN_MATTER.search(clause):
        return "", clause
    return clause, ""


def says_nothing(clause: str) -> bool:
    """True for a clause that may stand beside any reason: 根据工作实际, 相关支出均已履行审批程序."""
    if _ASSURANCE.search(clause):
        return True
    if not _BY_THE_WAY.match(clause) or polarity(clause):
        return False
    return all(
        found.kind is not ConceptKind.EVENT or _VAGUE.issuperset(found.concepts) for found in find_concepts(clause)
    )


def _without_names(cause: str) -> str:
    """The text without the names that stand before a project or a work, or, at the head of a clause, of a unit."""
    words = find_concepts(cause)
    kept: list[str] = []
    at = 0
    for number, word in enumerate(words):
        clause = cause.rfind(",", 0, word.start) + 1
        before = [one for one in words[:number] if one.start >= clause]
        name = max((one.end for one in before if not _DESCRIBES.issuperset(one.concepts)), default=clause)
        if _NAMED.issuperset(word.concepts):
            named = word.start - name >= _SHORTEST_NAME
        else:
            # 青河县水利局职工退休: what stands before is a unit's name though it holds a word of the lexicon.
            name = clause
            quiet = all(one.kind is not ConceptKind.EVENT for one in before)
            named = quiet and _UNIT_NAME.fullmatch(cause, clause, word.start) is not None
        if named and name >= at:
            kept.append(cause[at:name])
            at = word.start
    return "".join((*kept, cause[at:]))


def _said_plainly(match: re.Match[str]) -> str:
    return _PLAINLY[match.lastgroup or ""]


def _pointing(bare: str, concepts: frozenset[str], effects: list[str]) -> Polarity:
    """The signs of the cause, and the effect's where the cause alone does not say which way it goes.

    人员变动 and 受疫情影响 may raise costs or lower them, 人员减少 and 推进缓慢 only lower them: there the effect adds nothing, unless it
    goes against the cause.
    """
    signs = polarity(bare)
    effect = next((way for text in effects if (way := direction_of(text))), "")
    ways = {way for way, leading in (("up", _RAISES), ("down", _LOWERS)) if concepts & leading}
    said = direction_of(bare)
    if said and {"up", "down", "above", "below", "inwards", "outwards"} & set(signs):
        ways.add(said)
    return signs if not effect or ways == {effect} else (*signs, f"so {effect}")
