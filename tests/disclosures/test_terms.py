"""Terms of the 名词解释 in the sentences: the longest, the first time in each section, escaped."""

from dataclasses import replace

from disclosures import markup, terms
from disclosures.assembly import build
from disclosures.phrases import Typed, Words
from disclosures.report import Issue, Paragraph, Report, ReportPart, ReportSection, TermEntry
from disclosures.terms import Finder
from tests.casebook import case

KEYS = {"收入": "term-1", "其他收入": "term-2"}


def test_the_longest_term_is_found_and_each_once() -> None:
    found = list(Finder(KEYS).split("收入和其他收入，其他收入"))
    assert found == [("收入", "term-1"), ("和", ""), ("其他收入", "term-2"), ("，", ""), ("其他收入", "")]


def test_a_finder_remembers_what_it_has_seen() -> None:
    finder = Finder(KEYS)
    assert list(finder.split("收入")) == [("收入", "term-1")]
    assert list(finder.split("收入")) == [("收入", "")]
    assert list(Finder({}).split("收入")) == [("收入", "")]


def report(*contents: Paragraph, name: str) -> Report:
    sections = (
        ReportSection("one", "一", "一", contents),
        ReportSection("terms", "二", "名词解释", (TermEntry("一", name, f"{name}是……"),), listed=False),
    )
    whole = build(case("", None), Issue())
    return replace(whole, parts=(ReportPart("all", "第一部分", "全部", sections),))


def test_in_each_section_the_first_leads_to_its_meaning() -> None:
    twice = report(Paragraph("p", (Words("收入与收入"),)), name="收入")
    html = markup.parts(twice)[0].sections[0].blocks[0].content
    assert isinstance(html, markup.DrawnParagraph)
    assert html.html == '<a class="gloss" href="#term-1">收入</a>与收入'
    assert terms.keys(twice) == {"收入": "term-1"}


def test_hostile_terms_and_texts_are_escaped() -> None:
    name = '<script>"x"</script>.*['
    hostile = report(Paragraph("p", (Typed(f"见{name}。<b onclick='x'>", "reason.x"),)), name=name)
    html = markup.parts(hostile)[0].sections[0].blocks[0].content
    assert isinstance(html, markup.DrawnParagraph)
    assert "<script" not in html.html and "<b " not in html.html
    assert '<a class="gloss" href="#term-1">&lt;script&gt;&quot;x&quot;&lt;/script&gt;.*[</a>。' in html.html
    assert "&lt;b onclick=&#x27;x&#x27;&gt;" in html.html
