"""How cells of the workbook look, and which of them may be written into."""

import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format

_FONT = {"font_name": "Times New Roman", "font_size": 12, "valign": "top"}
_INK, _HEAD, _OPEN, _VIEW, _LINE = "#1f2937", "#7a1420", "#fff8e1", "#f3f4f6", "#c9ccd1"
_LINE_HEIGHT, _MARGIN = 15.75, 3  # points
DAY_FORMAT = "dd/mm/yyyy"
TEXT_FORMAT = "@"


def height_of(texts: Iterable[tuple[str, float]]) -> float:
    """Return how high a row must be for texts in columns of these widths, in points.

    Excel finds that out itself when it opens the file, LibreOffice does not.
    """
    lines = (
        sum(math.ceil((len(line) or 1) / width) for line in text.split("\n"))
        for text, width in texts
    )
    return _LINE_HEIGHT * max(lines, default=1) + _MARGIN


@dataclass(slots=True)
class Styles:
    """Formats of one workbook, each made once."""

    book: Workbook
    _made: dict[tuple[tuple[str, Any], ...], Format] = field(default_factory=dict)

    def _of(self, **properties: Any) -> Format:  # noqa: ANN401  as xlsxwriter takes them
        key = tuple(sorted({**_FONT, **properties}.items()))
        if key not in self._made:
            self._made[key] = self.book.add_format(dict(key))
        return self._made[key]

    def plain(self) -> Format:
        """Return the format of a row above a table, over that of its columns."""
        return self._of()

    def title(self) -> Format:
        """Return the format of a sheet's title."""
        return self._of(bold=True, font_size=15, font_color=_HEAD)

    def hint(self) -> Format:
        """Return the format of a line that explains."""
        return self._of(italic=True, font_color=_INK)

    def explanation(self) -> Format:
        """Return the format of what is said beside a cell."""
        return self._of(italic=True, font_color=_INK, text_wrap=True)

    def heading(self) -> Format:
        """Return the format of a heading among lines of text."""
        return self._of(bold=True, font_color=_HEAD, text_wrap=True)

    def line(self) -> Format:
        """Return the format of a line of text."""
        return self._of(text_wrap=True)

    def head(self, *, is_required: bool, is_view_only: bool = False) -> Format:
        """Return the format of a column's head."""
        colour = "#6b7280" if is_view_only else _HEAD if is_required else "#9f4a54"
        return self._of(
            bold=True, text_wrap=True, font_color="#ffffff", bg_color=colour, border=1,
            border_color=_LINE, valign="vcenter", align="center",
        )  # fmt: skip

    def label(self) -> Format:
        """Return the format of a name on the left, which nobody changes."""
        return self._of(bold=True, bg_color=_VIEW, border=1, border_color=_LINE, text_wrap=True)

    def view(self, number_format: str = "General", *, align: str = "left") -> Format:
        """Return the format of a cell that is there to be looked at."""
        return self._of(
            bg_color=_VIEW, border=1, border_color=_LINE, text_wrap=True,
            num_format=number_format, align=align,
        )  # fmt: skip

    def cell(
        self, number_format: str, *, is_news: bool = False, is_wrapped: bool = False
    ) -> Format:
        """Return the format of a cell to write into; `is_news` if this period asks for it."""
        shade = {"bg_color": _OPEN} if is_news else {}
        is_number = number_format not in {TEXT_FORMAT, DAY_FORMAT}
        return self._of(
            border=1, border_color=_LINE, num_format=number_format, locked=False,
            text_wrap=is_wrapped, align="right" if is_number else "left", **shade,
        )  # fmt: skip
