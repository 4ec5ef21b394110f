"""What a workbook would change in an account: each cell, text and project that differs, by table, and why the
others are left alone. Pure.

Three values are compared: the file's, the account's now, and what stood there when the workbook was written.
So a workbook that is a week old undoes nobody's work of this week.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from accounts.case import Case
from accounts.checks.wording import where
from accounts.entry import amounts
from accounts.entry.wishes import Typed, address_in, wish
from accounts.figures import Address, at
from accounts.projects import IndicatorLine, ProjectSheet, normal_operator
from accounts.refusals import shown
from disclosures.workbook import values
from disclosures.workbook.base import mark
from disclosures.workbook.frames import INDICATORS, PROJECTS, TEXTS
from disclosures.workbook.lists import Field, listing
from disclosures.workbook.plan import Entry, Plan, same
from disclosures.workbook.reading import Content, Fault, Spot
from disclosures.workbook.stream import Cell

Status = Literal["new", "changed", "blanked", "conflict", "kept", "unread", "absent"]
STATUSES: dict[Status, str] = {
    "new": "新填",
    "changed": "改动",
    "blanked": "清空",
    "conflict": "冲突",
    "kept": "保持",
    "unread": "未识别",
    "absent": "文件里没有",
}
NAMES = "names"
SLUG = "abcdefghijklmnopqrstuvwxyz0123456789-_"


@dataclass(frozen=True)
class Line:
    """A difference, or what was not understood. `where` names sheet and cell."""

    status: Status
    title: str
    where: str
    before: str = ""
    after: str = ""
    place: str = ""
    told: str = ""

    @property
    def word(self) -> str:
        return STATUSES[self.status]


@dataclass(frozen=True)
class Group:
    """A table, the names of subjects, the texts or the projects."""

    key: str
    title: str
    lines: tuple[Line, ...]
    equal: int

    @property
    def counts(self) -> str:
        found = Counter(line.status for line in self.lines)
        told = [f"{word} {found[status]}" for status, word in STATUSES.items() if found[status]]
        same = [f"相同 {self.equal}"] if self.equal else []
        return "，".join([*told, *same]) or "没有数"


@dataclass(frozen=True)
class Comparison:
    plan: Plan
    groups: tuple[Group, ...]
    counts: Mapping[Status, int]
    passed: tuple[str, ...] = ()
    """Sheets that were not read."""


@dataclass(frozen=True)
class Wish:
    """What the file says for a place; `wrong`: why it cannot be written."""

    group: str
    place: str
    value: str | None
    spot: Spot
    wrong: str = ""


def compare(content: Content, case: Case) -> Comparison:
    now = values.of_case(case)
    entries: list[Entry] = []
    conflicts: list[Entry] = []
    lines: dict[str, list[Line]] = {}
    equal: Counter[str] = Counter()
    seen: set[str] = set()
    for each in wishes(content, case):
        seen.add(each.place)
        status = judged(each, now, content)
        if status == "equal":
            equal[each.group] += 1
            continue
        entry = Entry(each.place, now.get(each.place), each.value)
        if status in ("conflict", "kept"):
            conflicts.append(entry)
        elif status in ("new", "changed", "blanked"):
            entries.append(entry)
        lines.setdefault(each.group, []).append(line(case, each, status, now))
    for fault in content.faults:
        group = PROJECTS if fault.group == INDICATORS else fault.group
        lines.setdefault(group, []).append(unread(fault))
    for group, told in absent(content, case, now, seen):
        lines.setdefault(group, []).append(told)
    groups = tuple(grouped(case, content, lines, equal))
    counts = Counter(each.status for group in groups for each in group.lines)
    return Comparison(Plan(tuple(entries), tuple(conflicts)), groups, counts, tuple(content.passed))


def judged(each: Wish, now: Mapping[str, str | None], content: Content) -> "Status | Literal['equal']":
    current = now.get(each.place)
    if each.wrong:
        return "unread"
    if same(each.value, current):
        return "equal"
    if content.base.head.empty:
        if not each.value:
            return "equal"  # the blank of a form says nothing
    else:
        was = content.base.marks.get(each.place, "")
        if mark(each.value) == was:
            return "kept"
        if mark(current) != was:
            return "conflict"
    return "new" if not current else "changed" if each.value else "blanked"


# what the file wishes, place by place


def wishes(content: Content, case: Case) -> Iterator[Wish]:
    projects = {sheet.key for sheet in case.projects} | new_projects(content, case).keys()
    for address, spot in content.figures.items():
        yield figure(case, address, spot, projects)
    yield from names(content)
    for slot, spot in content.texts.items():
        yield worded(TEXTS, f"text:{slot}", spot)
    yield from of_projects(content, case)


def figure(case: Case, address: Address, spot: Spot, projects: set[str]) -> Wish:
    try:
        value = amount(case, address, spot, projects)
    except amounts.Unreadable as fault:
        return Wish(address.table, str(address), None, spot, str(fault))
    return Wish(address.table, str(address), values.amount(value), spot)


def amount(case: Case, address: Address, spot: Spot, projects: set[str]) -> Decimal | None:
    if spot.cell is None:
        return None
    address_in(case.edition, address.table, str(address), projects)
    typed = text_of_number(spot.cell, case.edition.measure(address))
    return wish(case.edition, case.scale, address, Typed(typed)).amount


def text_of_number(cell: Cell, measure: str) -> str:
    match cell.kind:
        case "number" | "text":
            return cell.text
        case "percent" if measure == "percent":
            return f"{Decimal(cell.text) * 100:f}"
        case "percent":
            raise amounts.Unreadable("单元格是百分数，请改为数值")
    raise amounts.Unreadable(NOT_A_VALUE[cell.kind])


NOT_A_VALUE = {
    "date": "单元格是日期，请把格式改为数值后重新填写",
    "boolean": "单元格是 TRUE 或 FALSE，不是数",
    "error": "单元格是 Excel 的错误值",
    "formula": "单元格是公式，但文件里没有算出的值；请用 Excel 打开，重新计算后保存再上传",
}


def text_in(spot: Spot) -> str:
    cell = spot.cell
    if cell is None:
        return ""
    if cell.kind in ("number", "text"):
        return values.clean(cell.text)
    if cell.kind == "percent":
        return f"{values.clean(f'{Decimal(cell.text) * 100:f}')}%"
    raise amounts.Unreadable(NOT_A_VALUE[cell.kind].replace("不是数", "不是文字"))


def worded(group: str, place: str, spot: Spot, field: Field | None = None) -> Wish:
    try:
        text = text_in(spot)
        return Wish(group, place, stored(field, text) if field else text, spot)
    except (amounts.Unreadable, ValueError) as fault:
        return Wish(group, place, None, spot, str(fault))


def stored(field: Field, text: str) -> str:
    """What is kept for what the cell shows; ValueError for what is not to be chosen."""
    if field.name == "operator":
        return normal_operator(text)
    value = field.stored(text)
    if field.choices and value not in dict(field.choices):
        words = "、".join(shown for _, shown in field.choices if shown)
        raise ValueError(f"“{amounts.shortened(text)}”不是{field.title}：应为{words}")
    return value


def names(content: Content) -> Iterator[Wish]:
    """A name stands in several tables: the one that the clerk changed counts."""
    by_code: dict[str, dict[str, Spot]] = {}
    wrong: dict[str, Wish] = {}
    for code, spot in content.names:
        each = worded(NAMES, f"name:{code}", spot)
        if each.wrong:
            wrong[code] = each
        elif each.value:
            by_code.setdefault(code, {}).setdefault(each.value, spot)
    for code, found in by_code.items():
        was = content.base.marks.get(f"name:{code}", "")
        changed = {text: spot for text, spot in found.items() if mark(text) != was} or found
        (text, spot), *others = changed.items()
        reason = f"各表的名称不同：“{text}”“{others[0][0]}”" if others else too_long(text, 200)
        yield Wish(NAMES, f"name:{code}", text, spot, reason)
    yield from (each for code, each in wrong.items() if code not in by_code)


def too_long(text: str, most: int) -> str:
    return f"超过 {most} 字" if len(text) > most else ""


def of_projects(content: Content, case: Case) -> Iterator[Wish]:
    known = {sheet.key: sheet for sheet in case.projects}
    for key, spots in content.projects.items():
        if key in known:
            yield from fields_of(key, spots)
    for key, lines in content.indicators.items():
        if key in known:
            yield indicators(key, lines)
        elif key not in content.projects:
            spot = next((spot for line in lines for spot in line.values()), Spot("", "", None))
            yield Wish(PROJECTS, f"project:{key}:indicators", None, spot, f"没有代码为 {key} 的项目")
    yield from new_projects(content, case).values()


def fields_of(key: str, spots: Mapping[str, Spot]) -> Iterator[Wish]:
    found = listing(PROJECTS)
    for name, spot in spots.items():
        field = found.field(name) if found else None
        if field:
            each = worded(PROJECTS, f"project:{key}:{name}", spot, field)
            blank = name in ("name", "fund") and not each.wrong and not each.value
            yield Wish(PROJECTS, each.place, None, spot, f"{field.title}不能空白") if blank else each


def indicators(key: str, lines: list[dict[str, Spot]]) -> Wish:
    place = f"project:{key}:indicators"
    found = listing(INDICATORS)
    rows: list[list[str]] = []
    spot = next((spot for line in lines for spot in line.values()), Spot("", "", None))
    for line in lines:
        row = []
        for name in values.LINE_FIELDS:
            field = found.field(name) if found else None
            each = worded(PROJECTS, place, line.get(name, Spot("", "", None)), field)
            if each.wrong:
                return Wish(PROJECTS, place, None, each.spot, each.wrong)
            row.append(each.value or "")
        if not row[values.LINE_FIELDS.index("name")]:
            return Wish(PROJECTS, place, None, spot, "有一行没有三级指标；这个项目的指标没有写入")
        rows.append(row)
    return Wish(PROJECTS, place, values.dumped(rows), spot)


def new_projects(content: Content, case: Case) -> dict[str, Wish]:
    """Projects that the account does not have, each as a whole."""
    known = {sheet.key for sheet in case.projects}
    return {
        key: new_project(content, key, spots) for key, spots in content.projects.items() if key not in known
    }


def new_project(content: Content, key: str, spots: Mapping[str, Spot]) -> Wish:
    place, first = f"project:{key}", next(iter(spots.values()))
    if not key or set(key) - set(SLUG) or key[0] in "-_" or len(key) > 60:
        return Wish(PROJECTS, place, None, first, f"项目代码“{key}”应由小写字母、数字和连字符组成")
    found: dict[str, str] = {}
    for each in fields_of(key, spots):
        name = each.place.rpartition(":")[2]
        if each.wrong and name != "fund":
            return Wish(PROJECTS, place, None, each.spot, each.wrong)
        found[name] = each.value or ("general" if name == "fund" else "")
    lines = indicators(key, content.indicators.get(key, []))
    if lines.wrong:
        return Wish(PROJECTS, place, None, lines.spot, lines.wrong)
    sheet = ProjectSheet(key, found.pop("name", ""), found.pop("implementer", ""))
    for name, text in found.items():
        sheet = values.with_field(sheet, name, text)
    sheet = values.with_field(sheet, "indicators", lines.value or "[]")
    return Wish(PROJECTS, place, values.as_json(sheet), first)


# how it is told

WHY: dict[str, str] = {"kept": "文件没有改，平台上后来有改动", "conflict": "下载后，文件和平台都有改动"}


def line(case: Case, each: Wish, status: "Status | Literal['equal']", now: Mapping[str, str | None]) -> Line:
    assert status != "equal"
    place = f"{each.spot.sheet}!{each.spot.reference}" if each.spot.sheet else ""
    before = said(case, each.place, now.get(each.place))
    after = said(case, each.place, each.value) if not each.wrong else quoted(each.spot)
    told = each.wrong or WHY.get(status, "")
    return Line(status, title(case, each.place), place, before, after, each.place, told)


def quoted(spot: Spot) -> str:
    return amounts.shortened(spot.cell.text) if spot.cell and spot.cell.text else ""


def title(case: Case, place: str) -> str:
    kind, _, rest = place.partition(":")
    if not rest:
        return where(case, at(place))
    if kind == "name":
        return f"科目 {rest} 的名称"
    if kind == "text":
        slot = case.edition.slot(rest)
        return f"{slot.label}（{rest}）" if slot else rest
    return title_of_project(case, *rest.split(":"))


def title_of_project(case: Case, key: str, name: str = "") -> str:
    called = next((sheet.name for sheet in case.projects if sheet.key == key), key)
    if not name:
        return f"新项目 {key}"
    if name == "indicators":
        return f"项目“{called}”的指标"
    found = listing(PROJECTS)
    field = found.field(name) if found else None
    return f"项目“{called}”·{field.title if field else name}"


def said(case: Case, place: str, value: str | None) -> str:
    """A value as people read it."""
    if not value:
        return "空白"
    if ":" not in place:
        return shown(case.edition, case.scale, at(place), Decimal(value))
    if place.endswith(":indicators"):
        return (
            "\n".join(f"{n}. " + said_line(each) for n, each in enumerate(values.indicators_of(value), 1))
            or "空白"
        )
    if place.startswith("project:") and place.count(":") == 1:
        sheet = values.sheet_of(value)
        return f"{sheet.name}，指标 {len(sheet.indicators)} 项"
    found = listing(PROJECTS)
    field = found.field(place.rpartition(":")[2]) if found and place.startswith("project:") else None
    return field.shown(value) if field else value


def said_line(each: IndicatorLine) -> str:
    return "｜".join(getattr(each, name) for name in values.LINE_FIELDS).rstrip("｜")


def unread(fault: Fault) -> Line:
    place = "!".join(filter(None, (fault.sheet, fault.reference)))
    return Line("unread", fault.reason, place)


def absent(
    content: Content, case: Case, now: Mapping[str, str | None], seen: set[str]
) -> Iterator[tuple[str, Line]]:
    """Rows that the account has and a sheet of the file has not: left as they are."""
    if content.base.head.empty:
        return
    told: dict[tuple[str, str], None] = {}
    for place in now:
        group, key = row_of(place)
        here = group in content.sheets and place not in seen and (group, key) not in content.unplaced
        if here and place in content.base.marks and not whole_read(group, key, content):
            told.setdefault((group, key))
    for group, key in told:
        reason = "文件里没有这一行，平台上的内容保持不变"
        yield (
            (PROJECTS if group == INDICATORS else group),
            Line("absent", f"{key}：{reason}", content.sheets[group]),
        )


def row_of(place: str) -> tuple[str, str]:
    kind, _, rest = place.partition(":")
    if not rest:
        address = at(place)
        return address.table, address.row
    if kind == "text":
        return TEXTS, rest
    if kind == "project" and rest.endswith(":indicators"):
        return INDICATORS, rest.partition(":")[0]
    return (PROJECTS, rest.partition(":")[0]) if kind == "project" else (NAMES, rest)


def whole_read(group: str, key: str, content: Content) -> bool:
    """A project of the list is there; its place as a whole is not asked for."""
    return group == PROJECTS and key in content.projects


def grouped(
    case: Case, content: Content, lines: Mapping[str, list[Line]], equal: Mapping[str, int]
) -> Iterator[Group]:
    """In the order of the edition; what the file does not have is left out."""
    titles = {
        table.key: f"{case.edition.number_of(table.key)} {table.title}".strip()
        for table in case.edition.tables
    }
    titles |= {NAMES: "科目名称", TEXTS: "文字说明", PROJECTS: "项目和指标"}
    order = list(STATUSES)
    for key, name in titles.items():
        if key in lines or equal.get(key) or key in content.sheets:
            found = sorted(lines.get(key, ()), key=lambda each: order.index(each.status))
            yield Group(key, name, tuple(found), equal.get(key, 0))
