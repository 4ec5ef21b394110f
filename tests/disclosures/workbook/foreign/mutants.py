"""Workbooks with something changed at random in their bytes, as damage and malice change them."""

import random
import re
import zipfile

from tests.disclosures.workbook.foreign.handmade import kept, unzipped, zipped

EXTREMES = [0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF]
NUMBERS = ["-1", "0", "1048577", "99999999999", "1e308", "NaN", "", "9" * 400, "A0", "٣", "0x10"]
NUMBER = re.compile(rb'(?<=")-?\d+(?:\.\d+)?(?=")|(?<=>)-?\d+(?:\.\d+)?(?=<)')


def mutant(name: str, chance: random.Random) -> bytes:
    """Of a package its bytes, or those of a member, so that more than the sums of the zip are tried."""
    content = kept(name)
    if name.endswith(".xls"):
        return damaged(content, chance)
    if chance.random() < 0.2:
        return damaged(content, chance)
    members = unzipped(content)
    for _ in range(chance.randint(1, 2)):
        victim = chance.choice([each for each in members if each.endswith((".xml", ".rels", "mimetype"))])
        change = chance.choice((damaged, other_numbers, other_structure))
        members[victim] = change(members[victim], chance)
    return zipped(dict(members), chance.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)))


def damaged(content: bytes, chance: random.Random) -> bytes:
    made = bytearray(content)
    for _ in range(0 if len(made) < 2 else chance.choice((1, 2, 4, 16))):
        place, width = chance.randrange(len(made)), chance.choice((1, 2, 4))
        match chance.randrange(5):
            case 0:
                made[place : place + width] = chance.choice(EXTREMES).to_bytes(4, "little")[:width]
            case 1:
                made[place] ^= 1 << chance.randrange(8)
            case 2:
                del made[place : place + chance.randint(1, 40)]
            case 3:
                start = chance.randrange(len(made))
                made[place:place] = made[start : start + chance.randint(1, 400)]
            case _:
                made[place : place + 4] = chance.randbytes(4)
        if len(made) < 2:
            break
    return bytes(made[: chance.randrange(1, len(made))] if chance.random() < 0.05 else made)


def other_numbers(content: bytes, chance: random.Random) -> bytes:
    """Some of the numbers of an XML replaced by ones nobody expects."""

    def other(found: re.Match[bytes]) -> bytes:
        return chance.choice(NUMBERS).encode() if chance.random() < 0.01 else found[0]

    return NUMBER.sub(other, content)


def other_structure(content: bytes, chance: random.Random) -> bytes:
    """Elements of an XML left out, doubled, or moved."""
    parts = re.split(rb"(?=<)", content)
    for _ in range(chance.randint(1, 5)):
        first = chance.randrange(len(parts))
        last = first + chance.randint(1, 30)
        taken = parts[first:last]
        match chance.randrange(3):
            case 0:
                del parts[first:last]
            case 1:
                parts[first:first] = taken * chance.choice((1, 50))
            case _:
                place = chance.randrange(len(parts))
                parts[place:place] = taken
        if not parts:
            break
    return b"".join(parts)
