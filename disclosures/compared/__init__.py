"""Reports side by side: one unit over years, several units in one year (docs/compare.md). Pure.

What was not reported is a gap and never 0. What cannot be compared is said in words, never as a percentage.
"""
