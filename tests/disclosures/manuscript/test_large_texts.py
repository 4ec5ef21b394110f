"""A long text, and a text full of faults: read in seconds, the first faults shown and the rest counted."""

import gc
import time
import weakref
from dataclasses import replace

import pytest

from accounts.checks.engine import State, run
from disclosures.manuscript.capped import MOST
from tests.disclosures.manuscript.texts import NAMES, T_RULES, found, questioned, report, sample

LIAOYUAN, _ = NAMES
SENTENCE = "本年支出合计9.99，其中：基本支出1.11，比上年增加（减少）437.97万元，占3%。\n"


def general(times: int) -> str:
    text = report(sample(LIAOYUAN))
    start = text.index("五、一般公共预算财政拨款支出决算情况说明")
    head, _, body = text[start : text.index("六、一般公共预算财政拨款基本支出决算情况", start)].partition(
        "\n"
    )
    return head + "\n" + body.replace("（项）", "支出（项）") * times


TEXTS = {
    "one section again and again": general(130),
    "a report again and again": report(sample(LIAOYUAN)) * 17,
    "faults": "三、支出决算情况说明\n" + SENTENCE * 4500,
    "one line": "三、支出决算情况说明\n" + SENTENCE.replace("\n", "") * 4500,
    "headings": "\n".join(f"一、收入支出决算第{n}种情况说明" for n in range(9000)),
}


@pytest.mark.parametrize("name", TEXTS)
def test_two_hundred_thousand_characters_take_a_second(name: str) -> None:
    start = time.process_time()
    results = questioned(sample(LIAOYUAN), TEXTS[name])
    assert time.process_time() - start < 3  # half a second on a quiet machine
    assert all(len(result.findings) <= MOST + 1 for result in results)
    assert not [r.reason for r in results if r.state is State.COULD_NOT_RUN and "检查中断" in r.reason]


def test_what_is_not_shown_is_counted() -> None:
    hints = [f for f in found(sample(LIAOYUAN), TEXTS["faults"]) if f.rule == "T13"]
    assert len(hints) == MOST + 1
    assert hints[-1].message.startswith("另有") and hints[-1].place == "given/102"
    assert hints[-1].level is hints[0].level


def test_what_was_read_goes_with_the_case() -> None:
    case = replace(sample(LIAOYUAN), given=report(sample(LIAOYUAN)))
    run(case, T_RULES)
    seen = weakref.ref(case)
    del case
    gc.collect()
    assert seen() is None
