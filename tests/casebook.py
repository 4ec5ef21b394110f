"""Cases as people read them: cells in 万元, one after the other, `t03/205/total 100.02`."""

from collections.abc import Mapping
from decimal import Decimal

from accounts.case import Case, UnitProfile
from accounts.editions import edition_of
from accounts.editions.definitions import Edition
from accounts.figures import Figures, at
from accounts.money import Scale, from_wan
from accounts.projects import ProjectSheet

NAMES = {
    "205": "教育支出",
    "20502": "普通教育",
    "2050203": "初中教育",
    "2050204": "高中教育",
    "212": "城乡社区支出",
    "21208": "国有土地使用权出让收入安排的支出",
    "2120803": "城市建设支出",
}


def cells(edition: Edition, text: str) -> Figures:
    """Figures from `address amount` pairs; money in 万元, counts and percentages as they are."""
    words = text.split()
    found = {}
    for address, amount in zip(map(at, words[::2]), map(Decimal, words[1::2]), strict=True):
        found[address] = from_wan(amount) if edition.measure(address) == "money" else amount
    return Figures(found)


def case(
    figures: str = "",
    last: str | None = "",
    *,
    edition: str = "jilin-2024-unit",
    texts: Mapping[str, str] | None = None,
    projects: tuple[ProjectSheet, ...] = (),
    scale: Scale = Scale.WAN,
) -> Case:
    """A case of 某局 2024; `last` None means that there is no account of 2023."""
    form = edition_of(edition)
    kind = "department" if form.wording.scope == "部门" else "unit"
    return Case(
        unit=UnitProfile("mouju", "某局", kind, "市"),
        year=form.year,
        edition=form,
        scale=scale,
        figures=cells(form, figures),
        last=None if last is None else cells(form, last),
        subjects=NAMES,
        projects=projects,
        texts=texts or {},
    )
