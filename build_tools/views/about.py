"""About this build: from what it was made, what was checked, what must not stand here."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from build_tools.aggregation.figures import Figures
from build_tools.build_facts import MANIFEST, SUMS, BuildFacts
from build_tools.diagnostics import RULES, Diagnostic, Severity
from build_tools.diagnostics.wording import SEVERITY_LABELS, advice, message, severity
from build_tools.project import BuildOptions
from build_tools.site_model import SiteFile, TocEntry
from build_tools.views.addresses import ABOUT, GUIDE_RULES, HOME, source_uri
from build_tools.views.corrections import all_corrections_section
from build_tools.views.facts import Fact, fact
from build_tools.views.formatting import format_day, format_number, place_label
from build_tools.views.page import PageView
from build_tools.views.parts import Cell, Column, Crumb, Row, Stat, TableView, Tone
from build_tools.views.readers import readers
from build_tools.views.sections import Section, sections_toc
from schemas.catalogue import Catalogue
from schemas.period import Period

DIGESTS_URI = f"{ABOUT}sha256.txt"
BILL_URI = f"{ABOUT}sbom.cdx.json"
LICENCES_URI = f"{ABOUT}giay-phep.txt"
_CONTENT = "content/"
# The rules that a build asks; those of closing a period are asked once, by `diaban close`.
PASSED = tuple(code for code in RULES if not code.startswith("closing."))
_TONES: dict[Severity, Tone] = {
    Severity.ERROR: "bad",
    Severity.WARNING: "warn",
    Severity.NOTE: "none",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutView:
    """What the page `thong-tin/` says."""

    crumbs: tuple[Crumb, ...]
    title: str
    period: str | None
    answer: str
    illustrative: bool
    stats: tuple[Stat, ...]
    facts: tuple[Fact, ...]
    sections: tuple[Section, ...]
    digests_uri: str
    manifest_uris: tuple[str, ...]
    component_uris: tuple[str, ...]
    secrecy_contact: str
    committee: str


def build_about_page(
    catalogue: Catalogue,
    figures: Figures,
    options: BuildOptions,
    findings: Iterable[Diagnostic],
) -> PageView:
    """Return the page about this build."""
    view = build_about_view(catalogue, figures, options, findings)
    toc = (*sections_toc(view.sections), TocEntry("bao-mat", "Điều không đăng trên trang này"))
    return PageView(
        uri=ABOUT,
        kind="about",
        title=view.title,
        template="about.html.j2",
        view=view,
        section=ABOUT,
        toc=toc,
    )


def build_about_view(
    catalogue: Catalogue,
    figures: Figures,
    options: BuildOptions,
    findings: Iterable[Diagnostic],
) -> AboutView:
    """Say from what the site was made and what the rules found in it."""
    digests = shown_digests(catalogue, figures)
    shown = [each for each in findings if _is_shown(each.place.path, figures)]
    counts = Counter(severity(each) for each in shown)
    return AboutView(
        crumbs=(Crumb("Trang chủ", HOME), Crumb("Thông tin")),
        title="Thông tin về bản dựng này",
        period=None if figures.current is None else figures.current.label,
        answer=_answer(options, digests, counts),
        illustrative=catalogue.settings.illustrative,
        stats=_stats(digests, counts),
        facts=_facts(catalogue, figures, options, digests),
        sections=(
            Section(
                id="kiem-tra",
                title="Cảnh báo và lưu ý",
                lead="Những điều này không cản việc dựng trang; người soạn nên xem lại.",
                tables=(_findings_table(shown),),
            ),
            all_corrections_section(catalogue, figures),
            Section(id="dau-vao", title="Đầu vào", tables=(_inputs_table(digests),)),
        ),
        digests_uri=DIGESTS_URI,
        component_uris=(BILL_URI, LICENCES_URI) if options.components else (),
        manifest_uris=(MANIFEST, SUMS) if options.manifest else (),
        secrecy_contact=catalogue.settings.secrecy_contact,
        committee=catalogue.settings.committee,
    )


def shown_digests(catalogue: Catalogue, figures: Figures) -> Mapping[str, str]:
    """Return path → SHA-256 of the inputs whose content may be shown, sorted by path.

    The name of a file in a report that is not published would tell that the report exists.
    """
    return {
        path: digest
        for path, digest in sorted(catalogue.digests.items())
        if _is_shown(path, figures)
    }


def build_facts(
    catalogue: Catalogue,
    figures: Figures,
    options: BuildOptions,
    findings: Iterable[Diagnostic],
) -> BuildFacts:
    """Return what the manifest says of the build; inputs and findings are those of the page."""
    counts = Counter(severity(each) for each in findings if _is_shown(each.place.path, figures))
    return BuildFacts(
        commit=options.commit,
        versions=options.versions,
        audience=options.audience,
        period=options.period,
        today=options.today,
        inputs=shown_digests(catalogue, figures),
        rules=PASSED,
        warnings=counts[Severity.WARNING],
        notes=counts[Severity.NOTE],
    )


def combined_digest(digests: Mapping[str, str]) -> str:
    """Return the SHA-256 of the list that `digests_file` holds."""
    return hashlib.sha256(_digest_list(digests)).hexdigest()


def digests_file(catalogue: Catalogue, figures: Figures) -> SiteFile:
    """Return the list of digests, one input a line, as `sha256sum --check` reads it."""
    return SiteFile(uri=DIGESTS_URI, content=_digest_list(shown_digests(catalogue, figures)))


def _digest_list(digests: Mapping[str, str]) -> bytes:
    return "".join(f"{digest}  {path}\n" for path, digest in digests.items()).encode()


def _is_shown(path: str, figures: Figures) -> bool:
    match path.split("/"):
        case ["content", "reports", period, team_id, *_]:
            return (Period.parse(period), team_id) in figures.reports
        case _:
            return True


def _answer(options: BuildOptions, digests: Mapping[str, str], counts: Counter[Severity]) -> str:
    return (
        f"Dựng với ngày tính {format_day(options.today)} từ {format_number(len(digests))} tệp; "
        f"qua {format_number(len(PASSED))} quy tắc không có lỗi, "
        f"{format_number(counts[Severity.WARNING])} cảnh báo, "
        f"{format_number(counts[Severity.NOTE])} lưu ý."
    )


def _stats(digests: Mapping[str, str], counts: Counter[Severity]) -> tuple[Stat, ...]:
    return (
        Stat(label="Tệp đầu vào", value=format_number(len(digests)), uri="#dau-vao"),
        Stat(label="Quy tắc đã kiểm tra", value=format_number(len(PASSED)), uri=GUIDE_RULES),
        Stat(
            label="Cảnh báo",
            value=format_number(counts[Severity.WARNING]),
            uri="#kiem-tra",
            tone="warn" if counts[Severity.WARNING] else "good",
        ),
        Stat(label="Lưu ý", value=format_number(counts[Severity.NOTE]), uri="#kiem-tra"),
    )


def _facts(
    catalogue: Catalogue, figures: Figures, options: BuildOptions, digests: Mapping[str, str]
) -> tuple[Fact, ...]:
    newest = max((period for period, _ in figures.reports), default=None)
    versions = ", ".join(f"{name} {version}" for name, version in sorted(options.versions.items()))
    return (
        Fact("Dành cho", _sentence(readers(catalogue, options.audience))),
        Fact("Ngày tính", format_day(options.today)),
        fact("Kỳ có báo cáo mới nhất", None if newest is None else newest.label),
        fact(
            "Phiên bản nội dung (commit)",
            options.commit,
            reason="dựng ngoài kho, hoặc kho có thay đổi chưa ghi",
        ),
        Fact("Mã băm chung của đầu vào (SHA-256)", combined_digest(digests)),
        fact("Chương trình đã dựng", versions, reason="không ghi"),
    )


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


def _findings_table(findings: list[Diagnostic]) -> TableView:
    order = list(Severity)
    ordered = sorted(findings, key=lambda each: (order.index(severity(each)), each.sort_key()))
    return TableView(
        caption="Cảnh báo và lưu ý về nội dung",
        columns=(
            Column("Chỗ", "source"),
            Column("Mức", "state"),
            Column("Quy tắc"),
            Column("Câu báo"),
            Column("Cách sửa"),
        ),
        rows=tuple(_finding_row(each) for each in ordered),
        wide=True,
        empty="Không có cảnh báo hay lưu ý nào.",
    )


def _finding_row(finding: Diagnostic) -> Row:
    kind = severity(finding)
    return Row(
        (
            Cell(place_label(finding.place), uri=source_uri(finding.place)),
            Cell(SEVERITY_LABELS[kind], tone=_TONES[kind]),
            Cell(finding.code, uri=f"{GUIDE_RULES}#{finding.code}"),
            Cell(message(finding)),
            Cell(advice(finding)),
        )
    )


def _inputs_table(digests: Mapping[str, str]) -> TableView:
    groups: dict[str, dict[str, str]] = {}
    for path, digest in digests.items():
        groups.setdefault(_group(path), {})[path] = digest
    return TableView(
        caption="Đầu vào theo thư mục; mã băm là của danh sách tệp trong thư mục",
        columns=(Column("Thư mục"), Column("Số tệp", "number"), Column("SHA-256")),
        rows=tuple(
            Row((Cell(group), Cell(format_number(len(files))), Cell(combined_digest(files))))
            for group, files in groups.items()
        ),
        wide=True,
    )


def _group(path: str) -> str:
    """Return the folder under which an input is counted: a period, else the top folder."""
    parts = path.removeprefix(_CONTENT).split("/")
    depth = 2 if parts[0] == "reports" else 1
    return "/".join(parts[:depth]) if len(parts) > depth else parts[0]
