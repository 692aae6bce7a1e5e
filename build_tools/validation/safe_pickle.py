"""Pickles that can run nothing when they are read: they name no more than what content becomes.

A pickle names classes and functions to call. The reader here finds records of the schemas and the
few classes beside them of which readings and findings are made, and refuses all other names.
"""

import pickle
import sys
from dataclasses import is_dataclass
from enum import Enum
from functools import cache
from importlib import import_module
from io import BytesIO

from build_tools.errors import DiabanError
from schemas.base import Record

_SCHEMAS = "schemas."
_OTHERS = frozenset(
    {
        ("datetime", "date"),
        ("decimal", "Decimal"),
        ("array", "_array_reconstructor"),
        ("array", "array"),
        ("markdown_it.token", "Token"),
        ("build_tools.diagnostics.language", "Phrase"),
        ("build_tools.diagnostics.model", "Diagnostic"),
        ("build_tools.reading.attachments.model", "TextPart"),
        ("build_tools.reading.attachments.reader", "ReadAttachment"),
        ("build_tools.reading.front_matter", "FrontMatter"),
        ("build_tools.reading.front_matter", "Value"),
        ("build_tools.reading.plain_tables", "LinePlaces"),
        ("build_tools.reading.text", "SourceText"),
        ("build_tools.validation.later", "LaterRows"),
        ("build_tools.validation.later", "LaterTokens"),
        ("build_tools.validation.later", "Outline"),
        ("build_tools.validation.listing", "ReadTexts"),
        ("build_tools.validation.rows", "RowColumns"),
        ("build_tools.validation.rows", "Rows"),
    }
)


class StrangePickleError(DiabanError):
    """What was kept is none of ours, or not whole."""


def packed(product: object) -> bytes:
    """Return the product as bytes for `unpacked`."""
    return pickle.dumps(product, pickle.HIGHEST_PROTOCOL)


def unpacked(content: bytes) -> object:
    """Return the product again. StrangePickleError where it names anything that is not its kind."""
    try:
        return _Unpickler(BytesIO(content)).load()
    except Exception as error:  # strange bytes fail in any way
        raise StrangePickleError(
            "Phần đã giữ của lần trước không đọc được; hãy xóa thư mục .diaban-cache rồi chạy lại."
        ) from error


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> object:
        """Find one of the known names; asked once for each in a pickle."""
        return _known(module, name)


@cache
def _known(module: str, name: str) -> object:
    if (module, name) in _OTHERS:
        return getattr(sys.modules.get(module) or import_module(module), name)
    found: object = None
    if module.startswith(_SCHEMAS) and "." not in name:
        found = getattr(import_module(module), name, None)
    if isinstance(found, type) and found.__module__ == module and _is_data(found):
        return found
    raise pickle.UnpicklingError(f"{module}.{name}")


def _is_data(kind: type) -> bool:
    is_named_tuple = issubclass(kind, tuple) and hasattr(kind, "_fields")
    return is_dataclass(kind) or is_named_tuple or issubclass(kind, Record | Enum)
