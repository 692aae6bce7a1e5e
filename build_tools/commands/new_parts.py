"""`diaban new team|document|indicator`: their arguments, and what is to be done next."""

import argparse
from typing import TYPE_CHECKING

from build_tools.commands.common import CLEAN, day, project_of
from build_tools.editing.new_parts import NewFiles, new_document, new_indicator, new_team
from build_tools.editing.usable import is_foundation, usable_catalogue
from build_tools.editing.writing import write_files
from build_tools.project import Project
from build_tools.shell_environment import resolve_today
from build_tools.validation.loading import judge_content
from schemas.catalogue import Catalogue

if TYPE_CHECKING:
    Kinds = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001  it has no other name

_DOCUMENT = {
    "title": ("TÊN", "tên văn bản, ví dụ Thông báo"),
    "subject": ("TRÍCH YẾU", "về việc gì"),
    "number": ("SỐ", "số, ký hiệu, ví dụ 66-TB/TU"),
    "issuer": ("CƠ QUAN", "cơ quan ban hành"),
    "issued_on": ("NGÀY", "ngày ban hành"),
    "signer": ("HỌ TÊN", "người ký"),
    "source": ("NGUỒN", "chép từ đâu"),
}
_INDICATOR = {
    "name": ("TÊN", "tên chỉ tiêu"),
    "field": ("LĨNH VỰC", "một trong bốn lĩnh vực, ví dụ “Kinh tế”"),
    "unit": ("ĐƠN VỊ", "đơn vị tính, ví dụ hộ, %%, tỷ đồng"),
    "direction": ("CHIỀU", "“Tăng là tốt”, “Giảm là tốt” hoặc “Không xét”"),
    "aggregation": ("CÁCH", "“Cộng”, “Giá trị cuối” hoặc “Không cộng” (tỷ lệ phần trăm)"),
    "period_types": ("KỲ", "kỳ thu thập, ví dụ “Tháng | Quý | Năm”"),
    "decimals": ("SỐ LẺ", "0, 1 hoặc 2"),
    "source": ("NGUỒN", "cơ quan cung cấp"),
}


def configure_parts(kinds: "Kinds") -> None:
    """Add the three kinds."""
    team = kinds.add_parser("team", help="thư mục của một Tổ mới")
    team.add_argument("--number", type=int, required=True, metavar="SỐ", help="số của Tổ, 1 đến 99")
    team.add_argument("--head", metavar="HỌ TÊN", help="Trưởng Bộ phận giúp việc")
    team.add_argument("--from", type=day, dest="since", metavar="NGÀY", help="hiệu lực từ ngày")
    team.set_defaults(create=_new_team)
    document = kinds.add_parser("document", help="trang của một văn bản căn cứ")
    document.add_argument(
        "--directive", default="", metavar="MÃ", help="lấy từ danh mục chỉ đạo, ví dụ CD-2025-001"
    )
    for name, (metavar, text) in _DOCUMENT.items():
        flag = f"--{name.replace('_', '-')}"
        document.add_argument(flag, default="", metavar=metavar, help=text)
    document.set_defaults(create=_new_document)
    indicator = kinds.add_parser("indicator", help="một chỉ tiêu mới trong danh mục")
    for name, (metavar, text) in _INDICATOR.items():
        flag = f"--{name.replace('_', '-')}"
        indicator.add_argument(flag, required=True, metavar=metavar, help=text)
    indicator.set_defaults(create=_new_indicator)


def _new_team(options: argparse.Namespace) -> int:
    project, catalogue = _read(options)
    since = options.since or resolve_today(project)
    return _write(project, new_team(catalogue, options.number, options.head, since))


def _new_document(options: argparse.Namespace) -> int:
    project, catalogue = _read(options)
    values = {name: getattr(options, name) for name in _DOCUMENT}
    return _write(project, new_document(catalogue, values, options.directive))


def _new_indicator(options: argparse.Namespace) -> int:
    project, catalogue = _read(options)
    values = {name: getattr(options, name) for name in _INDICATOR}
    return _write(project, new_indicator(project, catalogue, values))


def _read(options: argparse.Namespace) -> tuple[Project, Catalogue]:
    project = project_of(options)
    return project, usable_catalogue(judge_content(project, resolve_today(project)), is_foundation)


def _write(project: Project, new: NewFiles) -> int:
    write_files(project.root, {path: text.encode() for path, text in new.files.items()})
    for path in new.files:
        print(path)
    print("Việc tiếp theo:")
    for line in new.following:
        print(f"  {line}")
    print("  Xong thì chạy: diaban check")
    return CLEAN
