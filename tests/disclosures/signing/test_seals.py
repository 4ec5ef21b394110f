"""Pictures of seals: what is kept of one, and every file that is none."""

import io
import struct
import zlib
from typing import Any

import pytest
from PIL import Image, ImageFile, PngImagePlugin

from disclosures.signing import seals
from disclosures.signing.seals import NoSeal
from tests.seals import drawn, png

PAPER = (255, 255, 255, 255)


def opened(content: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(content))
    picture.load()
    return picture


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


@pytest.fixture(autouse=True, params=[False, True])
def leniency(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """As it is set in a process that has not printed, and in one that has."""
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", request.param)


def huge(width: int, height: int) -> bytes:
    """Some bytes that say they are a picture of that size."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(bytes(100))) + chunk(b"IEND", b"")


def saved(picture: Image.Image, kind: str, **more: Any) -> bytes:
    made = io.BytesIO()
    picture.save(made, kind, **more)
    return made.getvalue()


def test_a_seal_is_kept_without_what_surrounds_it() -> None:
    canvas = Image.new("RGBA", (900, 700), (0, 0, 0, 0))
    canvas.paste(drawn(400), (100, 200))
    kept = opened(seals.cleaned(png(canvas)))
    assert kept.mode == "RGBA" and kept.format == "PNG"
    assert kept.width == kept.height and 380 <= kept.width <= 400
    assert kept.getpixel((0, 0))[3] == 0 and kept.getpixel((kept.width // 2, kept.height // 2))[3] == 255  # type: ignore[index]


def test_white_paper_becomes_clear_and_ink_stays() -> None:
    kept = opened(seals.cleaned(png(drawn(400, PAPER).convert("RGB"))))
    assert kept.getpixel((2, 2))[3] == 0  # type: ignore[index]
    red, green, _, ink = kept.getpixel((kept.width // 2, kept.height // 2))  # type: ignore[misc]
    assert red > 200 and green < 60 and ink > 200


def test_what_is_larger_than_paper_shows_is_made_smaller() -> None:
    assert max(opened(seals.cleaned(png(drawn(1000)))).size) == seals.KEPT


def test_nothing_else_of_the_file_is_kept() -> None:
    told = PngImagePlugin.PngInfo()
    told.add_text("Comment", "secret")
    kept = seals.cleaned(saved(drawn(300), "PNG", pnginfo=told, dpi=(72, 72)) + b"<script>behind</script>")
    assert opened(kept).info == {} and b"secret" not in kept and b"script" not in kept
    assert seals.cleaned(kept) == kept


@pytest.mark.parametrize("mode", ["RGB", "L", "1", "P", "LA"])
def test_every_kind_of_png_is_read(mode: str) -> None:
    picture = drawn(300, PAPER).convert(mode)
    assert opened(seals.cleaned(saved(picture, "PNG"))).mode == "RGBA"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "不是完好的 PNG"),
        (b"%PDF-1.7", "不是完好的 PNG"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "不是完好的 PNG"),
        (saved(drawn(300).convert("RGB"), "JPEG"), "不是完好的 PNG"),
        (saved(drawn(300), "GIF"), "不是完好的 PNG"),
        (png(drawn(300))[:3000], "不是完好的 PNG"),
        (huge(300, 300), "不是完好的 PNG"),
        (huge(3000, 3000), "3000×3000 像素；宽和高都要在 200 到 2400 像素之间"),
        (huge(60_000, 60_000), "不是完好的 PNG"),
        (png(drawn(150)), "150×150 像素"),
        (png(drawn(300)) + bytes(seals.LARGEST_FILE), "最大 2 MB"),
        (png(Image.new("RGBA", (300, 300), (0, 0, 0, 0))), "空白"),
        (png(Image.new("RGB", (300, 300), "white")), "空白"),
        (png(drawn(300).resize((900, 300))), "宽和高相差太多"),
    ],
    ids=lambda given: given if isinstance(given, str) else "",
)
def test_what_is_no_seal_is_refused(content: bytes, told: str) -> None:
    with pytest.raises(NoSeal, match=told):
        seals.cleaned(content)


def test_a_small_seal_on_a_large_sheet_is_refused() -> None:
    canvas = Image.new("RGBA", (900, 900), (0, 0, 0, 0))
    canvas.paste(drawn(100), (100, 200))
    with pytest.raises(NoSeal, match="像素宽，印出来会模糊"):
        seals.cleaned(png(canvas))


def test_text_that_unpacks_to_more_than_memory_is_refused() -> None:
    bomb = chunk(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(20 * 1024 * 1024), 9))
    content = png(drawn(300))
    end = content.index(b"IDAT") - 4
    with pytest.raises(NoSeal, match="不是完好的 PNG"):
        seals.cleaned(content[:end] + bomb + content[end:])
