"""The reports of the samples are as they were: `python -m tests.freeze reports` after a wanted change."""

import pytest

from tests.freeze import GOLDEN, reports


@pytest.mark.parametrize(("file", "text"), [pytest.param(f, t, id=f) for f, t in reports()])
def test_the_report_is_as_it_was(file: str, text: str) -> None:
    assert text == (GOLDEN / file).read_text(encoding="utf-8")


def test_a_corrected_report_has_no_mark_left_to_fill_in() -> None:
    assert "待填写" not in (GOLDEN / "report-liaoyuan-2024.txt").read_text(encoding="utf-8")
