"""Texts packed once (gzip), for readers whose browsers unpack them. Pure.

The same text gives the same bytes, with the same zlib: no name and no hour stands in them.
"""

import zlib

GZIP = 31
"""Of zlib: a window of 32 kB with gzip's head and tail."""


def packed(content: bytes) -> bytes | None:
    """None of what is not text: a PDF is read in pieces, workbooks are packed already."""
    try:
        content.decode()
    except UnicodeDecodeError:
        return None
    return text(content)


def text(content: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, GZIP)
    return packer.compress(content) + packer.flush()


def unpacked(content: bytes) -> bytes:
    """ValueError where it is not whole."""
    opener = zlib.decompressobj(GZIP)
    try:
        found = opener.decompress(content) + opener.flush()
    except zlib.error as error:
        raise ValueError(str(error)) from error
    if not opener.eof or opener.unused_data:
        raise ValueError("cut off, or something follows")
    return found
