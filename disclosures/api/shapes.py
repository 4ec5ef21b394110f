"""What is answered, as types. Amounts are text in 元, times are Beijing's."""

from typing import Annotated

from pydantic import BaseModel, Field

AMOUNT = r"^-?[0-9]+(\.[0-9]+)?$"
Amount = Annotated[
    str,
    Field(
        pattern=AMOUNT,
        description="数，写成文本；金额为元 (amount in yuan, as text)",
        examples=["38055800.00"],
    ),
]
Day = Annotated[str, Field(json_schema_extra={"format": "date"}, examples=["2025-09-26"])]
Moment = Annotated[
    str,
    Field(
        json_schema_extra={"format": "date-time"},
        description="北京时间 (+08:00)",
        examples=["2025-09-26T10:00:00+08:00"],
    ),
]
Link = Annotated[str, Field(json_schema_extra={"format": "uri"})]


class Named(BaseModel):
    """A unit as others refer to it."""

    code: str = Field(description="单位代码", examples=["liaoyuan"])
    name: str = Field(description="名称", examples=["辽源市社会保险事业管理局"])
    address: Link = Field(description="在本接口的地址 (in this API)")


Invented = Annotated[bool, Field(description="是否虚构，仅供演示和测试 (made-up data)", examples=[False])]


class Unit(Named):
    kind: str = Field(description="department 部门，unit 单位", examples=["unit"])
    level: str = Field(description="级次：省、州、市、县", examples=["市"])
    institution: str = Field(description="administrative 行政，participating 参公，public 事业；不清楚时空白")
    region: str = Field(description="地区", examples=["吉林省辽源市"])
    invented: Invented
    parent: Named | None = Field(description="上级 (parent)")
    page: Link = Field(description="给人看的网页 (web page)")


class Units(BaseModel):
    items: list[Unit]
    next: Link | None = Field(description="下一页 (next page)")
    previous: Link | None = Field(description="上一页 (previous page)")


class Name(BaseModel):
    name: str
    valid_from: Day | None = Field(description="启用日期；没有记录的为 null")


class Year(BaseModel):
    """The newest version of a year."""

    year: int
    version: int = Field(description="最新的版次")
    disclosed: Day = Field(description="公开日期")
    withdrawn: bool = Field(description="是否已撤回；撤回的读不到")
    address: Link


class OneUnit(Unit):
    dissolved: bool = Field(description="是否已撤销 (dissolved)")
    successors: list[Named] = Field(description="承接其全部或部分职责的单位 (successors)")
    predecessors: list[Named] = Field(description="职责由本单位承接的单位 (predecessors)")
    names: list[Name] = Field(description="名称沿革 (earlier names)，新的在前")
    below: Link = Field(description="下面各级单位的列表 (units below)")
    reports: list[Year] = Field(description="公开过的年度 (years)，新的在前")


class Headlines(BaseModel):
    """Null where the report has no such figure."""

    income: Amount | None = Field(description="本年收入 (income)")
    spending: Amount | None = Field(description="本年支出 (spending)")
    fiscal: Amount | None = Field(description="一般公共预算财政拨款支出")
    three_public: Amount | None = Field(description="“三公”经费支出")
    operating: Amount | None = Field(description="机关运行经费支出")


class Of(BaseModel):
    """Which report."""

    unit: str = Field(description="单位代码", examples=["liaoyuan"])
    name: str = Field(description="公开时的单位名称", examples=["辽源市社会保险事业管理局"])
    kind: str = Field(examples=["unit"])
    region: str = Field(examples=["吉林省辽源市"])
    invented: Invented
    year: int = Field(examples=[2024])
    version: int = Field(description="版次", examples=[1])
    code: str = Field(description="版本编码 (version code)，引用时请注明")
    address: Link = Field(description="这一版在本接口的地址，不变 (this version, for good)")


class Report(Of):
    title: str
    disclosed: Day = Field(description="公开日期")
    published_at: Moment = Field(description="上线时间")
    headlines: Headlines
    page: Link = Field(description="给人看的网页 (web page)")


class Reports(BaseModel):
    items: list[Report]
    next: Link | None = Field(description="下一页 (next page)")
    previous: Link | None = Field(description="上一页 (previous page)")


class File(BaseModel):
    kind: str = Field(examples=["csv"])
    name: str = Field(description="名称", examples=["数据 CSV"])
    type: str = Field(description="媒体类型", examples=["text/csv"])
    size: int = Field(description="字节数")
    sha256: str | None = Field(description="SHA-256；整个文件夹 (zip) 没有")
    sm3: str | None = Field(description="SM3（GB/T 32905）；较早的版本没有")
    address: Link


