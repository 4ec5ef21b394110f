"""The rules by which an account is questioned. Importing the package registers them; it knows no Django."""

from accounts.checks import between as between
from accounts.checks import bounds as bounds
from accounts.checks import indicators as indicators
from accounts.checks import operations as operations
from accounts.checks import projects as projects
from accounts.checks import subjects as subjects
from accounts.checks import units as units
from accounts.checks import within as within
from accounts.checks import years as years
