"""`manage.py data [--year Y]`: the data packages are made at once. Exit 1 where something is not in them."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from disclosures.datasets import following, index, keeping
from disclosures.datasets.words import file_name


class Command(BaseCommand):
    help = (
        "立即重做数据包（/data/ 上的下载），不等生成程序：各年度的和历年的；"
        "中断后再执行即可，做好之前旧的还在。有没有收入的数时以 1 退出"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--year", type=int, nargs="+", metavar="年度", help="只做这些年度的")

    def handle(self, *, year: list[int] | None, **options: Any) -> None:
        wanted = [str(each) for each in year] if year else index.wanted()
        keeping.remove(*(set(index.entries()) - set(index.wanted())))
        missing = sum(self.made(scope) for scope in wanted)
        if not wanted:
            self.stdout.write("还没有公开的决算，没有数据包")
        if missing:
            raise CommandError(f"有 {missing} 处没有收入的数：先执行 verifypublications，修好后再执行一次")

    def made(self, scope: str) -> int:
        """How many versions are without their figures."""
        entry = following.make(scope)
        if entry is None:
            self.stdout.write(f"{scope}：没有现行版本，没有数据包")
            return 0
        told = f"{entry.publications} 份决算，{entry.figures} 个数，{entry.size} 字节，SHA-256 {entry.sha256}"
        self.stdout.write(f"{file_name(scope)}：{told}")
        for line in entry.missing:
            self.stderr.write(f"{file_name(scope)} 没有收入：{line}")
        return len(entry.missing)
