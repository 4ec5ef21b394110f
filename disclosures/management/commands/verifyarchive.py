"""`manage.py verifyarchive DIR [--key KEY]`: an exported folder checked, without the database.

The same as `python3 DIR/log/verifyarchive.py DIR`, by the program of this site and not by that of the folder.
"""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from disclosures.publiclog import verifyarchive


class Command(BaseCommand):
    help = "核验导出的存档：每个文件、清单、证明和公开日志；有不同以 1 退出，无法核验以 2 退出"
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, metavar="存档文件夹")
        parser.add_argument("--key", metavar="公钥", help="日志公钥，从别处得到的；不写用存档里的")

    def handle(self, *, folder: Path, key: str | None, **options: Any) -> None:
        sys.exit(verifyarchive.told(folder, key))
