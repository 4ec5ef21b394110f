"""Keys of both kinds, and a short report on paper: printed once, signed once."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.types import (
    CertificateIssuerPrivateKeyTypes,
)
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from disclosures.press.stages import to_nobody
from disclosures.press.typeset import typeset
from disclosures.signing import keys, making, pdf, signers
from disclosures.signing.keys import KeyPair

NOW = datetime.now(UTC).replace(microsecond=0)
DAY = timedelta(days=1)
PAGE = """<!DOCTYPE html><html lang="zh-CN"><head><title>某局决算</title>
<link rel="stylesheet" href="static:///print.css"/></head><body><article lang="zh-CN">
<header class="cover"><h1>2024年度某局决算</h1><p class="disclosed">2025年9月26日</p></header>
<p>文字。</p></article></body></html>"""
WORDS = "电子签名：2024年度某局决算　第1版"


@pytest.fixture(scope="session")
def printed() -> bytes:
    return typeset(PAGE, to_nobody)


@pytest.fixture(scope="session")
def pair(tmp_path_factory: pytest.TempPathFactory) -> KeyPair:
    """P-256, of the demo."""
    path = tmp_path_factory.mktemp("keys") / "demo.pem"
    making.make(path, NOW - DAY)
    return keys.from_file(path, None, "")


@pytest.fixture(scope="session")
def signed(printed: bytes, pair: KeyPair) -> bytes:
    return pdf.sign(printed, signers.of_pair(pair), words=WORDS)


def der(pair: KeyPair) -> bytes:
    """The signer's certificate."""
    return pair.chain[0].public_bytes(Encoding.DER)


def key_of(kind: str) -> CertificateIssuerPrivateKeyTypes:
    if kind.startswith("rsa"):
        return rsa.generate_private_key(65537, int(kind[3:]))
    return ec.generate_private_key({"p256": ec.SECP256R1(), "p521": ec.SECP521R1()}[kind])


def certificate(
    key: CertificateIssuerPrivateKeyTypes,
    begins: datetime = NOW - DAY,
    ends: datetime = NOW + DAY,
    *uses: str,
    name: str = "某局",
    stamps: bool = False,
) -> x509.Certificate:
    """Given by itself; good for everything where no use is named. `stamps`: for time stamps alone."""
    named = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    made = x509.CertificateBuilder(named, named, key.public_key(), x509.random_serial_number(), begins, ends)
    if uses:
        given = x509.KeyUsage(**{use: use in uses for use in making.USES})
        made = made.add_extension(given, critical=True)
    if stamps:
        made = made.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
    return made.sign(key, hashes.SHA256())


def as_pem(key: CertificateIssuerPrivateKeyTypes | None, *chain: x509.Certificate) -> bytes:
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()) if key else b""
    return secret + b"".join(each.public_bytes(Encoding.PEM) for each in chain)


def written(folder: Path, content: bytes, name: str = "key.pem") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path
