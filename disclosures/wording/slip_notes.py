"""Slips of the pen, as data: what is written, and what was meant."""

from accounts.checks.engine import Level
from disclosures.wording.notes import Note

MISPRINTS = """
政府性其基金 政府性基金
同级财政单位 同级财政部门
从主管单位和上级单位 从主管部门和上级单位
截止至 截至
拔款 拨款
下拔 下拨
划拔 划拨
拔付 拨付
釆购 采购
支岀 支出
结佘 结余
预箅 预算
决箅 决算
差旋费 差旅费
津帖 津贴
报帐 报账
帐户 账户
帐目 账目
帐簿 账簿
布署 部署
座落 坐落
幅射 辐射
通迅 通讯
与上年特平 与上年持平
同此增长 同比增长
同此下降 同比下降
预决算数数 预决算数
"""
"""Wrong wherever they stand."""

CLAUSE_END = r"(?=[，。；、]|$)"
SATISFACTION = "满意度|满意率"
NO_VERB = (
    r"(?![^，。；]{0,3}(?:[是有为：:]|在于|如下|包括))"
    r"(?![系的、和及与或在并后时外，。；）)”“（(]|分析|说明|之一|由于|进行|来自|源于|归结|方面)(?=[\u4e00-\u9fff0-9])"
)
"""After 主要原因 the reason itself, where 是 or a colon should stand."""
QUALITY = "能力和水平|服务水平|工作效率|办事效率|质量和水平|效率和水平|服务质量"
SURE = (
    *(
        Note(wrong, instead=right)
        for wrong, right in (line.split() for line in MISPRINTS.split("\n") if line)
    ),
    Note(
        "末",
        r"(?<=[\u4e00-\u9fff，。；])(?<![年月季周期岁粉始微最])末"
        r"(?=完成|发生|支付|执行|列入|纳入|安排|涉及|达到|能够|发放|实施)",
        instead="未",
    ),
    Note("己", r"(?<![自知利为克])己(?=经(?!营|常|历|办|费|济)|完成|支付|全部)", instead="已"),
    Note("于", r"(?<![由对高低等大小属])于(?=(?:上年|预算|去年)持平)", instead="与"),
    Note("曾加", r"(?<!未)曾加(?=了|支出|收入|经费|\d)", instead="增加"),
    Note("按排", r"按排(?=了|好|资金|经费|专人|部署)", instead="安排"),
    Note("提供", rf"提供(?=[^，。；、的]{{0,12}}(?:{SATISFACTION}){CLAUSE_END})", instead="提高"),
    Note("提供", rf"提供(?=[^，。；、的]{{0,12}}(?:{QUALITY}){CLAUSE_END})", instead="提高"),
    Note("增强", rf"(?<=职工|人员|人数|经费|支出|收入|资金|费用|金额)增强{CLAUSE_END}", instead="增加"),
    Note("人人权益", r"(?<=[众员民者])人人权益", instead="权益"),
    Note(
        "合要求",
        r"(?<=[\u4e00-\u9fff])(?<![符适切吻结综整联混组融配契复场集汇磨不聚])合要求",
        instead="符合要求",
    ),
    Note(
        "主要原因",
        rf"(?:(?<=数的)|(?<=[，。；,;])|(?<![\s\S]))主要原因{NO_VERB}",
        why="后面缺“是”或冒号",
        instead="主要原因是",
    ),
)

LIKELY = (
    Note(
        "主要原因",
        rf"(?<!找准)(?<!查明)(?<!找出)(?<!分析)(?<!针对)(?<!对其)主要原因{NO_VERB}(?![^，。；]{{0,8}}(?:措施|整改|改进))",
        why="后面可能缺“是”或冒号",
        instead="主要原因是",
    ),
    Note("减增加", r"(?<![裁核精削加])减增加", remedy="按实际写“增加”或“减少”"),
    Note("增减少", r"(?<!新)增减少", remedy="按实际写“增加”或“减少”"),
    Note("年未", r"(?<![0-9度本上当今去往历全每一多])年未(?=结转和结余|余额)", instead="年末"),
    Note("截止", r"(?<!报名)截止(?=(?:\d{4}年|本年|年末|年底|[1-9]\d?月))", instead="截至"),
    Note("提供", rf"提供(?=[^，。；、的]{{0,10}}(?:能力|水平|效率|满意){CLAUSE_END})", instead="提高"),
    Note("人人权益", instead="权益"),
    Note("比上年持平", instead="与上年持平"),
    Note("较上年持平", instead="与上年持平"),
    Note("比上年度持平", instead="与上年度持平"),
    Note("年初预算", r"(项[）)])(?=年初预算为)", why="后面缺句号", instead=r"\1。"),
    Note("做为", r"(?<![当叫所])做为", instead="作为"),
    Note("其它", instead="其他", level=Level.NOTICE),
    Note("必需", r"必需(?=要(?!素|件)|将|按|在|由|进行|严格|及时)", instead="必须"),
    Note("合计共", instead="共", level=Level.NOTICE),
    Note("大约", r"大约(?=\d[^，。；]*左右)", remedy="“大约”“左右”只留一个", level=Level.NOTICE),
    Note("增加减少", remedy="按实际写“增加”或“减少”"),
)

TERMS = (
    Note("三公", r"(?<![“\"'「‘])三公(?![”\"'」’])(?=经费|支出)", instead="“三公”"),
    Note("三公", r"[“\"]三公经费[”\"]", instead="“三公”经费"),
    Note("因公出国境", instead="因公出国（境）"),
    Note("因公出国费", instead="因公出国（境）费"),
    Note("公车", r"公车(?=购置|运行|费用|经费|保有)", instead="公务用车"),
    Note("公务用车购置及运行费", r"公务用车购置及运行费(?!反映)", instead="公务用车购置及运行维护费"),
    Note("公务用车购置和运行", r"公务用车购置和运行(?:维护)?费", instead="公务用车购置及运行维护费"),
    Note("一般公共财政预算", instead="一般公共预算"),
    Note("公共预算财政拨款", r"(?<!一般)公共预算财政拨款", instead="一般公共预算财政拨款"),
    Note("政府基金预算", instead="政府性基金预算"),
    Note("国有资本预算", instead="国有资本经营预算"),
)
