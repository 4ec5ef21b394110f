"""Pictures of every page of the desk: `DESK_PICTURES=folder .venv/bin/pytest tests/browser/desk_pictures.py`.

On three screens, light and dark; it says which page is wider than its screen. Not a test by name, so the gate
does not run it; that no page is missing is one (tests/disclosures/desk/test_pictures.py).
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, Page

from accounts import comments, workflow
from accounts.models import Account, Membership, Unit
from disclosures.models import DraftPrint, PublishOrder
from tests import stages
from tests.browser.reading import PHONE, overflow, reading
from tests.browser.screenshots import nothing
from tests.browser.test_desk_home import LAPTOP, TABLET

Step = Callable[[Page], object]
CELL = "t03/2080109/project"
TALLEST = 2600
"""Pixels of a long page that are pictured."""


@dataclass(frozen=True)
class Shot:
    """`address` below /desk/; `who` looks: somebody with every role, or the superuser of the plain pages."""

    address: str
    act: Step = nothing
    who: str = "staff"


def upload(page: Page) -> None:
    """The account's own workbook."""
    address = page.url.split("/desk/")[0] + f"/desk/accounts/{page.url.split('/')[5]}/workbook/account.xlsx"
    content = page.request.get(address).body()
    page.locator("input[type=file]").first.set_input_files(
        {"name": "决算.xlsx", "mimeType": "application/octet-stream", "buffer": content}
    )
    page.locator("form:has(input[type=file]) button").first.click()
    page.wait_for_load_state()


def told(page: Page) -> None:
    page.locator("[data-standing]", has_text="处").first.wait_for()


def unfolded(page: Page) -> None:
    page.evaluate("document.querySelectorAll('main details').forEach(d => { d.open = true })")


A, D = "accounts/{draft}/", "accounts/{department}/"
PAGES: dict[str, tuple[Shot, ...]] = {
    "index": (Shot("", told),),
    "login": (Shot("login/", who="nobody"),),
    "desk-begin": (Shot("begin/"),),
    "desk-account": (Shot(A), Shot(D)),
    "desk-carry-over": (Shot(A + "carry-over/"),),
    "desk-entry": (Shot(A + "tables/t01/"), Shot(A + "tables/t03/"), Shot(A + "tables/t09/", unfolded)),
    "desk-texts": (Shot(A + "texts/"),),
    "desk-projects": (Shot(A + "projects/"),),
    "desk-project": (Shot(A + "projects/{project}/"),),
    "desk-findings": (Shot(A + "findings/"), Shot(A + "findings/?show=error", unfolded)),
    "desk-text": (Shot(A + "text/"),),
    "desk-preview": (Shot(A + "preview/"),),
    "desk-draft": (Shot(A + "preview/draft/"),),
    "desk-checklist": (Shot(A + "checklist/"),),
    "desk-steps": (Shot(A + "steps/"), Shot(D + "steps/")),
    "desk-changes": (Shot(A + "changes/"),),
    "desk-history": (Shot(A + "history/"), Shot(A + f"history/?cell={CELL}")),
    "desk-point": (Shot(A + "comments/?section=t03"),),
    "desk-workbook": (Shot(A + "workbook/"),),
    "desk-workbook-preview": (Shot(A + "workbook/", upload),),
    "desk-workbook-compare": (Shot(A + "workbook/compare"), Shot(A + "workbook/compare", upload)),
    "desk-last-year": (Shot(A + "last-year/"),),
    "desk-consolidation": (Shot(D + "consolidation/"),),
    "desk-consolidation-table": (Shot(D + "consolidation/tables/t01/"),),
    "desk-consolidation-cell": (Shot(D + "consolidation/cell?at=t01/income.total/amount"),),
    "desk-imports": (Shot("imports/"),),
    "desk-order": (Shot("orders/{order}/"),),
    "desk-together": (Shot("publishing/"),),
    "desk-together-progress": (Shot("publishing/progress/"),),
    "desk-withdraw": (Shot(A + "versions/1/withdraw/"),),
    "desk-duties": (Shot("duties/2024/", who="superuser"),),
    "desk-address": (Shot("address/"),),
    "desk-seals": (Shot("seals/"),),
    "desk-seal": (Shot("seals/{unit}/"),),
    "desk-people": (Shot("people/"),),
    "desk-invite": (Shot("people/add/"),),
    "desk-person": (Shot("people/{person}/", unfolded),),
    "desk-two-step": (Shot("two-step/"),),
    "desk-sessions": (Shot("sessions/"),),
    "password_change": (Shot("password_change/"),),
    "app_list": (Shot("auth/", who="superuser"),),
    "auth_user_changelist": (Shot("auth/user/", who="superuser"),),
    "auth_user_add": (Shot("auth/user/add/", who="superuser"),),
    "auth_user_change": (Shot("auth/user/{person}/change/", who="superuser"),),
    "auth_user_history": (Shot("auth/user/{person}/history/", who="superuser"),),
    "accounts_unit_changelist": (Shot("accounts/unit/", who="superuser"),),
    "accounts_unit_add": (Shot("accounts/unit/add/", who="superuser"),),
    "accounts_unit_change": (Shot("accounts/unit/{unit}/change/", who="superuser"),),
    "accounts_unit_delete": (Shot("accounts/unit/{unit}/delete/", who="superuser"),),
    "accounts_unit_history": (Shot("accounts/unit/{unit}/history/", who="superuser"),),
}
NO_PAGES = {
    *("desk-accept", "desk-retract", "desk-take", "desk-undo", "desk-texts-save", "desk-sign", "desk-step"),
    *("desk-comment", "desk-comment-answer", "desk-comment-close", "desk-draft-print", "desk-order-retry"),
    *("desk-workbook-confirm", "desk-workbook-undo", "desk-last-year-confirm", "desk-import-resume"),
    *("desk-consolidation-confirm", "desk-consolidation-undo", "desk-consolidation-eliminate"),
    *("desk-consolidation-remove", "desk-role-give", "desk-role-take", "desk-person-on", "desk-person-off"),
    *("desk-person-two-step", "desk-person-sessions", "desk-two-step-end", "logout"),
    "auth_user_password_change",
    *("desk-standing", "desk-draft-state", "desk-order-state", "desk-import-state", "desk-entry-cells"),
    *("desk-texts-live", "desk-import-undo", "desk-together-state", "desk-together-retry"),
    *("desk-duties-newest", "desk-duties-csv", "desk-duties-act", "desk-seal-end", "desk-seal-picture"),
    *("desk-entry-cell", "desk-entry-live", "desk-entry-remarks", "desk-entry-subjects", "autocomplete"),
    *("desk-draft-file", "desk-workbook-account", "desk-workbook-empty", "desk-import-report", "jsi18n"),
    *("desk-entry-first", "password_change_done", "view_on_site", "auth_user_delete", ""),
}
"""Acts, answers for scripts, files, ways that lead elsewhere."""
ANSWERS = {
    "desk-consolidation-preview": "wants units with accounts below the department",
    "desk-import": "wants a worker that reads many files",
    "desk-person-renew": "the one-time password, as after an invitation",
}
"""Pages that only an act shows, with the reason why none is pictured here."""


