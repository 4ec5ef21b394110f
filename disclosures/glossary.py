"""名词解释: the terms of the edition, those that the report shows, with the unit's level word."""

from accounts.case import Case
from accounts.editions.definitions import Term
from accounts.editions.numerals import chinese
from disclosures.report import TermEntry


def terms(case: Case) -> tuple[TermEntry, ...]:
    """All of the edition's terms (the unit's form) or those whose figures are not zero (the department's)."""
    shown = [term for term in case.edition.terms if _is_shown(case, term)]
    return tuple(
        TermEntry(chinese(n), term.name, _in_place(case, term.text)) for n, term in enumerate(shown, 1)
    )


def _is_shown(case: Case, term: Term) -> bool:
    if case.edition.wording.all_terms or not term.shown_by:
        return True
    return any(case.figures.amount(address) for address in term.shown_by)


def _in_place(case: Case, text: str) -> str:
    return text.replace("{level}", case.unit.level).replace("{scope}", case.edition.wording.scope)
