"""Titles, numbers, units and notes of the tables in part two of a given text. Pure."""

import re
from collections.abc import Iterator

from accounts.case import Case
from accounts.checks.engine import Agreement, Dimension, Fault, Level, NotApplicable, Seen, rule
from accounts.editions.definitions import Table
from disclosures.manuscript.capped import capped
from disclosures.manuscript.clauses import alike, bigrams
from disclosures.manuscript.reading import Manuscript, given_text
from disclosures.manuscript.sources import Stretch, plain, stretch
from disclosures.manuscript.table_marks import NUMBER, TableHead, table_heads

OWNER = re.compile(
    r"(?<!主管)(?<!实施)(?:单位|部门|单位名称):(?!万|元)(?P<name>[^:]{3,60}?)"
    r"(?:公开\d|金额单位|编制|单位:|部门:|$)"
)
TITLE = re.compile(r"[^:、。\d]{4,40}表")
NOTE = re.compile(r"(?:注:)?(?:\d[.、])?")
BEHIND = ("金额单位", "单位", "公开")
"""What follows a unit's name on its line; a narrow page may break it."""
LIKE_NOTE = 0.7
BESIDE = 8
LIKE_TITLE = 0.5
FORM = "项目支出绩效自评表"
NO_TABLES = "没有附上文本，或文本不含决算表"


def tables(case: Case) -> dict[str, Table]:
    return {table.number: table for table in case.edition.tables if table.number}


def with_heads(case: Case) -> tuple[Manuscript, list[TableHead]]:
    text = given_text(case)
    found = table_heads(text.rows)
    if not found:
        raise NotApplicable(NO_TABLES)
    return text, found


@rule(
    "T19",
    title="缺少的决算表",
    source="决算公开应包括全部规定的决算表，没有数的也列空表",
    dimension=Dimension.COMPLETENESS,
)
@capped
def rule_no_table_is_missing(case: Case) -> Iterator[Seen]:
    """所附文本有第二部分的，规定的公开NN表齐全。"""
    text, found = with_heads(case)
    numbers = [head.number for head in found]
    wanted = tables(case)
    if 2 * len(wanted.keys() & set(numbers)) < len(wanted):
        raise NotApplicable("所附文本的决算表不到一半，不检查缺表")
    for number, table in wanted.items():
        if number in numbers:
            yield Agreement(())
            continue
        after = next((head for head in found if head.number > number), found[-1])
        place, quote = text.quote_of(after.mark.spots, None)
        yield Fault(
            f"没有公开{number}表《{table.title}》{gap(numbers, number)}",
            place=place,
            quote=quote,
            remedy=f"补上《{table.title}》；没有数的列空表并注明",
        )


def gap(numbers: list[str], missing: str) -> str:
    """Between which tables it should stand."""
    before = max((each for each in numbers if each < missing), default="")
    after = min((each for each in numbers if each > missing), default="")
    if before and after:
        return f"，公开{before}表之后直接是公开{after}表"
    return f"，最后一张是公开{before}表" if before else f"，第一张就是公开{after}表"


@rule(
    "T20", title="决算表的表名", source="公开的表名应与编写格式一致，不用内部报表名", dimension=Dimension.FORM
)
@capped
def rule_tables_have_their_titles(case: Case) -> Iterator[Seen]:
    """所附文本中各决算表的表名与编写格式一致。"""
    text, found = with_heads(case)
    wanted = tables(case)
    for head in found:
        if table := wanted.get(head.number):
            yield from titled(text, head, table)


def titled(text: Manuscript, head: TableHead, table: Table) -> Iterator[Seen]:
    should = plain(table.title)
    for row in reversed(head.above):
        mark = NUMBER.search(row.text)
        title = row.cut(0, mark.start()) if mark else row
        if not TITLE.fullmatch(title.text):
            continue
        if title.text == should:
            yield Agreement(())
            return
        if alike(bigrams(title.text), bigrams(should)) >= LIKE_TITLE:
            place, quote = text.quote_of(title.spots, table.title)
            yield Fault(
                f"公开{table.number}表的表名是“{title.text}”，应为“{table.title}”",
                place=place,
                quote=quote,
                remedy=f"改为“{table.title}”",
            )
            return


@rule(
    "T21",
    title="决算表的编制单位",
    source="各表表头的单位名称应是本单位全称，各表一致",
    dimension=Dimension.FORM,
)
@capped
def rule_tables_name_the_unit(case: Case) -> Iterator[Seen]:
    """所附文本中各决算表表头的单位（部门）名称与本决算的单位名称一致。"""
    text, found = with_heads(case)
    for head in found:
        if owner := owner_of(head, plain(case.unit.name)):
            yield named(text, case.unit.name, head, owner)