@pytest.fixture
def words(site: str) -> dict[str, object]:
    """What stands in the addresses: 辽源 as printed, sent back once with comments; the department 延边."""
    call_command("loadsample", as_printed=True, stdout=StringIO(), skip_checks=True)
    draft = Account.objects.of("liaoyuan", 2024)
    stages.submit(draft)
    for place, text in (
        (CELL, "与批复的预算不符，请核对。"),
        ("overall", "这一段再通读一遍。"),
        ("", "整体请再看一遍。"),
    ):
        comments.comment(draft, place, text, by=stages.REVIEWER)
    workflow.return_to_clerk(draft, by=stages.REVIEWER, reason="项目支出与批复不符，请核对后再报。")
    now = timezone.now()
    done = {"state": "done", "stage": "done", "page": 31, "pdf": b"%PDF", "mark": "x"}
    DraftPrint.objects.create(account=draft, requested_by="张三", begun_at=now, told_at=now, **done)
    return {
        "draft": draft.pk,
        "department": Account.objects.of("yanbian", 2024).pk,
        "project": draft.projects.order_by("position")[0].key,
        "order": PublishOrder.objects.latest("id").pk,
        "unit": draft.unit.pk,
    }


def people(words: dict[str, object]) -> dict[str, Client]:
    """Who looks: somebody with every role in both units, and a superuser."""
    staff = User.objects.create_user("zhangsan", first_name="张三", is_staff=True)
    roles = [role for role in Membership.Role if role != Membership.Role.BUREAU]
    units = Unit.objects.filter(code__in=("liaoyuan", "yanbian"))
    Membership.objects.bulk_create(
        Membership(user=staff, unit=unit, role=role) for unit in units for role in roles
    )
    clients = {"staff": Client(), "superuser": Client(), "nobody": Client()}
    clients["staff"].force_login(staff)
    clients["superuser"].force_login(User.objects.create_superuser("admin"))
    words["person"] = staff.pk
    return clients


@contextmanager
def looking(browser: Browser, site: str, client: Client, screen: Any, scheme: str) -> Iterator[Page]:
    with reading(browser, screen, color_scheme=scheme, locale="zh-CN") as page:
        if "sessionid" in client.cookies:
            cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": site}
            page.context.add_cookies([cookie])  # type: ignore[list-item]
        yield page


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("screen", [LAPTOP, TABLET, PHONE], ids=["1280", "tablet", "phone"])
def test_pictures(
    browser: Browser,
    site: str,
    words: dict[str, object],
    screen: tuple[int, int],
    scheme: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    folder = Path(os.environ.get("DESK_PICTURES", "desk-pictures")) / f"{screen[0]}-{scheme}"
    folder.mkdir(parents=True, exist_ok=True)
    wide = []
    for who, client in people(words).items():
        with looking(browser, site, client, screen, scheme) as page:
            for name, shots in PAGES.items():
                for n, shot in enumerate(each for each in shots if each.who == who):
                    page.goto(f"{site}/desk/{shot.address.format(**words)}")
                    shot.act(page)
                    page.wait_for_timeout(150)
                    if overflow(page):
                        wide.append(f"{name}: {overflow(page)}")
                    size = page.evaluate("document.documentElement.scrollHeight")
                    clip = {"x": 0, "y": 0, "width": screen[0], "height": min(size, TALLEST)}
                    file = folder / f"{name}{n or ''}.png"
                    page.screenshot(path=file, full_page=True, clip=clip)  # type: ignore[arg-type]
    with capsys.disabled():
        print(f"\n{folder}: {len(list(folder.iterdir()))} pictures; wider than the screen: {wide}")
