"""The command lists what the rules find, as text and as JSON, and fails where there are open errors."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from accounts import acceptance, filing, ledger
from accounts.acceptance import accept
from accounts.checks import listing
from accounts.checks.engine import Quote
from accounts.checks.standing import judged
from accounts.figures import at
from accounts.models import Account
from disclosures import rendering, sample_files
from disclosures.checks import RULES, run
from tests import stages
from tests.samples import load_printed


@pytest.fixture(autouse=True)
def samples(db: None) -> None:
    load_printed()


def check(unit: str, *options: str) -> tuple[str, str]:
    """What is written, and with what error it ends."""
    out = StringIO()
    try:
        call_command("checkaccount", unit, "2024", *options, stdout=out, skip_checks=True)
    except CommandError as error:
        return out.getvalue(), f"{error.returncode} {error}"
    return out.getvalue(), ""


def findings(unit: str, *options: str) -> dict[str, Any]:
    """The first finding of each rule."""
    found = json.loads(check(unit, "--format=json", *options)[0])["findings"]
    return {each["rule"]: each for each in reversed(found)}


def test_text_lists_the_gravest_first_then_what_could_not_run_then_the_sums() -> None:
    text, error = check("yanbian")
    lines = text.splitlines()
    assert lines[0].startswith("错误 ")
    assert "错误 B50 《一般公共预算财政拨款基本支出决算明细表》是空表" in text
    assert "未能检查 C51 年初结转等于上年年末结转：2023年度只有供比较的数，没有年末结转" in lines
    assert lines[-2].startswith("错误 ") and "；尾差 3 处" in lines[-1]
    assert error.startswith("1 有 ")


def test_json_has_addresses_numbers_and_the_state_of_every_rule() -> None:
    text, error = check("liaoyuan", "--format=json")
    data = json.loads(text)
    found = findings("liaoyuan")["A19"]
    assert found["addresses"] == ["t05/2080599/total", "t05/2080599/project", "t05/2080599/basic"]
    assert (found["numbers"], found["difference"]) == (["17830000.00", "177830000.00"], "-160000000.00")
    assert (found["level"], found["state"], found["quote"]) == ("错误", "open", None)
    assert {each["rule"] for each in data["rules"]} == set(RULES)
    assert error.startswith("1 有 ")


def test_accepted_errors_do_not_count() -> None:
    account = Account.objects.of("liaoyuan", 2024)
    clean = sample_files.read("liaoyuan-2024", corrected=True)
    filing.explain(account, {**dict.fromkeys(ledger.load_case(account).texts), **clean.texts}, by="填报人")
    filing.put_projects(account, clean.projects, by="填报人")
    case = ledger.load_case(account)
    for each in judged(case, run(case), acceptance.given(account)):
        if each.blocks:
            accept(account, each.finding.rule, each.fingerprint, reason="财政批复的决算如此", by="填报人")
    text, error = check("liaoyuan")
    assert not error and "错误 0 处，需说明 0 处" in text and "已说明 A19" in text
    assert "    财政批复的决算如此（填报人，" in text
    accepted = findings("liaoyuan")["A19"]
    assert (accepted["state"], accepted["reason"], accepted["by"]) == (
        "accepted",
        "财政批复的决算如此",
        "填报人",
    )


def test_a_lapsed_acceptance_counts_again() -> None:
    test_accepted_errors_do_not_count()
    account = Account.objects.of("liaoyuan", 2024)
    ledger.record(account, {at("t05/2080599/total"): None}, by="填报人")
    text, error = check("liaoyuan")
    assert error.startswith("1 有 ") and "曾有说明，所说的内容已变，不再有效：财政批复的决算如此" in text
    assert findings("liaoyuan")["A19"]["state"] == "lapsed"


def test_an_account_without_errors_ends_well(
    tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    stages.keep_files_in(tmp_path, settings)
    monkeypatch.setattr(rendering, "files", lambda *given: {"empty": b""})
    call_command("loadsample", stdout=StringIO(), skip_checks=True)
    text, error = check("liaoyuan")
    assert "错误 0 处" in text and not error


def test_an_unknown_unit_is_named() -> None:
    assert check("nobody")[1].startswith("2 没有代码为 nobody 的单位")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_text_is_read_in_the_encodings_people_have(
    tmp_path: Path, encoding: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []
    monkeypatch.setattr(
        "disclosures.management.commands.checkaccount.run", lambda case: seen.append(case.given) or []
    )
    (tmp_path / "text").write_bytes("一、总体情况\r\n收入１００万元".encode(encoding))
    assert check("liaoyuan", f"--text={tmp_path / 'text'}")[1] == ""
    assert seen == ["一、总体情况\n收入１００万元"]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"PK\x03\x04rest", "是 Word 文档（.docx）或压缩文件，请用 Word 另存为"),
        (b"\xd0\xcf\x11\xe0rest", "是旧版 Word 文档（.doc）"),
        (b"%PDF-1.7", "是 PDF 文件"),
        (b"\xef\xbb\xbf \n", "是空的，没有可检查的文字"),
        (b"{\\rtf1", "是 RTF 文档"),
        (b"\x00\x01\x02", "不是纯文本"),
        (b"\xff\xff\xff", "的编码无法识别"),
        (b"a" * (2 * 1024 * 1024 + 1), "太大"),
    ],
)
def test_what_is_not_a_text_is_refused_with_what_to_do(tmp_path: Path, content: bytes, told: str) -> None:
    file = tmp_path / "text"
    file.write_bytes(content)
    text, error = check("liaoyuan", f"--text={file}")
    assert told in error and str(file) in error and error.startswith("2 ") and not text


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    assert check("liaoyuan", f"--text={tmp_path}/none.txt")[1] == f"2 找不到文件 {tmp_path}/none.txt"
    assert check("liaoyuan", f"--text={tmp_path}")[1] == f"2 {tmp_path} 是文件夹，不是文件"


def test_quoted_words_are_listed_with_what_to_write_instead() -> None:
    assert [listing.worded(Quote("其它", 0, 2, instead)) for instead in ("其他", "", None)] == [
        "“其它”改为“其他”",
        "删去“其它”",
        "“其它”",
    ]
