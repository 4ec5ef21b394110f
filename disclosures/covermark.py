"""The foot of the printed cover: which version it is, and how to find out whether it is genuine. Pure."""

from dataclasses import dataclass

import segno

from accounts.days import day
from disclosures import imprint
from disclosures.report import Report


@dataclass(frozen=True)
class CoverMark:
    version: str
    """第1版　2025年9月26日公开"""
    code: str
    """K7M2Q X4R9T"""
    place: str
    """Where to type it."""
    address: str = ""
    """What the QR code leads to; empty where the site has no address of its own."""
    modules: int = 0
    """How many make a side of the QR code."""
    path: str = ""
    """Its dark modules, as the path of an SVG with a module for a unit."""


def cover_mark(report: Report, site: str = "") -> CoverMark | None:
    """None for a draft, which has no code. `site`: the site's own address, https://…"""
    issue = report.issue
    if not issue.code:
        return None
    when = f"　{day(issue.disclosed)}公开" if issue.disclosed else ""
    version, code = f"第{issue.number}版{when}", imprint.grouped(issue.code)
    if not site:
        return CoverMark(version, code, f"本网站的核验页（{imprint.verifying()}）")
    address = site + imprint.verifying(issue.code)
    rows = segno.make(address, error="m", micro=False).matrix
    place = (site + imprint.verifying()).partition("://")[2]
    return CoverMark(version, code, place, address, len(rows), drawn(rows))


def drawn(rows: tuple[bytearray, ...]) -> str:
    """One path for all, so that no hair lines show between modules that touch."""
    return "".join(
        f"M{column} {row}h{length}v1h-{length}z"
        for row, modules in enumerate(rows)
        for column, length in dark_runs(modules)
    )


def dark_runs(modules: bytearray) -> list[tuple[int, int]]:
    """Where runs of dark modules begin, and how long they are."""
    runs: list[tuple[int, int]] = []
    for column, dark in enumerate(modules):
        if dark and column and modules[column - 1]:
            start, length = runs[-1]
            runs[-1] = start, length + 1
        elif dark:
            runs.append((column, 1))
    return runs
