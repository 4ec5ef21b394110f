"""The two published accounts in disclosures/samples are transcribed completely and exactly.

`printed-tables.txt` was taken from the reports' text by script and `figures.csv` was typed: every printed row
is rebuilt here from the figures and must equal the row that was read, label by label and digit by digit.
"""

import csv
import re
import tomllib
from decimal import Decimal
from functools import cache
from itertools import zip_longest
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from accounts.editions import edition_of
from accounts.editions.definitions import Block, Row, SubjectRows, Table
from accounts.figures import TOTAL, Address, at

SAMPLES = Path(__file__).resolve().parents[2] / "disclosures" / "samples"
NAMES = ("liaoyuan-2024", "yanbian-2024")
NOT_PRINTED = {("yanbian-2024", "t06"), ("liaoyuan-2024", "t09")}
"""Tables without a row: 延边 left table 06 out, 辽源 prints only the heads of table 09."""
ROWS = {
    "liaoyuan-2024": {
        "t01": 30,
        "t02": 17,
        "t03": 17,
        "t04": 32,
        "t05": 17,
        "t06": 29,
        "t07": 1,
        "t08": 1,
        "t09": 0,
    },
    "yanbian-2024": {
        "t01": 31,
        "t02": 16,
        "t03": 16,
        "t04": 32,
        "t05": 16,
        "t06": 0,
        "t07": 1,
        "t08": 1,
        "t09": 1,
    },
}
FIGURES = {"liaoyuan-2024": 240, "yanbian-2024": 258}
DOES_NOT_ADD_UP = {("liaoyuan-2024", "t05/2080599/total")}


def toml(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text("utf-8"))


