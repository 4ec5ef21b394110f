"""What of a text was held against the account is said, and a text of something else does not pass."""

from dataclasses import replace

import pytest

from accounts.case import Case
from accounts.checks.engine import Level, State
from disclosures.manuscript.coverage import NO_SECTION, NO_TABLE, coverage, refusal, sentences
from disclosures.manuscript.sections import narrative_sections
from tests.disclosures.manuscript.texts import NAMES, found, narrative, printed, questioned, report, sample

LIAOYUAN, YANBIAN = NAMES
UNRELATED = (
    "今天天气很好。\n我们去公园玩，花了20万元。",
    "一、工作总结\n全年完成各项任务。\n二、明年计划\n继续努力。",
    "第一条 为了规范预算管理，制定本办法。\n第二条 本办法自2024年1月1日起施行。",
    "#\n%%\n1 2 3",
)


def with_text(name: str, text: str) -> Case:
    return replace(sample(name), given=text)


@pytest.mark.parametrize("name", NAMES)
def test_a_whole_report_has_every_section_and_its_tables_are_said_to_be_unquestioned(name: str) -> None:
    for text in (report(sample(name)), printed(name)):
        case = with_text(name, text)
        known = coverage(case)
        assert (len(known.found), known.missing) == (len(narrative_sections(case)), ())
        first, tables = sentences(case)
        assert first.startswith("文本与本决算对应11节：一、收入支出决算总体情况说明；二、")
        assert tables == f"{NO_TABLE}。"


def test_a_section_that_is_not_there_is_named() -> None:
    text = narrative(sample(LIAOYUAN))
    case = with_text(LIAOYUAN, text[: text.index("十一、其他重要事项")])
    assert sentences(case)[1:] == ["没有找到、没有核对的1节：十一、其他重要事项情况说明。"]


@pytest.mark.parametrize("text", UNRELATED)
def test_an_unrelated_text_could_not_be_questioned(text: str) -> None:
    states = {result.rule.code: result for result in questioned(sample(LIAOYUAN), text)}
    assert (states["T16"].state, states["T16"].reason) == (State.COULD_NOT_RUN, NO_SECTION)
    assert sentences(with_text(LIAOYUAN, text)) == [f"{NO_SECTION}。"]
    assert not [code for code, result in states.items() if code < "T13" and result.state is State.PASSED]


def test_a_text_of_nothing_is_refused() -> None:
    assert [bool(refusal(text)) for text in ("", " \n\u3000\t\n", "\ufeff\u200b\n", "一")] == [
        True,
        True,
        True,
        False,
    ]


# What is left out


def test_items_and_classes_left_out_are_errors_other_sentences_to_be_explained() -> None:
    lines = report(sample(YANBIAN)).splitlines()
    for begins, level in (
        ("2.社会保障和就业支出（类）", Level.ERROR),
        ("征缴稽核工作经费", Level.REASON),
        ("3.公务接待费", Level.REASON),
        ("公用经费128.43", Level.REASON),
    ):
        kept = [line for line in lines if not line.startswith(begins) or "万元" not in line]
        assert len(kept) < len(lines)
        assert {f.level for f in found(sample(YANBIAN), "\n".join(kept)) if f.rule == "T24"} == {level}, (
            begins
        )


def test_an_item_left_out_is_no_fault_of_the_account() -> None:
    case = sample(LIAOYUAN, corrected=True)
    lines = report(case).splitlines()
    item = next(n for n, line in enumerate(lines) if line.startswith("3.社会保障和就业支出"))
    messages = {f.rule: f.message for f in found(case, "\n".join(lines[:item] + lines[item + 1 :]))}
    assert messages.keys() == {"T10", "T24"}
    assert messages["T10"].endswith("相差2.98万元；没有写到2080506")
    assert messages["T24"].startswith("没有写到2080506机关事业单位职业年金缴费支出（项）：")


@pytest.mark.parametrize("name", NAMES)
def test_every_sentence_with_an_amount_that_is_left_out_is_missed(name: str) -> None:
    """Paragraph by paragraph of part three: none may vanish without a word."""
    case = sample(name, corrected=name == LIAOYUAN)
    lines = narrative(case).split("\n")
    silent = []
    for n, line in enumerate(lines):
        if "万元" in line.replace("0万元", "") and not found(case, "\n".join(lines[:n] + lines[n + 1 :])):
            silent.append(line[:20])
    assert silent == []
