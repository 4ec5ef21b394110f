"""A new edition with one more table and a renamed column needs no change outside its own file."""

import json
from dataclasses import replace
from decimal import Decimal

import pytest

from accounts.editions import EDITIONS, edition_of
from accounts.editions.definitions import Block, Column, Edition, Row, Section, Stub, Table
from accounts.figures import at
from accounts.money import from_wan
from disclosures import rendering, typesetting
from disclosures.assembly import build
from disclosures.plaintext import text
from disclosures.report import Issue
from disclosures.system_checks import faults
from tests.casebook import case, cells

UNIT = edition_of("jilin-2024-unit")

MEETINGS = Table(
    "meetings",
    "会议费、培训费支出决算表",
    (
        Block(
            (Stub("item", "项目", width=3, ruler="栏次"),),
            (Column("budget", "预算数"), Column("actual", "决算数")),
            (Row("conferences", "会议费"), Row("training", "培训费")),
        ),
    ),
    number="10",
    empty="本单位未发生会议费、培训费支出。",
)


NEW_TITLES = {("t03", "basic"): "基本支出合计", ("t02", "service"): "事业单位收入"}


def renamed(table: Table) -> Table:
    """The table with the columns that have new titles, and with bicycles among the vehicles."""
    (block,) = table.blocks
    columns = tuple(replace(c, title=NEW_TITLES.get((table.key, c.key), c.title)) for c in block.columns)
    rows = block.rows
    if isinstance(rows, tuple):
        rows = tuple(replace(r, title="自行车") if r.key == "fleet.other" else r for r in rows)
    return replace(table, blocks=(replace(block, columns=columns, rows=rows),))


@pytest.fixture
def invented(monkeypatch: pytest.MonkeyPatch) -> Edition:
    changed = ("t02", "t03", "operations")
    tables = tuple(renamed(t) if t.key in changed else t for t in UNIT.tables)
    parts = list(UNIT.parts)
    parts[1] = replace(parts[1], sections=(*parts[1].sections, Section("meetings", MEETINGS.title, "table")))
    edition = replace(
        UNIT, code="nowhere-2030-unit", year=2030, tables=(*tables, MEETINGS), parts=tuple(parts)
    )
    monkeypatch.setitem(EDITIONS, edition.code, edition)
    return edition


FIGURES = "meetings/conferences/budget 3 meetings/conferences/actual 2.5 t03/total/basic 7"


def test_it_is_a_sound_edition(invented: Edition) -> None:
    assert list(faults(invented)) == []
    assert invented.measure(at("meetings/training/actual")) == "money"


def test_its_figures_have_addresses(invented: Edition) -> None:
    assert cells(invented, FIGURES)[at("meetings/conferences/actual")] == from_wan(Decimal("2.5"))


def test_the_page_the_text_and_the_data_show_the_new_table(invented: Edition) -> None:
    known = case(FIGURES, edition=invented.code)
    report = build(known, Issue())
    page, words = rendering.article(report), text(report)
    assert 'id="meetings"' in page and "公开10表" in page and "基本支出合计" in page
    assert "会议费 3.00 2.50" in words.splitlines()
    assert "本单位未发生会议费、培训费支出。" not in words
    data = json.loads(rendering.opendata.as_json(known, report))
    assert "meetings/conferences/actual" in json.dumps(data)


def test_the_sentences_use_the_new_names(invented: Edition) -> None:
    words = text(build(case("operations/fleet.total/value 0", edition=invented.code), Issue()))
    assert "事业单位收入0万元，与上年持平，主要是均无此项收入；" in words
    assert "基本支出合计0万元" in words
    assert "离退休干部用车0辆、自行车0辆；" in words


def test_the_pdf_shows_the_new_table(invented: Edition) -> None:
    report = build(case(FIGURES, edition=invented.code), Issue())
    assert typesetting.pdf(rendering.article(report), report).startswith(b"%PDF")


def test_an_empty_table_says_so(invented: Edition) -> None:
    assert "本单位未发生会议费、培训费支出。" in text(build(case(edition=invented.code), Issue()))
