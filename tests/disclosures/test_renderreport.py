"""The command renders any account as a draft, and says what exists when it is asked for something else."""

import json
import subprocess
import zipfile
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from openpyxl import load_workbook

from disclosures import fonts, rendering
from tests import stages
from tests.samples import load_printed


@pytest.fixture(autouse=True)
def samples(db: None) -> None:
    load_printed()


def render(output: Path, unit: str = "yanbian", year: int = 2024, format: str = "txt") -> str:
    out = StringIO()
    call_command(
        "renderreport",
        unit,
        str(year),
        f"--format={format}",
        f"--output={output}",
        stdout=out,
        skip_checks=True,
    )
    return out.getvalue()


def test_text(tmp_path: Path) -> None:
    output = tmp_path / "报告.txt"
    assert render(output) == f"已生成 {output}\n"
    lines = output.read_text(encoding="utf-8").splitlines()
    assert (
        lines[0].endswith("　草稿")
        and lines[3] == "2024年度延边朝鲜族自治州社会保险事业管理局（汇总）部门决算"
    )
    assert "2080109 社会保险经办机构 965.24 779.34 185.90" in lines


def test_html_opens_by_itself_and_is_marked_as_a_draft(tmp_path: Path) -> None:
    render(tmp_path / "r.html", format="html")
    html = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert html.startswith("<!DOCTYPE html>") and "草稿，尚未公开" in html and "<style>" in html


def test_json(tmp_path: Path) -> None:
    render(tmp_path / "r.json", format="json")
    data = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    assert (data["unit"]["code"], data["version"], data["disclosed"]) == ("yanbian", 0, None)


def test_the_workbook_and_the_table_of_figures(tmp_path: Path) -> None:
    render(tmp_path / "r.xlsx", format="xlsx")
    render(tmp_path / "r.csv", format="csv")
    assert load_workbook(tmp_path / "r.xlsx").sheetnames[:2] == ["说明", "01 收入支出决算总表"]
    assert b"\r\nyanbian,2024,0,,t01," in (tmp_path / "r.csv").read_bytes()


def test_the_word_copy(tmp_path: Path) -> None:
    render(tmp_path / "r.docx", format="docx")
    assert zipfile.is_zipfile(tmp_path / "r.docx")


def test_a_published_account_is_no_draft(
    tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    stages.keep_files_in(tmp_path, settings)
    monkeypatch.setattr(rendering, "files", lambda *given: {"empty": b""})
    call_command("loadsample", stdout=StringIO(), skip_checks=True)
    render(tmp_path / "r.json", unit="liaoyuan", format="json")
    data = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    assert (data["version"], data["disclosed"]) == (1, "2025-09-26")


def test_pdf_has_the_watermark(tmp_path: Path) -> None:
    render(tmp_path / "r.pdf", unit="liaoyuan", format="pdf")
    text = subprocess.run(
        ["pdftotext", str(tmp_path / "r.pdf"), "-"], capture_output=True, text=True, check=True
    ).stdout
    assert "草" in text.split("\f")[0] and "稿" in text.split("\f")[0]


@pytest.mark.parametrize(
    ("unit", "year", "words"),
    [
        ("nobody", 2024, "没有代码为 nobody 的单位。有决算的单位：liaoyuan、yanbian"),
        ("yanbian", 2019, "yanbian 没有 2019 年度决算。已有的年度：2024"),
        ("yanbian", 2023, "yanbian 没有 2023 年度决算。已有的年度：2024"),
        ("yanbian-bureau", 2024, "yanbian-bureau 没有 2024 年度决算。已有的年度：无"),
    ],
)
def test_what_does_not_exist_is_answered_with_what_does(
    tmp_path: Path, unit: str, year: int, words: str
) -> None:
    with pytest.raises(CommandError, match=f"^{words}$"):
        render(tmp_path / "r.txt", unit, year)
    assert not (tmp_path / "r.txt").exists()


def test_a_folder_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="写不了文件"):
        render(tmp_path / "none" / "r.txt")


def test_a_machine_that_cannot_print_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "FOLDER", tmp_path)
    with pytest.raises(CommandError, match="字体尚未准备。请运行"):
        render(tmp_path / "r.pdf", format="pdf")
    assert not (tmp_path / "r.pdf").exists()
