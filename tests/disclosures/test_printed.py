"""The printed reports against what the portal writes: nothing unexplained, and most of it word for word."""

import pytest

from disclosures.sample_files import names
from tests.printed import account, summary


@pytest.mark.parametrize("name", names())
def test_every_printed_clause_is_generated_typed_or_excepted_with_a_reason(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    found = account(name)
    with capsys.disabled():
        print(f"\n{summary(name)}")
    assert found.unexplained == []
    assert found.unused == []


def test_nine_tenths_of_the_units_report_are_generated_or_typed() -> None:
    found = account("liaoyuan-2024")
    assert len(found.generated) + len(found.typed) >= 0.9 * found.total
