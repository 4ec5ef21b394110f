"""How to cite a version of a report, and what of it can be downloaded. Strings ready to print."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest
from django.urls import reverse

from disclosures.models import Publication

OFFICE = "application/vnd.openxmlformats-officedocument"
DOWNLOADS = (
    ("report.pdf", "pdf", "PDF 正式文本", "application/pdf"),
    ("report.xlsx", "xlsx", "Excel 工作簿", f"{OFFICE}.spreadsheetml.sheet"),
    ("report.docx", "docx", "Word 副本", f"{OFFICE}.wordprocessingml.document"),
    ("figures.csv", "csv", "数据 CSV", "text/csv"),
    ("report.json", "json", "数据 JSON", "application/json"),
    ("report.txt", "txt", "纯文本", "text/plain"),
)


@dataclass(frozen=True)
class Citation:
    """`address` is that of this version: it stays what it is when a correction is published."""

    address: str
    short: str
    long: str


@dataclass(frozen=True)
class Download:
    label: str
    type: str
    address: str
    size: int


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


def downloads(publication: Publication) -> Iterator[Download]:
    place = [publication.unit.code, publication.year, publication.number]
    for name, kind, label, media in DOWNLOADS:
        if name in publication.manifest:
            address = reverse("version-download", args=[*place, kind])
            yield Download(label, media, address, publication.manifest[name]["size"])
