"""The files of a folder or zip, one by one. Nothing is unpacked to disk, names lead nowhere. Pure."""

import re
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from disclosures.workbook.foreign.opening import LARGEST
from disclosures.workbook.package import Unreadable

ZIP_LARGEST = 300 * 1024 * 1024
FILES = 3_000
WHOLE = 2 * 1024 * 1024 * 1024
"""Unpacked, of a zip, in bytes."""
BESIDE = re.compile(r"(^|/)(\.[^./]|~\$|__MACOSX/|Thumbs\.db$|desktop\.ini$)", re.IGNORECASE)
"""What systems and programs leave beside files."""
UTF8 = 0x800


@dataclass(frozen=True)
class Member:
    """One file; `read` raises Unreadable with the reason."""

    name: str
    read: Callable[[], bytes]


def members(path: Path) -> list[Member]:
    """In the order of their names; Unreadable where there is no such folder or zip."""
    found = list(in_folder(path) if path.is_dir() else in_zip(path))
    if not found:
        raise Unreadable(f"{path.name} 里没有文件")
    if len(found) > FILES:
        raise Unreadable(f"有 {len(found)} 个文件，一次最多 {FILES} 个")
    return sorted(found, key=lambda each: each.name)


def in_folder(top: Path) -> Iterator[Member]:
    for path in top.rglob("*"):
        name = path.relative_to(top).as_posix()
        if BESIDE.search(name):
            continue
        if path.is_symlink():
            yield Member(name, refusing("是到别处的链接，没有读"))
        elif path.is_file():
            yield Member(name, lambda path=path: file_content(path))  # type: ignore[misc]


def file_content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return whole(file.read(LARGEST + 1))
    except OSError as error:
        raise Unreadable(f"读不了：{error.strerror}") from error


def in_zip(path: Path) -> Iterator[Member]:
    try:
        size, package = path.stat().st_size, zipfile.ZipFile(path)
    except FileNotFoundError:
        raise Unreadable(f"找不到 {path}") from None
    except OSError as error:
        raise Unreadable(f"读不了 {path}：{error.strerror}") from error
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise Unreadable("不是文件夹，也不是完整的 zip 压缩包") from None
    if size > ZIP_LARGEST:
        raise Unreadable(f"压缩包太大，最大 {ZIP_LARGEST // 1024 // 1024} MB，请分几次")
    infos = [each for each in package.infolist() if not each.is_dir()]
    if len(infos) > FILES:
        raise Unreadable(f"压缩包里有 {len(infos)} 个文件，一次最多 {FILES} 个")
    if sum(each.file_size for each in infos) > WHOLE:
        raise Unreadable("压缩包展开后过大，没有读取")
    seen: set[str] = set()
    for info in infos:
        name = name_of(info)
        if not BESIDE.search(name):
            yield Member(
                name, refusing("压缩包里有两个同名的文件") if name in seen else content_of(package, info)
            )
            seen.add(name)


def content_of(package: zipfile.ZipFile, info: zipfile.ZipInfo) -> Callable[[], bytes]:
    if leads_elsewhere(name_of(info)):
        return refusing("文件名含有路径，没有读")
    if stat.S_ISLNK(info.external_attr >> 16):
        return refusing("是到别处的链接，没有读")
    if info.flag_bits & 1:
        return refusing("有密码，没有读；请去掉压缩包的密码")

    def read() -> bytes:
        try:
            with package.open(info) as file:
                return whole(file.read(LARGEST + 1))
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError):
            raise Unreadable("在压缩包里已经损坏，没有读") from None

    return read


def whole(content: bytes) -> bytes:
    if len(content) > LARGEST:
        raise Unreadable(f"文件太大，最大 {LARGEST:,} 字节")
    return content


def refusing(reason: str) -> Callable[[], bytes]:
    def read() -> bytes:
        raise Unreadable(reason)

    return read


def leads_elsewhere(name: str) -> bool:
    parts = re.split(r"[/\\]", name)
    return name.startswith(("/", "\\")) or ".." in parts or bool(re.match(r"[A-Za-z]:", name))


def name_of(info: zipfile.ZipInfo) -> str:
    """Chinese Windows writes names in GB18030 without saying so."""
    name = info.filename
    if not info.flag_bits & UTF8:
        for coding in ("utf-8", "gb18030"):
            try:
                name = info.filename.encode("cp437").decode(coding)
                break
            except UnicodeError:
                continue
    return "".join(letter if letter.isprintable() else "?" for letter in name)[:500]
