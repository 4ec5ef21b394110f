"""What stands around a table's title: whose it is, of which year, in what money. Pure."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from accounts.case import Case
from accounts.money import Scale
from disclosures.workbook.foreign.view import View
from disclosures.workbook.foreign.words import plain, year_in

LABEL = re.compile(
    r"(?:编制|填报|预算|编报|汇总|公开|主管)?(?:单位名称|部门名称|单位|部门)(?:\((?:公章|盖章)\))?:"
)
MONEY = re.compile(r"(?:人民币)?(亿元|百万元|万元|千元|百元|元|美元|万美元)(?:人民币)?(?:[()\],;、].*)?$")
ALONE = re.compile(r"^\(?(?:金额|货币|计量)?(?:单位)?:?(?:人民币)?(亿元|百万元|万元|千元|百元|元)\)?$")
MORE = re.compile(r"(?:公开\d+表|金额|货币|计量|\d{4}年度?).*$")
NUMBERED = re.compile(r"(?:财决)?公开表?\d+表?")
SCALES = {"元": Scale.YUAN, "万元": Scale.WAN}
ABOVE = 12
"""Rows of a sheet in which the unit of money is looked for when a table does not say it."""


@dataclass(frozen=True)
class Said:
    """One thing that a cell says. `kind`: unit, year or money."""

    kind: str
    text: str
    sheet: str
    reference: str


def said(view: View, rows: Iterable[int]) -> Iterator[Said]:
    for row in rows:
        cells = sorted(view.cells(row).items())
        for place, (column, cell) in enumerate(cells):
            after = cells[place + 1][1].text if place + 1 < len(cells) else ""
            if cell.kind == "text" and len(cell.text) <= 200:
                for kind, text in in_text(cell.text, after):
                    yield Said(kind, text, view.name, view.reference(row, column))


def in_text(text: str, after: str = "") -> Iterator[tuple[str, str]]:
    """单位：某某局 金额单位：万元 says two things; a name may stand in the next cell (`after`)."""
    words = plain(text)
    if year := year_in(text):
        yield "year", str(year)
    if found := ALONE.match(words):
        yield "money", found[1]
        return
    labels = list(LABEL.finditer(words))
    for number, label in enumerate(labels):
        end = labels[number + 1].start() if number + 1 < len(labels) else len(words)
        value = words[label.end() : end] or (plain(after) if number + 1 == len(labels) else "")
        if money := MONEY.match(value) or MONEY.match(MORE.sub("", value)):
            yield "money", money[1]
        elif name := MORE.sub("", value).strip(":;,。"):
            yield "unit", name


def is_caption(text: str) -> bool:
    """Speaks of the whole table, not of a column."""
    words = plain(text)
    return bool(LABEL.search(words) or ALONE.match(words) or NUMBERED.match(words) or len(words) > 40)


def is_ours(name: str, case: Case) -> bool:
    """Whether it is the account's unit, （汇总） and the like aside."""
    return core(name) == core(case.unit.name)


def core(name: str) -> str:
    return re.sub(r"\((?:汇总|本级|部门|单位|机关)\)|本级$", "", plain(name))


class Around:
    """What stands around the tables of a book, table by table and in all of it."""

    def __init__(self, views: Iterable[View]) -> None:
        """`views`: all sheets; what any of them says of money holds where a table says nothing."""
        self.moneys: dict[str, Said] = {}
        for view in views:
            for each in said(view, view.numbers[:ABOVE]):
                if each.kind == "money":
                    self.moneys.setdefault(each.text, each)

    def money(self, own: Iterable[Said]) -> tuple[str, str]:
        """The unit of money and where it is said; several, none or a strange one: empty, and why."""
        here = {each.text: each for each in own if each.kind == "money"}
        found = here or self.moneys
        if len(found) > 1:
            several = "、".join(f"{each.sheet}!{each.reference}“{each.text}”" for each in found.values())
            return "", f"金额单位不一致（{several}），没有读取；请改成一致的再上传"
        if not found:
            return "", ""
        (word, each), where = next(iter(found.items())), "" if here else "（本表没有写，按文件其他表）"
        if word not in SCALES:
            return (
                "",
                f"金额单位是“{word}”（{each.sheet}!{each.reference}），只能读取元和万元；请换算后再上传",
            )
        return word, f"{each.sheet}!{each.reference}{where}"
