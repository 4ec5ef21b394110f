"""What rules are given to read, and where a quote of it stands in the passage."""

import time
from dataclasses import replace

import pytest

from accounts.checks.engine import RULES, State, run
from disclosures import sample_files, wording
from disclosures.wording.passages import Passage
from disclosures.wording.reading import is_table_row, read, readings
from tests.casebook import case

OURS = [rule for rule in RULES.values() if rule.check.__module__.startswith(wording.__name__)]


def test_blanks_beside_chinese_words_are_not_read() -> None:
    reading = read(Passage("given/1", "", "截至 2024 年 12 月，IT system 1,234.56 1.00"))
    assert reading.text == "截至2024年12月，IT system 1,234.56 1.00"


def test_a_quote_stands_where_the_words_stand_in_the_passage() -> None:
    reading = read(Passage("given/1", "", "增加 0 万元"))
    quote = reading.quote(reading.text.index("0"), reading.text.index("0") + 3)
    assert (quote.text, quote.start, quote.end) == ("0 万元", 3, 7)


def test_a_line_is_read_along_with_the_next_unless_it_ends_a_sentence() -> None:
    given = replace(case(), given="支出具体情况如下：\n本单位不涉及此项。\n二、收入")
    assert [reading.beyond for reading in readings(given)] == ["本单位不涉及此项。", "", ""]


def test_what_is_typed_is_read_alone() -> None:
    typed = case(texts={"reason.overall": "人员", "reason.fiscal": "经费"})
    assert [reading.beyond for reading in readings(typed)] == ["", ""]


def test_another_case_is_read_anew() -> None:
    one = case(texts={"reason.overall": "甲"})
    other = replace(one, texts={"reason.overall": "乙"})
    assert [r.text for r in readings(one)] == ["甲"]
    assert [r.text for r in readings(other)] == ["乙"]


def test_all_rules_on_words_take_milliseconds() -> None:
    account = sample_files.read("yanbian-2024")
    run(account, OURS)
    start = time.process_time()
    run(replace(account), OURS)
    assert time.process_time() - start < 0.05


@pytest.mark.parametrize(
    "piece", ["主要", "（", "“", "增加（", "a", "人员", "，", "X", "1", "占", "辽源市社会保险事业"]
)
def test_a_senseless_text_is_read_in_no_time(piece: str) -> None:
    account = case(texts={"reason.overall": piece * 3000})
    start = time.process_time()
    results = run(account, OURS)
    assert time.process_time() - start < 0.5
    assert not [result for result in results if result.state is State.COULD_NOT_RUN]


def test_rows_of_tables_are_not_prose() -> None:
    assert is_table_row("其他资金    14.71    14.71     100")
    assert is_table_row("2080109 社会保险经办机构 1,220.62 1,220.62 0.00")
    assert not is_table_row("其中：财政拨款收入 3799.01 万元，占 99.9 %")
    assert not is_table_row("2024 年度收、支总计均为 3806.47 万元。")
