"""Names that the account knows exactly, where a text has them: of subjects and of the unit. Pure."""

import re
from collections.abc import Iterator

from accounts.case import Case
from accounts.checks.engine import Agreement, Fault, Level, Seen, rule
from disclosures.manuscript.capped import capped
from disclosures.manuscript.clauses import alike, bigrams
from disclosures.manuscript.matching import Given, Pair, Reading
from disclosures.manuscript.reading import Manuscript, given_text, manuscript
from disclosures.manuscript.sources import Stretch, plain
from disclosures.manuscript.telling import CHECK_TEXT, cells, shown

LEVELS = ("(类)", "(款)", "(项)")
DIGITS = (3, 5, 7)
ITEM = LEVELS[-1]
SUBJECT = re.compile(r"\.item\.(\d{7})$")
CLASSES = "general.structure"
LIKE = 0.5
SCOPE = re.compile(r"纳入(?P<name>[^,。;:]{2,60}?)(?:20\d\d年度?)?(?:单位|部门)?决算(?:公开)?编制范围")
SELF = ("本单位", "本部门", "本级")
AHEAD = 6
"""So many clauses of an item may hold its amounts."""


@rule(
    "T25",
    title="文本中的科目名称",
    source="功能分类科目用政府收支分类科目的名称，一字不差",
    idle="没有附上文本，或文本没有逐项写到科目",
)
@capped
def rule_subjects_have_their_names(case: Case) -> Iterator[Seen]:
    """文本逐项说明的类、款、项名称，支出结构中的类名称，与本决算的科目名称一致。"""
    text = manuscript(case)
    for reading in text.readings:
        yield from strangers(text, reading)
        for pair in reading.pairs.values():
            code = SUBJECT.search(pair.expected.paragraph)
            if code and pair.expected.clause.text.endswith(ITEM):
                yield from levels(text, pair, code[1])
            elif pair.expected.paragraph == CLASSES and pair.expected.clause.amounts:
                yield from a_class(text, pair)
        for lost in unpaired_classes(reading):
            yield from a_class(text, lost)


def levels(text: Manuscript, pair: Pair, code: str) -> Iterator[Seen]:
    """类, 款 and 项 one by one, those that the text has."""
    start = 0
    written = pair.given.clause.text
    for level, digits in zip(LEVELS, DIGITS, strict=True):
        end = written.find(level, start)
        if end >= 0:
            names = known_names(text.case, code[:digits])
            if names and end > start:
                yield named(text, pair, (start, end), names, f"{code[:digits]}（{level[1]}）")
            start = end + len(level)


def known_names(case: Case, code: str) -> list[str]:
    """The official name first; the account's own may be another."""
    return [name for name in dict.fromkeys((case.subjects.get(code), case.names.get(code))) if name]


def named(
    text: Manuscript,
    pair: Pair,
    span: tuple[int, int],
    names: list[str],
    what: str,
    level: Level | None = None,
) -> Seen:
    written = pair.given.clause.text[slice(*span)]
    if written in map(plain, names):
        return Agreement(cells(pair.expected.near))
    place, quote = text.quote(pair.given, *span, names[0])
    return Fault(
        f"科目名称写的是“{written}”，按本决算此处是{what}“{names[0]}”",
        cells(pair.expected.near),
        level=level,
        place=place,
        quote=quote,
        remedy=f"改为“{names[0]}”；确是另一科目的，核对金额",
    )


def unpaired_classes(reading: Reading) -> Iterator[Pair]:
    """Classes named so differently that only the amount tells them."""
    free = [given for n, given in enumerate(reading.given) if n not in reading.pairs and given.clause.told]
    for at, expected in enumerate(reading.expected):
        if expected.paragraph == CLASSES and at not in reading.by_expected and expected.clause.amounts:
            should = expected.clause.told[0]
            same = [given for given in free if given.clause.told[0].value == should.value]
            if len(same) == 1:
                yield Pair(same[0], expected, at, 0.0, ((same[0].clause.told[0], should),))


