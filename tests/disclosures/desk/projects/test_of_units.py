"""A department's clerk takes over the projects of units that its account prints."""

from decimal import Decimal
from typing import Any

import pytest

from accounts import filing, ledger
from accounts.figures import at
from accounts.models import Account, Unit
from accounts.projects import ProjectSheet
from accounts.refusals import Refused
from disclosures.desk.projects import of_units
from tests.disclosures.desk.entry.conftest import person, write
from tests.disclosures.desk.projects.conftest import LINES, TWO

ONE = ProjectSheet("p1", "培训", "图书馆", layout="C", score="98", indicators=LINES)


def unit_account(code: str, name: str, parent: Unit, scale: str = "yuan") -> Account:
    unit = Unit.objects.create(code=code, name=name, kind="unit", level="市", parent=parent)
    account = Account.objects.create(unit=unit, year=2024, edition="jilin-2024-unit", scale=scale)
    filing.put_projects(account, [ONE, TWO], by="李四")
    return account


@pytest.fixture
def department(db: None) -> Account:
    unit = Unit.objects.create(code="ju", name="文旅局", kind="department", level="市")
    library = unit_account("ju-a", "图书馆", unit)
    ledger.record(
        library,
        {
            at("project/p1.current/budget"): Decimal("600123.45"),
            at("project/p1.current/executed"): Decimal(5),
        },
        by="李四",
    )
    filing.explain(library, {"project.p1.result": "培训了一百人"}, by="李四")
    unit_account("ju-b", "剧院", unit)
    return Account.objects.create(unit=unit, year=2024, edition="jilin-2024-department", scale="wan")


def url(account: Account) -> str:
    return f"/desk/accounts/{account.pk}/projects/"


def test_all_of_a_project_comes_over_once(department: Account) -> None:
    clerk = person("局财务", department)
    page = clerk.get(url(department)).content.decode()
    assert "从所属单位带入（4 个项目）" in page and 'value="ju-a-p1"' in page and "图书馆（填报中）" in page
    for _ in range(2):
        clerk.post(url(department), {"take": "1", "of_unit": ["ju-a-p1", "ju-b-p2", "ju-x-p9"]})
    first, second = ledger.projects_of(department)
    assert (first.key, first.name, first.score, first.indicators) == ("ju-a-p1", "培训", "98", LINES)
    assert second.key == "ju-b-p2"
    money = ledger.load(department)
    assert money[at("project/ju-a-p1.current/budget")] == Decimal("600100"), "kept in 万元, rounded once"
    assert money[at("project/ju-a-p1.current/executed")] == 0
    assert ledger.load_case(department).texts == {"project.ju-a-p1.result": "培训了一百人"}
    assert 'value="ju-a-p1"' not in clerk.get(url(department)).content.decode().split("of_unit", 1)[1]


def test_what_the_unit_changes_later_is_not_followed(department: Account) -> None:
    of_units.take(department, ["ju-a-p1"], by="局财务")
    write(Account.objects.of("ju-a", 2024), "project/p1.current/budget 1.00")
    of_units.take(department, ["ju-a-p1"], by="局财务")
    assert ledger.load(department)[at("project/ju-a-p1.current/budget")] == Decimal("600100")


def test_a_long_code_still_has_a_key_that_fits() -> None:
    key = of_units.key_of("a" * 60, "p1")
    assert len(key) <= of_units.LONGEST_KEY and key == of_units.key_of("a" * 60, "p1") != of_units.key_of(
        "a" * 60, "p2"
    )


def test_too_many_projects_are_refused(department: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(of_units, "MOST_PROJECTS", 1)
    with pytest.raises(Refused, match="最多 1 个项目，没有带入"):
        of_units.take(department, ["ju-a-p1", "ju-a-p2"], by="局财务")
    assert ledger.projects_of(department) == ()


def test_a_unit_is_offered_nothing(department: Account) -> None:
    account = Account.objects.of("ju-a", 2024)
    assert of_units.offers(account) == []
    assert "从所属单位带入" not in person("馆财务", account).get(url(account)).content.decode()


def test_outsiders_take_nothing(department: Account) -> None:
    outsider = person("外人", Account.objects.of("ju-b", 2024))
    answer = outsider.post(url(department), {"take": "1", "of_unit": ["ju-a-p1"]})
    assert answer.status_code == 404 and ledger.projects_of(department) == ()


def test_the_offer_costs_the_same_for_any_number_of_units(
    department: Account, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(2):
        assert len(of_units.offers(department)) == 4
    unit_account("ju-c", "剧团", department.unit)
    with django_assert_num_queries(2):
        assert len(of_units.offers(department)) == 6
