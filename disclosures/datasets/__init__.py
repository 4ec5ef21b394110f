"""数据包: all current versions of a year, or of all years, as one file for scripts and spreadsheets.

What is in it follows from the stored files of publications and from nothing else: the same publications give
the same bytes. It lies in the storage of publications below `data/`, with an index (docs/data.md).
"""
