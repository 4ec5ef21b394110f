"""Whether a PDF carries its signature unharmed: by pyHanko, and byte for byte where it is lenient."""

import io
from collections.abc import Iterable
from datetime import datetime

from asn1crypto import algos, cms, core, x509
from cryptography.x509 import load_der_x509_certificate
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import EmbeddedPdfSignature, validate_pdf_signature
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from disclosures.signing.keys import subject

USES = frozenset({"digital_signature", "non_repudiation"})
UNSIGNED = "PDF 没有电子签名"
UNKNOWN_STAMP = "时间戳无效，或者不是信任的机构所给"


def verify(pdf: bytes, trusted: Iterable[bytes]) -> list[str]:
    """What is wrong with the signature, in words; nothing where the PDF is as it was signed.

    `trusted`: certificates (DER) of signers or of who issued them, and of time stamps. They are looked at as
    of the time of signing: that a certificate has ended since changes nothing.
    """
    try:
        signatures = PdfFileReader(io.BytesIO(pdf)).embedded_signatures
        if not signatures:
            return [UNSIGNED]
        if len(signatures) > 1:
            return [f"PDF 有 {len(signatures)} 个签名，应当只有一个"]
        return faults(pdf, signatures[0], [x509.Certificate.load(each) for each in trusted])
    except Exception as problem:  # whatever a damaged file does to the reader
        return [f"签名无法核验，文件可能已损坏（{type(problem).__name__}）"]


def faults(pdf: bytes, signature: EmbeddedPdfSignature, trusted: list[x509.Certificate]) -> list[str]:
    start, end = signature.byte_range[1], signature.byte_range[2]
    container = b"<" + rebuilt(signature.signed_data).hex().upper().encode()
    if pdf[start:end] != container.ljust(end - start - 1, b"0") + b">":
        return ["签名区里有不属于签名的内容"]
    at = signature.self_reported_timestamp
    if at is None:
        return ["签名没有写明时间"]
    status = checked(signature, trusted, at)
    certificate = load_der_x509_certificate(status.signing_cert.dump())
    found = []
    if status.coverage is not SignatureCoverageLevel.ENTIRE_FILE:
        found.append("签名之后，文件又添加了内容")
    if not status.intact:
        found.append("文件内容与签名时不同")
    elif not status.valid:
        found.append("签名与证书不符")
    elif not status.trusted:
        found.append(f"签名证书（{subject(certificate)}）不在信任的证书之内，或者签名时无效")
    elif not certificate.not_valid_before_utc <= at <= certificate.not_valid_after_utc:
        # pyHanko asks no more of a certificate that is itself among those trusted
        found.append(f"签名证书（{subject(certificate)}）签名时无效")
    elif not found and not status.bottom_line:
        found.append(UNKNOWN_STAMP)
    return found


def checked(
    signature: EmbeddedPdfSignature, trusted: list[x509.Certificate], at: datetime
) -> PdfSignatureStatus:
    context = ValidationContext(trust_roots=trusted, allow_fetching=False, moment=at)
    uses = KeyUsageConstraints(key_usage=USES, match_all_key_usages=False)
    return validate_pdf_signature(signature, context, key_usage_settings=uses)


def rebuilt(signed: cms.SignedData) -> bytes:
    """The container as our signer writes it: some of its bytes no signature covers."""
    (info,) = signed["signer_infos"]
    digest = algos.DigestAlgorithm({"algorithm": info["digest_algorithm"]["algorithm"]})
    method = algos.SignedDigestAlgorithm({"algorithm": info["signature_algorithm"]["algorithm"]})
    signer = {name: info[name] for name in ("sid", "signed_attrs", "signature", "unsigned_attrs")}
    if signer["unsigned_attrs"] is core.VOID:
        del signer["unsigned_attrs"]
    anew = cms.SignedData(
        {
            "version": "v1",
            "digest_algorithms": [digest],
            "encap_content_info": {"content_type": "data"},
            "certificates": signed["certificates"],
            "signer_infos": [
                {**signer, "version": "v1", "digest_algorithm": digest, "signature_algorithm": method}
            ],
        }
    )
    return bytes(cms.ContentInfo({"content_type": "signed_data", "content": anew}).dump())
