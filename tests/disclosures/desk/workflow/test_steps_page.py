"""The page of the steps and its buttons: who sees which, what they do, and that nobody else finds them."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts import comments, ledger, workflow
from accounts.figures import at
from accounts.models import Account, Comment, Membership, SignOff, Step, WrongPassword
from accounts.money import from_wan
from disclosures.models import Publication, PublishOrder
from disclosures.printing import PrintFailed, Tell
from tests import stages
from tests.disclosures.desk.conftest import Printer, nowhere
from tests.disclosures.desk.workflow.conftest import DAY, PASSWORD, person, sign
from tests.stages import BUREAU, CLERK, REVIEWER

GETS = ("steps/", "changes/", "history/", "comments/")
POSTS = (
    *("steps/submit", "steps/review", "steps/return", "steps/reply", "steps/order", "steps/cancel"),
    *("steps/reopen", "steps/close", "steps/sign", "comments/say", "comments/answer", "comments/close"),
)


def url(account: Account, rest: str = "steps/") -> str:
    return f"/desk/accounts/{account.pk}/{rest}"


def shown(client: Client, account: Account, rest: str = "steps/") -> str:
    answer = client.get(url(account, rest))
    assert answer.status_code == 200
    return answer.content.decode()


def seen(client: Client, account: Account) -> str:
    """What the page a person has before them says it saw."""
    found = re.search(r'name="seen" value="(\d+)"', shown(client, account))
    return found[1] if found else "0"


def press(client: Client, account: Account, verb: str, **fields: Any) -> Any:
    sent = {"password": PASSWORD, "seen": fields.pop("seen", None) or seen(client, account), **fields}
    return client.post(url(account, f"steps/{verb}"), sent)


def refusal(answer: Any) -> str:
    assert answer.status_code == 409
    found = re.search(r'<div class="refusal" role="alert"><p>(.*?)</p>', answer.content.decode())
    assert found
    return found[1]


def status(account: Account) -> str:
    return Account.objects.get(pk=account.pk).status


def buttons(client: Client, account: Account) -> list[str]:
    return re.findall(r'action="/desk/accounts/\d+/steps/(\w+)" class="act', shown(client, account))


def submitted(account: Account) -> None:
    sign(account)
    stages.submit(account)


# Who finds it.


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("rest", [*GETS, *POSTS, "steps/nonsense"])
def test_for_others_there_is_nothing(outsider: Client, account: Account, rest: str, method: str) -> None:
    nowhere(outsider, method, url(account, rest), f"/desk/accounts/{account.pk + 1}/{rest}")
    assert not Step.objects.exists() and not Comment.objects.exists() and not SignOff.objects.exists()


def test_a_post_from_another_site_is_refused(account: Account, clerk: Client) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(User.objects.get(username="张三"))
    sign(account)
    assert strict.post(url(account, "steps/submit"), {"seen": "0"}).status_code == 403
    assert status(account) == "draft"


def test_a_step_is_not_taken_by_looking(account: Account, clerk: Client) -> None:
    sign(account)
    assert clerk.get(url(account, "steps/submit")).status_code == 405
    assert clerk.post(url(account, "steps/publish"), {"seen": "0"}).status_code == 404
    assert clerk.post(url(account, "steps/nonsense")).status_code == 404
    assert not Step.objects.exists()


# What is shown.


def test_each_sees_the_buttons_that_are_theirs(
    account: Account, clerk: Client, reviewer: Client, bureau: Client, publisher: Client
) -> None:
    everybody = (clerk, reviewer, bureau, publisher)
    sign(account)
    found = [[buttons(each, account) for each in everybody]]
    for step in (
        lambda: stages.submit(account),
        lambda: workflow.review(account, by=REVIEWER),
        lambda: workflow.reply(account, by=BUREAU, replied=DAY),
        lambda: stages.publish(account),
    ):
        step()
        found.append([buttons(each, account) for each in everybody])
    assert found == [
        [["submit"], [], [], []],
        [[], ["review", "return"], [], []],
        [[], ["return"], ["reply", "return"], []],
        [[], [], ["return"], ["order", "return"]],
        [[], [], ["reopen"], ["reopen"]],
    ]


def code(device: TOTPDevice) -> str:
    return f"{totp(device.bin_key):06}"


def test_who_has_two_step_login_is_asked_for_a_code_too(
    account: Account, reviewer: Client, bureau: Client
) -> None:
    device = TOTPDevice.objects.create(user=User.objects.get(username="李四"))
    submitted(account)
    assert 'name="code"' in shown(reviewer, account)
    assert "请填动态码" in refusal(press(reviewer, account, "review"))
    assert "密码不对" in refusal(press(reviewer, account, "review", password="别的", code=code(device)))
    TOTPDevice.objects.update(throttling_failure_count=0, throttling_failure_timestamp=None)
    assert press(reviewer, account, "review", code=code(device)).status_code == 302, "not used up"
    assert 'name="code"' not in shown(bureau, account), "has none"


@pytest.mark.parametrize("verb", ["review", "reply", "order"])
def test_a_code_is_good_once_and_cannot_be_guessed(account: Account, verb: str) -> None:
    who = {"review": "reviewer", "reply": "bureau", "order": "publisher"}[verb]
    client = person("赵某", account, who)
    steps = {"review": stages.submit, "reply": stages.submit, "order": stages.approve}
    steps[verb](account)
    if verb == "reply":
        workflow.review(account, by=REVIEWER)
    device = TOTPDevice.objects.create(user=User.objects.get(username="赵某"))
    assert device.verify_token(code(device)), "as at the login, a moment ago"
    assert "用过的不能再用" in refusal(press(client, account, verb, code=code(device), **dates(verb)))
    TOTPDevice.objects.update(throttling_failure_count=6, throttling_failure_timestamp=timezone.now())
    later = f"{totp(device.bin_key, t0=-30):06}"
    assert "请稍等片刻" in refusal(press(client, account, verb, code=later, **dates(verb)))
    TOTPDevice.objects.update(throttling_failure_count=0, throttling_failure_timestamp=None)
    assert press(client, account, verb, code=later, **dates(verb)).status_code == 302


def dates(verb: str) -> dict[str, str]:
    return {"reply": {"replied": "2025-09-01"}, "order": {"disclosed": "2025-09-26"}}.get(verb, {})


def test_it_says_who_acts_next_and_what_then(account: Account, clerk: Client, reviewer: Client) -> None:
    page = shown(clerk, account)
    assert "由本单位填报人填写。" in page and "可以办理的人：张三。报送后即锁定，不能再改" in page
    submitted(account)
    page = shown(clerk, account)
    assert "可以办理的人：李四。通过后等财政部门批复" in page
    assert "已报送，内容锁定：正在等审核。要修改，请审核人退回。" in page
    assert "没有需要您办理的步骤" in page


def test_who_submitted_is_told_why_they_may_not_review(account: Account) -> None:
    both = person("张三", account, "clerk", "reviewer")
    sign(account)
    press(both, account, "submit")
    assert "这一轮是您报送的，审核通过要由另一位审核人办理" in shown(both, account)
    assert buttons(both, account) == ["return"]
    answer = press(both, account, "review", seen=str(Step.objects.get().pk))
    assert "这一轮是张三报送的，不能由同一人审核通过" in refusal(answer)
    assert status(account) == "submitted"


def test_a_draft_lists_what_is_still_asked(account: Account, clerk: Client) -> None:
    cell = at("t03/2080109/project")
    ledger.record(account, {cell: ledger.load(account)[cell] + from_wan(1)}, by="张三")
    page = shown(clerk, account)
    assert re.search(r"还有 \d+ 个问题没有改正或说明：<a href", page)
    assert "还没有登记保密审查" in page and "还没有登记负责人审签" in page
    answer = press(clerk, account, "submit")
    assert re.search(r"没有报送：还有 \d+ 个问题没有改正或说明；还没有登记保密审查", refusal(answer))


# What is done.


def test_from_the_desk_to_the_public(
    account: Account, clerk: Client, reviewer: Client, bureau: Client, publisher: Client
) -> None:
    """Only by pages."""
    for kind, signer in (("secrecy", "周八"), ("leader", "局长")):
        answer = clerk.post(
            url(account, "steps/sign"), {"kind": kind, "signer": signer, "signed_on": "2025-09-01"}
        )
        assert answer.status_code == 302
    assert "保密审查：周八，2025年9月1日（张三登记）" in shown(clerk, account)
    assert press(clerk, account, "submit").status_code == 302
    assert press(reviewer, account, "return", reason="请核对\r\n表三").status_code == 302
    assert "请核对<br>表三" in shown(clerk, account)
    assert press(clerk, account, "submit").status_code == 302
    assert press(reviewer, account, "review").status_code == 302
    assert press(bureau, account, "reply", replied="2025-09-10", approved="").status_code == 302
    answer = press(publisher, account, "order", disclosed="2025-09-20")
    order = PublishOrder.objects.get()
    assert answer["Location"] == f"/desk/orders/{order.pk}/"
    stages.work()
    assert Publication.objects.get().disclosed.isoformat() == "2025-09-20"
    assert list(Step.objects.values_list("verb", "by")) == [
        *(("submit", "张三"), ("return", "李四"), ("submit", "张三"), ("review", "李四")),
        *(("reply", "王五"), ("order", "赵六"), ("publish", "赵六")),
    ]
    page = shown(clerk, account)
    assert "2025年9月10日批复" in page and "公开第1版" in page


def test_a_failed_version_waits_on_its_page(
    account: Account, publisher: Client, printer: Callable[[Printer], None]
) -> None:
    def broken(progress: Tell) -> None:
        raise PrintFailed("没有纸")

    stages.approve(account)
    printer(broken)
    assert press(publisher, account, "order", disclosed="2025-09-20").status_code == 302
    stages.work()
    assert (PublishOrder.objects.get().state, status(account)) == ("failed", "ordered")
    assert "看第1版的生成进度" in shown(publisher, account)
    assert press(publisher, account, "cancel").status_code == 302
    assert status(account) == "replied"


@pytest.mark.parametrize("verb", ["review", "reply", "order"])
def test_approving_and_publishing_ask_for_the_password(
    account: Account, reviewer: Client, bureau: Client, publisher: Client, verb: str
) -> None:
    submitted(account)
    if verb != "review":
        workflow.review(account, by=REVIEWER)
    if verb == "order":
        workflow.reply(account, by=BUREAU, replied=DAY)
    client = {"review": reviewer, "reply": bureau, "order": publisher}[verb]
    before, dates = status(account), {"replied": "2025-09-10", "disclosed": "2025-09-20"}
    assert 'type="password"' in shown(client, account)
    for wrong in ("", "别的"):
        assert "密码不对，没有办理" in refusal(press(client, account, verb, password=wrong, **dates))
    assert (status(account), WrongPassword.objects.count()) == (before, 2)
    assert press(client, account, verb, **dates).status_code == 302
    assert status(account) != before


def test_what_was_typed_is_kept_but_never_the_password(account: Account, bureau: Client) -> None:
    submitted(account)
    workflow.review(account, by=REVIEWER)
    page = press(bureau, account, "reply", replied="2025-09-10", password="别的秘密").content.decode()
    assert 'value="2025-09-10"' in page and "别的秘密" not in page


def test_a_proof_is_good_for_one_act(account: Account, reviewer: Client, bureau: Client) -> None:
    submitted(account)
    press(reviewer, account, "review")
    workflow.return_to_clerk(account, by=REVIEWER, reason="改")
    sign(account)
    stages.submit(account)
    assert "密码不对" in refusal(press(reviewer, account, "review", password=""))


def test_sending_back_needs_a_reason_and_keeps_it(account: Account, reviewer: Client) -> None:
    submitted(account)
    assert "退回填报人要写明理由" in refusal(press(reviewer, account, "return", reason="  "))
    assert press(reviewer, account, "return", reason="<script>不衔接</script>").status_code == 302
    assert "&lt;script&gt;不衔接" in shown(reviewer, account)


def test_a_double_click_is_harmless(account: Account, clerk: Client, reviewer: Client) -> None:
    sign(account)
    first = seen(clerk, account)
    answers = [press(clerk, account, "submit", seen=first).status_code for _ in range(2)]
    then = seen(reviewer, account)
    answers += [press(reviewer, account, "return", seen=then, reason="改").status_code for _ in range(2)]
    assert answers == [302] * 4
    assert list(Step.objects.values_list("verb", flat=True)) == ["submit", "return"]


def test_a_double_click_publishes_once(account: Account, publisher: Client) -> None:
    stages.approve(account)
    then = seen(publisher, account)
    for _ in range(2):
        assert press(publisher, account, "order", seen=then, disclosed="2025-09-20").status_code == 302
    stages.work()
    assert Publication.objects.count() == PublishOrder.objects.count() == 1


@pytest.mark.parametrize("told", ["", "x", "-1", "9" * 40, "0"])
def test_a_stale_page_does_nothing(account: Account, reviewer: Client, told: str) -> None:
    """A form that says that it saw another step, or says nothing."""
    submitted(account)
    answer = reviewer.post(url(account, "steps/review"), {"password": PASSWORD, "seen": told})
    assert "在您打开页面之后有了变动（填报人于" in refusal(answer)
    assert status(account) == "submitted"


def test_a_role_taken_away_in_the_middle(account: Account, reviewer: Client) -> None:
    """With another role left the page is there and the act is refused; with none there is no page."""
    submitted(account)
    then, user = seen(reviewer, account), User.objects.get(username="李四")
    Membership.objects.filter(user=user).update(role="publisher")
    assert "只有审核人可以审核通过" in refusal(press(reviewer, account, "review", seen=then))
    Membership.objects.filter(user=user).delete()
    nowhere(reviewer, "post", url(account, "steps/review"))
    assert status(account) == "submitted"


@pytest.mark.parametrize(
    ("verb", "fields", "why"),
    [
        ("reply", {"replied": "昨天"}, "没有填写批复日期"),
        ("reply", {"replied": "2025-13-40"}, "没有填写批复日期"),
        ("order", {"disclosed": ""}, "没有填写公开日期"),
        ("cancel", {}, "没有公开申请可以取消"),
        ("close", {}, "不能恢复为已公开"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(
    account: Account, verb: str, fields: dict[str, str], why: str
) -> None:
    all_roles = person("全", account, "reviewer", "bureau", "publisher")
    submitted(account)
    workflow.review(account, by=REVIEWER)
    assert why in refusal(press(all_roles, account, verb, **fields))


def test_a_superuser_is_no_second_person(account: Account) -> None:
    admin = User.objects.create_superuser("管理员", password=PASSWORD)
    client = Client()
    client.force_login(admin)
    sign(account)
    assert press(client, account, "submit").status_code == 302
    answer = press(client, account, "review", seen=str(Step.objects.get().pk))
    assert "不能由同一人审核通过" in refusal(answer)


# What is said.


def test_a_comment_is_made_answered_and_closed(account: Account, clerk: Client, reviewer: Client) -> None:
    page = shown(reviewer, account, "steps/?place=t03/2080109/project")
    assert "提意见：《支出决算表》“2080109 社会保险经办机构”行“项目支出”栏" in page
    sent = {"place": "t03/2080109/project", "text": "与预算不符"}
    assert reviewer.post(url(account, "comments/say"), sent).status_code == 302
    said = Comment.objects.get()
    page = shown(clerk, account)
    assert "1 条审核意见没有答复" in page and f'/tables/t03/#{said.place}" aria-label="去改' in page
    assert "还有 1 条审核意见没有答复" in refusal(press(clerk, account, "submit"))
    stages.put_in(account, "submitted")
    assert "还有 1 条审核意见没有办结" in shown(reviewer, account)
    stages.put_in(account, "draft")
    clerk.post(url(account, "comments/answer"), {"comment": str(said.pk), "answer": "已核对"})
    answer = reviewer.post(url(account, "comments/close"), {"comment": str(said.pk)})
    assert answer["Location"].endswith(f"/steps/#c-{said.pk}")
    page = shown(clerk, account)
    assert "答复：已核对" in page and "李四于" in page and "办结" in page


@pytest.mark.parametrize(
    ("rest", "fields", "why"),
    [
        ("comments/say", {"place": "t99/1/2", "text": "意见"}, "没有“t99/1/2”这个位置"),
        ("comments/say", {"place": "", "text": " "}, "内容是空的"),
        ("comments/answer", {"comment": "x", "answer": "好"}, "没有这个角色"),
        ("comments/close", {"comment": "9" * 30}, "没有这条审核意见"),
        (
            "steps/sign",
            {"kind": "secrecy", "signer": "某", "signed_on": "2025-09-01"},
            "只有填报人可以登记审签",
        ),
    ],
)
def test_what_cannot_be_said_is_refused_and_kept(
    account: Account, reviewer: Client, rest: str, fields: dict[str, str], why: str
) -> None:
    answer = reviewer.post(url(account, rest), fields)
    assert why in refusal(answer)
    assert not Comment.objects.exists() and not SignOff.objects.exists()


def test_clerks_of_the_unit_do_not_comment(account: Account, clerk: Client) -> None:
    assert 'id="say"' not in shown(clerk, account)
    answer = clerk.post(url(account, "comments/say"), {"place": "", "text": "我说"})
    assert "只有审核人或财政部门可以提审核意见" in refusal(answer)


@pytest.mark.parametrize("many", [1, 30])
def test_the_page_costs_the_same_queries_whatever_there_is(
    account: Account, clerk: Client, many: int, django_assert_num_queries: Callable[[int], Any]
) -> None:
    sign(account)
    for n in range(many):
        said = comments.comment(account, "t03", f"意见 {n}", by=REVIEWER)
        comments.answer(account, said.pk, "好", by=CLERK)
    stages.submit(account)
    workflow.return_to_clerk(account, by=REVIEWER, reason="改")
    with django_assert_num_queries(PAGE):
        shown(clerk, account)


PAGE = 30


def test_the_other_pages_of_the_account_lead_here(account: Account, clerk: Client) -> None:
    assert f'href="{url(account)}"' in shown(clerk, account, "findings/")
