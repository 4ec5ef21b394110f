"""Which key signs, what is published with it, and what happens where there is none or a broken one."""

from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import StringIO
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from asn1crypto import tsp
from cryptography.hazmat.primitives.serialization import Encoding
from django.core.management import CommandError, call_command
from pyhanko.keys.internal import translate_pyca_cryptography_key_to_asn1
from pyhanko.sign.timestamps import DummyTimeStamper

from accounts.models import Account
from disclosures import archive, printing, publishing, sealing, signing_checks, signingkey
from disclosures.artefacts import SIGNER
from disclosures.models import Publication, PublishOrder
from disclosures.publishing import PublishFailed
from disclosures.signing import keys, making, signers
from disclosures.signing.keys import BrokenKey
from disclosures.signing.pdf import sign
from disclosures.signing.verifying import verify
from tests import stages
from tests.disclosures.signing.conftest import DAY, NOW, as_pem, certificate, key_of, printed, written
from tests.kept import kept
from tests.samples import load_printed
from tests.seals import drawn, png

__all__ = ["printed"]
OTHER = key_of("p256")


@pytest.fixture
def key(settings: Any, tmp_path: Path) -> Path:
    settings.SIGNING_KEY_FILE = tmp_path / "key.pem"
    making.make(settings.SIGNING_KEY_FILE, NOW - DAY)
    return Path(settings.SIGNING_KEY_FILE)


@pytest.fixture
def nothing_is_printed(monkeypatch: pytest.MonkeyPatch, printed: bytes) -> None:
    monkeypatch.setattr(printing, "print_pdf", lambda *given: printed)


@kept
def load_order() -> None:
    load_printed()
    account = Account.objects.of("liaoyuan", 2024)
    sealing.register(account.unit, png(drawn(300)), by="管理员")
    stages.order(account)


@pytest.fixture
def order(db: None, settings: Any, tmp_path: Path, nothing_is_printed: None) -> PublishOrder:
    stages.keep_files_in(tmp_path / "files", settings)
    load_order()
    return PublishOrder.objects.get()


def told() -> list[str]:
    return [str(fault.msg) for fault in signing_checks.keys_can_sign()]


def run(*given: Any) -> str:
    output = StringIO()
    call_command("signing", *map(str, given), stdout=output)
    return output.getvalue()


def test_a_version_is_signed_with_its_seal_and_says_by_whom(
    order: PublishOrder, key: Path, printed: bytes, client: Any
) -> None:
    publication = publishing.publish(order)
    pdf, signer = archive.content(publication, "report.pdf"), archive.content(publication, SIGNER)
    assert pdf.startswith(printed) and b"/SMask" in pdf
    assert verify(pdf, [signer]) == []
    assert f"证书是 {SIGNER}" in archive.content(publication, "README.txt").decode()
    page = client.get("/liaoyuan/2024/").content.decode()
    assert "PDF 由“决算公开门户（演示，不具法律效力）”签名" in page
    answer = client.get("/liaoyuan/2024/report.cer")
    assert answer.content == signer and answer["Content-Type"] == "application/pkix-cert"


def test_without_a_key_a_version_is_not_signed_and_says_so(
    order: PublishOrder, printed: bytes, client: Any
) -> None:
    publication = publishing.publish(order)
    assert archive.content(publication, "report.pdf") == printed and SIGNER not in publication.manifest
    assert "report.pdf 没有电子签名。" in archive.content(publication, "README.txt").decode()
    assert "PDF 没有电子签名" in client.get("/liaoyuan/2024/").content.decode()


def test_what_is_printed_is_the_same_before_it_is_signed(
    order: PublishOrder, key: Path, printed: bytes
) -> None:
    case, issue = publishing.frozen(order)
    first, second = (publishing.rendering.files(case, issue)["report.pdf"] for _ in range(2))
    assert first != second and first[: len(printed)] == second[: len(printed)] == printed


def no_file(key: Path) -> None:
    key.unlink()


def cut_off(key: Path) -> None:
    key.write_bytes(key.read_bytes()[:100])


def another_key(key: Path) -> None:
    key.write_bytes(as_pem(OTHER, certificate(key_of("p256"))))


def expired(key: Path) -> None:
    key.write_bytes(as_pem(OTHER, certificate(OTHER, NOW - 3 * DAY, NOW - DAY)))


@pytest.mark.parametrize(
    ("breaks", "words"),
    [(no_file, "No such file"), (cut_off, "不能读取"), (another_key, "不是一对"), (expired, "到期")],
)
def test_a_broken_key_is_told_by_the_check(key: Path, breaks: Callable[[Path], None], words: str) -> None:
    assert told() == []
    breaks(key)
    assert len(told()) == 1 and words in told()[0]


def test_with_a_broken_key_nothing_is_published_until_it_is_mended(order: PublishOrder, key: Path) -> None:
    whole = key.read_bytes()
    expired(key)
    with pytest.raises(PublishFailed, match="到期"):
        publishing.publish(order)
    order.refresh_from_db()
    assert order.state == PublishOrder.State.FAILED and "请换用新的密钥和证书" in order.error
    assert not Publication.objects.exists() and order.account.status == Account.Status.ORDERED
    key.write_bytes(whole)
    assert publishing.publish(order).number == 1


