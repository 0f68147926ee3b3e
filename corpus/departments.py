"""The entries of the invented books: 砚溪县 does not exist, nor do its departments, projects and figures."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from corpus.ledger import Account, Before, Books, Project, ThreePublic, money

COUNTY = "砚溪县"

# Explanations that departments copy from each other: the same words on purpose.
STAFF = "年内人员调入调出及退休，缴费人数与年初测算有出入"
BASE = "缴费基数年中重新核定"
THRIFT = "落实过紧日子要求，压减一般性开支"
SETTLED = "按实际工作量据实结算"
NO_TRIP = "全年未安排出国任务"
FEWER_VISITS = "从严控制接待批次和陪餐人数"
PROMOTED = "职级晋升后补发工资差额"

PENSION = "社会保障和就业支出/行政事业单位养老支出/机关事业单位基本养老保险缴费支出"
ANNUITY = "社会保障和就业支出/行政事业单位养老支出/机关事业单位职业年金缴费支出"
MEDICAL = "卫生健康支出/行政事业单位医疗/行政单位医疗"
HOUSING = "住房保障支出/住房改革支出/住房公积金"


def account(
    code: str,
    path: str,
    budget: str,
    basic: str,
    project: str,
    reason: str = "",
    purpose: str = "",
    other: str = "0",
    fund: bool = False,
    carried: str = "0",
) -> Account:
    """An account from figures as written."""
    figures = money(budget), money(basic), money(project)
    return Account(code, path, *figures, reason, purpose, money(other), fund, money(carried))


def three(abroad: str, purchase: str, running: str, hospitality: str) -> ThreePublic:
    """The “三公” items from figures as written."""
    return ThreePublic(money(abroad), money(purchase), money(running), money(hospitality))


def four(goods: str, works: str, services: str, small: str) -> tuple[Decimal, Decimal, Decimal, Decimal]:
    """Procurement from figures as written."""
    return money(goods), money(works), money(services), money(small)


WATER_2023 = Books(
    slug="water_2023",
    department="砚溪县水利局",
    year=2023,
    duties=(
        "编制全县水利发展规划，拟订年度水资源调度方案并督促落实。",
        "负责水库、堤防和灌区工程的建设与运行管理。",
        "承担水旱灾害防御的日常工作，组织汛期值守和物资储备。",
    ),
    offices=("办公室", "工程建设股", "水旱灾害防御股", "水资源股"),
    accounts=(
        account("2080505", PENSION, "46.80", "44.12", "0", STAFF),
        account("2101101", MEDICAL, "21.30", "20.05", "0", BASE),
        account("2130301", "农林水支出/水利/行政运行", "512.40", "538.66", "0", PROMOTED),
        account(
            "2130305",
            "农林水支出/水利/水利工程建设",
            "0",
            "0",
            "1286.50",
            "年中下达石门水库除险加固资金，未列入年初预算",
        ),
        account(
            "2130306",
            "农林水支出/水利/水利工程运行与维护",
            "240.00",
            "0",
            "231.75",
            "部分渠道清淤改由受益村组投工完成",
        ),
        account("2130314", "农林水支出/水利/防汛", "95.00", "0", "163.20", "六月强降雨后追加抢险物料和水毁修复经费"),
        account("2210201", HOUSING, "38.60", "38.60", "0"),
    ),
    economy={
        "30102": "96.40",
        "30103": "118.25",
        "30108": "44.12",
        "30110": "20.05",
        "30112": "3.18",
        "30113": "38.60",
        "30201": "28.46",
        "30202": "4.12",
        "30207": "6.05",
        "30211": "14.88",
        "30216": "2.30",
        "30217": "1.96",
        "30228": "7.92",
        "30231": "9.75",
        "30239": "21.36",
        "30302": "5.20",
        "31002": "3.60",
    },
    three_budget=three("0", "0", "10.50", "3.00"),
    three=three("0", "0", "9.75", "1.96"),
    vehicles=3,
    visits=(14, 118),
    before=Before(
        turnover=money("1987.30"),
        appropriation_turnover=money("1987.30"),
        general=money("1987.30"),
        three=three("0", "0", "10.02", "2.41"),
        running_costs=money("103.92"),
    ),
    reasons={
        "turnover": "石门水库除险加固工程全面开工，项目资金到位较多",
        "appropriation": "水库除险加固和水毁修复类项目支出增多",
        "general": "水库除险加固和水毁修复类项目支出增多",
        "budget": "上级专项资金年中下达，年初无法准确预计",
        "abroad": NO_TRIP,
        "running": "两辆防汛值守车按公里数定点维修，油料消耗减少",
        "hospitality": FEWER_VISITS,
        "running_costs": THRIFT,
    },
    procurement=four("42.30", "1108.00", "67.45", "986.20"),
    projects=(
        Project(
            "石门水库除险加固工程",
            money("1286.50"),
            "加固石门水库大坝、改造溢洪道和更换放水闸门，消除病险隐患",
            "大坝帷幕灌浆完成3200米，溢洪道主体浇筑完毕，放水闸门完成更换并通过试运行，下游四个村的防洪标准得到提高",
        ),
        Project(
            "灌区渠道维护项目",
            money("231.75"),
            "疏浚干支渠和修补渠系建筑物，保障春灌用水",
            "一是清淤干渠18公里，春灌期间渠道输水顺畅。二是修补渡槽和涵闸27处，全年未发生垮渠断水",
        ),
        Project(
            "防汛抢险及物资储备项目",
            money("163.20"),
            "购置抢险物料、租用抢险机械和修复水毁设施",
            "储备编织袋6万条、块石2400立方米，处置险情11起，安全转移群众463人",
        ),
    ),
    problems=(
        "项目前期工作不够扎实。个别渠道维护点位在预算编制后又有调整，影响资金执行进度",
        "绩效指标偏重产出。部分项目只考核长度和数量，对灌溉效益缺少可衡量的指标",
    ),
    measures=(
        "提前开展实地踏勘。预算申报前完成点位复核，减少年中调整",
        "补充效益类指标。把灌溉保证率和群众满意度纳入绩效目标",
    ),
)

WATER_2024 = replace(
    WATER_2023,
    slug="water_2024",
    year=2024,
    before=WATER_2023.as_before(),
    accounts=(
        account("2080505", PENSION, "47.20", "45.68", "0", STAFF),
        account("2101101", MEDICAL, "21.80", "21.80", "0"),
        account("2130301", "农林水支出/水利/行政运行", "540.00", "551.34", "0", PROMOTED),
        account(
            "2130305", "农林水支出/水利/水利工程建设", "300.00", "0", "742.18", "石门水库除险加固尾款按合同在本年支付"
        ),
        account("2130306", "农林水支出/水利/水利工程运行与维护", "236.00", "0", "228.90", SETTLED),
        account("2130314", "农林水支出/水利/防汛", "120.00", "0", "186.42", "汛前追加山洪监测站点改造经费"),
        account("2130315", "农林水支出/水利/抗旱", "0", "0", "54.00", "秋旱持续，临时安排打井和拉水补助"),
        account("2210201", HOUSING, "39.90", "39.90", "0"),
    ),
    economy={
        "30102": "98.10",
        "30103": "121.40",
        "30108": "45.68",
        "30110": "21.80",
        "30112": "3.25",
        "30113": "39.90",
        "30201": "26.10",
        "30202": "3.75",
        "30207": "5.98",
        "30211": "12.40",
        "30216": "2.10",
        "30217": "1.58",
        "30228": "8.04",
        "30231": "9.20",
        "30239": "21.60",
        "30302": "5.20",
        "31002": "1.85",
    },
    three_budget=three("0", "0", "10.00", "2.80"),
    three=three("0", "0", "9.20", "1.58"),
    visits=(11, 86),
    reasons={
        "turnover": "水库除险加固主体工程上年已完成，本年项目资金相应减少",
        "appropriation": "水库除险加固主体工程上年已完成，本年项目资金相应减少",
        "general": "水库除险加固主体工程上年已完成，本年项目资金相应减少",
        "budget": "上级专项资金年中下达，年初无法准确预计",
        "abroad": NO_TRIP,
        "running": "两辆防汛值守车按公里数定点维修，油料消耗减少",
        "hospitality": FEWER_VISITS,
        "running_costs": THRIFT,
    },
    procurement=four("38.15", "640.50", "71.20", "602.33"),
    projects=(
        Project(
            "石门水库除险加固工程",
            money("742.18"),
            "支付石门水库除险加固工程尾款和开展竣工验收",
            "工程通过县级竣工验收，大坝渗流监测数据稳定，蓄水位恢复到正常高度",
        ),
        Project(
            "灌区渠道维护项目",
            money("228.90"),
            "疏浚干支渠和修补渠系建筑物，保障春灌用水",
            "清淤干渠16公里，修补渠系建筑物31处，灌溉保证率达到九成以上",
        ),
        Project(
            "防汛抢险及物资储备项目",
            money("186.42"),
            "改造山洪监测站点、补充抢险物料",
            "改造监测站点9处，预警信息平均提前40分钟送达，汛期无人员伤亡",
        ),
        Project(
            "抗旱应急补助项目",
            money("54.00"),
            "对缺水村组打井、拉水给予补助",
            "新打应急井7眼，向12个村组拉水送水，解决2300人临时饮水困难",
        ),
    ),
)

JUSTICE_2023 = Books(
    slug="justice_2023",
    department="砚溪县司法局",
    year=2023,
    duties=(
        "组织推进依法治县工作，承担规范性文件合法性审查。",
        "指导人民调解、法律援助和公共法律服务体系建设。",
        "负责社区矫正对象的监督管理和教育帮扶。",
    ),
    offices=("办公室", "法治调研科", "公共法律服务管理科", "社区矫正管理科"),
    accounts=(
        account(
            "2040601", "公共安全支出/司法/行政运行", "398.50", "405.12", "0", PROMOTED, "局机关人员工资和日常办公开支"
        ),
        account(
            "2040605", "公共安全支出/司法/普法宣传", "26.00", "0", "24.35", SETTLED, "制作普法读物和举办宪法宣传周活动"
        ),
        account(
            "2040607",
            "公共安全支出/司法/公共法律服务",
            "88.00",
            "0",
            "96.70",
            "新增三个镇的公共法律服务工作站",
            "村居法律顾问补贴和服务站运行",
        ),
        account(
            "2040610",
            "公共安全支出/司法/社区矫正",
            "35.00",
            "0",
            "31.28",
            "矫正对象人数少于预期",
            "矫正对象定位管理和心理辅导",
        ),
        account("2080505", PENSION, "35.20", "33.94", "0", STAFF, "在职人员基本养老保险单位缴费"),
        account("2080506", ANNUITY, "17.60", "16.97", "0", STAFF, "在职人员职业年金单位缴费"),
        account("2101101", MEDICAL, "15.80", "14.66", "0", BASE, "在职人员医疗保险单位缴费"),
        account("2210201", HOUSING, "29.40", "29.40", "0", "", "在职人员住房公积金单位缴存"),
    ),
    economy={
        "30102": "81.30",
        "30103": "92.70",
        "30108": "33.94",
        "30109": "16.97",
        "30110": "14.66",
        "30112": "1.85",
        "30113": "29.40",
        "30201": "22.18",
        "30207": "4.96",
        "30211": "6.14",
        "30216": "3.05",
        "30217": "0.88",
        "30228": "6.20",
        "30231": "7.46",
        "30239": "16.92",
        "31002": "2.74",
    },
    three_budget=three("0", "0", "8.00", "1.50"),
    three=three("0", "0", "7.46", "0.88"),
    vehicles=2,
    visits=(6, 41),
    before=Before(
        turnover=money("618.40"),
        appropriation_turnover=money("618.40"),
        general=money("618.40"),
        three=three("0", "18.60", "7.10", "0.88"),
        running_costs=money("67.25"),
    ),
    reasons={
        "turnover": "公共法律服务工作站建设增加",
        "appropriation": "公共法律服务工作站建设增加",
        "general": "公共法律服务工作站建设增加",
        "budget": "人员经费按政策调整；公共法律服务站点增加",
        "three_budget": THRIFT,
        "abroad": NO_TRIP,
        "car": "上年更新一辆社区矫正执法用车，本年无购置",
        "hospitality": "",
        "running_costs": "新进公务员三名，公用经费按定额增加",
    },
    procurement=four("12.40", "0", "38.60", "47.10"),
)

JUSTICE_2024 = replace(
    JUSTICE_2023,
    slug="justice_2024",
    year=2024,
    before=JUSTICE_2023.as_before(),
    accounts=(
        account(
            "2040601", "公共安全支出/司法/行政运行", "415.00", "409.83", "0", THRIFT, "局机关人员工资和日常办公开支"
        ),
        account(
            "2040605",
            "公共安全支出/司法/普法宣传",
            "25.00",
            "0",
            "27.90",
            "年中追加民法典乡村大讲堂经费",
            "制作普法读物和举办宪法宣传周活动",
        ),
        account(
            "2040607",
            "公共安全支出/司法/公共法律服务",
            "96.00",
            "0",
            "94.15",
            SETTLED,
            "村居法律顾问补贴和服务站运行",
        ),
        account("2040610", "公共安全支出/司法/社区矫正", "32.00", "0", "32.00", "", "矫正对象定位管理和心理辅导"),
        account("2080505", PENSION, "36.00", "35.12", "0", STAFF, "在职人员基本养老保险单位缴费"),
        account("2080506", ANNUITY, "18.00", "17.56", "0", STAFF, "在职人员职业年金单位缴费"),
        account("2101101", MEDICAL, "15.20", "15.48", "0", BASE, "在职人员医疗保险单位缴费"),
        account("2210201", HOUSING, "30.10", "30.10", "0", "", "在职人员住房公积金单位缴存"),
        account(
            "2296099",
            "其他支出/彩票公益金安排的支出/用于其他社会公益事业的彩票公益金支出",
            "0",
            "0",
            "18.00",
            "年中下达彩票公益金法律援助项目资金",
            "办理困难群众法律援助案件补贴",
            fund=True,
        ),
    ),
    economy={
        "30102": "82.60",
        "30103": "93.10",
        "30108": "35.12",
        "30109": "17.56",
        "30110": "15.48",
        "30112": "1.90",
        "30113": "30.10",
        "30201": "19.85",
        "30207": "4.70",
        "30211": "5.32",
        "30216": "2.60",
        "30217": "0.88",
        "30228": "6.31",
        "30231": "6.98",
        "30239": "17.28",
        "31002": "1.20",
    },
    three_budget=three("0", "0", "7.50", "1.20"),
    three=three("0", "0", "6.98", "0.88"),
    visits=(6, 39),
    reasons={
        "turnover": "新增彩票公益金法律援助项目，人员经费略有增长",
        "appropriation": "新增彩票公益金法律援助项目，人员经费略有增长",
        "general": "人员缴费基数提高",
        "budget": THRIFT,
        "three_budget": THRIFT,
        "abroad": NO_TRIP,
        "car": "车辆调度统筹使用，油耗和过路费减少",
        "hospitality": "",
        "running_costs": THRIFT,
    },
    procurement=four("8.30", "0", "41.25", "49.55"),
)

ARCHIVES_2024 = Books(
    slug="archives_2024",
    department="砚溪县档案馆",
    year=2024,
    duties=("收集、整理和保管全县重要档案资料。", "开展档案查阅利用、编研和展览。"),
    offices=("综合室", "保管利用室", "信息技术室"),
    accounts=(
        account("2012601", "一般公共服务支出/档案事务/行政运行", "142.60", "139.24", "0"),
        account("2012604", "一般公共服务支出/档案事务/档案馆", "60.00", "0", "78.35", other="5.60"),
        account("2080505", PENSION, "13.40", "12.88", "0"),
        account("2101101", MEDICAL, "6.10", "6.10", "0"),
        account("2210201", HOUSING, "10.90", "11.25", "0"),
    ),
    economy={
        "30102": "28.40",
        "30103": "31.15",
        "30108": "12.88",
        "30110": "6.10",
        "30113": "11.25",
        "30201": "9.42",
        "30206": "3.36",
        "30207": "1.84",
        "30211": "1.27",
        "30228": "2.05",
        "30239": "5.40",
        "31002": "0.98",
    },
    three_budget=three("0", "0", "0", "0.60"),
    three=three("0", "0", "0", "0.32"),
    vehicles=0,
    visits=(3, 22),
    before=Before(
        turnover=money("226.90"),
        appropriation_turnover=money("222.70"),
        general=money("222.70"),
        three=three("0", "0", "0", "0.50"),
        running_costs=money("25.04"),
    ),
    reasons={
        "turnover": "馆藏民国档案数字化扩大到第二批",
        "appropriation": "馆藏民国档案数字化扩大到第二批",
        "general": "馆藏民国档案数字化扩大到第二批",
        "budget": "年中追加档案数字化加工费",
        "一般公共服务支出": "年中追加档案数字化加工费",
        "社会保障和就业支出": STAFF,
        "卫生健康支出": "",
        "住房保障支出": "公积金缴存基数上调",
        "three_budget": THRIFT,
        "three": FEWER_VISITS,
        "running_costs": THRIFT,
    },
    procurement=four("3.20", "0", "61.80", "65.00"),
    problems=(
        "档案数字化验收力量不足，抽检比例偏低，部分批次返工影响了资金支付进度。",
        "查档利用的满意度数据采集方式单一，绩效评价的依据不够充分。",
    ),
    measures=("委托第三方参与数字化成果质检，把抽检比例提高到两成。", "在查阅大厅和线上同步开展满意度调查。"),
)

INSURANCE_2024 = Books(
    slug="insurance_2024",
    department="砚溪县医疗保障局",
    year=2024,
    duties=("拟订全县医疗保障政策并组织实施。", "监督管理定点医药机构，维护医保基金安全。"),
    offices=("办公室", "待遇保障股", "基金监管股"),
    accounts=(
        account("2080505", PENSION, "24.60", "23.71", "0"),
        account("2101101", MEDICAL, "10.80", "10.22", "0"),
        account("2101301", "卫生健康支出/医疗救助/城乡医疗救助", "160.00", "0", "188.40", carried="-12.00"),
        account("2101501", "卫生健康支出/医疗保障管理事务/行政运行", "262.00", "268.95", "0"),
        account("2101504", "卫生健康支出/医疗保障管理事务/信息化建设", "40.00", "0", "33.60", carried="7.50"),
        account("2101506", "卫生健康支出/医疗保障管理事务/医疗保障经办事务", "28.00", "0", "27.05"),
        account("2210201", HOUSING, "20.30", "20.30", "0"),
    ),
    economy={
        "30102": "52.70",
        "30103": "60.45",
        "30108": "23.71",
        "30110": "10.22",
        "30112": "1.30",
        "30113": "20.30",
        "30201": "14.08",
        "30202": "2.66",
        "30207": "3.90",
        "30211": "4.12",
        "30217": "0.75",
        "30228": "4.30",
        "30231": "3.62",
        "30239": "10.08",
        "31002": "1.16",
    },
    three_budget=three("0", "0", "4.00", "1.00"),
    three=three("0", "0", "3.62", "0.75"),
    vehicles=1,
    visits=(5, 37),
    before=Before(
        turnover=money("541.10"),
        appropriation_turnover=money("541.10"),
        general=money("529.10"),
        three=three("0", "0", "3.85", "0.75"),
        running_costs=money("46.30"),
    ),
    reasons={
        "turnover": "城乡医疗救助对象扩面，救助资金增加",
        "appropriation": "城乡医疗救助对象扩面，救助资金增加",
        "general": "城乡医疗救助对象扩面，救助资金增加",
        "budget": "年中追加困难群众医疗救助资金",
        "社会保障和就业支出": STAFF,
        "卫生健康支出": "年中追加困难群众医疗救助资金",
        "住房保障支出": "",
        "three_budget": THRIFT,
        "three": FEWER_VISITS,
        "running_costs": THRIFT,
    },
    procurement=four("6.40", "0", "29.70", "33.10"),
    problems=("医疗救助资金季末集中拨付，序时进度偏慢，预算执行监控的作用发挥不够。",),
    measures=("按月核定救助对象名单并随批随拨，财务股每月通报执行进度。",),
)
