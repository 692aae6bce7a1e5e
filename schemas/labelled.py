"""Closed lists of values with Vietnamese labels.

Apart from records, and pydantic is loaded only when it asks or a value is refused: what prints
pages knows such lists, periods among them, and reads no record.
"""

from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any, Self, TypeVar

from schemas.text import fold_key

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic_core import CoreSchema

_E = TypeVar("_E", bound="LabelledEnum")


def refuse_collection(value: object) -> None:
    """Raise `value.wrong-kind` for a list or a mapping where one value belongs."""
    if isinstance(value, list | tuple | dict):
        from pydantic_core import PydanticCustomError  # noqa: PLC0415  see above

        raise PydanticCustomError("value.wrong-kind", "one value belongs here")


class LabelledEnum(StrEnum):
    """A closed list of values: the stable code is the value, `label` is the Vietnamese term.

    A field of this type reads the code or the label, case, accents and spaces forgiven; otherwise
    it raises `value.not-in-list` with the allowed labels.
    """

    label: str

    def __new__(cls, code: str, label: str) -> Self:
        """Make a member of `code, label`."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label
        return member

    @classmethod
    def read(cls, text: object) -> Self:
        """Find the member by its code or its label."""
        if isinstance(text, cls):
            return text
        refuse_collection(text)
        member: Self | None = _members_by_key(cls).get(fold_key(str(text).replace("_", " ")))
        if member is None:
            from pydantic_core import PydanticCustomError  # noqa: PLC0415  see above

            allowed = [member.label for member in cls]
            raise PydanticCustomError("value.not-in-list", "not in the list", {"allowed": allowed})
        return member

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: object, handler: "GetCoreSchemaHandler"
    ) -> "CoreSchema":
        from pydantic_core import core_schema  # noqa: PLC0415  see above

        del source, handler
        return core_schema.no_info_plain_validator_function(
            cls.read, serialization=core_schema.plain_serializer_function_ser_schema(str)
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: "CoreSchema", handler: "GetJsonSchemaHandler"
    ) -> dict[str, Any]:
        del schema, handler
        values = [text for member in cls for text in dict.fromkeys((member.value, member.label))]
        return {"type": "string", "enum": values}


@cache
def _members_by_key(kind: type[_E]) -> dict[str, _E]:
    keys = ((member.value.replace("_", " "), member.label) for member in kind)
    return {fold_key(key): member for member, both in zip(kind, keys, strict=True) for key in both}
