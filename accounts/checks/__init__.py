"""The rules by which an account is questioned. Importing the package registers them; it knows no Django."""

from accounts.checks import within as within
