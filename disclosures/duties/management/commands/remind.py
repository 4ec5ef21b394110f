"""`manage.py remind`: once a day, by a timer. More often does no harm: nothing is sent twice."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from disclosures.duties.reminding import remind


class Command(BaseCommand):
    help = "向下一步的办理人发送公开期限的提醒邮件；同一提醒只发一次，每天运行一次即可"

    def handle(self, *args: Any, **options: Any) -> None:
        sent = remind(timezone.localdate())
        self.stdout.write(f"发出 {sent.mails} 封提醒")
        if sent.without_address:
            names = "、".join(sent.without_address)
            self.stdout.write(f"{len(sent.without_address)} 人没有邮箱，没有发：{names}")
        if sent.failed:
            raise CommandError(f"{len(sent.failed)} 封没有发出，下次运行时再发：{'；'.join(sent.failed)}")
