"""Workbooks of Excel, LibreOffice and Google Sheets as the rows of a table."""
