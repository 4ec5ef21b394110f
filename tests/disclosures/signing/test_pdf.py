"""The signature in the PDF: what is appended, what stays, and that other programs read it."""

import io
import subprocess
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from disclosures.signing import pdf, seals, signers
from disclosures.signing.field import MM
from disclosures.signing.keys import KeyPair
from disclosures.signing.verifying import verify
from tests.disclosures.signing.conftest import WORDS, certificate, der, key_of
from tests.seals import drawn, png


@pytest.fixture(scope="session")
def sealed(printed: bytes, pair: KeyPair) -> bytes:
    return pdf.sign(printed, signers.of_pair(pair), words=WORDS, seal=seals.cleaned(png(drawn(300))))


@pytest.fixture(scope="session")
def rsa() -> KeyPair:
    key = key_of("rsa2048")
    return KeyPair(key, (certificate(key),))


@pytest.fixture(scope="session")
def of_rsa(printed: bytes, rsa: KeyPair) -> bytes:
    return pdf.sign(printed, signers.of_pair(rsa), words=WORDS)


def box_of(content: bytes) -> list[float]:
    with pikepdf.open(io.BytesIO(content)) as opened:
        (field,) = opened.Root.AcroForm.Fields
        return [float(side) for side in field.Rect]


def test_what_was_printed_is_the_beginning_of_what_is_signed(printed: bytes, signed: bytes) -> None:
    assert signed.startswith(printed) and len(signed) > len(printed)


def test_a_signature_of_rsa_holds_too(of_rsa: bytes, rsa: KeyPair) -> None:
    assert verify(of_rsa, [der(rsa)]) == []


def test_poppler_finds_the_signature_valid(tmp_path: Path, sealed: bytes) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(sealed)
    told = subprocess.run(["pdfsig", path], capture_output=True, text=True, check=False).stdout
    assert "Signature is Valid" in told and "Total document signed" in told
    assert "决算公开门户（演示，不具法律效力）" in told and "ETSI.CAdES.detached" in told


def test_nothing_may_be_changed_after_it(signed: bytes) -> None:
    opened = pikepdf.open(io.BytesIO(signed))
    root = opened.Root
    (transform,) = root.Perms.DocMDP.Reference
    assert transform.TransformParams.P == 1
    assert not {"/DigestMethod", "/DigestValue", "/DigestLocation"} & set(
        transform.keys()
    )  # ISO 19005-3 6.1.12
    assert root.Perms.DocMDP.Reason == WORDS and "/NeedAppearances" not in root.AcroForm


def test_without_a_seal_it_is_not_to_be_seen(signed: bytes) -> None:
    assert box_of(signed) == [0, 0, 0, 0]


def test_the_seal_is_40_mm_across_over_the_date(sealed: bytes) -> None:
    left, bottom, right, top = box_of(sealed)
    assert (right - left, top - bottom) == pytest.approx((40 * MM, 40 * MM), abs=1)
    assert (left + right) / 2 == pytest.approx((28 + 78) * MM, abs=1)  # the middle of the text
    opened = pikepdf.open(io.BytesIO(sealed))
    shown = opened.Root.AcroForm.Fields[0].AP.N.Resources
    (picture,) = shown.XObject.values()
    assert shown.ExtGState.Ink.BM == "/Multiply"  # the date stays readable
    assert picture.ColorSpace == "/DeviceRGB" and "/SMask" in picture and "/Interpolate" not in picture


def test_a_seal_keeps_its_shape(printed: bytes, pair: KeyPair) -> None:
    oval = seals.cleaned(png(drawn(300).resize((300, 225))))
    made = pdf.sign(printed, signers.of_pair(pair), words=WORDS, seal=oval)
    left, bottom, right, top = box_of(made)
    assert (right - left, top - bottom) == pytest.approx((40 * MM, 30 * MM), abs=1)


@pytest.mark.parametrize("name", ["signed", "sealed"])
def test_the_field_is_told_to_whom_does_not_see_it(name: str, request: pytest.FixtureRequest) -> None:
    """PDF/UA 7.18.1, 7.18.4: words, and an element that leads to the field and back. PDF/A 6.3.2: flags."""
    opened = pikepdf.open(io.BytesIO(request.getfixturevalue(name)))
    (field,) = opened.Root.AcroForm.Fields
    assert str(field.Contents) == str(field.TU) == WORDS
    assert field.F & 4 and not field.F & 0b100011 | field.F & 0b100100000
    tree = opened.Root.StructTreeRoot
    numbers = list(tree.ParentTree.Nums)
    element = dict(zip(map(int, numbers[::2]), numbers[1::2], strict=True))[int(field.StructParent)]
    assert element.S == "/Form" and element.K[0].Obj.objgen == field.objgen
    assert element.objgen in [each.objgen for each in element.P.K] and element.P.S == "/Document"
    assert tree.ParentTreeNextKey == max(map(int, numbers[::2])) + 1
    page = opened.pages[0].obj
    assert page.Tabs == "/S" and field.objgen in [each.objgen for each in page.Annots]


def test_title_dates_and_producer_stay_as_printed(printed: bytes, signed: bytes) -> None:
    before, after = (pikepdf.open(io.BytesIO(each)) for each in (printed, signed))
    assert before.docinfo == after.docinfo
    assert ("/Metadata" in after.Root) == ("/Metadata" in before.Root)
    if "/Metadata" in before.Root:
        assert before.Root.Metadata.read_bytes() == after.Root.Metadata.read_bytes()


@pytest.mark.parametrize("name", ["signed", "of_rsa"])
def test_it_stays_a_pdf_1_7(name: str, request: pytest.FixtureRequest) -> None:
    """ISO 19005-3 is about no other. PAdES adds its extension to it."""
    root = (opened := pikepdf.open(io.BytesIO(request.getfixturevalue(name)))).Root
    assert "/Version" not in root and opened.pdf_version == "1.7" and opened.check_pdf_syntax() == []
    assert set(root.Extensions.keys()) == {"/ESIC"} and root.Extensions.ESIC.BaseVersion == "/1.7"


def test_what_cannot_be_signed_is_said(pair: KeyPair) -> None:
    bare = io.BytesIO()
    with pikepdf.new() as blank:
        blank.add_blank_page()
        blank.save(bare)
    for content in (b"%PDF-1.7 and no more", bare.getvalue()):
        with pytest.raises(pdf.NotSigned, match="没有签上名"):
            pdf.sign(content, signers.of_pair(pair), words=WORDS)


def test_a_key_that_its_certificate_is_not_for_is_noticed(printed: bytes) -> None:
    """Of a file it is refused before; a device is only asked to sign."""
    with pytest.raises(pdf.NotSigned, match="签名与证书不符。请检查密钥与证书是不是一对"):
        pdf.sign(printed, signers.of_pair(KeyPair(key_of("p256"), (certificate(key_of("p256")),))), words="")


def test_the_seal_is_to_be_seen_on_the_page(tmp_path: Path, sealed: bytes) -> None:
    (tmp_path / "x.pdf").write_bytes(sealed)
    command = [
        "pdftoppm",
        "-r",
        "50",
        "-png",
        "-f",
        "1",
        "-l",
        "1",
        tmp_path / "x.pdf",
        tmp_path / "page",
    ]
    subprocess.run(command, check=True)
    (page,) = tmp_path.glob("page*.png")
    reds = [
        pixel
        for pixel in Image.open(page).convert("RGB").get_flattened_data()
        if pixel[0] > 180 and pixel[1] < 90
    ]
    assert len(reds) > 500
