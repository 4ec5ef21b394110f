"""A made-up province: every page of it works, it is the same every time, and no real site gets one."""

from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.forms.models import model_to_dict
from django.test import Client
from django.urls import reverse

from accounts.invented.names import MARK
from accounts.invented.province import province
from accounts.models import Account, Unit
from disclosures import logkey
from disclosures.artefacts import BY_KIND
from disclosures.catalogue.models import Entry, Spending
from disclosures.models import LogEntry, Publication
from disclosures.province import headlines, making, reports, writing
from disclosures.province.making import Plan
from tests import stages

STRIP = "虚构数据，仅供演示和测试"


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> None:
    settings.DEBUG = True
    stages.keep_files_in(tmp_path, settings)
    settings.LOG_KEY_FILE, settings.LOG_NAME = tmp_path / "key.pem", "juesuan.example/log"
    logkey.make(settings.LOG_KEY_FILE)


def make(**options: Any) -> str:
    out = StringIO()
    asked = {"units": 12, "years": 2, "seed": 7, "processes": 1, "headlines": True} | options
    call_command("makeprovince", stdout=out, stderr=StringIO(), **asked)
    return out.getvalue()


def hashes() -> dict[str, dict[str, str]]:
    found = Publication.objects.order_by("code")
    return {each.code: {name: entry["sha256"] for name, entry in each.manifest.items()} for each in found}


def rows() -> list[Any]:
    entries = [model_to_dict(each) for each in Entry.objects.order_by("unit", "year")]
    spent = Spending.objects.order_by("entry", "table", "code")
    return [*entries, *spent.values_list("entry", "year", "table", "code", "amount")]


def addresses(version: Publication) -> Iterator[str]:
    here = (version.unit.code, version.year, version.number)
    yield reverse("version", args=here)
    yield reverse("checks", args=here)
    yield reverse("unit", args=here[:1])
    yield reverse("verify-code", args=[version.code])
    if version.corrects:
        yield reverse("changes", args=here)


@pytest.mark.django_db
def test_every_page_of_it_works(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reports, "CORRECTED", 3)
    monkeypatch.setattr(reports, "WITHDRAWN", 4)
    make(units=7, headlines=False)
    public = list(Publication.objects.public().select_related("unit", "corrects__withdrawal"))
    assert public and any(each.corrects for each in public)
    for version in public:
        for address in addresses(version):
            assert client.get(address).status_code == 200, address
        for kind in [kind for kind, each in BY_KIND.items() if each.name in version.files]:
            here = [version.unit.code, version.year, version.number, kind]
            assert client.get(reverse("version-download", args=here)).status_code == 200, kind
        page = client.get(reverse("version", args=here[:3])).content.decode()
        assert STRIP in page and MARK in page and "电子签名" not in page
    for general in ("/", "/search/", "/regions/", "/subjects/", "/rankings/", "/data/"):
        assert STRIP in client.get(general).content.decode(), general
    gone = Publication.objects.exclude(withdrawal=None).select_related("unit").first()
    assert (
        gone
        and client.get(reverse("version", args=[gone.unit.code, gone.year, gone.number])).status_code == 410
    )
    before = rows()
    call_command("catalogue", rebuild=True, stdout=StringIO())
    assert rows() == before
    call_command("verifypublications", stdout=StringIO())


@pytest.mark.django_db
def test_accounts_came_there_by_the_steps_there_are() -> None:
    make()
    open_again = Account.objects.filter(unit__publications__withdrawal__isnull=False)
    assert not Account.objects.exclude(pk__in=open_again).exclude(status=Account.Status.PUBLISHED).exists()


@pytest.mark.django_db
def test_a_department_has_what_its_units_have() -> None:
    group = next(group for group in province(12, 7) if group.department)
    whole, *units = list(headlines.headlines(group, 7, 1))
    for cell, amount in whole.figures.items():
        assert amount == sum(unit.figures[cell] for unit in units)


def test_a_tree_with_regions_where_every_name_says_that_it_is_made_up() -> None:
    groups = province(200, 7)
    units = [unit for group in groups for unit in group.units]
    assert len(units) == len({unit.code for unit in units}) == len({unit.name for unit in units}) == 200
    assert all(MARK in unit.name and MARK in unit.region for unit in units)
    assert {unit.level for unit in units} >= {"省", "县"}
    assert groups == province(200, 7) != province(200, 8)


def test_the_same_seed_makes_the_same_files() -> None:
    group = province(12, 7)[0]

    def made(seed: int) -> list[dict[str, bytes]]:
        found = next(reports.published(group, seed, 1))
        return [dict(writing.whole(version, None)[1]) for version in found.versions]

    assert made(7) == made(7) != made(8)


@pytest.mark.django_db
def test_what_was_broken_off_is_gone_on_with() -> None:
    plan = Plan(12, 2, 7, headlines=True)
    first = next(making.make(plan, 1))
    assert first == Publication.objects.count()
    make()
    broken_off = hashes()
    assert len(broken_off) > first
    assert "新造 0 份" in make()
    assert hashes() == broken_off
    assert LogEntry.objects.filter(publication__in=Publication.objects.all()).count() >= len(broken_off)
    expected = [
        version.issue.code
        for group in plan.groups
        for found in reports.published(group, 7, 2, headlines.headlines)
        for version in found.versions
    ]
    assert sorted(broken_off) == sorted(expected)


@pytest.mark.django_db
def test_another_province_under_the_same_seed_is_refused() -> None:
    make()
    with pytest.raises(CommandError, match="种子 7 已经造过另一个省"):
        make(units=13)


@pytest.mark.django_db
def test_a_site_with_real_units_never_gets_one(settings: Any) -> None:
    settings.DEBUG = False
    with pytest.raises(CommandError, match="--yes"):
        make()
    Unit.objects.create(code="caizheng", name="某市财政局", kind="unit", level="市")
    with pytest.raises(CommandError, match="某市财政局"):
        make(yes=True)
    assert not Unit.objects.filter(code__startswith="invented-").exists()


@pytest.mark.parametrize("wrong", [{"units": 0}, {"years": 0}, {"years": 99}, {"seed": -1}])
def test_numbers_that_make_no_province_are_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(CommandError):
        make(**wrong)
