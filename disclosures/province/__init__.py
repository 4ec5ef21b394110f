"""A made-up province for demonstrations and measurements: written in bulk, with the files of every version
but the printed ones. How: docs/province.md.
"""