def figures_in(path: Path) -> dict[Address, str]:
    """The amounts as printed, in printed order; fails on a doubled address."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = [(at(row["address"]), row["amount"]) for row in csv.DictReader(file)]
    assert len(dict(rows)) == len(rows), "an address stands twice"
    return dict(rows)


def sections(path: Path) -> dict[str, list[str]]:
    """The rows of printed-tables.txt under their `## ` heads."""
    found: dict[str, list[str]] = {}
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("## "):
            rows = found.setdefault(line[3:], [])
        else:
            rows.append(line)
    return found


def bare(text: str) -> str:
    return re.sub(r"\s+", "", text)


@cache
def sample(name: str) -> SimpleNamespace:
    folder = SAMPLES / name
    account = toml(folder / "account.toml")
    prose = (folder / "printed.txt").read_text("utf-8")
    return SimpleNamespace(
        name=name,
        folder=folder,
        account=account,
        edition=edition_of(account["edition"]),
        figures=figures_in(folder / "figures.csv"),
        last=figures_in(folder / "last-year.csv"),
        printed=sections(folder / "printed-tables.txt"),
        texts=toml(folder / "texts.toml")["texts"],
        projects=toml(folder / "projects.toml")["project"],
        prose=bare("".join(line for line in prose.splitlines() if not line.startswith("# "))),
    )


@pytest.fixture(params=NAMES)
def case(request: pytest.FixtureRequest) -> SimpleNamespace:
    return sample(request.param)


# Addresses


def test_every_figure_has_a_cell_in_the_edition(case: SimpleNamespace) -> None:
    for address in (*case.figures, *case.last):
        case.edition.measure(address)


def test_no_figure_is_lost(case: SimpleNamespace) -> None:
    assert len(case.figures) == FIGURES[case.name]


def test_amounts_are_decimals(case: SimpleNamespace) -> None:
    for amount in (*case.figures.values(), *case.last.values()):
        assert re.fullmatch(r"\d+(\.\d{1,2})?", amount), amount


def test_every_subject_has_a_name(case: SimpleNamespace) -> None:
    by_subject = {t.key for t in case.edition.tables if isinstance(t.blocks[0].rows, SubjectRows)}
    codes = {a.row for a in case.figures if a.table in by_subject} - {TOTAL}
    assert codes <= set(case.account["names"])
    assert set(case.account["names"]) <= codes


# Tables 01 to 09, row by row


def amounts(case: SimpleNamespace, table: Table, block: Block, row: str) -> list[str]:
    cells = (case.figures.get(Address(table.key, row, c.key)) for c in block.columns)
    return [cell for cell in cells if cell is not None]


def half(case: SimpleNamespace, table: Table, block: Block, row: Row | None) -> list[str]:
    """What one block prints in one line: code, title, 行次 and the amounts that are not blank."""
    if row is None:
        return []
    labels = (row.code, row.title, "" if row.line is None else str(row.line))
    return [*filter(None, labels), *(amounts(case, table, block, row.key) if row.key else [])]


def subject_lines(case: SimpleNamespace, table: Table) -> list[list[str]]:
    (block,) = table.blocks
    codes = sorted({a.row for a in case.figures if a.table == table.key} - {TOTAL})
    names = case.account["names"]
    total = ["合计", *amounts(case, table, block, TOTAL)]
    return [total, *([code, names[code], *amounts(case, table, block, code)] for code in codes)]


def fixed_lines(case: SimpleNamespace, table: Table) -> list[list[str]]:
    lines = zip_longest(*(block.rows for block in table.blocks))
    footers = [[block.footer for block in table.blocks]] if any(b.footer for b in table.blocks) else []
    return [
        [
            word
            for block, row in zip(table.blocks, line, strict=True)
            for word in half(case, table, block, row)
        ]
        for line in (*lines, *footers)
    ]


def three_public_lines(case: SimpleNamespace, table: Table) -> list[list[str]]:
    return [[amount for block in table.blocks for amount in amounts(case, table, block, block.rows[0].key)]]


def rebuilt(case: SimpleNamespace, table: Table) -> list[str]:
    if (case.name, table.key) in NOT_PRINTED:
        lines = []
    elif table.key == "t09":
        lines = three_public_lines(case, table)
    elif isinstance(table.blocks[0].rows, SubjectRows):
        lines = subject_lines(case, table)
    else:
        lines = fixed_lines(case, table)
    return [" ".join(line) for line in lines]


def without_separators(row: str) -> str:
    return re.sub(r"(?<=\d),(?=\d{3}\b)", "", row)


@pytest.mark.parametrize("number", range(1, 10))
def test_the_printed_rows_are_rebuilt_from_the_figures(case: SimpleNamespace, number: int) -> None:
    table = case.edition.table(f"t{number:02d}")
    assert rebuilt(case, table) == [without_separators(row) for row in case.printed[table.key]]


def test_as_many_rows_as_printed(case: SimpleNamespace) -> None:
    counted = {key: len(rows) for key, rows in case.printed.items() if not key.startswith("project/")}
    assert counted == ROWS[case.name]


def test_a_table_that_is_not_printed_has_no_figures(case: SimpleNamespace) -> None:
    assert not [a for a in case.figures if (case.name, a.table) in NOT_PRINTED]


def adds_up(total: str | None, parts: list[str | None]) -> bool:
    """Within half of 0.01 for the total and for each part that is printed."""
    there = [Decimal(part) for part in parts if part is not None]
    slack = Decimal("0.005") * (len(there) + 1)
    return abs(Decimal(total or 0) - sum(there)) <= slack


def test_amounts_stand_in_the_columns_that_add_up(case: SimpleNamespace) -> None:
    """Blank cells left no trace in the reports' text: only the sums say in which column an amount stands."""
    wrong = set()
    for address in case.figures:
        block = case.edition.table(address.table).block_of(address.row)
        for column in (c for c in block.columns if c.parts and address.table in ROWS[case.name]):
            total = address._replace(column=column.key)
            parts = [case.figures.get(address._replace(column=part)) for part in column.parts]
            if not adds_up(case.figures.get(total), parts):
                wrong.add((case.name, str(total)))
    assert wrong == {known for known in DOES_NOT_ADD_UP if known[0] == case.name}


def test_totals_of_fixed_rows_add_up(case: SimpleNamespace) -> None:
    for address in case.figures:
        row = case.edition.table(address.table).row(address.row)
        if row and row.parts:
            parts = [case.figures.get(address._replace(row=part)) for part in row.parts]
            assert adds_up(case.figures[address], parts), str(address)


