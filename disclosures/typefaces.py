"""Prepares the typefaces of the official PDF, once, into a folder of this checkout.

`python -m disclosures.typefaces` needs fontTools and nothing of the site, and leaves the system's fonts and
packages alone. 仿宋, 黑体, 楷体 and 宋体 are Fandol, taken out of a Debian package without installing it;
小标宋 and whatever Fandol lacks are Noto Serif CJK; digits and Latin letters are Liberation Serif. A print
copies the files it uses, so each Chinese face is cut in two: what reports are written with, and the rest.
Why these: docs/decisions/0006-typesetting.md
"""

import ctypes
import os
import shutil
import struct
import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path

from fontTools.ttLib import TTFont
from fontTools.ttLib.tables.DefaultTable import DefaultTable

FOLDER = Path(__file__).resolve().parent.parent / ".local" / "fonts"
PACKAGE = "texlive-lang-chinese"
FANDOL = (
    "FandolFang-Regular.otf",
    "FandolHei-Regular.otf",
    "FandolKai-Regular.otf",
    "FandolSong-Regular.otf",
)
NOTO = Path("/usr/share/fonts/opentype/noto")
LIBERATION = Path("/usr/share/fonts/truetype/liberation2")
SIMPLIFIED = 2
"""The place of the face for Simplified Chinese in Noto's collections."""
FAMILY = (1, 16)
"""Places of the family's name."""
RARE = " Rare"
ASCENT, DESCENT = 0.88, 0.12
"""One for all faces: with metrics of their own, mixed lines grow. Parts of the em."""
UNUSED = ("BASE", "DSIG", "GPOS", "GSUB", "GDEF", "VORG", "vhea", "vmtx", "kern")
"""Tables that setting Chinese in lines does not need."""
ONE_RANGE = 2
"""A form of the list of numbers: from a first one on, so many. No other is shorter."""
CONFIGURATION = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
<dir>{folder}/faces</dir>
<cachedir>{folder}/cache</cachedir>
</fontconfig>
"""


def prepare(folder: Path = FOLDER) -> str:
    """Makes the faces anew and says in one line what there is now."""
    folder.mkdir(parents=True, exist_ok=True)
    originals = folder / "originals"
    fandol = fetch_fandol(originals)
    with tempfile.TemporaryDirectory(dir=folder) as fresh:  # nobody prints with half of them
        faces = Path(fresh) / "faces"
        faces.mkdir()
        covered = make_fandol(originals, faces) if fandol else make_sans(faces)
        covered |= make_noto(faces) | make_digits(faces)
        for stale in (folder / "faces", folder / "cache"):  # fontconfig goes by the folder's time
            shutil.rmtree(stale, ignore_errors=True)
        faces.rename(folder / "faces")
    (folder / "characters.txt").write_text("".join(map(chr, sorted(covered))), encoding="utf-8")
    (folder / "fonts.conf").write_text(CONFIGURATION.format(folder=folder), encoding="utf-8")
    subprocess.run(
        ["fc-cache"], env={**os.environ, "FONTCONFIG_FILE": str(folder / "fonts.conf")}, check=True
    )
    shutil.copy(__file__, folder / "prepared-by")
    if fandol:
        return "typefaces of the PDF ready: 仿宋 黑体 楷体 宋体 小标宋"
    return f"typefaces of the PDF: Noto alone, as {PACKAGE} cannot be had; to try again: rm -r {folder}"


def make_fandol(originals: Path, faces: Path) -> set[int]:
    return {code for name in FANDOL for code in make_face(originals / name, faces / name)}


def make_sans(faces: Path) -> set[int]:
    """Stands in for 黑体 where Fandol is not to be had."""
    return make_face(NOTO / "NotoSansCJK-Regular.ttc", faces / "NotoSansSC-Regular.otf")


def make_noto(faces: Path) -> set[int]:
    """小标宋, and what every other face falls back to."""
    make_face(NOTO / "NotoSerifCJK-Bold.ttc", faces / "NotoSerifSC-Bold.otf", titles())
    return make_face(NOTO / "NotoSerifCJK-Regular.ttc", faces / "NotoSerifSC-Regular.otf")


def make_face(original: Path, path: Path, wanted: set[int] | None = None) -> set[int]:
    """The face for common characters, and beside it `… Rare` for the rest; returns the characters it had."""
    covered = save(open_face(original), path)
    kept = covered if wanted is None else covered & wanted
    rare = path.with_stem(f"{path.stem}-Rare")
    save(open_face(path), rare, RARE)
    if not (shrink(path, kept & common()) and shrink(rare, kept - common())):
        rare.unlink()  # the face stays whole
    for each in (path, rare):
        if each.exists():
            number_by_place(each)
    return covered


def common() -> set[int]:
    """The 3,755 everyday characters, first level of GB 2312, and all that is no ideograph."""
    rows = (bytes((row, place)) for row in range(0xB0, 0xD8) for place in range(0xA1, 0xFF))
    everyday = {ord(c) for pair in rows for c in pair.decode("gb2312", "ignore")}
    return everyday | no_ideographs()


def titles() -> set[int]:
    """The 21,000 characters of GBK: what is rarer is taken from the regular face."""
    pairs = (bytes((lead, trail)) for lead in range(0x81, 0xFF) for trail in range(0x40, 0xFF))
    return {ord(c) for pair in pairs for c in pair.decode("gbk", "ignore")} | no_ideographs()


def no_ideographs() -> set[int]:
    """All of them in every face: fontconfig prefers a face with more languages to one of the right weight."""
    return {*range(0x20, 0x2E80), *range(0x3000, 0x3400), *range(0xFE30, 0x10000)}


def make_digits(faces: Path) -> set[int]:
    for weight in ("Bold", "Regular"):
        face = open_face(LIBERATION / f"LiberationSerif-{weight}.ttf")
        keep_only(face, range(0x20, 0x7F))
        covered = save(face, faces / f"Digits-{weight}.ttf")
    return covered


def fetch_fandol(originals: Path) -> bool:
    """Whether the four faces are there, out of Debian's package when they were not."""
    if all((originals / name).exists() for name in FANDOL):
        return True
    if not (shutil.which("apt-get") and shutil.which("dpkg-deb")):
        return False
    originals.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        try:
            subprocess.run(["apt-get", "download", PACKAGE], cwd=place, check=True, timeout=300)
            subprocess.run(["dpkg-deb", "-x", *Path(place).glob("*.deb"), place], check=True, timeout=120)
        except subprocess.SubprocessError:
            return False
        for name in FANDOL:
            shutil.copy(next(Path(place).rglob(name)), originals / name)
    return True


