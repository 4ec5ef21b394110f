"""The README in the folder of all files of a version: what each is, how to check and to cite it. Pure."""

from collections.abc import Iterator, Mapping

from disclosures import imprint
from disclosures.artefacts import ARTEFACTS, SIGNER
from disclosures.publiclog.manifests import FileEntry
from disclosures.report import Report


def readme(report: Report, entries: Mapping[str, FileEntry], site: str = "") -> str:
    """`entries`: size and hashes of the other files, by name. `site`: the site's own address, https://…"""
    return "\n".join(_lines(report, entries, site)) + "\n"


def _lines(report: Report, entries: Mapping[str, FileEntry], site: str) -> Iterator[str]:
    home = site or "本网站 "
    yield from imprint.lines(report, site)
    yield f"{report.scope}：{report.unit_name}（代码 {report.unit_code}）"
    yield f"年度：{report.year}　报表格式：{report.edition}"
    yield from ("", "一、文件", "")
    for artefact in ARTEFACTS:
        if artefact.name in entries:
            yield f"{artefact.name}　{artefact.about}"
            yield from _facts(entries[artefact.name])
    yield from ("", "二、数据说明", "", *report.summary.limits)
    yield from ("", "三、怎样核对", "")
    yield "文件的散列值与网站上所列的（也列在上面）相同，就是公开时的文件："
    yield "  Windows：certutil -hashfile report.pdf SHA256"
    yield "  Linux：sha256sum report.pdf　macOS：shasum -a 256 report.pdf"
    yield "  SM3（GB/T 32905）：openssl dgst -sm3 report.pdf"
    yield from _signature(entries)
    yield "manifest.json 是这一版的文件清单，.tlog-proof 证明清单已记入公开日志。不联网核验整个文件夹："
    yield f"  python3 verifier.py 文件夹 --key 日志公钥　（程序：{home}/log/verifier.py）"
    yield from ("", "四、怎样引用", "")
    day = f"({report.issue.disclosed.isoformat()})" if report.issue.disclosed else ""
    version = f"第{report.issue.number}版，版本编码{report.issue.code}"
    yield f"{report.unit_name}. {report.title}[R/OL]. {version}. {day}[访问日期]. {site}{report.address}"
    yield "一个数：写明表、行、栏，网址后加 #表/行/栏，如 #t01/income.total/amount。"
    yield from ("", "五、更正", "")
    yield f"以后如有更正，这一版的网址和文件不变，新的版次见：{home}/{report.unit_code}/{report.year}/"


def _signature(entries: Mapping[str, FileEntry]) -> Iterator[str]:
    if SIGNER in entries:
        yield f"report.pdf 有电子签名，证书是 {SIGNER}。用 PDF 阅读器的签名面板看：签名人，签名后有没有改动。"
    else:
        yield "report.pdf 没有电子签名。"


def _facts(entry: FileEntry) -> Iterator[str]:
    yield f"  {entry['size']:,} 字节"
    yield f"  SHA-256　{entry['sha256']}"
    if "sm3" in entry:
        yield f"  SM3　　　{entry['sm3']}"
