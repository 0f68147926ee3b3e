"""Names of departments: the same name written in several ways, and what a department of that name does.

A name is compared by its *core*: what is left without blanks, without the region that stands before it, and without what
says which books are meant (本级, 部门). What it does (its *kind*: 教育, 财政, 街道办事处) is read from the core by a list of
functions; a name that no entry fits has no kind, and is compared with all departments.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_BOOKS = re.compile(r"(?:\((?:本级|部门|单位|机关|汇总)\)|本级|(?<=[局委会办院室处心])(?:机关)?(?:部门|本部))$")
_PARTY = re.compile(r"^(?:中国共产党|中共)")
_REGION_END = "省市区县旗州盟"

KINDS: tuple[tuple[str, str], ...] = (
    ("街道办事处", r"街道(?:办事处|办|党工委)?$"),
    ("乡镇", r"(?:乡|镇)(?:人民)?政府$|(?:乡|镇)$"),
    ("法院", r"法院$"),
    ("检察院", r"检察院$"),
    ("人大", r"人大|人民代表大会"),
    ("政协", r"政协|政治协商会议"),
    ("纪委监委", r"纪委|纪律检查|监察委|监委$"),
    ("机构编制", r"编制委员会|编办$|机构编制"),
    ("直属机关工委", r"直属机关"),
    ("组织部", r"组织部$"),
    ("宣传部", r"宣传部$"),
    ("统战部", r"统战部$|统一战线"),
    ("政法委", r"政法委"),
    ("党校", r"党校|行政学院"),
    ("党委办公室", r"委办公室$"),
    ("机关事务", r"机关事务"),
    ("政务服务", r"政务服务|行政审批|大数据|数据(?:资源)?(?:管理)?局"),
    ("政府办公室", r"(?:^|人民)政府办公[室厅]$|^政府办$"),
    ("工会", r"总工会$|工会$"),
    ("共青团", r"团委$|共青团|青年团"),
    ("妇联", r"妇女联合会|妇联"),
    ("工商联", r"工商业联合会|工商联"),
    ("残联", r"残疾人联合会|残联"),
    ("文联", r"文学艺术界|文联$"),
    ("科协", r"科学技术协会|科协"),
    ("红十字会", r"红十字会"),
    ("供销社", r"供销(?:合作)?"),
    ("医院", r"医院$|保健院$|卫生院$|卫生服务中心$"),
    ("疾控", r"疾病预防控制|疾控"),
    ("学校", r"小学|中学|学校$|幼儿园|大学$|学院$"),
    ("文化场馆", r"图书馆|文化馆|博物馆|美术馆|纪念馆|文化中心$"),
    ("档案", r"档案"),
    ("融媒体", r"融媒体|广播电视(?:台|中心)|电视台"),
    ("社会福利", r"福利院|养老院|救助(?:管理)?站"),
    ("公路", r"公路"),
    ("园林绿化", r"园林"),
    ("农业技术", r"农业技术|农技"),
    ("人力资源和社会保障", r"人力资源|社会保障局|人社局"),
    ("医疗保障", r"医疗保障|医保"),
    ("退役军人事务", r"退役军人"),
    ("财政", r"财政"),
    ("教育", r"教育"),
    ("科技和工业", r"科学技术|科技|工业(?:和|与)?信息|工信|经济(?:和|与)信息|经济委"),
    ("发展和改革", r"发展(?:和|与)?改革|发改"),
    ("公安", r"公安"),
    ("民政", r"民政"),
    ("司法", r"司法"),
    ("自然资源", r"自然资源|国土资源|规划"),
    ("生态环境", r"生态环境|环境保护|环保"),
    ("住房和城乡建设", r"住房|城乡建设|建设(?:和|与)?管理|建设局|房屋管理|房管"),
    ("城市管理", r"城市管理|城管|综合(?:行政)?执法|绿化市容"),
    ("交通运输", r"交通"),
    ("水利", r"水利|水务"),
    ("林业", r"林业|林草|草原"),
    ("农业农村", r"农业|农村|畜牧"),
    ("商务", r"商务|商业"),
    ("文化和旅游", r"文化|旅游|体育|文体"),
    ("卫生健康", r"卫生|健康|卫计"),
    ("应急管理", r"应急|安全生产|消防"),
    ("审计", r"审计"),
    ("国有资产", r"国有资产|国资"),
    ("市场监督管理", r"市场监督|市场监管|工商行政|质量技术监督|食品药品"),
    ("统计", r"统计"),
    ("信访", r"信访"),
    ("乡村振兴", r"乡村振兴|扶贫"),
    ("民族宗教", r"民族|宗教|民宗"),
    ("气象", r"气象"),
)
"""What departments do, and the pattern of a core that says so. The first that fits counts: special bodies stand first,
because a school of 财政 is a school and a party school is no government office."""

_PATTERNS = tuple((kind, re.compile(pattern)) for kind, pattern in KINDS)


def plain_name(name: str) -> str:
    """A name as it would be typed: one width, no blanks, without what says which books are meant."""
    found = "".join(unicodedata.normalize("NFKC", name).split())
    return _BOOKS.sub("", found) or found


@lru_cache(maxsize=65536)
def core_name(name: str, region: str) -> str:
    """A name without its region: 普陀区生态环境局 and 上海市普陀区生态环境局 are 生态环境局 in 上海市普陀区.

    人民政府 is the same as 政府, and before a street's office it is left out.
    """
    found = _PARTY.sub("", plain_name(name))
    for start in _beginnings(plain_name(region)):
        if found.startswith(start) and len(found) > len(start):
            found = found[len(start) :]
            break
    found = found.replace("人民政府", "政府")
    return re.sub(r"^政府(?=.+街道)", "", found)


@lru_cache(maxsize=65536)
def kind_of(name: str, region: str) -> str:
    """What a department of this name does, in Chinese; empty where no entry of `KINDS` fits."""
    core = core_name(name, region)
    return next((kind for kind, pattern in _PATTERNS if pattern.search(core)), "")


def _beginnings(region: str) -> list[str]:
    """What a region may be called before a name, the longest first: 上海市普陀区, 普陀区."""
    starts = [0, *(at + 1 for at, character in enumerate(region[:-1]) if character in _REGION_END)]
    return [region[start:] for start in starts if len(region) - start > 1]