def open_face(path: Path) -> TTFont:
    """Lazily: what is not asked for is copied as it is, so that a face of 24 MB takes half a second."""
    number = SIMPLIFIED if path.suffix == ".ttc" else -1
    return TTFont(path, fontNumber=number, lazy=True, recalcBBoxes=False, recalcTimestamp=False)


def save(face: TTFont, path: Path, addition: str = "") -> set[int]:
    """Writes the face without what is unused and with the common metrics; returns the characters it has.

    `addition`: to the name of its family.
    """
    with face:
        rename(face, (face["name"].getBestFamilyName() or "") + addition)
        for table in UNUSED:
            if table in face:
                del face[table]
        set_height(face)
        face.save(path)
        return set(face.getBestCmap() or {})


def rename(face: TTFont, family: str) -> None:
    for record in face["name"].names:
        if record.nameID in FAMILY:
            record.string = family


def set_height(face: TTFont) -> None:
    unit = face["head"].unitsPerEm
    ascent, descent = round(ASCENT * unit), round(DESCENT * unit)
    header, metrics = face["hhea"], face["OS/2"]
    header.ascent, header.descent, header.lineGap = ascent, -descent, 0
    metrics.sTypoAscender, metrics.sTypoDescender, metrics.sTypoLineGap = ascent, -descent, 0
    metrics.usWinAscent, metrics.usWinDescent = ascent, descent


def shrink(path: Path, codes: Iterable[int]) -> bool:
    """Leaves the glyphs of `codes`, by HarfBuzz in part of a second. Not where the library is lacking."""
    try:
        hb, subset = ctypes.CDLL("libharfbuzz.so.0"), ctypes.CDLL("libharfbuzz-subset.so.0")
    except OSError:
        return False
    pointer, number = ctypes.c_void_p, ctypes.c_uint

    def call(library: ctypes.CDLL, name: str, *arguments: object) -> int:
        function = library[name]
        function.restype = pointer
        return int(function(*arguments) or 0)

    data = path.read_bytes()
    blob = call(hb, "hb_blob_create", data, number(len(data)), 0, None, None)
    face = call(hb, "hb_face_create", pointer(blob), number(0))
    wanted = call(subset, "hb_subset_input_create_or_fail")
    characters = call(subset, "hb_subset_input_unicode_set", pointer(wanted))
    for code in codes:
        call(hb, "hb_set_add", pointer(characters), number(code))
    made = call(subset, "hb_subset_or_fail", pointer(face), pointer(wanted))
    if made:
        length = number()
        result = call(hb, "hb_face_reference_blob", pointer(made))
        start = call(hb, "hb_blob_get_data", pointer(result), ctypes.byref(length))
        path.write_bytes(ctypes.string_at(start, length.value))
    return bool(made)


def number_by_place(path: Path) -> None:
    """Gives each glyph its place as its number (CID); cutting a face leaves it the number it had.

    A PDF names glyphs by their places, and a reader that keeps to the standard looks that name up among the
    face's numbers: with others it shows other characters or none.
    """
    with TTFont(path, recalcBBoxes=False, recalcTimestamp=False) as face:
        if "CFF " not in face:
            return
        outlines, about = bytearray(face.reader["CFF "]), face["CFF "].cff.topDictIndex[0]
        if not hasattr(about, "ROS"):
            return  # its glyphs have names, which nobody asks for
        start, glyphs = about.rawDict["charset"], len(about.charset)
        struct.pack_into(">BHH", outlines, start, ONE_RANGE, 1, glyphs - 2)
        face["CFF "] = table = DefaultTable("CFF ")
        table.data = bytes(outlines)
        face.save(path)


def keep_only(face: TTFont, codes: Iterable[int]) -> None:
    """A whole Latin face would take “” — … as well: it forgets what it has beside `codes`."""
    kept = set(codes)
    for table in face["cmap"].tables:
        table.cmap = {code: glyph for code, glyph in table.cmap.items() if code in kept}
    rename(face, "Digits")


if __name__ == "__main__":
    print(prepare())
