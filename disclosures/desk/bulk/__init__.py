"""Workbooks of many units and years: found in a folder or zip, placed, imported one by one, told of."""
