"""The files of a data package and what each of their fields means: for the package, its README and the page.

Pure. A field's name is the head of its column. The wide tables, whose columns are the editions', are in
`wide`.
"""

from dataclasses import dataclass
from typing import Any, Literal

Type = Literal["string", "integer", "number", "date", "boolean"]
TYPES = {"string": "文字", "integer": "整数", "number": "数", "date": "日期", "boolean": "是／否"}


@dataclass(frozen=True)
class Field:
    name: str
    about: str
    type: Type = "string"
    needed: bool = True
    """Never empty."""
    values: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        """The type, in words."""
        return TYPES[self.type]


@dataclass(frozen=True)
class Resource:
    """A file of the package. `key`: fields that name a line. `refers`: field here, file and field there."""

    name: str
    title: str
    about: str
    fields: tuple[Field, ...]
    key: tuple[str, ...]
    refers: tuple[tuple[str, str, str], ...] = ()
    folder: str = ""

    @property
    def path(self) -> str:
        return f"{self.folder}{self.name}.csv"

    @property
    def amounts(self) -> list[str]:
        """Heads of what may be added or compared."""
        return [field.name for field in self.fields if field.type == "number"]

    @property
    def heads(self) -> list[str]:
        return [field.name for field in self.fields]


UNIT = Field("单位代码", "单位在本站的代码，也是网址中的第一段；不变。")
UNIT_NAME = Field("单位名称", "公开时的名称。")
YEAR = Field("年度", "决算的年度。", "integer")
NUMBER = Field("版次", "第几版；更正后公开的是下一版。", "integer")
CODE = Field("版本编码", "这一版的编码，印在每个文件上，可在核验页查询。")
KIND = Field("类型", "部门决算是本部门及所属单位的汇总，单位决算只是一个单位的。", values=("部门", "单位"))
LEVEL = Field("级次", "省级、州级、市级、县级。", values=("省级", "州级", "市级", "县级"))
REGION = Field("地区", "单位所在的地区。", needed=False)
DISCLOSED = Field("公开日期", "这一版的公开日期。", "date")
INVENTED = Field("虚构", "是，就是为演示和测试编造的数据，代码以 invented- 开头。", "boolean")
TO_UNIT = ("单位代码", "units", "单位代码")
TO_VERSION = ("版本编码", "publications", "版本编码")

PUBLICATIONS = Resource(
    "publications",
    "决算",
    "每行一份决算的现行版本。",
    (
        *(UNIT, YEAR, NUMBER, CODE, UNIT_NAME, KIND, LEVEL, REGION),
        Field("部门代码", "所属部门；部门决算是它自己。", needed=False),
        Field("标题", "封面上的标题。"),
        DISCLOSED,
        Field("首次公开日期", "第一版的公开日期。", "date"),
        Field("更正过", "现行版本是不是更正后的。", "boolean"),
        INVENTED,
        Field("报表格式", "表、行、栏的格式代码；格式不同，表可能不同。"),
        Field("网址", "这一版的网址，以后更正也不变。"),
        Field("JSON的SHA-256", "这一版 report.json 的散列值。", needed=False),
        Field("PDF的SHA-256", "这一版 report.pdf 的散列值。", needed=False),
        Field("数的个数", "figures.csv 中有几行；0 表示没有收入，见 README。", "integer"),
    ),
    ("版本编码",),
    (TO_UNIT, ("部门代码", "units", "单位代码")),
)
UNITS = Resource(
    "units",
    "单位",
    "上表和更正表中的单位及其上级，名称为现在的名称。",
    (
        *(UNIT, Field("单位名称", "现在的名称。"), KIND, LEVEL, REGION),
        Field("单位性质", "行政单位、事业单位等；不清楚的为空。", needed=False),
        Field("上级代码", "上级部门或单位。", needed=False),
        Field("承接单位代码", "承接其全部或部分职责的单位；几个的以空格分开。", needed=False),
        Field("已撤销", "是，就是已撤销，以后的年度不再公开。", "boolean"),
        INVENTED,
    ),
    ("单位代码",),
    (("上级代码", "", "单位代码"),),
)
FIGURES = Resource(
    "figures",
    "全部数",
    "每行一个数，即各份决算的数据 CSV 依次相接。",
    (
        *(UNIT, YEAR, NUMBER, CODE),
        Field("表", "表的代码，如 t03。"),
        Field("表名", "这一版中的表名。"),
        Field("行", "行的代码；科目行是科目代码。"),
        Field("行名", "表上印的行名；科目行是科目名称，项目行带项目名。"),
        Field("栏", "栏的代码。表/行/栏 是数的地址，网址后加 #表/行/栏 就到它。"),
        Field("栏名", "表上印的栏名，前面是它上面的栏头。"),
        Field("数", "金额为元，不带千分位；其他见“单位”。", "number"),
        Field("单位", "计量单位：元、%、辆、人次等。"),
        Field("印刷数", "表上印的样子，金额为万元。"),
    ),
    ("版本编码", "表", "行", "栏"),
    (TO_VERSION,),
)
CORRECTIONS = Resource(
    "corrections",
    "更正和撤回",
    "每行一个不再现行的版本：已更正的仍可在其网址查看，已撤回的不再公开。",
    (
        *(UNIT, YEAR, NUMBER, CODE, DISCLOSED),
        Field("状态", "为什么不再现行。", values=("已更正", "已撤回")),
        Field("日期", "更正的公开日期，或撤回的日期。", "date"),
        Field("新版次", "取代它的版次。", "integer", needed=False),
        Field("新版编码", "取代它的版本的编码。", needed=False),
        Field("更正类型", "数字有误，或只改文字。", needed=False),
        Field("更正理由", "公开的更正理由；撤回的理由不公开。", needed=False),
        Field("同意文号", "财政部门同意更正数字的文号。", needed=False),
    ),
    ("单位代码", "年度", "版次"),
    (TO_UNIT,),
)
FIXED = (PUBLICATIONS, UNITS, CORRECTIONS, FIGURES)


def schema(resource: Resource) -> dict[str, Any]:
    """As Table Schema (Frictionless, version 1)."""
    described: dict[str, Any] = {
        "fields": [_field(field) for field in resource.fields],
        "missingValues": [""],
        "primaryKey": list(resource.key),
    }
    if resource.refers:
        described["foreignKeys"] = [
            {"fields": here, "reference": {"resource": there, "fields": field}}
            for here, there, field in resource.refers
        ]
    return described


def _field(field: Field) -> dict[str, Any]:
    found: dict[str, Any] = {"name": field.name, "type": field.type, "description": field.about}
    constraints = {
        **({"required": True} if field.needed else {}),
        **({"enum": list(field.values)} if field.values else {}),
    }
    truth = {"trueValues": ["是"], "falseValues": ["否"]} if field.type == "boolean" else {}
    return {**{key: value for key, value in found.items() if value}, **truth} | (
        {"constraints": constraints} if constraints else {}
    )


def yes(truth: bool) -> str:
    return "是" if truth else "否"
