"""Sentences that all three forms share, in our own words."""

from __future__ import annotations

from corpus.classification import ECONOMIC
from corpus.draft import Draft
from corpus.ledger import Books, percent, total

TERMS = (
    "一、财政拨款收入：本级财政当年安排给单位使用的资金。",
    "二、其他收入：财政拨款、事业收入等以外取得的各种收入。",
    "三、基本支出：维持单位日常运转所需的人员和公用开支。",
    "四、项目支出：基本支出之外，为完成专门任务发生的开支。",
    "五、“三公”经费：用财政拨款开支的因公出国（境）费、公务用车购置及运行维护费、公务接待费。",
    "六、机关运行经费：行政单位用于购买货物和服务的日常公用开支。",
)
TRANSPORT_KINDS = ("主要负责人用车", "机要通信用车", "应急保障用车", "执法执勤用车", "特种专业技术用车")


def income_parts(books: Books) -> str:
    """Income by source with shares; sources without income are left out."""
    sources = (("财政拨款收入", books.appropriations), ("其他收入", books.other_income))
    return "；".join(f"{name}{value}万元，占{percent(value, books.income)}%" for name, value in sources if value)


def spending_parts(books: Books) -> str:
    """基本支出 and 项目支出 with shares."""
    sources = (("基本支出", books.basic), ("项目支出", books.project))
    return "；".join(f"{name}{value}万元，占{percent(value, books.spending)}%" for name, value in sources if value)


def kind_parts(books: Books) -> str:
    """General budget spending by 类 with shares."""
    shares = []
    for name in books.by_kind(books.general):
        value = total(one.final for one in books.general if one.step[0] == name)
        shares.append(f"{name}（类）{value}万元，占{percent(value, books.general_spending)}%")
    return "；".join(shares)


def economic_parts(books: Books, *kinds: str) -> str:
    """Names of the 款 of the economic classification with an amount, joined."""
    return "、".join(ECONOMIC[code] for code in books.economic if code[:3] in kinds)


def basic_sentence(books: Books) -> str:
    """人员经费 and 公用经费."""
    return (
        f"一般公共预算财政拨款基本支出{books.personnel + books.running_costs}万元。其中："
        f"人员经费{books.personnel}万元，包括{economic_parts(books, '301', '303')}；公用经费{books.running_costs}万元，"
        f"包括{economic_parts(books, '302', '310')}。"
    )


def procurement(draft: Draft) -> None:
    """政府采购."""
    books = draft.books
    goods, works, services, small = books.procurement
    whole = goods + works + services
    draft.say(
        f"{books.year}年度政府采购支出总额{whole}万元，其中：政府采购货物支出{goods}万元、政府采购工程支出{works}万元、"
        f"政府采购服务支出{services}万元。"
        f"授予中小企业合同金额{small}万元，占政府采购支出总额的{percent(small, whole)}%。"
    )


def assets(draft: Draft) -> None:
    """国有资产."""
    books = draft.books
    others = "、".join(f"{kind}0辆" for kind in TRANSPORT_KINDS)
    draft.say(
        f"截至{books.year}年12月31日，本部门共有车辆{books.vehicles}辆，其中：{others}、其他用车{books.vehicles}辆；"
        "单价100万元以上设备0台（套）。"
    )
