"""Time stamps on checkpoints, from an authority of the test's own: what is kept, and what is never taken."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from asn1crypto import keys, tsp, x509
from cryptography import x509 as certificate
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from django.core.management import CommandError, call_command
from django.test import Client
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

from accounts.models import Unit
from disclosures import logbook, logkey, stamping, witnessing
from disclosures.publiclog import notes
from disclosures.stamping import BadAuthority
from tests import stages
from tests.disclosures.test_logbook import forge, logged
from tests.disclosures.test_witnessing import NAMES, cosigned

Answer = Callable[[bytes], bytes]
Key = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


class Authority:
    """A root, a certificate for time stamps below it, and what stamps with that."""

    def __init__(self, name: str) -> None:
        root, leaf = ec.generate_private_key(ec.SECP256R1()), rsa.generate_private_key(65537, 2048)
        self.root = issued(f"{name} root", root, f"{name} root", root, is_root=True)
        self.leaf = issued(name, leaf, f"{name} root", root, is_root=False)
        self.key = keys.PrivateKeyInfo.load(
            leaf.private_bytes(
                serialization.Encoding.DER,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
        )

    def stamp(self, request: bytes, at: datetime | None = None) -> bytes:
        stamper = DummyTimeStamper(
            x509.Certificate.load(der(self.leaf)), self.key, SimpleCertificateStore(), at
        )
        answer: bytes = stamper.request_tsa_response(tsp.TimeStampReq.load(request)).dump()
        return answer


def der(found: certificate.Certificate) -> bytes:
    return found.public_bytes(serialization.Encoding.DER)


def issued(
    name: str, key: Key, by: str, signing: ec.EllipticCurvePrivateKey, *, is_root: bool
) -> certificate.Certificate:
    def named(text: str) -> certificate.Name:
        return certificate.Name([certificate.NameAttribute(certificate.NameOID.COMMON_NAME, text)])

    now = datetime.now(UTC)
    builder = (
        certificate.CertificateBuilder()
        .subject_name(named(name))
        .issuer_name(named(by))
        .public_key(key.public_key())
        .serial_number(certificate.random_serial_number())
        .not_valid_before(now - timedelta(days=30))
        .not_valid_after(now + timedelta(days=30))
        .add_extension(certificate.BasicConstraints(is_root, None), critical=True)
    )
    if not is_root:
        usage = certificate.ExtendedKeyUsage([certificate.ExtendedKeyUsageOID.TIME_STAMPING])
        builder = builder.add_extension(usage, critical=True)
    return builder.sign(signing, hashes.SHA256())


@pytest.fixture(scope="module")
def one() -> Authority:
    return Authority("one")


@pytest.fixture(scope="module")
def other() -> Authority:
    return Authority("other")


@pytest.fixture
def server() -> Iterator[ThreadingHTTPServer]:
    """Answers each path by what `answers` has for it."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            assert self.headers["Content-Type"] == "application/timestamp-query"
            content = answers[self.path](body)
            self.send_response(200 if content else 503)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *given: object) -> None:
            pass

    answers: dict[str, Answer] = {}
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as found:
        found.answers = answers  # type: ignore[attr-defined]
        Thread(target=found.serve_forever, daemon=True).start()
        yield found
        found.shutdown()


@pytest.fixture
def answers(
    server: Any, one: Authority, other: Authority, settings: Any, tmp_path: Path
) -> dict[str, Answer]:
    """Two authorities, and what each answers."""
    address = f"http://127.0.0.1:{server.server_port}"
    settings.LOG_STAMPS = [f"one={address}/one", f"other={address}/other"]
    settings.LOG_STAMPS_FOLDER = tmp_path / "authorities"
    settings.LOG_STAMPS_FOLDER.mkdir()
    for name, authority in (("one", one), ("other", other)):
        pem = authority.root.public_bytes(serialization.Encoding.PEM)
        (settings.LOG_STAMPS_FOLDER / f"{name}.pem").write_bytes(pem)
        server.answers[f"/{name}"] = authority.stamp
    found: dict[str, Answer] = server.answers
    return found


