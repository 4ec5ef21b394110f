"""Growth and shares: words where a percentage would say what is not."""

from decimal import Decimal as D

import pytest

from disclosures.catalogue.tables import Figure
from disclosures.compared.measures import growth, printed, share


@pytest.mark.parametrize(
    ("now", "before", "words"),
    [
        ("1053000", "1000000", "增长5.3%"),
        ("1000000", "2000000", "下降50%"),
        ("0", "2000000", "下降100%"),
        ("1000000", "1000000", "持平"),
        ("1000049", "1000000", "持平"),
        ("2000050", "2000000", "增长不足0.01%"),
        ("1000000", "0", "上年为0"),
        ("1000000", "49.99", "上年为0"),
        ("0", "0", "持平"),
        ("1000000", "-5000", "上年为负数"),
        ("-5000", "1000000", "本年为负数"),
        ("1000000", None, "上年没有这个数"),
    ],
)
def test_growth(now: str, before: str | None, words: str) -> None:
    assert growth(Figure(D(now)), None if before is None else Figure(D(before))) == words


def test_what_is_counted_grows_too_and_a_percentage_does_not() -> None:
    assert growth(Figure(D(3), "辆"), Figure(D(2), "辆")) == "增长50%"
    assert growth(Figure(D(3), "辆"), Figure(D(0), "辆")) == "上年为0"
    assert growth(Figure(D(98), "%"), Figure(D(95), "%")) == ""
    assert growth(Figure(D(3), "辆"), Figure(D(3), "个")) == "上年单位是个"


@pytest.mark.parametrize(
    ("part", "whole", "words"),
    [
        ("123000", "1000000", "占12.3%"),
        ("1000000", "1000000", "占100%"),
        ("999999", "1000000", "占100%"),
        ("0", "1000000", "占0%"),
        ("500", "0", ""),
        ("500", "-1000000", ""),
        ("-500", "1000000", ""),
    ],
)
def test_a_share_of_nothing_is_not_told(part: str, whole: str, words: str) -> None:
    assert share(Figure(D(part)), Figure(D(whole))) == words


def test_a_share_needs_a_whole_of_the_same_kind() -> None:
    assert share(Figure(D(5)), None) == "" and share(Figure(D(5), "辆"), Figure(D(10))) == ""


def test_amounts_are_printed_in_wan_and_counts_with_their_unit() -> None:
    assert printed(Figure(D("12345678.90"))) == "1,234.57"
    assert printed(Figure(D("3.00"), "辆")) == "3辆" and printed(Figure(D("91.17"), "%")) == "91.17%"
