"""Units, subjects and final accounts as rows: fields, constraints, small properties. Verbs stand elsewhere.

Figures are read and written by `accounts.ledger` only.
"""

from accounts.models.acceptance import Acceptance, Retraction
from accounts.models.account import Account, Step
from accounts.models.comment import Answer, Closing, Comment
from accounts.models.consolidation import Adjustment, Consolidation, Contribution
from accounts.models.figure import Change, Figure
from accounts.models.membership import Membership
from accounts.models.origin import Origin
from accounts.models.project import Indicator, Project
from accounts.models.proof import WrongPassword
from accounts.models.sign_off import SignOff
from accounts.models.subject import AccountSubject, Subject
from accounts.models.text import Explanation, TextChange
from accounts.models.unit import Succession, Unit, UnitName

__all__ = [
    "Acceptance",
    "Account",
    "AccountSubject",
    "Adjustment",
    "Answer",
    "Change",
    "Closing",
    "Comment",
    "Consolidation",
    "Contribution",
    "Explanation",
    "Figure",
    "Indicator",
    "Membership",
    "Origin",
    "Project",
    "Retraction",
    "SignOff",
    "Step",
    "Subject",
    "Succession",
    "TextChange",
    "Unit",
    "UnitName",
    "WrongPassword",
]
