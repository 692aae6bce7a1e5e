"""Small tables of data for tests of what writes them."""

import datetime as dt
from collections.abc import Sequence

from build_tools.datasets.edition import Edition
from build_tools.datasets.model import Dataset, Field, Topic, Value

EDITION = Edition(
    site_name="Theo dõi địa bàn",
    publisher="Tỉnh ủy Ví Dụ",
    as_of=dt.date(2026, 7, 10),
    audience="intranet",
    illustrative=True,
    marks=("Dữ liệu minh họa.",),
    notes=("Dữ liệu minh họa.", "Trang dành cho mạng nội bộ."),
)


def field(name: str, title: str = "", **more: object) -> Field:
    return Field(name=name, title=title or f"Cột {name}", about=f"Nghĩa của {name}.", **more)  # type: ignore[arg-type]


def table(
    fields: Sequence[Field], *rows: Sequence[Value], key: Sequence[str] = (), name: str = "things"
) -> Dataset:
    topic = Topic(
        name=name,
        title="Các thứ",
        about="Để thử.",
        source="reports/KỲ/to-NN/things.csv",
        key=tuple(key),
    )
    return Dataset(topic=topic, fields=tuple(fields), rows=tuple(tuple(row) for row in rows))


def texts(*cells: str) -> Dataset:
    """A table of one row of texts."""
    return table([field(f"c{number}") for number, _ in enumerate(cells)], cells)
