"""What stays the same of an invented unit from year to year: name, subjects, usual amounts. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random
from typing import cast, get_args

from accounts.case import Institution, UnitProfile
from accounts.editions.definitions import Edition
from accounts.invented import names
from accounts.invented.book import Form
from accounts.invented.catalogue import Catalogue, catalogue
from accounts.invented.sizes import SIZES, Between, SizeName
from accounts.projects import FundKind

YUAN = 100
"""In 分, as all amounts here."""
LOW, HIGH = 20_000 * YUAN, 50_000_000 * YUAN
CONTRIBUTED = frozenset({"2080505", "2080506", "2101101", "2101102", "2101103", "2210201"})


@dataclass(frozen=True)
class Work:
    """A subject of project spending and what is usually spent on it in a year."""

    fund: FundKind
    code: str
    usual: int


@dataclass(frozen=True)
class Plan:
    seed: str
    form: Form
    unit: UnitProfile
    people: int
    pay: int
    """Of one person in a year."""
    running: tuple[str, ...]
    """Subjects of basic spending; other money is received and spent at the first."""
    works: tuple[Work, ...]
    sheets: int
    """So many of the works are self-evaluated."""
    vehicles: int
    names: Mapping[str, str]

    @property
    def institution(self) -> Institution:
        return self.unit.institution

    def chance(self, year: int) -> Random:
        return Random(f"{self.seed}:{year}")


def plan(
    edition: Edition,
    seed: int | str,
    size: SizeName,
    form: Form | None = None,
    unit: UnitProfile | None = None,
) -> Plan:
    chance, known = Random(f"{seed}:{size}"), catalogue(edition.year, edition.classes)
    within = SIZES[size]
    people = between(chance, within.people)
    unit = unit or profile(chance, edition, seed)
    running = running_codes(chance, known, between(chance, within.running))
    taken = {*running, *CONTRIBUTED}
    works: list[Work] = []
    for fund, number in (("general", within.projects), ("fund", within.funds), ("capital", within.capital)):
        kind = cast(FundKind, fund)
        codes = [code for code in known.items[kind] if code not in taken]
        chosen = sorted(chance.sample(codes, between(chance, number)))
        works += [Work(kind, code, usual(chance, people)) for code in chosen]
    chance.shuffle(works)
    return Plan(
        seed=f"{seed}",
        form=form or Form(edition),
        unit=unit,
        people=people,
        pay=chance.randrange(70_000, 130_000) * YUAN,
        running=running,
        works=tuple(works),
        sheets=min(between(chance, within.sheets), len(works)),
        vehicles=people // 30 + chance.randrange(3),
        names=known.names,
    )


def between(chance: Random, ends: Between) -> int:
    return chance.randint(*ends)


def usual(chance: Random, people: int) -> int:
    amount = int(chance.lognormvariate(12.0, 1.1) * people**0.4) * YUAN
    return min(max(amount, LOW), HIGH)


def running_codes(chance: Random, known: Catalogue, number: int) -> tuple[str, ...]:
    """Subjects of daily work, 行政运行 and the like, as far as the list has them."""
    codes = [code for code in known.items["general"] if code not in CONTRIBUTED]
    daily = [code for code in codes if known.names[code].endswith("运行")]
    return tuple(sorted(chance.sample(daily if len(daily) >= number else codes, number)))


def profile(chance: Random, edition: Edition, seed: int | str) -> UnitProfile:
    institution = chance.choice([kind for kind in get_args(Institution) if kind])
    level = chance.choice(list(names.LEVELS))
    name, region = names.unit(chance, level, institution)
    code = f"invented-{seed}"
    if edition.wording.scope == "单位":
        return UnitProfile(code, name, "unit", level, region, institution=institution)
    members = (f"{name}本级", f"{name}服务中心")
    return UnitProfile(code, f"{name}（汇总）", "department", level, region, members)
