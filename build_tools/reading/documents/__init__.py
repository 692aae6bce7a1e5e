"""Word documents that people write (DOCX), read as they are shown: paragraphs, lists, tables.

What a report cannot hold (pictures, tracked changes, text boxes …) is not dropped but named, with
its place. What that means for an import is decided by `editing/import_document`.
"""
