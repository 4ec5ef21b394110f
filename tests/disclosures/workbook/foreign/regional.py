"""Whole workbooks in the layouts of regions, years and systems, from the figures of one case."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from accounts.case import Case
from accounts.figures import Address
from disclosures.workbook.foreign.book import Book
from tests.disclosures.workbook.foreign import drawn
from tests.disclosures.workbook.foreign.drawn import (
    CODE,
    FUNDS,
    GENERAL,
    LEVELS,
    SUBJECTS,
    THREE,
    TITLES,
    begin,
    by_subject,
    economic,
    halves,
    page,
)
from tests.disclosures.workbook.foreign.layouts import (
    Page,
    Path,
    Source,
    Value,
    beside,
    book,
    full_width,
    grouped,
    in_yuan,
    under,
)

NINE = tuple(TITLES)
BY_SUBJECT = tuple(SUBJECTS)


@dataclass(frozen=True)
class Layout:
    """`without`: tables, or columns as `t05/personnel`, that it does not have."""

    name: str
    made: Callable[[Case], Book]
    without: tuple[str, ...] = ()
    zeros: bool = False
    """Blanks are printed as 0.00."""

    def expected(self, case: Case) -> dict[Address, Decimal]:
        return {
            address: amount
            for address, amount in case.figures.items()
            if address.table in NINE
            and address.table not in self.without
            and f"{address.table}/{address.column}" not in self.without
        }


def jilin(case: Case) -> Book:
    """The central form: a sheet for each table, 行次 and 栏次, merged heads, notes."""
    s = Source(case)
    pages = [
        halves(page(s, "t01"), s, "t01"),
        *(by_subject(page(s, t), s, t, s.by_code(t, list(SUBJECTS[t]))) for t in ("t02", "t03")),
        halves(page(s, "t04"), s, "t04"),
        by_subject(page(s, "t05"), s, "t05", s.by_code("t05", list(GENERAL))),
        economic(page(s, "t06"), s, ("301", "303"), ("302",), ("307", "310", "399")),
        *(by_subject(page(s, t), s, t, s.by_code(t, list(SUBJECTS[t]))) for t in ("t07", "t08")),
        drawn.three_public(page(s, "t09"), s),
    ]
    for each in pages:
        each.line("注：1. 本表反映本年度情况，共 9 张表。")
        each.line("单位负责人：张三", None, "财务负责人：李四", None, "填表日期：2025年3月1日")
    return book(*pages)


def yanbian(case: Case) -> Book:
    """类 款 项 over one code, 栏次 in the head of 项目, amounts as text with separators."""
    s = Source(case, grouped)
    pages = []
    for table in BY_SUBJECT:
        made = page(s, table)
        keys = list(SUBJECTS[table])
        rows = [[row[0], None, None, *row[1:]] for row in s.by_code(table, keys)]
        rows[0] = [None, None, None, "合计", *rows[0][4:]]
        heads: list[Path] = [("科目代 码",)] * 3 + [("科目名称",), *(SUBJECTS[table][key] for key in keys)]
        made.table(heads, [["类", "款", "项", "栏次", *range(1, len(keys) + 1)], *rows])
        pages.append(made)
    one: list[Path] = [("项目 栏次",), ("行次",), ("决算数",)]
    first = page(s, "t01", title="收入支出决算批复表")
    first.table(
        under("收入", *one) + under("支出", *one),
        beside(s.items("t01", 0, ["amount"]), s.items("t01", 1, ["amount"])),
    )
    return book(first, *pages, halves(page(s, "t04"), s, "t04"), drawn.three_public(page(s, "t09"), s))


def shanghai(case: Case) -> Book:
    """No 行次, no numbers; 类 款 项 in three columns; 05 with three columns and its 合计 at the bottom; 06 in
    two blocks; 三公 in pairs; 0.00 for nothing."""
    s = Source(case, blank=Decimal("0.00"))
    keys = ["total", "basic", "project"]
    five: list[list[Value]] = s.by_levels("t05", keys)
    five = [*five[1:], five[0]]
    heads: list[Path] = [("合计",), ("基本支出",), ("项目支出",)]
    pages = [
        halves(page(s, "t01", number=False), s, "t01", line=False),
        *(
            by_subject(page(s, t, number=False), s, t, s.by_levels(t, list(SUBJECTS[t])), LEVELS, ruler=False)
            for t in ("t02", "t03")
        ),
        halves(page(s, "t04", number=False), s, "t04", line=False),
        by_subject(page(s, "t05", number=False), s, "t05", five, LEVELS, heads=heads, ruler=False),
        economic(
            page(s, "t06", number=False, title="一般公共预算财政拨款基本支出决算表"),
            s,
            ("301", "303"),
            ("302", "307", "310", "399"),
        ),
        drawn.three_public_pairs(page(s, "t09", number=False), s),
    ]
    return book(*pages)


def own_levels(case: Case) -> Book:
    """Each row has only its own level of the code, without a leading zero."""
    s = Source(case)
    pages = []
    for table in ("t02", "t03", "t05"):
        rows = s.by_levels(table, list(SUBJECTS[table]), own=True)
        short = [[int(str(v)) if n < 3 and v else v for n, v in enumerate(row)] for row in rows]
        pages.append(by_subject(page(s, table), s, table, short, LEVELS))
    return book(*pages)


def one_sheet(case: Case) -> Book:
    """All tables below each other; a list of contents first."""
    s = Source(case)
    contents = Page("目录").line("目  录")
    for number, title in enumerate(TITLES.values(), 1):
        contents.line(f"{number}、{title}", number)
    made = Page("决算公开表")
    for table in NINE:
        begin(made, s, table, title=f"{case.year}年度{TITLES[table]}")
        if table in SUBJECTS:
            by_subject(made, s, table, s.by_code(table, list(SUBJECTS[table])))
        elif table == "t06":
            economic(made, s, ("301", "303"), ("302",), ("307", "310", "399"))
        elif table == "t09":
            drawn.three_public(made, s)
        else:
            halves(made, s, table)
        made.line("注：本表反映本年度情况。").line()
    return book(contents, made)


def continued(case: Case) -> Book:
    """03 goes on in a sheet of its own, 05 after a page break with its head again, each with the total."""
    s = Source(case)
    spending, general = s.by_code("t03", list(SUBJECTS["t03"])), s.by_code("t05", list(GENERAL))
    first = by_subject(page(s, "t03"), s, "t03", spending[:6])
    second = by_subject(page(s, "t03", title="支出决算表（续表）"), s, "t03", spending[6:])
    third = by_subject(page(s, "t05"), s, "t05", general[:5]).line("第1页")
    by_subject(third, s, "t05", [general[0], *general[5:]])
    return book(first, second, third)


def in_yuan_file(case: Case) -> Book:
    s = Source(case, in_yuan)
    pages = [
        halves(page(s, "t01", money="元"), s, "t01"),
        *(
            by_subject(page(s, t, money="元"), s, t, s.by_code(t, list(SUBJECTS[t])))
            for t in ("t02", "t03", "t05", "t07")
        ),
    ]
    return book(*pages)


def named_only(case: Case) -> Book:
    """No codes: indented names."""
    s = Source(case)
    pages = [
        by_subject(page(s, t), s, t, s.by_name(t, list(SUBJECTS[t])), [("项目",)])
        for t in ("t02", "t03", "t05", "t07", "t08")
    ]
    rows = [
        [row[1], row[2]]
        for block in s.economic(("301", "303"), ("302",), ("307", "310", "399"))
        for row in block
    ]
    rows += [
        [f"{each}经费合计", s("t06", key, "amount")]
        for each, key in (("人员", "personnel"), ("公用", "operating"))
    ]
    return book(*pages, page(s, "t06").table([("经济分类科目",), ("金额",)], rows))


def numbers(case: Case) -> Book:
    """Codes as numbers, 合计 at the bottom."""
    s = Source(case)
    pages = []
    for table in BY_SUBJECT:
        total, *rows = s.by_number(table, list(SUBJECTS[table]))
        pages.append(by_subject(page(s, table), s, table, [*rows, total]))
    return book(*pages)


def dotted(case: Case) -> Book:
    """Codes with dots, full-width digits, dashes for nothing."""
    s = Source(case, full_width, blank="—")
    pages = [
        by_subject(page(s, t), s, t, s.by_code(t, list(SUBJECTS[t]), dots=True), ruler=False)
        for t in BY_SUBJECT
    ]
    return book(*pages, halves(page(s, "t01"), s, "t01"), drawn.three_public(page(s, "t09"), s, ruler=False))


def rearranged(case: Case) -> Book:
    """Columns that are empty are left out, the others in another order."""
    s = Source(case)
    keys = {"t02": ["other", "fiscal", "total"], "t03": ["project", "total", "basic"]}
    keys["t05"] = ["project", "operating", "personnel", "basic", "total"]
    return book(*(by_subject(page(s, t), s, t, s.by_code(t, k), keys=k) for t, k in keys.items()))


def below(case: Case) -> Book:
    """Halves below each other, each with its heads; 三公 as a list; 06 as one list."""
    s = Source(case)
    return book(
        drawn.halves_below(page(s, "t01"), s, "t01", repeated=True),
        drawn.halves_below(page(s, "t04"), s, "t04", repeated=True),
        economic(page(s, "t06"), s, ("301", "302", "303", "307", "310", "399")),
        drawn.three_public_list(page(s, "t09"), s),
    )


def stacked(case: Case) -> Book:
    """Both halves of 01 under one head."""
    s = Source(case)
    return book(drawn.halves_below(page(s, "t01"), s, "t01", repeated=False))


def unmerged(case: Case) -> Book:
    """Pasted as plain cells: a group stands only over its first column."""
    s = Source(case)
    pages = [
        halves(page(s, "t01"), s, "t01", merged=False),
        *(by_subject(page(s, t), s, t, s.by_code(t, list(SUBJECTS[t])), merged=False) for t in BY_SUBJECT),
        halves(page(s, "t04"), s, "t04", merged=False),
    ]
    for each in pages:
        each.merges.clear()
    return book(*pages)


def with_budget(case: Case) -> Book:
    """年初预算数 and 全年预算数 beside 决算数 in 01, last year's column in 03."""
    s = Source(case)
    heads: list[Path] = [("项目",), ("行次",), ("年初预算数",), ("全年预算数",), ("决算数",)]
    sides = [[[*row[:2], 1, 2, row[2]] for row in s.items("t01", block, ["amount"])] for block in (0, 1)]
    first = page(s, "t01").table(under("收入", *heads) + under("支出", *heads), beside(*sides))
    rows = [[*row, Decimal("9.99")] for row in s.by_code("t03", list(SUBJECTS["t03"]))]
    years: list[Path] = [(f"{case.year}年", *path) for path in SUBJECTS["t03"].values()]
    third = by_subject(page(s, "t03"), s, "t03", rows, heads=[*years, (f"{case.year - 1}年", "本年支出合计")])
    return book(first, third)


