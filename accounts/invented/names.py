"""Names and words of invented accounts. Places, units and projects say that they are made up. Pure."""

from random import Random

MARK = "（虚构）"
FIRST = "青云临望怀清松柏桐栖霁岚澄沐芷雁"
SECOND = "梧溪屏岭汀渚樾皋浦峦洲原陂泉"
LEVELS = {"省": "省", "州": "州", "市": "市", "县": "县"}
OFFICES = {
    "administrative": ("财政局", "水利局", "档案局", "统计局", "民政局", "审计局", "林业局", "商务局"),
    "participating": ("社会保险服务局", "地方志办公室", "供销服务中心", "机关事务服务中心"),
    "public": ("图书馆", "第一中学", "人民医院", "农业技术推广站", "水文站", "博物馆", "疾病预防控制中心"),
}
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
