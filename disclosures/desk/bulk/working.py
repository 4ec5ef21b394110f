"""A batch worked off: one file after the other, each in its own transaction; what was imported is not again.

Whoever works at a batch holds a lock of the database, which ends with the process. So only one works at it,
and one that was broken off can be gone on with: the files that have an outcome are left.
"""

import logging
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.core.files.storage import storages
from django.db import connection, reset_queries, transaction
from django.utils import timezone

from accounts.case import Case, UnitProfile
from accounts.days import day
from accounts.editions import EDITIONS
from accounts.figures import Figures
from accounts.models import Membership, Unit, UnitName
from accounts.money import Scale
from accounts.permissions import accounts_for, units_for
from accounts.refusals import Refused
from disclosures.desk.bulk import placing, sources
from disclosures.desk.bulk.models import Batch, Outcome
from disclosures.desk.bulk.placing import Placed, Units, Unplaced, Words
from disclosures.desk.bulk.sources import Member
from disclosures.desk.workbook import reporting
from disclosures.desk.workbook.importing import Wanted, bring, edition_for
from disclosures.workbook import tallying
from disclosures.workbook.package import Unreadable
from disclosures.workbook.receiving import Received, receive

log = logging.getLogger(__name__)
State = Outcome.State
ROLES = frozenset({Membership.Role.BUREAU, Membership.Role.ADMINISTRATOR})
"""Who may import for the units below."""
LOCK = 0x6A75
SOON = timedelta(seconds=60)
"""After so long a process that was started is at work, or never will be."""
Tell = Callable[[Outcome, int, int], None]
"""Told of each file: its outcome, which it is, of how many."""


