"""Subjects that got another code: only by what the list vouches for."""

import pytest

from accounts.subjects import DATA
from disclosures.compared.recoding import Recoding, current, read

HEAD = "code,name_old,name_new,change,year,source,confidence,note\n"
REAL = read((DATA / "changes.csv").read_bytes())


def listed(line: str) -> list[tuple[str, str]]:
    return [(each.old, each.new) for each in read(f"{HEAD}{line}\n".encode())]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("2089901,旧,2089999 新,recoded,2021,recalled,medium,", [("2089901", "2089999")]),
        ("21017,（21006 中医药）,中医药事务,recoded,2024,b,high,", [("21006", "21017")]),
        ("xxx9901,xxx9901 其他,xxx9999 其他,recoded,2021,a,medium,", [("xxx9901", "xxx9999")]),
        ("21106,退耕,2130238 退耕,recoded,2023,recalled,low,", []),
        ("2010308,信访,20140 信访,recoded,2024,a,medium,", []),
        ("2081503,甲,2240703 / 2240704 乙,recoded,2019,a,medium,", []),
        ("20139,,社会工作事务,added,2024,a,high,", []),
    ],
    ids=["one", "the new code first", "a pattern", "doubtful", "another level", "two for one", "added"],
)
def test_one_code_for_one_of_the_same_level_and_trusted(line: str, found: list[tuple[str, str]]) -> None:
    assert listed(line) == found


def test_before_its_year_a_code_is_the_old_one() -> None:
    assert current("2089901", 2020, REAL)[0] == "2089999"
    assert current("2089901", 2021, REAL) == ("2089901", ())
    assert current("2049901", 2019, REAL)[0] == "2049999"
    assert current("2040101", 2019, REAL) == ("2040101", ())


def test_the_grounds_are_told() -> None:
    _, steps = current("2089901", 2020, REAL)
    assert steps == ("2021年起改为2089999（科目变动表，可信度中，来源 recalled）",)


def test_back_from_the_new_code() -> None:
    each = Recoding("xxx9901", "xxx9999", 2021, "medium", "")
    assert each.before("2049999") == "2049901" and each.before("2040101") is None
