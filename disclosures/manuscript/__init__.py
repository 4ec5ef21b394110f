"""A given text against the figures of the account. Importing the package registers its rules; no Django."""

from disclosures.manuscript import amounts as amounts
from disclosures.manuscript import coverage as coverage
from disclosures.manuscript import directions as directions
from disclosures.manuscript import item_sums as item_sums
from disclosures.manuscript import names as names
from disclosures.manuscript import nature_lists as nature_lists
from disclosures.manuscript import outline as outline
from disclosures.manuscript import rates as rates
from disclosures.manuscript import reasons as reasons
from disclosures.manuscript import table_heads as table_heads
from disclosures.manuscript import unsupported as unsupported
from disclosures.manuscript import unwritten as unwritten
from disclosures.manuscript import zero_base as zero_base
