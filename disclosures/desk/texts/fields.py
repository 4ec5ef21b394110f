"""The places in which the report needs words or has them, each within the sentence it is part of. Pure.

A paragraph of the narrative is cut at its slots: what is generated before a field and after it is shown as it
will be read. A paragraph that a clerk rewrote stands beside what the figures would have written.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from accounts.case import Case
from accounts.editions.definitions import Edition
from accounts.editions.numerals import chinese
from disclosures.desk.texts.numbers import Compared, compared
from disclosures.narrative import author
from disclosures.narrative.story import Story
from disclosures.phrases import Missing, Run, Runs, Typed, text_of
from disclosures.report import Paragraph

REPLACE = "replace."
PROFILE = "profile."
NARRATIVE = "narrative"
"""The part whose sections are known by their number alone."""
PROJECT_WORDS = {
    "achievement": "项目绩效目标完成情况",
    "problems": "主要问题及原因",
    "measures": "下一步改进措施",
}


@dataclass(frozen=True)
class Field:
    """One slot in its sentence."""

    slot: str
    label: str
    before: str
    after: str
    text: str
    """What the clerk wrote."""
    printed: str
    """How the sentence prints it; empty while it is missing."""
    needed: bool
    """The report has a gap here while the slot is empty."""
    compared: Compared | None = None

    @property
    def is_left(self) -> bool:
        return self.needed and not self.text

    @property
    def is_long(self) -> bool:
        return self.slot.startswith((PROFILE, REPLACE))


@dataclass(frozen=True)
class Sentence:
    """A generated paragraph with the fields in it; `tail` follows the last of them."""

    key: str
    fields: tuple[Field, ...]
    tail: str = ""


@dataclass(frozen=True)
class Rewritten:
    """A paragraph in the clerk's own words, beside the generated one. No `text`: it is only opened."""

    key: str
    slot: str
    generated: Runs
    text: str


@dataclass(frozen=True)
class Gap:
    """What is missing and is not a text: subjects of a table, names of subjects."""

    slot: str
    label: str


Part = Sentence | Rewritten | Gap


@dataclass(frozen=True)
class Section:
    key: str
    title: str
    parts: tuple[Part, ...]
    generated: tuple[Paragraph, ...]
    """The paragraphs that could be rewritten."""

    @property
    def fields(self) -> tuple[Field, ...]:
        return tuple(field for part in self.parts if isinstance(part, Sentence) for field in part.fields)

    @property
    def left(self) -> int:
        return sum(field.is_left for field in self.fields)


class Listening(Story):
    """A story that notes what each slot is called where it is told."""

    def __init__(self, case: Case) -> None:
        super().__init__(case)
        self.labels: dict[str, str] = {}

    def typed(self, slot: str, label: str) -> Run:
        self.labels[slot] = label
        return super().typed(slot, label)


def sections(case: Case, opened: str = "") -> list[Section]:
    """Every section of the outline in which a clerk may write; `opened`: a paragraph to be rewritten."""
    found: list[Section] = []
    told: set[str] = set()
    for p, part in enumerate(case.edition.parts, 1):
        before = "" if part.key == NARRATIVE else f"第{chinese(p)}部分 "
        for n, each in enumerate(part.sections, 1):
            if each.kind == "text":
                title = f"{before}{chinese(n)}、{each.title}"
                found.append(section(case, each.key, title, told, opened))
    rest = tuple(unused(case, told))
    return [*found, Section("unused", "现在的报告用不到的文字", rest, ())] if rest else found


def section(case: Case, key: str, title: str, told: set[str], opened: str) -> Section:
    story = Listening(case)
    paragraphs = author(case.edition, key)(story)
    parts: list[Part] = []
    for paragraph in paragraphs:
        slot = f"{REPLACE}{paragraph.key}"
        text = case.texts.get(slot, "")
        if text.strip() or paragraph.key == opened:
            told.update({slot, *slots_in(case.edition, paragraph)})
            parts.append(Rewritten(paragraph.key, slot, paragraph.runs, text))
        else:
            parts.extend(parts_of(story, paragraph, told))
    may = tuple(each for each in paragraphs if each.style == "body" and not each.key.startswith(PROFILE))
    return Section(key, title, tuple(parts), may)


