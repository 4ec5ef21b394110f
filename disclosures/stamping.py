"""Time stamps (RFC 3161) on checkpoints: that the log said this before a moment, by a third party's clock.

Authorities are in LOG_STAMPS, one `name=address` each, their certificates in LOG_STAMPS_FOLDER/name.pem. What
is stamped is the checkpoint as the log alone signed it, kept beside the answers:

    stamps/<size>/checkpoint    openssl ts -verify -data checkpoint -in one.tsr -CAfile one.pem
    stamps/<size>/<name>.tsr
"""

import re
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography.x509 import Certificate, load_pem_x509_certificates
from django.conf import settings
from rfc3161_client import (
    HashAlgorithm,
    TimestampRequestBuilder,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)

from disclosures import archive, logbook, logkey
from disclosures.publiclog import notes, places
from disclosures.publiclog.checkpoints import checkpoint_of
from disclosures.publiclog.notes import BadNote, Note

SECONDS, BYTES_AT_MOST = 20, 100_000
CLOCKS_AGREE = timedelta(minutes=10)
QUERY = "application/timestamp-query"
AUTHORITY = re.compile(r"([a-z0-9-]+)=(https?://\S+)")


class BadAuthority(Exception):
    """What is set of an authority cannot be used; the message says what to do."""


class BadStamp(Exception):
    """An answer that is no stamp on what was asked."""


@dataclass(frozen=True)
class Outcome:
    authority: str
    size: int
    at: datetime | None = None
    problem: str = ""

    def __str__(self) -> str:
        if self.problem:
            return f"{self.authority}：没有取得 {self.size} 条的时间戳（{self.problem}）"
        return f"{self.authority}：{self.size} 条，{self.at:%Y-%m-%d %H:%M:%S} UTC"


def authorities() -> dict[str, str]:
    """Their addresses by their names."""
    found = {}
    for line in settings.LOG_STAMPS:
        told = AUTHORITY.fullmatch(line)
        if not told:
            raise BadAuthority(f"LOG_STAMPS 里的“{line}”应写成 名称=https://…，名称用小写字母和数字")
        found[told[1]] = told[2]
    return found


def certificates(name: str) -> list[Certificate]:
    """The root of an authority and what lies between, from its file."""
    path = Path(settings.LOG_STAMPS_FOLDER) / f"{name}.pem"
    try:
        found = load_pem_x509_certificates(path.read_bytes())
    except (OSError, ValueError) as problem:
        raise BadAuthority(f"授时机构 {name} 的证书 {path} 不能读取（{problem}）") from None
    if not any(each.issuer == each.subject for each in found):
        raise BadAuthority(f"授时机构 {name} 的证书 {path} 里没有根证书")
    return found


def stamp() -> list[Outcome]:
    """Have the newest checkpoint stamped by each authority that has not yet; what came of each.

    BadAuthority before anything is asked. Doing it again asks only those that are missing.
    """
    addresses = authorities()
    trusted = {name: certificates(name) for name in addresses}
    _, size = logbook.size_sealed()
    done = stamped().get(size, ())
    missing = [name for name in addresses if name not in done]
    if not size or not missing:
        return []
    content = as_sealed(size)
    logbook.keep(f"{places.stamp(size)}/{places.CHECKPOINT}", content)
    outcomes = [ask(name, addresses[name], size, content, trusted[name]) for name in missing]
    logbook.keep(places.STAMPS, listed(stamped()))
    return outcomes


def ask(name: str, address: str, size: int, content: bytes, trusted: list[Certificate]) -> Outcome:
    """Kept only after it is found good."""
    builder = TimestampRequestBuilder().data(content).hash_algorithm(HashAlgorithm.SHA256)
    request = builder.nonce(nonce=True).cert_request(cert_request=True).build()
    try:
        answer = post(address, request.as_bytes())
        at = check(answer, content, trusted, request.nonce)
        if abs(datetime.now(UTC) - at) > CLOCKS_AGREE:
            raise BadStamp(f"它的时间 {at:%Y-%m-%d %H:%M:%S} UTC 与本机相差太多")
    except (OSError, BadStamp) as problem:
        return Outcome(name, size, problem=str(problem) or type(problem).__name__)
    logbook.keep(f"{places.stamp(size)}/{name}{places.ANSWER}", answer)
    return Outcome(name, size, at)


