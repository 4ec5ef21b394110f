"""检索目录: what readers search by, derived from the files of publications.

It can be rebuilt from them at any time: an entry that is missing or stale costs a search and no more.
"""
