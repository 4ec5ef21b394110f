"""The log as files: the same tree out of tiles, and the sizes that the specification gives as examples."""

from collections import Counter
from itertools import pairwise

import pytest

from disclosures.publiclog.tiles import WIDTH, Tile, Tiled, bundle, grown, tiles, unbundled
from disclosures.publiclog.tree import InMemory, check_inclusion, consistency, inclusion, leaf, root

LEAVES = [leaf(b"entry %d" % number) for number in range(70_000)]
HASHES = InMemory(LEAVES)


def written(size: int, since: int = 0, files: dict[str, bytes] | None = None) -> dict[str, bytes]:
    """The files of a tree, grown from one of `since` from its files and the new leaves alone."""
    files = {} if files is None else files
    for tile, content in grown(size, since, lambda start, end: LEAVES[start:end], files.__getitem__):
        files[tile.path] = content
    return files


def test_where_tiles_are() -> None:
    assert Tile(0, 1_234_067).path == "tile/0/x001/x234/067"
    assert Tile(1, 5, 17).path == "tile/1/005.p/17"
    assert Tile(0, 1_000).entries_path == "tile/entries/x001/000"


def test_a_tree_of_70_000() -> None:
    found = Counter((tile.level, tile.width) for tile in tiles(70_000))
    assert found == {(0, WIDTH): 273, (0, 112): 1, (1, WIDTH): 1, (1, 17): 1, (2, 1): 1}


def test_a_full_tile_stands_on_the_next_level() -> None:
    assert list(tiles(256)) == [Tile(0, 0), Tile(1, 0, 1)]
    assert list(tiles(0)) == []


@pytest.mark.parametrize("size", [1, 2, 255, 256, 257, 511, 512, 1000, 66_000])
def test_the_tree_out_of_its_tiles(size: int) -> None:
    files = written(size)
    tiled = Tiled(size, files.__getitem__)
    assert root(tiled, size) == root(HASHES, size)
    for index in {0, size // 2, size - 1}:
        check_inclusion(inclusion(tiled, index, size), LEAVES[index], index, size, root(HASHES, size))
    assert consistency(tiled, size // 2 + 1, size) == consistency(HASHES, size // 2 + 1, size)


def test_a_tree_that_grows_writes_only_what_is_new() -> None:
    files: dict[str, bytes] = {}
    sizes = [0, 1, 3, 255, 256, 300, 512, 513, 2000]
    for since, size in pairwise(sizes):
        written(size, since, files)
        assert root(Tiled(size, files.__getitem__), size) == root(HASHES, size), size
    assert [tile.path for tile in tiles(301, 300)] == ["tile/0/001.p/45"]
    assert list(tiles(300, 300)) == []


def test_a_tile_that_is_cut_off_is_not_taken() -> None:
    files = written(300)
    files["tile/0/001.p/44"] = files["tile/0/001.p/44"][:-1]
    with pytest.raises(ValueError, match=r"tile/0/001\.p/44 has 1407 bytes"):
        root(Tiled(300, files.__getitem__), 300)


def test_bundles() -> None:
    entries = [b"", b"one", "决算".encode()]
    assert unbundled(bundle(entries)) == entries
    for cut in (1, 3, len(bundle(entries)) - 1):
        with pytest.raises(ValueError, match="cut off"):
            unbundled(bundle(entries)[:cut])
    with pytest.raises(OverflowError):
        bundle([b"x" * 65_536])
