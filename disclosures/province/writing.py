"""Versions written into database and store, many in one transaction: all that publishing leaves behind, but
for the ledger, which nobody filled in.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from accounts.invented.names import MARK
from accounts.models import Account, Step, Unit
from disclosures import archive, logbook, opendata, publishing, rendering
from disclosures.assembly import build
from disclosures.catalogue import keeping
from disclosures.catalogue.models import Entry, Spending
from disclosures.models import Publication, PublishOrder, Reopening, Withdrawal
from disclosures.province import headlines
from disclosures.province.copying import copy, keys
from disclosures.province.reports import Published, Version
from disclosures.publiclog.entries import Kind
from disclosures.publiclog.manifests import described
from disclosures.report import Report

Status, Verb = Account.Status, Step.Verb
CLERK, REVIEWER, BUREAU, PUBLISHER = (f"{role}{MARK}" for role in ("填报人", "审核人", "财政局", "公开人"))
APPROVED = (
    (Verb.SUBMIT, Status.DRAFT, Status.SUBMITTED, CLERK),
    (Verb.REVIEW, Status.SUBMITTED, Status.REVIEWED, REVIEWER),
    (Verb.REPLY, Status.REVIEWED, Status.REPLIED, BUREAU),
    (Verb.ORDER, Status.REPLIED, Status.ORDERED, PUBLISHER),
    (Verb.PUBLISH, Status.ORDERED, Status.PUBLISHED, PUBLISHER),
)
REOPENED = (Verb.REOPEN, Status.PUBLISHED, Status.DRAFT, PUBLISHER)
WITHDRAWN = (Verb.WITHDRAW, Status.PUBLISHED, Status.DRAFT, BUREAU)
WHY = f"撤回的演示{MARK}"
AT_ONCE = 100
"""Keys taken from the database."""
Contents = Mapping[str, bytes]
Make = Callable[[Version, Version | None], tuple[Report, Contents]]
"""Of a version and the one that it corrects: its report and its files."""


def whole(version: Version, before: Version | None) -> tuple[Report, Contents]:
    """All files but those that are printed or for an office: PDF, workbook, document, and README."""
    report = build(version.case, version.issue)
    earlier = (before.case, before.issue) if before else None
    return report, rendering.web(version.case, report, earlier)


def headline(version: Version, before: Version | None) -> tuple[Report, Contents]:
    """Page and data. They have no text, and so a correction of it changes nothing in them."""
    case, report = version.case, headlines.report(version.case, version.issue)
    return report, {
        "article.html": rendering.article(report).encode(),
        "report.json": opendata.as_json(case, report).encode(),
        "figures.csv": rendering.table(report, case),
    }


class Batch:
    """Versions to be written in one transaction. `units`: by code, as they are stored."""

    def __init__(self, units: Mapping[str, Unit], make: Make) -> None:
        self.units, self.make = units, make
        self.accounts: list[Account] = []
        self.steps: list[Step] = []
        self.reopenings: list[Reopening] = []
        self.orders: list[PublishOrder] = []
        self.publications: list[Publication] = []
        self.withdrawals: list[Withdrawal] = []
        self.entries: list[Entry] = []
        self.spent: list[Spending] = []
        self.lines: list[tuple[Publication, Kind, datetime]] = []
        self.keys = {model: numbers(model) for model in (Account, Step, PublishOrder, Publication)}

    @transaction.atomic
    def write(self) -> int:
        """How many versions. The turn to add to the log is taken last: others wait for it."""
        copy(self.accounts)
        copy(self.steps)
        copy(self.reopenings)
        copy(self.orders)
        copy(self.publications)
        copy(self.withdrawals)
        copy(self.entries)
        copy(self.spent)
        first = logbook.next_index()
        copy([logbook.line(*line, index) for index, line in enumerate(self.lines, first)])
        return len(self.publications)

    def add(self, found: Published) -> None:
        account, before = self.account(found), None
        for version in found.versions:
            report, contents = self.make(version, before and before[0])
            self.approve(account, version)
            is_gone = found.is_withdrawn and version is found.versions[-1]
            made = self.publication(account, version, report, contents, before and before[1], is_gone)
            before = version, made
        if found.is_withdrawn:
            self.withdraw(account, made)
        else:
            entry, spent = keeping.read(made, contents[keeping.REPORT])
            self.entries.append(entry)
            self.spent += spent

    def approve(self, account: Account, version: Version) -> None:
        """The steps to publication; before them, of a correction, that which opens the account."""
        if version.issue.correction:
            step = self.step(account, REOPENED, day_of(version), version.issue.correction.reason)
            self.reopenings.append(Reopening(step=step, kind=Reopening.Kind.TEXT))
        for move in APPROVED:
            self.step(account, move, day_of(version))

    def account(self, found: Published) -> Account:
        first, last = found.versions[0], found.versions[-1]
        account = Account(
            pk=next(self.keys[Account]),
            unit=self.units[first.case.unit.code],
            year=first.case.year,
            edition=first.case.edition.code,
            scale=first.case.scale.value,
            approved_on=day_of(first) - timedelta(40),
            replied_on=day_of(first) - timedelta(20),
            disclosed_on=day_of(last),
            begun_by=CLERK,
            begun_at=moment(day_of(first) - timedelta(60)),
        )
        self.accounts.append(account)
        return account

    def step(self, account: Account, move: tuple[str, str, str, str], day: date, reason: str = "") -> Step:
        verb, before, after, by = move
        told = {"verb": verb, "before": before, "after": after, "by": by, "reason": reason}
        step = Step(pk=next(self.keys[Step]), account=account, at=moment(day), **told)
        self.steps.append(step)
        return step

    def publication(
        self,
        account: Account,
        version: Version,
        report: Report,
        contents: Contents,
        corrects: Publication | None,
        is_gone: bool,
    ) -> Publication:
        """Of one that was withdrawn nothing is kept but what its files were."""
        order = PublishOrder(
            pk=next(self.keys[PublishOrder]),
            account=account,
            unit=account.unit,
            year=account.year,
            number=version.issue.number,
            code=version.issue.code,
            disclosed=day_of(version),
            input=publishing.input_of(version.case, version.issue, ()),
            state=PublishOrder.State.DONE,
            requested_by=PUBLISHER,
            requested_at=moment(day_of(version)),
        )
        keep = described if is_gone else archive.keep
        manifest = {name: keep(content) for name, content in sorted(contents.items())}
        made = publishing.version_of(
            order, manifest, corrects=corrects, title=report.title, unit_name=report.unit_name
        )
        made.pk, made.published_at = next(self.keys[Publication]), moment(day_of(version))
        if is_gone:
            order.input = {}
        self.orders.append(order)
        self.publications.append(made)
        self.lines.append((made, logbook.kind_of(made), made.published_at))
        return made

    def withdraw(self, account: Account, publication: Publication) -> None:
        day = publication.disclosed + timedelta(7)
        told = Withdrawal(publication=publication, reason=WHY, by=BUREAU, at=moment(day))
        self.withdrawals.append(told)
        self.step(account, WITHDRAWN, day, f"第{publication.number}版：{WHY}")
        self.lines.append((publication, "withdrawal", told.at))


def numbers(model: type[Model]) -> Iterator[int]:
    while True:
        yield from keys(model, AT_ONCE)


def day_of(version: Version) -> date:
    assert version.issue.disclosed, "what is published has its day"
    return version.issue.disclosed


def moment(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(10)))
