"""Another unit's name where this one's belongs, left over from the document that this one was copied from."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from difflib import SequenceMatcher

from miner.bilingual import say
from miner.figures.content.rule import Examined, Issue
from miner.figures.evidence import of_text
from miner.model import Evidence, IdentityEvidence, Section

_ENDINGS = (
    "局 委员会 委 办公室 中心 厅 院 馆 站 所 校 中学 小学 幼儿园 医院 街道办事处 人民政府 联合会 联合社 总社 协会 学会 总工会"
    " 检察院 法院 党校 支队 大队 处 署 团委 妇联 工商联"
)
_KIND = f"(?:(?:{'|'.join(_ENDINGS.split())})(?!属(?!财政)|有(?!在职|编制|人员|预算)|需))"
_SPEAKS_OF_ITSELF = re.compile(
    r"^(?:（(?:本级|机关|[^（）]{0,6}(?:行政|事业|参公)单位)）|本级|机关)?"
    r"(?:的?(?:主要)?(?:工作)?职(?:责|能)|20\d\d年度?|[为是系属][^，。]{0,16}(?:行政|事业|参公|全额)"
    r"|(?:实|现|共)?有(?:在职|编制|人员|预算|所属)|(?:核定)?(?:内设|编制)|共有|所属|下设|(?:占用|占有使用|账面)(?:的)?(?:车辆|房屋|国有资产|资产)|政府性基金|一般公共预算|国有资本|组织(?:对|\d+个项目)|[对将][^，。]{0,12}项目"
    r"|的决算|(?:部门|单位)(?:决算|预算)|决算(?:公开|编制|包括)|财政拨款|收入|支出|政府采购|机关运行|国有资产|公务用车|“三公”"
    r"|开展绩效|严格按照|(?:没有|无)(?:下属|所属)|围绕|成立(?:自评|绩效)|内部通报|机构正常运转|属于(?:行政|事业)|来人|来函)"
)
"""What follows a unit's name where a disclosure speaks of the unit that publishes it."""
_ITSELF = re.compile(
    r"[（(]?(?:本级|机关本级|本部)|(?:的?(?:主要)?职(?:责|能)|内设|机关(?:内设|设有)|(?:履行|承担|行使)(?:下列|以下)"
    r"|设[^，。]{2,80}(?:内设机构|股|科|室|部|处)|设有|下设|20\d\d年度(?:部门)?决算)"
)
"""What only the unit that publishes is said to be or to have, or one that it lists as its own."""
_ADDRESSED = re.compile(
    r"(?:[由经报向会交与同、和及据按给对从至到自]|联合|配合|协助|根据|按照|关于|印发|下达|委托|划归|划入|划出|原|协调|上级"
    r"|主管(?:部门)?|划转至|移交)$"
)
_AUTHORITY = re.compile(r"(?:财政|审计|发展和改革|机关事务)(?:局|厅|委员会|委)$")
_ACTS = re.compile(r"组织对|[对将]|20\d\d年度?(?:对|将|拨|下达|安排|组织|开展|审计)")
"""What an authority does to the unit that publishes: 财政局组织对本部门项目开展重点绩效评价."""
_ALIKE = 0.8
"""Similarity from which two names are one unit's, written in two ways."""
_NEW = 2
"""How often a name may stand in the document: a unit that is spoken of again and again belongs there."""


def other_names(examined: Examined) -> Iterator[Issue]:
    """A sentence that speaks of another unit of the same place as if it were the one that publishes."""
    own, region = examined.disclosure.identity.department, examined.disclosure.identity.region
    if len(own) < 4 or not region or not own.startswith(region):
        return
    named = re.compile(
        rf"{re.escape(region)}(?!{re.escape(own[len(region) :])})[\u4e00-\u9fff]{{2,14}}?{_KIND}(?!{_KIND})"
    )
    found: list[tuple[Section, re.Match[str]]] = []
    times: Counter[str] = Counter()
    for section in examined.disclosure.sections:
        for match in named.finditer(section.text.text):
            times[match[0]] += 1
            if section in examined.prose:
                found.append((section, match))
    listed = _listed(examined)
    for section, match in found:
        text, name = section.text.text, match[0]
        itself = _ITSELF.match(text, match.end()) is not None
        alike = SequenceMatcher(None, _bare(name), _bare(own), autojunk=False).ratio() >= _ALIKE
        if alike or name in own or own in name or name in listed or (times[name] > _NEW and not itself):
            continue
        before = text[max(0, match.start() - 6) : match.start()]
        contact = text.startswith(("来人", "来函"), match.end())  # 可向某局来函咨询: whom the reader may ask
        if _ADDRESSED.search(before) and "纳入" not in before and not contact:
            continue
        if _AUTHORITY.search(name) and _ACTS.match(text, match.end()):
            continue
        if not itself and not _SPEAKS_OF_ITSELF.match(text[match.end() : match.end() + 24]):
            continue
        message = say(f"本文件是{own}的，此处写作“{name}”", f"the document is of {own}; here it says {name}")
        yield Issue(message, (of_text(section, *match.span()), *_own(examined, own)))


def own_name_otherwise(examined: Examined) -> Iterator[Issue]:
    """The unit's own name written in another way: in a heading, in a table's head, at the start of a sentence."""
    own = examined.disclosure.identity.department
    found: dict[str, list[IdentityEvidence]] = defaultdict(list)
    for one in examined.disclosure.identity.evidence:
        plain = _bare(one.value)
        if one.field != "department" or not own or plain in _bare(own) or _bare(own) in plain:
            continue
        if SequenceMatcher(None, plain, _bare(own), autojunk=False).ratio() >= _ALIKE and plain not in _listed(
            examined
        ):
            found[one.value].append(one)
    for value, places in found.items():
        message = say(f"单位名称写法不一致：“{own}”，“{value}”", f"the unit's name in two ways: {own}, {value}")
        evidence = [Evidence("text", one.quote, one.page, one.bbox) for one in places]
        yield Issue(message, (*evidence, *_own(examined, own)))


def _bare(name: str) -> str:
    return re.sub(r"[（(].*?[)）]|本级|机关$|\s", "", name)


def _listed(examined: Examined) -> str:
    """The words in which units are listed: those below this one are spoken of by their names."""
    words = []
    for section in examined.disclosure.sections:
        if re.search(r"机构|单位构成|预算单位|所属|下属", section.title):
            text = section.text.text
            words += re.findall(
                r"(?m)^\s*(?:[（(]?[\d一二三四五六七八九十]+[）)、.．]\s*|[*·])[^\n。，（(]{4,40}$", text
            )
            words += re.findall(
                r"(?:所属|下属|下设|直属|包括|分别[为是])[^。\n]*[局中心站所校院馆队会办](?:、|和|及)[^。\n]*", text
            )
    return "\n".join(words)


def _own(examined: Examined, own: str) -> Iterator[Evidence]:
    """Where the document says whose it is."""
    for one in examined.disclosure.identity.evidence:
        if one.field == "department" and one.value == own:
            yield Evidence("identity", one.quote, one.page, one.bbox)
            return
