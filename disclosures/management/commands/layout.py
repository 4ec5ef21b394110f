"""`manage.py layout`: the folder that a web server serves by itself, made again from what is published."""

from time import monotonic
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from disclosures import served
from disclosures.served import leading, stamps

EVERY = 1.0
"""Seconds between two lines of progress."""


class Command(BaseCommand):
    help = (
        "把已公开的网页和文件铺到 PUBLIC_FILES，由网页服务器直接提供；已是最新的不动，撤回的删去。"
        "中断后、恢复备份后、升级后再执行一次即可；有没铺成的以 1 退出"
    )

    def handle(self, **options: Any) -> None:
        folder = served.root()
        if folder is None:
            raise CommandError("没有设置 PUBLIC_FILES，或者公开文件不存放在文件夹里：不铺文件")
        try:
            served.claim(folder)
        except served.NotOurs as reason:
            raise CommandError(str(reason)) from reason
        changed = failed = 0
        told = monotonic()
        known = list(served.published())
        for n, (unit, year) in enumerate(known, 1):
            try:
                changed += served.lay_out(unit, year)
            except Exception as error:
                failed += 1
                self.stderr.write(f"{unit} {year} 年度没有铺成：{error}")
            if monotonic() - told >= EVERY:
                told = monotonic()
                self.stderr.write(f"{n}/{len(known)}")
        states, pages = served.states(), list(leading.all_pages())
        paths: set[str] = set()
        for page in pages:
            paths |= {*page.files(), stamps.place(str(page))}
            try:
                changed += served.lead(page, states.get(page, ""))
            except Exception as error:
                failed += 1
                self.stderr.write(f"{page} 没有铺成：{error}")
        removed = served.remove_others(folder, paths)
        self.stdout.write(
            f"{len(known)} 份和 {len(pages)} 个网页，改动 {changed} 个文件，删去多余的 {removed} 个"
        )
        if failed:
            raise CommandError(f"{failed} 份没有铺成；文件缺失或损坏的，先执行 verifypublications")