def owner_of(head: TableHead, should: str) -> Stretch | None:
    """The unit that the head names; a narrow page may break the name."""
    rows = [*head.above[-2:], *head.below[1:]]
    for n, row in enumerate(rows):
        if found := OWNER.search(row.text):
            name = row.cut(*found.span("name"))
            rest = should.removeprefix(name.text)
            if rest != should and found.end() == len(row.text) and n + 1 < len(rows):
                following = rows[n + 1]
                return name + following.cut(0, len(rest)) if following.text.startswith(rest) else name
            return name
    return None


def named(text: Manuscript, should: str, head: TableHead, name: Stretch) -> Seen:
    beyond = name.text.removeprefix(plain(should))
    if not beyond or (beyond != name.text and any(word.startswith(beyond) for word in BEHIND)):
        return Agreement(())
    place, quote = text.quote_of(name.spots, should)
    shortened = name.text == re.sub(r"\(.*\)$", "", plain(should))
    return Fault(
        f"公开{head.number}表表头的单位是“{name.text}”，与单位名称“{should}”不一致",
        level=Level.NOTICE if shortened else None,
        place=place,
        quote=quote,
        remedy=f"改为“{should}”",
    )


@rule(
    "T22",
    title="决算表的注",
    level=Level.NOTICE,
    source="表下的注和空表说明按编写格式写",
    dimension=Dimension.FORM,
    idle="文本的决算表下没有注",
)
@capped
def rule_notes_are_those_of_the_edition(case: Case) -> Iterator[Seen]:
    """所附文本中各决算表下的注、空表说明与编写格式的文字一致。"""
    text = given_text(case)
    for key, chapter in text.bodies.items():
        if not case.edition.has(key):
            continue
        table = case.edition.table(key)
        empty = table.empty if not case.figures.has_amounts(key) else ""
        for note in filter(None, (*table.notes, empty)):
            yield from noted(text, table, note, chapter.paragraphs)


def noted(text: Manuscript, table: Table, note: str, written: list[Stretch]) -> Iterator[Seen]:
    should = stretch(0, note)
    grams = bigrams(should.text)
    bodies = [whole(written[n:], should.text) for n in range(len(written))]
    best = max(bodies, key=lambda body: alike(bigrams(body.text), grams), default=None)
    if best is None or alike(bigrams(best.text), grams) < LIKE_NOTE:
        return
    if best.text == should.text:
        yield Agreement(())
        return
    start, end, last = difference(best.text, should.text)
    instead = "".join(note[offset] for _, offset in should.spots[start:last])
    place, quote = text.quote_of(best.spots[start:end], instead)
    yield Fault(
        f"公开{table.number}表的注与编写格式不同：“{around(best.text, start, end)}”，"
        f"格式为“{around(should.text, start, last)}”",
        place=place,
        quote=quote,
        remedy=f"按编写格式写“{note}”",
    )


def whole(written: list[Stretch], should: str) -> Stretch:
    """The first paragraph without 注：, and what follows of it where its line ended in a semicolon."""
    body = written[0].cut(lead(written[0].text), len(written[0].text))
    for following in written[1:]:
        if len(body.text) >= len(should) or not should.startswith(body.text):
            break
        body += following
    return body


def around(text: str, start: int, end: int) -> str:
    """The words in question with some on either side: 年 alone says nothing."""
    first, last = max(0, start - BESIDE), min(len(text), end + BESIDE)
    return f"{'…' if first else ''}{text[first:last]}{'…' if last < len(text) else ''}"


def lead(paragraph: str) -> int:
    found = NOTE.match(paragraph)
    return found.end() if found else 0


def difference(one: str, other: str) -> tuple[int, int, int]:
    """Where two texts begin to differ, and where each is the same again; at least one character."""
    start = next(
        (n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
    same = 0
    while same < min(len(one), len(other)) - start and one[-1 - same] == other[-1 - same]:
        same += 1
    if start == len(one) - same:  # something is missing: with the character before it
        start = max(0, start - 1)
    return start, len(one) - same, len(other) - same


@rule(
    "T23",
    title="自评表的份数",
    level=Level.NOTICE,
    source="每个项目一张项目支出绩效自评表，标题不重复",
    dimension=Dimension.FORM,
    idle="没有附上文本，或文本不含项目支出绩效自评表",
)
@capped
def rule_every_project_has_one_form(case: Case) -> Iterator[Seen]:
    """所附文本中项目支出绩效自评表的张数等于项目数，表名不接连重复。"""
    text = given_text(case)
    rows = text.rows
    titles = [n for n, row in enumerate(rows) if row.text == FORM]
    twice = [n for n in titles if n and rows[n - 1].text == FORM]
    for n in twice:
        place, quote = text.quote_of(rows[n].spots, "")
        yield Fault(f"标题“{FORM}”接连出现两次", place=place, quote=quote, remedy="删去多出的标题")
    left = len(titles) - len(twice)
    if titles and left != len(case.projects):
        place, quote = text.quote_of(rows[titles[0]].spots, None)
        message = f"文本有{left}张{FORM}，本决算有{len(case.projects)}个项目"
        yield Fault(message, place=place, quote=quote, remedy="核对缺少或多出的自评表")
    elif titles:
        yield Agreement(())
