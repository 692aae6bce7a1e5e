"""What reports refer to: areas, teams, people, indicators, directives, agencies, documents."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from build_tools.aggregation.figures import Figures
from build_tools.datasets.from_records import plain, record_columns, schema_field, team_columns
from build_tools.datasets.model import Column, Dataset, Field, Topic, dataset
from build_tools.datasets.provenance import PAGE, TEAM, source_column
from build_tools.views.addresses import (
    area_uri,
    directive_uri,
    document_uri,
    indicator_uri,
    team_uri,
)
from schemas.area import Agency, Area
from schemas.base import Record
from schemas.catalogue import Catalogue, Located, TeamFolder, in_force
from schemas.directive import Directive
from schemas.document import Document
from schemas.indicator import Indicator
from schemas.team import Member, Team, TeamArea

R = TypeVar("R", bound=Record)
T = TypeVar("T")
_CURRENT = "còn hiệu lực"
# Of people no more than their team's page shows (Law 91/2025/QH15).
_OF_MEMBERS = ("full_name", "role", "post", "agency", "assigned_units", "assigned_fields")


def catalogue_datasets(catalogue: Catalogue, figures: Figures) -> Iterator[Dataset]:
    """Yield the tables, each in the order of its file."""
    yield _areas(catalogue)
    yield _teams(catalogue)
    yield _team_areas(catalogue)
    yield _members(catalogue, figures)
    yield _indicators(catalogue)
    yield _directives(catalogue)
    yield _agencies(catalogue)
    yield _documents(catalogue)


def _table(
    catalogue: Catalogue,
    record: type[R],
    key: str,
    page: Callable[[R], str] | None,
) -> tuple[Column[Located[R]], ...]:
    """Return the columns of a catalogue: its key, all its fields, its page, its place."""
    others = [name for name in record.model_fields if name != key]
    return (
        Column(schema_field(record, key), lambda row: plain(getattr(row.record, key))),
        *_current(record_columns(catalogue, record, others, lambda row: row.record)),
        *([Column(PAGE, lambda row: page(row.record))] if page else []),
        source_column(lambda row: row.source.at()),
    )


def _areas(catalogue: Catalogue) -> Dataset:
    return dataset(
        Topic(
            name="areas",
            title="Xã, phường, đặc khu",
            about="Các đơn vị hành chính cấp xã của tỉnh, kể cả đơn vị đã nhập vào đơn vị khác.",
            source="catalogue/areas.csv",
            key=("code",),
        ),
        _table(catalogue, Area, "code", area_uri),
        catalogue.areas.values(),
    )


def _indicators(catalogue: Catalogue) -> Dataset:
    return dataset(
        Topic(
            name="indicators",
            title="Danh mục chỉ tiêu",
            about="Tên, đơn vị tính, cách cộng và số lẻ của từng chỉ tiêu.",
            source="catalogue/indicators.csv",
            key=("indicator_id",),
        ),
        _table(catalogue, Indicator, "indicator_id", lambda each: indicator_uri(each.indicator_id)),
        catalogue.indicators.values(),
    )


def _directives(catalogue: Catalogue) -> Dataset:
    return dataset(
        Topic(
            name="directives",
            title="Danh mục văn bản chỉ đạo",
            about="Nghị quyết, chỉ thị, kế hoạch của cấp trên và của xã; địa bàn thực hiện đến đâu "
            "thì ở bảng directive-steps.",
            source="catalogue/directives.csv",
            key=("directive_id",),
        ),
        _table(catalogue, Directive, "directive_id", lambda each: directive_uri(each.directive_id)),
        catalogue.directives.values(),
    )


def _agencies(catalogue: Catalogue) -> Dataset:
    return dataset(
        Topic(
            name="agencies",
            title="Cơ quan",
            about="Cơ quan nơi thành viên công tác, có con dấu được dùng.",
            source="catalogue/agencies.csv",
            key=("agency_id",),
        ),
        _table(catalogue, Agency, "agency_id", None),
        catalogue.agencies.values(),
    )


def _teams(catalogue: Catalogue) -> Dataset:
    names = [name for name in Team.model_fields if name != "team_id"]
    return dataset(
        Topic(
            name="teams",
            title="Tổ theo dõi địa bàn",
            about="Mỗi Tổ có một Bộ phận giúp việc; chỉ ghi số máy cơ quan và thư công vụ.",
            source="teams/to-NN/team.md",
            key=("team",),
        ),
        (
            Column(
                replace(schema_field(Team, "team_id"), name="team"),
                lambda folder: folder.team.record.team_id,
            ),
            *_current(record_columns(catalogue, Team, names, lambda folder: folder.team.record)),
            Column(PAGE, lambda folder: team_uri(folder.team.record.team_id)),
            source_column(lambda folder: folder.team.source.at()),
        ),
        catalogue.teams.values(),
    )


@dataclass(frozen=True, slots=True)
class _Of(Generic[R]):
    """A row of a team's folder."""

    folder: TeamFolder
    row: Located[R]

    @property
    def team_id(self) -> str:
        return self.folder.team.record.team_id


def _team_areas(catalogue: Catalogue) -> Dataset:
    return dataset(
        Topic(
            name="team-areas",
            title="Địa bàn của từng Tổ",
            about="Tổ nào theo dõi địa bàn nào, từ ngày nào đến ngày nào.",
            source="teams/to-NN/areas.csv",
            key=("team", "unit_code", "valid_from"),
        ),
        _of_teams(catalogue, TeamArea, list(TeamArea.model_fields)),
        [_Of(folder, row) for folder in catalogue.teams.values() for row in folder.areas],
    )


def _members(catalogue: Catalogue, figures: Figures) -> Dataset:
    return dataset(
        Topic(
            name="members",
            title="Thành viên Tổ và Bộ phận giúp việc",
            about="Những người đang giữ nhiệm vụ vào as_of; về mỗi người chỉ ghi như trang của Tổ.",
            source="teams/to-NN/members.csv",
        ),
        _of_teams(catalogue, Member, list(_OF_MEMBERS)),
        [
            _Of(folder, row)
            for folder in catalogue.teams.values()
            for row in folder.members
            if in_force(row.record.valid_from, row.record.valid_to, figures.today)
        ],
    )


def _of_teams(
    catalogue: Catalogue, record: type[R], names: list[str]
) -> tuple[Column[_Of[R]], ...]:
    return (
        *team_columns(catalogue, TEAM, lambda each: each.team_id),
        *_current(record_columns(catalogue, record, names, lambda each: each.row.record)),
        source_column(lambda each: each.row.source.at()),
    )


def _documents(catalogue: Catalogue) -> Dataset:
    return dataset(
        Topic(
            name="documents",
            title="Văn bản căn cứ",
            about="Văn bản mà các Tổ làm việc theo; điều nguồn không ghi thì để trống.",
            source="documents/*.md",
            key=("slug",),
        ),
        (
            Column(
                Field(name="slug", title="Mã", about="Phần cuối của địa chỉ trang.", required=True),
                lambda page: page.slug,
            ),
            *record_columns(
                catalogue, Document, list(Document.model_fields), lambda page: page.document.record
            ),
            Column(PAGE, lambda page: document_uri(page.slug)),
            source_column(lambda page: page.document.source.at()),
        ),
        catalogue.documents.values(),
    )


def _current(columns: Iterator[Column[T]]) -> Iterator[Column[T]]:
    """Say of the last day of something that a blank is not an omission."""
    for column in columns:
        is_end = column.field.name == "valid_to"
        yield Column(replace(column.field, blank=_CURRENT), column.of) if is_end else column
