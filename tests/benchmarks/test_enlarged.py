"""The benchmark's documents are what they say: so many times the subjects."""

import pytest

from benchmarks.enlarged import document, enlarged
from disclosures import sample_files


def codes(times: int) -> set[str]:
    case = enlarged(sample_files.read("liaoyuan-2024", corrected=True), times)
    return {cell.row for cell in case.figures if cell.table == "t03" and cell.row != "total"}


@pytest.mark.parametrize("times", [2, 4, 8])
def test_every_subject_comes_so_many_times(times: int) -> None:
    assert len(codes(times)) == times * len(codes(1))
    assert all(len(code) in (3, 5, 7) and code.isdigit() for code in codes(times))


def test_the_report_grows_by_the_same_number_of_cells_each_time() -> None:
    one, two, three = (document(times).cells for times in (1, 2, 3))
    assert two - one == three - two > 0
