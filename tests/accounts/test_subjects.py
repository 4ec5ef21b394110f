"""Lists of subjects: read from a file, loaded by the command."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from accounts.management.commands.loadsubjects import DATA
from accounts.models import Subject
from accounts.subjects import BadList, branch, is_code, read


def load(**options: Any) -> str:
    out = StringIO()
    call_command("loadsubjects", stdout=out, skip_checks=True, **options)
    return out.getvalue()


@pytest.fixture
def own_list(tmp_path: Path) -> Path:
    path = tmp_path / "本地科目.csv"
    path.write_text("code,name\n208,社会保障与就业\n2089998,地方自设科目\n", encoding="utf-8")
    return path


def test_codes_make_a_tree() -> None:
    assert branch("2080505") == ("208", "20805", "2080505")
    assert branch("208") == ("208",)


@pytest.mark.parametrize(
    ("text", "yes"), [("208", True), ("2080505", True), ("2080", False), ("２０８", False)]
)
def test_a_code_has_3_5_or_7_digits(text: str, yes: bool) -> None:
    assert is_code(text) is yes


@pytest.mark.parametrize("name", ["functional-2024.csv", "economic-2024.csv"])
def test_every_bundled_subject_has_its_parent_in_the_list(name: str) -> None:
    codes = {line.code for line in read((DATA / name).read_bytes()).lines}
    assert [code for code in codes if not codes.issuperset(branch(code))] == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_list_is_read_in_the_encodings_of_spreadsheets(encoding: str) -> None:
    (line,) = read("name , code,more\r\n社会保障 ,208,x\r\n".encode(encoding)).lines
    assert (line.code, line.name) == ("208", "社会保障")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "第 1 行：缺少栏 code、name"),
        ("code,title\n208,社会保障\n", "第 1 行：缺少栏 name"),
        ("code,name\n", "没有科目"),
        ("code,name\n208,社会保障\n20x,坏\n", "第 3 行：科目编码“20x”不是 3、5 或 7 位数字"),
        ("code,name\n208, \n", "第 2 行：科目 208 的名称空白"),
        ("code,name\n208\n", "第 2 行：科目 208 的名称空白"),
        ("code,name\n208,甲\n209,乙\n208,丙\n", "第 4 行：科目编码 208 与第 2 行重复"),
    ],
)
def test_a_bad_list_is_refused_with_its_line(text: str, why: str) -> None:
    with pytest.raises(BadList, match=why):
        read(text.encode())


def test_what_is_no_text_is_refused() -> None:
    with pytest.raises(BadList, match="编码"):
        read(b"PK\x03\x04\xff\xff\x80")


@pytest.mark.django_db
def test_the_bundled_lists_are_loaded_and_may_be_loaded_again() -> None:
    assert load() == "2024 年支出功能分类：1781 个科目\n2024 年支出经济分类：110 个科目\n"
    load()
    assert Subject.objects.count() == 1891
    pensions = Subject.objects.get(year=2024, code="2080505")
    assert (pensions.name, pensions.fund) == ("机关事业单位基本养老保险缴费支出", "general")
    assert pensions.source and pensions.confidence == "high"


@pytest.mark.django_db
def test_a_bureaus_own_list_renames_adds_and_is_named_as_the_source(own_list: Path) -> None:
    load()
    explained = Subject.objects.get(year=2024, code="208").explanation
    assert load(file=own_list, classification="functional") == "2024 年支出功能分类：2 个科目\n"
    subject = Subject.objects.get(year=2024, code="208")
    assert (subject.name, subject.source, subject.confidence) == ("社会保障与就业", "本地科目.csv", "")
    assert subject.explanation == explained, "the list has no such column"
    assert Subject.objects.count() == 1892


@pytest.mark.django_db
def test_a_bureaus_own_list_may_be_of_another_year(own_list: Path) -> None:
    load(year=2026, file=own_list, classification="functional")
    assert Subject.objects.filter(year=2026).count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("options", "why"),
    [
        ({"year": 1999}, "没有自带 1999 年的科目表"),
        ({"file": Path("nowhere.csv")}, "要一起使用"),
        ({"classification": "economic"}, "要一起使用"),
        ({"file": Path("nowhere.csv"), "classification": "economic"}, "nowhere.csv：No such file"),
    ],
)
def test_what_cannot_be_loaded_is_said(options: dict[str, Any], why: str) -> None:
    with pytest.raises(CommandError, match=why):
        load(**options)


@pytest.mark.django_db
def test_a_bad_line_loads_nothing(own_list: Path) -> None:
    own_list.write_text("code,name\n208,甲\nx,乙\n", encoding="utf-8")
    with pytest.raises(CommandError, match=r"本地科目\.csv 第 3 行"):
        load(file=own_list, classification="functional")
    assert not Subject.objects.exists()


@pytest.mark.django_db
def test_a_wrong_list_is_replaced_for_its_year_and_classification_only(own_list: Path) -> None:
    load(year=2026, file=own_list, classification="functional")
    load(year=2026, file=own_list, classification="economic")
    load(year=2025, file=own_list, classification="functional")
    own_list.write_text("code,name\n208,社会保障和就业支出\n", encoding="utf-8")
    said = load(year=2026, file=own_list, classification="functional", replace=True)
    assert said == "2026 年支出功能分类：1 个科目\n  删去不在表里的：1 个\n"
    left = Subject.objects.values_list("year", "classification", "code", "name")
    assert (2026, "functional", "208", "社会保障和就业支出") in left and len(left) == 5
