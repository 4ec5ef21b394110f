"""`manage.py makeprovince --units N [--years M] [--seed S] [--headlines]`: a made-up province."""

import os
from time import monotonic
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from accounts.models import Unit
from accounts.models.unit import INVENTED
from disclosures import archive, logbook, logkey
from disclosures.logkey import NoKey
from disclosures.province import making
from disclosures.province.making import Another, Plan

EVERY = 2.0
"""Seconds between two lines of progress."""
MOST_YEARS = 20


class Command(BaseCommand):
    help = (
        "造一个虚构的省，供演示和测试：部门、单位、地区和各年度的决算，名称都注明“虚构”。"
        "有网页、数据和检查结果，没有 PDF、工作簿和 Word（每份要一两秒）。"
        "同样的参数造出同样的内容；中断后用同样的参数再执行一次，接着造完。"
        "造好后不能删除，请用单独的数据库"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--units", type=int, required=True, help="部门和单位共多少个")
        parser.add_argument("--years", type=int, default=5, help="连续多少个年度，默认 5")
        parser.add_argument("--seed", type=int, default=1, help="种子，不同的种子是不同的省")
        parser.add_argument("--headlines", action="store_true", help="只有几个主要数，没有文字，快得多")
        parser.add_argument("--processes", type=int, default=os.cpu_count() or 1, help="几个进程同时造")
        parser.add_argument("--yes", action="store_true", help="不是开发环境（DEBUG=False）也造")

    def handle(self, **options: Any) -> None:
        plan = Plan(options["units"], options["years"], options["seed"], options["headlines"])
        refuse_unfit(plan, options["processes"])
        refuse_production(options["yes"])
        try:
            logkey.private()  # said before, not after an hour's work
        except NoKey as problem:
            raise CommandError(str(problem)) from problem
        begun = monotonic()
        with archive.unflushed():
            done = self.make(plan, options["processes"])
            self.stderr.write("写公开日志……")
            logbook.seal()
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        seconds = monotonic() - begun
        self.stdout.write(f"新造 {done} 份，共 {making.taken(plan).count()} 份，用时 {seconds:.0f} 秒")
        if settings.PUBLIC_FILES:
            self.stdout.write("由网页服务器直接提供的文件还没有铺：执行 manage.py layout")

    def make(self, plan: Plan, processes: int) -> int:
        begun = told = monotonic()
        done = 0
        try:
            for number in making.make(plan, processes):
                done += number
                if monotonic() - told >= EVERY:
                    told = monotonic()
                    self.stderr.write(f"已造 {done} 份，每秒 {done / (told - begun):.1f} 份")
        except Another as reason:
            raise CommandError(f"{reason}。请换一个种子") from reason
        return done


def refuse_unfit(plan: Plan, processes: int) -> None:
    if plan.units < 1 or processes < 1 or plan.seed < 0:
        raise CommandError("--units 和 --processes 至少是 1，--seed 不能是负数")
    if not 1 <= plan.years <= MOST_YEARS:
        raise CommandError(f"--years 是 1 到 {MOST_YEARS}")


def refuse_production(is_sure: bool) -> None:
    """What is published is never deleted: a real site would have it for good."""
    if settings.DEBUG:
        return
    real = Unit.objects.exclude(code__startswith=INVENTED).first()
    if real:
        raise CommandError(f"这里有真实的单位，如{real}，不能造虚构的省。请用单独的数据库和文件夹")
    if not is_sure:
        raise CommandError("这不是开发环境（DEBUG=False）。造好后不能删除；确实要造，请加 --yes")
