"""How many slips of one digit are found: each number of the narrative, one digit changed at a time.

`python -m tests.disclosures.manuscript.mutations` tells the share for both samples and what escaped.
Numberings (3.) and what a clerk typed are left out: there is nothing to hold them against.
"""

import random
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass

from accounts.case import Case
from accounts.checks.engine import Finding, Level
from disclosures.assembly import build
from disclosures.phrases import Number, Run, Words
from disclosures.report import Issue
from tests.disclosures.manuscript.texts import NAMES, found, narrative, narrative_lines, sample

DIGITS = re.compile(r"(?<![\d.])\d+(?:\.\d+)?")
NUMBERING = re.compile(r"\d+\.(?!\d)|（\d+）")


@dataclass(frozen=True)
class Slip:
    line: int
    """From 1."""
    start: int
    right: str
    wrong: str

    def made_in(self, text: str) -> str:
        lines = text.split("\n")
        old = lines[self.line - 1]
        assert old[self.start : self.start + len(self.right)] == self.right
        lines[self.line - 1] = old[: self.start] + self.wrong + old[self.start + len(self.right) :]
        return "\n".join(lines)

    def is_in(self, finding: Finding) -> bool:
        if finding.place != f"given/{self.line}" or finding.quote is None:
            return False
        return finding.quote.start < self.start + len(self.wrong) and self.start < finding.quote.end


def slips(case: Case, seed: int) -> Iterator[Slip]:
    """One for each number."""
    chance = random.Random(seed)
    for line, (text, paragraph) in enumerate(narrative_lines(build(case, Issue())), 1):
        if paragraph is None:
            continue
        owners = [run for run in paragraph.runs for _ in run.text]
        numbering = NUMBERING.match(text)
        for number in DIGITS.finditer(text):
            if number.start() >= (numbering.end() if numbering else 0) and ours(owners[number.start()]):
                yield Slip(line, number.start(), number.group(), slipped(number.group(), chance))


def ours(run: Run) -> bool:
    return isinstance(run, Words | Number)


def slipped(number: str, chance: random.Random) -> str:
    places = [n for n, each in enumerate(number) if each.isdigit()]
    place = chance.choice(places)
    other = chance.choice([each for each in "123456789" if each != number[place]])
    return number[:place] + other + number[place + 1 :]


@dataclass(frozen=True)
class Outcome:
    blocked: list[Slip]
    """Named by a 错误 or 需说明."""
    hinted: list[Slip]
    """Named by a 提示 only: rates that the amounts allow as well."""
    missed: list[Slip]

    @property
    def count(self) -> int:
        return len(self.blocked) + len(self.hinted) + len(self.missed)

    def __str__(self) -> str:
        share = f"{100 * len(self.blocked) / self.count:.1f} %"
        rest = f"{len(self.hinted)} hinted at, {len(self.missed)} missed"
        return f"{len(self.blocked)} of {self.count} blocked ({share}), {rest}"


def made(case: Case, seed: int, every: int = 1) -> Outcome:
    """Each slip by itself, and the gravest finding that names it."""
    text = narrative(case)
    outcome = Outcome([], [], [])
    for slip in list(slips(case, seed))[seed % every :: every]:
        levels = {f.level for f in found(case, slip.made_in(text)) if slip.is_in(f)}
        if levels - {Level.NOTICE}:
            outcome.blocked.append(slip)
        else:
            (outcome.hinted if levels else outcome.missed).append(slip)
    return outcome


if __name__ == "__main__":
    seed = int(sys.argv[1]) if len(sys.argv) > 1 else 0
    for name in NAMES:
        outcome = made(sample(name), seed)
        print(f"{name}: {outcome}")
        lines = narrative(sample(name)).split("\n")
        for slip in outcome.hinted + outcome.missed:
            around = lines[slip.line - 1][max(0, slip.start - 12) : slip.start + 12]
            print(f"  {slip.right} → {slip.wrong}: …{around}…")
