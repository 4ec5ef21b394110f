"""Keys that sign, with their certificates, as files hold them. What cannot sign is refused in plain words."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from cryptography.hazmat.primitives.serialization.pkcs12 import load_key_and_certificates
from cryptography.x509 import (
    Certificate,
    ExtensionNotFound,
    KeyUsage,
    load_der_x509_certificate,
    load_pem_x509_certificates,
)
from cryptography.x509.oid import NameOID

RSA = 3072
"""Bits of an RSA key as strong as the curves: 128. Certificates of 2048 are still issued."""
CURVES = frozenset({"secp256r1", "secp384r1"})
PEM = b"-----BEGIN "


class BrokenKey(Exception):
    """There is a key, and it cannot sign; the message says what to do."""


@dataclass(frozen=True)
class KeyPair:
    """A key that can sign, and its certificate, with those of who issued it."""

    key: PrivateKeyTypes
    chain: tuple[Certificate, ...]


@dataclass(frozen=True)
class Token:
    """Where a key lies that never leaves its device (PKCS#11)."""

    module: Path
    label: str
    key: str
    pin: str


def from_file(path: Path, chain_file: Path | None, passphrase: str) -> KeyPair:
    """Of a PKCS#12 or PEM file. `chain_file`: the certificates, the signer's first, where `path` has none."""
    try:
        key, chain = parsed(read(path), passphrase.encode() or None)
    except (ValueError, TypeError) as problem:
        raise BrokenKey(f"签名密钥 {path} 不能读取（{problem}）。请检查文件和口令") from None
    if chain_file:
        chain += certificates(chain_file)
    if key is None or not chain:
        lacking = "证书" if key else "私钥"
        raise BrokenKey(f"签名密钥 {path} 里没有{lacking}。请检查 SIGNING_KEY_FILE 和 SIGNING_CERT_FILE")
    if key.public_key() != chain[0].public_key():
        raise BrokenKey(f"签名密钥 {path} 与证书不是一对：证书属于 {subject(chain[0])}")
    return KeyPair(key, tuple(chain))


def parsed(content: bytes, secret: bytes | None) -> tuple[PrivateKeyTypes | None, list[Certificate]]:
    if PEM not in content:
        key, certificate, others = load_key_and_certificates(content, secret)
        return key, [each for each in (certificate, *others) if each]
    chain = load_pem_x509_certificates(content) if PEM + b"CERTIFICATE" in content else []
    return load_pem_private_key(content, secret), chain


def certificates(path: Path) -> list[Certificate]:
    """Of a PEM or DER file."""
    content = read(path)
    try:
        return load_pem_x509_certificates(content) if PEM in content else [load_der_x509_certificate(content)]
    except ValueError as problem:
        raise BrokenKey(f"证书 {path} 不能读取（{problem}）") from None


def read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as problem:
        told = problem.strerror
        raise BrokenKey(f"文件 {path} 不能读取（{told}）。请检查设置和文件权限") from None


def refuse_unfit(certificate: Certificate, at: datetime, *, rsa: int = RSA) -> None:
    """A certificate that is over, has not begun, is not for signing or has a key of a kind we do not use.

    `rsa`: so many bits an RSA key has at least.
    """
    begins, ends = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    name = f"签名证书（{subject(certificate)}）"
    if at > ends:
        raise BrokenKey(f"{name}已于 {ends:%Y-%m-%d} 到期。请换用新的密钥和证书")
    if at < begins:
        raise BrokenKey(f"{name}从 {begins:%Y-%m-%d} 起才有效。请检查证书和本机时间")
    if not is_for_signing(certificate):
        raise BrokenKey(f"{name}不能用于签名：密钥用法里没有数字签名，也没有抗抵赖")
    if not is_of_our_kind(certificate, rsa):
        kinds = f"RSA（{rsa} 位以上，见 SIGNING_RSA_BITS）或 EC（P-256、P-384）"
        raise BrokenKey(f"{name}的密钥类型不支持：请用 {kinds}；不支持国密 SM2")


def is_for_signing(certificate: Certificate) -> bool:
    try:
        uses = certificate.extensions.get_extension_for_class(KeyUsage).value
    except ExtensionNotFound:
        return True
    return uses.digital_signature or uses.content_commitment


def is_of_our_kind(certificate: Certificate, rsa: int) -> bool:
    try:
        key = certificate.public_key()
    except ValueError:  # a kind that cryptography does not know
        return False
    if isinstance(key, RSAPublicKey):
        return key.key_size >= rsa
    return isinstance(key, EllipticCurvePublicKey) and key.curve.name in CURVES


def subject(certificate: Certificate) -> str:
    """Whose certificate it is, as people read it."""
    for kind in (NameOID.COMMON_NAME, NameOID.ORGANIZATION_NAME):
        for found in certificate.subject.get_attributes_for_oid(kind):
            return str(found.value)
    return certificate.subject.rfc4514_string()
