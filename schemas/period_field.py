"""The field of a record that names a period; apart from periods, which are no record's alone."""

from typing import Annotated

from schemas.base import read_with
from schemas.period import Period

PeriodField = Annotated[Period, *read_with(Period.parse, "period.malformed")]
