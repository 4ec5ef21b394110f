"""A unit's figures by year: gaps stay gaps, and a share of nothing is never printed."""

import csv
import io
from datetime import date
from decimal import Decimal as D

from disclosures.catalogue.reading import HEADLINES
from disclosures.public.places.years import Amounts, Filed, Year, as_csv, years

DAY = date(2026, 1, 2)


def amounts(spending: str | None = None, **more: str) -> Amounts:
    """In 元."""
    given = {"spending": spending, **more}
    return {name: D(text) if (text := given.get(name)) is not None else None for name in HEADLINES}


def spending(found: Year) -> tuple[str, str, str]:
    cell = found.cells[list(HEADLINES).index("spending")]
    return cell.value, cell.text, cell.change


def test_the_newest_year_comes_first_and_is_held_against_the_one_before() -> None:
    found = years(
        {2023: Filed(1, "A", None, amounts("1000000")), 2024: Filed(1, "B", None, amounts("1234500"))}, ()
    )
    assert [each.year for each in found] == [2024, 2023]
    assert spending(found[0]) == ("1234500", "123.45", "增长23.5%")
    assert spending(found[1]) == ("1000000", "100.00", "")


def test_a_year_without_an_account_is_a_gap_and_nothing_is_held_against_it() -> None:
    found = years({2022: Filed(1, "A", None, amounts("1")), 2024: Filed(1, "B", None, amounts("2"))}, {2025})
    assert [(each.year, each.gap) for each in found] == [
        (2025, "列入应公开名单，没有公开"),
        (2024, ""),
        (2023, "没有这一年的决算"),
        (2022, ""),
    ]
    assert spending(found[1])[2] == ""


def test_a_withdrawn_year_says_so_and_shows_nothing() -> None:
    found = years({2024: Filed(2, "B", DAY, amounts("2"))}, ())
    assert (found[0].gap, found[0].cells) == ("第2版已于2026年1月2日撤回，不再公开", ())


def test_a_version_that_the_catalogue_lacks_is_told_of() -> None:
    (found,) = years({2024: Filed(1, "B")}, ())
    assert found.is_public and found.gap == "已公开，这里还没有它的数，见决算"


def test_a_figure_that_a_report_does_not_have_is_no_nought() -> None:
    found = years({2023: Filed(1, "A", None, amounts("1")), 2024: Filed(1, "B", None, amounts())}, ())
    assert spending(found[0]) == ("", "无", "")


def test_nothing_known_is_no_year() -> None:
    assert years({}, ()) == []


def test_the_file_has_a_line_for_each_figure_and_no_formula() -> None:
    filed = {
        2022: Filed(1, "A", None, amounts("-1.50", operating="3")),
        2023: Filed(2, "B", DAY),
    }
    text = as_csv("bureau", "=HYPERLINK()", years(filed, {2024}), dict.fromkeys(HEADLINES, "某数"))
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == 3 * len(HEADLINES)
    by = {(row["年度"], row["项目"]): row for row in rows}
    assert {row["单位"] for row in rows} == {"'=HYPERLINK()"}
    told = by["2022", "spending"]
    assert (told["金额（元）"], told["版次"], told["版本编码"], told["情况"]) == ("-1.50", "1", "A", "已公开")
    assert (by["2022", "income"]["金额（元）"], by["2022", "income"]["情况"]) == ("", "决算没有这项数")
    assert (by["2023", "income"]["版本编码"], by["2023", "income"]["金额（元）"]) == ("", "")
    assert by["2024", "income"]["情况"] == "列入应公开名单，没有公开"