class Correction(BaseModel):
    """Of which version it is a correction, and why. What quotes a withdrawn version is gone with it."""

    kind: str | None = Field(description="figures 数字有误，text 只改文字", examples=["figures"])
    reason: str | None = Field(description="更正原因")
    reference: str | None = Field(description="财政部门同意的文号；只改文字的没有")
    version: int
    code: str
    withdrawn: bool
    address: Link
    changes: Link | None = Field(description="更正前后对照的网页；引用的版本撤回后没有")


class Version(BaseModel):
    version: int
    code: str
    disclosed: Day
    withdrawn: Day | None = Field(description="撤回日期；没有撤回的为 null")
    address: Link


ENDED = ("good", "bad", "explained", "unknown", "idle")


class Checks(BaseModel):
    """How many rules ended how."""

    good: int = Field(description="合格")
    bad: int = Field(description="不合格")
    explained: int = Field(description="说明后保留")
    unknown: int = Field(description="未能检查")
    idle: int = Field(description="不适用")
    page: Link


class OneReport(Report):
    edition: str = Field(description="报表格式")
    newest: bool = Field(description="是否最新的一版")
    corrects: Correction | None = Field(description="更正的版本 (what it corrects)；第一版为 null")
    versions: list[Version] = Field(description="这一年度的各版，新的在前")
    figures: Link | None = Field(description="全部数 (all figures)；只有最新的一版有")
    files: list[File]
    checks: Checks | None = Field(description="公开前的检查；较早的版本没有")
    citation: str = Field(description="引用格式（GB/T 7714）")


class Figure(BaseModel):
    address: str = Field(description="地址：表/行/栏", examples=["t03/2080109/total"])
    table: str = Field(description="表名", examples=["支出决算表"])
    row: str = Field(description="行名")
    column: str = Field(description="栏名")
    amount: Amount
    unit: str = Field(description="元、%，或所数之物", examples=["元"])


class Figures(Of):
    figures: list[Figure] = Field(description="按印出的次序；没有填报的数不列")


class FigureOf(Of):
    row: str | None = Field(description="行名")
    amount: Amount | None = Field(description="数；这份决算没有这个数的为 null")
    measure: str | None = Field(description="元、%，或所数之物", examples=["元"])


class OneAddress(BaseModel):
    address: str
    items: list[FigureOf]
    next: Link | None = Field(description="下一页 (next page)")
    previous: Link | None = Field(description="上一页 (previous page)")


class SpentBy(Of):
    subject: str | None = Field(description="科目名称，照这份决算的写法")
    amount: Amount


class Spending(BaseModel):
    table: str
    subject: str = Field(description="科目编码")
    year: int | None = Field(description="所列的年度；还没有决算时为 null")
    items: list[SpentBy] = Field(description="支出多的在前")
    next: Link | None = Field(description="下一页 (next page)")
    previous: Link | None = Field(description="上一页 (previous page)")


class Change(BaseModel):
    """A line of the public log."""

    index: int = Field(description="公开日志中的序号，不间断、不改变")
    kind: str = Field(
        description="publication 公开，correction 更正，withdrawal 撤回", examples=["publication"]
    )
    at: Moment
    unit: str
    year: int
    version: int
    code: str = Field(description="版本编码")
    address: Link = Field(description="这一版；撤回的为 410")


class Changes(BaseModel):
    items: list[Change]
    next: Link | None = Field(description="后面的 (what follows)；没有时为 null")
    resume: Link = Field(description="下次从这里接着读 (where to go on next time)")


class Start(BaseModel):
    title: str
    description: str
    documentation: Link
    openapi: Link
    years: list[int] = Field(description="有决算的年度，新的在前")
    regions: list[str] = Field(description="有单位的地区")
    addresses: dict[str, str] = Field(description="有哪些地址 (what there is)")


class ProblemFor(BaseModel):
    parameter: str
    value: str
    allowed: str


class Problem(BaseModel):
    """RFC 9457."""

    type: str = Field(description="说明这类问题的网址", examples=["/api/v1/docs#problem-400"])
    title: str
    status: int
    detail: str = Field(description="出了什么问题、怎么办")
    errors: list[ProblemFor] | None = Field(None, description="哪个参数不对 (400)")
    versions: list[str] | None = Field(None, description="仍可查看的版本 (410)")