def sheet_names(case: Case) -> Book:
    """Tables are named by their sheets only; money by the sheet of the cover."""
    s = Source(case)
    cover = Page("封面").line(f"{case.unit.name}").line("金额单位：万元")
    pages = []
    for number, table in enumerate(("t02", "t03", "t05"), 2):
        made = Page(f"{number:02} {TITLES[table]}")
        pages.append(by_subject(made, s, table, s.by_code(table, list(SUBJECTS[table]))))
    pages.append(halves(Page("公开01表"), s, "t01"))
    return book(cover, *pages)


def only_numbers(case: Case) -> Book:
    """No titles, only 公开NN表."""
    s = Source(case)
    pages = []
    for table in BY_SUBJECT:
        made = Page(f"Sheet{table}").line(None, None, f"公 开 {table[1:]} 表", "单位：万元")
        pages.append(by_subject(made, s, table, s.by_code(table, list(SUBJECTS[table]))))
    return book(*pages)


def wide(case: Case) -> Book:
    """Each column is two of the sheet, as exports from PDF have it; a hidden row and column are read."""
    s = Source(case)
    made = page(s, "t03")
    heads: list[Path] = [path for each in [*CODE, *SUBJECTS["t03"].values()] for path in (each, each)]
    rows = [
        [value for each in row for value in (each, None)] for row in s.by_code("t03", list(SUBJECTS["t03"]))
    ]
    made.table(heads, rows)
    made.hidden_rows.add(made.next - 1)
    made.hidden_columns.add(5)
    return book(made)


