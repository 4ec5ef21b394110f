"""A site on which there is a secret in every state that an account and what belongs to it can be in."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.contrib.auth.models import User
from django.utils import timezone

from accounts import acceptance, comments, filing, ledger, signing, workflow
from accounts.checks.standing import fingerprint
from accounts.editions.jilin_2024 import UNIT
from accounts.figures import Address, at
from accounts.ledger import load_case
from accounts.models import Account, Unit
from accounts.money import Scale, grouped, in_wan, plain
from accounts.projects import ProjectSheet
from disclosures import assembly, checks, publishing, queue, withdrawing
from disclosures.checks import RULES
from disclosures.desk.bulk.models import Batch, Outcome
from disclosures.desk.entry.models import Remark
from disclosures.duties import owing
from disclosures.models import DraftPrint, Publication, PublishOrder
from disclosures.report import Issue
from tests import stages
from tests.stages import hand

YEAR = 2024
WORD = "绝密"
"""All secret words begin with it."""
CLERK, REVIEWER, BUREAU, PUBLISHER = map(hand, ("绝密填报人", "绝密审核人", "绝密财政员", "绝密公开人"))
CELLS = (
    *("t01/income.total/amount", "t01/spending.total/amount", "t02/total/total", "t06/30201/amount"),
    *(f"{table}/{row}/total" for table in ("t03", "t05") for row in ("total", "205", "20502", "2050203")),
    *("t05/2050203/basic", "initial_budget/total/amount", "initial_budget/2050203/amount"),
)
STATES = ("draft", "submitted", "reviewed", "replied", "ordered", "failed")


@dataclass(frozen=True)
class Secret:
    """A word and an amount in 元, of which nobody may find anything."""

    word: str
    amount: Decimal

    def forms(self) -> tuple[str, ...]:
        wan = in_wan(self.amount)
        return f"{self.amount:f}", f"{self.amount:,.2f}", grouped(wan), plain(wan), f"{in_wan(wan):f}亿"


def secret(n: int) -> Secret:
    return Secret(f"{WORD}{'甲乙丙丁戊己庚辛壬癸'[n]}事项", Decimal("987654300.00") + 12_340_000 * n)


def account(code: str, of: Secret, year: int = YEAR) -> Account:
    """A draft in which everything that can be written is secret."""
    unit, _ = Unit.objects.get_or_create(
        code=code, name=f"某{code}局", kind="unit", level="市", region="某市"
    )
    made = filing.begin(unit, year, edition=UNIT.code, scale=Scale.YUAN)
    fill(made, of)
    return made


def fill(account: Account, of: Secret) -> None:
    by = CLERK.username
    filing.put_projects(account, [ProjectSheet("secret", f"{of.word}项目", of.word, actual=of.word)], by=by)
    cells = [at(cell) for cell in (*CELLS, "project/secret.total/executed")]
    figures = dict.fromkeys(cells, of.amount)
    for table in ("operations", "evaluation"):
        for row in UNIT.table(table).blocks[0].fixed_rows:
            figures[Address(table, row.key, "value")] = Decimal(3) if row.measure == "count" else of.amount
    ledger.record(account, figures, by=by)
    filing.name_subjects(account, {"205": f"{of.word}支出"}, by=by)
    missing = assembly.build(load_case(account), Issue()).missing
    slots = {each.slot: f"{of.word}，见附件" for each in missing} | {"profile.duties": f"承担{of.word}。"}
    filing.explain(account, slots, by=by)


def approved(account: Account, until: str = "replied") -> Account:
    stages.submit(account, by=CLERK)
    if until != "submitted":
        workflow.review(account, by=REVIEWER)
    if until not in ("submitted", "reviewed"):
        workflow.reply(account, by=BUREAU, replied=stages.DAY)
    return account


def ordered(account: Account, day: date = stages.DAY) -> PublishOrder:
    return publishing.order(approved(account), by=PUBLISHER, disclosed=day)


def put() -> list[Secret]:
    """Everything secret, by the words and amounts there are. Of 辽源 there are versions already."""
    made = [secret(n) for n in range(10)]
    withdrawn("withdrawn", made[9])
    for state, each in zip(STATES, made, strict=False):
        begun = account(state, each)
        if state == "draft":
            beside(begun, each)
        if state in ("ordered", "failed"):
            waiting = ordered(begun)
            queue.withdraw(waiting)  # no worker comes to it
            if state == "failed":
                PublishOrder.objects.filter(pk=waiting.pk).update(
                    state="failed", error=f"{each.word}没有打印"
                )
        elif state != "draft":
            approved(begun, state)
    again = Account.objects.of("liaoyuan", YEAR)
    stages.reopen(again)
    fill(again, made[6])
    account("earlier", made[7], YEAR - 1)
    waiting_workbook(made[8])
    return made


def withdrawn(code: str, of: Secret) -> Publication:
    version = publishing.publish(ordered(account(code, of)))
    withdrawing.withdraw(version, by=PUBLISHER, reason=f"附件中有{of.word}")
    withdrawing.purge()
    return version


def beside(account: Account, of: Secret) -> None:
    """What is written beside an account: comments, remarks, signatures, explanations, prints, days."""
    said = comments.comment(account, "t03/205/basic", f"{of.word}与凭证不符", by=REVIEWER)
    comments.answer(account, said.pk, f"{of.word}已核实", by=CLERK)
    comments.close(account, said.pk, by=REVIEWER)
    Remark.objects.create(account=account, address=CELLS[0], text=of.word, by=CLERK.username)
    signing.sign(account, "leader", signer=f"{of.word}局长", signed_on=stages.DAY, by=CLERK)
    case = load_case(account)
    found = (each for result in checks.run(case) for each in result.findings if RULES[each.rule].may_stand)
    finding = next(found)
    reason = f"{of.word}，上级要求如此"
    acceptance.accept(account, finding.rule, fingerprint(case, finding), reason=reason, by=CLERK.username)
    pdf = f"%PDF {of.word} {grouped(in_wan(of.amount))}".encode()
    DraftPrint.objects.create(
        account=account, state="done", mark="0" * 64, pdf=pdf, requested_by=CLERK.username
    )
    owing.enlist([account.unit], YEAR, by=BUREAU)
    due = date(YEAR + 1, 10, 31)
    owing.fix([account.unit], YEAR, due=due, reason=f"{of.word}延期", by=BUREAU)


def waiting_workbook(of: Secret) -> None:
    """Uploaded and read, not confirmed."""
    person = User.objects.create_user("secret", last_name=WORD, first_name="职员", email="juemi@example.org")
    batch = Batch.objects.create(
        name=f"{of.word}.zip", stored="waiting.zip", person=person, by=person.username
    )
    Outcome.objects.create(
        batch=batch,
        name=f"{of.word}.xlsx",
        state="tried",
        year=YEAR,
        entries=[[CELLS[0], None, f"{of.amount:f}"]],
        report={"words": of.word, "amount": f"{of.amount:f}"},
        at=timezone.now(),
    )
