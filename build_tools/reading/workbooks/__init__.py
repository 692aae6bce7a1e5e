"""Sheets that people fill in (XLSX, ODS, CSV), read as they are: nothing is mended or guessed.

Every cell keeps what the file says of it beside its value: its format, whether it is worked out,
hidden, merged. What that means for a report is decided by `editing/importing`.
"""
