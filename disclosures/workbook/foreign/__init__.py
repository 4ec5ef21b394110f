"""Workbooks of other programs: a stranger's .xlsx, .xls or .ods as plain data, or refused with the reason and
what to do. Pure: knows neither Django nor the account it may be for.
"""
