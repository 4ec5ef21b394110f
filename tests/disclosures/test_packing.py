"""Texts packed for the web: the same bytes every time, and nothing that is packed already."""

import gzip

import pytest

from disclosures.packing import packed, unpacked

TEXT = "收入支出决算总表\n".encode() * 100


def test_a_text_is_packed_as_every_browser_unpacks_it() -> None:
    made = packed(TEXT)
    assert made is not None and len(made) < len(TEXT) / 10
    assert gzip.decompress(made) == unpacked(made) == TEXT


def test_the_same_text_gives_the_same_bytes_without_an_hour() -> None:
    assert packed(TEXT) == packed(TEXT)
    assert packed(TEXT)[4:8] == bytes(4)  # type: ignore[index]


def test_what_is_not_text_is_left_alone() -> None:
    assert packed(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3") is None
    assert packed(b"PK\x03\x04\xff") is None


@pytest.mark.parametrize("damage", [lambda made: made[:-9], lambda made: made + b"x", lambda made: TEXT])
def test_what_is_damaged_is_noticed(damage: object) -> None:
    with pytest.raises(ValueError):
        unpacked(damage(packed(TEXT)))  # type: ignore[operator]
