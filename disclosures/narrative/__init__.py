"""情况说明: each section of the report written from the figures; a clerk adds only reasons and purposes.

An author is a function from the story to paragraphs, found by the section's key or by the author that the
edition names for it; editions order and title them.
"""

from collections.abc import Callable

from accounts.case import Case
from accounts.editions.definitions import Edition
from disclosures.narrative.evaluation import evaluation, evaluation_summary
from disclosures.narrative.funds import capital, fund
from disclosures.narrative.general import basic, general
from disclosures.narrative.other_matters import other_matters
from disclosures.narrative.profile import duties, organisation
from disclosures.narrative.story import Story
from disclosures.narrative.three_public import three_public, three_public_shares
from disclosures.narrative.totals import fiscal, income, income_shares, overall, spending, spending_shares
from disclosures.phrases import Typed
from disclosures.report import Paragraph

Author = Callable[[Story], list[Paragraph]]
AUTHORS: dict[str, Author] = {
    "duties": duties,
    "organisation": organisation,
    "overall": overall,
    "income": income,
    "spending": spending,
    "fiscal": fiscal,
    "general": general,
    "basic": basic,
    "fund": fund,
    "capital": capital,
    "three_public": three_public,
    "evaluation": evaluation,
    "other_matters": other_matters,
    "income_shares": income_shares,
    "spending_shares": spending_shares,
    "three_public_shares": three_public_shares,
    "evaluation_summary": evaluation_summary,
}


def author(edition: Edition, section: str) -> Author:
    """Who writes the section of that key; KeyError where nobody does."""
    named = next((each.author for each in edition.sections if each.key == section), "")
    return AUTHORS[named or section]


def write(case: Case, section: str) -> tuple[Paragraph, ...]:
    """The paragraphs of a section, those that a clerk rewrote (slot `replace.<key>`) in the clerk's words."""
    return tuple(_rewritten(case, paragraph) for paragraph in author(case.edition, section)(Story(case)))


def _rewritten(case: Case, paragraph: Paragraph) -> Paragraph:
    slot = f"replace.{paragraph.key}"
    text = case.texts.get(slot, "").strip()
    return Paragraph(paragraph.key, (Typed(text, slot),), paragraph.style) if text else paragraph
