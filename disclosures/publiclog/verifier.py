#!/usr/bin/env python3
"""核验下载的决算文件：不联网，不需要安装任何软件包，只用 Python 3.9 以上自带的标准库。

    python3 verifier.py 文件夹 --key 日志公钥
        核验一份公开的决算（文件夹里有 manifest.json 和 .tlog-proof）
    python3 verifier.py --log 文件夹 --key 日志公钥 [--since 以前保存的checkpoint]
        核验整个公开日志（文件夹里有 checkpoint 和 tile）

公钥形如 juesuan.example/log+1a2b3c4d+AaBb…，应从别处得到（公报、见证单位），不要只看下载的文件夹。
退出码：0 一致，1 不一致，2 无法核验。

Stands alone on purpose: published with the data, it must run in thirty years. It shares no code with the
portal, and so checks the portal's own.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import pathlib
import sys
from collections.abc import Iterator
from typing import Any

Point = tuple[int, int, int, int]
PRIME = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, PRIME - 2, PRIME) % PRIME


class Wrong(Exception):
    """What was found not to be as it should."""


def sha(*parts: bytes) -> bytes:
    return hashlib.sha256(b"".join(parts)).digest()


def unbase64(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except ValueError:
        raise Wrong("不是 base64：" + text[:40]) from None


# Ed25519, RFC 8032, section 5.1. Slow and plain: it checks a few signatures.


def add(p: Point, q: Point) -> Point:
    x1, y1, z1, t1 = p
    x2, y2, z2, t2 = q
    a, b = (y1 - x1) * (y2 - x2) % PRIME, (y1 + x1) * (y2 + x2) % PRIME
    c, d = 2 * t1 * t2 * D % PRIME, 2 * z1 * z2 % PRIME
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % PRIME, g * h % PRIME, f * g % PRIME, e * h % PRIME


def times(number: int, point: Point) -> Point:
    found: Point = (0, 1, 1, 0)
    while number:
        if number & 1:
            found = add(found, point)
        point, number = add(point, point), number >> 1
    return found


def point_of(content: bytes) -> Point:
    y = int.from_bytes(content, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    square = (y * y - 1) * pow(D * y * y + 1, PRIME - 2, PRIME) % PRIME
    x = pow(square, (PRIME + 3) // 8, PRIME)
    if (x * x - square) % PRIME:
        x = x * pow(2, (PRIME - 1) // 4, PRIME) % PRIME
    if y >= PRIME or (x * x - square) % PRIME or (not x and sign):
        raise Wrong("公钥或签名不是曲线上的点")
    x = PRIME - x if x & 1 != sign else x
    return x, y, 1, x * y % PRIME


BASE = point_of((4 * pow(5, PRIME - 2, PRIME) % PRIME).to_bytes(32, "little"))


def is_signed(public: bytes, message: bytes, signature: bytes) -> bool:
    if len(public) != 32 or len(signature) != 64:
        return False
    s = int.from_bytes(signature[32:], "little")
    if s >= ORDER:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % ORDER
    x1, y1, z1, _ = times(s, BASE)
    x2, y2, z2, _ = add(point_of(signature[:32]), times(h, point_of(public)))
    return (x1 * z2 - x2 * z1) % PRIME == 0 and (y1 * z2 - y2 * z1) % PRIME == 0


# The log: C2SP signed-note, tlog-checkpoint, tlog-proof, tlog-tiles; RFC 6962.


def checkpoint_of(note: str, key: str) -> tuple[int, bytes]:
    """Size and root of a checkpoint that the key has signed."""
    name, told, encoded = key.split("+", 2)
    public = unbase64(encoded)
    if public[:1] != b"\x01" or sha(name.encode(), b"\n", public)[:4].hex() != told:
        raise Wrong("公钥写错了")
    text, _, lines = note.rpartition("\n\n")
    text += "\n"
    for line in lines.splitlines():
        made = unbase64(line.rpartition(" ")[2])
        if line.startswith("\N{EM DASH} " + name + " ") and made[:4].hex() == told:
            if not is_signed(public[1:], text.encode(), made[4:]):
                raise Wrong("checkpoint 的签名不对")
            origin, size, root = text.split("\n")[:3]
            if origin != name:
                raise Wrong("checkpoint 属于另一个日志：" + origin)
            return int(size), unbase64(root)
    raise Wrong("checkpoint 没有用这个公钥签名")


def climb(leaf: bytes, index: int, size: int, path: list[bytes]) -> bytes:
    """The root to which a proof of inclusion leads."""
    last, found = size - 1, leaf
    for each in path:
        if index & 1 or index == last:
            found = sha(b"\x01", each, found)
            while index and not index & 1:
                index, last = index >> 1, last >> 1
        else:
            found = sha(b"\x01", found, each)
        index, last = index >> 1, last >> 1
    return found if not last else b""


def root_of(leaves: list[bytes]) -> bytes:
    """The root over hashes of entries, level by level; what has no partner rises as it is."""
    if not leaves:
        return sha(b"")
    while len(leaves) > 1:
        pairs = [sha(b"\x01", *leaves[at : at + 2]) for at in range(0, len(leaves) - 1, 2)]
        leaves = pairs + (leaves[-1:] if len(leaves) % 2 else [])
    return leaves[0]


def verify_publication(folder: pathlib.Path, key: str) -> None:
    manifest = (folder / "manifest.json").read_bytes()
    told = json.loads(manifest)
    for name, entry in told["files"].items():
        if name.startswith("changes.") and not (folder / name).exists():
            print("没有", name, "（引用的版本撤回后，对照随之删除）")
            continue
        content = (folder / name).read_bytes() if "/" not in name else b""
        if len(content) != entry["size"] or hashlib.sha256(content).hexdigest() != entry["sha256"]:
            raise Wrong("文件与公开时不同：" + name)
        print("一致", name)
    logged, index, size = verify_proof(folder, manifest, key)
    print(f"{told['unit_name']}{told['year']}年度第{told['number']}版，{logged['at']} 公开")
    print(f"公开日志第 {index} 条，共 {size} 条")


def verify_proof(folder: pathlib.Path, manifest: bytes, key: str) -> tuple[dict[str, Any], int, int]:
    """The entry that the log has of a manifest, its number, and how many there were."""
    told = json.loads(manifest)
    proof = next(folder.glob("*.tlog-proof"), folder / "….tlog-proof")  # without one: no such file
    head, _, note = proof.read_text("utf-8").partition("\n\n")
    _, extra, place, *path = head.split("\n")
    entry = unbase64(extra[len("extra ") :])
    size, root = checkpoint_of(note, key)
    index = int(place[len("index ") :])
    if index >= size or climb(sha(b"\x00", entry), index, size, [unbase64(p) for p in path]) != root:
        raise Wrong("公开日志里没有这一条")
    logged: dict[str, Any] = json.loads(entry)
    if logged["manifest"] != hashlib.sha256(manifest).hexdigest():
        raise Wrong("公开日志记的是另一份文件清单")
    if any(logged[name] != told[name] for name in ("unit", "year", "number", "code")):
        raise Wrong("公开日志记的是另一份决算")
    return logged, index, size


def entries_of(folder: pathlib.Path, size: int) -> Iterator[bytes]:
    """The entries of a log, in order, from its bundles of 256."""
    for number in range(-(-size // 256)):
        width = min(256, size - number * 256)
        digits = f"{number:d}".zfill(-(-len(str(number)) // 3) * 3)
        parts = [digits[at : at + 3] for at in range(0, len(digits), 3)]
        place = folder / "tile" / "entries" / "/".join(["x" + p for p in parts[:-1]] + parts[-1:])
        bundle = place if width == 256 else place.with_name(place.name + ".p") / str(width)
        content = bundle.read_bytes()
        while content:
            end = 2 + int.from_bytes(content[:2], "big")
            yield content[2:end]
            content = content[end:]


def verify_log(folder: pathlib.Path, key: str, since: pathlib.Path | None) -> None:
    size, root = checkpoint_of((folder / "checkpoint").read_text("utf-8"), key)
    leaves = [sha(b"\x00", entry) for entry in entries_of(folder, size)]
    if len(leaves) != size or root_of(leaves) != root:
        raise Wrong("日志的内容与 checkpoint 不一致")
    print(f"公开日志共 {size} 条，与 checkpoint 一致")
    if since:
        before, old = checkpoint_of(since.read_text("utf-8"), key)
        if before > size or root_of(leaves[:before]) != old:
            raise Wrong("以前的记录被改动或删除")
        print(f"以前的 {before} 条都在，没有改动")


def main() -> int:
    parser = argparse.ArgumentParser(description="核验公开的决算和公开日志", epilog=__doc__.splitlines()[0])
    parser.add_argument("folder", type=pathlib.Path, metavar="文件夹")
    parser.add_argument("--key", required=True, help="日志公钥")
    parser.add_argument("--log", action="store_true", help="文件夹是公开日志")
    parser.add_argument("--since", type=pathlib.Path, metavar="checkpoint", help="以前保存的 checkpoint")
    given = parser.parse_args()
    try:
        if given.log:
            verify_log(given.folder, given.key, given.since)
        else:
            verify_publication(given.folder, given.key)
    except Wrong as wrong:
        print("不一致：", wrong, sep="")
        return 1
    except (OSError, ValueError, KeyError, TypeError) as problem:
        print("无法核验：", type(problem).__name__, " ", problem, sep="")
        return 2
    print("核验通过")
    return 0


if __name__ == "__main__":
    sys.exit(main())
