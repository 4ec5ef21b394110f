"""`manage.py verifypublications`: all that was published, checked again. Exit 1 on any difference."""

from time import monotonic
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from disclosures import verifying
from disclosures.logbook import LogBroken
from disclosures.logkey import NoKey
from disclosures.models import Publication

EVERY = 1.0
"""Seconds between two lines of progress."""


class Command(BaseCommand):
    help = "重新核对全部公开的版本：存放的文件、清单、公开日志和证明；每处不同说明文件和办法，以 1 退出"

    def handle(self, **options: Any) -> None:
        told, wrong = monotonic(), 0

        def tell(done: int, whole: int) -> None:
            nonlocal told
            if monotonic() - told >= EVERY:
                told = monotonic()
                self.stderr.write(f"{done}/{whole}")

        try:
            for fault in verifying.faults(tell):
                wrong += 1
                self.stdout.write(fault)
        except (LogBroken, NoKey) as reason:
            raise CommandError(f"公开日志无法核对：{reason}") from reason
        if wrong:
            raise CommandError(f"不一致：{wrong} 处")
        self.stdout.write(f"{Publication.objects.public().count()} 版，与清单和公开日志一致")
