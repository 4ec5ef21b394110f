"""Cases of the rules on self-evaluations, whose indicators are not figures."""

from tests.accounts.checks.caselist import Example

PROJECT_EXAMPLES: list[Example] = []
