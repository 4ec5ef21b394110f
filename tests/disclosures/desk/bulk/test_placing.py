"""Of which unit and year a file is: told by its hidden sheet, its words, its name, or not at all."""

import pytest

from disclosures.desk.bulk.placing import Placed, Unplaced, Words, place, units_of
from disclosures.workbook.base import Head

UNITS = units_of(
    {
        "liaoyuan": ["辽源市社会保险事业管理局", ""],
        "yanbian": ["延边州社会保险事业管理局", "延边州社会保险事业管理局（汇总）"],
        "finance-1": ["某县财政局"],
        "finance-2": ["某县财政局"],
        "finance-3": ["某县财政局国库支付中心"],
    }
)


def placed(file: str, units: str = "", years: tuple[int, ...] = (), year: int | None = None) -> Placed:
    return place(UNITS, file, None, Words(frozenset(filter(None, [units])), frozenset(years)), year)


@pytest.mark.parametrize(
    ("file", "words", "years", "unit", "year"),
    [
        ("表.xlsx", "辽源市社会保险事业管理局", (2024,), "liaoyuan", 2024),
        ("表.xlsx", "辽源市 社会保险事业管理局", (2024,), "liaoyuan", 2024),
        ("表2023.xlsx", "延边州社会保险事业管理局(汇总)", (), "yanbian", 2023),
        ("liaoyuan-2024.xlsx", "", (), "liaoyuan", 2024),
        ("001_LIAOYUAN_2024年度.xls", "", (), "liaoyuan", 2024),
        ("辽源市社会保险事业管理局2022年决算.ods", "", (), "liaoyuan", 2022),
        ("2021/辽源市社会保险事业管理局.xlsx", "", (), "liaoyuan", 2021),
        ("finance-2 2024.xlsx", "某县财政局", (2024,), "finance-2", 2024),
        ("某县财政局国库支付中心2024.xlsx", "", (), "finance-3", 2024),
        ("2024.xlsx", "辽源市社会保险事业管理局", (2023, 2024), "liaoyuan", 2024),
        ("liaoyuan-2024.xlsx", "谁也不认识的单位", (), "liaoyuan", 2024),
    ],
)
def test_placed(file: str, words: str, years: tuple[int, ...], unit: str, year: int) -> None:
    found = placed(file, words, years)
    assert (found.unit, found.year) == (unit, year) and found.told


@pytest.mark.parametrize(
    ("file", "words", "years", "year", "told"),
    [
        ("表.xlsx", "", (2024,), None, "都没有写"),
        ("表.xlsx", "别的局", (2024,), None, "“别的局”不是"),
        ("表.xlsx", "某县财政局", (2024,), None, "几个单位：finance-1、finance-2"),
        ("liaoyuan.xlsx", "", (), None, "都没有写年度"),
        ("liaoyuan.xlsx", "", (2023, 2024), None, "几个年度（2023、2024）"),
        ("yanbian-2024.xlsx", "辽源市社会保险事业管理局", (), None, "表中写的是liaoyuan，文件名是yanbian"),
        ("liaoyuan-2023.xlsx", "", (), 2024, "只导入 2024 年度"),
    ],
)
def test_not_guessed(file: str, words: str, years: tuple[int, ...], year: int | None, told: str) -> None:
    with pytest.raises(Unplaced, match=told):
        placed(file, words, years, year)


def test_the_year_that_is_wanted_where_the_file_says_none() -> None:
    assert placed("liaoyuan.xlsx", year=2024).year == 2024


def test_our_own_workbook_says_it_itself() -> None:
    head = Head("jilin-2024-unit", "liaoyuan", "辽源", 2024, "wan", False)
    assert place(UNITS, "yanbian-2020.xlsx", head, Words(), None).year == 2024
    with pytest.raises(Unplaced, match="不归您管"):
        place(units_of({}), "a.xlsx", head, Words(), None)
    anybody = Head("jilin-2024-unit", "", "", 2024, "wan", True)
    assert place(UNITS, "liaoyuan.xlsx", anybody, Words(), None) == Placed("liaoyuan", 2024, "文件名")
