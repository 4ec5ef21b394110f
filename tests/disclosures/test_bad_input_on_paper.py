"""What accounts may bring that no printed report had: it prints, within its page and its cells."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest

from accounts.case import Case
from accounts.editions.jilin_2024 import UNIT
from accounts.figures import Figures, at
from accounts.projects import IndicatorLine, ProjectSheet
from disclosures.assembly import build
from disclosures.fonts import PrintingImpossible
from disclosures.project_layouts import INDICATOR_TREE
from disclosures.report import Issue
from tests.disclosures import paper
from tests.disclosures.drawing import case_of
from tests.disclosures.paper import Word, bare, pages, words

MM = 72 / 25.4
LONG_NAME = "支持" + "其他社会保障和就业以及城乡居民基本养老保险基金" * 2 + "的补助支出（含专用资金）"
FIFTEEN = Decimal("1234567890123450000.00")
"""In 元; as 万元 it is 123,456,789,012,345.00."""
PROFILE = "负责全市社会保险经办管理服务工作的组织实施与监督检查以及统计分析和信息化建设" * 16

Print = Callable[[Case], Path]


@pytest.fixture
def on_paper(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> Iterator[Print]:
    def print_case(case: Case) -> Path:
        (tmp_path / "report.pdf").write_bytes(paper.printed(build(case, Issue(1))))
        return tmp_path / "report.pdf"

    yield print_case
    assert caplog.messages == []


def assert_within_the_text(pdf: Path) -> list[Word]:
    """No word reaches over the margins but the page's mark. Returns the words of the text."""
    sizes, found = words(pdf)
    text = []
    for word in found:
        width, height = sizes[word.page - 1]
        top, right, bottom, left = (37, 26, 35, 28) if height > width else (28, 35, 26, 37)
        if word.top > height - bottom * MM:
            assert word.text in ("—", str(word.page)), word
            continue
        assert word.left >= left * MM - 1 and word.right <= width - right * MM + 1, word
        assert word.top >= top * MM - 2 and word.bottom <= height - bottom * MM + 2, word
        text.append(word)
    return text


def assert_nothing_overlaps(found: list[Word]) -> None:
    """Words on one line of a page, from left to right, do not run into each other."""
    ordered = sorted(found, key=lambda word: (word.page, round(word.top, 1), word.left))
    for before, after in pairwise(ordered):
        if (before.page, round(before.top, 1)) == (after.page, round(after.top, 1)):
            assert before.right <= after.left + 0.5, (before, after)


def all_amounts(amount: Decimal, *tables: str) -> Figures:
    """`amount` in every fixed row and column of tables."""
    return Figures(
        {
            at(f"{table.key}/{row.key}/{column.key}"): amount
            for table in UNIT.tables
            if table.key in tables
            for block in table.blocks
            if isinstance(block.rows, tuple)
            for row in block.rows
            if row.key
            for column in block.columns
        }
    )


def subjects(count: int) -> Case:
    codes = [f"205{n // 90 + 1:02}{n % 90 + 1:02}" for n in range(count)]
    lines = [
        f"t03/{code}/{column} {n + 1}.00" for n, code in enumerate(codes) for column in ("total", "basic")
    ]
    return case_of("\n".join(lines), names={code: f"其他教育支出之{code}" for code in codes})


def test_a_character_that_no_font_has_is_named(on_paper: Print) -> None:
    case = replace(case_of(), texts={"profile.duties": "负责测试\ue123工作。"})
    with pytest.raises(PrintingImpossible, match="U\\+E123，见“负责测试\ue123工作。”"):
        on_paper(case)


def test_a_rare_character_falls_back_within_the_line(on_paper: Print) -> None:
    case = replace(case_of(), texts={"profile.duties": "局长张㛃，副局长李䶮。"})
    assert "局长张㛃，副局长李䶮。" in "".join(pages(on_paper(case)))


def test_a_subject_name_of_sixty_characters(on_paper: Print) -> None:
    name = LONG_NAME[:60]
    assert len(name) == 60
    text = "t03/2050101/total 1.00\nt03/2050101/basic 1.00\nt05/2050101/total 1.00"
    pdf = on_paper(case_of(text, names={"2050101": name}))
    assert_nothing_overlaps(assert_within_the_text(pdf))
    assert "".join(pages(pdf)).count(name) >= 2


def test_amounts_of_fifteen_digits(on_paper: Print) -> None:
    fixed = all_amounts(FIFTEEN, "t01", "t04", "t06", "t09")
    columns = ("total", "basic", "project", "remitted_up", "business", "subsidy_down")
    open_rows = {at(f"t03/2050101/{column}"): FIFTEEN for column in columns}
    pdf = on_paper(replace(case_of(), figures=Figures({**dict(fixed), **open_rows})))
    assert_nothing_overlaps(assert_within_the_text(pdf))
    text = pages(pdf)
    for number in ("01", "03", "04", "06", "09"):
        assert sum(f"公开{number}表" in page for page in text) == 1
        assert next("注：" in page for page in text if f"公开{number}表" in page), number
    amounts = [page.count("123,456,789,012,345.00") for page in text]
    assert sum(amounts) == len(fixed) + len(columns)


