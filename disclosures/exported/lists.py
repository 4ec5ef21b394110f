"""The pages that lead to reports, and the README: by year, by unit."""

from pathlib import Path

from accounts.models import Unit
from disclosures.exported.folder import write
from disclosures.exported.links import HOME
from disclosures.exported.site import Line, Site


def put(root: Path, site: Site, unit: Unit | None) -> None:
    years: dict[int, list[Line]] = {}
    for (_, year), versions in site.reports.items():
        years.setdefault(year, []).append(versions[0])
    ordered = dict(sorted(years.items(), reverse=True))
    units = {code: lines[0].unit_name for code, lines in site.units.items()}
    site.put_drawn(root, HOME, "index.html", unit=unit, years=ordered, units=units)
    for year, newest in ordered.items():
        site.put_drawn(root, f"year-{year}.html", "year.html", year=year, lines=newest)
    for code, lines in site.units.items():
        site.put_drawn(root, f"{code}/{HOME}", "unit.html", name=units[code], lines=lines)
    write(root, "README.txt", readme(site, unit).encode("utf-8-sig"))


def readme(site: Site, unit: Unit | None) -> str:
    whose = f"{unit.name}公开的决算" if unit else "各部门、各单位公开的决算"
    return "\n".join(
        (
            f"决算存档：{whose}",
            *((f"原网站：{site.address}/",) if site.address else ()),
            "",
            "一、怎样看",
            "用浏览器打开 index.html 即可，不用联网，不用安装软件；放到任何网站服务器上也能用。",
            "某单位/年度/v版次/ 是一版：index.html 是网页，report.pdf 是正式文本，",
            "README.txt 说明其余文件和数据的局限，manifest.json 是文件清单，",
            ".tlog-proof 是清单已记入公开日志的证明。",
            "撤回的版本只写明撤回日期，没有内容。",
            "",
            "二、怎样核验",
            "全部（Python 3.9 以上，不联网）：python3 log/verifyarchive.py . --key 日志公钥",
            "一版：python3 log/verifier.py 某单位/年度/v版次 --key 日志公钥",
            "只核对文件：sha256sum -c SHA256SUMS",
            "日志公钥应从别处得到（公报、见证单位、原网站的 /log/key）；存档里的在 log/key。",
            "存档是公开日志到 archive.json 所记 as_of 为止的样子，以后的更正和撤回不在其中。",
            "",
        )
    )
