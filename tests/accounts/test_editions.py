"""What is prescribed, and that it never changes once published."""

import json
from dataclasses import replace

import pytest

from accounts.editions import BY_REGION, EDITIONS, UnknownEdition, edition_of, fitting
from accounts.editions.numerals import chinese
from accounts.figures import at
from tests.freeze import as_json, golden_file


@pytest.mark.parametrize("code", sorted(EDITIONS))
def test_published_editions_do_not_change(code: str) -> None:
    frozen = golden_file(code).read_text(encoding="utf-8")
    assert as_json(EDITIONS[code], json.loads(frozen)) == frozen


def lines(code: str, table: str, row: str) -> int | None:
    found = EDITIONS[code].table(table).row(row)
    assert found is not None
    return found.line


def test_the_totals_of_01_stand_at_30_and_60_or_31_and_62() -> None:
    unit, department = "jilin-2024-unit", "jilin-2024-department"
    assert (lines(unit, "t01", "income.grand_total"), lines(unit, "t01", "spending.grand_total")) == (30, 60)
    assert lines(department, "t01", "income.grand_total") == 31
    assert lines(department, "t01", "spending.grand_total") == 62


@pytest.mark.parametrize("scope", ["unit", "department"])
def test_04_runs_to_64_lines_where_lines_are_numbered(scope: str) -> None:
    def lines_of(region: str) -> list[int | None]:
        blocks = EDITIONS[f"{region}-2024-{scope}"].table("t04").blocks
        return [row.line for block in blocks for row in block.fixed_rows]

    assert lines_of("jilin") == list(range(1, 65))
    assert lines_of("shanghai") == [None] * 60


@pytest.mark.parametrize(
    ("address", "measure"),
    [
        ("t03/2080599/project", "money"),
        ("t03/total/total", "money"),
        ("t06/personnel/amount", "money"),
        ("t09/actual/reception", "money"),
        ("operations/fleet.total/value", "count"),
        ("operations/procurement.total/value", "money"),
        ("project/road.current/rate", "percent"),
        ("project/road.current/executed", "money"),
    ],
)
def test_each_cell_has_its_measure(address: str, measure: str) -> None:
    assert edition_of("jilin-2024-unit").measure(at(address)) == measure


@pytest.mark.parametrize(
    "address",
    [
        "t10/total/total",
        "t03/abc/total",
        "t03/208/fund",
        "t01/income.gifts/amount",
        "project/road/executed",
        "project/.total/executed",
        "t01//amount".replace("//", "/ /"),
    ],
)
def test_what_an_edition_does_not_have_is_no_cell(address: str) -> None:
    with pytest.raises(KeyError):
        edition_of("jilin-2024-unit").measure(at(address))


def test_an_unknown_edition_names_those_there_are() -> None:
    with pytest.raises(UnknownEdition, match="没有报表格式 jilin-2019；已有：jilin-2024-department"):
        edition_of("jilin-2019")


def test_a_city_with_a_form_of_its_own_begins_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    province = edition_of("jilin-2024-unit")
    city = replace(province, code="liaoyuan-2024-unit")
    monkeypatch.setitem(EDITIONS, city.code, city)
    monkeypatch.setitem(BY_REGION, "吉林省辽源市", (city,))
    assert [each.code for each in fitting("单位", "吉林省辽源市")[:2]] == [city.code, province.code]
    assert fitting("单位", "吉林省长春市")[0] is province


def test_slots_with_a_star_take_any_key() -> None:
    edition = edition_of("jilin-2024-unit")
    slot = edition.slot("reason.item.2080109")
    assert slot is not None and slot.key == "reason.item.*"
    assert edition.slot("reason.weather") is None


@pytest.mark.parametrize(
    ("number", "text"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (26, "二十六")]
)
def test_chinese_ordinals(number: int, text: str) -> None:
    assert chinese(number) == text
