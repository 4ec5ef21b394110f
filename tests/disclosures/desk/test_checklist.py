"""The inspector's checklist: every rule a line in its dimension, timeliness by dates, the rest by hand."""

from datetime import date

import pytest
from django.test import Client

from accounts import ledger
from accounts.acceptance import accept
from accounts.checks.standing import fingerprint
from accounts.models import Account
from disclosures.checks import RULES, run
from disclosures.desk.checklist import Sheet, in_time, sheet
from disclosures.duties.dates import Terms, deadline
from disclosures.verdicts import Verdict
from tests.casebook import case

NEVER = Terms(None, None, 20, False)


def of(found: Sheet, code: str) -> str:
    (line,) = [row for section in found.sections for row in section.rows if row.code == code]
    return line.verdict.value


def test_every_rule_is_a_line_in_one_of_five_sections() -> None:
    found = sheet(case(), run(case()), [], NEVER)
    assert [section.title for section in found.sections] == [
        "完整性",
        "细化程度",
        "及时性",
        "公开形式",
        "真实性",
    ]
    lines = [row.code for section in found.sections for row in section.rows]
    assert set(RULES) <= set(lines) and len(lines) == len(set(lines))
    assert sum(n for _, n in found.counts) == len(lines)
    assert all(section.rows for section in found.sections)


def test_a_line_says_how_its_rule_ended() -> None:
    known = case("t03/205/basic 60.00 t03/205/project 40.00 t03/205/total 101.00")
    found = sheet(known, run(known), [], NEVER)
    assert of(found, "A10") == "不合格" and of(found, "A07") == "不适用"
    good = case("t03/205/basic 60.00 t03/205/project 40.00 t03/205/total 100.00")
    assert of(sheet(good, run(good), [], NEVER), "A10") == "合格"


def test_a_line_with_all_explained_says_so(clerk: Client, draft: Account) -> None:
    known = ledger.load_case(draft)
    finding = next(each for result in run(known) for each in result.findings if each.rule == "A19")
    accept(draft, "A19", fingerprint(known, finding), reason="财政批复的决算如此", by="填报人")
    page = clerk.get(f"/desk/accounts/{draft.pk}/checklist/").content.decode()
    line = page[page.index('<td class="code">A19</td>') :].split("</tr>")[0]
    assert "说明后保留" in line and "财政批复的决算如此" in line and "填报人" in line


@pytest.mark.parametrize(
    ("disclosed", "verdict", "told"),
    [
        (date(2025, 8, 6), Verdict.GOOD, "2025年7月17日批复，2025年8月6日前应公开；2025年8月6日公开。"),
        (date(2025, 8, 7), Verdict.BAD, "2025年7月17日批复，2025年8月6日前应公开；2025年8月7日公开。"),
        (None, Verdict.UNKNOWN, "2025年7月17日批复，2025年8月6日前应公开；还没有公开。"),
    ],
)
def test_in_time_is_within_twenty_days_of_the_reply(
    disclosed: date | None, verdict: Verdict, told: str
) -> None:
    line = in_time(Terms(date(2025, 7, 17), disclosed, 20, False))
    assert (line.verdict, line.found) == (verdict, (told,))
    assert "没有写明自然日还是工作日，本单按自然日计算" in line.sentence


def test_without_the_date_of_the_reply_it_is_looked_up_by_hand() -> None:
    line = in_time(NEVER)
    assert line.verdict is Verdict.UNKNOWN and line.by_hand and "人工核对" in line.found[0]


def test_working_days_leave_out_the_weekends() -> None:
    friday = date(2025, 7, 18)
    assert deadline(friday, 1, working=True) == date(2025, 7, 21)
    assert deadline(friday, 20, working=True) == date(2025, 8, 15)
    assert deadline(friday, 20, working=False) == date(2025, 8, 7)
    assert "没有扣除法定节假日" in in_time(Terms(friday, None, 20, True)).sentence


def test_a_department_is_asked_for_its_units(draft: Account) -> None:
    known = ledger.load_case(Account.objects.of("yanbian", 2024))
    assert of(sheet(known, run(known), [], NEVER), "人工一") == "未能检查"
    alone = ledger.load_case(draft)
    codes = [row.code for section in sheet(alone, run(alone), [], NEVER).sections for row in section.rows]
    assert "人工一" not in codes
