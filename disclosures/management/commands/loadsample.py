"""`manage.py loadsample`: the two sample accounts, corrected and published, or as printed as drafts."""

from datetime import timedelta
from typing import Any

from django.contrib.auth.models import User
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from accounts import filing, ledger, signing, workflow
from accounts.case import Case
from accounts.models import Account, SignOff, Subject, Unit
from accounts.refusals import Refused
from disclosures import corrections, publishing, sample_files, submitting
from disclosures.duties import owing
from disclosures.models import PublishOrder

BY = "示例数据"
DAYS_LEFT = 12
CLERK, REVIEWER, BUREAU, PUBLISHER = (
    User(username=f"示例{who}", is_staff=True, is_superuser=True)
    for who in ("填报人", "审核人", "财政", "公开人")
)
"""Hands for the steps of the samples. They are kept nowhere: nobody can log in as one of them."""


class Command(BaseCommand):
    help = "载入示例：辽源（更正后公开）和延边（草稿）；可重复执行"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--as-printed", action="store_true", help="两份都照印件载入，错误照录，均为草稿；不动已公开的版本"
        )

        parser.add_argument(
            "--if-missing", action="store_true", help="只载入还没有的示例；已有的决算一个数也不动"
        )

    def handle(self, *args: Any, as_printed: bool, if_missing: bool, **options: Any) -> None:
        try:
            wanted = [name for name in sample_files.names() if not (if_missing and is_there(name))]
            self.say(f"单位：{put_units()} 个" if wanted else "示例已经载入，没有改动")
            for name in wanted:
                self.load(name, corrected=sample_files.has_corrections(name) and not as_printed)
            for year in {sample_files.read(name).year for name in wanted}:
                self.say(f"{year}年度公开名单：新列入 {put_duties(year)} 个单位")
        except (Refused, publishing.PublishFailed) as refusal:
            raise CommandError(str(refusal)) from refusal

    def load(self, name: str, *, corrected: bool) -> None:
        case = sample_files.read(name, corrected=corrected)
        if not Subject.objects.filter(year=case.edition.year).exists():
            call_command("loadsubjects", year=case.edition.year, stdout=self.stdout)
        account = account_of(case)
        self.say(f"{account}：{put_last_year(case)}")
        if corrected and account.status == Account.Status.PUBLISHED and stands(account, case):
            self.say(f"{account}：已公开，没有变动")
            return
        changed = put(account, case)
        which = "更正后的" if corrected else "印件上的"
        self.say(f"{account}：{which}数 {len(case.figures)} 个，改动 {changed} 个")
        self.say(f"{account}：{publish(account, name) if corrected else '草稿'}")

    def say(self, line: str) -> None:
        self.stdout.write(line)


def is_there(name: str) -> bool:
    case = sample_files.read(name)
    return Account.objects.filter(unit__code=case.unit.code, year=case.year).exists()


@transaction.atomic
def put_units() -> int:
    found = sample_files.units()
    for position, fields in enumerate(found):
        parent = Unit.objects.get(code=fields["parent"]) if "parent" in fields else None
        unit = Unit.objects.filter(code=fields["code"]).first() or Unit(code=fields["code"])
        for key, value in {"consolidated_name": "", **fields, "parent": parent, "position": position}.items():
            setattr(unit, key, value)
        unit.full_clean()
        unit.save()
    return len(found)


@transaction.atomic
def put_duties(year: int) -> int:
    """All units on the list of the year, released; the department has a day soon, so that its days run."""
    units = list(Unit.objects.filter(code__in=[fields["code"] for fields in sample_files.units()]))
    new = owing.enlist(units, year, by=BY)
    if new:
        departments = [unit for unit in units if unit.is_department]
        soon = timezone.localdate() + timedelta(days=DAYS_LEFT)
        owing.fix(departments, year, due=soon, reason="示例", by=BY)
        owing.release(units, year, by=BY)
    return new


def account_of(case: Case) -> Account:
    unit = Unit.objects.get(code=case.unit.code)
    account = Account.objects.filter(unit=unit, year=case.year).select_related("unit").first()
    if account is None:
        return filing.begin(unit, case.year, edition=case.edition.code, scale=case.scale, by=BY)
    if (account.edition, account.scale) != (case.edition.code, case.scale.value):
        raise Refused(f"{account}已有，但报表格式或金额单位不同，未载入示例")
    return account


@transaction.atomic
def put_last_year(case: Case) -> str:
    """The figures of the year before that the sentences compare with, unless that year is really there."""
    unit, year = Unit.objects.get(code=case.unit.code), case.year - 1
    last = Account.objects.filter(unit=unit, year=year).first()
    if last is None:
        comparison = Account.Source.COMPARISON
        last = filing.begin(unit, year, edition=case.edition.code, scale=case.scale, source=comparison, by=BY)
    if last.source != Account.Source.COMPARISON:
        return f"{year} 年度决算已有，不载入比较数"
    changed = replace_figures(last, case.last or {})
    return f"{year} 年度比较数 {len(case.last or {})} 个，改动 {changed} 个"


def replace_figures(account: Account, figures: Any) -> int:
    return ledger.record(account, {**dict.fromkeys(ledger.load(account)), **figures}, by=BY)


def stands(account: Account, case: Case) -> bool:
    """Whether the account says what the sample says."""
    now = ledger.load_case(account)
    return (now.figures, now.last, now.names, now.texts, now.projects) == (
        case.figures,
        case.last,
        case.names,
        case.texts,
        case.projects,
    )


@transaction.atomic
def put(account: Account, case: Case) -> int:
    """Open the account, and record all that the sample says and nothing else."""
    open_up(account)
    now = ledger.load_case(account)
    filing.put_projects(account, case.projects, by=BY)
    filing.explain(account, {**dict.fromkeys(now.texts), **case.texts}, by=BY)
    filing.name_subjects(account, {**dict.fromkeys(now.names), **case.names}, by=BY)
    return replace_figures(account, case.figures)


def open_up(account: Account) -> None:
    for order in PublishOrder.objects.filter(account=account, state__in=("waiting", "failed")):
        publishing.cancel(order, by=PUBLISHER)
    account.refresh_from_db()
    if account.status == Account.Status.PUBLISHED:
        corrections.reopen(account, by=PUBLISHER, reason="载入示例", kind="figures", reference="示例，无文号")
    elif not account.is_open:
        workflow.return_to_clerk(
            account, by=BUREAU if account.status == "replied" else REVIEWER, reason="载入示例"
        )


def publish(account: Account, name: str) -> str:
    """Publish where the account differs from its current version; what was done."""
    if publishing.close_unchanged(account, by=PUBLISHER):
        return "与已公开的版本一致，不另行公开"
    day = sample_files.disclosed(name)
    for kind in SignOff.Kind:
        signing.sign(account, kind, signer="示例", signed_on=day, by=CLERK)
    submitting.submit(account, by=CLERK)
    workflow.review(account, by=REVIEWER)
    workflow.reply(account, replied=day, by=BUREAU)
    order = publishing.order(account, by=PUBLISHER, disclosed=day)
    return f"已公开第{publishing.publish(order).number}版"
