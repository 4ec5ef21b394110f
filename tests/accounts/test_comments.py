"""审核意见: on a place there is, answered, closed, and never altered."""

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction

from accounts import comments, filing, workflow
from accounts.comments import answer, close, comment, unanswered
from accounts.models import Account, Answer, Closing, Comment, Unit
from accounts.projects import ProjectSheet
from accounts.refusals import Refused, WrongAddress
from tests import stages
from tests.accounts.test_workflow import person


@pytest.fixture
def clerk(account: Account) -> User:
    return person("张三", "clerk", account.unit)


@pytest.fixture
def reviewer(account: Account) -> User:
    return person("李四", "reviewer", account.unit)


def open_ones(account: Account) -> int:
    return len(unanswered(comments.of(account)))


def test_a_comment_is_answered_and_closed(account: Account, clerk: User, reviewer: User) -> None:
    said = comment(account, "t03/205/basic", "与预算不符", by=reviewer)
    assert open_ones(account) == 1
    answer(account, said.pk, "已按批复预算改", by=clerk)
    assert open_ones(account) == 0
    close(account, said.pk, by=reviewer)
    close(account, said.pk, by=person("王五", "bureau", account.unit))
    assert (Closing.objects.get().by, Answer.objects.get().by) == ("李四", "张三")
    with pytest.raises(Refused, match="已由李四办结，不再答复"):
        answer(account, said.pk, "还有", by=clerk)


@pytest.mark.parametrize(
    "place", ["", "t03/205/basic", "t03", "duties", "reason.overall", "replace.overall", "project/road/score"]
)
def test_it_is_about_a_place_there_is(account: Account, reviewer: User, place: str) -> None:
    filing.put_projects(account, [ProjectSheet("road", "道路养护", "本级")], by="张三")
    assert comment(account, place, "请核对", by=reviewer).place == place


@pytest.mark.parametrize(
    "place", ["t99/1/2", "t03/205/colour", "weather", "project/way/score", "<b>", "a/b/c/d"]
)
def test_there_is_none_about_another(account: Account, reviewer: User, place: str) -> None:
    with pytest.raises(WrongAddress, match=r"没有.*这个位置"):
        comment(account, place, "请核对", by=reviewer)


def test_each_side_has_its_part(account: Account, clerk: User, reviewer: User) -> None:
    said = comment(account, "", "总体请再核对", by=reviewer)
    elsewhere = Unit.objects.create(code="elsewhere", name="别处", kind="unit", level="市")
    with pytest.raises(Refused, match="只有审核人或财政部门可以提审核意见"):
        comment(account, "", "我也说", by=clerk)
    with pytest.raises(Refused, match="只有填报人可以答复"):
        answer(account, said.pk, "好", by=reviewer)
    with pytest.raises(Refused, match="只有审核人或财政部门可以办结"):
        close(account, said.pk, by=clerk)
    with pytest.raises(Refused, match="没有这个角色"):
        answer(account, said.pk, "好", by=person("外人", "clerk", elsewhere))


def test_a_second_click_says_nothing_new(account: Account, clerk: User, reviewer: User) -> None:
    said = comment(account, "t03", "请核对", by=reviewer)
    assert comment(account, "t03", " 请核对\r\n", by=reviewer) == said
    assert answer(account, said.pk, "好", by=clerk) == answer(account, said.pk, "好", by=clerk)


@pytest.mark.parametrize("text", ["", " \r\n ", "长" * 2001])
def test_it_says_something_and_not_too_much(account: Account, reviewer: User, text: str) -> None:
    with pytest.raises(Refused, match=r"内容是空的|最多 2000 字"):
        comment(account, "", text, by=reviewer)


def test_none_on_what_is_published_and_none_of_another_account(
    account: Account, clerk: User, reviewer: User
) -> None:
    with pytest.raises(Refused, match="没有这条审核意见"):
        answer(account, 4711, "好", by=clerk)
    stages.put_in(account, "published")
    with pytest.raises(Refused, match="已公开，不再接受审核意见"):
        comment(account, "", "晚了", by=reviewer)


def test_what_was_said_is_never_altered(account: Account, clerk: User, reviewer: User) -> None:
    said = comment(account, "", "请核对", by=reviewer)
    answer(account, said.pk, "好", by=clerk)
    close(account, said.pk, by=reviewer)
    for rows in (Comment.objects, Answer.objects, Closing.objects):
        with pytest.raises(IntegrityError, match="never altered"), transaction.atomic():
            rows.update(by="别人")


def test_nothing_is_approved_with_an_open_comment(account: Account, reviewer: User) -> None:
    stages.submit(account)
    said = comment(account, "", "请核对", by=reviewer)
    with pytest.raises(Refused, match="还有 1 条审核意见没有办结"):
        workflow.review(account, by=reviewer)
    close(account, said.pk, by=reviewer)
    assert workflow.review(account, by=reviewer).after == "reviewed"
    comment(account, "t03", "财政也看", by=stages.BUREAU)
    with pytest.raises(Refused, match="还有 1 条审核意见没有办结"):
        workflow.reply(account, by=stages.BUREAU, replied=stages.DAY)
