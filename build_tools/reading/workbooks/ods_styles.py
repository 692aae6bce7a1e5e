"""How an ODS shows its numbers (OpenDocument 1.3, part 3, 16.29): styles of cells and of data."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from build_tools.reading.workbooks.formats import GENERAL, Format
from build_tools.reading.workbooks.handler import TRUE, Handler, whole
from build_tools.reading.workbooks.model import Look

_DATA_STYLES = {
    "number-style": Look.NUMBER,
    "currency-style": Look.NUMBER,
    "percentage-style": Look.PERCENT,
    "date-style": Look.DAY,
    "time-style": Look.TIME,
    "text-style": Look.TEXT,
    "boolean-style": Look.OTHER,
}
_TIMES = frozenset({"hours", "minutes", "seconds", "am-pm"})


@dataclass(slots=True)
class _DataStyle:
    look: Look
    decimals: int | None = None
    zeros: int = 0
    order: list[str] = field(default_factory=list)

    def format(self) -> Format:
        """Return what it makes of a number."""
        if self.look is Look.DAY and self.order[:1] == ["month"] and "day" in self.order:
            return Format(Look.AMERICAN_DAY)
        return Format(self.look, self.decimals, self.zeros)


@dataclass(slots=True)
class Styles(Handler):
    """Gathers the styles of `styles.xml` and of `content.xml`."""

    hidden_tables: set[str] = field(default_factory=set)
    _data: dict[str, _DataStyle] = field(default_factory=dict)
    _cells: dict[str, str] = field(default_factory=dict)
    _parents: dict[str, str] = field(default_factory=dict)
    _style: str = ""
    _open: _DataStyle | None = None

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Open a style, or a part of one."""
        if name in _DATA_STYLES:
            self._open = self._data[attributes.get("name", "")] = _DataStyle(_DATA_STYLES[name])
        elif name == "style":
            self._style = attributes.get("name", "")
            if data := attributes.get("data-style-name"):
                self._cells[self._style] = data
            self._parents[self._style] = attributes.get("parent-style-name", "")
        elif name == "table-properties" and attributes.get("display") == "false":
            self.hidden_tables.add(self._style)
        elif self._open:
            self._part(self._open, name, attributes)

    def _part(self, style: _DataStyle, name: str, attributes: Mapping[str, str]) -> None:
        if name in _TIMES and style.look is Look.DAY:
            style.look = Look.TIME
        elif name in {"day", "month", "year"}:
            by_name = name == "month" and attributes.get("textual") in TRUE
            style.order.append("name" if by_name else name)
        elif name == "number":
            decimals = attributes.get("decimal-places")
            style.decimals = None if decimals is None else whole(decimals)
            style.zeros = 0 if attributes.get("grouping") in TRUE else _filled(attributes)
            if attributes.get("display-factor", "1") != "1":
                style.look = Look.SCALED
        elif name in {"fraction", "scientific-number"}:
            style.look = Look.OTHER

    def end(self, name: str) -> None:
        """Close a style of data."""
        if name in _DATA_STYLES:
            self._open = None

    def format_of(self, style: str) -> Format:
        """Return the format of a style of cells, or of the one that it is made from."""
        seen: set[str] = set()
        while style and style not in seen:
            seen.add(style)
            data = self._data.get(self._cells.get(style, ""))
            if data is not None:
                return data.format()
            style = self._parents.get(style, "")
        return GENERAL


def _filled(attributes: Mapping[str, str]) -> int:
    digits = whole(attributes.get("min-integer-digits"))
    return digits if digits > 1 else 0
