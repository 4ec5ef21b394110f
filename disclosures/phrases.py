"""The parts of a sentence, and the comparisons that every section words alike.

A sentence is a tuple of runs: words of the house, numbers that know their cells, and what a clerk typed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from accounts.figures import Address
from accounts.money import in_wan, percent, plain

Kind = Literal["amount", "change", "percent", "count"]


@dataclass(frozen=True)
class Source:
    """A cell a number came from: this year's or last year's."""

    year: int
    address: Address


@dataclass(frozen=True)
class Number:
    """A number in a sentence. `text` is how it is printed, without its unit or sign."""

    text: str
    value: Decimal
    kind: Kind
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class Words:
    text: str


@dataclass(frozen=True)
class Typed:
    """What the clerk wrote in a slot."""

    text: str
    slot: str


@dataclass(frozen=True)
class Missing:
    """A slot that the figures demand and nobody has filled."""

    slot: str
    label: str

    @property
    def text(self) -> str:
        return f"〔待填写：{self.label}〕"


Run = Words | Number | Typed | Missing
Runs = tuple[Run, ...]


def text_of(runs: Iterable[Run]) -> str:
    return "".join(run.text for run in runs)


def say(*parts: "str | Run | Runs") -> Runs:
    """Runs in a row; bare text becomes words of the house, empty parts vanish, neighbouring words join."""
    runs: list[Run] = []
    for part in parts:
        for run in part if isinstance(part, tuple) else (part,):
            if isinstance(run, str):
                run = Words(run)
            if isinstance(run, Words) and runs and isinstance(runs[-1], Words):
                runs[-1] = Words(runs[-1].text + run.text)
            elif run.text:
                runs.append(run)
    return tuple(runs)


def joined(items: "Iterable[Runs]", separator: str) -> Runs:
    """Runs with `separator` between the items."""
    runs: Runs = ()
    for n, item in enumerate(items):
        runs = say(runs, separator if n else "", item)
    return runs


def amount(value: Decimal, *sources: Source) -> Number:
    """元, printed in 万元 without trailing zeros; the caller writes 万元 behind it."""
    return Number(plain(in_wan(value)), value, "amount", sources)


def change(value: Decimal, *sources: Source) -> Number:
    """The size of a change in 元; the words around it say whether it rose or fell."""
    return Number(plain(in_wan(abs(value))), value, "change", sources)


def share(part: Decimal, whole: Decimal, *sources: Source) -> Number:
    """`part` of `whole` in %; raises ZeroDivisionError for a zero `whole`."""
    return Number(percent(part, whole), part / whole * 100, "percent", sources)


def count(value: Decimal, *sources: Source) -> Number:
    return Number(plain(value), value, "count", sources)
