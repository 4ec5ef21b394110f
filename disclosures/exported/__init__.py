"""All publications, or those of one unit, as a folder of files that needs neither this site nor a network.

Any web server serves it, and a browser opens it from a disk. It holds what is public and in the signed log,
nothing else; what was withdrawn is named and not shown (docs/archive.md).
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from accounts.models import Unit
from disclosures import logbook
from disclosures.exported import contents, folder, lists, site
from disclosures.models import LogEntry, Publication, Withdrawal
from disclosures.publiclog import notes, places
from disclosures.publiclog.checkpoints import Checkpoint, checkpoint_of

Tell = Callable[[int, int], None]
"""How many reports are done, of how many."""


class Refused(Exception):
    """What must be done first; nothing was written."""


@dataclass(frozen=True)
class Exported:
    versions: int
    withdrawn: int


def export(target: Path, unit: Unit | None, tell: Tell = lambda done, whole: None) -> Exported:
    """Fill the target. Refused or folder.Occupied before it is there; killed, it leaves none."""
    checkpoint = sealed()
    public = Publication.objects.filter(unit=unit) if unit else Publication.objects.all()
    lines = site.lines(public)
    if not lines:
        raise Refused("没有公开的版本，没有写出存档")
    gone = Withdrawal.objects.count()
    with folder.filled(target) as root:
        made = site.Site(lines)
        for done, (code, year) in enumerate(made.reports, 1):
            numbers = {line.number for line in made.reports[code, year]}
            contents.put_report(
                root, made, [v for v in Publication.objects.of(code, year) if v.number in numbers]
            )
            tell(done, len(made.reports))
        lists.put(root, made, unit)
        contents.put_log(root, checkpoint.size)
        contents.put_static(root, made)
        if Withdrawal.objects.count() != gone:
            raise Refused("导出期间有版本撤回，没有写出存档，请再执行一次")
        contents.put_sums(root, checkpoint, unit.code if unit else "")
    withdrawn = sum(line.is_withdrawn for line in lines)
    return Exported(len(lines) - withdrawn, withdrawn)


def sealed() -> Checkpoint:
    """The signed log, where it has every line."""
    try:
        found = checkpoint_of(notes.read(logbook.read(places.CHECKPOINT).decode()))
    except FileNotFoundError:
        raise Refused("公开日志还没有签名：先执行 manage.py publiclog seal") from None
    open_lines = LogEntry.objects.count() - found.size
    without = Publication.objects.filter(log_entries=None).count()
    if open_lines or without:
        raise Refused(
            f"公开日志有 {open_lines} 条没有签名，有 {without} 版没有记入：先执行 manage.py publiclog seal"
        )
    return found
