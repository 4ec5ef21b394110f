"""The whole report from one case: the outline filled with tables, forms, narrative and terms."""

from dataclasses import replace

from accounts.case import Case
from accounts.editions.definitions import Part, Section
from accounts.editions.numerals import chinese
from disclosures import glossary, grids, narrative, project_forms, summary
from disclosures.report import Content, Issue, Report, ReportPart, ReportSection


def build(case: Case, issue: Issue) -> Report:
    """The report as data. What is missing stands in it as a mark; `Report.missing` lists the marks."""
    parts = tuple(_part(case, n, part) for n, part in enumerate(case.edition.parts, 1))
    return replace(report_of(case, issue, parts), summary=summary.of(case))


def report_of(case: Case, issue: Issue, parts: tuple[ReportPart, ...]) -> Report:
    """These parts under the head that every report of the case has."""
    scope = case.edition.wording.scope
    return Report(
        unit_code=case.unit.code,
        unit_name=case.unit.name,
        year=case.year,
        title=f"{case.year}年度{case.unit.name}{scope}决算",
        scope=scope,
        edition=case.edition.code,
        issue=issue,
        parts=parts,
    )


def _part(case: Case, n: int, part: Part) -> ReportPart:
    sections = tuple(_section(case, m, section) for m, section in enumerate(part.sections, 1))
    return ReportPart(part.key, f"第{chinese(n)}部分", part.title, sections)


def _section(case: Case, n: int, section: Section) -> ReportSection:
    return ReportSection(
        key=section.key,
        ordinal=chinese(n),
        title=section.title,
        contents=_contents(case, section),
        listed=section.kind != "terms",
        landscape=section.kind == "table" and case.edition.table(section.key).landscape,
    )


def _contents(case: Case, section: Section) -> tuple[Content, ...]:
    match section.kind:
        case "table":
            return (grids.grid(case.edition.table(section.key), case),)
        case "projects":
            return project_forms.forms(case)
        case "terms":
            return glossary.terms(case)
        case _:
            return narrative.write(case, section.key)
