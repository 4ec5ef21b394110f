"""The pages of a version as text: the views answer with them, and they are laid out as files.

What stands in them depends on the version, the others of its year and the site's address; not on who reads
or when.
"""

import re
from collections.abc import Sequence

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from disclosures import archive
from disclosures.models import Publication
from disclosures.public import citing, described, offered
from disclosures.public.offered import Download

CHANGES, CHECKS = "changes.html", "checks.html"
FIRST_PART = re.compile(r'<section class="(?:overview|part)" id="([^"]+)"')
"""Where the article begins behind its contents list."""


def report(
    shown: Publication,
    versions: Sequence[Publication],
    site: str,
    downloads: Sequence[Download] | None = None,
) -> str:
    """`versions`: all of the year, newest first. `site`: its address. `downloads`: these instead of all."""
    article = archive.content(shown, "article.html").decode()
    start, files = FIRST_PART.search(article), list(offered.downloads(shown))
    context = {
        "publication": shown,
        "newest": versions[0],
        "is_superseded": shown != versions[0],
        "newest_has_changes": has_changes(versions[0]),
        "first": versions[-1],
        "has_changes": has_changes(shown),
        "has_checks": has_checks(shown),
        "others": [other for other in versions if other != shown and not other.is_withdrawn],
        "withdrawn": [other for other in versions if other.is_withdrawn],
        "downloads": files if downloads is None else downloads,
        "described": described.article(shown, site),
        "dataset": described.dataset(shown, files, site) if site else None,
        "tables": offered.tables(shown) if downloads is None else (),
        "signer": offered.signer(shown),
        "citation": citing.citation(shown, site),
        "start": start and start[1],
        "article": mark_safe(article),
    }
    return render_to_string("public/report.html", context)


def changes(shown: Publication) -> str:
    """What a correction changed, as it was frozen with it."""
    context = {
        "publication": shown,
        "earlier": shown.corrects,
        "changes": mark_safe(archive.content(shown, CHANGES).decode()),
    }
    return render_to_string("public/changes.html", context)


def checks(shown: Publication) -> str:
    """How each rule ended on a version, as it was frozen with it."""
    checks = mark_safe(archive.content(shown, CHECKS).decode())
    return render_to_string("public/checks.html", {"publication": shown, "checks": checks})


def has_changes(publication: Publication) -> bool:
    """Not where they quote a version that was withdrawn."""
    return CHANGES in publication.files


def has_checks(publication: Publication) -> bool:
    return CHECKS in publication.files
