"""What lies beside the files: what each is, how to check and to cite it."""

from datetime import date

from disclosures import sample_files
from disclosures.artefacts import ARTEFACTS
from disclosures.assembly import build
from disclosures.publiclog.manifests import described
from disclosures.readme import readme
from disclosures.report import Issue

REPORT = build(sample_files.read("liaoyuan-2024", corrected=True), Issue(2, date(2025, 10, 9), "K7M2QX4R9T"))
SITE = "https://js.example.gov.cn"


def lines(**files: bytes) -> list[str]:
    entries = {name.replace("_", "."): described(content) for name, content in files.items()}
    return readme(REPORT, entries, SITE).splitlines()


def test_it_says_which_version_of_what_it_is() -> None:
    assert lines()[:6] == [
        "2024年度辽源市社会保险事业管理局单位决算　第2版　2025年10月9日公开",
        "版本编码：K7M2QX4R9T",
        "网址：https://js.example.gov.cn/liaoyuan/2024/v2/",
        "核验：https://js.example.gov.cn/verify/K7M2QX4R9T/",
        "单位：辽源市社会保险事业管理局（代码 liaoyuan）",
        "年度：2024　报表格式：jilin-2024-unit",
    ]


def test_it_lists_the_files_there_are_with_size_and_hashes() -> None:
    text = "\n".join(lines(report_pdf=b"abc", figures_csv=b"x" * 1234))
    assert "report.pdf　正式文本；同一版本的工作簿和数据 JSON 是它的附件。\n  3 字节\n  SHA-256　" in text
    assert "SHA-256　ba7816bf8f01cfea414140de5dae2223b00361a3" in text
    assert "SM3　　　66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0" in text  # GB/T 32905
    assert "1,234 字节" in text and "report.xlsx" not in text


def test_it_says_what_to_know_of_the_data_and_how_to_cite() -> None:
    text = "\n".join(lines())
    assert all(limit in text for limit in REPORT.summary.limits)
    assert (
        "辽源市社会保险事业管理局. 2024年度辽源市社会保险事业管理局单位决算[R/OL]. "
        "第2版，版本编码K7M2QX4R9T. (2025-10-09)[访问日期]. https://js.example.gov.cn/liaoyuan/2024/v2/"
    ) in text
    assert "新的版次见：https://js.example.gov.cn/liaoyuan/2024/" in text


def test_every_file_has_an_ascii_name_and_an_explanation() -> None:
    assert all(each.name.isascii() and each.about for each in ARTEFACTS)
    assert len({each.name for each in ARTEFACTS}) == len(ARTEFACTS)
