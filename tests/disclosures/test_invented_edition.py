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


def renamed(table: Table) -> Table:
    """Table 03 with 基本支出 called 基本支出合计."""
    (block,) = table.blocks
    columns = tuple(replace(c, title="基本支出合计") if c.key == "basic" else c for c in block.columns)
    return replace(table, blocks=(replace(block, columns=columns),))


@pytest.fixture
def invented(monkeypatch: pytest.MonkeyPatch) -> Edition:
    tables = tuple(renamed(t) if t.key == "t03" else t for t in UNIT.tables)
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


def test_the_pdf_shows_the_new_table(invented: Edition) -> None:
    report = build(case(FIGURES, edition=invented.code), Issue())
    assert typesetting.pdf(rendering.article(report), report).startswith(b"%PDF")


def test_an_empty_table_says_so(invented: Edition) -> None:
    assert "本单位未发生会议费、培训费支出。" in text(build(case(edition=invented.code), Issue()))