def yunnan(case: Case) -> Book:
    """01 as 收入支出决算表, 05 with income beside, tables that the edition does not have, other numbers."""
    s = Source(case)
    extra: dict[str, Path] = {
        "opening": ("年初结转和结余",),
        "income": ("本年收入",),
        "closing": ("年末结转和结余",),
    }
    five = [[*row[:2], None, 1, *row[2:], None] for row in s.by_code("t05", list(GENERAL))]
    heads = [extra["opening"], extra["income"], *GENERAL.values(), extra["closing"]]
    project = page(s, "t03", number=False, title="一般公共预算财政拨款项目支出决算表")
    by_subject(project, s, "t03", s.by_code("t03", list(SUBJECTS["t03"])))
    made = page(s, "t05", title="一般公共预算财政拨款收入支出决算表")
    return book(
        halves(page(s, "t01", title="收入支出决算表"), s, "t01"),
        by_subject(made, s, "t05", five, heads=heads),
        project,
    )


def one_cell(case: Case) -> Book:
    """Code and name in one cell; the unit of money in the heads."""
    s = Source(case)
    pages = []
    for table in ("t02", "t03"):
        rows = [[f"{r[0]} {r[1]}" if r[1] else r[0], *r[2:]] for r in s.by_code(table, list(SUBJECTS[table]))]
        heads = [(f"{path[0]}（万元）",) for path in SUBJECTS[table].values()]
        made = Page(table).title(TITLES[table])
        pages.append(by_subject(made, s, table, rows, [("支出功能分类科目",)], heads=heads))
    return book(*pages)


