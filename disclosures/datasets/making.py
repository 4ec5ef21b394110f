"""A package is made from the stored files of the current versions, and kept when it is whole."""

import logging
from collections.abc import Mapping
from datetime import datetime
from tempfile import TemporaryFile
from typing import IO

from django.conf import settings
from django.core.files.base import File
from django.utils import timezone

from accounts.editions import EDITIONS
from accounts.models import Unit
from disclosures import archive
from disclosures.datasets import keeping, lines, wide, words
from disclosures.datasets.descriptor import NAME, README, Described, datapackage, readme
from disclosures.datasets.fields import CORRECTIONS, FIGURES, FIXED, PUBLICATIONS, UNITS
from disclosures.datasets.index import ALL, Entry
from disclosures.datasets.package import Aside, Counted, Facts, Package, digest
from disclosures.models import Publication

log = logging.getLogger(__name__)

TABLE = "figures.csv"
"""The file of a publication that is read."""
AT_ONCE = 200


def make(scope: str) -> Entry | None:
    """Make the package of a year or of all, and keep it; None, and no package, where nothing is current.

    keeping.Outdated where a version was withdrawn meanwhile.
    """
    before = keeping.state(scope)
    with TemporaryFile() as out:
        writing = Writing(None if scope == ALL else int(scope))
        described = writing.into(out, scope)
        if not described.publications:
            keeping.remove(scope)
            return None
        size, sha256 = digest(out)
        entry = Entry(
            scope=scope,
            size=size,
            sha256=sha256,
            as_of=described.as_of.date().isoformat(),
            publications=described.publications,
            invented=writing.invented,
            figures=described.facts[FIGURES.path].lines,
            missing=list(described.missing),
            state=before,
        )
        keeping.keep(entry, File(out))
    return entry


class Writing:
    """One pass through the current versions: their lines go into several files at once."""

    def __init__(self, year: int | None) -> None:
        self.year = year
        self.units = Unit.objects.in_bulk()
        self.seen: set[int] = set()
        self.invented = 0
        self.missing: list[str] = []
        self.last: datetime | None = None
        codes = lines.current(year).order_by().values_list("edition", flat=True).distinct()
        self.tables = wide.tables_of(codes)
        self.columns = {key: wide.columns(each) for key, each in self.tables.items()}

    def into(self, out: IO[bytes], scope: str) -> Described:
        resources = (*FIXED, *(wide.resource(each) for each in self.tables.values()))
        with Package(out) as package:
            with Aside() as aside:
                files = {
                    each.name: aside.open(each.path, each.heads) for each in resources if each != FIGURES
                }
                with package.file(FIGURES.path) as into:
                    files[FIGURES.name] = Counted(into, FIGURES.heads)
                    self.publications(files)
                self.corrections(files[CORRECTIONS.name])
                files[UNITS.name].add(lines.unit_lines(self.seen, self.units))
                aside.move(package)
            described = self.described(scope, {each.path: files[each.name].facts for each in resources})
            package.put(README, readme(described, resources))
            package.put(NAME, datapackage(described, resources))
        return described

    def described(self, scope: str, facts: Mapping[str, Facts]) -> Described:
        return Described(
            scope=scope,
            title=words.title(scope),
            site=settings.SITE_ADDRESS,
            terms=settings.DATA_TERMS or words.TERMS,
            as_of=timezone.localtime(self.last or timezone.now()),
            publications=facts[PUBLICATIONS.path].lines,
            missing=self.missing,
            facts=facts,
        )

    def publications(self, files: dict[str, Counted]) -> None:
        for publication in lines.current(self.year).iterator(AT_ONCE):
            count = self.figures(publication, files)
            line = lines.publication_line(publication, self.units, settings.SITE_ADDRESS, count)
            files[PUBLICATIONS.name].add([line])
            self.invented += self.units[publication.unit_id].is_invented
            self.saw(publication, publication.published_at)

    def figures(self, publication: Publication, files: dict[str, Counted]) -> int:
        """How many; 0 of a version whose file cannot be read, which is told of and not passed over."""
        try:
            content = archive.content(publication, TABLE)
            found, count = wide.read(content), sum(1 for _ in wide.cells(content))
            edition = EDITIONS[publication.edition]
        except (KeyError, ValueError, archive.Damaged) as error:
            log.exception("the figures of %s are not in the data package", publication)
            self.missing.append(lines.absent(publication, self.units, error))
            return 0
        files[FIGURES.name].append(wide.body(content), count)
        version = lines.named(publication, self.units[publication.unit_id])
        for table in edition.tables:
            rows = wide.rows(table, found.get(table.key, {}), self.columns[table.key])
            files[table.key].add([*version, *row] for row in rows)
        return count

    def corrections(self, file: Counted) -> None:
        for publication in lines.gone(self.year).iterator(AT_ONCE):
            file.add([lines.correction_line(publication, self.units)])
            at = publication.withdrawal.at if publication.is_withdrawn else publication.published_at
            self.saw(publication, at)

    def saw(self, publication: Publication, at: datetime) -> None:
        self.seen.add(publication.unit_id)
        self.last = max(self.last or at, at)
