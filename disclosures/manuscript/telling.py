"""How a finding names the words in question, their number and the cells it belongs to. Pure."""

from collections.abc import Iterable
from decimal import Decimal

from accounts.case import Case
from accounts.checks.engine import Fault, Level
from accounts.checks.wording import amount, as_at, where
from accounts.figures import Address
from accounts.money import from_wan, grouped
from disclosures.manuscript.clauses import Told
from disclosures.manuscript.matching import Given
from disclosures.manuscript.reading import Manuscript
from disclosures.phrases import Number, Source

SHOWN = 40
PER_UNIT = {"万元": Decimal(1), "": Decimal(1), "元": Decimal("0.0001"), "亿元": Decimal(10_000)}
CHECK_TEXT = "核对文本与报表；报表无误的，改文本"


def in_wan_told(told: Told) -> Decimal:
    """The amount in 万元, whatever the unit it was written in."""
    return told.value * PER_UNIT.get(told.unit, Decimal(1))


def shown(given: Given) -> str:
    text = given.clause.text
    return f"“{text if len(text) <= SHOWN else text[: SHOWN - 1] + '…'}”"


def cells(sources: Iterable[Source]) -> tuple[Address, ...]:
    return tuple(dict.fromkeys(source.address for source in sources))


def standing(case: Case, sources: Iterable[Source]) -> str:
    """《…》“…”行“…”栏3,799.01万元, of last year where it is last year's."""
    told = []
    for source in sources:
        if source.year == case.year:
            told.append(f"{where(case, source.address)}{amount(case, source.address)}")
        elif case.last is not None:
            told.append(f"上年同栏{as_at(case, source.address, case.last.amount(source.address))}")
    return "、".join(told[:4]) + (f"等{len(told)}处" if len(told) > 4 else "")


def wrong(
    text: Manuscript,
    given: Given,
    told: Told,
    instead: str | None,
    message: str,
    *,
    sources: Iterable[Source] = (),
    numbers: tuple[Decimal, ...] = (),
    level: Level | None = None,
    remedy: str = CHECK_TEXT,
) -> Fault:
    """A number of the text that is not what it should be."""
    place, quote = text.quote(given, told.start, told.end, instead)
    return Fault(
        message,
        cells(sources),
        numbers,
        numbers[0] - numbers[1] if len(numbers) == 2 else None,
        remedy,
        level,
        place,
        quote,
    )


def in_yuan(told: Told) -> Decimal:
    return from_wan(in_wan_told(told))


def wan(value: Decimal) -> str:
    return f"{grouped(value)}万元"


def of_account(case: Case, number: Number) -> str:
    """What the number is in the account: an amount in its cell, or a change between two years."""
    if number.kind == "change":
        return f"按{standing(case, number.sources)}，应为{number.text}万元"
    return f"应与{standing(case, number.sources)}一致" if number.sources else f"应为{number.text}"
