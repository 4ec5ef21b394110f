"""公章: the picture of a seal that somebody uploads, looked through and made anew.

Nothing of the file that came in is kept but what it shows.
"""

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from PIL import Image, ImageChops, ImageFile

LARGEST_FILE = 2 * 1024 * 1024
SMALLEST, LARGEST = 200, 2400
"""Pixels along a side: 40 mm across by 127 to 1,500 dots per inch."""
KEPT = 700
"""Pixels along the longer side of what is kept: 440 dots per inch."""
LONGEST_BY_SHORTEST = 1.6
"""Round and square seals, and oval ones."""
FAINTEST = 24
"""Of 255: what is fainter counts as paper when the edge of the seal is looked for."""


class NoSeal(Exception):
    """The file is not a picture of a seal; the message says why."""


def cleaned(content: bytes) -> bytes:
    """A PNG of the seal alone, on nothing. White paper behind it, where there is any, becomes clear."""
    picture = opened(content)
    if picture.getchannel("A").getextrema()[0] == 255:
        picture = off_paper(picture)
    edges = picture.getchannel("A").point(lambda value: value if value > FAINTEST else 0).getbbox()
    if edges is None:
        raise NoSeal("图片是空白的，没有印章")
    picture = picture.crop(edges)
    if max(picture.size) > LONGEST_BY_SHORTEST * min(picture.size):
        raise NoSeal("图片里的印章不是圆形、方形或椭圆形：宽和高相差太多。请只留印章本身，再上传")
    if max(picture.size) < SMALLEST:
        raise NoSeal(f"印章只有 {max(picture.size)} 像素宽，印出来会模糊；请用 {SMALLEST} 像素以上的图片")
    picture.thumbnail((KEPT, KEPT))
    made = io.BytesIO()
    Image.frombytes("RGBA", picture.size, picture.tobytes()).save(made, "PNG", optimize=True)
    return made.getvalue()


def opened(content: bytes) -> Image.Image:
    """The picture with its transparency. Its size is looked at before any of it is unpacked."""
    if len(content) > LARGEST_FILE:
        raise NoSeal(f"文件有 {len(content) / 1024 / 1024:.1f} MB，最大 {LARGEST_FILE // 1024 // 1024} MB")
    try:
        with no_leniency():
            picture = Image.open(io.BytesIO(content), formats=["PNG"])
            width, height = picture.size
            if not (SMALLEST <= width <= LARGEST and SMALLEST <= height <= LARGEST):
                raise NoSeal(f"图片是 {width}×{height} 像素；宽和高都要在 {SMALLEST} 到 {LARGEST} 像素之间")
            return picture.convert("RGBA")
    except NoSeal:
        raise
    except Exception:  # whatever a hostile file does to the reader
        raise NoSeal("文件不是完好的 PNG 图片。请把印章存为 PNG 再上传") from None


@contextmanager
def no_leniency() -> Iterator[None]:
    """WeasyPrint, where it is in the process, lets Pillow show halves. Of bombs Pillow only warns."""
    before, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def off_paper(picture: Image.Image) -> Image.Image:
    """Ink as strong as it is away from white, so that what lies under the seal stays readable."""
    red, green, blue = picture.convert("RGB").split()
    darkest = ImageChops.darker(ImageChops.darker(red, green), blue)
    made = picture.copy()
    made.putalpha(ImageChops.invert(darkest))
    return made
