"""The tree as files: tiles of up to 256 hashes, bundles of up to 256 entries (C2SP tlog-tiles). Pure."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from disclosures.publiclog.tree import HASH, InMemory

HEIGHT = 8
WIDTH = 1 << HEIGHT
LONGEST_ENTRY = (1 << 16) - 1
"""Bytes: a bundle states the length of an entry in two."""


@dataclass(frozen=True)
class Tile:
    """Hashes number index * 256 and following of a level; `width` of them, 256 when full."""

    level: int
    index: int
    width: int = WIDTH

    @property
    def path(self) -> str:
        return f"tile/{self.level}/{self.place}"

    @property
    def entries_path(self) -> str:
        """Where the entries of a tile of level 0 are."""
        return f"tile/entries/{self.place}"

    @property
    def place(self) -> str:
        digits = f"{self.index:d}"
        digits = digits.zfill(-(-len(digits) // 3) * 3)
        parts = [digits[at : at + 3] for at in range(0, len(digits), 3)]
        partial = f".p/{self.width}" if self.width < WIDTH else ""
        return "/".join([*(f"x{part}" for part in parts[:-1]), parts[-1]]) + partial


def tiles(size: int, since: int = 0) -> Iterator[Tile]:
    """The tiles of a tree of `size` that a tree of `since` does not have."""
    level = 0
    while size:
        first = since // WIDTH
        for index in range(first, size // WIDTH):
            yield Tile(level, index)
        if size % WIDTH and size != since:
            yield Tile(level, size // WIDTH, size % WIDTH)
        size, since, level = size // WIDTH, since // WIDTH, level + 1


class Tiled:
    """Hashes kept in the tiles of a tree of `size`; `read` gives the bytes at a tile's path."""

    def __init__(self, size: int, read: Callable[[str], bytes]) -> None:
        self.size, self.read = size, read
        self.known: dict[Tile, InMemory] = {}

    def perfect(self, level: int, index: int) -> bytes:
        """Within one tile: a subtree of 2**level entries is 2**(level % 8) hashes of a tile of level // 8."""
        row, within = divmod(level, HEIGHT)
        tile, first = divmod(index << within, WIDTH)
        return self.hashes(row, tile).perfect(within, first >> within)

    def hashes(self, level: int, index: int) -> InMemory:
        tile = Tile(level, index, min(WIDTH, (self.size >> HEIGHT * level) - index * WIDTH))
        if tile.width <= 0:
            raise IndexError(f"a tree of {self.size} has no tile {index} on level {level}")
        if tile not in self.known:
            content = self.read(tile.path)
            if len(content) != tile.width * HASH:
                raise ValueError(f"{tile.path} has {len(content)} bytes instead of {tile.width * HASH}")
            self.known[tile] = InMemory([content[at : at + HASH] for at in range(0, len(content), HASH)])
        return self.known[tile]


def grown(
    size: int, since: int, leaves: Callable[[int, int], Sequence[bytes]], read: Callable[[str], bytes]
) -> Iterator[tuple[Tile, bytes]]:
    """The tiles that a tree gains as it grows, with what stands in their files; lower levels first.

    `leaves` gives the hashes of the entries from one to before another. What was given must be readable
    before the next is asked for.
    """
    below = Tiled(size, read)
    for tile in tiles(size, since):
        first = tile.index * WIDTH
        numbers = range(first, first + tile.width)
        if tile.level == 0:
            yield tile, b"".join(leaves(numbers.start, numbers.stop))
        else:
            tops = (below.hashes(tile.level - 1, number).perfect(HEIGHT, 0) for number in numbers)
            yield tile, b"".join(tops)


def bundle(entries: Iterable[bytes]) -> bytes:
    """Entries one after the other, each after its length."""
    return b"".join(len(entry).to_bytes(2) + entry for entry in entries)


def unbundled(content: bytes) -> list[bytes]:
    """The entries of a bundle; ValueError where it is cut off."""
    found, at = [], 0
    while at < len(content):
        end = at + 2 + int.from_bytes(content[at : at + 2])
        if end > len(content) or at + 2 > len(content):
            raise ValueError("the bundle is cut off")
        found.append(content[at + 2 : end])
        at = end
    return found
