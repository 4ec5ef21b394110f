"""Words as they are searched."""

import pytest

from disclosures.catalogue.words import folded, pairs, terms


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Ａ０１表", "a01表"),
        ("“三公”经费，（万元）", "“三公”经费，（万元）"),
        ("ＬＹ－2024", "ly－2024"),
        ("㎡½…", "㎡½…"),
    ],
)
def test_letters_and_digits_are_written_one_way_and_nothing_else_changes(text: str, plain: str) -> None:
    assert folded(text) == plain


def test_a_folded_text_is_as_long_as_it_was() -> None:
    text = "".join(map(chr, range(0x20, 0x3000))) + "İﬁ㋿"
    assert len(folded(text)) == len(text)


def test_pairs_do_not_reach_over_punctuation() -> None:
    assert pairs("三公，经费") == {"三公", "经费"}
    assert pairs("费") == set() and pairs("") == set()


def test_a_question_is_cut_into_words() -> None:
    assert terms(" 教育经费  养老　教育经费 ") == ("教育经费", "养老")
    assert len(terms("一 二 三 四 五 六 七")) == 5
    assert terms("长" * 500) == ("长" * 40,)
    assert terms("  ") == ()


def test_what_reports_put_in_quotes_is_found_without() -> None:
    assert terms("三公经费支出") == ("三公", "经费支出")
    assert all(term in "“三公”经费支出3万元" for term in terms("三公经费支出") + terms("“三公”经费"))