# Figures that only the prose prints


def test_initial_budgets_are_those_of_the_prose(case: SimpleNamespace) -> None:
    printed = re.findall(r"年初预算为([\d.]+)万元", case.prose)
    assert printed == [amount for a, amount in case.figures.items() if a.table == "initial_budget"]


def test_procurement_is_that_of_the_prose(case: SimpleNamespace) -> None:
    paragraph = re.search(r"年度政府采购支出总额.*?（三）国有资产", case.prose)[0]
    printed = re.findall(r"([\d.]+)万元", paragraph)
    assert printed == [amount for a, amount in case.figures.items() if a.row.startswith("procurement.")]


def test_the_fleet_is_that_of_the_prose(case: SimpleNamespace) -> None:
    paragraph = re.search(r"共有车辆.*?台（套）", case.prose)[0]
    printed = re.findall(r"(\d+)(?:辆|台)", paragraph)
    assert printed == [amount for a, amount in case.figures.items() if re.match("fleet|equipment", a.row)]


COUNTED = {
    "vehicles.held": r"公务用车保有量为(\d+)辆",
    "vehicles.bought": r"公务用车购置数为(\d+)辆",
    "overseas.groups": r"出国（境）团组(\d+)个",
    "overseas.people": r"因公出国（境）(\d+)人次",
    "reception.foreign": r"外事接待费支出([\d.]+)万元",
    "reception.foreign_groups": r"外事来访团组数(\d+)个",
    "reception.foreign_people": r"来访外宾(\d+)人次",
    "reception.domestic": r"国内公务接待支出([\d.]+)万元",
    "reception.domestic_groups": r"国内来访团组(\d+)个",
    "reception.domestic_people": r"来宾(\d+)人次",
    "operating_expenses": r"机关运行经费支出([\d.]+)万元",
}
ASSESSED = {
    "first_level": r"一级项目(\d+)个",
    "overall.general": r"整体支出绩效评价，涉及一般公共预算支出([\d.]+)万元",
    "overall.fund": r"整体支出绩效评价，.*?政府性基金预算支出([\d.]+)万元。从评价",
}


@pytest.mark.parametrize("table, patterns", [("operations", COUNTED), ("evaluation", ASSESSED)])
def test_counts_are_those_of_the_prose(case: SimpleNamespace, table: str, patterns: dict[str, str]) -> None:
    prose = case.prose.translate(str.maketrans("(),", "（），"))  # 延边 sets part of section 九 half-width
    printed = {row: found[1] for row, pattern in patterns.items() if (found := re.search(pattern, prose))}
    held = {a.row: amount for a, amount in case.figures.items() if a.table == table}
    assert printed == {row: amount for row, amount in held.items() if row in patterns}
    assert not [
        row for row in held if row not in patterns and not re.match("procurement|fleet|equipment", row)
    ]