@pytest.fixture
def log(settings: Any, tmp_path: Path, db: None) -> Path:
    """Three versions, sealed."""
    stages.keep_files_in(tmp_path, settings)
    settings.LOG_KEY_FILE = tmp_path / "key.pem"
    settings.LOG_NAME = "juesuan.example/log"
    logkey.make(settings.LOG_KEY_FILE)
    logged(Unit.objects.create(code="mouju", name="某局", kind="unit", level="市"), 3)
    logbook.seal()
    return tmp_path / "log"


def problems() -> list[str]:
    return [each.problem for each in stamping.stamp() if each.problem]


def test_two_authorities_stamp_the_newest_checkpoint_once(
    client: Client, log: Path, answers: dict[str, Answer]
) -> None:
    found = stamping.stamp()
    assert [(each.authority, each.size, each.problem) for each in found] == [("one", 3, ""), ("other", 3, "")]
    assert (log / "stamps/3/checkpoint").read_bytes() == (log / "checkpoint").read_bytes()
    assert client.get("/log/stamps/3/one.tsr").content == (log / "stamps/3/one.tsr").read_bytes()
    assert client.get("/log/stamps/3/checkpoint").content == (log / "checkpoint").read_bytes()
    assert client.get("/log/stamps/list").content == b"stamps/3/one.tsr\nstamps/3/other.tsr\n"
    assert stamping.stamp() == []
    assert list(stamping.faults()) == []


def test_what_grew_is_stamped_again(log: Path, answers: dict[str, Answer]) -> None:
    stamping.stamp()
    logged(Unit.objects.get(), 2, 2010)
    logbook.seal()
    stamping.stamp()
    assert stamping.stamped() == {3: ["one", "other"], 5: ["one", "other"]}
    assert list(stamping.faults()) == []
    assert stamping.count() == 4


def test_one_that_does_not_answer_is_asked_again(
    log: Path, answers: dict[str, Answer], one: Authority
) -> None:
    answers["/one"] = lambda request: b""
    assert problems() == ["HTTP Error 503: Service Unavailable"]
    assert stamping.stamped() == {3: ["other"]}
    answers["/one"] = one.stamp
    assert [each.authority for each in stamping.stamp()] == ["one"]


def test_nobody_there(log: Path, answers: dict[str, Answer], settings: Any) -> None:
    settings.LOG_STAMPS = ["one=http://127.0.0.1:1/"]
    assert "Connection refused" in problems()[0]


def test_one_that_says_nothing_is_given_up(
    log: Path, answers: dict[str, Answer], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stamping, "SECONDS", 0.0001)
    assert all("timed out" in each for each in problems())
    assert stamping.count() == 0


def request_of(content: bytes, nonce: int | None) -> bytes:
    imprint = {"hash_algorithm": {"algorithm": "sha256"}, "hashed_message": content}
    told = {"version": 1, "message_imprint": imprint, "cert_req": True}
    return bytes(tsp.TimeStampReq(told | ({} if nonce is None else {"nonce": nonce})).dump())


def changed(request: bytes, *, content: bytes | None = None, nonce: int | None = 0) -> bytes:
    asked = tsp.TimeStampReq.load(request)
    told = content or asked["message_imprint"]["hashed_message"].native
    return request_of(told, asked["nonce"].native if nonce == 0 else nonce)


REFUSED = bytes.fromhex("30053003020102")
"""TimeStampResp { status { status 2 } }, without a token."""


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (lambda one, other, request: one.stamp(changed(request, nonce=12345)), "Nonce mismatch"),
        (lambda one, other, request: one.stamp(changed(request, nonce=None)), "Nonce mismatch"),
        (
            lambda one, other, request: one.stamp(changed(request, content=b"x" * 32)),
            "Mismatch between messages",
        ),
        (lambda one, other, request: other.stamp(request), "certificates"),
        (lambda one, other, request: one.stamp(request)[:-9] + b"otherwise", ""),
        (lambda one, other, request: one.stamp(request)[:100], ""),
        (lambda one, other, request: REFUSED, "状态 2"),
        (lambda one, other, request: b"<html>502</html>", ""),
        (lambda one, other, request: b"x" * 200_000, "超过 100000 字节"),
        (lambda one, other, request: one.stamp(request, datetime.now(UTC) - timedelta(days=9)), "相差太多"),
    ],
    ids=["nonce", "no nonce", "hash", "issuer", "signature", "cut", "refused", "html", "long", "clock"],
)
def test_what_is_no_stamp_is_never_kept(
    log: Path, answers: dict[str, Answer], one: Authority, other: Authority, answer: Any, told: str
) -> None:
    answers["/one"] = lambda request: bytes(answer(one, other, request))
    found = problems()
    assert len(found) == 1 and told in found[0], found
    assert stamping.stamped() == {3: ["other"]}


