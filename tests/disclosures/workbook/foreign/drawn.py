"""The nine tables drawn onto pages in the ways in which systems and regions differ. A drawing takes the
figures (`Source`) and gives its page; what it varies are its arguments.
"""

from collections.abc import Sequence

from tests.disclosures.workbook.foreign.layouts import Page, Path, Source, Value, beside, under

TITLES = {
    "t01": "收入支出决算总表",
    "t02": "收入决算表",
    "t03": "支出决算表",
    "t04": "财政拨款收入支出决算总表",
    "t05": "一般公共预算财政拨款支出决算表",
    "t06": "一般公共预算财政拨款基本支出决算明细表",
    "t07": "政府性基金预算财政拨款收入支出决算表",
    "t08": "国有资本经营预算财政拨款支出决算表",
    "t09": "财政拨款“三公”经费支出决算表",
}
INCOME = {
    "total": ("本年收入合计",),
    "fiscal": ("财政拨款收入",),
    "superior_subsidy": ("上级补助收入",),
    "service": ("事业收入",),
    "business": ("经营收入",),
    "subordinate_remittance": ("附属单位上缴收入",),
    "other": ("其他收入",),
}
SPENDING = {
    "total": ("本年支出合计",),
    "basic": ("基本支出",),
    "project": ("项目支出",),
    "remitted_up": ("上缴上级支出",),
    "business": ("经营支出",),
    "subsidy_down": ("对附属单位补助支出",),
}
GENERAL = {
    "total": ("本年支出", "合计"),
    "basic": ("本年支出", "基本支出", "小计"),
    "personnel": ("本年支出", "基本支出", "人员经费"),
    "operating": ("本年支出", "基本支出", "公用经费"),
    "project": ("本年支出", "项目支出"),
}
FUND = {
    "opening": ("年初结转和结余",),
    "income": ("本年收入",),
    "spending": ("本年支出", "小计"),
    "basic": ("本年支出", "基本支出"),
    "project": ("本年支出", "项目支出"),
    "closing": ("年末结转和结余",),
}
CAPITAL = {
    "total": ("本年支出", "合计"),
    "basic": ("本年支出", "基本支出"),
    "project": ("本年支出", "项目支出"),
}
SUBJECTS = {"t02": INCOME, "t03": SPENDING, "t05": GENERAL, "t07": FUND, "t08": CAPITAL}
FUNDS = {
    "total": ("合计",),
    "general": ("一般公共预算财政拨款",),
    "fund": ("政府性基金预算财政拨款",),
    "capital": ("国有资本经营预算财政拨款",),
}
CARS = "公务用车购置及运行维护费"
THREE = {
    "total": ("合计",),
    "overseas": ("因公出国（境）费",),
    "vehicles": (CARS, "小计"),
    "purchase": (CARS, "公务用车购置费"),
    "running": (CARS, "公务用车运行维护费"),
    "reception": ("公务接待费",),
}
CODE: list[Path] = [("项目", "科目编码"), ("项目", "科目名称")]
LEVELS: list[Path] = [
    ("项目", "科目编码", "类"),
    ("项目", "科目编码", "款"),
    ("项目", "科目编码", "项"),
    ("项目", "科目名称"),
]
ECONOMIC: list[Path] = [("科目编码",), ("科目名称",), ("决算数",)]


def page(s: Source, table: str, *, number: bool = True, money: str = "万元", title: str = "") -> Page:
    """A sheet with title, 公开NN表 and the line of unit and money."""
    made = Page(f"Sheet{table[1:]}")
    begin(made, s, table, number=number, money=money, title=title)
    return made


def begin(
    made: Page, s: Source, table: str, *, number: bool = True, money: str = "万元", title: str = ""
) -> None:
    made.title(title or TITLES[table])
    if number:
        made.line(None, None, None, f"公开{table[1:]}表")
    made.line(f"单位：{s.case.unit.name}", None, None, f"金额单位：{money}")


