"""What publications say, as the lines of a package's files."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from accounts.models import Unit
from disclosures import archive
from disclosures.datasets.fields import yes
from disclosures.formulas import harmless
from disclosures.models import Publication

CHANGES = "changes.json"
KINDS = {"figures": "数字有误", "text": "只改文字"}
Units = Mapping[int, Unit]
Row = list[object]


def current(year: int | None) -> "QuerySet[Publication]":
    """The current versions of a year, or of all; `first`: when the first one of its report was published."""
    same = Publication.objects.filter(unit=OuterRef("unit"), year=OuterRef("year"))
    first = Subquery(same.order_by("number").values("disclosed")[:1])
    found = of(Publication.objects.current(), year).annotate(first=first)
    return found.select_related("withdrawal", "corrects__withdrawal")


def gone(year: int | None) -> "QuerySet[Publication]":
    """Those that are not current any more; `following`: the version behind it."""
    later = Publication.objects.filter(
        unit=OuterRef("unit"), year=OuterRef("year"), number__gt=OuterRef("number")
    )
    found = Publication.objects.filter(Exists(later) | ~Q(withdrawal=None))
    following = Subquery(later.order_by("number").values("pk")[:1])
    return of(found, year).select_related("withdrawal").annotate(following=following)


def of(found: "QuerySet[Publication]", year: int | None) -> "QuerySet[Publication]":
    found = found.filter(year=year) if year else found
    return found.order_by("year", "unit__code", "number")


def version(publication: Publication, unit: Unit) -> Row:
    return [unit.code, publication.year, publication.number, publication.code]


def named(publication: Publication, unit: Unit) -> Row:
    """Before each line of a wide table."""
    name = harmless(publication.unit_name)
    return [unit.code, name, publication.year, publication.number, publication.code]


def publication_line(publication: Publication, units: Units, site: str, figures: int) -> Row:
    unit = units[publication.unit_id]
    department = department_of(unit, units)
    address = f"{site}/{unit.code}/{publication.year}/v{publication.number}/"
    hashes = [publication.files.get(name) for name in ("report.json", "report.pdf")]
    return [
        *version(publication, unit),
        harmless(publication.unit_name),
        *(unit.get_kind_display(), unit.get_level_display(), harmless(unit.region)),
        department.code if department else "",
        harmless(publication.title),
        *(publication.disclosed, publication.first),  # type: ignore[attr-defined]
        yes(publication.corrects_id is not None),
        *(yes(unit.is_invented), publication.edition, address),
        *(entry["sha256"] if entry else "" for entry in hashes),
        figures,
    ]


def correction_line(publication: Publication, units: Units) -> Row:
    unit = units[publication.unit_id]
    following = following_of(publication)
    told = reason(following) if following else {}
    if publication.is_withdrawn:
        state, on = "已撤回", timezone.localdate(publication.withdrawal.at)
    else:
        state, on = "已更正", following.disclosed if following else publication.disclosed
    return [
        *(*version(publication, unit), publication.disclosed, state, on),
        *((following.number, following.code) if following else ("", "")),
        KINDS.get(told.get("kind", ""), ""),
        *(harmless(told.get(name, "")) for name in ("reason", "reference")),
    ]


def following_of(publication: Publication) -> Publication | None:
    versions = Publication.objects.select_related("withdrawal", "corrects__withdrawal")
    return versions.filter(pk=publication.following).first()  # type: ignore[attr-defined]


def reason(publication: Publication) -> dict[str, str]:
    """Why it corrects the one before, as its readers are told; nothing where they are not."""
    try:
        return json.loads(archive.content(publication, CHANGES))["correction"] or {}
    except (KeyError, archive.Damaged):
        return {}


def unit_lines(wanted: Iterable[int], units: Units) -> Iterator[Row]:
    """Those units and all above them, by code."""
    known: dict[int, Unit] = {}
    for key in wanted:
        while key and key not in known:
            known[key] = units[key]
            key = units[key].parent_id or 0
    heirs = successors()
    for unit in sorted(known.values(), key=lambda each: each.code):
        above = units[unit.parent_id].code if unit.parent_id else ""
        yield [
            *(unit.code, harmless(unit.name), unit.get_kind_display(), unit.get_level_display()),
            *(harmless(unit.region), unit.get_institution_display(), above, " ".join(heirs[unit.pk])),
            *(yes(unit.dissolved), yes(unit.is_invented)),
        ]


def successors() -> Mapping[int, list[str]]:
    """Codes of those that took over, by unit; nothing of others. One query."""
    found: dict[int, list[str]] = defaultdict(list)
    pairs = Unit.objects.exclude(successors=None).order_by("successors__code")
    for unit, code in pairs.values_list("pk", "successors__code"):
        found[unit].append(code)
    return found


def department_of(unit: Unit, units: Units) -> Unit | None:
    """The nearest department, which may be itself."""
    while not unit.is_department:
        if unit.parent_id is None:
            return None
        unit = units[unit.parent_id]
    return unit


def absent(publication: Publication, units: Units, why: Exception) -> str:
    """Which version has no figures in the package, in words."""
    where = f"{units[publication.unit_id].code} {publication.year}年度第{publication.number}版"
    told = "数据文件损坏或不见了" if isinstance(why, archive.Damaged) else "没有可以读取的数据文件"
    return f"{where}（{publication.unit_name}，{publication.code}）：{told}"
