"""A report becomes its article (HTML), and the article becomes the PDF and the files of a publication.

The article is what the public page shows and what is printed: there is no second template for paper.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from accounts.case import Case
from accounts.checks.standing import Given
from accounts.days import day
from accounts.figures import Address
from disclosures import (
    assembly,
    differences,
    markup,
    opendata,
    plaintext,
    printing,
    signingkey,
    totals,
    verdicts,
    word,
)
from disclosures.artefacts import ARTEFACTS, README
from disclosures.markup import NOWHERE, PartsAt
from disclosures.printing import Enclosed, Tell
from disclosures.publiclog.manifests import described
from disclosures.readme import readme
from disclosures.report import Issue, Report
from disclosures.totals import TableTotals
from disclosures.verdicts import Group
from disclosures.workbook.published import published


def article(report: Report, parts_at: PartsAt = NOWHERE) -> str:
    """The report as one `<article>`, without any frame. `parts_at`: where totals lead."""
    context = {
        "report": report,
        "cover": report.cover,
        "parts": markup.parts(report, parts_at),
        "disclosed": day(report.issue.disclosed),
    }
    return render_to_string("report/article.html", context)


def standalone(report: Report, html: str) -> str:
    """A page of its own, with its style inside: opens from a file, without the site."""
    style = (static_folder() / "site.css").read_text(encoding="utf-8")
    context = {"report": report, "article": mark_safe(html), "style": mark_safe(style)}
    return render_to_string("report/standalone.html", context)


def files(
    case: Case,
    issue: Issue,
    progress: Tell | None = None,
    before: tuple[Case, Issue] | None = None,
    given: Sequence[Given] = (),
) -> dict[str, bytes]:
    """Everything a publication keeps, by name. `before`: the version that this one corrects; `given`: what
    was explained of what the rules found.
    """
    report = assembly.build(case, issue)
    made = web(case, report, before, given) | {
        "report.xlsx": workbook(report, case),
        "report.docx": word.document(report, settings.SITE_ADDRESS),
    }
    with signingkey.opened(report.unit_code) as signer:  # before the print: a broken key is told at once
        printed = printing.print_pdf(article(report), report, progress, enclosed(report, made))
        made |= signingkey.signed(printed, report, signer)
    entries = {name: described(content) for name, content in made.items()}
    return made | {README: readme(report, entries, settings.SITE_ADDRESS).encode("utf-8-sig")}


def web(
    case: Case, report: Report, before: tuple[Case, Issue] | None = None, given: Sequence[Given] = ()
) -> dict[str, bytes]:
    """Those for browsers and programs, by name: quickly made, as nothing is printed and no office asked."""
    groups = verdicts.groups(case, given)
    listed = totals.of(case, groups, markup.printed(report))
    made = {
        "article.html": article(report, parts_at(listed, report)).encode(),
        "report.json": opendata.as_json(case, report).encode(),
        "figures.csv": table(report, case),
        "report.txt": plaintext.file(report, settings.SITE_ADDRESS).encode(),
    }
    made |= checks(report, groups, listed)
    return made | (changes(case, report, before) if before else {})


def enclosed(report: Report, made: Mapping[str, bytes]) -> list[Enclosed]:
    """What travels inside the PDF, of the files made. A draft, not yet disclosed, goes without."""
    issue = report.issue
    if issue.disclosed is None:
        return []
    return [
        Enclosed(
            name=each.name,
            title=f"{report.title}第{issue.number}版.{each.kind}",
            about=f"{each.label}：{each.about}",
            media=each.media,
            day=issue.disclosed.isoformat(),
            content=made[each.name],
        )
        for each in ARTEFACTS
        if each.enclosed
    ]


def parts_at(listed: Sequence[TableTotals], report: Report) -> dict[Address, str]:
    """On the page of the checks. A draft has none."""
    wholes = (each.address for table in listed for each in table.totals)
    return {whole: f"{report.address}checks/#{whole}" for whole in wholes} if report.address else {}


def checks(report: Report, groups: Sequence[Group], listed: Sequence[TableTotals]) -> dict[str, bytes]:
    """How each rule ended and what the totals are the sums of, for readers and for programs."""
    context = {
        "report": report,
        "groups": groups,
        "total": sum(len(group.lines) for group in groups),
        "tables": listed,
    }
    html = render_to_string("report/checks.html", context)
    return {"checks.html": html.encode(), "checks.json": opendata.checks_as_json(report, groups).encode()}


def changes(case: Case, report: Report, before: tuple[Case, Issue]) -> dict[str, bytes]:
    """What a correction changed, for readers and for programs."""
    old = assembly.build(*before)
    difference = differences.between((before[0], old), (case, report))
    html = render_to_string("report/changes.html", {"report": report, "old": old, "difference": difference})
    told = opendata.changes_as_json(old, report, difference)
    return {"changes.html": html.encode(), "changes.json": told.encode()}


def workbook(report: Report, case: Case) -> bytes:
    return published(report, case, settings.SITE_ADDRESS)


def table(report: Report, case: Case) -> bytes:
    """The figures as CSV. Excel reads Chinese only behind a byte order mark."""
    return opendata.as_csv(case, report).encode("utf-8-sig")


def static_folder() -> Path:
    return Path(settings.BASE_DIR) / "static"