def by_subject(
    made: Page,
    s: Source,
    table: str,
    rows: list[list[Value]],
    stubs: Sequence[Path] = CODE,
    *,
    keys: Sequence[str] = (),
    heads: Sequence[Path] = (),
    ruler: bool = True,
    merged: bool = True,
) -> Page:
    """`rows` as a method of the source gives them, for the same keys."""
    paths = [*stubs, *(heads or (SUBJECTS[table][key] for key in keys or SUBJECTS[table]))]
    count = len(paths) - len(stubs)
    numbers: list[list[Value]] = [["栏次", *[None] * (len(stubs) - 1), *range(1, count + 1)]] if ruler else []
    return made.table(paths, [*numbers, *rows], merged=merged)


def halves(
    made: Page, s: Source, table: str, *, line: bool = True, group: bool = True, merged: bool = True
) -> Page:
    """01 or 04, income beside spending."""
    spent = ["amount"] if table == "t01" else list(FUNDS)
    stubs: list[Path] = [("项目",), ("行次",)] if line else [("项目",)]
    own: list[Path] = [*stubs, ("决算数",)]
    other: list[Path] = [*stubs, *([("决算数",)] if table == "t01" else FUNDS.values())]
    heads = under("收入", *own) + under("支出", *other) if group else own + other
    body = beside(s.items(table, 0, ["amount"], line=line), s.items(table, 1, spent, line=line))
    return made.table(heads, body, merged=merged)


def halves_below(made: Page, s: Source, table: str, *, repeated: bool) -> Page:
    """Income above spending; with heads for each, or (01) with one head for both."""
    spent = ["amount"] if table == "t01" else list(FUNDS)
    heads: list[Path] = [("项目",), ("行次",), ("决算数",)]
    made.table(heads, s.items(table, 0, ["amount"]))
    if repeated:
        other: list[Path] = [("项目",), ("行次",), *([("决算数",)] if table == "t01" else FUNDS.values())]
        return made.table(other, s.items(table, 1, spent))
    made.line("支出")
    for row in s.items(table, 1, spent):
        made.line(*row)
    return made


def economic(made: Page, s: Source, *blocks: Sequence[str], merged: bool = False) -> Page:
    made.table(ECONOMIC * len(blocks), beside(*s.economic(*blocks)), merged=merged)
    return economic_sums(made, s, len(blocks))


def economic_sums(made: Page, s: Source, blocks: int) -> Page:
    """人员经费合计 under the first block, 公用经费合计 across all others."""
    personnel, operating = s("t06", "personnel", "amount"), s("t06", "operating", "amount")
    if blocks == 1:
        return made.line("人员经费合计", None, personnel).line("公用经费合计", None, operating)
    between = [None] * (3 * blocks - 5)
    return made.line("人员经费合计", None, personnel, "公用经费合计", *between, operating)


def three_public(made: Page, s: Source, *, ruler: bool = True) -> Page:
    """Twelve columns: 预算数, then 决算数."""
    heads = under("预算数", *THREE.values()) + under("决算数", *THREE.values())
    amounts = [s("t09", row, key) for row in ("budget", "actual") for key in THREE]
    return made.table(heads, [*([list(range(1, 13))] if ruler else []), amounts])


def three_public_pairs(made: Page, s: Source) -> Page:
    heads = [(*path, end) for path in THREE.values() for end in ("预算数", "决算数")]
    return made.table(heads, [[s("t09", row, key) for key in THREE for row in ("budget", "actual")]])


def three_public_list(made: Page, s: Source, heads: Sequence[str] = ("项目", "预算数", "决算数")) -> Page:
    titles = {
        "total": "“三公”经费合计",
        "overseas": "1.因公出国（境）费用",
        "vehicles": "2.公务用车购置及运行费",
        "purchase": "其中：公务用车购置",
        "running": "公务用车运行维护费",
        "reception": "3.公务接待费",
    }
    rows = [[titles[key], s("t09", "budget", key), s("t09", "actual", key)] for key in THREE]
    return made.table([(head,) for head in heads], rows)
