"""Figures that no printed table holds: 年初预算, 机构运行信息, 绩效评价, projects, 年初结转调整.

They are entered like the nine tables and are published with the data, but have no 公开 number.
"""

from accounts.editions.central_2024 import Form, subject_stubs
from accounts.editions.definitions import Block, Column, Measure, ProjectRows, Row, Stub, SubjectRows, Table

VALUE = (Column("value", "数值"),)
ITEM = (Stub("item", "项目", width=3.0),)

FLEET = (
    ("minister", "副部（省）级及以上领导用车"),
    ("principal", "主要负责人用车"),
    ("confidential", "机要通信用车"),
    ("emergency", "应急保障用车"),
    ("enforcement", "执法执勤用车"),
    ("special", "特种专业技术用车"),
    ("retired", "离退休干部用车"),
    ("other", "其他用车"),
)
FLEET_KEYS = tuple(f"fleet.{key}" for key, _ in FLEET)


def count(key: str, title: str, unit: str, parts: tuple[str, ...] = ()) -> Row:
    measure: Measure = "count"
    return Row(key, title, measure=measure, unit=unit, parts=parts)


OPERATIONS = (
    count("overseas.groups", "因公出国（境）团组数", "个"),
    count("overseas.people", "因公出国（境）人次", "人次"),
    count("vehicles.bought", "公务用车购置数", "辆"),
    count("vehicles.held", "公务用车保有量", "辆"),
    Row("reception.foreign", "外事接待费支出"),
    count("reception.foreign_groups", "外事接待来访团组数", "个"),
    count("reception.foreign_people", "外事接待来访外宾人次", "人次"),
    Row("reception.domestic", "国内公务接待支出"),
    count("reception.domestic_groups", "国内公务接待来访团组数", "个"),
    count("reception.domestic_people", "国内公务接待来宾人次", "人次"),
    Row("operating_expenses", "机关运行经费支出"),
    Row(
        "procurement.total",
        "政府采购支出总额",
        parts=("procurement.goods", "procurement.works", "procurement.services"),
    ),
    Row("procurement.goods", "政府采购货物支出"),
    Row("procurement.works", "政府采购工程支出"),
    Row("procurement.services", "政府采购服务支出"),
    Row("procurement.sme", "授予中小企业合同金额"),
    Row("procurement.sme_micro", "其中：授予小微企业合同金额"),
    Row("procurement.sme_goods", "货物采购授予中小企业合同金额"),
    Row("procurement.sme_works", "工程采购授予中小企业合同金额"),
    Row("procurement.sme_services", "服务采购授予中小企业合同金额"),
    count("fleet.total", "车辆合计", "辆", parts=FLEET_KEYS),
    *(count(f"fleet.{key}", title, "辆") for key, title in FLEET),
    count("equipment", "单位价值100万元（含）以上设备（不含车辆）", "台（套）"),
)

EVALUATION = (
    count("first_level", "纳入绩效自评的一级项目", "个"),
    Row("overall.general", "整体支出绩效评价涉及一般公共预算支出"),
    Row("overall.fund", "整体支出绩效评价涉及政府性基金预算支出"),
)

ADJUSTMENT = (
    Row("general", "一般公共预算财政拨款"),
    Row("fund", "政府性基金预算财政拨款"),
    Row("capital", "国有资本经营预算财政拨款"),
    Row("other", "非财政拨款资金"),
)
"""By how much this year's opening balance differs from last year's closing one, and for which money."""

PROJECT_LINES = (
    Row("total", "年度资金总额", parts=("current", "carried", "other")),
    Row("current", "当年财政拨款"),
    Row("carried", "上年结转资金"),
    Row("other", "其他资金"),
)
PROJECT_MONEY = (
    Column("initial", "年初预算数"),
    Column("budget", "全年预算数"),
    Column("executed", "全年执行数"),
    Column("rate", "执行率", measure="percent"),
)


def supplementary_tables(form: Form, evaluation: tuple[Row, ...] = EVALUATION) -> tuple[Table, ...]:
    budget = Column("amount", "年初预算数")
    return (
        Table(
            "initial_budget",
            "一般公共预算财政拨款支出年初预算",
            (Block(subject_stubs(form), (budget,), SubjectRows()),),
        ),
        Table("operations", "机构运行信息", (Block(ITEM, VALUE, OPERATIONS),), ruled=False),
        Table("evaluation", "绩效评价信息", (Block(ITEM, VALUE, evaluation),), ruled=False, summed=False),
        Table(
            "adjustment",
            "年初结转和结余调整",
            (Block(ITEM, (Column("amount", "调整数"),), ADJUSTMENT),),
            ruled=False,
        ),
        Table(
            "project",
            "项目资金情况",
            (Block(ITEM, PROJECT_MONEY, ProjectRows(PROJECT_LINES)),),
            ruled=False,
            summed=False,
        ),
    )
