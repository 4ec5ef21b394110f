"""How to cite a version of a report. Strings ready to print."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest
from django.urls import reverse

from disclosures.models import Publication


@dataclass(frozen=True)
class Citation:
    """`address` is that of this version: it stays what it is when a correction is published."""

    address: str
    short: str
    long: str


def citation(request: HttpRequest, publication: Publication, today: date) -> Citation:
    """Short for a text, long as a reference by GB/T 7714."""
    address = stable_address(request, publication)
    day = publication.disclosed
    short = f"《{publication.title}》（第{publication.number}版，{day.year}年{day.month}月{day.day}日公开）"
    edition = f"第{publication.number}版，版本编码{publication.code}"
    return Citation(
        address,
        short,
        f"{publication.unit_name}. {publication.title}[R/OL]. {edition}. ({day})[{today}]. {address}",
    )


def stable_address(request: HttpRequest, publication: Publication) -> str:
    """That of the version, whichever address it was asked for by."""
    place = [publication.unit.code, publication.year, publication.number]
    return request.build_absolute_uri(reverse("version", args=place))


def file_name(publication: Publication, kind: str) -> str:
    """Versions lie side by side in a reader's folder."""
    return f"{publication.title}第{publication.number}版.{kind}"
