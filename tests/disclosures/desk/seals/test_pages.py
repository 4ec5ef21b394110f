"""The seals of units: who registers them, what is kept, what is refused; what an order freezes."""

from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.test import Client

from accounts.models import Account, Unit
from disclosures import sealing
from disclosures.models import PublishOrder, Seal
from disclosures.publishing import frozen
from tests import stages
from tests.disclosures.desk.conftest import nowhere
from tests.disclosures.desk.people.conftest import PASSWORD, entered, person
from tests.samples import load_printed
from tests.seals import drawn, png

PICTURE = png(drawn(300))


@pytest.fixture
def department(db: None) -> Unit:
    return Unit.objects.create(code="bureau", name="甲局", kind="department", level="市")


@pytest.fixture
def unit(department: Unit) -> Unit:
    return Unit.objects.create(code="office", name="甲局办公室", kind="unit", level="市", parent=department)


@pytest.fixture
def admin(department: Unit, unit: Unit) -> Client:
    return entered(person("管理员", ("administrator", department)))


def send(client: Client, unit: Unit, content: bytes = PICTURE, **more: str) -> Any:
    file = SimpleUploadedFile("seal.png", content, "image/png")
    return client.post(f"/desk/seals/{unit.pk}/", {"file": file, "password": PASSWORD} | more)


def test_a_seal_is_registered_shown_and_ended(admin: Client, unit: Unit) -> None:
    assert "没有登记" in admin.get("/desk/seals/").content.decode()
    assert send(admin, unit).status_code == 302
    seal = sealing.current(unit)
    assert seal is not None and seal.by == "管理员"
    page = admin.get(f"/desk/seals/{unit.pk}/").content.decode()
    assert "印章已登记" in page and f"/desk/seals/{unit.pk}/{seal.pk}.png" in page
    shown = admin.get(f"/desk/seals/{unit.pk}/{seal.pk}.png")
    assert shown["Content-Type"] == "image/png" and shown.content == seal.picture != PICTURE
    assert admin.post(f"/desk/seals/{unit.pk}/end", {"password": PASSWORD}).status_code == 302
    assert sealing.current(unit) is None
    page = admin.get(f"/desk/seals/{unit.pk}/").content.decode()
    assert "停用（管理员）" in page and "登记（管理员）" in page and ".png" not in page
    assert "停用" in admin.get("/desk/seals/").content.decode()


@pytest.mark.parametrize(
    ("content", "more", "told"),
    [
        (
            b"<script>alert(1)</script>",
            {},
            "不是完好的 PNG 图片。请把印章存为 PNG 再上传。没有登记，原来的印章不变",
        ),
        (png(drawn(100)), {}, "100×100 像素"),
        (b"", {}, "没有收到图片"),
        (PICTURE, {"password": "不对"}, "密码不对"),
    ],
)
def test_what_is_no_seal_is_refused_and_the_old_one_stays(
    admin: Client, unit: Unit, content: bytes, more: dict[str, str], told: str
) -> None:
    send(admin, unit)
    before = sealing.current(unit)
    answer = send(admin, unit, content, **more)
    assert answer.status_code == 422 and told in answer.content.decode()
    assert sealing.current(unit) == before and Seal.objects.count() == 1


def test_there_is_nothing_to_end_where_there_is_no_seal(admin: Client, unit: Unit) -> None:
    answer = admin.post(f"/desk/seals/{unit.pk}/end", {"password": PASSWORD})
    assert answer.status_code == 422 and "没有可以停用的" in answer.content.decode()


@pytest.mark.parametrize("role", ["clerk", "reviewer", "bureau", "publisher"])
def test_other_roles_have_no_seals(unit: Unit, role: str) -> None:
    seal = Seal.objects.create(unit=unit, picture=PICTURE, by="甲")
    client = entered(person(role, (role, unit)))
    nowhere(client, "get", "/desk/seals/", f"/desk/seals/{unit.pk}/", f"/desk/seals/{unit.pk}/{seal.pk}.png")
    assert send(client, unit).status_code == 404
    assert Seal.objects.count() == 1


def test_outsiders_find_nothing(unit: Unit, outsider: Client) -> None:
    seal = Seal.objects.create(unit=unit, picture=PICTURE, by="甲")
    page = f"/desk/seals/{unit.pk}/"
    nowhere(outsider, "get", "/desk/seals/", page, f"{page}{seal.pk}.png")
    nowhere(outsider, "post", page, f"{page}end")


def test_a_seal_of_another_unit_is_not_there(admin: Client, unit: Unit) -> None:
    other = Unit.objects.create(code="other", name="乙局", kind="unit", level="市")
    seal = Seal.objects.create(unit=other, picture=PICTURE, by="乙")
    nowhere(admin, "get", f"/desk/seals/{other.pk}/", f"/desk/seals/{unit.pk}/{seal.pk}.png")


def test_the_list_asks_no_more_for_more_units(
    admin: Client, department: Unit, django_assert_num_queries: Any
) -> None:
    for n in range(5):
        Unit.objects.create(code=f"u{n}", name=f"{n}所", kind="unit", level="市", parent=department)
    with django_assert_num_queries(7):
        admin.get("/desk/seals/")


def test_a_seal_is_never_altered(unit: Unit) -> None:
    seal = Seal.objects.create(unit=unit, picture=PICTURE, by="甲")
    for act in (lambda: Seal.objects.update(picture=b"x"), seal.delete):
        with pytest.raises(DatabaseError, match="never altered"), transaction.atomic():
            act()


def test_an_order_freezes_the_seal_of_its_day(db: None) -> None:
    load_printed()
    account = Account.objects.of("liaoyuan", 2024)
    seal = sealing.register(account.unit, PICTURE, by="甲")
    order = stages.order(account, date(2025, 10, 9))
    later = sealing.register(account.unit, png(drawn(400)), by="甲")
    assert order.seal == seal and frozen(order)[1].seal == seal.picture
    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
        PublishOrder.objects.filter(pk=order.pk).update(seal=later)


def test_only_superusers_and_administrators_are_led_there(admin: Client) -> None:
    assert "/desk/seals/" in admin.get("/desk/people/").content.decode()
    assert User.objects.count() == 1