def split_columns(case: Case) -> Book:
    """The columns of 03 over two sheets, each with all rows."""
    s = Source(case)
    left, right = ["total", "basic"], ["project", "remitted_up", "business", "subsidy_down"]
    return book(*(by_subject(page(s, "t03"), s, "t03", s.by_code("t03", k), keys=k) for k in (left, right)))


def untidy(case: Case) -> Book:
    """Blanks and line ends within words, other brackets and quotes, heads at the foot of their cells."""
    s = Source(case)
    three = {
        key: tuple(word.replace("（", "(").replace("）", " )") for word in path)
        for key, path in THREE.items()
    }
    nine = page(s, "t09", title='财政拨款"三 公"经费支出决算表')
    heads = under("预 算 数", *three.values()) + under("决\n算 数", *three.values())
    nine.table(heads, [[s("t09", row, key) for row in ("budget", "actual") for key in THREE]])
    four = page(s, "t04", title=" 财政拨款收入支出 决算总表")
    names: list[Path] = [
        ("项 目",),
        ("行\n次",),
        *((path[0][:4] + "\n" + path[0][4:],) for path in FUNDS.values()),
    ]
    four.table(
        under("收      入", ("项 目",), ("行\n次",), ("决 算 数",)) + under("支      出", *names),
        [
            ["栏次", None, "1", "栏次", None, "2", "3", "4", "5"],
            *beside(s.items("t04", 0, ["amount"]), s.items("t04", 1, list(FUNDS))),
        ],
    )
    return book(nine, four)


LAYOUTS = (
    Layout("吉林：一表一页", jilin),
    Layout("延边：类款项一栏，文本金额", yanbian, ("t06",)),
    Layout(
        "上海：三栏编码，合计在下，两块，成对",
        shanghai,
        ("t05/personnel", "t05/operating", "t07", "t08"),
        zeros=True,
    ),
    Layout("每行只写本级编码", own_levels, ("t01", "t04", "t06", "t07", "t08", "t09")),
    Layout("一个工作表里九张表", one_sheet),
    Layout("续表和分页", continued, ("t01", "t02", "t04", "t06", "t07", "t08", "t09")),
    Layout("金额单位元", in_yuan_file, ("t04", "t06", "t08", "t09")),
    Layout("没有编码", named_only, ("t01", "t04", "t09")),
    Layout("编码是数，合计在末行", numbers, ("t01", "t04", "t06", "t09")),
    Layout("编码带点，全角数字，横线", dotted, ("t04", "t06")),
    Layout("少栏、换序", rearranged, ("t01", "t04", "t06", "t07", "t08", "t09")),
    Layout("上下两半，三公竖排", below, ("t02", "t03", "t05", "t07", "t08")),
    Layout("上下两半，一个表头", stacked, NINE[1:]),
    Layout("没有合并单元格", unmerged, ("t06", "t09")),
    Layout("另有预算数和上年数", with_budget, ("t02", "t04", "t05", "t06", "t07", "t08", "t09")),
    Layout("只有工作表名", sheet_names, ("t04", "t06", "t07", "t08", "t09")),
    Layout("只有公开编号", only_numbers, ("t01", "t04", "t06", "t09")),
    Layout("一栏占两列", wide, tuple(set(NINE) - {"t03"})),
    Layout("云南：另有收入栏和别的表", yunnan, tuple(set(NINE) - {"t01", "t05"})),
    Layout("编码和名称在一格", one_cell, tuple(set(NINE) - {"t02", "t03"})),
    Layout("各栏分在两页", split_columns, tuple(set(NINE) - {"t03"})),
    Layout("空格、换行、别的括号", untidy, tuple(set(NINE) - {"t04", "t09"})),
)
