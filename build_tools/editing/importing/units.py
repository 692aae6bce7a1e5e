"""Which figures are counted in percent."""

from collections.abc import Mapping

from schemas.base import Record
from schemas.catalogue import Catalogue
from schemas.cell_kinds import CellKind, kinds_of
from schemas.indicator import PERCENT, IndicatorValue
from schemas.text import exact_key

_NUMBERS = frozenset({CellKind.NUMBER, CellKind.WHOLE_NUMBER})


def is_percentage(
    model: type[Record], field: str, row: Mapping[str, str], catalogue: Catalogue | None
) -> bool:
    """Say whether the field of a row is counted in percent: by its title, or by its indicator."""
    if kinds_of(model)[field].kind not in _NUMBERS:
        return False
    if f"({PERCENT})" in (model.model_fields[field].title or ""):
        return True
    if model is not IndicatorValue or catalogue is None:
        return False
    key = exact_key(row.get("indicator_id", ""))
    return any(
        one.record.unit == PERCENT
        for one in catalogue.indicators.values()
        if key in {exact_key(one.record.indicator_id), exact_key(one.record.name)}
    )
