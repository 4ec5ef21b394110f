"""`manage.py demopeople`: people to try the desk with, and 辽源 as it was printed. Only where DEBUG is on.

Their passwords are made here, at the first start, and kept beside the database: the repository knows none.
"""

import json
import os
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from accounts.models import Account, Membership, Unit
from disclosures.desk.people.staffing import one_time

UNITS = ("liaoyuan", "yanbian")
PEOPLE = {
    "demo-clerk": ("演示填报人", "clerk"),
    "demo-reviewer": ("演示审核人", "reviewer"),
    "demo-bureau": ("演示财政", "bureau"),
    "demo-publisher": ("演示公开人", "publisher"),
    "demo-unit-admin": ("演示单位管理员", "administrator"),
}
ADMINISTRATOR = ("demo-admin", "演示系统管理员")
NAMES = (*PEOPLE, ADMINISTRATOR[0])


class Command(BaseCommand):
    help = "建立演示用的人员，并打开一份有错误的决算草稿；只在 DEBUG 打开时可用"

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEBUG:
            raise CommandError("演示人员的密码写在本机文件里：只在 DEBUG 打开时可以建立")
        begun = User.objects.filter(username=ADMINISTRATOR[0]).exists()
        passwords = kept(settings.DEMO_PASSWORDS)
        if not begun or not passwords:
            passwords = {name: one_time() for name in NAMES}
            keep(settings.DEMO_PASSWORDS, passwords)
        put_people(passwords)
        if not begun:
            self.open_printed()
        self.stdout.write(f"演示账号（密码是第一次启动时在本机生成的，存于 {settings.DEMO_PASSWORDS}）：")
        for name, (title, _) in {**PEOPLE, ADMINISTRATOR[0]: (ADMINISTRATOR[1], "")}.items():
            self.stdout.write(f"  {name:<16}{passwords[name]}　{title}")
        self.stdout.write(
            "“财政”角色只由系统管理员设置（/desk/auth/user/），其他角色由单位管理员设置（/desk/people/）"
        )

    def open_printed(self) -> None:
        """辽源 as printed, once, for its errors to be seen at the desk: what is published stays as it is."""
        account = Account.objects.filter(unit__code=UNITS[0], year=2024).first()
        if account is not None and not account.is_open:
            call_command("loadsample", as_printed=True, stdout=self.stdout)


def kept(path: Path) -> dict[str, str]:
    """The passwords made before; nothing where one is missing."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) and found.keys() >= set(NAMES) else {}


def keep(path: Path, passwords: dict[str, str]) -> None:
    """For the owner's eyes only, from its first byte."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        json.dump(passwords, file, indent=1)


@transaction.atomic
def put_people(passwords: dict[str, str]) -> None:
    """Whoever is missing; a password is only set where it is another."""
    units = list(Unit.objects.filter(code__in=UNITS))
    for name, (title, role) in PEOPLE.items():
        user = put(name, title, passwords[name])
        Membership.objects.bulk_create(
            [Membership(user=user, unit=unit, role=role) for unit in units], ignore_conflicts=True
        )
    put(ADMINISTRATOR[0], ADMINISTRATOR[1], passwords[ADMINISTRATOR[0]], is_superuser=True)


def put(name: str, title: str, password: str, **more: bool) -> User:
    user, _ = User.objects.get_or_create(
        username=name, defaults={"first_name": title, "is_staff": True, **more}
    )
    if not user.check_password(password):
        user.set_password(password)
        user.save(update_fields=["password"])
    return user
