#!/usr/bin/env python3
"""见证公开日志：确认日志只增加、没有改动或删除，然后在它的 checkpoint 上加签。

Python 3.9 以上，另需 cryptography 一个软件包（pip install cryptography）。

    python3 witness.py makekey --name audit.example/witness --key-file witness.pem
        生成见证用的密钥，印出公钥一行：交给门户，也请自己公布
    python3 witness.py sign 日志 --log-key 日志公钥 --name audit.example/witness --key-file witness.pem \
        --state 文件夹
        日志是网址（https://…/log）或文件夹。上次见证的 checkpoint 记在“文件夹”里，加签的是其中的 cosigned，
        请把它交给门户。每天运行一次；同一文件夹不要同时运行两个

日志公钥形如 juesuan.example/log+1a2b3c4d+AaBb…。
退出码：0 已加签，1 与上次见证的不一致，没有加签，2 无法完成。

Stands alone on purpose: who watches the portal shares no code with it. Formats: C2SP signed-note,
tlog-checkpoint, tlog-tiles, tlog-cosignature; RFC 6962.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import os
import pathlib
import sys
import time
import urllib.request
from collections.abc import Callable

try:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
except ImportError:
    print("无法完成：缺少 cryptography 软件包，请先 pip install cryptography")
    sys.exit(2)

LOG, WITNESS = b"\x01", b"\x04"
DASH = "\N{EM DASH} "
SECONDS, BYTES_AT_MOST = 30, 1_000_000
Read = Callable[[str], bytes]


class Wrong(Exception):
    """The log is not what it was, or not what it says."""


class Unable(Exception):
    """It cannot be told."""


def sha(*parts: bytes) -> bytes:
    return hashlib.sha256(b"".join(parts)).digest()


def unbase64(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except ValueError:
        raise Wrong("不是 base64：" + text[:40]) from None


def key_id(name: str, kind: bytes, public: bytes) -> bytes:
    return sha(name.encode(), b"\n", kind, public)[:4]


# The log


def reader(place: str) -> Read:
    """Reads a file of the log, by its path below the log's address or folder."""
    if not place.startswith(("https://", "http://")):
        return lambda path: (pathlib.Path(place) / path).read_bytes()

    def read(path: str) -> bytes:
        with urllib.request.urlopen(place.rstrip("/") + "/" + path, timeout=SECONDS) as answer:
            content: bytes = answer.read(BYTES_AT_MOST + 1)
        if len(content) > BYTES_AT_MOST:
            raise Unable("文件太大：" + path)
        return content

    return read


class Checkpoint:
    """A checkpoint that the log has signed: its text, its size and root, and the log's line under it."""

    def __init__(self, note: str, key: str) -> None:
        try:
            name, told, encoded = key.strip().split("+", 2)
            public = base64.b64decode(encoded, validate=True)
        except ValueError:
            raise Unable("日志公钥写错了") from None
        if public[:1] != LOG or key_id(name, LOG, public[1:]).hex() != told:
            raise Unable("日志公钥写错了")
        text, _, lines = note.rpartition("\n\n")
        self.text = text + "\n"
        self.line = ""
        for line in lines.splitlines():
            made = unbase64(line.rpartition(" ")[2])
            if line.startswith(DASH + name + " ") and made[:4].hex() == told:
                try:
                    Ed25519PublicKey.from_public_bytes(public[1:]).verify(made[4:], self.text.encode())
                except InvalidSignature:
                    raise Wrong("checkpoint 的签名不对") from None
                self.line = line
        if not self.line:
            raise Wrong("checkpoint 没有用这个公钥签名")
        origin, size, root = self.text.split("\n")[:3]
        if origin != name:
            raise Wrong("checkpoint 属于另一个日志：" + origin)
        self.size, self.root = int(size), unbase64(root)

    def __str__(self) -> str:
        return f"{self.text}\n{self.line}\n"


