"""A province made by several processes, group by group; what is there already is left."""

import gc
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context

from django.db import connections, transaction

from accounts.case import UnitProfile
from accounts.invented.province import Group, province
from accounts.models import Unit
from disclosures.models import Publication, PublicationQuerySet
from disclosures.province import headlines, reports, writing
from disclosures.province.copying import copy, keys

TOGETHER = "（汇总）"
"""Ends the name that a department's account bears."""


class Another(Exception):
    """Under these codes there is something else."""


@dataclass(frozen=True)
class Plan:
    """`headlines`: reports of headline figures alone."""

    units: int
    years: int
    seed: int
    headlines: bool = False

    @property
    def prefix(self) -> str:
        return f"invented-{self.seed}-"

    @property
    def groups(self) -> tuple[Group, ...]:
        return province(self.units, self.seed)


def make(plan: Plan, processes: int) -> Iterator[int]:
    """The tree, then all versions; how many at a time. Another where its codes are taken otherwise."""
    groups = plan.groups
    plant(plan, groups)
    there = set(taken(plan).values_list("unit__code", flat=True).distinct())
    left = [group for group in groups if not there & {unit.code for unit in group.units}]
    work = partial(write, plan)
    if processes == 1:
        yield from map(work, left)
        return
    connections.close_all()
    with ProcessPoolExecutor(processes, get_context("fork"), gc.disable) as pool:
        for done in as_completed([pool.submit(work, group) for group in left]):
            yield done.result()


def taken(plan: Plan) -> PublicationQuerySet:
    return Publication.objects.filter(unit__code__startswith=plan.prefix)


@transaction.atomic
def plant(plan: Plan, groups: Sequence[Group]) -> None:
    """The units of the province, where they are not there yet."""
    wanted = {unit.code: (named(unit), unit.region) for group in groups for unit in group.units}
    known = Unit.objects.filter(code__startswith=plan.prefix)
    there = {code: (name, region) for code, name, region in known.values_list("code", "name", "region")}
    if there and there != wanted:
        raise Another(f"种子 {plan.seed} 已经造过另一个省，有 {len(there)} 个单位")
    if not there:
        copy(list(rows(groups, keys(Unit, len(wanted)))))


def rows(groups: Iterable[Group], numbers: Sequence[int]) -> Iterator[Unit]:
    free = iter(numbers)
    for group in groups:
        above: Unit | None = None
        for position, unit in enumerate(group.units):
            row = Unit(
                pk=next(free),
                code=unit.code,
                name=named(unit),
                consolidated_name=unit.name if unit.kind == "department" else "",
                kind=unit.kind,
                level=unit.level,
                institution=unit.institution,
                region=unit.region,
                parent=above,
                position=position,
            )
            above = above or (row if group.department else None)
            yield row


def named(unit: UnitProfile) -> str:
    return unit.name.removesuffix(TOGETHER)


def write(plan: Plan, group: Group) -> int:
    """All versions of a group, or none; how many."""
    units = {unit.code: unit for unit in Unit.objects.filter(code__in=[each.code for each in group.units])}
    batch = writing.Batch(units, writing.headline if plan.headlines else writing.whole)
    source = headlines.headlines if plan.headlines else reports.full
    for found in reports.published(group, plan.seed, plan.years, source):
        batch.add(found)
    return batch.write()
