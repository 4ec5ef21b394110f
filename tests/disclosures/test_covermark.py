"""The foot of the printed cover: version and code, and the QR code that leads to its verification."""

import re
from datetime import date

import pytest
import segno

from disclosures import sample_files
from disclosures.assembly import build
from disclosures.covermark import cover_mark
from disclosures.report import Issue, Report

SITE = "https://js.example.gov.cn"
FIRST = Issue(1, date(2025, 9, 26), "K7M2QX4R9T")


def report(issue: Issue) -> Report:
    return build(sample_files.read("liaoyuan-2024", corrected=True), issue)


def test_version_and_code_are_named_and_where_to_type_it() -> None:
    mark = cover_mark(report(FIRST), SITE)
    assert mark
    assert (mark.version, mark.code) == ("第1版　2025年9月26日公开", "K7M2Q X4R9T")
    assert mark.place == "js.example.gov.cn/verify/"


def test_the_qr_code_is_the_address_of_this_version() -> None:
    mark = cover_mark(report(FIRST), SITE)
    assert mark and mark.address == f"{SITE}/verify/K7M2QX4R9T/"
    dark = set()
    for column, row, length, back in re.findall(r"M(\d+) (\d+)h(\d+)v1h-(\d+)z", mark.path):
        assert length == back
        dark |= {(int(row), int(column) + n) for n in range(int(length))}
    code = segno.make(mark.address, error="m")
    assert mark.modules == len(code.matrix)
    assert dark == {(y, x) for y, row in enumerate(code.matrix) for x, module in enumerate(row) if module}


def test_without_an_address_of_the_site_there_is_the_code_alone() -> None:
    mark = cover_mark(report(FIRST))
    assert mark and (mark.code, mark.path) == ("K7M2Q X4R9T", "")
    assert mark.place == "本网站的核验页（/verify/）"


@pytest.mark.parametrize("issue", [Issue(), Issue(1, date(2025, 9, 26))])
def test_a_version_without_a_code_has_none(issue: Issue) -> None:
    assert cover_mark(report(issue), SITE) is None
