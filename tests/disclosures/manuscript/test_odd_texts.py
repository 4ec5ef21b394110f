"""Whatever is pasted in, no rule stumbles, and every quote stands where it says."""

import random
from dataclasses import replace

import pytest

from accounts.checks.engine import State, findings
from accounts.figures import Figures
from tests.disclosures.manuscript.texts import NAMES, found, printed, questioned, sample

ODD = (
    "#",
    "\n\n \t\n",
    "%" * 50,
    "占的%，增长%；完成预算的",
    "一、\n二、\n十一、其他重要事项情况说明",
    "一、收入支出决算总体情况说明",
    "公开01表公开02表公开99表",
    "2024年度收、支总计均为.5万元，与2023年度相比，收、支总计各增加-5万元，增长∞%。",
    "①②③㎡㈱½ 3.5.1万元 1,2,3万元 12345,67元 ٣万元",
    "Annual report\r\nof the bureau\x0c\x00",
    "九、财政拨款“三公”经费支出决算情况说明 " + "预算为0万元，" * 300,
)


def stumbles(name: str, text: str) -> list[str]:
    results = questioned(sample(name), text)
    lines = text.splitlines()
    for finding in findings(results):
        place, _, number = finding.place.partition("/")
        if place == "given" and finding.quote:
            quote = finding.quote
            assert lines[int(number) - 1][quote.start : quote.end] == quote.text
    return [r.reason for r in results if r.state is State.COULD_NOT_RUN and "检查中断" in r.reason]


@pytest.mark.parametrize("text", ODD)
def test_an_odd_text_breaks_nothing(text: str) -> None:
    for name in NAMES:
        assert stumbles(name, text) == []


@pytest.mark.parametrize("seed", range(20))
def test_a_mangled_report_breaks_nothing(seed: int) -> None:
    """Pieces of the printed report cut out, doubled, moved and joined."""
    chance = random.Random(seed)
    text = printed(NAMES[seed % 2])
    for _ in range(12):
        start = chance.randrange(len(text))
        piece = text[start : start + chance.randrange(200)]
        place = chance.randrange(len(text))
        match chance.randrange(3):
            case 0:
                text = text.replace(piece, "", 1)
            case 1:
                text = text[:place] + piece + text[place:]
            case _:
                text = text[:place] + text[place:].replace("\n", chance.choice(("", "\r\n", "\u2028")), 20)
    assert stumbles(NAMES[seed % 2], text) == []


def test_a_text_without_an_account_of_last_year_or_figures() -> None:
    case = sample(NAMES[0])
    for bare in (replace(case, last=None), replace(case, figures=Figures({}), last=Figures({}), projects=())):
        results = questioned(bare, printed(NAMES[0]))
        assert not [r.reason for r in results if "检查中断" in r.reason]


def test_a_number_broken_by_the_page_is_whole_in_the_message() -> None:
    text = "一、收入支出决算总体情况说明\n全年接待群众之外，另用去资金123\n45.67万元。"
    (finding,) = (f for f in found(sample(NAMES[0]), text) if f.rule == "T13")
    assert finding.message.startswith("“12345.67万元”")
    assert finding.quote is not None and (finding.place, finding.quote.text) == ("given/2", "123")
