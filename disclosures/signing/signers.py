"""A key as pyHanko signs with it: one of a file, or one on a device."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from asn1crypto import x509
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import Certificate, load_der_x509_certificate
from pkcs11.exceptions import PKCS11Error
from pyhanko.config.pkcs11 import TokenCriteria
from pyhanko.keys.internal import translate_pyca_cryptography_key_to_asn1
from pyhanko.sign import Signer, SimpleSigner
from pyhanko.sign.pkcs11 import PKCS11Signer, open_pkcs11_session
from pyhanko_certvalidator.registry import SimpleCertificateStore

from disclosures.signing.keys import BrokenKey, KeyPair, Token


def of_pair(pair: KeyPair) -> Signer:
    certificate, *issuers = map(as_asn1, pair.chain)
    store = SimpleCertificateStore()
    store.register_multiple(issuers)
    key = translate_pyca_cryptography_key_to_asn1(pair.key)
    return SimpleSigner(certificate, key, store, embed_roots=False)


@contextmanager
def of_token(token: Token, chain: Iterable[Certificate]) -> Iterator[Signer]:
    """While the device is open. `chain`: empty where the certificate is on it, under the key's name."""
    own = [as_asn1(each) for each in chain]
    try:
        session = open_pkcs11_session(
            str(token.module), token_criteria=TokenCriteria(label=token.label), user_pin=token.pin
        )
        with session:
            signer = PKCS11Signer(
                session,
                key_label=token.key,
                cert_label=token.key,
                signing_cert=own[0] if own else None,
                ca_chain=own[1:],
                embed_roots=False,
                use_raw_mechanism=True,  # not every device hashes by itself
            )
            certificate_of(signer)  # looks for key and certificate now
            yield signer
    except PKCS11Error as problem:
        told = str(problem) or type(problem).__name__
        raise BrokenKey(f"签名设备 {token.label} 不能使用（{told}）。请检查设备、密钥名称和 PIN") from problem


def as_asn1(certificate: Certificate) -> x509.Certificate:
    return x509.Certificate.load(certificate.public_bytes(Encoding.DER))


def certificate_of(signer: Signer) -> Certificate:
    found = signer.signing_cert
    assert found is not None
    return load_der_x509_certificate(found.dump())
