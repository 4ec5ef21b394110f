"""Which part of a given text is read as which section."""

from dataclasses import replace

import pytest

from accounts.case import Case
from disclosures.manuscript.reading import Manuscript, manuscript
from disclosures.manuscript.sections import narrative_sections
from tests.disclosures.manuscript.texts import NAMES, cell_by_cell, found, printed, report, sample

LIAOYUAN, YANBIAN = NAMES


def read(case: Case, text: str) -> Manuscript:
    return manuscript(replace(case, given=text))


@pytest.mark.parametrize("name", NAMES)
def test_a_row_of_a_table_is_no_section(name: str) -> None:
    """三、国有资本经营预算财政拨款收入 of table 01 reads like the heading of section 八."""
    case = sample(name)
    text = cell_by_cell(report(case))
    assert "\n三、国有资本经营预算财政拨款收入\n" in text
    begins = text[: text.index("第三部分")].count("\n")
    bodies = read(case, text).bodies
    assert {key for key in bodies if bodies[key].spot[0] > begins} == {*narrative_sections(case)}
    assert all(all(bodies[key].heading.fits) for key in narrative_sections(case))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("section", ["八、", "七、"])
def test_numbers_of_the_real_section_are_questioned(name: str, section: str) -> None:
    case = sample(name)
    lines = cell_by_cell(report(case)).split("\n")
    start = next(n for n, line in enumerate(lines) if line.startswith(section) and line.endswith("情况说明"))
    lines[start + 1] = lines[start + 1].replace("本年收入0万元", "本年收入5万元")
    wrong = [(f.rule, f.place) for f in found(case, "\n".join(lines)) if f.rule == "T01"]
    assert wrong == [("T01", f"given/{start + 2}")]


def test_of_two_chapters_with_one_heading_that_which_says_more_of_it_is_the_section() -> None:
    case = sample(LIAOYUAN, corrected=True)
    heading = "八、国有资本经营预算财政拨款支出决算情况说明"
    decoy = f"三、国有资本经营预算财政拨款收入\n{'某单位的其他情况很多。' * 40}\n"
    text = report(case)
    text = text[text.index("第三部分") :].partition("\n")[2]
    for odd in (decoy + text, text + decoy, f"{heading}\n{text}"):
        assert read(case, odd).bodies["capital"].paragraphs[0].text.startswith("2024年度国有资本经营预算")


def test_tables_behind_the_text_are_no_reason_to_look_for_the_text_behind_them() -> None:
    case = sample(LIAOYUAN, corrected=True)
    tables, _, text = report(case).partition("第三部分")
    for other in (f"第三部分{text}\n{tables}", text.partition("\n")[2] + tables):
        assert [each.key for each in read(case, other).readings] == narrative_sections(case)


@pytest.mark.parametrize("width", range(16, 28))
def test_headings_broken_by_a_narrow_page_are_whole(width: int) -> None:
    case = sample(LIAOYUAN, corrected=True)
    lines = report(case).splitlines()
    cut = "\n".join(line[n : n + width] for line in lines for n in range(0, max(1, len(line)), width))
    assert [f.message for f in found(case, cut)] == []


@pytest.mark.parametrize("name", NAMES)
def test_the_marks_of_our_own_printed_text_are_lines_like_others(name: str) -> None:
    """`# 第三部分` begins a part; without it the tables say where the text begins."""
    case, text = sample(name), printed(name)
    blank = "\n".join("" if line.startswith("#") else line for line in text.split("\n"))
    assert text != blank
    assert [(f.rule, f.message, f.place) for f in found(case, blank)] == [
        (f.rule, f.message, f.place) for f in found(case, text)
    ]


def test_what_stands_behind_a_number_sign_is_questioned() -> None:
    case = sample(LIAOYUAN, corrected=True)
    lines = [f"# {line}" for line in report(case).splitlines()]
    n = next(n for n, line in enumerate(lines) if line.startswith("# 本年收入合计3799.05"))
    lines[n] = lines[n].replace("3799.05", "3799.06")
    assert ("T01", f"given/{n + 1}") in [(f.rule, f.place) for f in found(case, "\n".join(lines))]


def test_characters_that_nobody_sees_hide_nothing() -> None:
    case = sample(LIAOYUAN, corrected=True)
    text = "\u200b".join(report(case))
    assert found(case, text) == []
    (finding,) = found(
        case, "\u200b".join(report(case).replace("0.03万元，比上年减少", "0.04万元，比上年减少"))
    )
    assert finding.quote is not None and finding.quote.text == "\u200b".join("0.04")
    assert finding.quote.instead == "0.03"
