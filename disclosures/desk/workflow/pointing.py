"""Where a comment is about: a section with a link at each cell, for the preview without script."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts import ledger
from accounts.case import Case
from accounts.permissions import account_for
from disclosures import assembly
from disclosures.desk.access import staff_only
from disclosures.desk.review import frame
from disclosures.desk.working_copy import with_supplement
from disclosures.report import Grid, Issue, Paragraph, ReportSection


@dataclass(frozen=True)
class Place:
    """What may be pointed at, and what is said there."""

    place: str
    text: str


@staff_only
@require_safe
def point(request: HttpRequest, pk: int) -> HttpResponse:
    account = account_for(request.user, pk)
    case = ledger.load_case(account)
    sections = with_supplement(assembly.build(case, Issue()), case).sections
    wanted = request.GET.get("section", "")
    section = next((each for each in sections if each.key == wanted), sections[0])
    context = {
        **frame(account, "desk-preview"),
        **drawn(case, section),
        "sections": sections,
        "section": section,
    }
    return render(request, "desk/workflow/point.html", context)


def drawn(case: Case, section: ReportSection) -> dict[str, Any]:
    projects = case.projects if section.key == "projects" else ()
    return {
        "grids": [each for each in section.contents if isinstance(each, Grid)],
        "paragraphs": [
            Place(place_of(case, section, each), each.text)
            for each in section.contents
            if isinstance(each, Paragraph) and each.text
        ],
        "projects": [Place(f"project/{sheet.key}", sheet.name) for sheet in projects],
    }


def place_of(case: Case, section: ReportSection, paragraph: Paragraph) -> str:
    """The slot in which a clerk would rewrite the paragraph; its section where there is none."""
    slot = f"replace.{paragraph.key}"
    return slot if case.edition.slot(slot) else section.key
