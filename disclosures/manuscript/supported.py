"""Every amount, change and count that the account knows, as sentences may print it. Pure."""

from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation

from accounts.case import Case
from accounts.figures import ZERO, Address
from accounts.money import in_wan
from disclosures.manuscript.kept import kept


@kept
def known_numbers(case: Case) -> frozenset[Decimal]:
    """Amounts in 万元, changes without their sign, counts and rates."""
    return frozenset(abs(value) for value in (*of_figures(case), *of_projects(case)))


def of_figures(case: Case) -> Iterator[Decimal]:
    """Each figure as it is and in 万元: asking how it is printed would take longer."""
    last: Mapping[Address, Decimal] = case.last or {}
    for address in {*case.figures, *last}:
        now, before = case.figures.get(address, ZERO), last.get(address, ZERO)
        yield from (now, before, in_wan(now))
        if before:
            yield from (in_wan(before), in_wan(now - before), now - before)


def of_projects(case: Case) -> Iterator[Decimal]:
    yield Decimal(len(case.projects))
    for sheet in case.projects:
        words = [sheet.score, sheet.execution_score, sheet.execution_weight]
        words += [
            text for line in sheet.indicators for text in (line.target, line.actual, line.score, line.weight)
        ]
        for text in words:
            try:
                value = Decimal(text)
            except InvalidOperation:
                continue
            if value.is_finite():
                yield value
