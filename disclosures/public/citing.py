"""How to cite a version of a report. Strings ready to print."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from accounts.days import day
from disclosures.models import Publication


@dataclass(frozen=True)
class Citation:
    """`address` is that of this version: it stays what it is when a correction is published."""

    address: str
    short: str
    long: str


def citation(publication: Publication, site: str) -> Citation:
    """Short for a text, long as a reference by GB/T 7714. The day of reading is left to the reader."""
    address = stable_address(publication, site)
    short = f"《{publication.title}》（第{publication.number}版，{day(publication.disclosed)}公开）"
    edition = f"第{publication.number}版，版本编码{publication.code}"
    named = f"{publication.unit_name}. {publication.title}[R/OL]. {edition}"
    return Citation(address, short, f"{named}. ({publication.disclosed})[访问日期]. {address}")


def stable_address(publication: Publication, site: str) -> str:
    """That of the version, whichever address it was asked for by."""
    place = [publication.unit.code, publication.year, publication.number]
    return site + reverse("version", args=place)


def site_of(request: HttpRequest) -> str:
    """The site's own address, or the one it was asked by where none is set."""
    return settings.SITE_ADDRESS or request.build_absolute_uri("/").rstrip("/")


def file_name(publication: Publication, kind: str) -> str:
    """Versions lie side by side in a reader's folder."""
    return f"{publication.title}第{publication.number}版.{kind}"
