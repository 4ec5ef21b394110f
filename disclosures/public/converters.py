"""Parts of addresses: a year of exactly four digits, a hash, a tile of the public log."""


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
