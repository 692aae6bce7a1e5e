"""The rows with which the annexes of the workbook begin: what is carried over, and free ids."""

from collections.abc import Iterator, Mapping

from build_tools.editing.carried_figures import CarriedFigure
from build_tools.editing.carry_over import CarryOver
from build_tools.editing.cells import CellWriter
from build_tools.editing.workbook.annex_sheet import SheetRow
from build_tools.validation.rules.items import ID_FIELDS
from schemas.annex_row import AnnexRow
from schemas.catalogue import Catalogue
from schemas.cell_kinds import CellKind, kinds_of
from schemas.indicator import Indicator
from schemas.period import PeriodKind
from schemas.registers import columns
from schemas.report import Annex

# Head → width of the columns that are there to be looked at.
_FIGURE_VIEWS = {"Tên chỉ tiêu": 40, "Đơn vị tính": 13, "Kỳ trước": 12, "Lũy kế kỳ trước": 12}
_OF_MONTHS = {"Từ số các tháng": 12}
_DIRECTIVE_VIEWS = {"Văn bản": 50}
_NEW_IDS = 40  # rows that have an id already; nobody writes so many in a period
_PER_TEAM = 1000
_AS_THEY_ARE = frozenset({CellKind.DAY, CellKind.NUMBER, CellKind.WHOLE_NUMBER, CellKind.YES_NO})


def views_of(annex: Annex, kind: PeriodKind) -> Mapping[str, int]:
    """Return the columns of an annex that are there to be looked at, and their widths."""
    if annex is Annex.INDICATORS:
        return _FIGURE_VIEWS | ({} if kind is PeriodKind.MONTH else _OF_MONTHS)
    return _DIRECTIVE_VIEWS if annex is Annex.DIRECTIVES else {}


def item_rows(
    annex: Annex, carried: CarryOver, catalogue: Catalogue, cells: CellWriter
) -> Iterator[SheetRow]:
    """Yield the open matters as they stood, then rows with the next free ids."""
    for one in carried.matters.get(annex, ()):
        views = _directive_views(catalogue, getattr(one.record, "directive_id", None))
        yield SheetRow(values=_values(one.record, cells), views=views, news=one.to_update)
    first = carried.next_ids.get(annex)
    if first is not None:
        yield from (SheetRow(values={ID_FIELDS[annex]: each}) for each in _following(first))


def _directive_views(catalogue: Catalogue, directive_id: str | None) -> tuple[str, ...]:
    if directive_id is None:
        return ()
    directive = catalogue.directives[directive_id].record
    return (f"{directive.doc_ref}: {directive.subject}",)


def _following(first: str) -> Iterator[str]:
    """Yield ids from the first on, in the range of the team."""
    head, _, number = first.rpartition("-")
    until = int(number) // _PER_TEAM * _PER_TEAM + _PER_TEAM
    last = min(int(number) + _NEW_IDS, until)
    return (f"{head}-{each:0{len(number)}}" for each in range(int(number), last))


def _values(record: AnnexRow, cells: CellWriter) -> dict[str, object]:
    return {name: _value(record, name, cells) for name in columns(type(record))}


def _value(record: AnnexRow, name: str, cells: CellWriter) -> object:
    kind, value = kinds_of(type(record))[name], getattr(record, name)
    if kind.kind in _AS_THEY_ARE and not kind.is_list:
        is_default = value == type(record).model_fields[name].default
        return None if is_default else value
    return cells.cell(record, name)


def figure_rows(carried: CarryOver, catalogue: Catalogue, cells: CellWriter) -> Iterator[SheetRow]:
    """Yield a row for each area and indicator, with what is known beside the new figure."""
    for one in carried.figures:
        indicator = catalogue.indicators[one.indicator_id].record
        shown = _number_format(indicator)
        yield SheetRow(
            values={
                "unit_code": cells.area(one.unit_code),
                "indicator_id": one.indicator_id,
                "plan": one.plan,
                "same_period": one.same_period,
                "as_of": one.as_of,
                "source": one.source,
                "audience": one.audience,
            },
            views=_figure_views(one, indicator),
            news=("actual", "cumulative", "data_quality"),
            formats=dict.fromkeys(("plan", "actual", "cumulative", "same_period"), shown),
        )


def _figure_views(one: CarriedFigure, indicator: Indicator) -> tuple[object, ...]:
    last = one.last
    return (
        indicator.name,
        indicator.unit,
        last.actual if last else None,
        last.cumulative if last else None,
        one.of_months,
    )


def _number_format(indicator: Indicator) -> str:
    return f"#,##0.{'0' * indicator.decimals}" if indicator.decimals else "#,##0"


def ids_hint(annex: Annex, carried: CarryOver) -> str:
    """Return the sentence about ids above the rows of an annex."""
    if annex is Annex.INDICATORS:
        return (
            "Điền ô nền vàng. Ô trống là chưa có số liệu, không phải 0; khi đó ghi lý do ở cột "
            "“Ghi chú”."
        )
    sentences = ["Mỗi dòng một việc."]
    if carried.matters.get(annex):
        sentences.append(
            "Việc còn mở từ kỳ trước đã có sẵn: sửa ô nền vàng, không đổi mã, không xóa dòng."
        )
    if annex in carried.next_ids:
        sentences.append("Việc mới: dùng dòng có mã sẵn; dòng chỉ có mã thì không được nhập.")
    return " ".join(sentences)
