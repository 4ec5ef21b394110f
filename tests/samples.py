"""The subjects and the samples in the database, in the states that many tests begin with."""

from io import StringIO

from django.core.management import call_command

from disclosures import sample_files
from disclosures.management.commands import loadsample
from tests.kept import kept

LIAOYUAN = sample_files.read("liaoyuan-2024", corrected=True)


@kept
def load_subjects() -> None:
    call_command("loadsubjects", stdout=StringIO(), skip_checks=True)


@kept
def load_printed() -> None:
    """辽源 and 延边 as they were printed, with their errors, as drafts."""
    call_command("loadsample", as_printed=True, stdout=StringIO(), skip_checks=True)


@kept
def load_corrected() -> None:
    """辽源 corrected, a draft that is in order but for the signatures."""
    call_command("loadsubjects", year=2024, stdout=StringIO(), skip_checks=True)
    loadsample.put_units()
    account = loadsample.account_of(LIAOYUAN)
    loadsample.put_last_year(LIAOYUAN)
    loadsample.put(account, LIAOYUAN)
