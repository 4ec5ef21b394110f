"""What the site knows of a version by its code, and of a file by its SHA-256. Sentences ready to print."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.urls import reverse
from django.utils import timezone

from accounts.days import day
from disclosures import codes
from disclosures.artefacts import ARTEFACTS
from disclosures.models import Publication
from disclosures.public import offered
from disclosures.public.missing import Link

LABELS = {artefact.name: artefact.label for artefact in ARTEFACTS if artefact.label}
SHARED = 5
"""So many versions with the same file are told one by one."""
EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
"""SHA-256 of nothing."""
CODE_ALONE = (
    "编码只说明有这一版。手里的内容是否与它相同：文件在下面核对，改动一个字节也能看出；"
    "纸质件请与正式文本逐页对照。"
)


class State(StrEnum):
    CURRENT = "current"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Answer:
    """As the page shows it."""

    state: State
    heading: str
    words: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    links: tuple[Link, ...] = ()
    name: str = ""
    """Of the file that was asked about."""


@dataclass(frozen=True)
class Standing:
    """A version, and the newest one of its unit and year."""

    version: Publication
    newest: Publication

    @property
    def state(self) -> State:
        if self.version.is_withdrawn:
            return State.WITHDRAWN
        return State.CURRENT if self.version == self.newest else State.SUPERSEDED

    @property
    def words(self) -> str:
        if self.state is State.CURRENT:
            return "这一版是当前版本"
        if self.state is State.WITHDRAWN:
            return "这一版已撤回"
        withdrawn = "，后者已撤回" if self.newest.is_withdrawn else ""
        return f"这一版已由第{self.newest.number}版更正{withdrawn}"


def standing(version: Publication) -> Standing:
    versions = Publication.objects.filter(unit=version.unit, year=version.year)
    newest = versions.select_related("unit", "withdrawal").order_by("-number").first()
    return Standing(version, newest or version)


def of_code(code: str) -> Answer:
    """`code` as `codes.typed` reads it."""
    version = Publication.objects.filter(code=code).select_related("unit", "withdrawal").first()
    if version is None:
        return unknown_code(code)
    found = standing(version)
    if found.state is State.WITHDRAWN:
        return Answer(found.state, "曾在本站公开，已撤回", facts=facts(version), links=links(found))
    heading = f"是本站公开的决算，{found.words}"
    return Answer(found.state, heading, CODE_ALONE, facts(version), links(found))


def unknown_code(code: str) -> Answer:
    words = (
        f"本站没有版本编码为“{code}”的决算。编码是 {codes.LENGTH} 个字，只有数字 2 到 9 和大写字母，"
        "没有容易看错的 I、L、O、0、1。请对照封面或文末再输入一次；"
        "纸上印的确实是这个编码，它就不是本站公开的决算。"
    )
    alike = Publication.objects.public().filter(code__in=codes.near(code)).order_by("code")[:5]
    links = (
        Link(f"只差一个字的编码：{each.code}（{each.title}第{each.number}版）", address(each))
        for each in alike
    )
    return Answer(State.UNKNOWN, "没有这个版本编码", words, links=tuple(links))


def of_hash(sha256: str, name: str = "") -> list[Answer]:
    """One answer for each version that has the file; one that says so where none has."""
    versions = holding(sha256)
    if len(versions) > SHARED:
        return [shared(versions[0][1], name)]
    return [of_file(*each, name) for each in versions] or [unknown_file(sha256, name)]


def holding(sha256: str) -> list[tuple[Standing, str]]:
    """The versions that have a file with this hash, the newest first, and what it is called in each.

    More than SHARED where many have it, as they have a certificate.
    """
    versions = Publication.objects.with_file(sha256).select_related("unit", "withdrawal").order_by("-pk")
    return [
        (standing(version), own)
        for version in versions[: SHARED + 1]
        for own, entry in version.manifest.items()
        if entry["sha256"] == sha256
    ]


def shared(own: str, name: str) -> Answer:
    words = "很多份决算都有这同一个文件，凭它不能知道是哪一份。请核对同一份里的 PDF。"
    return Answer(State.CURRENT, "是本站公开的文件，没有改动", words, (("文件", labelled(own)),), name=name)


def labelled(own: str) -> str:
    return f"{LABELS[own]}（{own}）" if own in LABELS else own


def of_file(found: Standing, own: str, name: str) -> Answer:
    told = (("文件", labelled(own)), *facts(found.version))
    if found.state is State.WITHDRAWN:
        return Answer(found.state, "曾在本站公开，没有改动；这一版已撤回", "", told, links(found), name)
    heading = f"是本站公开的文件，没有改动；{found.words}"
    return Answer(found.state, heading, "", told, links(found), name)


def unknown_file(sha256: str, name: str) -> Answer:
    if sha256 == EMPTY:
        return Answer(State.UNKNOWN, "文件是空的", "没有可以核对的内容，请重新下载。", name=name)
    return Answer(
        State.UNKNOWN,
        "不是本站公开的文件，或者被改动过",
        "它与本站公开过的每个文件都不同，哪怕只差一个字节。另存、重新打印成 PDF、加批注或水印、传送中损坏，"
        "都会这样；“全部文件 ZIP”请解压后逐个核对，网页另存的文件不能核对。"
        "请从本站下载同一份决算，与手里的对照，以本站的为准；"
        "内容不同而被当作公开的决算使用的，请向该单位或同级财政部门反映。",
        (("SHA-256", sha256),),
        name=name,
    )


def facts(version: Publication) -> tuple[tuple[str, str], ...]:
    told = [
        ("单位", version.unit_name),
        ("年度", f"{version.year}年度"),
        ("版次", f"第{version.number}版"),
        ("公开日期", day(version.disclosed)),
        ("版本编码", version.code),
    ]
    if version.is_withdrawn:
        told.append(("撤回日期", day(timezone.localdate(version.withdrawal.at))))
    return tuple(told)


def links(found: Standing) -> tuple[Link, ...]:
    version, newest = found.version, found.newest
    told = []
    if version != newest and not newest.is_withdrawn:
        told.append(Link(f"看当前版本（第{newest.number}版）", page(newest)))
    if version.is_withdrawn:
        told.append(Link("公开日志里的撤回记录 .tlog-proof", reverse("log-withdrawal", args=[version.code])))
    else:
        told.append(Link(f"看第{version.number}版的网页", page(version)))
        told.append(Link("正式文本 PDF", offered.address_of(version, "pdf")))
        told.append(Link("文件清单 manifest.json", reverse("verify-manifest", args=[version.code])))
        told.append(Link("公开日志证明 .tlog-proof", reverse("log-proof", args=[version.code])))
    return tuple(told)


def page(version: Publication) -> str:
    return reverse("version", args=[version.unit.code, version.year, version.number])


def address(version: Publication) -> str:
    return reverse("verify-code", args=[version.code])


def as_data(sha256: str, site: str) -> dict[str, Any]:
    """For programs. `found` is empty where no version has the file, not whole where more than SHARED do."""
    found = [
        {
            "file": own,
            "state": each.state,
            "unit": each.version.unit.code,
            "unit_name": each.version.unit_name,
            "year": each.version.year,
            "number": each.version.number,
            "newest": each.newest.number,
            "code": each.version.code,
            "disclosed": each.version.disclosed.isoformat(),
            "address": site + page(each.version),
        }
        for each, own in holding(sha256)
    ]
    return {"sha256": sha256, "found": found}
