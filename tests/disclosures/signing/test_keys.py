"""Keys that sign, and keys that cannot: each is refused in words that say what to do."""

from datetime import datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption
from cryptography.hazmat.primitives.serialization.pkcs12 import (
    serialize_key_and_certificates,
)

from disclosures.signing import keys, making
from disclosures.signing.keys import BrokenKey
from tests.disclosures.signing.conftest import (
    DAY,
    NOW,
    as_pem,
    certificate,
    key_of,
    written,
)

KEY = key_of("p256")


def test_a_key_with_its_certificate_in_one_file(tmp_path: Path) -> None:
    pair = keys.from_file(written(tmp_path, as_pem(KEY, certificate(KEY))), None, "")
    keys.refuse_unfit(pair.chain[0], NOW)
    assert keys.subject(pair.chain[0]) == "某局"


def test_the_certificate_may_be_in_a_file_of_its_own_with_its_issuers(
    tmp_path: Path,
) -> None:
    chain = certificate(KEY), certificate(key_of("p256"), name="某认证机构")
    key, beside = (
        written(tmp_path, as_pem(KEY)),
        written(tmp_path, as_pem(None, *chain), "chain.pem"),
    )
    assert keys.from_file(key, beside, "").chain == chain


def test_a_pkcs12_file_and_its_passphrase(tmp_path: Path) -> None:
    secret = BestAvailableEncryption("口令".encode())
    path = written(
        tmp_path,
        serialize_key_and_certificates(b"", KEY, certificate(KEY), None, secret),
        "k.p12",
    )
    assert keys.from_file(path, None, "口令").key.public_key() == KEY.public_key()
    with pytest.raises(BrokenKey, match="请检查文件和口令"):
        keys.from_file(path, None, "别的")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "不能读取"),
        (b"\x00\x01\x02", "不能读取"),
        (b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n", "不能读取"),
        (as_pem(KEY), "没有证书"),
        (as_pem(KEY, certificate(key_of("p256"))), "不是一对：证书属于 某局"),
    ],
)
def test_a_broken_file_is_refused(tmp_path: Path, content: bytes, told: str) -> None:
    with pytest.raises(BrokenKey, match=told):
        keys.from_file(written(tmp_path, content), None, "")


def test_a_file_that_is_not_there_or_not_for_us_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BrokenKey, match="No such file"):
        keys.from_file(tmp_path / "none.pem", None, "")
    with pytest.raises(BrokenKey, match="不能读取"):
        keys.from_file(tmp_path, None, "")
    with pytest.raises(BrokenKey, match="证书"):
        keys.certificates(written(tmp_path, b"nothing"))


@pytest.mark.parametrize(
    ("begins", "ends", "uses", "told"),
    [
        (NOW - 3 * DAY, NOW - DAY, (), "到期。请换用新的密钥"),
        (NOW + DAY, NOW + 2 * DAY, (), "起才有效"),
        (NOW - DAY, NOW + DAY, ("crl_sign",), "不能用于签名"),
    ],
)
def test_a_certificate_that_is_no_use_is_refused(
    begins: datetime, ends: datetime, uses: tuple[str, ...], told: str
) -> None:
    with pytest.raises(BrokenKey, match=told):
        keys.refuse_unfit(certificate(KEY, begins, ends, *uses), NOW)


@pytest.mark.parametrize("use", ["digital_signature", "content_commitment"])
def test_one_use_is_enough(use: str) -> None:
    keys.refuse_unfit(certificate(KEY, NOW - DAY, NOW + DAY, use), NOW)


def test_other_kinds_of_keys_are_refused_and_rsa_of_2048_is_taken_where_it_must_be() -> None:
    keys.refuse_unfit(certificate(key_of("rsa2048")), NOW, rsa=2048)
    for key, rsa in ((key_of("rsa1024"), 2048), (key_of("p521"), 2048), (key_of("rsa2048"), keys.RSA)):
        with pytest.raises(BrokenKey, match=f"类型不支持：请用 RSA（{rsa} 位以上，见 SIGNING_RSA_BITS）"):
            keys.refuse_unfit(certificate(key), NOW, rsa=rsa)


def test_a_key_of_the_demo_says_that_it_is_one_and_is_never_replaced(
    tmp_path: Path,
) -> None:
    path = tmp_path / "folder" / "key.pem"
    making.make(path, NOW)
    before = path.read_bytes()
    assert path.stat().st_mode & 0o777 == 0o600
    pair = keys.from_file(path, None, "")
    keys.refuse_unfit(pair.chain[0], NOW)
    assert keys.subject(pair.chain[0]) == "决算公开门户（演示，不具法律效力）"
    with pytest.raises(FileExistsError):
        making.make(path, NOW)
    assert path.read_bytes() == before and [each.name for each in path.parent.iterdir()] == ["key.pem"]
