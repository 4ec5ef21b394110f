"""docs/defects.md says of every defect of the two printed reports what finds it: it does."""

import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from accounts.checks.engine import findings
from disclosures.checks import run
from disclosures.sample_files import FOLDER, read

DOCUMENT = Path(__file__).parents[2] / "docs" / "defects.md"
SAMPLES = {"L": "liaoyuan-2024", "Y": "yanbian-2024"}
LAST = {"L": 30, "Y": 41}
OTHERWISE = ("not decidable", "cannot occur", "no rule", "not in printed.txt")


def rows() -> dict[str, list[str]]:
    lines = (line.split("|")[1:-1] for line in DOCUMENT.read_text(encoding="utf-8").splitlines())
    cells = ([cell.strip() for cell in line] for line in lines)
    return {line[0]: line[1:] for line in cells if line and re.fullmatch(r"[LY]-\d\d", line[0])}


ROWS = rows()
CLAIMS = [(defect, claim) for defect, row in ROWS.items() for claim in re.findall(r"\S+@\S+", row[1])]


@cache
def found(sample: str) -> frozenset[str]:
    """`RULE@place` of every finding; a finding on cells stands at each of them."""
    given = (FOLDER / sample / "printed.txt").read_text(encoding="utf-8")
    results = run(replace(read(sample), given=given))
    return frozenset(
        f"{finding.rule}@{place}"
        for finding in findings(results)
        for place in (finding.place, *map(str, finding.cells))
    )


def test_every_defect_has_a_row() -> None:
    wanted = {f"{report}-{n:02d}" for report, last in LAST.items() for n in range(1, last + 1)}
    assert set(ROWS) == wanted


@pytest.mark.parametrize("defect", ROWS)
def test_a_row_names_a_rule_or_says_why_not(defect: str) -> None:
    _, how, why = ROWS[defect]
    assert "@" in how or (how in OTHERWISE and why)


@pytest.mark.parametrize(("defect", "claim"), CLAIMS, ids=[" ".join(pair) for pair in CLAIMS])
def test_the_rule_finds_it_there(defect: str, claim: str) -> None:
    assert claim in found(SAMPLES[defect[0]])
