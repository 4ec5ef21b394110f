"""The end of a print: what the tags still lack, and the file.

pydyf puts every object into bytes twice where a file gets an identifier, and compresses it twice, at the
highest level. Here each is done once. Pages and fonts are streams of their own, all else is packed into one.
"""

import zlib
from collections.abc import Callable, Iterable
from typing import Any

import pydyf  # type: ignore[import-untyped]

from disclosures.press.enclosed import Enclosed
from disclosures.press.heads import set_heads
from disclosures.press.keeping import keep

LEVEL = 6
"""Of compression. 9 takes more than twice the time, for 1 % of the file."""
HEADER = b"%PDF-1.7\n%\xf0\x9f\x96\xa4\n"


def finisher(identifier: bytes, enclosed: Iterable[Enclosed]) -> Callable[[Any, Any], None]:
    """For WeasyPrint's `write_pdf`."""

    def finish(document: Any, pdf: Any) -> None:
        set_heads(document)
        keep(document, pdf, enclosed)
        pdf.write = lambda output, *_: output.write(as_file(pdf, identifier))

    return finish


def as_file(pdf: Any, identifier: bytes) -> bytes:
    pdf.add_object(pdf.info)
    file, places = bytearray(HEADER), [(0, 0, 65535)]
    packed: list[tuple[int, bytes]] = []
    pack = len(pdf.objects)
    for number, thing in enumerate(pdf.objects[1:], 1):
        if isinstance(thing, pydyf.Stream):
            places.append((1, len(file), 0))
            file += numbered(number, stream(b"\n".join(map(as_bytes, thing.stream)), thing.extra))
        else:
            places.append((2, pack, len(packed)))
            packed.append((number, as_bytes(thing)))
    places.append((1, len(file), 0))
    file += numbered(pack, packed_stream(packed))
    places.append((1, len(file), 0))
    return (
        bytes(file)
        + numbered(pack + 1, index(pdf, places, identifier))
        + (b"startxref\n%d\n%%%%EOF\n" % len(file))
    )


def packed_stream(things: list[tuple[int, bytes]]) -> bytes:
    heads, end = [], 0
    for number, content in things:
        heads.append(b"%d %d" % (number, end))
        end += len(content) + 1
    head = b" ".join(heads)
    content = b" ".join([head, *(content for _, content in things)])
    return stream(content, {"Type": "/ObjStm", "N": len(things), "First": len(head) + 1})


def index(pdf: Any, places: list[tuple[int, int, int]], identifier: bytes) -> bytes:
    """Where each object stands: a kind, a place or a pack, a number in the pack."""
    rows = b"".join(bytes((kind,)) + place.to_bytes(4) + number.to_bytes(4) for kind, place, number in places)
    same = pydyf.String(identifier.hex())
    about = {
        "Type": "/XRef",
        "Size": len(places),
        "W": pydyf.Array((1, 4, 4)),
        "ID": pydyf.Array((same, same)),
    }
    return stream(rows, {**about, "Root": pdf.catalog.reference, "Info": pdf.info.reference})


def stream(content: bytes, about: dict[str, Any]) -> bytes:
    content = zlib.compress(content, LEVEL)
    about = {**about, "Filter": "/FlateDecode", "Length": len(content)}
    return dictionary(about) + b"\nstream\n" + content + b"\nendstream"


def numbered(number: int, thing: bytes) -> bytes:
    return b"%d 0 obj\n%b\nendobj\n" % (number, thing)


def dictionary(thing: dict[str, Any]) -> bytes:
    entries = [b"/%b %b" % (key.encode(), as_bytes(value)) for key, value in thing.items()]
    return b"<<" + b"".join(entries) + b">>"


def as_bytes(thing: Any) -> bytes:
    """As pydyf writes it."""
    match thing:
        case bytes():
            return thing
        case str():
            return thing.encode("ascii")
        case dict():
            return dictionary(thing)
        case list():
            return b"[" + b" ".join(map(as_bytes, thing)) + b"]"
        case float() if thing.is_integer():
            return b"%d" % thing
        case float():
            return f"{thing:f}".rstrip("0").encode()
        case pydyf.Object():
            data: bytes = thing.data
            return data
    return str(thing).encode("ascii")
