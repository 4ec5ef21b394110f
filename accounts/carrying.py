"""What of last year's account can begin a new one, without a figure of last year's. Pure."""

import re
from dataclasses import replace

from accounts.projects import IndicatorLine, ProjectSheet

DIGIT = re.compile(r"\d")


def bare(sheet: ProjectSheet) -> ProjectSheet:
    """The project as it begins in a new year: what it is and how it is measured, without a result."""
    lines = tuple(bare_line(line) for line in sheet.indicators)
    return replace(
        sheet, actual="", execution_score="", score="", department_evaluated=False, indicators=lines
    )


def bare_line(line: IndicatorLine) -> IndicatorLine:
    """Weights and targets in words stay; a target in numbers is this year's budget's to say."""
    target = "" if DIGIT.search(line.target) else line.target
    return replace(line, target=target, actual="", completion="", score="", deviation="")
