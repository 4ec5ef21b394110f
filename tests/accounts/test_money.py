from decimal import Decimal as D

import pytest

from accounts.money import Scale, from_wan, grouped, half_up, in_wan, percent, plain, slack


@pytest.mark.parametrize(
    ("yuan", "wan"),
    [("37990149.99", "3799.01"), ("37990150.00", "3799.02"), ("-50.00", "-0.01"), ("49.99", "0.00")],
)
def test_yuan_become_wan_half_up(yuan: str, wan: str) -> None:
    assert in_wan(D(yuan)) == D(wan)


def test_wan_become_yuan_with_two_places() -> None:
    assert str(from_wan(D("3799.01"))) == "37990100.00"


@pytest.mark.parametrize(
    ("value", "text"),
    [("1153.90", "1153.9"), ("0.00", "0"), ("1783.00", "1783"), ("100", "100"), ("-0.00", "0")],
)
def test_sentences_print_no_trailing_zeros(value: str, text: str) -> None:
    assert plain(D(value)) == text


def test_tables_print_separators_and_two_decimals() -> None:
    assert grouped(D("1153.9")) == "1,153.90"


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [
        ("1860.43", "1946.04", "95.6"),
        ("2023.55", "1775.46", "114"),
        ("168.85", "168.88", "99.98"),
        ("168.88", "168.88", "100"),
        ("0", "168.88", "0"),
        ("0.05", "168.88", "0.03"),
        ("0.01", "1000", "不足0.01"),
        ("999.99", "1000", "超过99.99"),
        ("1000.01", "1000", "超过100"),
    ],
)
def test_a_percentage_never_pretends_nothing_or_everything(part: str, whole: str, text: str) -> None:
    assert percent(D(part), D(whole)) == text


def test_nothing_has_no_share() -> None:
    with pytest.raises(ZeroDivisionError):
        percent(D(1), D(0))


def test_slack_grows_with_the_parts_and_is_zero_in_yuan() -> None:
    assert slack(3, Scale.WAN) == 200
    assert slack(3, Scale.YUAN) == 0


def test_half_up_is_not_bankers_rounding() -> None:
    assert half_up(D("0.125"), 2) == D("0.13")
