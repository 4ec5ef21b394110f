"""A given text against the figures of the account. Importing the package registers its rules; no Django."""
