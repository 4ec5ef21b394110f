"""Workbooks saved again by LibreOffice Calc. As a program (`python -m`) it writes the files that the gate
reads without LibreOffice."""

import shutil
import subprocess
import tempfile
from datetime import date, datetime, time
from functools import cache
from pathlib import Path

from openpyxl import Workbook

from disclosures.workbook import writing
from tests.disclosures.workbook.sheets import LIAOYUAN, saved

FILES = Path(__file__).parent / "files"
FORMATS = ("xlsx", "xls", "ods")


def kinds() -> bytes:
    """Every kind of cell, merged ranges, what is hidden and what is protected."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "01 收入支出决算总表"
    rows: tuple[tuple[object, ...], ...] = (
        ("收入支出决算总表",),
        (),
        ("项目", "金额"),
        (None, 1234567890123.45, 0.1 + 0.2, 0.5, None, None, None, "隐藏的列"),
        (date(2024, 12, 31), datetime(2024, 12, 31, 12, 30), True, "=1/0"),  # noqa: DTZ001
        ("两行\n第二行  有空格", "=B4+C4", '=""', "'0012", time(12, 30), -0.005),
        ("隐藏的行",),
        (0, "007", "=1/4"),
    )
    for row in rows:
        sheet.append(row)
    for place, form in (("D4", "0.00%"), ("B5", "yyyy-mm-dd hh:mm"), ("C8", "0.0%")):
        sheet[place].number_format = form
    sheet.merge_cells("A1:D1")
    sheet.merge_cells("A3:A4")
    sheet.row_dimensions[7].hidden = True
    sheet.column_dimensions["H"].hidden = True
    book.create_sheet("隐藏的表")["B2"] = "有字"
    book["隐藏的表"].sheet_state = "hidden"
    locked = book.create_sheet("有保护")
    locked["A1"] = 1
    locked.protection.sheet, locked.protection.password = True, "x"
    return saved(book)


MADE = {"kinds": kinds, "liaoyuan": lambda: writing.account(LIAOYUAN)}


@cache
def missing() -> str:
    """Why LibreOffice cannot be asked; nothing if it can. Debian has it without Calc, too."""
    if shutil.which("soffice") is None:
        return "LibreOffice (soffice) is not installed"
    book = Workbook()
    return "" if resaved(saved(book), "ods") else "LibreOffice is installed without Calc (libreoffice-calc)"


def resaved(content: bytes, form: str) -> bytes:
    """Opened and saved as that format; empty where LibreOffice could not."""
    with tempfile.TemporaryDirectory() as folder:
        source, out = Path(folder, "book.xlsx"), Path(folder, "out")
        source.write_bytes(content)
        profile = f"-env:UserInstallation=file://{folder}/profile"
        order = ["soffice", profile, "--headless", "--convert-to", form, "--outdir", str(out), str(source)]
        subprocess.run(order, capture_output=True, timeout=180, check=False)
        made = out / f"book.{form}"
        return made.read_bytes() if made.exists() else b""


if __name__ == "__main__":
    for name, make in MADE.items():
        for form in FORMATS:
            (FILES / f"{name}.{form}").write_bytes(resaved(make(), form))
