"""Writing projects: the list as a whole, and one form field by field, sparing what colleagues changed."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from django.db import transaction

from accounts import filing, ledger
from accounts.carrying import bare
from accounts.case import Case
from accounts.entry.wishes import Typed, reading, sort_out
from accounts.figures import Address
from accounts.models import Account, Explanation
from accounts.money import Scale
from accounts.projects import ProjectSheet, normal_operator
from accounts.refusals import Refused, Stale
from accounts.steps import locked_open
from disclosures.desk.projects import merging
from disclosures.desk.projects.forms import (
    KEYS,
    NUMBERS,
    NUMERIC,
    TABLE,
    Row,
    Values,
    is_blank,
    line_of,
    money_address,
    money_name,
    values,
)
from disclosures.desk.texts.saving import clean

LONGEST = 5_000
MOST_ROWS, MOST_PROJECTS = 200, 300
FUNDS = ("general", "fund", "capital")


@dataclass
class Outcome:
    """By name of the field: why it was not written, or what a colleague has written there meanwhile."""

    faults: dict[str, str] = field(default_factory=dict)
    conflicts: dict[str, str] = field(default_factory=dict)
    rows: tuple[Row, ...] | None = None
    """The clerk's indicators, where they were not written; `theirs` where a colleague changed them."""
    theirs: bool = False

    @property
    def is_whole(self) -> bool:
        return not (self.faults or self.conflicts or self.rows is not None)


@transaction.atomic
def save(account: Account, key: str, typed: Values, seen: Values, *, by: str) -> Outcome:
    """Write what was changed on the page and can be written. Closed when the account is not open."""
    account = locked_open(account)
    case = ledger.load_case(account)
    sheet = sheet_of(case, key)
    now, done = values(case, sheet), Outcome()
    changed = words(case, sheet, typed, seen, now, done)
    changed = replace(changed, indicators=tuple(map(line_of, rows(typed, seen, now, done))))
    if changed != sheet:
        filing.put_projects(account, [changed if s.key == key else s for s in case.projects], by=by)
    money(account, case, key, typed, seen, done, by)
    return done


def sheet_of(case: Case, key: str) -> ProjectSheet:
    for sheet in case.projects:
        if sheet.key == key:
            return sheet
    raise Refused("这个项目已经被删除，没有写入")


def words(
    case: Case, sheet: ProjectSheet, typed: Values, seen: Values, now: Values, done: Outcome
) -> ProjectSheet:
    texts = {name: tidy(name, text) for name, text in typed.fields.items() if "/" not in name}
    merged = merging.fields(texts, seen.fields, {name: tidy(name, text) for name, text in now.fields.items()})
    done.conflicts.update(merged.conflicts)
    for name, text in merged.write.items():
        if fault := fault_of(case, name, text):
            done.faults[name] = fault
    write: dict[str, Any] = {name: text for name, text in merged.write.items() if name not in done.faults}
    if "department_evaluated" in write:
        write["department_evaluated"] = bool(write["department_evaluated"])
    return replace(sheet, **write)


def tidy(name: str, text: str) -> str:
    """Numbers in full-width digits are numbers."""
    return unicodedata.normalize("NFKC", clean(text)) if name in NUMBERS | NUMERIC else clean(text)


def fault_of(case: Case, name: str, text: str) -> str:
    if len(text) > LONGEST:
        return f"文字有 {len(text)} 字，最多 {LONGEST} 字"
    if name in NUMBERS and text and not filing.NUMBER.fullmatch(text):
        return f"“{text}”不是数"
    if name == "name" and not text:
        return "项目名称不能空白"
    if name == "fund" and text not in FUNDS:
        return "请选择资金来源"
    if name == "layout" and text not in ("", *case.edition.project_forms):
        return f"{case.edition.title}没有表样 {text}"
    return ""


def rows(typed: Values, seen: Values, now: Values, done: Outcome) -> tuple[Row, ...]:
    """The indicators that shall stand there: the clerk's, a colleague's, or of both."""
    wanted: list[Row] = []
    for n, row in enumerate(typed.rows):
        texts = dict(zip(KEYS, row, strict=True))
        for key in KEYS:
            texts[key] = tidy(key, texts[key])
            if fault := row_fault(key, texts[key]):
                done.faults[f"i.{n}.{key}"] = fault
            elif key == "operator":
                texts[key] = normal_operator(texts[key])
        wanted.append(tuple(texts[key] for key in KEYS))
    kept = tuple(row for row in wanted if not is_blank(row))
    if len(kept) > MOST_ROWS:
        done.faults["rows"] = f"指标有 {len(kept)} 行，最多 {MOST_ROWS} 行"
    merged = merging.rows(kept, seen.rows, now.rows)
    done.theirs = merged is None
    if merged is None or any(name.startswith(("i.", "rows")) for name in done.faults):
        done.rows = tuple(wanted)
        return now.rows
    return merged


