"""An area that ended may say into which it was merged; that one is there and in force."""

import datetime as dt
from collections.abc import Iterator

from build_tools.diagnostics import Diagnostic
from build_tools.validation.rules.wording import day_text
from schemas.catalogue import Catalogue, in_force

_DAY = dt.timedelta(days=1)


def check_succession(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Yield `structure.*` for every area whose successor does not take its place the next day."""
    for row in catalogue.areas.values():
        area = row.record
        if area.successor is None:
            continue
        place, params = row.source.at("successor"), {"area": area.full_name}
        successor = catalogue.areas.get(area.successor)
        if successor is None:
            code = "structure.unknown-successor"
        elif area.valid_to is None:
            code = "structure.successor-without-end"
        elif area.successor == area.code or not in_force(
            successor.record.valid_from, successor.record.valid_to, area.valid_to + _DAY
        ):
            code = "structure.successor-not-in-force"
            params["day"] = day_text(area.valid_to + _DAY)
        else:
            continue
        yield Diagnostic(code=code, place=place, value=area.successor, params=params)
