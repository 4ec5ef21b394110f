"""Shanghai, fiscal year 2024: the unit's account (单位决算) and the department's (部门决算).

Source: what was noted of the city's template of 2024 and of seven reports, not their text. Known from it:
set, order, numbers, columns and orientation of the tables; the 24 classes; that kinds of income and spending
are told with their shares, each 项 with what it was for and without a rate, 三公 in a total with all rates
and then by shares and counts, evaluation in one paragraph; for which changes reasons are given; the sentence
under an empty table; which eleven terms are explained.

Not known, and therefore as the Ministry and Jilin have it: notes under the tables, the sentences themselves,
the text of the terms, the grades' points, purchases (the city tells what was reserved for small firms, not
shares), numbers of pages. Inferred: the narrative follows the order of the tables, as its 七 gives reasons
and its 八 and 九 do not. Departments of the same city also print 26 classes, and 0.00 for nothing; the
template does neither.
"""

from dataclasses import replace

from accounts.editions.central_2024 import (
    FUNCTIONAL_CLASSES,
    Form,
    by_subject,
    notes,
    table_01,
    table_02,
    table_03,
    table_04,
    table_07,
    table_09,
)
from accounts.editions.definitions import Block, Column, Edition, Row, Section, Slot, Table, Wording
from accounts.editions.economic_2024 import (
    AMOUNT,
    CAPITAL_AND_OTHER,
    GOODS_AND_SERVICES,
    PERSONNEL,
    STUBS,
    rows_of,
)
from accounts.editions.outline_2024 import SLOTS, TEXT_SECTIONS, parts_of
from accounts.editions.supplementary_2024 import count, supplementary_tables
from accounts.editions.terms_2024 import BASE_TERMS

YEAR = 2024
CLASSES = tuple(each for each in FUNCTIONAL_CLASSES if each[0] not in ("231", "232"))
"""Without 债务还本 and 债务付息."""
NOT_LISTED = ("31005", "31006", "31008", "31009", "31010", "31011", "31012")
CAPITAL_TITLE = "国有资本经营预算财政拨款收入支出决算"


def table_05(form: Form) -> Table:
    """Three columns; the total below."""
    return Table(
        "t05",
        "一般公共预算财政拨款支出决算表",
        by_subject(
            form,
            Column("total", "合计", parts=("basic", "project")),
            Column("basic", "基本支出"),
            Column("project", "项目支出"),
            total_last=True,
        ),
        notes=form.notes["t05"],
        unit_label=form.money_label,
        ruled=False,
    )


def table_06(form: Form) -> Table:
    """Two blocks, 302 and 310 in the second; neither 307 nor 399."""
    listed = [line for line in CAPITAL_AND_OTHER.strip().splitlines() if line.startswith("310")]
    capital = "\n".join(line for line in listed if not line.startswith(NOT_LISTED))
    personnel = Row("personnel", "人员经费合计", parts=("301", "303"), strong=True)
    operating = Row("operating", "公用经费合计", parts=("302", "310"), strong=True)
    return Table(
        "t06",
        "一般公共预算财政拨款基本支出决算表",
        (
            Block(STUBS, AMOUNT, rows_of(PERSONNEL), footer=personnel),
            Block(STUBS, AMOUNT, rows_of(f"{GOODS_AND_SERVICES.strip()}\n{capital}"), footer=operating),
        ),
        notes=form.notes["t06"],
        unit_label=form.money_label,
        ruled=False,
    )


def table_08(form: Form) -> Table:
    """Six columns, as the fund's table has them; what was spent keeps its key."""
    fund = table_07(form)
    (block,) = fund.blocks
    columns = tuple(replace(c, key="total") if c.key == "spending" else c for c in block.columns)
    return replace(
        fund,
        key="t08",
        title=f"{CAPITAL_TITLE}表",
        blocks=(replace(block, columns=columns),),
        notes=form.notes["t08"],
        empty=form.empty["t08"],
    )


