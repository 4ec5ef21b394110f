"""Which version of a report a file is: said by every file, for whoever has only that one. Pure."""

from accounts.days import day
from disclosures.report import Correction, Report


def lines(report: Report, site: str = "") -> list[str]:
    """Title with number and day, 版本编码, address, where to verify it. `site`: the site's own address, https://…"""
    issue = report.issue
    if issue.is_draft:
        return [f"{report.title}　草稿", "尚未公开，没有版次、版本编码和网址"]
    when = f"　{day(issue.disclosed)}公开" if issue.disclosed else ""
    why = [corrected(issue.correction)] if issue.correction else []
    code = [f"版本编码：{issue.code}"] if issue.code else []
    return [
        f"{report.title}　第{issue.number}版{when}",
        *why,
        *code,
        f"网址：{site or '本网站 '}{report.address}",
        *([f"核验：{site or '本网站 '}{verifying(issue.code)}"] if issue.code else []),
    ]


def corrected(correction: Correction) -> str:
    """更正：某科目数填错（财库〔2025〕1号同意）。首次公开于2025年9月26日."""
    agreed = f"（{correction.reference}同意）" if correction.reference else ""
    return f"更正：{correction.reason}{agreed}。首次公开于{day(correction.first)}"


def mark(report: Report) -> str:
    """Short, for the edge of a page: 第1版 ABCDEFGHJK."""
    issue = report.issue
    return "草稿" if issue.is_draft else f"第{issue.number}版 {issue.code}".rstrip()


def verifying(code: str = "") -> str:
    """Where a version is told by its code, below the site's own address."""
    return f"/verify/{code}/" if code else "/verify/"


def grouped(code: str) -> str:
    """For reading it aloud and typing it: K7M2Q X4R9T."""
    return " ".join(code[start : start + 5] for start in range(0, len(code), 5))
