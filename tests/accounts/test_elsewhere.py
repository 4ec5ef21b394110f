"""Accounts published elsewhere: begun with their place, never submitted."""

from datetime import date

import pytest

from accounts import elsewhere, filing, ledger, workflow
from accounts.case import as_data, from_data
from accounts.elsewhere import Place
from accounts.models import Account, Origin, Unit
from accounts.money import Scale
from accounts.refusals import Refused
from tests import stages
from tests.accounts.amounts import cells

SITE = Place("辽源市人民政府网站", "https://example.org/2023", date(2024, 9, 20))
FORM = "jilin-2024-unit"


def begun(unit: Unit, place: Place = SITE) -> Account:
    return elsewhere.begin(unit, 2023, edition=FORM, scale=Scale.WAN, place=place, by="某人")


def test_it_says_where_it_was_published(bureau: Unit, account: Account) -> None:
    last = begun(bureau)
    assert (last.source, last.is_ours) == ("imported", False)
    assert str(Origin.objects.get()) == ("2024年9月20日公开于辽源市人民政府网站（https://example.org/2023）")
    assert elsewhere.last_year_of(account) == (last, Origin.objects.get())


def test_the_case_of_the_year_after_knows_the_place(bureau: Unit, account: Account) -> None:
    assert ledger.load_case(account).last_source == ""
    begun(bureau)
    case = ledger.load_case(account)
    assert case.last_source == "2024年9月20日公开于辽源市人民政府网站（https://example.org/2023）"
    assert from_data(as_data(case)) == case
    Account.objects.filter(year=2023).update(source=Account.Source.COMPARISON)
    assert "last_source" not in as_data(ledger.load_case(account)), "what was frozen before is the same"


def test_last_year_is_ours_elsewhere_or_only_compared(bureau: Unit, account: Account) -> None:
    assert elsewhere.source_of_last_year(account) == ""
    begun(bureau)
    assert elsewhere.source_of_last_year(account) == Account.Source.IMPORTED


def test_again_from_the_same_place_leaves_one_line_and_a_correction_a_second(
    bureau: Unit, account: Account
) -> None:
    assert begun(bureau) == begun(bureau) and Origin.objects.count() == 1
    begun(bureau, Place("更正公告"))
    found = elsewhere.last_year_of(account)
    assert found and str(found[1]) == "公开于更正公告" and Origin.objects.count() == 2


def test_what_was_for_comparison_makes_room(bureau: Unit) -> None:
    old = filing.begin(bureau, 2023, edition=FORM, scale=Scale.YUAN, source=Account.Source.COMPARISON)
    ledger.record(old, cells("t01/income.general_budget/amount 100.01"), by="某人")
    new = begun(bureau)
    new.refresh_from_db()
    assert new == old and (new.source, new.scale) == ("imported", "wan") and not ledger.load(new)


def test_a_year_of_ours_is_left_alone(bureau: Unit, account: Account) -> None:
    with pytest.raises(Refused, match="在本站填报"):
        elsewhere.begin(bureau, 2024, edition=FORM, scale=Scale.WAN, place=SITE, by="某人")
    assert Account.objects.get(pk=account.pk).is_ours and not Origin.objects.exists()


@pytest.mark.parametrize(
    "place",
    [
        Place(" "),
        Place("网站", "javascript:alert(1)"),
        Place("网站", day=date(2999, 1, 1)),
        Place("长" * 201),
    ],
)
def test_a_place_that_is_none_is_refused_and_nothing_is_begun(bureau: Unit, place: Place) -> None:
    with pytest.raises(Refused):
        begun(bureau, place)
    assert not Account.objects.exists()


def test_it_is_never_submitted(bureau: Unit) -> None:
    last = begun(bureau)
    with pytest.raises(Refused, match="在别处公开的，导入本站只供比较，不能报送"):
        stages.submit(last)
    assert workflow.steps_for(stages.CLERK, last) == ()
    assert "重新导入" in workflow.who_acts_next(last).then
