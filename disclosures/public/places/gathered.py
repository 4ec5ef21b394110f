"""What the units of a department or a region published for a year, and what that adds up to. Pure.

No account is added twice: a department's has its units' in it. Where the department has none, its units'
stand for it. Whatever is not in a sum is named.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from accounts.money import grouped, in_wan
from disclosures.catalogue.reading import HEADLINES
from disclosures.public.places.years import NONE, Amounts, Cell

NAMED = 100
"""So many are named; the rest is counted."""


@dataclass(frozen=True)
class Member:
    """A unit, by the numbers of the database. `is_ended`: it was dissolved."""

    pk: int
    code: str
    name: str
    parent: int | None
    is_department: bool
    is_ended: bool = False
    is_invented: bool = False


@dataclass(frozen=True)
class Known:
    """What is known of the members, by unit and year. `above`: the parent of every unit on the way up."""

    members: tuple[Member, ...]
    above: Mapping[int, int | None]
    public: Mapping[tuple[int, int], bool]
    """Whether the newest version is public; no entry where there is none."""
    amounts: Mapping[tuple[int, int], Amounts]
    """Of versions that are public."""
    listed: Mapping[int, frozenset[int]]
    """Those on the list that the bureau has released; by year, of those years that have one."""

    @property
    def years(self) -> list[int]:
        """The newest first: those of which a member has or owes an account."""
        ids = {member.pk for member in self.members}
        owed = {year for year, units in self.listed.items() if units & ids}
        return sorted({year for _, year in self.public} | owed, reverse=True)

    def over(self, pk: int) -> Iterator[int]:
        """Those above a unit, the nearest first; a circle of parents ends where it closes."""
        seen = {pk}
        parent = self.above.get(pk)
        while parent is not None and parent not in seen:
            seen.add(parent)
            yield parent
            parent = self.above.get(parent)


@dataclass(frozen=True)
class Gathered:
    """One year. `due` are those who must publish: by the released list, or else all that there are."""

    year: int
    by_list: bool
    due: tuple[Member, ...]
    missing: tuple[Member, ...]
    """Due and not public."""
    withdrawn: frozenset[int]
    others: int
    """Public without being on the list."""
    added: tuple[Member, ...]
    """Whose accounts are in the sums."""
    replaced: tuple[Member, ...]
    """Departments without an account, of whose units some have one."""
    outside: tuple[Member, ...]
    """Of whom nothing is in the sums; of a department and its units, the department."""
    cells: tuple[Cell, ...]
    """The sums. In place of a change: how many of the accounts have the figure, where not all do."""

    @property
    def published(self) -> int:
        return len(self.due) - len(self.missing)

    @property
    def named(self) -> tuple[Member, ...]:
        return self.missing[:NAMED]

    @property
    def left_out(self) -> tuple[Member, ...]:
        """Those outside the sums, where they are others than the missing."""
        return self.outside[:NAMED] if set(self.outside) != set(self.missing) else ()

    def told(self, what: str) -> str:
        """12 个所属单位中 10 个已公开2024年度决算."""
        if self.by_list:
            more = f"，另有 {self.others} 个不在名单上的也已公开" if self.others else ""
            return (
                f"{self.year}年度应公开的名单上有 {len(self.due)} 个{what}，已公开 {self.published} 个{more}"
            )
        return f"{len(self.due)} 个{what}中 {self.published} 个已公开{self.year}年度决算"


def gather(known: Known, year: int) -> Gathered:
    due = tuple(must(known, year))
    public = {member.pk for member in known.members if known.public.get((member.pk, year))}
    due_ids = {member.pk for member in due}
    has = {member.pk for member in known.members if (member.pk, year) in known.amounts}
    added = tuple(m for m in known.members if m.pk in has and has.isdisjoint(known.over(m.pk)))
    replaced_ids = {above for member in added for above in known.over(member.pk)}
    without = {
        member.pk: member
        for member in known.members
        if member.pk in due_ids | public
        and member.pk not in has
        and member.pk not in replaced_ids
        and has.isdisjoint(known.over(member.pk))
    }
    amounts = [known.amounts[member.pk, year] for member in added]
    return Gathered(
        year=year,
        by_list=year in known.listed,
        due=due,
        missing=tuple(member for member in due if member.pk not in public),
        withdrawn=frozenset(
            unit for (unit, of), is_public in known.public.items() if of == year and not is_public
        ),
        others=len(public - due_ids),
        added=added,
        replaced=tuple(m for m in known.members if m.pk in replaced_ids and m.pk not in has),
        outside=tuple(m for m in without.values() if without.keys().isdisjoint(known.over(m.pk))),
        cells=tuple(total(amounts, name) for name in HEADLINES),
    )


def must(known: Known, year: int) -> Iterator[Member]:
    """Whom the list of the year names; where there is none, all that are not dissolved."""
    for member in known.members:
        if year in known.listed:
            if member.pk in known.listed[year]:
                yield member
        elif not member.is_ended or (member.pk, year) in known.public:
            yield member


def total(accounts: Sequence[Amounts], name: str) -> Cell:
    found = [amount for each in accounts if (amount := each.get(name)) is not None]
    if not found:
        return Cell("", NONE)
    whole = sum(found, Decimal(0))
    some = f"{len(found)} 份有这项数" if len(found) < len(accounts) else ""
    return Cell(f"{whole:f}", grouped(in_wan(whole)), some)