def post(address: str, content: bytes) -> bytes:
    """OSError where nobody answers, or not with 200; BadStamp where the answer is too long."""
    asked = urllib.request.Request(address, content, {"Content-Type": QUERY}, method="POST")
    with urllib.request.urlopen(asked, timeout=SECONDS) as response:
        answer: bytes = response.read(BYTES_AT_MOST + 1)
    if len(answer) > BYTES_AT_MOST:
        raise BadStamp(f"回答超过 {BYTES_AT_MOST} 字节")
    return answer


def check(answer: bytes, content: bytes, trusted: list[Certificate], nonce: int | None = None) -> datetime:
    """When the content was there, by the authority; BadStamp where the answer does not say so."""
    builder = VerifierBuilder() if nonce is None else VerifierBuilder(nonce=nonce)
    for each in trusted:
        is_root = each.issuer == each.subject
        builder = (
            builder.add_root_certificate(each) if is_root else builder.add_intermediate_certificate(each)
        )
    try:
        response = decode_timestamp_response(answer)
        if response.status:
            raise BadStamp(
                f"没有给出时间戳：状态 {response.status}{'，'.join(['', *response.status_string])}"
            )
        builder.build().verify_message(response, content)
        at: datetime = response.tst_info.gen_time
    except (ValueError, VerificationError) as problem:
        raise BadStamp(f"不是对这个 checkpoint 有效的时间戳：{problem}") from problem
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def as_sealed(size: int) -> bytes:
    """The checkpoint with the log's own signature only: what witnesses add later is not part of it."""
    note = notes.read(logbook.read(places.checkpoint(size)).decode())
    public = logkey.public()
    ours = tuple(each for each in note.signatures if each.key == (public.name, public.id))
    return str(Note(note.text, ours)).encode()


def stamped() -> Mapping[int, list[str]]:
    """The names of those that have stamped the checkpoint of each size."""
    try:
        sizes, _ = archive.files().listdir(f"{places.FOLDER}/{places.STAMPS_FOLDER}")
    except FileNotFoundError:
        return {}
    answers = {
        int(size): archive.files().listdir(f"{places.FOLDER}/{places.stamp(int(size))}")[1] for size in sizes
    }
    end = places.ANSWER
    return {
        size: sorted(name.removesuffix(end) for name in answers[size] if name.endswith(end))
        for size in sorted(answers)
    }


def listed(found: Mapping[int, list[str]]) -> bytes:
    lines = (f"{places.stamp(size)}/{name}{places.ANSWER}\n" for size in found for name in found[size])
    return "".join(lines).encode()


def count() -> int:
    return sum(map(len, stamped().values()))


def faults() -> Iterator[str]:
    """What does not agree of the stamps: each is checked again, at the moment it names."""
    for size, names in stamped().items():
        content = logbook.read(f"{places.stamp(size)}/{places.CHECKPOINT}")
        try:
            note = notes.read(content.decode())
            if not notes.check(note, [logkey.public()]) or not logbook.holds(checkpoint_of(note)):
                yield f"有时间戳的前 {size} 条与公开日志不一致"
        except (BadNote, UnicodeDecodeError):
            yield f"有时间戳的 checkpoint（{size} 条）被改动"
        for name in names:
            try:
                answer = logbook.read(f"{places.stamp(size)}/{name}{places.ANSWER}")
                check(answer, content, certificates(name))
            except (BadStamp, BadAuthority) as problem:
                yield f"{name} 对 {size} 条的时间戳：{problem}"
