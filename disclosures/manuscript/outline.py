"""The outline of a given text: sections that it lacks, headings that it words otherwise. Pure."""

from collections.abc import Iterator

from accounts.case import Case
from accounts.checks.engine import Agreement, Dimension, Fault, Level, NotApplicable, Seen, rule
from disclosures.manuscript.capped import capped
from disclosures.manuscript.reading import Manuscript, given_text
from disclosures.manuscript.sections import Chapter, narrative_candidates, narrative_sections
from disclosures.manuscript.sources import plain


@rule(
    "T17",
    title="缺少的章节",
    level=Level.REASON,
    source="决算公开的编写格式列有这些章节",
    dimension=Dimension.COMPLETENESS,
    idle="没有附上文本",
)
@capped
def rule_every_section_is_there(case: Case) -> Iterator[Seen]:
    """所附文本是整份报告的，情况说明各章节齐全。"""
    text = given_text(case)
    wanted = narrative_sections(case)
    there = [key for key in wanted if key in text.bodies]
    if 2 * len(there) < len(wanted):
        raise NotApplicable(f"所附文本有标题的章节只有{len(there)}节，不到一半，不检查缺少的章节")
    titles = {each.section.key: each.section.title for each in narrative_candidates(case)}
    for key in wanted:
        if key in there:
            yield Agreement(())
        else:
            yield Fault(
                f"文本中没有找到“{titles[key]}”",
                place=last_place(text),
                remedy="补上这一章节，或核对标题是否写错",
            )


def last_place(text: Manuscript) -> str:
    """A section that is not there has no line; the first is as good as any."""
    return text.sources[0].place if text.sources else ""


@rule(
    "T18",
    title="标题与编写格式",
    level=Level.NOTICE,
    source="目录与正文、正文与编写格式的标题应一致",
    dimension=Dimension.FORM,
    idle="没有附上文本，或文本没有标题",
)
@capped
def rule_headings_are_those_of_the_edition(case: Case) -> Iterator[Seen]:
    """文本各章节标题与编写格式（目录）的标题一致。"""
    text = given_text(case)
    for chapter in text.bodies.values():
        yield worded(text, chapter)


def worded(text: Manuscript, chapter: Chapter) -> Seen:
    title, should = chapter.heading.title, chapter.heading.section.title
    if title.text == plain(should):
        return Agreement(())
    place, quote = text.quote_of(title.spots, should)
    listed = [
        each.heading.title.text
        for each in text.chapters
        if each is not chapter and each.key == chapter.key
        if each.spot < chapter.spot and each.heading.ordinal == chapter.heading.ordinal
    ]
    other = f"，所附文本的目录是“{listed[0]}”" if listed and listed[0] != title.text else ""
    return Fault(
        f"标题“{title.text}”与编写格式的“{should}”不一致{other}",
        place=place,
        quote=quote,
        remedy=f"改为“{should}”，目录与正文用同一标题",
    )
