"""The portal's own workbook (XLSX): an account, an empty form or a publication written out, and read again.

Pure. A `Case` goes in and bytes come out; bytes go in and what they say comes out, compared with a `Case`.
Nothing here knows a table by name. Why it is as it is: docs/decisions/0012.
"""
