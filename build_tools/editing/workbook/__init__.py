"""The workbook of a new report: what an official fills in with Excel, and `diaban import` reads.

Written with xlsxwriter in memory; the same catalogue gives the same bytes.
"""
