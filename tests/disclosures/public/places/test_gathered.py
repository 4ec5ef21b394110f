"""Sums over units: nothing twice, whatever is missing by name."""

from decimal import Decimal as D

from disclosures.catalogue.reading import HEADLINES
from disclosures.public.places.gathered import Gathered, Known, Member, gather

YEAR = 2024
BUREAU, OFFICE, SCHOOL, CLINIC = range(1, 5)
NAMES = {BUREAU: "教育局", OFFICE: "教育局本级", SCHOOL: "一中", CLINIC: "诊所"}


def member(pk: int, parent: int | None = None, *, ended: bool = False) -> Member:
    return Member(pk, f"u{pk}", NAMES[pk], parent, pk == BUREAU, ended)


TREE = (member(BUREAU), member(OFFICE, BUREAU), member(SCHOOL, BUREAU), member(CLINIC))


def known(
    spent: dict[int, str],
    members: tuple[Member, ...] = TREE,
    *,
    withdrawn: tuple[int, ...] = (),
    listed: tuple[int, ...] | None = None,
    without: tuple[int, ...] = (),
) -> Known:
    """`spent`: spending in 元 of those whose account is public; `without`: public, not in the catalogue."""
    public = dict.fromkeys(((pk, YEAR) for pk in (*spent, *without)), True)
    amounts = {
        (pk, YEAR): dict.fromkeys(HEADLINES) | ({"spending": D(text)} if text else {})
        for pk, text in spent.items()
    }
    return Known(
        members,
        {each.pk: each.parent for each in members},
        public | dict.fromkeys(((pk, YEAR) for pk in withdrawn), False),
        amounts,
        {} if listed is None else {YEAR: frozenset(listed)},
    )


def names(members: tuple[Member, ...]) -> list[str]:
    return [each.name for each in members]


def spending(found: Gathered) -> tuple[str, str]:
    cell = found.cells[list(HEADLINES).index("spending")]
    return cell.value, cell.change


def test_a_department_has_its_units_in_it() -> None:
    found = gather(known({BUREAU: "100", OFFICE: "60", SCHOOL: "40", CLINIC: "7"}), YEAR)
    assert (names(found.added), spending(found)) == (["教育局", "诊所"], ("107", ""))
    assert found.missing == found.outside == found.replaced == ()


def test_without_its_account_its_units_stand_for_it_and_what_lacks_is_named() -> None:
    found = gather(known({OFFICE: "60", CLINIC: "7"}), YEAR)
    assert (names(found.added), spending(found)[0]) == (["教育局本级", "诊所"], "67")
    assert names(found.replaced) == ["教育局"]
    assert (names(found.missing), names(found.outside)) == (["教育局", "一中"], ["一中"])


def test_of_a_department_with_nothing_the_department_is_named() -> None:
    found = gather(known({CLINIC: "7"}), YEAR)
    assert names(found.missing) == ["教育局", "教育局本级", "一中"] and names(found.outside) == ["教育局"]


def test_a_unit_within_a_published_department_may_be_missing_and_is_in_the_sum() -> None:
    found = gather(known({BUREAU: "100", CLINIC: "7"}), YEAR)
    assert names(found.missing) == ["教育局本级", "一中"] and found.outside == ()
    assert names(found.left_out) == []


def test_a_department_above_one_of_another_region_still_counts() -> None:
    """教育局 and 一中 are of one region; what is between them is of another, and no member."""
    between = 9
    members = (member(BUREAU), member(SCHOOL, between))
    given = known({BUREAU: "100", SCHOOL: "40"}, members)
    found = gather(Known(members, {**given.above, between: BUREAU}, given.public, given.amounts, {}), YEAR)
    assert names(found.added) == ["教育局"]


def test_who_is_on_the_list_must_publish_and_nobody_else() -> None:
    found = gather(known({OFFICE: "60", CLINIC: "7"}, listed=(BUREAU, OFFICE)), YEAR)
    assert names(found.due) == ["教育局", "教育局本级"] and names(found.missing) == ["教育局"]
    assert found.others == 1
    assert (
        found.told("单位") == "2024年度应公开的名单上有 2 个单位，已公开 1 个，另有 1 个不在名单上的也已公开"
    )


def test_without_a_list_all_must_but_those_that_were_taken_over() -> None:
    ended = (
        member(BUREAU),
        member(OFFICE, BUREAU),
        member(SCHOOL, BUREAU, ended=True),
        member(CLINIC, ended=True),
    )
    found = gather(known({OFFICE: "60", CLINIC: "7"}, ended), YEAR)
    assert names(found.due) == ["教育局", "教育局本级", "诊所"]
    assert found.told("单位") == "3 个单位中 2 个已公开2024年度决算"


def test_what_was_withdrawn_is_missing() -> None:
    found = gather(known({CLINIC: "7"}, withdrawn=(SCHOOL,)), YEAR)
    assert SCHOOL in {each.pk for each in found.missing} and found.withdrawn == {SCHOOL}
    assert spending(found)[0] == "7"


def test_what_the_catalogue_lacks_is_public_and_outside_the_sum() -> None:
    found = gather(known({CLINIC: "7"}, (member(CLINIC), member(SCHOOL)), without=(SCHOOL,)), YEAR)
    assert found.missing == () and names(found.outside) == names(found.left_out) == ["一中"]


def test_a_sum_says_how_many_have_the_figure() -> None:
    found = gather(known({BUREAU: "", CLINIC: "7"}), YEAR)
    assert spending(found) == ("7", "1 份有这项数")
    assert spending(gather(known({BUREAU: ""}), YEAR))[0] == "" and found.cells[0].text == "无"


def test_a_circle_of_parents_ends() -> None:
    circle = (member(OFFICE, SCHOOL), member(SCHOOL, OFFICE))
    assert names(gather(known({OFFICE: "1"}, circle), YEAR).added) == ["教育局本级"]


def test_years_are_those_of_versions_and_of_lists_that_name_a_member() -> None:
    given = known({CLINIC: "7"})
    more = {2025: frozenset({SCHOOL}), 2026: frozenset({99})}
    assert Known(TREE, given.above, given.public, given.amounts, more).years == [2025, 2024]
