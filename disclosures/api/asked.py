"""What may be asked: each parameter with its bounds, as types. The API is described from them."""

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from ninja import Path, Schema
from pydantic import BeforeValidator, Field, WithJsonSchema

from disclosures.api import paging
from disclosures.catalogue.words import LONGEST_TERM, MOST_TERMS

FIRST_YEAR, LAST_YEAR = 1900, 2999
BLANK = r"\x00-\x20\x7f-\xa0\u1680\u2000-\u200f\u2028-\u202f\u205f\u3000\ufeff"
"""Written out: what counts as a blank is another thing to every engine of patterns."""
WORD = rf"[^{BLANK}]{{1,{LONGEST_TERM}}}"
WORDS = rf"^[ \u3000]*{WORD}([ \u3000]+{WORD}){{0,{MOST_TERMS - 1}}}[ \u3000]*$"
CODE = r"^[a-z][a-z0-9-]*$"
AMOUNT = r"^-?[0-9]{1,15}(\.[0-9]{1,2})?$"
ADDRESS = r"^[a-z0-9_]{1,40}/[A-Za-z0-9_.-]{1,80}/[a-z0-9_]{1,40}$"
SUBJECT = r"^[0-9]{3}([0-9]{2}){0,2}$"


def digits(given: Any) -> Any:
    """2024 and not 2024.0, +2024 or 2_024."""
    if isinstance(given, str) and not re.fullmatch("[0-9]{1,18}", given):
        raise ValueError("not a whole number")
    return given


def yuan(given: Any) -> Decimal:
    if not re.fullmatch(AMOUNT, str(given)):
        raise ValueError("not an amount")
    return Decimal(given)


def iso(given: Any) -> date:
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", str(given)):
        raise ValueError("not a day")
    return date.fromisoformat(given)


DIGITS = BeforeValidator(digits)
YEAR: dict[str, Any] = {
    "ge": FIRST_YEAR,
    "le": LAST_YEAR,
    "description": "年度 (fiscal year)，四位数字",
    "examples": [2024],
}
UNIT: dict[str, Any] = {
    "pattern": CODE,
    "max_length": 60,
    "description": "单位代码 (unit code)，见 /units",
    "examples": ["liaoyuan"],
}
Year = Annotated[int, Field(**YEAR), DIGITS]
Region = Annotated[
    str,
    Field(
        pattern=r"^[^\x00-\x1f\x7f]+$",
        max_length=60,
        description="地区 (region)，写法与 /api/v1/ 所列的相同",
        examples=["吉林省辽源市"],
    ),
]
Kind = Annotated[
    Literal["department", "unit"],
    Field(description="类型 (kind)：department 部门，unit 单位", examples=["unit"]),
]
BELOW = "只要这个部门和它下面各级的 (this department and all below it)：单位代码"
Under = Annotated[str, Field(**UNIT | {"description": BELOW})]
Limit = Annotated[
    int,
    Field(ge=1, le=paging.MOST, description="每页条数 (rows a page)", examples=[paging.DEFAULT]),
    DIGITS,
]
Index = Annotated[
    int,
    Field(ge=0, le=10**15, description="只要这一序号之后的 (lines after this index)", examples=[0]),
    DIGITS,
]
Yuan = Annotated[
    Decimal,
    BeforeValidator(yuan),
    WithJsonSchema({"type": "string", "pattern": AMOUNT, "examples": ["10000000.00"]}),
]
Day = Annotated[
    date,
    BeforeValidator(iso),
    WithJsonSchema({"type": "string", "format": "date", "examples": ["2025-09-26"]}),
]
Words = Annotated[str, Field(pattern=WORDS, max_length=200, examples=["社会保险"])]

UnitInPath = Annotated[str, Path(**UNIT)]
YearInPath = Annotated[Year, Path(description=YEAR["description"], examples=YEAR["examples"])]
Number = Annotated[int, Field(ge=1, le=9999), DIGITS]
NumberInPath = Annotated[Number, Path(description="版次 (version)，从 1 起", examples=[1])]
TableInPath = Annotated[
    Literal["t03", "t06", "t07", "t08"],
    Path(
        description="表 (table)：t03 功能分类的支出，其中 t07 政府性基金、t08 国有资本经营；t06 基本支出",
        examples=["t03"],
    ),
]
CodeInPath = Annotated[
    str, Path(pattern=SUBJECT, description="科目编码 (subject code)，3、5 或 7 位数字", examples=["208"])
]


def cursor(pattern: str, example: str) -> Any:
    return Field(
        "",
        pattern=rf"^(({paging.AFTER}|{paging.BEFORE})~{pattern})?$",
        max_length=80,
        description="翻页的位置 (cursor)：取自 next 或 previous，不要自己编",
        examples=[example],
    )


class OfUnits(Schema):
    region: Region | None = None
    kind: Kind | None = None
    under: Under | None = None


class OfReports(OfUnits):
    year: Year | None = None


class Paged(Schema):
    limit: Limit = paging.DEFAULT
    cursor: str = cursor(paging.PLACE, "after~2024~17")


class UnitsAsked(OfUnits):
    q: Words | None = Field(
        None,
        description="名称、曾用名或代码中的字 (words of name, former name or code)，"
        f"至多 {MOST_TERMS} 个词，以空格分开",
    )
    limit: Limit = paging.DEFAULT
    cursor: str = cursor(r"[a-z][a-z0-9-]{0,59}", "after~liaoyuan")


class ReportsAsked(OfReports, Paged):
    q: Words | None = Field(
        None,
        description=f"报告中的词 (words of name and text)，至多 {MOST_TERMS} 个，以空格分开，"
        f"每个不超过 {LONGEST_TERM} 字；都有的才列出；单个字只在名称中找",
    )
    least: Yuan | None = Field(None, description="本年支出不少于 (least spending)，元，至多两位小数")
    most: Yuan | None = Field(None, description="本年支出不多于 (most spending)，元，至多两位小数")
    since: Day | None = Field(None, description="公开日期 (day of publication) 不早于，如 2025-09-26")
    sort: Literal["-year", "published", "-published", "spending", "-spending"] = Field(
        "-year",
        description="次序 (order)：-year 年度新的在前，published 公开早的在前，spending 本年支出少的在前"
        "（没有这个数的不列出），前面加 - 反过来",
        examples=["-spending"],
    )


class FiguresAsked(OfReports, Paged):
    address: Annotated[str, Field(pattern=ADDRESS, max_length=162)] = Field(
        description="单元格地址 (address of a figure)：表/行/栏，见 /reports/{unit}/{year}/figures",
        examples=["t03/total/total"],
    )


class SpendingAsked(OfReports, Paged):
    pass


class TableAsked(Schema):
    table: Annotated[str, Field(pattern=r"^[a-z0-9_]+$", max_length=40, examples=["t03"])] | None = Field(
        None, description="只要这一张表的 (this table only)：表的代码"
    )


class ChangesAsked(Schema):
    after: Index | None = None
    since: Day | None = Field(None, description="从这一天起的 (since this day)，北京时间，如 2025-09-26")
    limit: Limit = paging.DEFAULT
