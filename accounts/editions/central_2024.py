"""The nine tables 公开01–09 as the Ministry's form of 2024 has them; a region's edition fills in its words.

Source: the two Jilin reports and the central list of 2023 (财政部 form: titles, 行次, 栏次).
Row and column keys mean the same in every edition.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import count

from accounts.editions.definitions import Block, Column, Row, Stub, SubjectRows, Table
from accounts.editions.numerals import chinese

FUNCTIONAL_CLASSES = (
    ("201", "一般公共服务支出"),
    ("202", "外交支出"),
    ("203", "国防支出"),
    ("204", "公共安全支出"),
    ("205", "教育支出"),
    ("206", "科学技术支出"),
    ("207", "文化旅游体育与传媒支出"),
    ("208", "社会保障和就业支出"),
    ("210", "卫生健康支出"),
    ("211", "节能环保支出"),
    ("212", "城乡社区支出"),
    ("213", "农林水支出"),
    ("214", "交通运输支出"),
    ("215", "资源勘探工业信息等支出"),
    ("216", "商业服务业等支出"),
    ("217", "金融支出"),
    ("219", "援助其他地区支出"),
    ("220", "自然资源海洋气象等支出"),
    ("221", "住房保障支出"),
    ("222", "粮油物资储备支出"),
    ("223", "国有资本经营预算支出"),
    ("224", "灾害防治及应急管理支出"),
    ("229", "其他支出"),
    ("231", "债务还本支出"),
    ("232", "债务付息支出"),
    ("234", "抗疫特别国债安排的支出"),
)

INCOME_KINDS = (
    ("general_budget", "一般公共预算财政拨款收入"),
    ("fund_budget", "政府性基金预算财政拨款收入"),
    ("capital_budget", "国有资本经营预算财政拨款收入"),
    ("superior_subsidy", "上级补助收入"),
    ("service", "事业收入"),
    ("business", "经营收入"),
    ("subordinate_remittance", "附属单位上缴收入"),
    ("other", "其他收入"),
)
INCOME_KEYS = tuple(f"income.{key}" for key, _ in INCOME_KINDS)


@dataclass(frozen=True)
class Form:
    """In what the forms of one year differ between editions."""

    money_label: str
    code_levels: tuple[str, ...]
    """Heads under 科目代码: () or 类, 款, 项."""
    spare_line: bool
    """A blank line before 总计 in table 01 (行次 30 and 61)."""
    fiscal_opening: str
    fiscal_closing: str
    notes: dict[str, tuple[str, ...]]
    empty: dict[str, str]
    numbers: bool = True
    """公开NN表 over each table."""
    lines: bool = True
    """行次, and 栏次 over the figures."""
    split_codes: bool = False
    """类, 款, 项 each in a column of its own."""
    classes: tuple[tuple[str, str], ...] = FUNCTIONAL_CLASSES
    surplus_used: str = "使用非财政拨款结余（含专用结余）"
    fiscal_kinds_numbered: bool = False
    """一、二、三、 before the three budgets under 年初 in table 04, which are indented otherwise."""

    def number(self, number: str) -> str:
        return number if self.numbers else ""

    @property
    def class_keys(self) -> tuple[str, ...]:
        return tuple(f"spending.{code}" for code, _ in self.classes)


def numbered(items: Iterable[tuple[str, str]], prefix: str) -> list[Row]:
    """Rows 一、二、三、…"""
    return [Row(f"{prefix}.{key}", f"{chinese(n)}、{title}") for n, (key, title) in enumerate(items, 1)]


def blank_lines(number: int) -> list[Row]:
    """Lines without words and figures."""
    return [Row()] * number


def sides(form: Form, *sides: list[Row]) -> list[tuple[Row, ...]]:
    """With their 行次, which run on from one side to the next."""
    line = count(1)
    return [tuple(replace(row, line=next(line)) if form.lines else row for row in side) for side in sides]


def item_stubs(form: Form, width: float = 3.4) -> tuple[Stub, ...]:
    item = Stub("item", "项目", width=width, ruler="栏次")
    return (item, Stub("line", "行次", width=0.55)) if form.lines else (item,)


def subject_stubs(form: Form, group: str = "项目") -> tuple[Stub, ...]:
    levels, split = form.code_levels, form.split_codes
    return (
        Stub("code", "科目代码", group=group, width=1.0, levels=levels, split=split, ruler="栏次"),
        Stub("name", "科目名称", group=group, width=2.6, ruler="栏次"),
    )


def by_subject(form: Form, *columns: Column, total_last: bool = False) -> tuple[Block, ...]:
    return (Block(subject_stubs(form), columns, SubjectRows(total_last=total_last)),)


def table_01(form: Form) -> Table:
    sources = ("income.total", "income.surplus_used", "income.opening")
    uses = ("spending.total", "spending.distribution", "spending.closing")
    spare = blank_lines(1 if form.spare_line else 0)
    income = [
        *numbered(INCOME_KINDS, "income"),
        *blank_lines(len(form.classes) - len(INCOME_KINDS)),
        Row("income.total", "本年收入合计", strong=True, parts=INCOME_KEYS),
        Row("income.surplus_used", form.surplus_used),
        Row("income.opening", "年初结转和结余"),
        *spare,
        Row("income.grand_total", "总计", strong=True, parts=sources),
    ]
    spending = [
        *numbered(form.classes, "spending"),
        Row("spending.total", "本年支出合计", strong=True, parts=form.class_keys),
        Row("spending.distribution", "结余分配"),
        Row("spending.closing", "年末结转和结余"),
        *spare,
        Row("spending.grand_total", "总计", strong=True, parts=uses),
    ]
    left, right = sides(form, income, spending)
    amount = (Column("amount", "决算数", width=1.05),)
    return Table(
        "t01",
        "收入支出决算总表",
        (
            Block(item_stubs(form), amount, left, title="收入"),
            Block(item_stubs(form), amount, right, title="支出"),
        ),
        number=form.number("01"),
        ruled=form.lines,
        notes=form.notes["t01"],
        unit_label=form.money_label,
    )


def table_02(form: Form) -> Table:
    kinds = tuple(Column(key, title) for key, title in INCOME_KINDS[3:])
    parts = ("fiscal", *(c.key for c in kinds))
    columns = (Column("total", "本年收入合计", parts=parts), Column("fiscal", "财政拨款收入"), *kinds)
    return Table(
        "t02",
        "收入决算表",
        by_subject(form, *columns),
        number=form.number("02"),
        ruled=form.lines,
        notes=form.notes["t02"],
        unit_label=form.money_label,
        landscape=True,
    )


def table_03(form: Form) -> Table:
    kinds = (
        Column("basic", "基本支出"),
        Column("project", "项目支出"),
        Column("remitted_up", "上缴上级支出"),
        Column("business", "经营支出"),
        Column("subsidy_down", "对附属单位补助支出"),
    )
    return Table(
        "t03",
        "支出决算表",
        by_subject(form, Column("total", "本年支出合计", parts=tuple(c.key for c in kinds)), *kinds),
        number=form.number("03"),
        ruled=form.lines,
        notes=form.notes["t03"],
        unit_label=form.money_label,
        landscape=True,
    )


FISCAL_FUNDS = (
    ("general", "一般公共预算财政拨款"),
    ("fund", "政府性基金预算财政拨款"),
    ("capital", "国有资本经营预算财政拨款"),
)


def table_04(form: Form) -> Table:
    kinds = [(f"{key}_budget", title) for key, title in FISCAL_FUNDS]
    openings = tuple(f"income.opening_{key}" for key, _ in FISCAL_FUNDS)
    carried = [(f"opening_{key}", title) for key, title in FISCAL_FUNDS]
    indented = [Row(f"income.{key}", title, indent=1) for key, title in carried]
    income = [
        *numbered(kinds, "income"),
        *blank_lines(len(form.classes) - len(kinds)),
        Row("income.total", "本年收入合计", strong=True, parts=tuple(f"income.{k}" for k, _ in kinds)),
        Row("income.opening", form.fiscal_opening, parts=openings),
        *(numbered(carried, "income") if form.fiscal_kinds_numbered else indented),
        Row("income.grand_total", "总计", strong=True, parts=("income.total", "income.opening")),
    ]
    spending = [
        *numbered(form.classes, "spending"),
        Row("spending.total", "本年支出合计", strong=True, parts=form.class_keys),
        Row("spending.closing", form.fiscal_closing),
        *blank_lines(len(openings)),
        Row("spending.grand_total", "总计", strong=True, parts=("spending.total", "spending.closing")),
    ]
    left, right = sides(form, income, spending)
    columns = (
        Column("total", "合计", parts=tuple(k for k, _ in FISCAL_FUNDS)),
        *(Column(key, title) for key, title in FISCAL_FUNDS),
    )
    return Table(
        "t04",
        "财政拨款收入支出决算总表",
        (
            Block(item_stubs(form, 2.4), (Column("amount", "决算数"),), left, title="收入"),
            Block(item_stubs(form, 2.4), columns, right, title="支出"),
        ),
        number=form.number("04"),
        ruled=form.lines,
        notes=form.notes["t04"],
        unit_label=form.money_label,
        landscape=True,
    )


def table_05(form: Form) -> Table:
    year, basic = "本年支出", "基本支出"
    return Table(
        "t05",
        "一般公共预算财政拨款支出决算表",
        by_subject(
            form,
            Column("total", "合计", (year,), parts=("basic", "project")),
            Column("basic", "小计", (year, basic), parts=("personnel", "operating")),
            Column("personnel", "人员经费", (year, basic)),
            Column("operating", "公用经费", (year, basic)),
            Column("project", "项目支出", (year,)),
        ),
        number=form.number("05"),
        ruled=form.lines,
        notes=form.notes["t05"],
        unit_label=form.money_label,
        landscape=True,
    )


def table_07(form: Form) -> Table:
    year = "本年支出"
    return Table(
        "t07",
        "政府性基金预算财政拨款收入支出决算表",
        by_subject(
            form,
            Column("opening", "年初结转和结余"),
            Column("income", "本年收入"),
            Column("spending", "小计", (year,), parts=("basic", "project")),
            Column("basic", "基本支出", (year,)),
            Column("project", "项目支出", (year,)),
            Column("closing", "年末结转和结余"),
        ),
        number=form.number("07"),
        ruled=form.lines,
        notes=form.notes["t07"],
        empty=form.empty["t07"],
        unit_label=form.money_label,
        landscape=True,
    )


def table_08(form: Form) -> Table:
    year = "本年支出"
    return Table(
        "t08",
        "国有资本经营预算财政拨款支出决算表",
        by_subject(
            form,
            Column("total", "合计", (year,), parts=("basic", "project")),
            Column("basic", "基本支出", (year,)),
            Column("project", "项目支出", (year,)),
        ),
        number=form.number("08"),
        ruled=form.lines,
        notes=form.notes["t08"],
        empty=form.empty["t08"],
        unit_label=form.money_label,
    )


def three_public_block(key: str, title: str) -> Block:
    vehicles = "公务用车购置及运行维护费"
    return Block(
        (),
        (
            Column("total", "合计", parts=("overseas", "vehicles", "reception")),
            Column("overseas", "因公出国（境）费"),
            Column("vehicles", "小计", (vehicles,), parts=("purchase", "running")),
            Column("purchase", "公务用车购置费", (vehicles,)),
            Column("running", "公务用车运行维护费", (vehicles,)),
            Column("reception", "公务接待费"),
        ),
        (Row(key, title),),
        title=title,
    )


def table_09(form: Form) -> Table:
    return Table(
        "t09",
        "财政拨款“三公”经费支出决算表",
        (three_public_block("budget", "预算数"), three_public_block("actual", "决算数")),
        number=form.number("09"),
        ruled=form.lines,
        notes=form.notes["t09"],
        empty=form.empty["t09"],
        unit_label=form.money_label,
        landscape=True,
    )


ROUNDING_NOTE = "本套报表金额单位转换时可能存在尾数误差。"
THREE_PUBLIC_NOTE = (
    "其中，预算数为“三公”经费全年预算数，反映按规定程序调整后的预算数；"
    "决算数是包括当年财政拨款和以前年度结转资金安排的实际支出。"
)
THREE_FUNDS = "一般公共预算财政拨款、政府性基金预算财政拨款和国有资本经营预算财政拨款"


def notes(scope: str) -> dict[str, tuple[str, ...]]:
    """What stands under each table after 注：."""
    shows = f"本表反映{scope}本年度"
    return {
        "t01": (f"{shows}的总收支和年末结转结余情况。", ROUNDING_NOTE),
        "t02": (f"{shows}取得的各项收入情况。",),
        "t03": (f"{shows}各项支出情况。",),
        "t04": (f"{shows}{THREE_FUNDS}的总收支和年末结转结余情况。",),
        "t05": (f"{shows}一般公共预算财政拨款支出情况。",),
        "t06": (f"{shows}一般公共预算财政拨款基本支出明细情况。",),
        "t07": (f"{shows}政府性基金预算财政拨款收入、支出及结转和结余情况。",),
        "t08": (f"{shows}国有资本经营预算财政拨款支出情况。",),
        "t09": (f"{shows}财政拨款“三公”经费支出预决算情况。{THREE_PUBLIC_NOTE}",),
    }