def form(scope: str) -> Form:
    nothing = f"说明：本{scope}{YEAR}年度没有{{}}，故本表无数据。"
    shows = f"本表反映{scope}本年度国有资本经营预算财政拨款收入、支出及结转和结余情况。"
    return Form(
        money_label="单位：万元",
        code_levels=("类", "款", "项"),
        spare_line=False,
        fiscal_opening="年初财政拨款结转和结余",
        fiscal_closing="年末财政拨款结转和结余",
        notes=notes(scope) | {"t08": (shows,)},
        empty={
            "t07": nothing.format("政府性基金预算财政拨款收入、支出"),
            "t08": nothing.format("国有资本经营预算财政拨款收入、支出"),
            "t09": nothing.format("财政拨款“三公”经费支出"),
        },
        numbers=False,
        lines=False,
        split_codes=True,
        classes=CLASSES,
        surplus_used="使用非财政拨款结余",
        fiscal_kinds_numbered=True,
    )


def tables(form: Form) -> tuple[Table, ...]:
    """In printed order: 三公 is the seventh."""
    return (
        *(table(form) for table in (table_01, table_02, table_03, table_04, table_05, table_06)),
        replace(table_09(form), paired=True),
        table_07(form),
        table_08(form),
        *supplementary_tables(form, PROBLEMS),
    )


PROBLEMS = (
    count("problems.found", "绩效自评发现的问题", "个", parts=("problems.solved", "problems.open")),
    count("problems.solved", "其中：已整改", "个"),
    count("problems.open", "其中：未整改", "个"),
)
TITLES = dict(TEXT_SECTIONS) | {"capital": f"{CAPITAL_TITLE}情况说明"}
TEXTS = (
    Section("overall", TITLES["overall"]),
    Section("income", TITLES["income"], author="income_shares"),
    Section("spending", TITLES["spending"], author="spending_shares"),
    Section("fiscal", TITLES["fiscal"]),
    Section("general", TITLES["general"]),
    Section("basic", TITLES["basic"]),
    Section("three_public", TITLES["three_public"], author="three_public_shares"),
    Section("fund", TITLES["fund"]),
    Section("capital", TITLES["capital"]),
    Section("evaluation", TITLES["evaluation"], author="evaluation_summary"),
    Section("other_matters", TITLES["other_matters"]),
)
NOT_ASKED = (
    "reason.income.*",
    "reason.spending.*",
    "reason.fund.*",
    "reason.capital.*",
    "evaluation.department",
    "evaluation.overall",
    "evaluation.result",
)
PURPOSE = Slot("purpose.general.*", "一般公共预算财政拨款支出的主要用途（按项级科目）")
EXPLAINED = (
    "财政拨款收入",
    "事业收入",
    "经营收入",
    "其他收入",
    "年初结转和结余",
    "年末结转和结余",
    "基本支出",
    "项目支出",
    "经营支出",
    "“三公”经费",
    "机关运行经费",
)


def edition(scope: str, code: str, organisation: str, wording: Wording) -> Edition:
    made = tables(form(scope))
    return Edition(
        code=code,
        title=f"上海市{YEAR}年度{scope}决算公开格式",
        year=YEAR,
        tables=made,
        parts=parts_of(
            scope, YEAR, organisation, tuple(Section(t.key, t.title, "table") for t in made[:9]), TEXTS
        ),
        slots=(*(slot for slot in SLOTS if slot.key not in NOT_ASKED), PURPOSE),
        terms=tuple(term for term in BASE_TERMS if term.name in EXPLAINED),
        wording=wording,
        project_forms=("C", "B", "A"),
    )


UNIT = edition(
    "单位",
    "shanghai-2024-unit",
    "机构设置",
    Wording(
        scope="单位",
        capital="国有资本经营预算财政拨款",
        always_full=True,
        all_terms=True,
        quoted_projects=False,
        item_rates=False,
    ),
)
DEPARTMENT = edition(
    "部门",
    "shanghai-2024-department",
    "部门决算单位构成",
    replace(UNIT.wording, scope="部门"),
)
