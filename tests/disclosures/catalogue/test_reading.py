"""What the catalogue takes from a report."""

from datetime import date
from decimal import Decimal

import pytest

from disclosures import opendata, sample_files
from disclosures.assembly import build
from disclosures.catalogue.reading import Contents, read
from disclosures.report import Issue


@pytest.fixture(scope="module")
def contents() -> Contents:
    case = sample_files.read("liaoyuan-2024", corrected=True)
    return read(opendata.as_json(case, build(case, Issue(1, date(2025, 9, 26)))).encode())


def test_the_main_figures(contents: Contents) -> None:
    assert contents.headlines == {
        "income": Decimal("37990500.00"),
        "spending": Decimal("38055800.00"),
        "fiscal": Decimal("37990100.00"),
        "three_public": None,
        "operating": Decimal("2751100.00"),
    }


def test_projects_subjects_and_text_with_their_places(contents: Contents) -> None:
    places = {(each.kind, each.anchor) for each in contents.passages}
    assert {("project", "project-award"), ("subject", "t03/2080599/total"), ("text", "general")} <= places
    subjects = [each.text for each in contents.passages if each.anchor == "t03/2080599/total"]
    assert subjects == ["2080599 其他行政事业单位养老支出"]


def test_terms_are_left_out(contents: Contents) -> None:
    assert not any(each.text.startswith("财政拨款收入：指") for each in contents.passages)


@pytest.mark.parametrize("content", [b"", b"{}", b"\xff"])
def test_what_is_no_report_is_said_so(content: bytes) -> None:
    with pytest.raises((KeyError, ValueError)):
        read(content)
