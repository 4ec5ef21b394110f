"""The steps from a draft to a published account, as data: who takes them, what they are called, what then."""

from collections.abc import Iterable
from dataclasses import dataclass

from accounts.models import Account, Membership, Step

Role = Membership.Role
Status = Account.Status
Verb = Step.Verb


@dataclass(frozen=True)
class Transition:
    """One step: by whom, what its button says and what happens then."""

    verb: Verb
    before: Status
    after: Status
    roles: frozenset[Role]
    title: str
    then: str
    reason: bool = False
    proof: bool = False
    """Whether the page asks for the password again."""
    approves: bool = False
    """Then not by who submitted."""


def to(
    verb: Verb, before: Status, after: Status, roles: Iterable[Role], title: str, then: str, **more: bool
) -> Transition:
    return Transition(verb, before, after, frozenset(roles), title, then, **more)


BACK = "退回后重新可以填写，由填报人按理由修改、再报送；已经办过的审核和批复要重新办。"
TRANSITIONS = (
    to(
        Verb.SUBMIT,
        Status.DRAFT,
        Status.SUBMITTED,
        [Role.CLERK],
        "报送审核",
        "报送后即锁定，不能再改；由审核人审核。审核人可以退回，退回后才能修改。",
    ),
    to(
        Verb.REVIEW,
        Status.SUBMITTED,
        Status.REVIEWED,
        [Role.REVIEWER],
        "审核通过",
        "通过后等财政部门批复，内容仍然锁定；批复之前可以退回。",
        proof=True,
        approves=True,
    ),
    to(Verb.RETURN, Status.SUBMITTED, Status.DRAFT, [Role.REVIEWER], "退回填报人", BACK, reason=True),
    to(
        Verb.REPLY,
        Status.REVIEWED,
        Status.REPLIED,
        [Role.BUREAU],
        "登记批复",
        "登记后等公开人公开，内容仍然锁定；公开之前可以退回。",
        proof=True,
        approves=True,
    ),
    to(
        Verb.RETURN,
        Status.REVIEWED,
        Status.DRAFT,
        [Role.REVIEWER, Role.BUREAU],
        "退回填报人",
        BACK,
        reason=True,
    ),
    to(
        Verb.ORDER,
        Status.REPLIED,
        Status.ORDERED,
        [Role.PUBLISHER],
        "公开",
        "立即生成网页、PDF和数据文件，生成后任何人都能看到。公开的版本不能改动，有错只能另发更正版。",
        proof=True,
        approves=True,
    ),
    to(
        Verb.RETURN,
        Status.REPLIED,
        Status.DRAFT,
        [Role.BUREAU, Role.PUBLISHER],
        "退回填报人",
        BACK,
        reason=True,
    ),
    to(Verb.PUBLISH, Status.ORDERED, Status.PUBLISHED, [], "公开", "文件生成后自动完成。"),
    to(
        Verb.CANCEL,
        Status.ORDERED,
        Status.REPLIED,
        [Role.PUBLISHER],
        "取消公开",
        "取消后回到已批复，可以再次公开，也可以退回。",
    ),
    to(
        Verb.REOPEN,
        Status.PUBLISHED,
        Status.DRAFT,
        [Role.PUBLISHER, Role.BUREAU],
        "重新打开以更正",
        "已公开的版本不变；填报人改好后重新报送、审核、批复，公开为新的一版。",
        reason=True,
    ),
    to(
        Verb.CLOSE,
        Status.DRAFT,
        Status.PUBLISHED,
        [Role.PUBLISHER, Role.BUREAU],
        "内容未变，恢复为已公开",
        "只有内容与已公开的版本完全一致时才能恢复。",
    ),
)
WITHDRAW = to(
    Verb.WITHDRAW,
    Status.PUBLISHED,
    Status.DRAFT,
    [Role.PUBLISHER, Role.BUREAU],
    "撤回",
    "这一版的网页和文件立即不能再看，随后删除，不能恢复；页面只留单位、年度和撤回日期。",
    reason=True,
    proof=True,
)
"""Of one version, at any time. The account only moves where that version is what it stands for."""
WHO = {
    Role.CLERK: "填报人",
    Role.REVIEWER: "审核人",
    Role.BUREAU: "财政部门",
    Role.PUBLISHER: "公开人",
    Role.ADMINISTRATOR: "单位管理员",
}
WAITING = {
    Status.DRAFT: (Verb.SUBMIT, "由本单位填报人填写。改动不会公开。填完、办好保密审查和负责人审签后报送。"),
    Status.SUBMITTED: (Verb.REVIEW, "由审核人审核：通过，或写明理由退回。"),
    Status.REVIEWED: (Verb.REPLY, "由财政部门批复：登记批复日期，或写明理由退回。"),
    Status.REPLIED: (Verb.ORDER, "由公开人公开。"),
    Status.ORDERED: (Verb.PUBLISH, "正在生成公开版本，生成后自动完成；生成失败时由公开人重试或取消。"),
    Status.PUBLISHED: (Verb.REOPEN, "已经完成。发现错误时，由公开人或财政部门重新打开，另发更正版。"),
}
"""What each status waits for, and how that is said."""


def transition(account: Account, verb: str) -> Transition | None:
    """The step of that name that leads on from where the account is."""
    return next((t for t in TRANSITIONS if (t.verb, t.before) == (verb, account.status)), None)
