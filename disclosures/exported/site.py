"""What the folder holds, and its pages: those of the site, with links that lead within it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string

from disclosures.exported.folder import write
from disclosures.exported.links import MODULE, relinked
from disclosures.models import PublicationQuerySet

ASSET = re.compile(r'"/static/([^"#?]+)')
OWN = frozenset({"static", "log"})
"""Folders that are no unit's."""


@dataclass(frozen=True)
class Line:
    """A version in a list."""

    unit: str
    """The unit's code."""
    unit_name: str
    year: int
    number: int
    title: str
    disclosed: date
    withdrawn: datetime | None

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn is not None

    @property
    def place(self) -> str:
        return f"{self.unit}/{self.year:04d}/v{self.number}"


def lines(publications: PublicationQuerySet) -> list[Line]:
    """By unit, newest year and version first."""
    fields = ("unit__code", "unit__name", "year", "number", "title", "disclosed", "withdrawal__at")
    found = publications.order_by("unit__code", "-year", "-number").values_list(*fields)
    return [Line(*row) for row in found]


@dataclass
class Site:
    lines: Iterable[Line]
    address: str = field(default_factory=lambda: settings.SITE_ADDRESS)
    assets: set[str] = field(default_factory=set)
    """What pages are drawn with."""
    modules: set[str] = field(default_factory=set)
    reports: dict[tuple[str, int], list[Line]] = field(default_factory=dict)
    units: dict[str, list[Line]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for line in self.lines:
            self.reports.setdefault((line.unit, line.year), []).append(line)
            self.units.setdefault(line.unit, []).append(line)

    def holds(self, path: str) -> bool:
        first, *rest = path.split("/")
        if not rest or first in OWN:
            return True
        if len(rest) == 1:
            return first in self.units
        versions = self.reports.get((first, int(rest[0])), [])
        if len(rest) == 2:
            return bool(versions)
        return any(path.startswith(f"{each.place}/") for each in versions)

    def put(self, root: Path, here: str, html: str) -> None:
        """Write a page of the site, its links led within the folder."""
        self.assets.update(ASSET.findall(html))
        self.modules.update(re.findall(f'{MODULE}src="/static/([^"]+)"', html))
        write(root, here, relinked(html, here, self.holds, self.address).encode())

    def put_drawn(self, root: Path, here: str, template: str, **context: Any) -> None:
        self.put(root, here, render_to_string(f"archive/{template}", {**context, "site": self.address}))
