"""A printed PDF becomes a signed one: PAdES B-B, or B-T with a time stamp.

The signature is appended, so that the printed bytes are the beginning of the signed file. It certifies and
allows no change (DocMDP 1): whatever is appended later breaks it in every reader.
"""

import io

from pyhanko.pdf_utils.extensions import DeveloperExtension
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign import PdfSignatureMetadata, PdfSigner, Signer
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers.constants import ESIC_EXTENSION_1
from pyhanko.sign.timestamps import TimeStamper, TimestampRequestError

from disclosures.signing import field
from disclosures.signing.verifying import UNKNOWN_STAMP, verify

ROOM, ROOM_OF_A_STAMP = 1536, 12_288
"""Bytes for the signature beside its certificates."""


class NotSigned(Exception):
    """The PDF could not be signed; the message says why."""


class Revision(IncrementalPdfFileWriter):
    """What is appended. Habits of pyHanko that would make it no PDF/A-3 any more are left off."""

    def _update_meta(self) -> None:
        """Dates and producer stay as printed, alike in both places that tell them."""

    def ensure_output_version(self, version: tuple[int, int]) -> None:
        """With a key of EC it would become a PDF 2.0; PDF/A-3 is 1.7."""

    def register_extension(self, ext: DeveloperExtension) -> None:
        """That of PAdES for 1.7, and none of 2.0."""
        if ext == ESIC_EXTENSION_1:
            super().register_extension(ext)


def sign(
    pdf: bytes, signer: Signer, *, words: str, seal: bytes = b"", stamper: TimeStamper | None = None
) -> bytes:
    """`words`: what is signed, and by whom. `seal`: a PNG that stands over the date of the cover."""
    told = PdfSignatureMetadata(
        field_name=field.NAME,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        reason=words,
        certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
    )
    try:
        revision = Revision(io.BytesIO(pdf))
        style = field.add(revision, words, seal)
        made = PdfSigner(told, signer, timestamper=stamper, stamp_style=style).sign_pdf(
            revision, existing_fields_only=True, bytes_reserved=2 * room(signer, stamper)
        )
    except (TimestampRequestError, OSError) as problem:
        told_by = str(problem) or type(problem).__name__
        raise NotSigned(f"时间戳服务没有给出时间戳（{told_by}），请稍后重试") from problem
    except (SigningError, PdfError, KeyError) as problem:  # KeyError: no tags, no date to put the seal on
        raise NotSigned(f"PDF 没有签上名（{problem}）") from problem
    refuse_unsound(content := bytes(made.getbuffer()), signer)
    return content


def refuse_unsound(signed: bytes, signer: Signer) -> None:
    """A device may hold another key than its certificate is for. Who gave a stamp is for readers to trust."""
    assert signer.signing_cert is not None
    found = [each for each in verify(signed, [signer.signing_cert.dump()]) if each != UNKNOWN_STAMP]
    if found:
        raise NotSigned(f"签名后立即核验，没有通过：{'；'.join(found)}。请检查密钥与证书是不是一对")


def room(signer: Signer, stamper: TimeStamper | None) -> int:
    """Bytes to keep for the signature: a trial with signer and stamper would cost as much again."""
    certificates = [signer.signing_cert, *signer.cert_registry]
    return sum(len(each.dump()) for each in certificates if each) + ROOM + (ROOM_OF_A_STAMP if stamper else 0)
