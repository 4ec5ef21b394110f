"""What a clerk files beside the figures: the account itself, texts, names of subjects, projects.

Every verb locks the account, refuses one that is closed, and names who writes: triggers keep a line of every
text that changes.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from operator import attrgetter
from typing import Any, TypeVar

from django.db import transaction
from django.utils import timezone

from accounts import ledger
from accounts.cells import project_of
from accounts.characters import controls, is_control, unified
from accounts.editions import EDITIONS, edition_of
from accounts.editions.definitions import Edition
from accounts.models import Account, AccountSubject, Explanation, Indicator, Project, Unit
from accounts.models.project import KEY
from accounts.money import Scale
from accounts.projects import OPERATORS, IndicatorLine, ProjectSheet
from accounts.refusals import Refused, WrongAddress, listed
from accounts.steps import actor, locked_open
from accounts.subjects import is_code

NUMBER = re.compile(r"\d{1,4}(\.\d{1,4})?")


@transaction.atomic
def begin(
    unit: Unit,
    year: int,
    *,
    edition: str,
    scale: Scale,
    source: Account.Source = Account.Source.PORTAL,
    by: str = "",
) -> Account:
    """An empty account that says who began it. Refused when the unit has one of that year, or the edition is
    unknown.
    """
    if edition not in EDITIONS:
        raise Refused(f"没有报表格式 {edition}；已有：{'、'.join(sorted(EDITIONS))}")
    account, created = Account.objects.get_or_create(
        unit=unit,
        year=year,
        defaults={
            "edition": edition,
            "scale": scale.value,
            "source": source,
            "begun_by": by.strip(),
            "begun_at": timezone.now(),
        },
    )
    if not created:
        raise Refused(f"{account}已经建立")
    return account


@transaction.atomic
def explain(account: Account, texts: Mapping[str, str | None], *, by: str) -> None:
    """Write texts into slots; a blank or None empties one."""
    account = locked_open(account)
    edition = edition_of(account.edition)
    unknown = [f"{edition.title}没有说明位置“{slot}”" for slot in texts if edition.slot(slot) is None]
    if unknown:
        raise WrongAddress(listed(unknown))
    refuse_controls(texts)
    filled = {slot: unified(text.strip()) for slot, text in texts.items() if text and text.strip()}
    now = timezone.now()
    with ledger.acting(by):
        Explanation.objects.filter(
            account=account, slot__in=[slot for slot in texts if slot not in filled]
        ).delete()
        Explanation.objects.bulk_create(
            [
                Explanation(account=account, slot=slot, text=text, by=actor(by), at=now)
                for slot, text in filled.items()
            ],
            update_conflicts=True,
            unique_fields=["account", "slot"],
            update_fields=["text", "by", "at"],
        )


@transaction.atomic
def name_subjects(account: Account, names: Mapping[str, str | None], *, by: str) -> None:
    """Keep the names of subjects as this account prints them; a blank or None removes one."""
    account = locked_open(account)
    unknown = [f"“{code}”不是科目编码（3、5 或 7 位数字）" for code in names if not is_code(code)]
    if unknown:
        raise WrongAddress(listed(unknown))
    refuse_controls(names)
    given = {code: unified(name.strip()) for code, name in names.items() if name and name.strip()}
    with ledger.acting(by):
        AccountSubject.objects.filter(account=account, code__in=[c for c in names if c not in given]).delete()
        AccountSubject.objects.bulk_create(
            [AccountSubject(account=account, code=code, name=name) for code, name in given.items()],
            update_conflicts=True,
            unique_fields=["account", "code"],
            update_fields=["name"],
        )


@transaction.atomic
def put_projects(account: Account, sheets: Sequence[ProjectSheet], *, by: str) -> None:
    """Replace all projects and their indicators. The money of a project that is gone is blanked."""
    account = locked_open(account)
    edition = edition_of(account.edition)
    faults = faults_of(edition, sheets)
    if faults:
        raise WrongAddress(listed(faults))
    sheets = [tidied(sheet) for sheet in sheets]
    with ledger.acting(by):
        kept = {sheet.key for sheet in sheets}
        Project.objects.filter(account=account).exclude(key__in=kept).delete()
        keys = written(
            [project(account, n, sheet) for n, sheet in enumerate(sheets)],
            {each.key: each for each in Project.objects.filter(account=account)},
            "key",
        )
        put_indicators(account, [(keys[sheet.key], sheet) for sheet in sheets])
    gone = [a for a in ledger.load(account) if project_of(edition, a) not in {"", *kept}]
    ledger.record(account, dict.fromkeys(gone), by=by)


def put_indicators(account: Account, sheets: Sequence[tuple[Project, ProjectSheet]]) -> None:
    wanted = [
        Indicator(project=project, position=position, **asdict(line))
        for project, sheet in sheets
        for position, line in enumerate(sheet.indicators)
    ]
    stored = {}
    for each in Indicator.objects.filter(project__account=account):
        stored[each.project_id, each.position] = each
    surplus = stored.keys() - {(each.project_id, each.position) for each in wanted}
    Indicator.objects.filter(pk__in=[stored[place].pk for place in surplus]).delete()
    written(wanted, stored, "project_id", "position")


Row = TypeVar("Row", Project, Indicator)


def written(wanted: Sequence[Row], stored: Mapping[Any, Row], *place: str) -> dict[Any, Row]:
    """The rows as they stand afterwards, by place. What is the same already is not written again."""
    of = attrgetter(*place)
    names = (
        [f.attname for f in type(wanted[0])._meta.fields if f.attname not in ("id", *place)] if wanted else []
    )
    new, changed = [], []
    for row in wanted:
        before = stored.get(of(row))
        if before is None:
            new.append(row)
            continue
        row.pk = before.pk
        if any(getattr(row, name) != getattr(before, name) for name in names):
            changed.append(row)
    model: Any = type(wanted[0]) if wanted else None
    if changed:
        model.objects.bulk_update(changed, names)
    if new:
        model.objects.bulk_create(new)
    return {of(row): row for row in wanted}


def project(account: Account, position: int, sheet: ProjectSheet) -> Project:
    given = {name: value for name, value in asdict(sheet).items() if name != "indicators"}
    return Project(account=account, position=position, **given)


def refuse_controls(texts: Mapping[str, str | None]) -> None:
    found = [(place, each) for place, text in texts.items() for each in controls(text or "")]
    if found:
        raise WrongAddress(listed([f"“{place}”有不能印刷的字符{each}" for place, each in found]))


def words_of(of: ProjectSheet | IndicatorLine) -> dict[str, Any]:
    return {name: value for name, value in vars(of).items() if isinstance(value, str)}


def tidied(sheet: ProjectSheet) -> ProjectSheet:
    """With whole characters for radicals in all its words."""
    lines = tuple(replace(line, **unified_words(line)) for line in sheet.indicators)
    return replace(sheet, **unified_words(sheet), indicators=lines)


def unified_words(of: ProjectSheet | IndicatorLine) -> dict[str, Any]:
    return {name: unified(value) for name, value in words_of(of).items()}


def points_of(sheet: ProjectSheet) -> Iterator[tuple[str, str]]:
    """Scores and weights, which are added up and so must be numbers."""
    yield from (("自评得分", sheet.score), ("预算执行分值", sheet.execution_weight))
    yield ("预算执行得分", sheet.execution_score)
    for line in sheet.indicators:
        yield from ((f"指标“{line.name}”分值", line.weight), (f"指标“{line.name}”得分", line.score))


def faults_of(edition: Edition, sheets: Sequence[ProjectSheet]) -> list[str]:
    keys = [sheet.key for sheet in sheets]
    doubled = [f"项目代码“{key}”重复" for key in sorted({key for key in keys if keys.count(key) > 1})]
    return doubled + [fault for sheet in sheets for fault in faults_in(edition, sheet)]


def faults_in(edition: Edition, sheet: ProjectSheet) -> Iterator[str]:
    if not re.fullmatch(KEY, sheet.key):
        yield f"项目代码“{sheet.key}”应由小写字母、数字和连字符组成"
    if sheet.layout not in ("", *edition.project_forms):
        yield f"项目“{sheet.name}”：{edition.title}没有表样 {sheet.layout}"
    filled: list[ProjectSheet | IndicatorLine] = [sheet, *sheet.indicators]
    for control in controls("\n".join(word for of in filled for word in words_of(of).values())):
        yield f"项目“{''.join(c for c in sheet.name if not is_control(c))}”有不能印刷的字符{control}"
    for title, value in points_of(sheet):
        if value and not NUMBER.fullmatch(value):
            yield f"项目“{sheet.name}”：{title}“{value}”不是数"
    for line in sheet.indicators:
        if line.operator not in OPERATORS:
            yield f"项目“{sheet.name}”指标“{line.name}”：符号“{line.operator}”不是 ≤、≥、=、>、< 之一"
