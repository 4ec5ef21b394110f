"""The four parts of the report of 2024 and every place in it where a clerk writes."""

from accounts.editions.definitions import Part, Section, Slot

TEXT_SECTIONS = (
    ("overall", "收入支出决算总体情况说明"),
    ("income", "收入决算情况说明"),
    ("spending", "支出决算情况说明"),
    ("fiscal", "财政拨款收入支出决算总体情况说明"),
    ("general", "一般公共预算财政拨款支出决算情况说明"),
    ("basic", "一般公共预算财政拨款基本支出决算情况说明"),
    ("fund", "政府性基金预算财政拨款收入支出决算情况说明"),
    ("capital", "国有资本经营预算财政拨款支出决算情况说明"),
    ("three_public", "财政拨款“三公”经费支出决算情况说明"),
    ("evaluation", "绩效评价情况说明"),
    ("other_matters", "其他重要事项情况说明"),
)
TABLE_SECTIONS = (
    ("t01", "收入支出决算总表"),
    ("t02", "收入决算表"),
    ("t03", "支出决算表"),
    ("t04", "财政拨款收入支出决算总表"),
    ("t05", "一般公共预算财政拨款支出决算表"),
    ("t06", "一般公共预算财政拨款基本支出决算明细表"),
    ("t07", "政府性基金预算财政拨款收入支出决算表"),
    ("t08", "国有资本经营预算财政拨款支出决算表"),
    ("t09", "财政拨款“三公”经费支出决算表"),
)


def four_parts(scope: str, year: int) -> tuple[Part, ...]:
    """第一部分 … 第四部分, for a 部门 or a 单位: the Ministry's order, and the forms of the projects."""
    tables = (
        *(Section(key, title, "table") for key, title in TABLE_SECTIONS),
        Section("projects", f"{scope}预算项目支出绩效自评表", "projects"),
    )
    texts = tuple(Section(key, title) for key, title in TEXT_SECTIONS)
    return parts_of(scope, year, f"机构设置及{scope}决算单位构成", tables, texts)


def parts_of(
    scope: str, year: int, organisation: str, tables: tuple[Section, ...], texts: tuple[Section, ...]
) -> tuple[Part, ...]:
    """Profile, tables, narrative, terms."""
    return (
        Part(
            "profile",
            f"{scope}概况",
            (Section("duties", f"{scope}职责"), Section("organisation", organisation)),
        ),
        Part("tables", f"{year}年度{scope}决算表", tables),
        Part("narrative", f"{year}年度{scope}决算情况说明", texts),
        Part("terms", "名词解释", (Section("terms", "名词解释", "terms"),)),
    )


SLOTS = (
    Slot("profile.duties", "主要职责"),
    Slot("profile.organisation", "机构设置"),
    Slot("reason.overall", "收、支总计变动的主要原因"),
    Slot("reason.income.*", "各项收入变动的主要原因"),
    Slot("reason.spending.*", "各项支出变动的主要原因"),
    Slot("reason.fiscal", "财政拨款收、支总计变动的主要原因"),
    Slot("reason.general", "一般公共预算财政拨款支出变动的主要原因"),
    Slot("reason.item.*", "支出决算与年初预算差异的主要原因（按项级科目）"),
    Slot("reason.fund.*", "政府性基金收入、支出变动的主要原因"),
    Slot("reason.capital.*", "国有资本经营预算收入、支出变动的主要原因"),
    Slot("purpose.item.*", "政府性基金和国有资本经营预算支出的主要用途（按项级科目）"),
    Slot("reason.three_public.*", "“三公”经费与上年、与预算差异的主要原因"),
    Slot("purpose.three_public.*", "“三公”经费的主要用途"),
    Slot("evaluation.department", "部门绩效评价的评价情况"),
    Slot("evaluation.overall", "整体支出绩效评价的评价情况"),
    Slot("evaluation.result", "部门评价结果"),
    Slot("project.*", "项目绩效目标完成情况、主要问题、改进措施"),
    Slot("reason.operating_expenses", "机关运行经费变动的主要原因"),
    Slot("purpose.fleet_other", "其他用车的主要用途"),
    Slot("reason.adjustment.*", "年初结转和结余调整的原因（前期差错、收回结余、划转等）"),
    Slot("reason.units", "纳入部门决算编制范围的单位与上年相比的变动情况"),
    Slot("replace.*", "由填报人改写的段落"),
)
