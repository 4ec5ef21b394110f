"""Pages of places: the home page, units and departments, regions. They lead to reports and sum them up.

`years` and `gathered` are pure; `reading` asks the database; the rest puts both together as text.
"""
