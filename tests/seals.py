"""A made-up seal: round and red, with 演示 in the middle and the name of no office."""

import io
import math

from PIL import Image, ImageDraw, ImageFont

from disclosures import fonts

RED = (214, 32, 32, 255)
CLEAR = (255, 255, 255, 0)
FACE = fonts.FOLDER / "faces" / "NotoSerifSC-Bold.otf"


def drawn(size: int = 600, paper: tuple[int, ...] = CLEAR) -> Image.Image:
    """The picture, on nothing or on paper."""
    side = 3 * size
    picture = Image.new("RGBA", (side, side), paper)
    pen = ImageDraw.Draw(picture)
    edge = side // 60
    pen.ellipse((edge, edge, side - edge, side - edge), outline=RED, width=side // 30)
    pen.polygon([point(side, n) for n in range(10)], fill=RED)
    pen.text((side / 2, side * 0.78), "演示", RED, ImageFont.truetype(FACE, side // 9), anchor="mm")
    return picture.resize((size, size))


def point(side: int, n: int) -> tuple[float, float]:
    """Of a star with five of them."""
    far, turn = side * (0.07 if n % 2 else 0.18), -math.pi / 2 + n * math.pi / 5
    return side / 2 + far * math.cos(turn), side / 2 + far * math.sin(turn)


def png(picture: Image.Image) -> bytes:
    made = io.BytesIO()
    picture.save(made, "PNG")
    return made.getvalue()