@contextmanager
def alone(batch: Batch) -> Iterator[bool]:
    """Whether nobody else is at work at it; until the end nobody else is."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [LOCK, batch.pk])
        (mine,) = cursor.fetchone()
    try:
        yield mine
    finally:
        if mine:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [LOCK, batch.pk])


def at_work(batch: Batch) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND granted AND classid = %s "
            "AND objid = %s AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))",
            [LOCK, batch.pk],
        )
        return bool(cursor.fetchone()[0])


def work_off(batch: Batch, path: Path | None = None, tell: Tell = lambda *_: None) -> bool:
    """All files that have no outcome yet; False where somebody else is at it. Unreadable for no batch."""
    with alone(batch) as mine:
        if not mine:
            return False
        Batch.objects.filter(pk=batch.pk).update(error="", ended_at=None)
        try:
            found = sources.members(path or Path(store().path(batch.stored)))
        except Unreadable as reason:
            Batch.objects.filter(pk=batch.pk).update(error=str(reason), ended_at=timezone.now())
            raise
        Batch.objects.filter(pk=batch.pk).update(whole=len(found))
        units = units_within(batch)
        done = set(batch.outcomes.values_list("name", flat=True))
        for n, member in enumerate(found, 1):
            if member.name not in done:
                tell(one(batch, member, units), n, len(found))
                reset_queries()
        Batch.objects.filter(pk=batch.pk).update(ended_at=timezone.now())
        discard(batch)
        return True


def store() -> Any:
    return storages["imports"]


def discard(batch: Batch) -> None:
    """The upload is no longer needed; what came of it is."""
    if batch.stored:
        store().delete(batch.stored)
        Batch.objects.filter(pk=batch.pk).update(stored="")


def units_within(batch: Batch) -> Units:
    """Those of the person, with all the names they have borne; all for a command."""
    units = Unit.objects.all() if batch.person is None else units_for(batch.person, ROLES)
    names: dict[str, list[str]] = {
        unit.code: [unit.name, unit.consolidated_name] for unit in units.order_by("code")
    }
    for code, name in UnitName.objects.values_list("unit__code", "name"):
        if code in names:
            names[code].append(name)
    return placing.units_of(names)


@dataclass
class File:
    """How far one file has come."""

    sha256: str = ""
    placed: Placed | None = None


def one(batch: Batch, member: Member, units: Units) -> Outcome:
    """Whatever is wrong with it, the others are imported all the same."""
    file = File()
    try:
        with transaction.atomic():
            return imported(batch, member, units, file)
    except Unplaced as reason:
        return kept(batch, member, file, State.UNPLACED, str(reason))
    except (Unreadable, Refused) as reason:
        return kept(batch, member, file, State.REFUSED, str(reason))
    except Exception as error:
        log.exception("%s of batch %s could not be imported", member.name, batch.pk)
        return kept(
            batch, member, file, State.REFUSED, f"读取时出错（{type(error).__name__}），请告诉系统管理员"
        )


def imported(batch: Batch, member: Member, units: Units, file: File) -> Outcome:
    content = member.read()
    file.sha256 = sha256(content).hexdigest()
    received = receive(content)
    placed = file.placed = placing.place(
        units, member.name, received.head, words_of(received, batch), batch.year
    )
    unit = Unit.objects.get(code=placed.unit)
    again = batch.trial or batch.overwrite
    if not again and (before := done_before(file.sha256, unit, placed.year)):
        then = day(timezone.localdate(before.at))
        told = f"{then}已经导入过同样的内容；那以后有改动、要再导入的，请选择用文件里的"
        return kept(batch, member, file, State.KNOWN, told)
    wanted = Wanted(
        unit=unit,
        year=placed.year,
        by=batch.by,
        edition=batch.edition,
        begin=True,
        place=batch.elsewhere,
        overwrite=batch.overwrite,
        trial=batch.trial,
    )
    done = bring(received, wanted)
    state = State.REFUSED if done.refusal else State.TRIED if batch.trial else State.DONE
    more = {"written": done.written, "report": reporting.summary(done)}
    if state == State.DONE:
        more["entries"] = done.plan.as_data()["entries"]
    return kept(batch, member, file, state, done.refusal, **more)


def words_of(received: Received, batch: Batch) -> Words:
    """What the tables say, read before it is known for whom."""
    if received.ours is not None:
        return Words()
    edition = EDITIONS[batch.edition] if batch.edition else edition_for(Unit(kind=Unit.Kind.UNIT))
    case = Case(UnitProfile("", ""), batch.year or edition.year, edition, Scale.YUAN, Figures(), None)
    tables = tallying.recognised(received.content_for(case))
    return Words(
        frozenset(each.unit_name for each in tables if each.unit_name),
        frozenset(each.year for each in tables if each.year),
    )


def accounts_of(user: Any, outcomes: Iterable[Outcome]) -> dict[tuple[int | None, int | None], int]:
    """The account that each was imported into, where the person may read it: one query."""
    units = {each.unit_id for each in outcomes if each.unit_id}
    rows = accounts_for(user).filter(unit__in=units).values_list("unit_id", "year", "pk")
    return {(unit, year): pk for unit, year, pk in rows}


def done_before(mark: str, unit: Unit, year: int) -> Outcome | None:
    return Outcome.objects.filter(sha256=mark, unit=unit, year=year, state=State.DONE).first()


def kept(batch: Batch, member: Member, file: File, state: State, reason: str = "", **more: Any) -> Outcome:
    placed = file.placed
    return Outcome.objects.create(
        batch=batch,
        name=member.name,
        sha256=file.sha256,
        state=state,
        unit=Unit.objects.get(code=placed.unit) if placed else None,
        year=placed.year if placed else None,
        told=placed.told if placed else "",
        reason=reason,
        **more,
    )


# as it is told


def as_data(outcome: Outcome) -> dict[str, Any]:
    """A line of the report."""
    return {
        "file": outcome.name,
        "sha256": outcome.sha256,
        "state": outcome.state,
        "unit": outcome.unit.code if outcome.unit else None,
        "year": outcome.year,
        "told": outcome.told,
        "reason": outcome.reason,
        "written": outcome.written,
        "report": outcome.report,
    }


def as_line(outcome: Outcome) -> str:
    whose = f" → {outcome.unit} {outcome.year}" if outcome.unit else ""
    reason = f"：{outcome.reason}" if outcome.reason else ""
    return f"{outcome.name}{whose}　{outcome.get_state_display()}{numbers(outcome)}{reason}"


def numbers(outcome: Outcome) -> str:
    """写入 120 处，未识别 2 处，新出现问题 3 处."""
    if not outcome.report:
        return ""
    lost, new = len(outcome.report["not_understood"]), outcome.report["counts"]["new"]
    told = [f"写入 {outcome.written} 处" if outcome.state == State.DONE else f"可写入 {outcome.written} 处"]
    told += [f"未识别 {lost} 处"] if lost else []
    told += [f"新出现问题 {new} 处"] if new else []
    return f"（{'，'.join(told)}）"


def totals(batch: Batch) -> list[tuple[str, int]]:
    found = Counter(batch.outcomes.values_list("state", flat=True))
    return [(state.label, found[state.value]) for state in State if found[state.value]]
