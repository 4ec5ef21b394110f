"""第一部分: what the unit does and of whom its account speaks. The clerk's texts, and the list of units."""

from disclosures.narrative.story import Story
from disclosures.phrases import Missing, Typed, say
from disclosures.report import Paragraph


def duties(story: Story) -> list[Paragraph]:
    return _typed(story, "profile.duties", "主要职责")


def organisation(story: Story) -> list[Paragraph]:
    unit = story.case.unit
    members = unit.members or (f"{unit.name}本级",)
    lead = f"纳入{unit.name}{story.year}年度{story.wording.scope}决算编制范围的单位包括："
    scope = [lead + members[0] + "。"] if len(members) == 1 else [lead]
    listed = [f"{n}.{name}" for n, name in enumerate(members, 1)] if len(members) > 1 else []
    return [
        *_typed(story, "profile.organisation", "机构设置"),
        *(Paragraph(f"organisation.scope.{n}", say(text)) for n, text in enumerate([*scope, *listed])),
    ]


def _typed(story: Story, slot: str, label: str) -> list[Paragraph]:
    """One paragraph for each of the clerk's, which blank lines or line ends part."""
    texts = [line.strip() for line in story.case.texts.get(slot, "").splitlines() if line.strip()]
    if not texts:
        return [Paragraph(f"{slot}.1", (Missing(slot, label),))]
    return [Paragraph(f"{slot}.{n}", (Typed(text, slot),)) for n, text in enumerate(texts, 1)]
