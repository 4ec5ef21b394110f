"""Basic spending of an invented unit by economic subjects, contributions, and what of it is 三公. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accounts.invented.plan import YUAN

if TYPE_CHECKING:
    from accounts.invented.year import Year

WAGES = (("30101", 0.36), ("30102", 0.24), ("30103", 0.18), ("30112", 0.01), ("30199", 0.03))
SUPPORT = (("30302", 0.02), ("30305", 0.008), ("30309", 0.0007))
CONTRIBUTIONS = (
    ("2080505", "30108", 0.16),
    ("2080506", "30109", 0.08),
    ("", "30110", 0.07),
    ("2101103", "30111", 0.03),
    ("2210201", "30113", 0.12),
)
"""Subject, economic subject, share in wages; the subject of medical insurance depends on the unit."""
MEDICAL = {"public": "2101102"}
OFFICE = ("30201", "30202", "30205", "30206", "30207", "30208", "30209", "30211", "30213", "30215", "30216")
SERVICES = ("30203", "30204", "30214", "30218", "30226", "30227", "30228", "30229", "30239", "30299", "31002")


def spend(year: Year) -> None:
    plan = year.plan
    wages = plan.people * plan.pay / len(plan.running)
    for code in plan.running:
        public = (("30107", 0.2),) if year.is_public else ()
        for economic, share in (*WAGES, *public, *SUPPORT):
            personnel(year, code, economic, year.some(wages * share))
        for economic in (*OFFICE, *year.chance.sample(SERVICES, 6)):
            operating(year, code, economic, year.some(plan.people / len(plan.running) * 900 * YUAN))
    medical = MEDICAL.get(plan.institution, "2101101")
    for code, economic, share in CONTRIBUTIONS:
        personnel(year, code or medical, economic, year.some(plan.people * plan.pay * share))


def personnel(year: Year, code: str, economic: str, amount: int) -> None:
    paid(year, code, economic, amount, "personnel")


def operating(year: Year, code: str, economic: str, amount: int) -> None:
    paid(year, code, economic, amount, "operating")


def paid(year: Year, code: str, economic: str, amount: int, kind: str) -> None:
    """Received and spent within the year; in the finest column that this edition's table 05 has."""
    year.receive("general", code, amount)
    year.spend("general", code, amount, "basic", kind if year.plan.form.has("t05", kind) else "basic")
    year.book.add(amount, "t06", economic, "amount")
