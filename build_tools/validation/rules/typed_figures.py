"""A number typed in prose right after an indicator's name, with its unit, against the annex.

Kept conservative: it warns only where no figure of the indicator in the report, of any area or of
the whole team, rounds to what was typed.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import cast

from build_tools.diagnostics import Diagnostic
from build_tools.validation.rows import column_of
from schemas.catalogue import Catalogue, Report
from schemas.indicator import Aggregation, Indicator, IndicatorValue
from schemas.numbers import AmbiguousNumberError, parse_decimal
from schemas.place import Place

_FIGURES = ("plan", "actual", "cumulative", "same_period")
_HALF = Decimal("0.5")


def check_typed_figures(catalogue: Catalogue, report: Report) -> Iterator[Diagnostic]:
    """Yield `figure.contradicts` for every typed number that no figure of the annex gives."""
    text = report.prose.source
    folded = text.lower()
    for code in dict.fromkeys(cast("Sequence[str]", column_of(report.indicators, "indicator_id"))):
        indicator = catalogue.indicators[code].record
        if indicator.name.lower() not in folded:
            continue
        records = (row.record for row in report.indicators)
        values = [record for record in records if record.indicator_id == code]
        for match in _pattern(indicator.name, indicator.unit).finditer(text):
            if not _is_given(match["number"], indicator, values):
                yield Diagnostic(
                    code="figure.contradicts",
                    place=_place(report, match.start("number")),
                    value=f"{match['number']} {indicator.unit}",
                    params={"indicator": indicator.name, "code": code},
                )


@lru_cache(maxsize=512)
def _pattern(name: str, unit: str) -> re.Pattern[str]:
    return re.compile(
        rf"{re.escape(name)}[ *_]*(?::|(?:(?:ước|đã|hiện|hiện nay)\s)*(?:đạt|là|còn|có))?[ *_]*"
        rf"(?P<number>\d[\d.]*(?:,\d+)?)[ *_\u00a0]*{re.escape(unit)}(?![^\W\d_])",
        re.IGNORECASE,
    )


def _is_given(typed: str, indicator: Indicator, rows: list[IndicatorValue]) -> bool:
    try:
        number = parse_decimal(typed)
    except AmbiguousNumberError as error:  # prose is Vietnamese: the point parts thousands
        number = Decimal(error.as_thousands)
    except ValueError:
        return True
    exponent = number.as_tuple().exponent
    tolerance = _HALF.scaleb(exponent if isinstance(exponent, int) else 0)
    return any(abs(value - number) <= tolerance for value in _figures(indicator, rows))


def _figures(indicator: Indicator, rows: list[IndicatorValue]) -> Iterator[Decimal]:
    for name in _FIGURES:
        values: list[Decimal | None] = [getattr(row, name) for row in rows]
        given = [value for value in values if value is not None]
        yield from given
        if given and indicator.aggregation is not Aggregation.NONE:
            yield sum(given, Decimal(0))


def _place(report: Report, offset: int) -> Place:
    before = report.prose.source[:offset]
    line = report.prose.first_line + before.count("\n")
    return Place(report.prose.path, line, offset - before.rfind("\n"))
