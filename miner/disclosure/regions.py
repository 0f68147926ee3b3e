"""The region at the front of a unit's name: 株洲市天元区机关事务服务中心 → 株洲市天元区."""

from __future__ import annotations

import re

_PROVINCE = (
    r"(?:北京市|天津市|上海市|重庆市|(?:河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海)省"
    r"|内蒙古自治区|广西壮族自治区|西藏自治区|宁夏回族自治区|新疆维吾尔自治区|新疆生产建设兵团)"
)
_NOT_A_PLACE = (
    r"(?!场|政|容|民(?!政|族|宗|革|盟|建|进)|级|直|域|划|位|镇村"
    r"|委(?!办|组织部|宣传部|统战部|政法委|社会工作部|网信|编办|巡察|党校|老干部|党史|机关))"
)
"""Continuations that make 市, 区, 县 part of another word: 市场, 市政, 区域, 县级, 市委 …; 青箬县委办公室 is of 青箬县 all the same."""
_PREFECTURE = r"[\u4e00-\u9fff]{2,8}?(?:市|自治州|地区|盟)" + _NOT_A_PLACE
_COUNTY = r"[\u4e00-\u9fff]{1,10}?(?:自治县|自治旗|新区|开发区|高新区|林区|区|县|市|旗)" + _NOT_A_PLACE
_ALONE = r"[\u4e00-\u9fff]{2,10}?(?:自治县|自治旗|新区|开发区|高新区|区|县|市|旗)" + _NOT_A_PLACE
_REGION = re.compile(f"(?:{_PROVINCE})?(?:{_PREFECTURE})?(?:{_COUNTY})?")
_ORDINARY = re.compile(
    r"(?:社|园|景|片|街|辖|校|库|小|灌|城|牧|矿|厂|营|禁|战)区$|(?:城|超|夜|股|都|集|门)市$|(?:中国|全国|文化|农贸|人才|房产|建筑|旅游|技术|要素)市$"
)
_ORGANISATION = re.compile(
    r"局|委员会|办公室|中心|人民政府|法院|检察院|街道|办事处|学校|中学|小学|幼儿园|医院|馆|所|站|队|会|院|社|厅|部|园|处|校|署|室|镇|乡"
)


def region_of(name: str) -> str:
    """The administrative region that a unit's name begins with, or empty where it names none.

    Only what is printed is given back: 天元区 alone stays 天元区. The name must go on with the unit itself.
    """
    best = ""
    for match in (_REGION.match(name), re.match(_ALONE, name), re.match(_PROVINCE, name)):
        if match and match.group() and not _ORDINARY.search(match.group()) and len(match.group()) > len(best):
            rest = name[match.end() :]
            if rest and _ORGANISATION.search(rest):
                best = match.group()
    return best
