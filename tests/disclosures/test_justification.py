"""Justified Chinese. If a new WeasyPrint breaks these, compare disclosures/justification.py with it."""

import hashlib
import importlib.metadata
import inspect

import pytest

from disclosures.justification import JOINER, gaps_of


def grown(text: str) -> str:
    """The text with a bar in each gap that may grow."""
    gaps = set(gaps_of(text))
    return "".join(f"{c}|" if place in gaps else c for place, c in enumerate(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("决算公开", "决|算|公|开"),
        ("收入，支出。", "收|入，|支|出。"),
        ("（类）支出", "（类）|支|出"),
        ("共2024年度", "共|2024|年|度"),
        ("支出——其他……等", "支|出|——|其|他|……|等"),
        ("a b", "a |b"),
        ("支出 收入", "支|出 |收|入"),
        (f"13{JOINER}个", "13|" + JOINER + "个"),
        ("<data>", "<data>"),
    ],
)
def test_where_a_line_may_grow(text: str, expected: str) -> None:
    assert grown(text) == expected


def test_the_two_private_functions_are_those_we_replace() -> None:
    from disclosures.fonts import use_prepared

    use_prepared()
    from weasyprint.layout import inline
    from weasyprint.text import line_break

    layout = line_break.Layout
    found = (inline.text_align, layout.reactivate, layout.set_text)
    source = "".join(map(inspect.getsource, found))
    assert importlib.metadata.version("weasyprint") == "70.0"
    assert "justify_line(context, line, offset)" in source
    assert hashlib.sha256(source.encode()).hexdigest()[:16] == "11f1e925479871df"
