"""The preview: the report as it would be published, open comments as marks, and a way to say and ask more."""

import re
from typing import Any
from urllib.parse import unquote

import pytest
from django.test import Client

from accounts import comments
from accounts.ledger import load_case
from accounts.models import Account, Comment
from disclosures import rendering
from disclosures.assembly import build
from disclosures.report import Issue
from tests import stages
from tests.disclosures.desk.conftest import member

CELL = "t03/2080109/project"
ADDED = re.compile(r'<p class="desk-note">.*?</p>\n?|<a class="(?:say|said)".*?</a>|（空）', re.DOTALL)
LAST_PART = re.compile(r'<section class="part" id="part-supplement">.*?(?=</div>\s*</article>)', re.DOTALL)


def shown(client: Client, account: Account) -> str:
    answer = client.get(f"/desk/accounts/{account.pk}/preview/")
    assert answer.status_code == 200
    return answer.content.decode()


def article(page: str) -> str:
    found = re.search(r'<article class="report".*?</article>', page, re.DOTALL)
    assert found
    return found[0]


def say(account: Account, place: str, text: str = "请核对") -> Comment:
    return comments.comment(account, place, text, by=stages.REVIEWER)


def test_without_what_the_desk_adds_it_is_what_would_be_published(reviewer: Client, draft: Account) -> None:
    for place in ("", CELL, "overall", "profile.duties", "t05"):
        say(draft, place)
    seen = ADDED.sub("", article(shown(reviewer, draft)))
    published = rendering.article(build(load_case(draft), Issue()))
    without_contents = re.compile(r'<li[^>]*><a href="#(?:part-supplement|data-).*?</li>\n|\s')
    same = [without_contents.sub("", LAST_PART.sub("", html)) for html in (seen, published)]
    links = re.compile(r'id="t[^"]*"(?=></t)|</?a[^>]*>')  # blank cells and what is not printed can be led to
    assert links.sub("", same[0]) == links.sub("", same[1])


def test_a_reviewer_reaches_a_comment_on_each_paragraph_table_and_project(
    reviewer: Client, draft: Account
) -> None:
    page = shown(reviewer, draft)
    places = {unquote(place) for place in re.findall(r'steps/\?place=([^"#]+)#say"', page)}
    kinds = {place.split("/")[0].split(".")[0] for place in places}
    assert {"t01", "t09", "replace", "project", "operations", "overall"} <= kinds
    for place in sorted(places):
        assert say(draft, place).pk, place
    assert f'data-say="/desk/accounts/{draft.pk}/steps/?place="' in page
    assert f'href="/desk/accounts/{draft.pk}/comments/?section=t03"' in page


@pytest.mark.parametrize("role", ["clerk", "publisher", "administrator"])
def test_others_see_what_is_said_and_reach_the_history(draft: Account, role: str) -> None:
    pk = say(draft, CELL, "与批复<不符>").pk
    page = shown(member(role, role, "liaoyuan"), draft)
    assert "提意见" not in page and f'data-history="/desk/accounts/{draft.pk}/history/?cell="' in page
    assert f'<a href="#o-{pk}">' in page and f'id="o-{pk}"' in page and "与批复&lt;不符&gt;" in page
    assert re.search(rf'<td[^>]* id="{CELL}">[^<]*<a class="said" id="o-{pk}"', page)


def test_each_mark_stands_where_the_comment_is_about(clerk: Client, draft: Account) -> None:
    project = load_case(draft).projects[0].key
    at = {
        place: say(draft, place).pk
        for place in ("overall", "profile.duties", f"project/{project}", "", "t05")
    }
    page = shown(clerk, draft)
    assert "未办结的意见 5 条" in page
    drawn = {place: f'id="o-{pk}"' in page for place, pk in at.items()}
    assert drawn == {place: place != "" for place in at}
    mark = f'<p class="desk-note"><a class="said" id="o-{at["t05"]}"'
    assert re.search(rf'id="t05">\s*(<h3>.*?</h3>\s*)?{mark}', page)


def test_a_closed_comment_is_no_mark(clerk: Client, draft: Account) -> None:
    comments.close(draft, say(draft, CELL).pk, by=stages.REVIEWER)
    assert "意见</a>" not in shown(clerk, draft)


def test_of_what_is_published_nothing_more_is_said(reviewer: Client, draft: Account) -> None:
    stages.put_in(draft, "ordered")
    assert "提意见" not in shown(reviewer, draft)


@pytest.mark.parametrize("many", [0, 30])
def test_queries(reviewer: Client, draft: Account, many: int, django_assert_num_queries: Any) -> None:
    for n in range(many):
        say(draft, CELL, f"第{n}条")
    with django_assert_num_queries(16):
        shown(reviewer, draft)
