"""The plain page of a unit: renamed with the day, moved, taken over from, deleted while nothing is its."""

from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.models import Account, Membership, Unit, UnitName
from disclosures.duties.models import Duty


@pytest.fixture
def root(client: Client, db: None) -> Client:
    client.force_login(User.objects.create_superuser("根"))
    return client


@pytest.fixture
def bureau(db: None) -> Unit:
    return Unit.objects.create(code="bureau", name="甲局", kind="department", level="市")


@pytest.fixture
def office(bureau: Unit) -> Unit:
    return Unit.objects.create(code="office", name="办公室", kind="unit", level="市", parent=bureau)


def sent(client: Client, unit: Unit, **changed: Any) -> str:
    """The page as it answers to its own forms with these changes."""
    address = f"/desk/accounts/unit/{unit.pk}/change/"
    page = client.get(address).context
    sets = [each.formset for each in page["inline_admin_formsets"]]
    lines = [form for each in sets for form in (each.management_form, *each.forms)]
    known = {
        form.add_prefix(name): value
        for form in (page["adminform"].form, *lines)
        for name in form.fields
        if str(value := form.get_initial_for_field(form.fields[name], name)) not in ("None", "False")
    }
    return client.post(address, known | changed, follow=True).content.decode()


def heirs(*units: Unit) -> dict[str, int]:
    rows = {f"successions-{n}-successor": unit.pk for n, unit in enumerate(units)}
    return rows | {"successions-TOTAL_FORMS": len(units)}


def names(unit: Unit) -> list[tuple[str, date | None]]:
    return list(unit.names.values_list("name", "valid_from"))


def test_renamed_it_keeps_its_former_name_and_the_day_of_the_new_one(
    root: Client, bureau: Unit, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        sent(root, bureau, name="乙局", renamed_on="2025-03-01")
    assert ProcrastinateJob.objects.get(task_name="renamed").args == {"unit": bureau.pk}
    sent(root, bureau, name="丙局", renamed_on="2026-01-01")
    assert names(bureau) == [("丙局", date(2026, 1, 1)), ("乙局", date(2025, 3, 1)), ("甲局", None)]
    assert "乙局、甲局" in root.get("/bureau/").content.decode()
    assert "bureau" in root.get("/desk/accounts/unit/?q=甲局").content.decode()


def test_a_renaming_asks_since_when(root: Client, bureau: Unit) -> None:
    assert "新名称从哪一天起启用" in sent(root, bureau, name="乙局")
    UnitName.objects.create(unit=bureau, name="甲局", valid_from=date(2025, 3, 1))
    assert "应当更晚" in sent(root, bureau, name="乙局", renamed_on="2025-03-01")
    bureau.refresh_from_db()
    assert bureau.name == "甲局" and UnitName.objects.count() == 1


def test_a_wrong_day_of_a_former_name_is_corrected(
    root: Client, bureau: Unit, django_capture_on_commit_callbacks: Any
) -> None:
    sent(root, bureau, name="乙局", renamed_on="2025-03-01")
    with django_capture_on_commit_callbacks(execute=True):
        sent(root, bureau, **{"names-0-valid_from": "2025-04-01", "names-1-name": "甲办"})
    assert names(bureau) == [("乙局", date(2025, 4, 1)), ("甲办", None)]
    assert ProcrastinateJob.objects.filter(task_name="renamed").exists()
    at_once = {"name": "丙局", "renamed_on": "2026-01-01", "names-0-valid_from": "2026-01-01"}
    assert "请分两次保存" in sent(root, bureau, **at_once)


def test_a_slip_of_the_pen_was_never_a_name(root: Client, bureau: Unit) -> None:
    sent(root, bureau, name="甲局局", is_slip="on")
    assert not names(bureau)


def test_a_unit_does_not_move_below_itself(root: Client, bureau: Unit, office: Unit) -> None:
    assert "会绕回本单位" in sent(root, bureau, parent=office.pk)
    office.successors.add(bureau)
    assert "会绕回本单位" in sent(root, bureau, **heirs(office))
    other = Unit.objects.create(code="other", name="乙局", kind="department", level="市")
    sent(root, office, parent=other.pk)
    assert Unit.objects.get(parent=other) == office


def test_what_is_left_of_a_unit_that_was_taken_over_is_told(root: Client, bureau: Unit, office: Unit) -> None:
    Account.objects.create(unit=office, year=2024, edition="jilin-2024-unit", scale="yuan")
    for year in (2024, 2025):
        Duty.objects.create(unit=office, year=year)
    Membership.objects.create(unit=office, user=User.objects.create_user("人"), role="clerk")
    page = sent(root, office, dissolved="on", **heirs(bureau))
    for told in ("办公室2024年度决算还在“填报中”", "还在2025年度的公开名单上", "还有 1 人有角色"):
        assert told in page
    assert "2024年度的公开名单" not in page, "its account is still to be published"
    assert "还有 1 人有角色" not in sent(root, office, position=3), "said once"


def test_a_unit_is_split_in_two_or_gives_some_of_its_duties_away(
    root: Client, bureau: Unit, office: Unit
) -> None:
    other = Unit.objects.create(code="other", name="乙局", kind="department", level="市")
    assert "只是一部分职责转给了甲局、乙局" in sent(root, office, **heirs(bureau, other))
    assert "读者只看到“已撤销”" in sent(root, other, dissolved="on")
    sent(root, office, dissolved="on")
    html = root.get("/office/").content.decode()
    assert "已撤销" in html and '<a href="/bureau/">甲局</a>、<a href="/other/">乙局</a>' in html
    assert "前身" in root.get("/other/").content.decode()
    assert "重复" in sent(root, office, **{"successions-1-successor": bureau.pk})
    root.post(f"/desk/accounts/unit/{other.pk}/delete/", {"post": "yes"})
    assert Unit.objects.filter(code="other").exists(), "another has it as its successor"


def test_only_a_unit_that_nothing_refers_to_is_deleted(root: Client, bureau: Unit, office: Unit) -> None:
    root.post(f"/desk/accounts/unit/{bureau.pk}/delete/", {"post": "yes"})
    assert Unit.objects.filter(code="bureau").exists()
    root.post(f"/desk/accounts/unit/{office.pk}/delete/", {"post": "yes"})
    assert root.get("/office/").status_code == 404


def test_a_unit_above_that_is_no_number_is_refused_on_the_page(root: Client, bureau: Unit) -> None:
    assert "选择一个有效的选项" in sent(root, bureau, parent="x")
