"""The paper of a sheet: size, direction, print area, heads on every page; and its protection. Pure."""

from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

POINTS = {True: 480.0, False: 727.0}
"""Between the margins, from top to bottom, of a page that lies and of one that stands."""
SHRINK = 1.7
"""A table so much longer than a page is still set on one."""

TALLEST = 409.0
"""Points: no row can be taller."""


def paper(sheet: Worksheet, area: str, titles: tuple[int, int] | None, *, landscape: bool) -> None:
    """As wide as the page; on one page where it stays legible, else as long as it takes."""
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToWidth = 1
    rows = int(area.partition(":")[2].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    points = sum(sheet.row_dimensions[row].height or 15.0 for row in range(1, rows + 1))
    sheet.page_setup.fitToHeight = 1 if points <= SHRINK * POINTS[landscape] else 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_area = area
    if titles:
        sheet.print_title_rows = f"{titles[0]}:{titles[1]}"
    sheet.print_options.horizontalCentered = True
    margins = sheet.page_margins
    margins.left = margins.right = 0.6
    margins.top, margins.bottom, margins.header, margins.footer = 0.8, 0.8, 0.3, 0.4
    sheet.oddFooter = footer()
    sheet.sheet_view.showGridLines = False


def footer(mark: str = "") -> HeaderFooterItem:
    """The number of the page, and `mark` at the left."""
    return HeaderFooterItem(left=_HeaderFooterPart(mark), center=_HeaderFooterPart("— &P —"))


def protect(sheet: Worksheet) -> None:
    """Heads and titles are locked against slips; without a password, it is no secret."""
    protection = sheet.protection
    protection.sheet = True
    for allowed in ("formatColumns", "formatRows", "insertRows", "deleteRows", "sort", "autoFilter"):
        setattr(protection, allowed, False)  # False: not locked
