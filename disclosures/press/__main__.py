"""`python -m disclosures.press SOCKET LIMITS`: become a printing worker; returns when it listens."""

import os
import sys
from pathlib import Path

from disclosures.press import fingerprint, later, service, warming
from disclosures.press.limits import Limits

CHANGED = 75
"""Exit code of a worker that found other code than it was started for."""


def main(socket: str, limits_text: str) -> int:
    path, limits = Path(socket), Limits.from_text(limits_text)
    later.stand_in()
    warming.warm_up()
    if fingerprint.name(limits) != path.stem:
        return CHANGED
    listener = service.listen(path)
    warming.freeze()
    if os.fork():
        os._exit(0)  # whoever started it goes on now
    os.setsid()
    service.Service(listener, limits).run()
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
