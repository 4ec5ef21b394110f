"""All rules there are: on figures, on words, on a given text. Importing it registers them. Pure."""

import accounts.checks as figures
import disclosures.manuscript as manuscript
import disclosures.wording as wording
from accounts.checks.engine import RULES, run

__all__ = ["RULES", "figures", "manuscript", "run", "wording"]
