"""`manage.py loadsubjects`: the official subjects of a year, bundled or from a finance bureau's own list."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from accounts.models import Subject
from accounts.subjects import BadList, SubjectList, read

DATA = Path(__file__).resolve().parents[2] / "data"


class Command(BaseCommand):
    help = "载入支出功能分类和经济分类科目；可重复执行，同一编码以后载入的为准"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--year", type=int, default=2024, help="年度（默认 2024）")
        parser.add_argument("--file", type=Path, help="自备科目表（CSV，必须有 code 和 name 两栏）")
        parser.add_argument(
            "--classification", choices=Subject.Classification.values, help="自备科目表属于哪种分类"
        )

        parser.add_argument(
            "--replace",
            action="store_true",
            help="载错科目表后使用：同一年度、同一分类中不在这份表里的科目一并删去",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        year, file, classification = options["year"], options["file"], options["classification"]
        if (file is None) != (classification is None):
            raise CommandError("--file 和 --classification 要一起使用")
        files = {classification: file} if file else bundled(year)
        with transaction.atomic():
            for each, path in files.items():
                codes = load(path, year, each)
                self.stdout.write(f"{year} 年{Subject.Classification(each).label}：{len(codes)} 个科目")
                if options["replace"]:
                    others = Subject.objects.filter(year=year, classification=each).exclude(code__in=codes)
                    self.stdout.write(f"  删去不在表里的：{others.delete()[0]} 个")


def bundled(year: int) -> dict[str, Path]:
    files = {each: DATA / f"{each}-{year}.csv" for each in Subject.Classification.values}
    if not all(path.exists() for path in files.values()):
        raise CommandError(f"没有自带 {year} 年的科目表，请用 --file 和 --classification 载入")
    return files


def load(path: Path, year: int, classification: str) -> list[str]:
    """The codes of the list."""
    try:
        subjects = read(path.read_bytes())
    except OSError as error:
        raise CommandError(f"{path}：{error.strerror}") from error
    except BadList as error:
        raise CommandError(f"{path.name} {error}") from error
    put(subjects, year, classification, path.name)
    return [line.code for line in subjects.lines]


def put(subjects: SubjectList, year: int, classification: str, file: str) -> None:
    """Upsert. Fields the list has no column for keep what they hold, but the source is always told."""
    rows = [
        Subject(
            year=year,
            classification=classification,
            code=line.code,
            name=line.name,
            fund=line.fund,
            explanation=line.explanation,
            source=line.source or file,
            confidence=line.confidence,
        )
        for line in subjects.lines
    ]
    updated = sorted({*subjects.fields, "source", "confidence"} - {"code"})
    Subject.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["year", "classification", "code"],
        update_fields=updated,
    )
