"""`manage.py withdraw CODE --reason … --by …`: take a published version away (docs/withdrawal.md)."""

from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.refusals import Refused
from disclosures import codes, withdrawing
from disclosures.models import Publication


class Command(BaseCommand):
    help = "撤回一个公开版本：网址改答 410，内容删除，不能恢复；--finish 删完以前撤回而没有删完的文件"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("code", nargs="?", metavar="版本编码", help="印在封面和每页上的编码")
        parser.add_argument("--reason", help="理由，永久留存；不要再写出涉密或个人信息的内容")
        parser.add_argument("--by", metavar="用户名", help="经办人，须是该单位的公开人或财政部门")
        parser.add_argument("--finish", action="store_true", help="只把没有删完的文件删完")

    def handle(
        self, *, code: str | None, reason: str | None, by: str | None, finish: bool, **options: Any
    ) -> None:
        if not finish:
            self.stdout.write(withdraw(code, reason, by))
        deleted = withdrawing.purge()
        self.stdout.write(f"删除了 {deleted} 个文件" if deleted else "没有还要删除的文件")


def withdraw(code: str | None, reason: str | None, by: str | None) -> str:
    if not (code and reason and by):
        raise CommandError("要写明版本编码、--reason 理由、--by 经办人；只把文件删完用 --finish")
    person = User.objects.filter(username=by).first()
    if person is None:
        raise CommandError(f"没有用户“{by}”")
    publication = Publication.objects.filter(code=codes.typed(code)).first()
    if publication is None:
        raise CommandError(f"没有版本编码为 {code} 的公开版本")
    try:
        made = withdrawing.withdraw(publication, by=person, reason=reason)
    except Refused as refusal:
        raise CommandError(str(refusal)) from refusal
    return f"{made}，经办人 {made.by}"
