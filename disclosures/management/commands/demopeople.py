"""`manage.py demopeople`: people to try the desk with, and 辽源 as it was printed. Only where DEBUG is on."""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from accounts.models import Account, Membership, Unit

PASSWORD = "demo-juesuan-2024"
"""Known to everybody, so the command refuses where DEBUG is off."""
UNITS = ("liaoyuan", "yanbian")
PEOPLE = {
    "demo-clerk": ("演示填报人", "clerk"),
    "demo-reviewer": ("演示审核人", "reviewer"),
    "demo-bureau": ("演示财政", "bureau"),
    "demo-publisher": ("演示公开人", "publisher"),
}
ADMINISTRATOR = ("demo-admin", "演示管理员")


class Command(BaseCommand):
    help = "建立演示用的人员，并打开一份有错误的决算草稿；只在 DEBUG 打开时可用"

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEBUG:
            raise CommandError("演示人员的口令是公开的：只在 DEBUG 打开时可以建立")
        if not User.objects.filter(username=ADMINISTRATOR[0]).exists():
            put_people()
            self.open_printed()
        self.stdout.write(f"演示账号（只用于演示，口令公开），口令都是 {PASSWORD}：")
        for name, (title, _) in {**PEOPLE, ADMINISTRATOR[0]: (ADMINISTRATOR[1], "")}.items():
            self.stdout.write(f"  {name}　{title}")

    def open_printed(self) -> None:
        """辽源 as printed, once, for its errors to be seen at the desk: what is published stays as it is."""
        account = Account.objects.filter(unit__code=UNITS[0], year=2024).first()
        if account is not None and not account.is_open:
            call_command("loadsample", as_printed=True, stdout=self.stdout)


@transaction.atomic
def put_people() -> None:
    units = list(Unit.objects.filter(code__in=UNITS))
    for name, (title, role) in PEOPLE.items():
        user = User.objects.create_user(name, password=PASSWORD, first_name=title, is_staff=True)
        Membership.objects.bulk_create(Membership(user=user, unit=unit, role=role) for unit in units)
    User.objects.create_superuser(ADMINISTRATOR[0], password=PASSWORD, first_name=ADMINISTRATOR[1])
