"""What the portal would write, as clauses whose numbers know their cells. Pure."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from accounts.case import Case
from disclosures.manuscript.clauses import Clause, Told, cuts
from disclosures.manuscript.sources import plain
from disclosures.narrative import author
from disclosures.narrative.story import Story
from disclosures.phrases import Missing, Number, Run, Source, Typed, Words
from disclosures.report import Paragraph


@dataclass(frozen=True)
class Expected:
    """A clause of the generated narrative."""

    clause: Clause
    paragraph: str
    """Key of its paragraph."""
    runs: tuple[Run, ...]
    """For each number of the clause the run it stands in."""
    slot: str
    """The slot it was typed into, or would be; empty for words of the house."""
    marks: int
    """How many of its directions the house chose."""
    near: tuple[Source, ...]
    """Cells of the last amount up to here: what a clause without a number speaks of."""

    def number(self, told: Told) -> Number | None:
        run = self.runs[self.clause.told.index(told)]
        return run if isinstance(run, Number) else None

    def is_typed(self, told: Told) -> bool:
        return isinstance(self.runs[self.clause.told.index(told)], Typed | Missing)


@dataclass(frozen=True)
class Block:
    """A paragraph of the narrative. Those of one item each may stand in any order."""

    key: str
    clauses: tuple[Expected, ...]

    @cached_property
    def is_item(self) -> bool:
        return ".item." in self.key or self.key.startswith("evaluation.project.")


def blocks(case: Case, section: str, read: Callable[[str], Clause]) -> list[Block]:
    """The section as the figures have it, whatever a clerk rewrote."""
    found = []
    near: tuple[Source, ...] = ()
    for paragraph in author(case.edition, section)(Story(case)):
        clauses = tuple(expected(paragraph, near, read))
        near = clauses[-1].near if clauses else near
        found.append(Block(paragraph.key, clauses))
    return found


def expected(
    paragraph: Paragraph, near: tuple[Source, ...], read: Callable[[str], Clause]
) -> Iterator[Expected]:
    texts = [plain(run.text) for run in paragraph.runs]
    text = "".join(texts)
    owners = [run for run, words in zip(paragraph.runs, texts, strict=True) for _ in words]
    for start, end in cuts(text):
        made = read(text[start:end])
        runs = tuple(owners[start + told.start] for told in made.told)
        for run in runs:
            if isinstance(run, Number):
                near = run.sources or near
        typed = [run for run in owners[start:end] if isinstance(run, Typed | Missing)]
        slot = typed[0].slot if typed else ""
        marks = sum(isinstance(owners[start + mark.start], Words) for mark in made.marks)
        yield Expected(made, paragraph.key, runs, slot, marks, near)