def row_fault(key: str, text: str) -> str:
    if len(text) > LONGEST:
        return f"文字有 {len(text)} 字，最多 {LONGEST} 字"
    if key in NUMERIC and text and not filing.NUMBER.fullmatch(text):
        return f"“{text}”不是数"
    if key == "operator":
        try:
            normal_operator(text)
        except ValueError as reason:
            return str(reason)
    return ""


def money(
    account: Account, case: Case, key: str, typed: Values, seen: Values, done: Outcome, by: str
) -> None:
    changed = {
        str(money_address(name, key)): Typed(text, (seen.fields.get(name, ""),))
        for name, text in typed.fields.items()
        if "/" in name and text.strip() != seen.fields.get(name, "")
    }
    found = reading(case.edition, Scale(account.scale), TABLE, changed, {key})
    done.faults.update(
        {address.split("/", 1)[1].removeprefix(f"{key}."): why for address, why in found.refused.items()}
    )
    sorted_out = sort_out(found.wishes, case.figures)
    stored = values(case, sheet_of(case, key)).fields
    for address in sorted_out.conflicts:
        name = money_name(address, key)
        done.conflicts[name] = stored[name]
    if sorted_out.write:
        ledger.record(account, sorted_out.write, by=by)


# The list


@transaction.atomic
def add(account: Account, key: str, name: str, *, by: str) -> str:
    """A new project under that key, or under the next free one; sent twice it is there once."""
    account = locked_open(account)
    case, name = ledger.load_case(account), clean(name)
    if not name:
        raise Refused("请写项目名称")
    if any((sheet.key, sheet.name) == (key, name) for sheet in case.projects):
        return key
    if len(case.projects) >= MOST_PROJECTS:
        raise Refused(f"最多 {MOST_PROJECTS} 个项目")
    key = free_key(case, last_years(account))
    sheet = ProjectSheet(key, name[:LONGEST], case.unit.name)
    filing.put_projects(account, [*case.projects, sheet], by=by)
    return key


def free_key(case: Case, last: Sequence[ProjectSheet]) -> str:
    """One that no project of this year or last bears, so that no words of another pass for its own."""
    taken = {sheet.key for sheet in (*case.projects, *last)}
    return next(key for n in range(1, 10_000) if (key := f"p{n}") not in taken)


def last_years(account: Account) -> tuple[ProjectSheet, ...]:
    before = Account.objects.filter(unit=account.unit_id, year=account.year - 1).first()
    return ledger.projects_of(before) if before else ()


@transaction.atomic
def order(account: Account, wanted: Sequence[str], seen: Sequence[str], *, by: str) -> None:
    account = locked_open(account)
    projects = {sheet.key: sheet for sheet in ledger.projects_of(account)}
    if list(projects) == list(wanted):
        return
    if list(projects) != list(seen) or set(wanted) != set(seen):
        raise Stale("项目在您打开页面之后有增减或换了次序，请看现在的次序再调整")
    filing.put_projects(account, [projects[key] for key in wanted], by=by)


@dataclass(frozen=True)
class Removed:
    """Everything that goes with a project, and so what brings it back."""

    sheet: ProjectSheet
    position: int
    money: dict[str, str]
    texts: dict[str, str]


@transaction.atomic
def remove(account: Account, key: str, *, by: str) -> Removed | None:
    """With its money and what was written of it; nothing where it is gone already."""
    account = locked_open(account)
    case = ledger.load_case(account)
    keys = [sheet.key for sheet in case.projects]
    if key not in keys:
        return None
    texts = dict(
        Explanation.objects.filter(account=account, slot__startswith=f"project.{key}.").values_list(
            "slot", "text"
        )
    )
    mine = {
        a: amount for a, amount in case.figures.items() if a.table == TABLE and a.row.startswith(f"{key}.")
    }
    gone = Removed(
        case.projects[keys.index(key)],
        keys.index(key),
        {str(address): str(amount) for address, amount in mine.items()},
        texts,
    )
    filing.explain(account, dict.fromkeys(texts), by=by)
    filing.put_projects(account, [sheet for sheet in case.projects if sheet.key != key], by=by)
    return gone


@transaction.atomic
def put_back(account: Account, gone: Removed, *, by: str) -> None:
    account = locked_open(account)
    sheets = list(ledger.projects_of(account))
    if any(sheet.key == gone.sheet.key for sheet in sheets):
        return
    sheets.insert(gone.position, gone.sheet)
    filing.put_projects(account, sheets, by=by)
    cells = {Address(*address.split("/")): amount for address, amount in gone.money.items()}
    ledger.record(account, {address: Decimal(amount) for address, amount in cells.items()}, by=by)
    filing.explain(account, gone.texts, by=by)


@transaction.atomic
def copy(account: Account, keys: Sequence[str], *, by: str) -> int:
    """Projects of last year, without figures; those that are here already are passed over."""
    account = locked_open(account)
    sheets = list(ledger.projects_of(account))
    here = {sheet.key for sheet in sheets}
    new = [bare(sheet) for sheet in last_years(account) if sheet.key in set(keys) - here]
    if new:
        filing.put_projects(account, [*sheets, *new], by=by)
    return len(new)
