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
        *_change_of_units(story),
    ]


def _change_of_units(story: Story) -> list[Paragraph]:
    """Against last year's units, where they differ (勾稽54) or a clerk has something to say of it."""
    changes = _changes(story)
    if not changes and not story.optional("reason.units"):
        return []
    told = f"编制范围{'，'.join(changes)}，主要是" if changes else "编制范围的变动情况："
    reason = story.typed("reason.units", "编制范围变动的主要原因")
    return [Paragraph("organisation.units", say(f"与{story.year - 1}年度相比，{told}", reason, "。"))]


def _changes(story: Story) -> list[str]:
    """增加甲、乙 and 减少丙; nothing where the units of either year are not known."""
    case = story.case
    if case.unit.kind != "department" or not case.units or case.last_units is None:
        return []
    now, before = ({unit.code: unit.name for unit in units} for units in (case.units, case.last_units))
    added = [name for code, name in now.items() if code not in before]
    gone = [name for code, name in before.items() if code not in now]
    return [f"{word}{'、'.join(names)}" for word, names in (("增加", added), ("减少", gone)) if names]


def _typed(story: Story, slot: str, label: str) -> list[Paragraph]:
    """One paragraph for each of the clerk's, which blank lines or line ends part."""
    texts = [line.strip() for line in story.case.texts.get(slot, "").splitlines() if line.strip()]
    if not texts:
        return [Paragraph(f"{slot}.1", (Missing(slot, label),))]
    return [Paragraph(f"{slot}.{n}", (Typed(text, slot),)) for n, text in enumerate(texts, 1)]