def a_class(text: Manuscript, pair: Pair) -> Iterator[Seen]:
    """教育支出100万元; other houses write 教育（类）支出, and lead in with words of their own."""
    expected, given = pair.expected.clause, pair.given.clause
    if not expected.told or not given.told:
        return
    name = expected.text[: expected.told[0].start]
    end = given.told[0].start
    written = given.text[:end].replace("(类)", "")
    if name in written:
        yield Agreement(cells(pair.expected.near))
    elif "〔" not in name:
        like = alike(bigrams(written), bigrams(name)) >= LIKE
        if like or (written.endswith("支出") and any(one.value == other.value for one, other in pair.told)):
            yield named(text, pair, (0, end), [name], "", None if like else Level.REASON)


def strangers(text: Manuscript, reading: Reading) -> Iterator[Fault]:
    """Items with an amount that are none of the account's."""
    known = {pair.at for pair in reading.pairs.values() if pair.expected.clause.text.endswith(ITEM)}
    if not known:
        return
    for n, given in enumerate(reading.given):
        pair = reading.pairs.get(n)
        if given.clause.text.endswith(ITEM) and not (pair and pair.at in known) and has_amount(reading, n):
            place, quote = text.quote(given, 0, len(given.clause.text), None)
            yield Fault(
                f"{shown(given)}不是本决算有支出或预算的科目",
                place=place,
                quote=quote,
                remedy="核对科目名称；不是本决算的科目，删去这一项",
            )


def has_amount(reading: Reading, n: int) -> bool:
    for given in reading.given[n + 1 : n + AHEAD]:
        if given.clause.text.endswith(ITEM):
            return False
        if any(told.value and told.unit.endswith("元") for told in given.clause.told):
            return True
    return False


@rule(
    "T26",
    title="文本中的单位名称",
    source="全文的单位名称与本决算的单位一致，套用其他单位的文本应改全",
    idle="没有附上文本，或文本没有写到单位名称",
)
@capped
def rule_the_unit_is_that_of_the_account(case: Case) -> Iterator[Seen]:
    """国有资产占用情况和编制范围所写的单位，是本决算的单位。"""
    text = manuscript(case)
    own = plain(case.unit.name)
    for _, _, pair in text.pairs():
        head, name, tail = pair.expected.clause.text.partition(own)
        if name and tail:
            yield from owner(text, pair.given, head, tail)
    if case.given.strip():
        yield from scope(given_text(case))


def owner(text: Manuscript, given: Given, head: str, tail: str) -> Iterator[Seen]:
    """What stands before the words that follow the unit's name: 辽源市…局共有车辆."""
    words = given.clause.text
    end = words.find(tail[:4])
    start = len(head) if words.startswith(head) else 0
    if end > start:
        yield unit_named(text, Stretch(words[start:end], given.spots[start:end]))


def scope(text: Manuscript) -> Iterator[Seen]:
    for chapter in text.chapters:
        if chapter.key == "organisation":
            for paragraph in chapter.paragraphs:
                for found in SCOPE.finditer(paragraph.text):
                    yield unit_named(text, paragraph.cut(*found.span("name")))


def unit_named(text: Manuscript, name: Stretch) -> Seen:
    """The name with or without （汇总） and 本级; cut short is a hint."""
    unit = text.case.unit.name
    own = plain(unit)
    bare = re.sub(r"\([^()]*\)$", "", own).removesuffix("本级")
    if name.text in (own, bare, f"{bare}本级", f"{bare}机关") or name.text in SELF:
        return Agreement(())
    place, quote = text.quote_of(name.spots, unit)
    return Fault(
        f"写的单位是“{name.text}”，本决算的单位是“{unit}”",
        level=Level.NOTICE if is_short(name.text, bare) else None,
        place=place,
        quote=quote,
        remedy=f"改为“{unit}”；" + CHECK_TEXT,
    )


def is_short(name: str, full: str) -> bool:
    """辽源社保局: its characters stand in the full name in that order."""
    rest = iter(full)
    return len(name) < len(full) and all(letter in rest for letter in name)