def test_a_stamp_that_is_changed_afterwards_is_found(log: Path, answers: dict[str, Answer]) -> None:
    stamping.stamp()
    path = log / "stamps/3/one.tsr"
    good = path.read_bytes()
    path.write_bytes(good[:-1] + bytes([good[-1] ^ 1]))
    assert [each[:10] for each in stamping.faults()] == ["one 对 3 条的"]
    path.write_bytes((log / "stamps/3/other.tsr").read_bytes())
    assert [each[:10] for each in stamping.faults()] == ["one 对 3 条的"]
    with pytest.raises(CommandError, match="one 对 3 条的时间戳"):
        call_command("publiclog", "verify")


def test_a_log_that_was_made_anew_does_not_agree_with_its_stamps(
    log: Path, answers: dict[str, Answer]
) -> None:
    stamping.stamp()
    otherwise = "convert_to(replace(convert_from(content, 'UTF8'), '2001', '1999'), 'UTF8')"
    forge(f"UPDATE disclosures_logentry SET content = {otherwise}")
    (log / "checkpoint").unlink()
    logbook.seal()
    assert list(stamping.faults()) == ["有时间戳的前 3 条与公开日志不一致"]
    (log / "stamps/3/checkpoint").write_text("nonsense", "utf-8")
    assert "有时间戳的 checkpoint（3 条）被改动" in list(stamping.faults())


def test_witnesses_do_not_disturb_a_stamp(log: Path, answers: dict[str, Answer], settings: Any) -> None:
    settings.LOG_WITNESSES = [str(notes.public_key(name, key, notes.WITNESS)) for name, key in NAMES.items()]
    witnessing.take(cosigned((log / "checkpoint").read_text("utf-8")))
    stamping.stamp()
    witnessing.take(cosigned((log / "checkpoint").read_text("utf-8"), time=1_770_000_000))
    assert list(stamping.faults()) == []


@pytest.mark.parametrize("line", ["one", "one=ftp://tsa", "One=https://tsa", "../x=https://tsa", "one="])
def test_an_authority_that_is_written_wrong(log: Path, settings: Any, line: str) -> None:
    settings.LOG_STAMPS = [line]
    with pytest.raises(BadAuthority, match="应写成 名称=https"):
        stamping.stamp()


def test_an_authority_without_its_root(
    log: Path, answers: dict[str, Answer], one: Authority, settings: Any
) -> None:
    path = settings.LOG_STAMPS_FOLDER / "one.pem"
    for content, told in ((None, "不能读取"), (b"nonsense", "不能读取"), (der(one.leaf), "不能读取")):
        path.unlink(missing_ok=True)
        if content:
            path.write_bytes(content)
        with pytest.raises(BadAuthority, match=told):
            stamping.stamp()
    path.write_bytes(one.leaf.public_bytes(serialization.Encoding.PEM))
    with pytest.raises(BadAuthority, match="没有根证书"):
        stamping.stamp()
    assert stamping.count() == 0


def test_off_unless_set(log: Path) -> None:
    assert stamping.stamp() == []
    call_command("publiclog", "stamp")
    call_command("publiclog", "verify")


def test_the_command(log: Path, answers: dict[str, Answer], capsys: pytest.CaptureFixture[str]) -> None:
    answers["/one"] = lambda request: b""
    with pytest.raises(CommandError, match="one：没有取得 3 条的时间戳"):
        call_command("publiclog", "stamp")
    call_command("publiclog", "verify")
    call_command("publiclog", "status")
    told = capsys.readouterr().out
    assert "1 个时间戳都有效" in told and "最近有时间戳的 3 条" in told
