"""What of a report answers a search."""

from disclosures.catalogue.snippets import Piece, snippets

PASSAGES = [
    ["text", "general", "五、一般公共预算", "本年社会保险支出100万元，社会保险经办机构增加人员。"],
    ["project", "project-p1", "项目支出绩效自评", "社会保险奖补资金"],
    ["subject", "t03/2080109/total", "支出决算表", "2080109 社会保险经办机构"],
    ["text", "other", "十一、其他", "没有这项支出。"],
]


def test_projects_come_before_subjects_before_text() -> None:
    assert [each.anchor for each in snippets(PASSAGES, ["社会保险"])] == [
        "project-p1",
        "t03/2080109/total",
        "general",
    ]


def test_what_has_more_of_the_words_comes_first() -> None:
    assert snippets(PASSAGES, ["社会保险", "人员"])[0].anchor == "general"


def test_every_hit_is_marked() -> None:
    (found,) = snippets(PASSAGES[:1], ["社会保险"])
    assert [piece.text for piece in found.pieces if piece.is_hit] == ["社会保险", "社会保险"]
    assert "".join(piece.text for piece in found.pieces) == PASSAGES[0][3]


def test_a_long_text_is_cut_around_the_first_hit() -> None:
    (found,) = snippets([["text", "a", "b", "前" * 100 + "三公" + "后" * 100]], ["三公"])
    assert found.pieces[0] == Piece("…") and found.pieces[-1] == Piece("…")
    assert 60 < len("".join(piece.text for piece in found.pieces)) < 90


def test_full_width_digits_are_found() -> None:
    (found,) = snippets([["text", "a", "b", "共１２辆"]], ["12"])
    assert Piece("１２", True) in found.pieces


def test_nothing_is_shown_of_a_report_found_by_its_name() -> None:
    assert snippets(PASSAGES, ["没有的字"]) == ()
