"""The pages that lead to reports, as text: the views answer with them, and they are laid out as files.

What stands in them depends on what is public, not on who reads or when.
"""

from disclosures.public.places.home import home
from disclosures.public.places.regions import region, regions
from disclosures.public.places.units import figures, unit
from disclosures.public.places.units import named as unit_named

__all__ = ["figures", "home", "region", "regions", "unit", "unit_named"]
