"""LibreOffice opens the workbook and the Word copy without mending them, and finds all in them."""

import re
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from accounts.case import Case
from disclosures import assembly, imprint, plaintext, sample_files, word
from disclosures.report import Issue, Report
from disclosures.workbook.published import published

pytestmark = pytest.mark.slow
SOFFICE = shutil.which("soffice") or ""
SAMPLES = {name: sample_files.read(name) for name in sample_files.names()}


def converted(content: bytes, kind: str, into: str, folder: Path) -> Path:
    """The file as LibreOffice makes it of ours; skipped where the program that opens it is not installed."""
    source = folder / f"ours.{kind}"
    source.write_bytes(content)
    command = [SOFFICE, "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", into]
    done = subprocess.run(
        [*command, "--outdir", str(folder / "out"), str(source)], capture_output=True, text=True, check=False
    )
    found = list((folder / "out").glob("*"))
    if not found and plain_fails(command, kind, folder):
        pytest.skip(f"this LibreOffice opens no .{kind} at all: its Calc or Writer is not installed")
    assert found, done.stdout + done.stderr
    return found[0]


def plain_fails(command: list[str], kind: str, folder: Path) -> bool:
    """Whether a file of that kind fails that is nobody's fault: LibreOffice has no other way to say so."""
    plain = folder / "plain.csv" if kind == "xlsx" else folder / "plain.txt"
    plain.write_text("a", encoding="utf-8")
    into = ["pdf:calc_pdf_Export"] if kind == "xlsx" else ["pdf"]
    subprocess.run([*command[:-1], *into, "--outdir", str(folder / "plain"), str(plain)], check=False)
    return not list((folder / "plain").glob("*"))


def report_of(case: Case) -> Report:
    return assembly.build(case, Issue(1, date(2025, 9, 26), "K7M2QX4R9T"))


needs_office = pytest.mark.skipif(not SOFFICE, reason="LibreOffice is not installed (soffice)")


@needs_office
@pytest.mark.parametrize("name", SAMPLES)
def test_the_workbook_saved_again_has_the_same_cells(name: str, tmp_path: Path) -> None:
    case = SAMPLES[name]
    content = published(report_of(case), case)
    again = load_workbook(converted(content, "xlsx", "xlsx:Calc MS Excel 2007 XML", tmp_path))
    ours = load_workbook(tmp_path / "ours.xlsx")
    assert again.sheetnames == ours.sheetnames
    for sheet in ours:
        for row in sheet.iter_rows():
            for cell in row:
                found = again[sheet.title][cell.coordinate].value
                assert (found or None) == (cell.value or None), (sheet.title, cell.coordinate)


@needs_office
@pytest.mark.parametrize("name", SAMPLES)
def test_the_word_copy_has_every_line_in_libreoffice_too(name: str, tmp_path: Path) -> None:
    report = report_of(SAMPLES[name])
    text = converted(word.document(report), "docx", "txt:Text (encoded):UTF8", tmp_path).read_text(
        "utf-8-sig"
    )
    found = re.sub(r"\s", "", text)
    for line in (*plaintext.text(report).splitlines()[1:], *imprint.lines(report)):
        assert all(re.sub(r"\s", "", piece) in found for piece in line.split(" ")), line
