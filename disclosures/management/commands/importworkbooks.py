"""`manage.py importworkbooks FOLDER_OR_ZIP`: workbooks of many units and years. Exit 1 where one was left.

Each file in its own transaction; what was imported before is passed over, so it can be run again any time.
"""

import json
from pathlib import Path
from time import monotonic
from typing import IO, Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.editions import EDITIONS
from disclosures.desk.bulk import undoing, working
from disclosures.desk.bulk.models import Batch, Outcome
from disclosures.management.commands.importworkbook import add_place, place_in
from disclosures.workbook.package import Unreadable

LEFT = frozenset({Outcome.State.REFUSED, Outcome.State.UNPLACED})


class Command(BaseCommand):
    help = (
        "导入文件夹或 zip 中许多单位、年度的工作簿：单位和年度由隐藏的工作表、表中的字或文件名得知；"
        "一个文件出错不影响其他；导入过的内容不再导入，可以随时重新执行。有文件没有导入时以 1 退出"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", type=Path, nargs="?", metavar="文件夹或zip")
        parser.add_argument("--batch", type=int, metavar="编号", help="接着办理网页上传的一批")
        parser.add_argument("--undo", type=int, metavar="编号", help="撤销一批：各决算恢复为导入前的内容")
        parser.add_argument(
            "--year", type=int, metavar="年度", help="只导入这一年度；文件没有写年度的，当作这一年度"
        )
        parser.add_argument(
            "--edition", default="", metavar="报表格式", help="新建决算的格式；不写则按单位类型"
        )
        parser.add_argument("--dry-run", action="store_true", help="只试读，什么都不写")
        parser.add_argument("--overwrite", action="store_true", help="与已有的数不同的，用文件里的")
        parser.add_argument("--report", type=Path, metavar="文件", help="每个文件一行 JSON，边办边写")
        parser.add_argument("--by", default="命令行导入", metavar="经办人", help="记在改动记录里的名字")
        add_place(parser)

    def handle(self, *, path: Path | None, batch: int | None, report: Path | None, **options: Any) -> None:
        if options["undo"] and path is None and batch is None:
            return self.undo(options["undo"], options["by"])
        if (path is None) == (batch is None) or options["undo"]:
            raise CommandError("请给出文件夹或 zip，或者 --batch 编号、--undo 编号，三者之一", returncode=2)
        asked = self.begun(path, options) if path else self.found(batch)
        try:
            with open(report or "/dev/null", "w", encoding="utf-8") as lines:
                if not working.work_off(asked, path, self.teller(lines)):
                    raise CommandError("这一批正由另一个进程办理", returncode=2)
        except Unreadable as reason:
            raise CommandError(str(reason), returncode=2) from reason
        except OSError as error:
            raise CommandError(f"写不了文件 {report}：{error.strerror}", returncode=2) from error
        self.stdout.write("，".join(f"{word} {n} 个" for word, n in working.totals(asked)))
        self.stdout.write(f"这一批的编号是 {asked.pk}；撤销：importworkbooks --undo {asked.pk}")
        left = asked.outcomes.filter(state__in=LEFT).count()
        if left:
            raise CommandError(f"有 {left} 个文件没有导入", returncode=1)

    def undo(self, pk: int, by: str) -> None:
        batch = Batch.objects.filter(pk=pk).first()
        if batch is None:
            raise CommandError(f"没有编号为 {pk} 的一批", returncode=2)
        if not undoing.undo(batch, by=by):
            raise CommandError("这一批正由另一个进程办理", returncode=2)
        for each in batch.outcomes.select_related("unit").defer("entries"):
            self.stdout.write(working.as_line(each))
        if left := undoing.to_undo(batch).count():
            raise CommandError(f"有 {left} 个文件没有撤销", returncode=1)

    def begun(self, path: Path, options: dict[str, Any]) -> Batch:
        edition, place = options["edition"], place_in(options)
        if edition and edition not in EDITIONS:
            raise CommandError(f"没有报表格式 {edition}；已有：{'、'.join(sorted(EDITIONS))}", returncode=2)
        return Batch.objects.create(
            name=str(path)[-300:],
            by=options["by"],
            year=options["year"],
            edition=edition,
            trial=options["dry_run"],
            overwrite=options["overwrite"],
            place=place.name if place else "",
            address=place.address if place else "",
            disclosed_on=place.day if place else None,
        )

    def found(self, pk: int | None) -> Batch:
        batch = Batch.objects.filter(pk=pk or 0).exclude(stored="").first()
        if batch is None:
            raise CommandError(f"没有编号为 {pk}、还没有办完的一批", returncode=2)
        return batch

    def teller(self, lines: IO[str]) -> working.Tell:
        begun = monotonic()

        def tell(outcome: Outcome, n: int, whole: int) -> None:
            lines.write(json.dumps(working.as_data(outcome), ensure_ascii=False) + "\n")
            lines.flush()
            self.stdout.write(working.as_line(outcome))
            pace = n / max(monotonic() - begun, 0.001) * 60
            self.stderr.write(f"{n}/{whole}，每分钟 {pace:.0f} 个")

        return tell
