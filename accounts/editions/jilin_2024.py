"""Jilin, fiscal year 2024: the unit's account (单位决算) and the department's (部门决算).

Source: the published reports of 辽源市社会保险事业管理局 and 延边州社会保险事业管理局（汇总）,
their misprints set right.
"""

from accounts.editions.central_2024 import (
    Form,
    notes,
    table_01,
    table_02,
    table_03,
    table_04,
    table_05,
    table_07,
    table_08,
    table_09,
)
from accounts.editions.definitions import Edition, Table, Wording
from accounts.editions.economic_2024 import table_06
from accounts.editions.outline_2024 import SLOTS, four_parts
from accounts.editions.supplementary_2024 import supplementary_tables
from accounts.editions.terms_2024 import BASE_TERMS, SUBJECT_TERMS

YEAR = 2024


def tables(form: Form) -> tuple[Table, ...]:
    nine = (table_01, table_02, table_03, table_04, table_05, table_06, table_07, table_08, table_09)
    return (*(table(form) for table in nine), *supplementary_tables(form))


UNIT = Edition(
    code="jilin-2024-unit",
    title="吉林省2024年度单位决算公开格式",
    year=YEAR,
    tables=tables(
        Form(
            money_label="单位：万元",
            code_levels=(),
            spare_line=False,
            fiscal_opening="年初财政拨款结转和结余",
            fiscal_closing="年末财政拨款结转和结余",
            notes=notes("单位"),
            empty={
                "t07": "本单位未发生政府性基金预算财政拨款收支数据。",
                "t08": "本单位未发生国有资本经营预算财政拨款收支数据。",
                "t09": "本单位未发生财政拨款“三公”经费支出数据。",
            },
        )
    ),
    parts=four_parts("单位", YEAR),
    slots=SLOTS,
    terms=BASE_TERMS,
    wording=Wording(
        scope="单位",
        capital="国有资本经营预算财政拨款",
        always_full=False,
        all_terms=True,
        quoted_projects=True,
    ),
    project_forms=("A", "B", "C"),
)

DEPARTMENT = Edition(
    code="jilin-2024-department",
    title="吉林省2024年度部门决算公开格式",
    year=YEAR,
    tables=tables(
        Form(
            money_label="金额单位：万元",
            code_levels=("类", "款", "项"),
            spare_line=True,
            fiscal_opening="年初结转和结余",
            fiscal_closing="年末结转和结余",
            notes=notes("部门"),
            empty={
                "t07": "本部门没有政府性基金预算财政拨款。",
                "t08": "本部门没有国有资本经营预算财政拨款。",
                "t09": "本部门没有财政拨款“三公”经费支出。",
            },
        )
    ),
    parts=four_parts("部门", YEAR),
    slots=SLOTS,
    terms=(*BASE_TERMS, *SUBJECT_TERMS),
    wording=Wording(
        scope="部门",
        capital="国有资本经营预算",
        always_full=True,
        all_terms=False,
        quoted_projects=False,
    ),
    project_forms=("B", "C", "A"),
)
