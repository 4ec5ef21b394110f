"""Every link of a page leads to a file beside it, or to the site, or nowhere."""

import pytest

from disclosures.exported.links import place, relinked, wrapped

HERE = "bureau/2024/v2/index.html"
SITE = "https://js.example.gov.cn"


def link(address: str, here: str = HERE, site: str = SITE, is_here: bool = True) -> str:
    return relinked(f'<a href="{address}">字</a>', here, lambda path: is_here, site)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/", "index.html"),
        ("/bureau/", "bureau/index.html"),
        ("/bureau/2024/", "bureau/2024/index.html"),
        ("/bureau/2024/v1/", "bureau/2024/v1/index.html"),
        ("/bureau/2024/v2/changes/", "bureau/2024/v2/changes/index.html"),
        ("/bureau/2024/v2/report.csv", "bureau/2024/v2/figures.csv"),
        ("/bureau/2024/v2/report.changes", "bureau/2024/v2/changes.json"),
        ("/static/site.3fa2.css", "static/site.3fa2.css"),
        ("/year-2024.html", "year-2024.html"),
        ("/verify/K7M2QX4R9T/", "index.html#verify"),
        ("/log/key", "log/key"),
        ("/search/", "index.html"),  # its lists are what there is to search
        ("/desk/", "desk/index.html"),  # no unit: is_here says no
        ("/bureau/2024/v2/report.zip", None),
        ("/search/?q=x", None),
        ("/board/2024/x/", None),
    ],
)
def test_where_an_address_is_in_the_folder(address: str, expected: str | None) -> None:
    assert place(address) == expected


@pytest.mark.parametrize(
    ("here", "address", "expected"),
    [
        (HERE, "/bureau/2024/v1/", "../v1/index.html"),
        (HERE, "/bureau/2024/v2/report.pdf", "report.pdf"),
        (HERE, "/bureau/2024/v2/#t01/income.total/amount", "index.html#t01/income.total/amount"),
        (HERE, "/", "../../../index.html"),
        ("index.html", "/bureau/", "bureau/index.html"),
        ("index.html", "/static/site.css", "static/site.css"),
        (HERE, "/verify/X/", "../../../index.html#verify"),
        (HERE, "#t01", "#t01"),
        (HERE, "https://js.example.gov.cn/bureau/", "https://js.example.gov.cn/bureau/"),
    ],
)
def test_a_link_is_relative(here: str, address: str, expected: str) -> None:
    assert link(address, here) == f'<a href="{expected}">字</a>'


def test_what_is_not_in_the_folder_is_on_the_site() -> None:
    assert link("/other/", is_here=False) == f'<a href="{SITE}/other/">字</a>'
    assert link("/board/2024/x/#a") == f'<a href="{SITE}/board/2024/x/#a">字</a>'


def test_without_a_site_such_a_link_leads_nowhere() -> None:
    assert link("/other/", site="", is_here=False) == "<a>字</a>"


def test_what_somebody_typed_is_left_alone() -> None:
    typed = '<p aria-label="见 href=&quot;/other/&quot;">见 href=&quot;/other/&quot;</p>'
    assert relinked(typed, HERE, lambda path: True, SITE) == typed


def test_scripts_run_from_a_file() -> None:
    html = '<script type="module" src="/static/report.js"></script>'
    assert relinked(html, "index.html", lambda path: True, "") == (
        '<script defer src="static/report.js"></script>'
    )
    assert wrapped(b"const a = 1;\n") == b'(() => {\n"use strict";\nconst a = 1;\n})();\n'
