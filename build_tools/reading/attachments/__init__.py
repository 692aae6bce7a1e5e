"""Attachments: their text and metadata for the gate, and the bytes that may be published.

Each kind is read as far as a reader of it could: hidden cells, tracked changes, comments,
alternative texts, metadata, older revisions. What cannot be read is refused, never passed on
unread. The readers run in a child process (`child`), so that a hostile file costs bounded time and
memory and no crash.
"""
