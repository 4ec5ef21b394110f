"""The workbook of an account: downloaded, uploaded with a preview, confirmed, undone."""