def slots_in(edition: Edition, paragraph: Paragraph) -> list[str]:
    return [run.slot for run in paragraph.runs if isinstance(run, Typed | Missing) and edition.slot(run.slot)]


def parts_of(story: Listening, paragraph: Paragraph, told: set[str]) -> Iterator[Part]:
    """The paragraph as a sentence with fields, if it has any, and its gaps that are no texts."""
    edition = story.case.edition
    for run in paragraph.runs:
        if isinstance(run, Missing) and edition.slot(run.slot) is None and run.slot not in told:
            told.add(run.slot)
            yield Gap(run.slot, run.label)
    asked = [
        n
        for n, run in enumerate(paragraph.runs)
        if isinstance(run, Typed | Missing) and edition.slot(run.slot) and run.slot not in told
    ]
    if not asked:
        return
    fields, done, tail = [], 0, ""
    for n in asked:
        run = paragraph.runs[n]
        assert isinstance(run, Typed | Missing)
        told.add(run.slot)
        before = paragraph.runs[done:n]
        fields.append(field(story, run, tail + text_of(before), paragraph.runs[:n]))
        done, tail = n + 1, ""
        after, tail = cut(text_of(paragraph.runs[done : done + 1]) if is_words(paragraph.runs, done) else "")
        if after or tail:
            done += 1
        fields[-1] = replace(fields[-1], after=after)
    yield Sentence(paragraph.key, tuple(fields), tail + text_of(paragraph.runs[done:]))


def is_words(runs: Runs, n: int) -> bool:
    return n < len(runs) and not isinstance(runs[n], Typed | Missing)


def cut(text: str) -> tuple[str, str]:
    """Up to the end of the clause, and what begins the next."""
    ends = [text.find(end) for end in "。；" if end in text]
    end = min(ends) + 1 if ends else 0
    return text[:end], text[end:]


def field(story: Listening, run: Typed | Missing, before: str, runs: Runs) -> Field:
    case, slot = story.case, run.slot
    text = case.texts.get(slot, "")
    return Field(
        slot=slot,
        label=label(story, run),
        before="" if slot.startswith(PROFILE) else before,
        after="",
        text=text,
        printed=run.text if isinstance(run, Typed) else "",
        needed=isinstance(run, Missing) or bool(text.strip()),
        compared=compared(case, slot, runs),
    )


def label(story: Listening, run: Typed | Missing) -> str:
    """What the place is called: as the narrative says it, else as the edition does."""
    if isinstance(run, Missing):
        return run.label
    return story.labels.get(run.slot) or title_of(story.case, run.slot)


def title_of(case: Case, slot: str) -> str:
    """Of a slot that is not told of now."""
    head, _, rest = slot.partition(".")
    known = case.edition.slot(slot)
    words = known.label if known else slot
    key, _, what = rest.rpartition(".")
    if head == "project" and what in PROJECT_WORDS:
        name = next((sheet.name for sheet in case.projects if sheet.key == key), key)
        return f"{name}：{PROJECT_WORDS[what]}"
    if "item" in slot.split(".") and what.isdigit():
        return f"{what} {case.name_of(what)}：{words.partition('（')[0]}"
    return words


def unused(case: Case, told: set[str]) -> Iterator[Sentence]:
    """Texts that the report as it stands does not print: a change that is no more, a project that is gone."""
    for slot, text in sorted(case.texts.items()):
        if text.strip() and slot not in told:
            yield Sentence(slot, (Field(slot, title_of(case, slot), "", "", text, "", needed=False),))
