"""pydantic's errors in terms of our rules. Its own words reach nobody."""

from collections.abc import Callable, Mapping
from decimal import Decimal

from pydantic_core import ErrorDetails

from build_tools.diagnostics import RULES, Diagnostic
from build_tools.diagnostics.language import Phrase
from build_tools.validation.nearest import nearest
from build_tools.validation.usual_forms import meant_day, meant_period, meant_yes_or_no
from schemas.place import Place

# Which rule each error of pydantic's own breaks; those of schemas/ name their rule themselves.
RULE_OF_ERROR: Mapping[str, str] = {
    "missing": "value.missing",
    "string_too_short": "value.missing",
    "string_too_long": "text.too-long",
    "string_type": "value.wrong-kind",
    "string_unicode": "value.wrong-kind",
    "decimal_type": "value.wrong-kind",
    "int_type": "value.wrong-kind",
    "date_type": "value.wrong-kind",
    "bool_type": "value.wrong-kind",
    "tuple_type": "value.wrong-kind",
    "model_type": "value.wrong-kind",
    "model_attributes_type": "value.wrong-kind",
    "extra_forbidden": "value.wrong-kind",
    "bool_parsing": "value.not-yes-no",
    "greater_than_equal": "number.too-small",
    "less_than_equal": "number.too-large",
    "decimal_parsing": "number.malformed",
    "finite_number": "number.malformed",
    "int_parsing": "number.malformed",
    "int_parsing_size": "number.malformed",
    "int_from_float": "number.not-whole",
    "date_parsing": "date.malformed",
    "date_from_datetime_parsing": "date.malformed",
    "date_from_datetime_inexact": "date.malformed",
}
# What belongs there, and how it is written.
_EXPECTED = {
    "tuple_type": (
        Phrase("một danh sách", "a list"),
        Phrase("mỗi giá trị một dòng, đầu dòng có dấu “-”", "one value a line, after a “-”"),
    ),
    "model_type": (
        Phrase("một nhóm mục con", "a group of keys"),
        Phrase(
            "mỗi mục con một dòng, thụt vào hai dấu cách, theo mẫu “tên: giá trị”",
            "one key a line, indented by two blanks, as “name: value”",
        ),
    ),
}
_ONE_VALUE = (
    Phrase("một giá trị", "one value"),
    Phrase("chỉ một giá trị, ngay sau dấu hai chấm", "one value, right after the colon"),
)
_KINDS = {
    "area": Phrase("địa bàn", "area"),
    "team": Phrase("Tổ", "team"),
    "indicator": Phrase("chỉ tiêu", "indicator"),
    "directive": Phrase("văn bản chỉ đạo", "directive"),
    "agency": Phrase("cơ quan", "agency"),
    "audience": Phrase("nhóm người xem", "audience"),
}
_SHOWN_LENGTH = 80


def explain(error: ErrorDetails, place: Place, field: str, value: str | None) -> Diagnostic:
    """Return the finding; `field` is the Vietnamese title, `value` the text that stands there."""
    kind = error["type"]
    code = kind if kind in RULES else RULE_OF_ERROR.get(kind, "value.wrong-kind")
    context = error.get("ctx", {})
    allowed = tuple(context.get("allowed", ()))
    return Diagnostic(
        code=code,
        place=place,
        value=None if value is None else shorten(value),
        nearest=context.get("meant") or (_meant(code, value, allowed) if value else None),
        params={"field": field, **_params(code, kind, context)},
    )


def _meant(code: str, value: str, allowed: tuple[str, ...]) -> str | None:
    if code in _GUESSES:
        return _GUESSES[code](value)
    return nearest(value, allowed) if allowed else None


def _params(code: str, kind: str, context: Mapping[str, object]) -> dict[str, str]:
    if code == "value.wrong-kind":
        expected, how = _EXPECTED.get(kind, _ONE_VALUE)
        return {"expected": expected, "how": how}
    return {name: write(context[source]) for name, source, write in _PARAMS.get(code, ())} or {
        name: str(value) for name, value in context.items()
    }


def _number(limit: object) -> str:
    return f"{Decimal(str(limit)).normalize():f}".replace(".", ",")


def _list(values: object) -> str:
    return " · ".join(values) if isinstance(values, list) else str(values)


# Rules of values in a form of ours → what a value in another usual form says.
_GUESSES: Mapping[str, Callable[[str], str | None]] = {
    "date.malformed": meant_day,
    "period.malformed": meant_period,
    "value.not-yes-no": meant_yes_or_no,
}
# Rule → its parameters: name, name in pydantic's context, how it is written.
_PARAMS: Mapping[str, tuple[tuple[str, str, Callable[[object], str]], ...]] = {
    "value.not-in-list": (("allowed", "allowed", _list),),
    "reference.unknown": (("kind", "kind", lambda kind: _KINDS[str(kind)]),),
    "number.too-small": (("limit", "ge", _number),),
    "number.too-large": (("limit", "le", _number),),
    "text.too-long": (("limit", "max_length", str),),
}


def shorten(text: str) -> str:
    """Return the text on one line, cut where it is too long for a message."""
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN_LENGTH else f"{line[:_SHOWN_LENGTH]}…"