def test_addresses_and_words_without_a_break(on_paper: Print) -> None:
    text = "网址是http://" + "abcdefghij/" * 20 + "，请查阅。\n" + "x" * 200
    assert_within_the_text(on_paper(replace(case_of(), texts={"profile.duties": text})))


def test_a_unit_name_of_sixty_characters(on_paper: Print) -> None:
    case = case_of()
    pdf = on_paper(replace(case, unit=replace(case.unit, name=LONG_NAME[:60])))
    assert_nothing_overlaps(assert_within_the_text(pdf))
    tables = [page for page in pages(pdf) if "公开01表" in page]
    assert "单位：万元" in tables[0] and "注：" in tables[0]


def test_a_unit_without_projects(on_paper: Print) -> None:
    """The sentence has a portrait page of its own, as the tables without figures have."""
    pdf = on_paper(replace(case_of(), projects=()))
    number, page = next((n, page) for n, page in enumerate(pages(pdf)) if "没有开展绩效自评的项目" in page)
    assert page.startswith("十、") and page.endswith(f"绩效自评表。—{number + 1}—")
    width, height = words(pdf)[0][number]
    assert width < height


def test_three_hundred_subjects(on_paper: Print) -> None:
    pdf = on_paper(subjects(300))
    assert_nothing_overlaps(assert_within_the_text(pdf))
    text = pages(pdf)
    rows = [page for page in text if "其他教育支出之" in page]
    assert sum(page.count("其他教育支出之") for page in rows) >= 300
    assert [page for page in rows if "科目名称" not in page] == [], "heads repeat"
    assert "续表" not in rows[0] and "公开03表" in rows[0]
    for page in rows[1:]:
        assert page.startswith("单位：测试单位续表公开03表　单位：万元".replace("　", "")), page[:40]
        assert "栏次" in page[: page.index("其他教育支出之")]
    numbers = "".join(text)
    assert all(f"其他教育支出之205{n // 90 + 1:02}{n % 90 + 1:02}" in numbers for n in range(300))


def indicators(count: int, deviation: str = "") -> ProjectSheet:
    lines = [
        IndicatorLine(level1, level2, f"第{n}项指标的名称", target="1", actual="1")
        for n in range(count)
        for level1, level2s in [INDICATOR_TREE[n * 4 // count]]
        for level2 in [level2s[n % len(level2s)]]
    ]
    lines[3] = replace(lines[3], deviation=deviation)
    return ProjectSheet("road", "道路养护", "测试单位", indicators=tuple(lines))


def test_a_form_of_eighty_indicators(on_paper: Print) -> None:
    """On each page the heads and all labels; whole rules at its end."""
    pdf = on_paper(replace(case_of(), projects=(indicators(80),)))
    assert_nothing_overlaps(assert_within_the_text(pdf))
    shown = [page for page in pages(pdf) if "项指标的名称" in page]
    assert len(shown) > 1
    for page in shown:
        before, _, _ = page.partition("项指标的名称")
        assert "一级指标二级指标三级指标" in before
        assert re.search("绩效指标(成本|产出|效益|满意度)指标", before.replace("一级指标", ""))
    everything = "".join(shown)
    assert all(f"第{n}项指标的名称" in everything for n in range(80))
    labels = [cell for table in paper.tagged_tables(pdf) for line in table for cell in line]
    names = [cell for cell in labels if cell.text.endswith("项指标的名称")]
    assert len(names) == 80 and all(len(cell.heads) == 4 for cell in names)


def test_a_deviation_of_two_thousand_characters(on_paper: Print) -> None:
    text = ("项目进度受到影响，改进措施是加快进度。" * 120)[:2000]
    pdf = on_paper(replace(case_of(), projects=(indicators(9, text),)))
    assert_nothing_overlaps(assert_within_the_text(pdf))
    shown = [page for page in pages(pdf) if "一级指标二级指标" in page]
    assert len(shown) == 2
    assert f"偏差原因分析及改进措施：{text}"[:400] in shown[0]
    assert "见下行" in shown[0]


def test_an_empty_account(on_paper: Print) -> None:
    pdf = on_paper(case_of())
    assert_within_the_text(pdf)
    text = "".join(pages(pdf))
    assert "公开09表" in text and "〔待填写：" in text


def test_a_profile_of_twenty_pages(on_paper: Print) -> None:
    """Unbroken Chinese: 28 characters in every full line and 22 lines on every full page."""
    text = "\n".join([PROFILE] * 20)
    pdf = on_paper(replace(case_of(), texts={"profile.duties": text}))
    found = assert_within_the_text(pdf)
    printed = pages(pdf)
    first = next(n for n, page in enumerate(printed, 1) if "一、单位职责" in page and n > 3)
    last = max(n for n, page in enumerate(printed, 1) if PROFILE[:20] in page)
    assert last - first >= 19
    for number in range(first + 1, last):
        lines: dict[float, str] = {}
        for word in found:
            if word.page == number:
                lines[round(word.top, 1)] = lines.get(round(word.top, 1), "") + word.text
        assert len(lines) == 22, number
        assert max(len(bare(line)) for line in lines.values()) == 28, number
        assert sum(len(bare(line)) == 28 for line in lines.values()) >= 18, number
