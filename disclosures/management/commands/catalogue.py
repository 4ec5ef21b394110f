"""`manage.py catalogue [--rebuild]`: what readers search by is brought up to date with what is public."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from disclosures.catalogue import keeping
from disclosures.catalogue.models import Entry

EVERY = 100


class Command(BaseCommand):
    help = "更新检索目录：补上缺少的决算，去掉不再公开的；--rebuild 全部重做"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--rebuild", action="store_true", help="先清空，再从公开文件全部重做")

    def handle(self, *, rebuild: bool, **options: Any) -> None:
        if rebuild:
            Entry.objects.all().delete()
        done = 0
        for done, _ in enumerate(keeping.catch_up(), 1):
            if done % EVERY == 0:
                self.stdout.write(f"已收录 {done} 份")
        self.stdout.write(f"新收录 {done} 份，检索目录共 {Entry.objects.count()} 份")
