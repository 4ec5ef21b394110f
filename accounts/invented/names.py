"""Names and words of invented accounts. Places, units and projects say that they are made up. Pure."""

from random import Random

from accounts.case import Institution

MARK = "（虚构）"
FIRST = "青云临望怀清松柏桐栖霁岚澄沐芷雁"
SECOND = "梧溪屏岭汀渚樾皋浦峦洲原陂泉"
LEVELS = {"省": "省", "州": "州", "市": "市", "县": "县"}
OFFICES = {
    "administrative": ("财政局", "水利局", "档案局", "统计局", "民政局", "审计局", "林业局", "商务局"),
    "participating": ("社会保险服务局", "地方志办公室", "供销服务中心", "机关事务服务中心"),
    "public": ("图书馆", "第一中学", "人民医院", "农业技术推广站", "水文站", "博物馆", "疾病预防控制中心"),
}
BUREAUS = (
    *("财政", "教育", "民政", "水利", "农业农村", "卫生健康", "交通运输", "自然资源", "生态环境"),
    *("住房和城乡建设", "人力资源和社会保障", "退役军人事务", "应急管理", "文化和旅游", "科学技术"),
    *("公安", "司法", "审计", "统计", "林业", "商务", "档案", "医疗保障", "体育", "信访", "地震"),
    *("市场监督管理", "粮食和物资储备"),
)
"""Each is a 厅 of a province, a 局 elsewhere."""
BELOW: tuple[tuple[str, Institution], ...] = (
    *(("服务中心", "public"), ("信息中心", "public"), ("综合执法支队", "administrative")),
    *(("培训中心", "public"), ("监测站", "public"), ("社会事务所", "participating")),
    *(("技术推广站", "public"), ("档案馆", "participating"), ("第一分局", "administrative")),
    *(("宣传教育中心", "public"), ("研究所", "public"), ("物资储备站", "public")),
)
"""Units below a bureau, and what they are."""
PROJECTS = (
    "办公用房维修改造",
    "信息系统运行维护",
    "专项业务工作经费",
    "设备购置",
    "人才培训",
    "基层服务能力提升",
    "公共服务设施维护",
    "监督检查工作经费",
    "宣传与普及",
    "专题调查研究",
)
RISES = (
    "在职人员增加，相应经费增加",
    "本年新增工作任务，支出相应增加",
    "上年部分任务结转到本年完成",
    "按规定调整标准，经费相应增加",
)
FALLS = (
    "压减一般性支出",
    "部分工作在上年已经完成，本年不再安排",
    "在职人员减少，相应经费减少",
    "部分任务结转下年完成",
)
DUTIES = (
    "（一）贯彻执行国家有关法律法规和政策，拟订本领域的工作计划并组织实施。",
    "（二）承担本领域的日常管理和服务工作。",
    "（三）完成上级交办的其他任务。",
)


def place(chance: Random) -> str:
    return chance.choice(FIRST) + chance.choice(SECOND)


def unit(chance: Random, level: str, institution: str) -> tuple[str, str]:
    """The name of the unit and its region."""
    where = place(chance) + LEVELS[level]
    return f"{where}{chance.choice(OFFICES[institution])}{MARK}", f"{where}{MARK}"


def project(chance: Random, number: int) -> str:
    ordinal = f"（{number // len(PROJECTS) + 1}期）" if number >= len(PROJECTS) else ""
    return f"{PROJECTS[number % len(PROJECTS)]}{ordinal}{MARK}"


def reason(chance: Random, rose: bool) -> str:
    return chance.choice(RISES if rose else FALLS)
