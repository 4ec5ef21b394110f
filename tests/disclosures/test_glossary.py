import csv
from pathlib import Path

import accounts
from accounts.editions.terms_2024 import BASE_TERMS, SUBJECT_TERMS
from disclosures import glossary
from tests.casebook import case

GLOSSARY = Path(accounts.__file__).parent / "data" / "glossary.csv"


def test_the_terms_are_those_of_the_glossary_that_came_with_the_regulations() -> None:
    """The CSV keeps each term with its source; a term in one must be the term in the other."""
    with GLOSSARY.open(encoding="utf-8", newline="") as lines:
        rows = {row["term"]: row["definition"] for row in csv.DictReader(lines) if row["order"]}
    unused = {"一般行政管理事务"}  # printed by one report that has no such subject
    assert {term.name: term.text for term in (*BASE_TERMS, *SUBJECT_TERMS)} == {
        name: text for name, text in rows.items() if name not in unused
    }


def test_the_units_form_explains_every_term() -> None:
    entries = glossary.terms(case())
    assert [entry.ordinal for entry in entries[:2]] == ["一", "二"]
    assert len(entries) == 17


def test_the_departments_form_explains_what_the_report_shows() -> None:
    figures = "t01/income.other/amount 1 t05/2210201/total 1"
    names = [entry.name for entry in glossary.terms(case(figures, edition="jilin-2024-department"))]
    assert "其他收入" in names and "住房公积金" in names
    assert "事业收入" not in names and "职工基本医疗保险缴费" not in names


def test_the_level_word_is_the_units() -> None:
    text = next(e.text for e in glossary.terms(case()) if e.name == "“三公”经费")
    assert text.startswith("纳入市级财政预决算管理的“三公”经费，是指市级单位用财政拨款安排的")