def test_last_year_is_this_year_less_the_printed_change(case: SimpleNamespace) -> None:
    with (case.folder / "last-year.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            this, sign, change = re.fullmatch(r"([\d.]+)([+−])([\d.]+)", row["derivation"]).groups()
            factor = 1 if sign == "+" else -1
            assert this == case.figures[at(row["address"])], row
            assert Decimal(this) + factor * Decimal(change) == Decimal(row["amount"]), row
            assert re.search(
                rf"减少{change}万元" if factor > 0 else rf"增加{change}万元", changes_in(case)
            ), row


def changes_in(case: SimpleNamespace) -> str:
    return case.prose.replace("增加（减少）", "减少")


# What the clerk typed


def test_every_text_has_a_slot(case: SimpleNamespace) -> None:
    assert not [key for key in case.texts if case.edition.slot(key) is None]


def test_every_text_is_printed(case: SimpleNamespace) -> None:
    paragraphs = [(key, bare(p)) for key, text in case.texts.items() for p in text.split("\n\n")]
    assert not [(key, p) for key, p in paragraphs if not p or p not in case.prose]


def test_a_text_does_not_bring_its_own_ending(case: SimpleNamespace) -> None:
    inside = {key: text for key, text in case.texts.items() if not key.startswith("profile.")}
    assert not [key for key, text in inside.items() if text.endswith(("。", "；", "\n"))]


def test_reasons_belong_to_figures(case: SimpleNamespace) -> None:
    items = {key.rpartition(".")[2] for key in case.texts if key.startswith("reason.item.")}
    assert items <= {a.row for a in case.figures if a.table == "initial_budget"}


def test_the_prose_names_its_three_parts(case: SimpleNamespace) -> None:
    lines = (case.folder / "printed.txt").read_text("utf-8").splitlines()
    assert [line for line in lines if line.startswith("#")] == ["# 第一部分", "# 第三部分", "# 第四部分"]


# Projects


FUND_LINES = {
    "A": {"current": "当年财政拨款", "carried": "上年结转资金", "other": "其他资金", "total": "年度资金总和"},
    "B": {"total": "年度资金总额", "current": "当年财政拨款", "carried": "上年结转资金", "other": "其他资金"},
    "C": {"current": "当年财政拨款", "carried": "上年结转资金", "other": "其他资金", "total": "年度资金总和"},
}
EMPTY_BLOCKS = {
    "成本指标": ("经济成本指标", "社会成本指标", "生态环境成本指标"),
    "产出指标": ("数量指标", "质量指标", "时效指标"),
    "效益指标": ("经济效益指标", "社会效益指标", "生态效益指标"),
    "满意度指标": ("服务对象满意度指标",),
}
"""Form A prints all second levels, filled or not."""


def test_projects_and_their_money_belong_together(case: SimpleNamespace) -> None:
    keys = [project["key"] for project in case.projects]
    assert keys == list(dict.fromkeys(a.row.rpartition(".")[0] for a in case.figures if a.table == "project"))
    assert keys == [key.removeprefix("project/") for key in case.printed if key.startswith("project/")]
    in_texts = {key.split(".")[1] for key in case.texts if key.startswith("project.")}
    assert in_texts == set(keys)


def fund_lines(case: SimpleNamespace, project: dict[str, Any]) -> list[str]:
    layout = project["layout"]
    sign = "" if layout == "B" else "%"
    lines = []
    for key, title in FUND_LINES[layout].items():
        cells = [
            case.figures.get(Address("project", f"{project['key']}.{key}", column))
            for column in ("initial", "budget", "executed", "rate")
        ]
        money, rate = cells[:3], cells[3] and f"{cells[3]}{sign}"
        lines.append(" ".join(filter(None, (title, *money, *scored(project, key, rate)))))
    return lines


def scored(project: dict[str, Any], line: str, rate: str | None) -> tuple[str | None, ...]:
    """The rate of a fund line with 分值 and 得分 where the form has them."""
    if project["layout"] == "B":
        return rate, project["execution_score"] if line == "total" else "——"
    if project["layout"] == "C" and line in ("current", "total"):
        weight = project["execution_weight"]
        return (f"{weight}.00", rate, project["execution_score"]) if line == "current" else (weight, rate)
    return (rate,)


def indicator_line(project: dict[str, Any], one: dict[str, str]) -> str:
    unit = one.get("unit", "")
    if project["layout"] == "C":
        order = (
            "name",
            "nature",
            "operator",
            "target",
            "actual",
            "completion",
            "unit",
            "weight",
            "score",
            "deviation",
        )
        return " ".join(one[key] for key in order if key in one)
    operator = one.get("operator", "").replace("≤", "<=").replace("≥", ">=")
    words = [one["name"], f"{operator}{one['target']}{unit}", f"{one['actual']}{unit}"]
    return " ".join([*words, *(one[key] for key in ("weight", "score", "deviation") if key in one)])


def indicator_lines(project: dict[str, Any]) -> list[str]:
    """One line for each indicator, the levels only where they change; form A also its empty second levels."""
    filled = [(one["level1"], one["level2"], indicator_line(project, one)) for one in project["indicator"]]
    if project["layout"] == "A":
        held = {(first, second): line for first, second, line in filled}
        assert len(held) == len(filled)
        filled = [(a, b, held.get((a, b), "")) for a, seconds in EMPTY_BLOCKS.items() for b in seconds]
    lines, before = [], ("", "")
    for first, second, line in filled:
        heads = (first if first != before[0] else "", second if (first, second) != before else "")
        lines.append(" ".join(filter(None, (*heads, line))))
        before = (first, second)
    return lines


def form_lines(case: SimpleNamespace, project: dict[str, Any]) -> list[str]:
    goal = f"年度总体目标 {project['expected']} {project['actual']}"
    funds = fund_lines(case, project)
    head = [f"项目名称 {project['name']}"]
    if project["layout"] == "A":
        return [*head, f"实施单位 {project['implementer']}", *funds, goal, *indicator_lines(project)]
    head.append(f"主管部门 {project['department']} 实施单位 {project['implementer']}")
    if project["layout"] == "C":
        return [*head, goal, *funds, *indicator_lines(project)]
    return [*head, *funds, goal, *indicator_lines(project), f"总分 {project['score']}"]


def test_the_project_forms_are_rebuilt_from_the_projects(case: SimpleNamespace) -> None:
    for project in case.projects:
        printed = [row for row in case.printed[f"project/{project['key']}"] if not row.startswith("偏差率")]
        assert form_lines(case, project) == printed


def test_scores_are_those_of_the_prose(case: SimpleNamespace) -> None:
    printed = sorted(Decimal(score) for score in re.findall(r"自评得分为(\d+)分", case.prose))
    assert printed == sorted(Decimal(project["score"]) for project in case.projects)


# Units and corrections


def test_the_accounts_are_of_known_units() -> None:
    units = {unit["code"]: unit for unit in toml(SAMPLES / "units.toml")["unit"]}
    assert {sample(name).account["unit"] for name in NAMES} <= set(units)
    assert {unit["parent"] for unit in units.values() if "parent" in unit} <= set(units)


def corrections() -> dict[str, list[dict[str, str]]]:
    return toml(SAMPLES / "liaoyuan-2024" / "corrections.toml")


CHANGES = ("figure", "text", "project")


def test_every_defect_stands_under_one_heading() -> None:
    """A change may need several entries (a sentence copied twice); everything else is said once."""
    headings: dict[str, list[str]] = {}
    for kind, entries in corrections().items():
        named = [defect for entry in entries for defect in entry["defect"].split()]
        for defect in dict.fromkeys(named) if kind in CHANGES else named:
            headings.setdefault(defect, []).append("change" if kind in CHANGES else kind)
    assert sorted(headings) == [f"L-{number:02d}" for number in range(1, 31)]
    assert not {defect: kinds for defect, kinds in headings.items() if len(set(kinds)) > 1}
    assert not [defect for defect, kinds in headings.items() if len(kinds) > 1 and kinds[0] != "change"]


def test_every_correction_says_why() -> None:
    assert all(entry["reason"].endswith(".") for entries in corrections().values() for entry in entries)


def test_corrections_change_what_is_there() -> None:
    case = sample("liaoyuan-2024")
    for entry in corrections()["figure"]:
        assert case.figures[at(entry["address"])] == entry["printed"] != entry["amount"]
    for entry in corrections()["text"]:
        assert case.texts[entry["slot"]] != entry["text"]
    for entry in corrections()["project"]:
        (project,) = (p for p in case.projects if p["key"] == entry["key"])
        assert project[entry["field"]] == entry["printed"] != entry["value"]


def test_no_slot_is_corrected_twice() -> None:
    slots = [entry["slot"] for entry in corrections()["text"]]
    assert len(slots) == len(set(slots))


def test_the_corrected_figures_add_up() -> None:
    case = sample("liaoyuan-2024")
    mended = case.figures | {at(entry["address"]): entry["amount"] for entry in corrections()["figure"]}
    items = [Decimal(v) for a, v in mended.items() if a.table == "initial_budget" and a.row != TOTAL]
    assert sum(items) == Decimal(mended[at("initial_budget/total/amount")])
    assert mended[at("t05/2080599/project")] == mended[at("t05/2080599/total")]
