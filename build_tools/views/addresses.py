"""Addresses of pages and of rows on them: ASCII, lower case, stable for ever."""

from collections.abc import Mapping
from functools import lru_cache

from build_tools.views.formatting import place_label
from schemas.area import Area
from schemas.period import Period
from schemas.place import Place
from schemas.report import Annex

HOME = ""
REPORTS = "bao-cao/"
TEAMS = "to/"
AREAS = "dia-ban/"
DOCUMENTS = "van-ban/"
GUIDE = "huong-dan/"
GUIDE_ANNEXES = f"{GUIDE}cot-cua-phu-luc/"
GUIDE_RULES = f"{GUIDE}quy-tac/"
GUIDE_DICTIONARY = f"{GUIDE}tu-dien-du-lieu/"
ABOUT = "thong-tin/"
REGISTERS = "so/"
INDICATORS = "chi-tieu/"
DIRECTIVES = "chi-dao/"
TIMELINESS = "tien-do/"
ARCHIVE = "bao-cao/luu-tru/"
DATA = "du-lieu/"
_REGISTER_NAMES: Mapping[Annex, str] = {
    Annex.ISSUES: "van-de",
    Annex.RECOMMENDATIONS: "kien-nghi",
    Annex.REQUESTS: "de-nghi",
    Annex.DIRECTIVES: "chi-dao",
    Annex.REMINDERS: "don-doc",
    Annex.MEETINGS: "hop",
    Annex.ORIENTATION: "dinh-huong",
    Annex.INFORMATION_REQUESTS: "yeu-cau",
    Annex.TASKS: "nhiem-vu",
}


def period_uri(period: Period) -> str:
    """Return `bao-cao/2026-01/`, `bao-cao/2026-q1/`."""
    return f"{REPORTS}{period.id.lower()}/"


def period_annexes_uri(period: Period) -> str:
    """Return `bao-cao/2026-01/phu-luc/`."""
    return f"{period_uri(period)}phu-luc/"


def report_uri(period: Period, team_id: str) -> str:
    """Return `bao-cao/2026-01/to-01/`."""
    return f"{period_uri(period)}{team_id}/"


def report_annexes_uri(period: Period, team_id: str) -> str:
    """Return `bao-cao/2026-01/to-01/phu-luc/`."""
    return f"{report_uri(period, team_id)}phu-luc/"


def team_uri(team_id: str) -> str:
    """Return `to/01/`."""
    return f"{TEAMS}{team_id.removeprefix('to-')}/"


def area_uri(area: Area) -> str:
    """Return `dia-ban/xa-da-teh/`."""
    return f"{AREAS}{area.slug}/"


def document_uri(slug: str) -> str:
    """Return `van-ban/<slug>/`."""
    return f"{DOCUMENTS}{slug}/"


def register_uri(annex: Annex) -> str:
    """Return `so/van-de/`; KeyError for the indicators, which have no register."""
    return f"{REGISTERS}{_REGISTER_NAMES[annex]}/"


def thread_uri(annex: Annex, item_id: str) -> str:
    """Return `so/van-de/vd-2026-01001/`; a directive in an area: its row there."""
    if annex is Annex.DIRECTIVES:
        directive_id, _, unit_code = item_id.partition("@")
        return f"{directive_uri(directive_id)}#{area_anchor(unit_code)}"
    return f"{register_uri(annex)}{item_id.lower()}/"


def directive_uri(directive_id: str) -> str:
    """Return `chi-dao/cd-2026-001/`."""
    return f"{DIRECTIVES}{directive_id.lower()}/"


def indicator_uri(indicator_id: str) -> str:
    """Return `chi-tieu/kt01/`."""
    return f"{INDICATORS}{indicator_id.lower()}/"


def dataset_uri(name: str) -> str:
    """Return `du-lieu/issues/`: names of tables are the contract, and so English."""
    return f"{DATA}{name}/"


def area_anchor(unit_code: str) -> str:
    """Return the anchor of an area's row where a table has one for each area: `ma-24787`."""
    return f"ma-{unit_code}"


def row_anchor(annex: Annex, line: int) -> str:
    """Return the anchor of an annex row on the page of its report's annexes: `indicators-12`."""
    return f"{annex.value}-{line}"


def indicator_anchor(indicator_id: str) -> str:
    """Return the anchor of a team's total of an indicator in its report: `tong-KT01`."""
    return f"tong-{indicator_id}"


def source_uri(place: Place) -> str | None:
    """Return where the site shows a place of a report's annex; None for other files.

    `content/reports/2026-01/to-01/issues.csv:3` is shown at
    `bao-cao/2026-01/to-01/phu-luc/#issues-3`.
    """
    page, annex = _page_of(place.path)
    return page if annex is None else f"{page}#{row_anchor(annex, place.line)}"


@lru_cache(maxsize=4096)
def _page_of(path: str) -> tuple[str | None, Annex | None]:
    """Return the page that shows a file, and the annex that the file is."""
    match path.split("/"):
        case ["content", "reports", period, team, name] if name.endswith(".csv"):
            uri = report_annexes_uri(Period.parse(period), team)
            return uri, Annex.read(name.removesuffix(".csv"))
        case ["content", "reports", period, team, "report.md"]:
            return report_uri(Period.parse(period), team), None
    return None, None


def source_title(place: Place) -> str:
    """Return `Nguồn: reports/2026-01/to-01/indicators.csv:12`."""
    return f"Nguồn: {place_label(place)}"