def test_a_silent_time_stamp_service_fails_the_order_in_words(
    order: PublishOrder, key: Path, settings: Any
) -> None:
    settings.SIGNING_TSA = "http://127.0.0.1:1/tsa"
    with pytest.raises(PublishFailed, match="时间戳服务没有给出时间戳"):
        publishing.publish(order)
    assert not Publication.objects.exists()


@pytest.fixture
def office() -> Iterator[tuple[str, bytes]]:
    """A time stamp service on this machine: its address, its certificate."""
    key = key_of("rsa2048")
    own = certificate(key, name="某授时机构", stamps=True)
    stamper = DummyTimeStamper(signers.as_asn1(own), translate_pyca_cryptography_key_to_asn1(key))

    class Answering(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = tsp.TimeStampReq.load(self.rfile.read(int(self.headers["Content-Length"])))
            told = stamper.request_tsa_response(asked).dump()
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.end_headers()
            self.wfile.write(told)

        def log_message(self, *_: Any) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Answering) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/", own.public_bytes(Encoding.DER)
        server.shutdown()
        thread.join()


def test_a_time_stamp_is_asked_for_and_kept(
    key: Path, settings: Any, printed: bytes, office: tuple[str, bytes]
) -> None:
    settings.SIGNING_TSA, own = office
    with signingkey.opened() as signer:
        assert signer is not None
        signed = sign(printed, signer, words="签名", stamper=signingkey.stamper())
        der = signers.certificate_of(signer).public_bytes(Encoding.DER)
    assert verify(signed, [der, own]) == []
    assert verify(signed, [der]) == ["时间戳无效，或者不是信任的机构所给"]


def test_a_units_own_key_comes_before_the_portals(key: Path, settings: Any, tmp_path: Path) -> None:
    settings.SIGNING_KEYS_FOLDER = tmp_path / "units"
    settings.SIGNING_KEYS_FOLDER.mkdir()
    written(tmp_path / "units", as_pem(OTHER, certificate(OTHER, name="甲局")), "office.pem")
    for unit, name in (("office", "甲局"), ("other", making.NAME)):
        with signingkey.opened(unit) as signer:
            assert signer is not None and keys.subject(signers.certificate_of(signer)) == name
    broken = written(tmp_path / "units", b"broken", "third.p12")
    assert "third.p12" in told()[0]
    for path in (broken, tmp_path / "units" / "office.pem"):
        path.unlink()
    settings.SIGNING_KEYS_FOLDER.rmdir()  # not the portal's in silence
    assert "各单位密钥的文件夹" in told()[0]
    with pytest.raises(BrokenKey, match="No such file"), signingkey.opened("office"):
        pass


def test_the_demo_makes_its_key_and_production_does_not(settings: Any, tmp_path: Path) -> None:
    assert not signingkey.all_files() and signing_checks.there_is_a_key()[0].id == "disclosures.W001"
    settings.SIGNING_DEMO_KEY = tmp_path / "demo.pem"
    assert told() == [] and not settings.SIGNING_DEMO_KEY.exists()  # a check makes nothing
    with signingkey.opened() as signer:
        assert signer is not None and signing_checks.there_is_a_key() == []
    assert signingkey.all_files() == [tmp_path / "demo.pem"]


def test_a_device_needs_all_its_settings_and_is_not_tried_by_checks(settings: Any, tmp_path: Path) -> None:
    settings.SIGNING_PKCS11_MODULE = written(tmp_path, b"no library", "module.so")
    assert told() == ["签名设备的设置不全：还缺 SIGNING_PKCS11_TOKEN、SIGNING_PKCS11_KEY、SIGNING_PKCS11_PIN"]
    settings.SIGNING_PKCS11_TOKEN = settings.SIGNING_PKCS11_KEY = settings.SIGNING_PKCS11_PIN = "x"
    assert told() == []
    with pytest.raises(BrokenKey, match="签名设备 x 不能使用"), signingkey.opened():
        pass
    settings.SIGNING_PKCS11_MODULE.unlink()
    assert "No such file" in told()[0]


def test_the_command_tells_the_key_and_verifies_files(key: Path, tmp_path: Path, printed: bytes) -> None:
    assert "签名证书：决算公开门户（演示，不具法律效力）" in run("status")
    with signingkey.opened() as signer:
        assert signer is not None
        good = written(tmp_path, sign(printed, signer, words="签名"), "good.pdf")
    assert run("verify", good) == f"{good}：签名有效，签名后没有改动\n"
    with pytest.raises(CommandError, match="没有通过"):
        run("verify", good, written(tmp_path, printed, "bare.pdf"))
    other = written(tmp_path, as_pem(None, certificate(OTHER)), "other.pem")
    with pytest.raises(CommandError, match="没有通过"):
        run("verify", good, "--certificate", other)


def test_the_command_makes_a_key_once(settings: Any, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="没有设置 SIGNING_KEY_FILE"):
        run("makekey")
    assert "没有电子签名" in run("status")
    settings.SIGNING_KEY_FILE = tmp_path / "key.pem"
    assert "演示密钥" in run("makekey")
    with pytest.raises(CommandError, match="已有密钥，没有生成"):
        run("makekey")
