from dataclasses import replace
from pathlib import Path
from typing import Any

from accounts.editions import EDITIONS, edition_of
from accounts.editions.definitions import Edition, Section
from accounts.figures import at
from disclosures import logkey
from disclosures.system_checks import (
    faults,
    outsiders_of_the_log_can_be_read,
    pages_laid_out_know_their_address,
    the_log_can_be_signed,
    used,
)

UNIT = edition_of("jilin-2024-unit")


def without_row(edition: Edition, table: str, key: str) -> Edition:
    def thinner(block):  # type: ignore[no-untyped-def]
        return replace(block, rows=tuple(r for r in block.rows if r.key != key))

    tables = tuple(
        replace(t, blocks=tuple(thinner(b) for b in t.blocks)) if t.key == table else t
        for t in edition.tables
    )
    return replace(edition, tables=tables)


def test_the_editions_have_all_that_the_sentences_read() -> None:
    assert [fault for edition in EDITIONS.values() for fault in faults(edition)] == []


def test_the_sentences_were_really_asked() -> None:
    asked = used(UNIT).cells
    assert at("t01/income.grand_total/amount") in asked
    assert at("operations/procurement.sme_works/value") in asked
    assert at("t09/actual/reception") in asked
    assert len(asked) > 80


def test_an_edition_without_a_row_that_a_sentence_reads_is_named_with_the_row() -> None:
    (fault,) = faults(without_row(UNIT, "operations", "procurement.sme"))
    assert fault.msg == "jilin-2024-unit：文字说明用到该格式没有的单元格 operations/procurement.sme/value"


def test_an_edition_without_a_table_that_a_sentence_reads_is_named_with_the_table() -> None:
    thinner = replace(UNIT, tables=tuple(t for t in UNIT.tables if t.key != "evaluation"))
    assert any("evaluation" in fault.msg for fault in faults(thinner))


def test_a_text_that_a_sentence_asks_for_and_the_edition_does_not_is_named() -> None:
    thinner = replace(UNIT, slots=tuple(slot for slot in UNIT.slots if slot.key != "purpose.item.*"))
    assert {fault.msg for fault in faults(thinner)} == {
        "jilin-2024-unit：文字说明要填写 purpose.item.2010101，但没有这个说明位置"
    }


def test_a_section_without_an_author_is_named() -> None:
    parts = (replace(UNIT.parts[0], sections=(Section("weather", "天气情况说明"),)), *UNIT.parts[1:])
    (fault,) = faults(replace(UNIT, parts=parts))
    assert fault.msg == "jilin-2024-unit：“天气情况说明”（weather）没有撰写函数"


def test_a_log_without_a_key_is_told_before_the_site_is_deployed(settings: Any, tmp_path: Path) -> None:
    settings.LOG_KEY_FILE, settings.DEBUG = tmp_path / "key.pem", False
    assert [told.id for told in the_log_can_be_signed()] == ["disclosures.E012"]
    logkey.make(settings.LOG_KEY_FILE)
    assert the_log_can_be_signed() == []


def test_witnesses_and_authorities_that_cannot_be_read_are_refused_at_the_start(settings: Any) -> None:
    assert outsiders_of_the_log_can_be_read() == []
    settings.LOG_WITNESSES, settings.LOG_STAMPS = ["audit.example"], ["tsa"]
    assert [fault.id for fault in outsiders_of_the_log_can_be_read()] == [
        "disclosures.E010",
        "disclosures.E011",
    ]


def test_pages_laid_out_without_an_address_are_told(settings: Any, tmp_path: Path) -> None:
    settings.PUBLIC_FILES, settings.SITE_ADDRESS = None, ""
    assert pages_laid_out_know_their_address() == []
    settings.PUBLIC_FILES = tmp_path
    assert [told.id for told in pages_laid_out_know_their_address()] == ["disclosures.W002"]
    settings.SITE_ADDRESS = "https://js.example.gov.cn"
    assert pages_laid_out_know_their_address() == []
