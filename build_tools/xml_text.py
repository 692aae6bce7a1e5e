"""XML text as `xml.sax.saxutils` writes it, which loads a whole web client to do so."""

from html import escape as _escape

_BLANKS = str.maketrans({"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})


def escape(text: str) -> str:
    """Return text for between two tags."""
    return _escape(text, quote=False)


def quoteattr(value: str) -> str:
    """Return the value of an attribute with its quotation marks."""
    text = escape(value).translate(_BLANKS)
    if '"' not in text:
        return f'"{text}"'
    if "'" not in text:
        return f"'{text}'"
    return '"' + text.replace('"', "&quot;") + '"'
