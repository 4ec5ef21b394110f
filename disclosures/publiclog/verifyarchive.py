#!/usr/bin/env python3
"""核验整个决算存档：不联网，不需要安装任何软件包，只用 Python 3.9 以上自带的标准库。

    python3 log/verifyarchive.py 存档文件夹 [--key 日志公钥]

逐个核对：每个文件与 SHA256SUMS；每一版的文件与它的清单（大小、SHA-256、SM3）；每份清单与公开日志；
公开日志本身。少了、多了、变了、被截断的文件都会指出。
公钥应从别处得到（公报、见证单位）；不写 --key 就用存档里的，那只能说明存档前后一致。
退出码：0 一致，1 不一致，2 无法核验。

Stands alone on purpose, as verifier.py does, which it needs beside it. It keeps no file and no list of files.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import pathlib
import sys
from collections.abc import Iterator
from typing import Any

sys.dont_write_bytecode = True  # beside verifier.py it would be a file too many
try:
    from disclosures.publiclog import verifier
except ImportError:  # published with an archive
    import verifier  # type: ignore[import-not-found, no-redef]

FORMAT = "juesuan-archive/1"
ABOUT, SUMS = "archive.json", "SHA256SUMS"
"""What lists the others is in no list: SHA256SUMS is fixed by archive.json."""
HEX = frozenset("0123456789abcdef")
CHUNK = 1 << 20
UNREADABLE = (OSError, ValueError, KeyError, TypeError, IndexError)
RESTORE = "请用另一份存档或网站上的同一文件换回"


def paths(folder: pathlib.Path, below: str = "") -> Iterator[str]:
    """Every file below, in order: of each folder by name, what is within a folder in its place."""
    for entry in sorted((folder / below).iterdir(), key=lambda each: each.name):
        path = below + entry.name
        if entry.is_dir() and not entry.is_symlink():
            yield from paths(folder, path + "/")
        elif path not in (ABOUT, SUMS):
            yield path


def digest(path: pathlib.Path, kind: str = "sha256") -> str:
    made = hashlib.new(kind)
    with path.open("rb") as file:
        for chunk in iter(lambda: file.read(CHUNK), b""):
            made.update(chunk)
    return made.hexdigest()


def sums(folder: pathlib.Path) -> Iterator[tuple[str, str]]:
    """Paths and hashes as SHA256SUMS has them; ValueError where it is not in order."""
    before: list[str] = []
    with (folder / SUMS).open(encoding="utf-8", newline="\n") as lines:
        for number, line in enumerate(lines, 1):
            sha256, space, path = line.rstrip("\n")[:64], line[64:66], line.rstrip("\n")[66:]
            if len(sha256) != 64 or not HEX.issuperset(sha256) or space != "  " or path.split("/") <= before:
                raise ValueError(f"SHA256SUMS 第 {number} 行不成样子")
            before = path.split("/")
            yield path, sha256


def compare(folder: pathlib.Path) -> Iterator[str]:
    """The files against SHA256SUMS: two lists in the same order, so that neither is kept."""
    found, told = paths(folder), sums(folder)
    path, line = next(found, None), next(told, None)
    while path is not None or line is not None:
        if line is None or (path is not None and path.split("/") < line[0].split("/")):
            yield f"多了文件 {path}：SHA256SUMS 里没有；不是自己放进去的就不要相信"
            path = next(found, None)
        elif path is None or line[0].split("/") < path.split("/"):
            yield f"少了文件 {line[0]}：{RESTORE}"
            line = next(told, None)
        else:
            if digest(folder / path) != line[1]:
                yield f"文件变了 {path}：与 SHA256SUMS 不同；{RESTORE}"
            path, line = next(found, None), next(told, None)


def versions(folder: pathlib.Path) -> Iterator[pathlib.Path]:
    """The folders of versions, withdrawn ones among them: unit/year/v1."""
    for unit in sorted(folder.iterdir()):
        if unit.is_dir():
            yield from sorted(unit.glob("[0-9][0-9][0-9][0-9]/v[0-9]*"))


def check_version(folder: pathlib.Path, place: pathlib.Path, key: str, gone: set[str]) -> Iterator[str]:
    """The files of a version against its manifest, and the manifest against its proof. `gone`: withdrawn."""
    here = place.relative_to(folder).as_posix()
    if not (place / "manifest.json").exists():
        return  # withdrawn, or missing: the log knows
    try:
        manifest = (place / "manifest.json").read_bytes()
        told = json.loads(manifest)
        if here != place_of(told):
            yield f"{here} 里是另一版：{place_of(told)}"
        for name, entry in told["files"].items():
            if "/" in name or name in ("", "..", "."):
                yield f"{here} 的清单里有不成样子的文件名 {name}"
            elif (place / name).exists():
                yield from check_file(place / name, f"{here}/{name}", entry)
            elif not (name.startswith("changes.") and same_year(here, gone)):
                yield f"少了文件 {here}/{name}：清单里有；{RESTORE}"
        verifier.verify_proof(place, manifest, key)
    except (verifier.Wrong, *UNREADABLE) as wrong:
        yield f"{here} 的清单没有得到公开日志的证明：{wrong}；{RESTORE}"


def place_of(told: dict[str, Any]) -> str:
    return f"{told['unit']}/{told['year']:04d}/v{told['number']}"


def same_year(here: str, gone: set[str]) -> bool:
    """A difference goes with the version that it quotes."""
    return any(each.rpartition("/")[0] == here.rpartition("/")[0] for each in gone)


def check_file(path: pathlib.Path, name: str, entry: dict[str, Any]) -> Iterator[str]:
    size, told = path.stat().st_size, int(entry["size"])
    if size < told:
        yield f"文件被截断 {name}：应有 {told} 字节，只有 {size}；{RESTORE}"
    elif size > told or digest(path) != entry["sha256"]:
        yield f"文件变了 {name}：与清单的 SHA-256 不同；{RESTORE}"
    elif "sm3" in entry and "sm3" in hashlib.algorithms_available and digest(path, "sm3") != entry["sm3"]:
        yield f"文件 {name} 的 SM3 与清单不同，SHA-256 相同：清单有误，请报告公开单位"


def check_log(folder: pathlib.Path, size: int, unit: str, gone: set[str]) -> Iterator[str]:
    """Every version in the log is here, unless it was withdrawn: then nothing of it is."""
    for index, entry in enumerate(verifier.entries_of(folder / "log", size)):
        told = json.loads(entry)
        if told["kind"] == "withdrawal" or (unit and told["unit"] != unit):
            continue
        place = place_of(told)
        path = folder / place / "manifest.json"
        if place in gone:
            if path.exists():
                yield f"{place} 已经撤回，却还有它的文件：请删去这个文件夹里除 index.html 和证明外的文件"
        elif not path.exists():
            yield f"少了一版 {place}：公开日志第 {index} 条记有它；{RESTORE}"
        elif digest(path) != told["manifest"]:
            yield f"清单变了 {place}/manifest.json：与公开日志第 {index} 条不同；{RESTORE}"


def withdrawn(folder: pathlib.Path, size: int) -> set[str]:
    entries = (json.loads(entry) for entry in verifier.entries_of(folder / "log", size))
    return {place_of(told) for told in entries if told["kind"] == "withdrawal"}


def faults(folder: pathlib.Path, key: str) -> Iterator[str]:
    """What does not agree; empty where everything does. ValueError or OSError where it is no archive."""
    about = json.loads((folder / ABOUT).read_bytes())
    if about["format"] != FORMAT:
        raise ValueError(f"不认识的存档格式 {about['format']}")
    if key.count("+") < 2:
        raise ValueError(f"{key} 不是日志公钥")
    if digest(folder / SUMS) != about["sums"]:
        yield f"SHA256SUMS 变了：与 archive.json 记的不同；{RESTORE}"
    yield from compare(folder)
    try:
        verifier.verify_log(folder / "log", key, None)
        size, _ = verifier.checkpoint_of((folder / "log" / "checkpoint").read_text("utf-8"), key)
    except (verifier.Wrong, *UNREADABLE) as wrong:
        yield f"公开日志：{wrong}；{RESTORE}，或检查 --key"
        return
    gone = withdrawn(folder, size)
    yield from check_log(folder, size, about["unit"], gone)
    for place in versions(folder):
        yield from check_version(folder, place, key, gone)


def main() -> int:
    parser = argparse.ArgumentParser(description="核验整个决算存档")
    parser.add_argument("folder", type=pathlib.Path, metavar="存档文件夹")
    parser.add_argument("--key", help="日志公钥，从别处得到的")
    given = parser.parse_args()
    return told(given.folder, given.key)


def told(folder: pathlib.Path, key: str | None) -> int:
    """Say what was found; the exit code."""
    wrong = 0
    try:
        for fault in faults(folder, key or (folder / "log" / "key").read_text("utf-8").strip()):
            wrong += 1
            print(fault)
    except UNREADABLE as problem:
        print("无法核验：", type(problem).__name__, " ", problem, sep="")
        return 2
    if wrong:
        print(f"不一致：{wrong} 处")
        return 1
    if not key:
        print("公钥取自存档本身：只说明存档前后一致。请用从别处得到的公钥再核验一次：--key")
    print("核验通过")
    return 0


if __name__ == "__main__":
    sys.exit(main())
