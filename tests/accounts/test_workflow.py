"""The steps of an account: each by the right role, once, by a second person, and with its reason."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from accounts import filing, ledger, permissions, roles, workflow
from accounts.models import Account, Membership, Step, Unit
from accounts.refusals import Closed, Refused, Stale
from accounts.transitions import TRANSITIONS, WAITING
from tests import stages
from tests.accounts.amounts import cells

DAY = date(2025, 9, 1)
Verb = Step.Verb


def person(name: str, role: str, unit: Unit, **fields: Any) -> User:
    user = User.objects.create_user(name, is_staff=True, **fields)
    Membership.objects.create(user=user, unit=unit, role=role)
    return user


@pytest.fixture
def cast(account: Account) -> dict[str, User]:
    """填报人, 审核人, 财政, 公开人 of the unit, and 外人, a clerk elsewhere."""
    elsewhere = Unit.objects.create(code="elsewhere", name="别处", kind="unit", level="市")
    ledger.record(account, cells("t03/205/basic 60.00"), by="填报人")
    return {
        "clerk": person("张三", "clerk", account.unit),
        "reviewer": person("李四", "reviewer", account.unit),
        "bureau": person("王五", "bureau", account.unit),
        "publisher": person("赵六", "publisher", account.unit),
        "outsider": person("外人", "clerk", elsewhere),
    }


def status(account: Account) -> str:
    return Account.objects.get(pk=account.pk).status


def steps(account: Account) -> list[tuple[str, str, str]]:
    return list(Step.objects.filter(account=account).values_list("verb", "by", "reason"))


def to_reviewed(account: Account, cast: dict[str, User]) -> None:
    stages.submit(account, cast["clerk"])
    workflow.review(account, by=cast["reviewer"])


def to_replied(account: Account, cast: dict[str, User]) -> None:
    to_reviewed(account, cast)
    workflow.reply(account, by=cast["bureau"], replied=DAY, approved=date(2025, 8, 20))


def test_from_a_draft_to_its_reply(account: Account, cast: dict[str, User]) -> None:
    to_replied(account, cast)
    assert steps(account) == [
        ("submit", "张三", ""),
        ("review", "李四", ""),
        ("reply", "王五", "2025年9月1日批复，2025年8月20日批准"),
    ]
    found = Account.objects.get()
    assert (found.status, found.replied_on, found.approved_on) == ("replied", DAY, date(2025, 8, 20))
    assert [step.person for step in Step.objects.all()] == [
        cast[n].pk for n in ("clerk", "reviewer", "bureau")
    ]
    assert len({step.content for step in Step.objects.all()}) == 1


def test_it_is_sent_back_with_a_reason(account: Account, cast: dict[str, User]) -> None:
    stages.submit(account, cast["clerk"])
    with pytest.raises(Refused, match="退回填报人要写明理由"):
        workflow.return_to_clerk(account, by=cast["reviewer"], reason=" \n")
    workflow.return_to_clerk(account, by=cast["reviewer"], reason="三公经费与上年不衔接")
    assert steps(account)[-1] == ("return", "李四", "三公经费与上年不衔接")
    ledger.record(account, cells("t03/205/basic 61.00"), by="张三")


def test_sent_back_after_the_reply_the_reply_is_no_more(account: Account, cast: dict[str, User]) -> None:
    to_replied(account, cast)
    workflow.return_to_clerk(account, by=cast["publisher"], reason="附表有误")
    found = Account.objects.get()
    assert (found.status, found.replied_on, found.approved_on) == ("draft", None, None)


ACTS: dict[str, Callable[[Account, User], object]] = {
    "submit": lambda account, by: stages.submit(account, by),
    "review": lambda account, by: workflow.review(account, by=by),
    "return": lambda account, by: workflow.return_to_clerk(account, by=by, reason="理由"),
    "reply": lambda account, by: workflow.reply(account, by=by, replied=DAY),
}
MAY = {
    "draft": {("submit", "clerk")},
    "submitted": {("review", "reviewer"), ("return", "reviewer")},
    "reviewed": {("reply", "bureau"), ("return", "reviewer"), ("return", "bureau")},
    "replied": {("return", "bureau"), ("return", "publisher")},
}


@pytest.mark.parametrize("at", MAY)
def test_each_step_by_the_right_role(account: Account, cast: dict[str, User], at: str) -> None:
    """Everybody tries everything in every status: what is not theirs is refused, and nothing moves."""
    ways = {"draft": 0, "submitted": 1, "reviewed": 2, "replied": 3}
    done = [("submit", "clerk"), ("review", "reviewer"), ("reply", "bureau")][: ways[at]]
    for verb, role in done:
        ACTS[verb](account, cast[role])
    for verb, role in product(ACTS, cast):
        if (verb, role) in MAY[at] or done[-1:] == [(verb, role)]:
            continue
        with pytest.raises(Refused, match=r"只有.*可以|不能"):
            ACTS[verb](account, cast[role])
        assert status(account) == at
    for verb, role in MAY[at]:
        assert verb in [step.verb for step in workflow.steps_for(cast[role], Account.objects.get())]


def test_a_refusal_says_who_can_act(account: Account, cast: dict[str, User]) -> None:
    with pytest.raises(Refused, match="填报中，不能审核通过。由本单位填报人填写"):
        workflow.review(account, by=cast["reviewer"])
    stages.submit(account, cast["clerk"])
    with pytest.raises(Refused, match="只有审核人可以审核通过，外人没有这个角色"):
        workflow.review(account, by=cast["outsider"])


@pytest.mark.parametrize("again", ["clerk", "superuser", "renamed"])
def test_who_submitted_does_not_approve(account: Account, cast: dict[str, User], again: str) -> None:
    """Not with another role, not as superuser, not under another name; not for the bureau either."""
    clerk = cast["clerk"]
    Membership.objects.create(user=clerk, unit=account.unit, role="reviewer")
    Membership.objects.create(user=clerk, unit=account.unit, role="bureau")
    stages.submit(account, clerk)
    User.objects.filter(pk=clerk.pk).update(
        is_superuser=again == "superuser", username="张三丰" if again == "renamed" else "张三"
    )
    clerk = User.objects.get(pk=clerk.pk)
    with pytest.raises(Refused, match="不能由同一人审核通过；请另一位审核人办理"):
        workflow.review(account, by=clerk)
    workflow.review(account, by=cast["reviewer"])
    with pytest.raises(Refused, match="不能由同一人批复；请另一位财政部门办理"):
        workflow.reply(account, by=clerk, replied=DAY)
    assert "review" not in [step.verb for step in workflow.steps_for(clerk, account)]


def test_it_is_about_this_round(account: Account, cast: dict[str, User]) -> None:
    Membership.objects.create(user=cast["reviewer"], unit=account.unit, role="clerk")
    Membership.objects.create(user=cast["clerk"], unit=account.unit, role="reviewer")
    stages.submit(account, cast["clerk"])
    workflow.return_to_clerk(account, by=cast["reviewer"], reason="改")
    stages.submit(account, cast["reviewer"])
    workflow.review(account, by=cast["clerk"])
    assert status(account) == "reviewed"


def test_a_role_taken_away_in_the_middle_counts_at_once(account: Account, cast: dict[str, User]) -> None:
    stages.submit(account, cast["clerk"])
    assert workflow.steps_for(cast["reviewer"], Account.objects.get())
    Membership.objects.filter(user=cast["reviewer"]).delete()
    with pytest.raises(Refused, match="只有审核人可以"):
        workflow.review(account, by=cast["reviewer"])
    cast["bureau"].is_active = False
    assert not roles.roles_of(cast["bureau"], account)


@pytest.mark.parametrize("verb", ["submit", "review", "return"])
def test_a_second_click_is_the_same_step(account: Account, cast: dict[str, User], verb: str) -> None:
    by = cast["clerk" if verb == "submit" else "reviewer"]
    if verb != "submit":
        stages.submit(account, cast["clerk"])
    assert ACTS[verb](account, by) == ACTS[verb](account, by)
    assert [step[0] for step in steps(account)].count(verb) == 1


def test_a_colleagues_step_is_told(account: Account, cast: dict[str, User]) -> None:
    stages.submit(account, cast["clerk"])
    with pytest.raises(Refused, match=r"已报送（张三于\d+月\d+日\d\d:\d\d报送），不能报送。由审核人审核"):
        stages.submit(account, person("同事", "clerk", account.unit))


def test_a_stale_page_approves_nothing(account: Account, cast: dict[str, User]) -> None:
    """Sent back and submitted again, with other figures, since the reviewer opened the page."""
    seen = stages.submit(account, cast["clerk"]).pk
    workflow.return_to_clerk(account, by=cast["reviewer"], reason="改", seen=seen)
    ledger.record(account, cells("t03/205/basic 61.00"), by="张三")
    stages.submit(account, cast["clerk"])
    with pytest.raises(Stale, match=r"在您打开页面之后有了变动（张三于.*报送），没有办理"):
        workflow.review(account, by=cast["reviewer"], seen=seen)
    assert status(account) == "submitted"


def test_what_changed_elsewhere_since_it_was_submitted_is_not_approved(
    account: Account, cast: dict[str, User]
) -> None:
    stages.submit(account, cast["clerk"])
    Unit.objects.filter(pk=account.unit_id).update(name="新名称")
    with pytest.raises(Refused, match=r"报送之后，报告的内容变了.*退回后重新报送"):
        workflow.review(account, by=cast["reviewer"])


@pytest.mark.parametrize(
    ("dates", "why"),
    [
        ({"replied": None}, "没有填写批复日期"),
        ({"replied": timezone.localdate() + timedelta(days=2)}, "不能晚于今天"),
        ({"replied": DAY, "approved": date(2025, 9, 2)}, "批准日期2025年9月2日晚于批复日期2025年9月1日"),
    ],
)
def test_the_dates_of_a_reply_follow_one_another(
    account: Account, cast: dict[str, User], dates: dict[str, Any], why: str
) -> None:
    to_reviewed(account, cast)
    with pytest.raises(Refused, match=why):
        workflow.reply(account, by=cast["bureau"], **dates)
    assert status(account) == "reviewed" and Account.objects.get().replied_on is None


@pytest.mark.parametrize(
    ("at", "why"),
    [
        ("submitted", "已报送，不能修改；正在等审核。要修改，请审核人退回"),
        ("reviewed", "已审核，不能修改；正在等财政部门批复。要修改，请审核人或财政部门退回"),
        ("replied", "已批复，不能修改；正在等公开。要修改，请财政部门或公开人退回"),
        ("ordered", "待公开，不能修改；正在生成公开版本。要修改，请公开人先取消公开"),
        ("published", "已公开，不能修改；如需更正，请公开人或财政部门先重新打开"),
    ],
)
def test_a_locked_account_says_why_and_who_can_open_it(account: Account, at: str, why: str) -> None:
    stages.put_in(account, at)
    with pytest.raises(Closed, match=why):
        filing.explain(account, {"reason.overall": "原因"}, by="张三")
    assert workflow.why_locked(account).startswith(f"{account.get_status_display()}，内容锁定：")


def test_who_acts_next_is_said_by_name(account: Account, cast: dict[str, User]) -> None:
    assert workflow.who_acts_next(account).people == ("张三",)
    stages.submit(account, cast["clerk"])
    person("钱七", "reviewer", account.unit, first_name="七", last_name="钱 ")
    found = workflow.who_acts_next(Account.objects.get())
    assert found.people == ("李四", "七 钱") or len(found.people) == 2
    assert found.sentence == "由审核人审核：通过，或写明理由退回。"
    assert found.locked == "已报送，内容锁定：正在等审核。要修改，请审核人退回。"


@pytest.mark.parametrize("at", WAITING)
def test_every_status_says_what_it_waits_for(account: Account, at: str) -> None:
    stages.put_in(account, at)
    found = workflow.who_acts_next(account)
    assert found.sentence.endswith("。") and found.then.endswith("。")


def test_roles_are_counted_as_permissions_count_them(department: Unit) -> None:
    """For every role, held in the department or in a unit, and every unit."""
    units = list(Unit.objects.all())
    forms = {True: "jilin-2024-department", False: "jilin-2024-unit"}
    for n, (role, unit) in enumerate(product(Membership.Role, units)):
        user = person(f"某{n}", role, unit)
        for each in units:
            account = Account(unit=each, year=2024, edition=forms[each.is_department])
            held = permissions.units_for(user, frozenset({role})).filter(pk=each.pk).exists()
            assert (role in roles.roles_of(user, account)) == held


# What the database says by itself.

PAIRS = {(t.before.value, t.after.value) for t in TRANSITIONS}


def raw(account: Account, before: str, after: str, **fields: Any) -> Step:
    given = {"by": "维护人", "reason": "维护", **fields}
    return Step.objects.create(account=account, before=before, after=after, **given)


@pytest.mark.parametrize("before", Account.Status.values)
def test_the_database_knows_the_same_steps(account: Account, before: str) -> None:
    for after in Account.Status.values:
        if (before, after) in PAIRS - {("draft", "published")}:
            stages.put_in(account, before)
            raw(account, before, after)
            assert status(account) == after
        else:
            with pytest.raises(IntegrityError, match=r"no step from|never published|Only a withdrawal"):
                refused(lambda after=after: raw(account, before, after))


def refused(act: Callable[[], object]) -> None:
    with transaction.atomic():
        act()


def round_the_verbs(account: Account) -> Iterator[Callable[[], object]]:
    """Ways to approve what 张三 submitted, as 张三."""
    yield lambda: raw(account, "submitted", "reviewed", by="张三")
    yield lambda: raw(account, "submitted", "reviewed", by=" 张三 ")
    yield lambda: raw(account, "submitted", "reviewed", by="别名", person=7)
    yield lambda: Account.objects.update(status="reviewed")
    yield lambda: Account.objects.bulk_create(
        [Account(unit=account.unit, year=2030, edition="x", scale="wan", status="published")]
    )
    yield lambda: execute("UPDATE accounts_account SET status = 'replied'")


def execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def test_nobody_goes_round_the_second_person(account: Account) -> None:
    raw(account, "draft", "submitted", by="张三", person=7)
    for way in round_the_verbs(account):
        with pytest.raises(IntegrityError, match=r"Approval by who submitted|an account moves by a step"):
            refused(way)
    assert status(account) == "submitted"


def test_the_database_asks_for_the_reason(account: Account) -> None:
    raw(account, "draft", "submitted")
    with pytest.raises(IntegrityError, match="A step back without a reason"):
        raw(account, "submitted", "draft", reason=" ")


def test_a_step_starts_where_the_account_is(account: Account) -> None:
    with pytest.raises(IntegrityError, match="The account is not submitted"):
        raw(account, "submitted", "reviewed")


@pytest.mark.django_db(transaction=True)
def test_two_who_submit_at_once_make_one_step(account: Account) -> None:
    """One person twice, from two windows; and a colleague."""
    clerk, other = (person(name, "clerk", account.unit) for name in ("张三", "同事"))

    def press(by: User) -> str:
        try:
            return stages.submit(Account.objects.get(pk=account.pk), by).by
        except Refused as refusal:
            return str(refusal)
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        said = list(pool.map(press, [clerk, clerk, other] * 2))
    [step] = Step.objects.filter(account=account)
    assert said.count(step.by) == (4 if step.by == "张三" else 2)
    assert all(word == step.by or "不能报送" in word for word in said)
