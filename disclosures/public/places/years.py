"""A unit's headline figures year by year, and what stands for a year without a public account. Pure."""

import csv
import io
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from accounts.days import day
from accounts.money import grouped, in_wan
from disclosures.catalogue.reading import HEADLINES
from disclosures.catalogue.tables import Figure
from disclosures.compared.measures import growth
from disclosures.formulas import harmless

Amounts = Mapping[str, Decimal | None]
"""In 元 by the name of the headline; None where the report has no such figure."""
NONE = "无"
BEFORE = "原单位公开的"
CSV_HEAD = ("单位代码", "单位", "年度", "版次", "版本编码", "项目", "项目名", "金额（元）", "情况")


@dataclass(frozen=True)
class Origin:
    """A unit whose duties, all or some, another has taken over."""

    code: str
    name: str


@dataclass(frozen=True)
class Filed:
    """The newest version of a year. `amounts`: None where it was withdrawn, or the catalogue lacks it."""

    number: int
    code: str
    withdrawn: date | None = None
    amounts: Amounts | None = None


@dataclass(frozen=True)
class Cell:
    """`value` in 元, empty where there is none; `text` in 万元; `change` on the year before, in words."""

    value: str
    text: str
    change: str = ""


@dataclass(frozen=True)
class Year:
    """`gap`: why there are no cells. `inherited`: from whom duties were taken over and who published then."""

    year: int
    filed: Filed | None
    cells: tuple[Cell, ...] = ()
    gap: str = ""
    inherited: tuple[Origin, ...] = ()

    @property
    def is_public(self) -> bool:
        return self.filed is not None and not self.filed.withdrawn

    @property
    def told(self) -> str:
        names = "、".join(each.name for each in self.inherited)
        return f"{self.gap}，{BEFORE}：{names}" if names else self.gap


def years(
    filed: Mapping[int, Filed],
    listed: Collection[int],
    beneath: Collection[int] = (),
    inherited: Mapping[int, tuple[Origin, ...]] = MappingProxyType({}),
) -> list[Year]:
    """From the newest year to the first of which anything is known. `listed`: the years in which the unit is
    on a released list; `beneath`: those of the units below it.
    """
    known = {*filed, *listed, *beneath, *inherited}
    if not known:
        return []
    found = [year(each, filed, each in listed) for each in range(max(known), min(known) - 1, -1)]
    return [each if each.filed else replace(each, inherited=inherited.get(each.year, ())) for each in found]


def year(of: int, filed: Mapping[int, Filed], is_listed: bool) -> Year:
    found = filed.get(of)
    if found is None:
        return Year(of, None, gap="列入应公开名单，没有公开" if is_listed else "没有这一年的决算")
    if found.withdrawn:
        return Year(of, found, gap=f"第{found.number}版已于{day(found.withdrawn)}撤回，不再公开")
    if found.amounts is None:
        return Year(of, found, gap="已公开，这里还没有它的数，见决算")
    last = filed.get(of - 1)
    before = last.amounts if last else None
    return Year(of, found, tuple(cells(found.amounts, before or {})))


def cells(now: Amounts, before: Amounts) -> Iterator[Cell]:
    for name in HEADLINES:
        amount, last = now.get(name), before.get(name)
        if amount is None:
            yield Cell("", NONE)
        else:
            yield Cell(
                f"{amount:f}",
                grouped(in_wan(amount)),
                "" if last is None else growth(Figure(amount), Figure(last)),
            )


def as_csv(code: str, name: str, found: Collection[Year], titles: Mapping[str, str]) -> str:
    """One figure a line, the oldest year first, amounts in 元; a year without figures is there, too."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(CSV_HEAD)
    for each in sorted(found, key=lambda year: year.year):
        version = (each.filed.number, each.filed.code) if each.filed and each.is_public else ("", "")
        cells = each.cells or (Cell("", ""),) * len(HEADLINES)
        for headline, cell in zip(HEADLINES, cells, strict=True):
            state = each.told or ("已公开" if cell.value else "决算没有这项数")
            named = headline, titles[headline]
            writer.writerow([code, harmless(name), each.year, *version, *named, cell.value, state])
    return out.getvalue()
