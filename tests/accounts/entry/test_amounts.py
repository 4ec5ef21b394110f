"""Reading what is typed or pasted. The same vectors hold the browser's reader (tests/browser)."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from accounts.entry.amounts import Unreadable, read, written
from accounts.money import Scale

VECTORS: list[dict[str, Any]] = json.loads(
    (Path(__file__).parent / "amounts.json").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("vector", VECTORS, ids=lambda v: f"{v['typed']!r} {v['measure']} {v['scale']}")
def test_every_way_to_write_a_number(vector: dict[str, Any]) -> None:
    scale = Scale(vector["scale"])
    if "refused" in vector:
        with pytest.raises(Unreadable, match=vector["refused"]):
            read(vector["typed"], vector["measure"], scale)
    else:
        amount = read(vector["typed"], vector["measure"], scale)
        assert (None if amount is None else str(amount)) == vector["amount"]


@pytest.mark.parametrize("vector", [v for v in VECTORS if v.get("amount")], ids=lambda v: repr(v["typed"]))
def test_what_is_shown_for_editing_reads_back_as_the_same(vector: dict[str, Any]) -> None:
    scale, measure = Scale(vector["scale"]), vector["measure"]
    assert read(written(Decimal(vector["amount"]), measure, scale), measure, scale) == Decimal(
        vector["amount"]
    )


def test_a_long_text_is_shortened_in_the_message() -> None:
    with pytest.raises(Unreadable) as refused:
        read("一段很长的文字" * 50, "money", Scale.WAN)
    assert len(str(refused.value)) < 60
