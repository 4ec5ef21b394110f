"""What is said of the data: their limits, questions and the files that answer them, how to cite. Pure."""

from dataclasses import dataclass
from datetime import date

from accounts.days import day

SOURCE = "各部门、各单位在本站公开的决算"
TERMS = "本站没有另行规定使用条件。引用时请注明单位、年度、版次、版本编码和网址。"
"""Where the site says nothing else (DATA_TERMS)."""
LIMITS = (
    "金额为元。按万元填报的决算由万元（两位小数）换算，不比万元更精确。",
    "各数各自四舍五入，合计与各项之和可能有尾差。",
    "部门决算已经包含所属单位，与所属单位的决算不要相加。",
    "只有现行版本；被更正和撤回的版本列在 corrections.csv。",
    "以后的更正会改变数据，引用时注明版本编码和截至日期。",
    "没有公开的单位不在其中，合计不能代表一个地区或一级政府。",
    "各年度的科目、单位和报表格式可能不同，跨年比较先核对科目名称和承接单位。",
    "空白是表上没有填数，不等于零。",
    "单位代码以 invented- 开头的是虚构数据，仅供演示和测试。",
)
CITED_FIGURE = (
    "一个数：写明单位、年度、版次、版本编码和表、行、栏，网址为这一版的网址加 #表/行/栏，"
    "如 #t01/income.total/amount。"
)


@dataclass(frozen=True)
class Question:
    asked: str
    file: str
    how: str


QUESTIONS = (
    Question("谁公开了、哪天公开的", "publications.csv", "每行一份，看“公开日期”“首次公开日期”"),
    Question("全年花了多少，基本支出和项目支出各多少", "tables/t03.csv", "行为 total"),
    Question("收入从哪里来", "tables/t02.csv", "行为 total，各栏是各项来源"),
    Question(
        "花在哪些功能科目上",
        "tables/t03.csv",
        "“科目代码”3 位是类，5 位是款，7 位是项；不要跨级相加",
    ),
    Question("财政拨款花在哪些科目上", "tables/t05.csv", "一般公共预算；政府性基金 t07，国有资本经营 t08"),
    Question("工资、办公费、差旅费等各多少", "tables/t06.csv", "“科目代码”是经济分类，只含基本支出"),
    Question("“三公”经费预算多少，实际多少", "tables/t09.csv", "“部分”为预算数或决算数"),
    Question("机关运行经费、政府采购、车辆", "tables/operations.csv", "每行一项，看“计量单位”"),
    Question("项目花了多少，执行率多少", "tables/project.csv", "每行一个项目的一项资金"),
    Question("哪些改过，为什么", "corrections.csv", "看“更正理由”；旧数据用“版本编码”对上"),
    Question("任何一个数", "figures.csv", "用“表”“行”“栏”取"),
)


def years(scope: str) -> str:
    return "历年" if scope == "all" else f"{scope}年度"


def title(scope: str) -> str:
    return f"{years(scope)}部门决算、单位决算数据包"


def file_name(scope: str) -> str:
    return f"{scope}.zip"


def short(scope: str, as_of: date) -> str:
    return f"《{title(scope)}》（决算公开，截至{day(as_of)}）"


def cited(title: str, scope: str, as_of: date, site: str) -> str:
    """By GB/T 7714, DS for a data set. The day of reading is left to the reader."""
    address = f"{site}/data/{file_name(scope)}"
    return f"决算公开. {title}[DS/OL]. ({as_of})[访问日期]. {address}"
