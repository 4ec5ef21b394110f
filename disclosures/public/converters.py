"""Parts of addresses: a year of four digits, a hash, a tile of the public log, the name of a region."""

import re


class Year:
    regex = "[0-9]{4}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return f"{value:04d}"


class Sha256:
    """64 hexadecimal digits."""

    regex = "[0-9a-f]{64}"

    def to_python(self, value: str) -> str:
        return value

    to_url = to_python


class TilePath:
    """Where a tile of the public log is: 0/x001/234, entries/000.p/17."""

    regex = r"(?:[0-9]{1,2}|entries)/(?:x[0-9]{3}/)*[0-9]{3}(?:\.p/[0-9]{1,3})?"

    def to_python(self, value: str) -> str:
        return value

    to_url = to_python


class Region:
    """The name of a region: letters and digits, between them single spaces, dots of names, brackets. It is
    the name of a folder, too: no point, no slash, no control character.
    """

    regex = r"[\w（）()·-]+(?: [\w（）()·-]+)*"

    def to_python(self, value: str) -> str:
        if not is_region(value):
            raise ValueError
        return value

    def to_url(self, value: str) -> str:
        return self.to_python(value)


def is_region(name: str) -> bool:
    return len(name) <= 60 and re.fullmatch(Region.regex, name) is not None
