"""`manage.py exportarchive --output DIR [--unit U]`: what is published as a folder that needs no site."""

from pathlib import Path
from time import monotonic
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.models import Unit
from disclosures import exported
from disclosures.archive import Damaged
from disclosures.exported.folder import Occupied

EVERY = 1.0
"""Seconds between two lines of progress."""


class Command(BaseCommand):
    help = (
        "把已公开的全部决算（或一个单位的）写成一个不依赖本网站的文件夹：网页、文件、清单、证明、公开日志、核验程序。"
        "写完才出现；中断后再执行一次即可"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--output", type=Path, required=True, metavar="文件夹", help="空的，或还没有的")
        parser.add_argument("--unit", metavar="单位代码", help="只要这个单位的，供它自己的网站用")

    def handle(self, *, output: Path, unit: str | None, **options: Any) -> None:
        told = monotonic()

        def tell(done: int, whole: int) -> None:
            nonlocal told
            if done == whole or monotonic() - told >= EVERY:
                told = monotonic()
                self.stderr.write(f"{done}/{whole} 份")

        try:
            made = exported.export(output.absolute(), unit_of(unit), tell)
        except (exported.Refused, Occupied) as reason:
            raise CommandError(str(reason), returncode=2) from reason
        except Damaged as damage:
            raise CommandError(f"{damage}。没有写出存档；先执行 manage.py verifypublications") from damage
        except OSError as error:
            raise CommandError(f"写不了 {output}：{error.strerror}。没有写出存档") from error
        gone = f"，{made.withdrawn} 版已撤回" if made.withdrawn else ""
        self.stdout.write(f"{made.versions} 版{gone}，写到 {output}；核验：manage.py verifyarchive {output}")


def unit_of(code: str | None) -> Unit | None:
    if code is None:
        return None
    try:
        return Unit.objects.get(code=code)
    except Unit.DoesNotExist:
        raise CommandError(f"没有代码为 {code} 的单位", returncode=2) from None
