"""What all records share: a frozen base, enums with Vietnamese labels, and the types of cells.

Every cell arrives as text in NFC; a blank one does not arrive at all. The validators below type it
and raise PydanticCustomError whose code is a rule of `build_tools/diagnostics/*.toml` and whose
context holds the parameters of that rule's message. Nobody reads pydantic's own messages.
"""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any, Protocol

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    GetJsonSchemaHandler,
    PlainValidator,
    StringConstraints,
    ValidationInfo,
    WithJsonSchema,
)
from pydantic_core import CoreSchema, PydanticCustomError

from schemas.labelled import LabelledEnum, refuse_collection
from schemas.numbers import (
    MAX_DIGITS,
    AmbiguousNumberError,
    HiddenBlankError,
    TooManyDigitsError,
    parse_day,
    parse_decimal,
)
from schemas.text import exact_key

SHORT_TEXT_LENGTH = 200
LONG_TEXT_LENGTH = 4000
LIST_SEPARATOR = "|"


class Record(BaseModel):
    """One row, or one front matter: frozen, no unknown fields, each field titled in Vietnamese."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class References(Protocol):
    """What cells may refer to. Handed to pydantic as its validation context."""

    def find(self, kind: str, text: str) -> str | None:
        """Return the id of the one named by its id or its exact name; None when there is none."""
        ...

    def names(self, kind: str) -> list[str]:
        """Return ids and names of all of the kind, for the hint of the nearest."""
        ...

    def successor(self, kind: str, text: str) -> str | None:
        """Return the name of the one that a name of former times has become; None for others."""
        ...


class CodeCheck(AfterValidator):
    """Marks the fields that hold a code, an id or a reference, besides checking them.

    In these a letter of another alphabet that only looks like ours is refused before it is read.
    """


@dataclass(frozen=True, slots=True)
class ReferenceCheck(CodeCheck):
    """Marks the fields that name another record, and of which kind that one is."""

    kind: str = ""


@dataclass(frozen=True)
class _FormCheck(CodeCheck):
    """Checks a form, and tells editing programs of it."""

    pattern: str
    example: str

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        form = {"pattern": f"^(?:{self.pattern})$", "examples": [self.example]}
        return {**handler(schema), **form}


def refers_to(kind: str) -> ReferenceCheck:
    """Annotate a field that names another record; the value becomes that record's id.

    Raises `reference.unknown` with the kind and the allowed names. Without a
    context the text stays.
    """

    def resolve(text: str, info: ValidationInfo) -> str:
        references: References | None = info.context
        if references is None:
            return text
        found = references.find(kind, text)
        if found is None:
            context: dict[str, object] = {"kind": kind, "allowed": references.names(kind)}
            if successor := references.successor(kind, text):
                context["meant"] = successor
            raise PydanticCustomError("reference.unknown", "unknown", context)
        return found

    return ReferenceCheck(resolve, kind)


def well_formed(pattern: str, example: str) -> CodeCheck:
    """Annotate a text with a form; raises `value.malformed` with the example."""
    compiled = re.compile(pattern, re.ASCII)

    def check(text: str) -> str:
        if compiled.fullmatch(text) is None:
            raise PydanticCustomError("value.malformed", "malformed", {"example": example})
        return text

    return _FormCheck(check, pattern, example)


def _read_number(value: object) -> object:
    if not isinstance(value, str):
        return value
    try:
        return parse_decimal(value)
    except AmbiguousNumberError as error:
        context = {"as_thousands": error.as_thousands, "as_decimal": error.as_decimal}
        raise PydanticCustomError("number.ambiguous", "ambiguous", context) from error
    except HiddenBlankError as error:
        hidden = {"code_point": f"U+{ord(error.letter):04X}"}
        raise PydanticCustomError("number.hidden-blank", "hidden blank", hidden) from error
    except TooManyDigitsError as error:
        limit = {"limit": str(MAX_DIGITS)}
        raise PydanticCustomError("number.too-many-digits", "too many", limit) from error
    except ValueError as error:
        raise PydanticCustomError("number.malformed", "malformed") from error


def _read_whole_number(value: object) -> object:
    number = _read_number(value)
    if isinstance(number, Decimal):
        if number != number.to_integral_value():
            raise PydanticCustomError("number.not-whole", "not whole")
        return int(number)
    return number


def _read_day(value: object) -> object:
    if not isinstance(value, str):
        return value
    try:
        return parse_day(value)
    except ValueError as error:
        raise PydanticCustomError("date.malformed", "malformed") from error


def split_list(value: object) -> object:
    """Split `a | b | c` of one cell; a list of the front matter stays a list."""
    if isinstance(value, str):
        return [part.strip() for part in value.split(LIST_SEPARATOR) if part.strip()]
    return value


def read_with(
    read: Callable[[str], object], code: str, json_type: str = "string"
) -> tuple[Any, ...]:
    """Metadata of a field whose text a function reads; its ValueError becomes the rule `code`."""

    def validate(value: object) -> object:
        if not isinstance(value, str):
            refuse_collection(value)
            return value
        try:
            return read(value)
        except ValueError as error:
            raise PydanticCustomError(code, "unreadable") from error

    return PlainValidator(validate), WithJsonSchema({"type": json_type})


def same_name(one: str, other: str) -> bool:
    """Say whether two names are one, case, spaces and tone placement forgiven."""
    return exact_key(one) == exact_key(other)


Text = Annotated[str, StringConstraints(min_length=1, max_length=LONG_TEXT_LENGTH)]
ShortText = Annotated[str, StringConstraints(min_length=1, max_length=SHORT_TEXT_LENGTH)]
# What editing programs are told of the three kinds that are typed as text: the forms that
# `schemas.numbers` reads without a doubt, the usual one as the example.
_NUMBER_FORM = {
    "anyOf": [{"type": "number"}, {"type": "string", "pattern": r"^[+\-−]?\d[\d., ]*$"}],
    "examples": ["1250", "12,5"],
}
_WHOLE_FORM = {
    "anyOf": [{"type": "integer"}, {"type": "string", "pattern": r"^[+\-−]?\d[\d., ]*$"}],
    "examples": ["12"],
}
_DAY_FORM = {
    "type": "string",
    "pattern": r"^(?:\d{1,2}[/.\-]\d{1,2}[/.\-]\d{4}|\d{4}-\d{2}-\d{2})$",
    "examples": ["05/02/2026"],
}
Number = Annotated[
    Decimal, BeforeValidator(_read_number), WithJsonSchema(_NUMBER_FORM, mode="validation")
]
WholeNumber = Annotated[
    int, BeforeValidator(_read_whole_number), WithJsonSchema(_WHOLE_FORM, mode="validation")
]
Day = Annotated[dt.date, BeforeValidator(_read_day), WithJsonSchema(_DAY_FORM, mode="validation")]
AreaCode = Annotated[str, well_formed(r"\d{5}", "24781")]
TeamId = Annotated[str, well_formed(r"to-\d{2}", "to-01")]
AreaRef = Annotated[str, refers_to("area")]
TeamRef = Annotated[str, refers_to("team")]
IndicatorRef = Annotated[str, refers_to("indicator")]
DirectiveRef = Annotated[str, refers_to("directive")]
AgencyRef = Annotated[str, refers_to("agency")]
AreaRefs = Annotated[tuple[AreaRef, ...], BeforeValidator(split_list)]
Names = Annotated[tuple[ShortText, ...], BeforeValidator(split_list)]
DocumentNumber = Annotated[str, well_formed(r"\d+[A-Za-zĐđ]?[-/]\S+", "66-TB/TU")]
EmailAddress = Annotated[
    str, well_formed(r"[^@\s|]+@[^@\s|]+\.[^@\s|]+", "vanphong@lamdong.dcs.vn")
]
OfficePhone = Annotated[str, well_formed(r"0\d{2,3}[ .-]?\d{3,4}[ .-]?\d{3,5}", "0263 3822 345")]


class FieldOfWork(LabelledEnum):
    """The four fields that a section follows, in the decision's order (Article 2.1)."""

    ECONOMY = "kinh_te", "Kinh tế"
    CULTURE_SOCIETY = "van_hoa_xa_hoi", "Văn hóa - xã hội"
    DEFENCE_SECURITY = "quoc_phong_an_ninh", "Quốc phòng - an ninh"
    PARTY_BUILDING = "xay_dung_dang", "Xây dựng Đảng và hệ thống chính trị"


class Authority(LabelledEnum):
    """Who is competent to decide (thẩm quyền)."""

    LOCAL = "dia_phuong", "Địa phương"
    DEPARTMENT = "so_nganh", "Sở, ngành"
    STANDING_MEMBERS = "thuong_truc_tinh_uy", "Thường trực Tỉnh ủy"
    STANDING_BOARD = "ban_thuong_vu", "Ban Thường vụ Tỉnh ủy"
    CENTRAL = "trung_uong", "Trung ương"


Fields = Annotated[tuple[FieldOfWork, ...], BeforeValidator(split_list)]
Audience = Annotated[str, refers_to("audience")]