class Tree:
    """The tree of a checkpoint, read from the log's tiles, each once."""

    def __init__(self, size: int, read: Read) -> None:
        self.size, self.read = size, read
        self.tiles: dict[str, list[bytes]] = {}

    def root(self, end: int, cut: int) -> bytes:
        """The root over the first `end` entries, made of subtrees that do not reach over `cut`.

        With the size of the smaller tree as `cut` both roots of a comparison are made of the same subtrees:
        that is what a proof of consistency says.
        """
        return self.span(0, end, cut) if end else sha()

    def span(self, start: int, end: int, cut: int) -> bytes:
        width = end - start
        level = width.bit_length() - 1
        if width == 1 << level and not start < cut < end:
            return self.perfect(level, start >> level)
        middle = start + (1 << (width - 1).bit_length() - 1)
        return sha(b"\x01", self.span(start, middle, cut), self.span(middle, end, cut))

    def perfect(self, level: int, index: int) -> bytes:
        row, within = divmod(level, 8)
        number, first = divmod(index << within, 256)
        hashes = self.tile(row, number)[first : first + (1 << within)]
        while len(hashes) > 1:
            hashes = [sha(b"\x01", *hashes[at : at + 2]) for at in range(0, len(hashes), 2)]
        return hashes[0]

    def tile(self, row: int, number: int) -> list[bytes]:
        width = min(256, (self.size >> 8 * row) - number * 256)
        digits = f"{number:d}".zfill(-(-len(f"{number:d}") // 3) * 3)
        parts = [digits[at : at + 3] for at in range(0, len(digits), 3)]
        path = f"tile/{row}/" + "/".join(["x" + part for part in parts[:-1]] + parts[-1:])
        path += f".p/{width}" if width < 256 else ""
        if path not in self.tiles:
            content = self.read(path)
            if len(content) != 32 * width:
                raise Wrong(f"{path} 有 {len(content)} 字节，应有 {32 * width}")
            self.tiles[path] = [content[at : at + 32] for at in range(0, len(content), 32)]
        return self.tiles[path]


def compare(new: Checkpoint, old: Checkpoint | None, read: Read) -> None:
    """Wrong unless the log has only grown since."""
    before = old.size if old else 0
    if new.size < before:
        raise Wrong(f"日志变短了：上次 {before} 条，现在 {new.size} 条")
    tree = Tree(new.size, read)
    if tree.root(new.size, before) != new.root:
        raise Wrong("日志的文件与它的 checkpoint 不一致")
    if old and tree.root(before, before) != old.root:
        raise Wrong(f"以前的 {before} 条被改动或删除：日志前后说的不一样")


# The witness


def make_key(path: pathlib.Path, name: str) -> str:
    """The public key as a line; FileExistsError where there is a key."""
    if not name or "+" in name or any(letter.isspace() for letter in name):
        raise Unable("名称里不能有空格和加号：" + name)
    private = Ed25519PrivateKey.generate()
    form = serialization.PrivateFormat.PKCS8
    content = private.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption())
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
    return public_line(private, name)


def public_line(private: Ed25519PrivateKey, name: str) -> str:
    public = private.public_key().public_bytes_raw()
    encoded = base64.b64encode(WITNESS + public).decode()
    return f"{name}+{key_id(name, WITNESS, public).hex()}+{encoded}"


def load_key(path: pathlib.Path) -> Ed25519PrivateKey:
    private = serialization.load_pem_private_key(path.read_bytes(), None)
    if not isinstance(private, Ed25519PrivateKey):
        raise Unable(f"{path} 不是 Ed25519 密钥，请用 makekey 生成")
    return private


def cosigned(checkpoint: Checkpoint, private: Ed25519PrivateKey, name: str, now: int) -> str:
    made = now.to_bytes(8, "big") + private.sign(f"cosignature/v1\ntime {now}\n{checkpoint.text}".encode())
    public = private.public_key().public_bytes_raw()
    line = DASH + name + " " + base64.b64encode(key_id(name, WITNESS, public) + made).decode()
    return f"{checkpoint}{line}\n"


def keep(path: pathlib.Path, content: str) -> None:
    """Whole or not at all, and on the disk before anything is done that relies on it."""
    beside = path.with_name(path.name + ".unfinished")
    with beside.open("w", encoding="utf-8") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    os.replace(beside, path)


def sign(place: str, log_key: str, name: str, key_file: pathlib.Path, state: pathlib.Path) -> str:
    private, read, seen = load_key(key_file), reader(place), state / "checkpoint"
    state.mkdir(parents=True, exist_ok=True)
    old = Checkpoint(seen.read_text("utf-8"), log_key) if seen.exists() else None
    note = read("checkpoint").decode()
    new = Checkpoint(note, log_key)
    try:
        compare(new, old, read)
    except Wrong:
        keep(state / f"refused-{new.size}-{sha(note.encode()).hex()[:8]}", note)
        raise
    keep(seen, str(new))  # before the signature exists: what was signed is never forgotten
    keep(state / "cosigned", cosigned(new, private, name, int(time.time())))
    since = f"比上次多 {new.size - old.size} 条，以前的没有改动" if old else "第一次见证，以后与它比较"
    return f"日志共 {new.size} 条，{since}。加签的 checkpoint：{state / 'cosigned'}"


def main() -> int:
    parser = argparse.ArgumentParser(description="见证公开日志")
    doing = parser.add_subparsers(dest="doing", required=True)
    for command in (doing.add_parser("makekey"), doing.add_parser("sign")):
        command.add_argument("--name", required=True, help="见证者的名称，例如 audit.example/witness")
        command.add_argument("--key-file", required=True, type=pathlib.Path, help="见证者的密钥文件")
    signing = doing.choices["sign"]
    signing.add_argument("log", metavar="日志", help="日志的网址或文件夹")
    signing.add_argument("--log-key", required=True, help="日志公钥")
    signing.add_argument("--state", required=True, type=pathlib.Path, help="记住上次见证的文件夹")
    given = parser.parse_args()
    try:
        if given.doing == "makekey":
            print(make_key(given.key_file, given.name))
        else:
            print(sign(given.log, given.log_key, given.name, given.key_file, given.state))
    except Wrong as wrong:
        print("不一致，没有加签：", wrong, sep="")
        return 1
    except Unable as problem:
        print("无法完成：", problem, sep="")
        return 2
    except (OSError, ValueError, TypeError) as problem:
        print("无法完成：", type(problem).__name__, " ", problem, sep="")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
