"""Finding a subject by its code or a part of its name, with the subjects above it."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from accounts.editions.definitions import SubjectRows, Table
from accounts.models import Account, AccountSubject, Subject
from accounts.subjects import branch, is_code

AT_MOST = 20
BUDGETS = {"t05": "general", "t07": "fund", "t08": "state_capital"}


def rows_of(table: Table) -> SubjectRows | None:
    return next((block.rows for block in table.blocks if isinstance(block.rows, SubjectRows)), None)


def found(account: Account, table: Table, query: str) -> list[dict[str, Any]]:
    """Codes that begin with the query, or names with all its words; those of the table's budget first."""
    rows, words = rows_of(table), query.split()
    if rows is None or not words:
        return []
    condition = Q(code__startswith=words[0]) if words[0].isdigit() else Q(name__contains=words[0])
    for word in words[1:]:
        condition &= Q(name__contains=word)
    listed = official(account.year).filter(condition, classification=rows.classification)
    budget = BUDGETS.get(table.key, "")
    fits = Case(When(fund__contains=budget, then=Value(0)), default=Value(1), output_field=IntegerField())
    lines = list(listed.order_by(fits, "code").values("code", "name", "fund")[:AT_MOST])
    names = names_of(account, [code for line in lines for code in branch(line["code"])])
    return [as_line(line["code"], names, not budget or budget in line["fund"]) for line in lines]


def official(year: int) -> QuerySet[Subject]:
    """Doubtful names are left to the account, as in `ledger.official_names`."""
    return Subject.objects.filter(year=year).exclude(confidence="low")


def as_line(code: str, names: dict[str, str], fits: bool) -> dict[str, Any]:
    return {
        "code": code,
        "name": names.get(code, ""),
        "fits": fits,
        "above": [{"code": each, "name": names.get(each, "")} for each in branch(code)[:-1]],
    }


def names_of(account: Account, codes: Iterable[str]) -> dict[str, str]:
    """As the account prints them, else the official names."""
    wanted = set(codes)
    names = dict(official(account.year).filter(code__in=wanted).values_list("code", "name"))
    own = AccountSubject.objects.filter(account=account, code__in=wanted)
    return names | dict(own.values_list("code", "name"))


def with_parents(codes: Iterable[str]) -> list[str]:
    return sorted({each for code in codes if is_code(code) for each in branch(code)})
