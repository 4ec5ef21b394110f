"""A signed PDF holds as it is, and in no other way: any byte, anything added, any other signer."""

import io
import random
from collections.abc import Iterator

import pytest
from pyhanko.keys.internal import translate_pyca_cryptography_key_to_asn1
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.timestamps import DummyTimeStamper

from disclosures.signing import pdf, signers
from disclosures.signing.keys import KeyPair
from disclosures.signing.verifying import verify
from tests.disclosures.signing.conftest import DAY, NOW, WORDS, certificate, der, key_of

SOMEWHERE = 100
IN_THE_SIGNATURE = 84


def spots(content: bytes) -> Iterator[int]:
    """Where bytes are changed: anywhere, in the signature, at its edges, in its ranges, at both ends."""
    chance = random.Random(2024)
    start = content.index(b"<", content.index(b"/Contents <3"))
    end = content.index(b">", start)
    yield from chance.sample(range(len(content)), SOMEWHERE)
    yield from chance.sample(range(start, end), IN_THE_SIGNATURE)
    yield from (start, start + 1, end - 1, end, 0, len(content) - 1)
    ranges = content.index(b"/ByteRange")
    yield from range(ranges, ranges + 60, 6)


def test_as_it_was_signed(signed: bytes, pair: KeyPair) -> None:
    assert verify(signed, [der(pair)]) == []


def test_any_byte_that_changes_is_found(signed: bytes, pair: KeyPair) -> None:
    chance, unnoticed = random.Random(2025), []
    for spot in spots(signed):
        changed = bytearray(signed)
        changed[spot] ^= 1 << chance.randrange(8)
        if not verify(bytes(changed), [der(pair)]):
            unnoticed.append(spot)
    assert unnoticed == []


@pytest.mark.parametrize("spot", [0, 10, -1])
def test_a_letter_of_the_signature_in_lower_case_is_found(signed: bytes, pair: KeyPair, spot: int) -> None:
    """It is the same number: readers do not mind."""
    start = signed.index(b"/Contents <3") + len(b"/Contents <")
    letters = [at for at in range(start, signed.index(b">", start)) if signed[at] in b"ABCDEF"]
    changed = bytearray(signed)
    changed[letters[spot]] |= 0x20
    assert verify(bytes(changed), [der(pair)]) == ["签名区里有不属于签名的内容"]


@pytest.mark.parametrize("more", [b"\n", b"%"])
def test_anything_behind_the_end_is_found(signed: bytes, pair: KeyPair, more: bytes) -> None:
    assert verify(signed + more, [der(pair)]) == ["签名之后，文件又添加了内容"]


def test_a_later_change_in_the_way_of_editors_is_found(signed: bytes, pair: KeyPair) -> None:
    writer = IncrementalPdfFileWriter(io.BytesIO(signed))
    writer.root["/Lang"] = writer.root["/Lang"]
    writer.update_root()
    changed = io.BytesIO()
    writer.write(changed)
    assert verify(changed.getvalue(), [der(pair)]) == ["签名之后，文件又添加了内容"]


@pytest.mark.parametrize("end", [-1, -20, 2000])
def test_what_is_cut_off_is_found(signed: bytes, pair: KeyPair, end: int) -> None:
    assert verify(signed[:end], [der(pair)])


def test_what_was_not_signed_or_is_no_pdf(printed: bytes, pair: KeyPair) -> None:
    assert verify(printed, [der(pair)]) == ["PDF 没有电子签名"]
    assert verify(b"", [der(pair)]) == ["签名无法核验，文件可能已损坏（PdfReadError）"]


def test_somebody_elses_signature_of_the_same_name(printed: bytes, pair: KeyPair) -> None:
    key = key_of("p256")
    name = "决算公开门户（演示，不具法律效力）"
    forged = pdf.sign(printed, signers.of_pair(KeyPair(key, (certificate(key, name=name),))), words=WORDS)
    (told,) = verify(forged, [der(pair)])
    assert told == f"签名证书（{name}）不在信任的证书之内，或者签名时无效"


def test_a_certificate_that_had_ended_when_it_signed(printed: bytes) -> None:
    key = key_of("p256")
    late = KeyPair(key, (certificate(key, NOW - 3 * DAY, NOW - DAY),))
    with pytest.raises(pdf.NotSigned, match="签名时无效"):
        pdf.sign(printed, signers.of_pair(late), words=WORDS)


@pytest.fixture(scope="session")
def office() -> KeyPair:
    """Gives time stamps."""
    key = key_of("rsa2048")
    return KeyPair(key, (certificate(key, name="某授时机构", stamps=True),))


def test_a_time_stamp_is_kept_and_looked_at(printed: bytes, pair: KeyPair, office: KeyPair) -> None:
    stamper = DummyTimeStamper(
        signers.as_asn1(office.chain[0]), translate_pyca_cryptography_key_to_asn1(office.key)
    )
    made = pdf.sign(printed, signers.of_pair(pair), words=WORDS, stamper=stamper)
    assert verify(made, [der(pair), der(office)]) == []
    assert verify(made, [der(pair)]) == ["时间戳无效，或者不是信任的机构所给"]
