"""Codes of versions: made, and read as people type them."""

import pytest

from disclosures import codes


def test_a_code_has_ten_letters_that_are_not_mistaken_for_one_another() -> None:
    made = {codes.new() for _ in range(100)}
    assert len(made) == 100
    assert {len(code) for code in made} == {codes.LENGTH}
    assert not set("".join(made)) & set("01ILO")


@pytest.mark.parametrize(
    "text",
    [
        "K7M2PQ9XAB",
        " k7m2pq9xab\n",
        "K7M2P-Q9XAB",
        "K7M2 PQ9X AB",
        "Ｋ７Ｍ２ＰＱ９ＸＡＢ",
        "版本编码：K7M2PQ9XAB。",
        "https://juesuan.example/verify/k7m2pq9xab/?from=qr",
    ],
)
def test_what_is_typed_is_read_as_it_is_printed(text: str) -> None:
    assert codes.typed(text) == "K7M2PQ9XAB"


@pytest.mark.parametrize("text", ["", "  ", "版本编码", "——"])
def test_nothing_is_nothing(text: str) -> None:
    assert codes.typed(text) == ""


@pytest.mark.parametrize(
    "slip", ["K7M2PQ9XA8", "K7M2PO9XAB", "K7M2PQ9XA", "K7M2PQQ9XAB", "7KM2PQ9XAB", "1K7M2PQ9XAB"]
)
def test_one_slip_is_near(slip: str) -> None:
    assert "K7M2PQ9XAB" in codes.near(slip)


@pytest.mark.parametrize("other", ["K7M2PQ9XAB", "K7M2PQ9X88", "", "K" * 400])
def test_itself_and_two_slips_are_not(other: str) -> None:
    assert "K7M2PQ9XAB" not in codes.near(other)
