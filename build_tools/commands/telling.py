"""How commands tell their findings: as text, or in a format for machines, here or into a file."""

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from build_tools.commands.common import CLEAN, CONTENT
from build_tools.commands.telling_options import DOCUMENTS
from build_tools.diagnostics import Diagnostic, Severity
from build_tools.diagnostics.language import Language
from build_tools.diagnostics.source_lines import Lines
from build_tools.diagnostics.wording import severity
from build_tools.errors import UsageError
from build_tools.git_history import read_prefix
from build_tools.project import Project
from build_tools.reporters.drafts import draft_lines, part_drafts
from build_tools.reporters.report import Report
from build_tools.reporters.style import Style
from build_tools.reporters.text import render_findings, summary
from build_tools.shell_environment import is_github, read_versions, style_of
from build_tools.validation.quotable import Quotable


def tell(
    project: Project,
    options: argparse.Namespace,
    findings: Sequence[Diagnostic],
    *,
    of: Sequence[Diagnostic] | None = None,
    drafts_in_full: bool = False,
) -> int:
    """Tell the findings as `add_telling` has it; return the exit code.

    `of`: all findings, where only some are told; what the gate refused may stand among the others.
    Of each draft the text has one line, unless somebody asked for all that is not finished in it.
    """
    lines = Quotable(project, findings if of is None else of)
    of_drafts: Sequence[Diagnostic] = ()
    told = findings
    if not (drafts_in_full or options.all):
        told, of_drafts = part_drafts(findings)
    if options.format in DOCUMENTS:
        from build_tools.reporters.documents import RENDERERS  # noqa: PLC0415  most ask for text

        document = RENDERERS[options.format](_report(project, options, findings, lines))
        if options.output is None:
            print_document(document)
            return _code(findings)
        _write(options.output, document)
    elif options.output is not None:
        style = Style(language=Language(options.lang), fold=not options.all)
        _write(options.output, _text(told, of_drafts, lines, style))
    text = _text(told, of_drafts, lines, _style(options))
    if options.format is None and is_github():
        _print_annotated(text, _report(project, options, told, lines))
    else:
        sys.stdout.write(text)
    return _code(findings)


def tell_as_text(
    project: Project,
    options: argparse.Namespace,
    findings: Sequence[Diagnostic],
    *,
    of: Sequence[Diagnostic] | None = None,
    drafts_in_full: bool = False,
) -> int:
    """Tell the findings of a command that has `add_language` alone; otherwise as `tell`."""
    asked = argparse.Namespace(format=None, output=None, lang=options.lang, all=options.all)
    return tell(project, asked, findings, of=of, drafts_in_full=drafts_in_full)


def findings_as_values(
    project: Project,
    options: argparse.Namespace,
    findings: Sequence[Diagnostic],
    *,
    of: Sequence[Diagnostic],
) -> tuple[Mapping[str, object], int]:
    """Return the findings as `--format json` has them, for a larger document, and the exit code."""
    from build_tools.reporters.as_json import document_of  # noqa: PLC0415  for who asks for it

    report = _report(project, options, findings, Quotable(project, of))
    return document_of(report), _code(findings)


def print_blocks(
    project: Project, options: argparse.Namespace, findings: Sequence[Diagnostic]
) -> None:
    """Print the findings without a summary, which the command has words of its own for."""
    for block in render_findings(findings, Quotable(project, findings), _style(options)):
        print(f"{block}\n")


def _style(options: argparse.Namespace) -> Style:
    return style_of(sys.stdout, Language(options.lang), fold=not options.all)


def _print_annotated(text: str, report: Report) -> None:
    import secrets  # noqa: PLC0415  takes a while to load, as the next does

    from build_tools.reporters.github import render_github, without_commands  # noqa: PLC0415

    sys.stdout.write(without_commands(text, secrets.token_hex()))
    sys.stdout.write(render_github(report))


def _text(
    findings: Sequence[Diagnostic], of_drafts: Sequence[Diagnostic], lines: Lines, style: Style
) -> str:
    blocks = [
        *draft_lines(of_drafts, style.language),
        *render_findings(findings, lines, style),
        summary(findings, style),
    ]
    return "\n\n".join(blocks) + "\n"


def _report(
    project: Project, options: argparse.Namespace, findings: Sequence[Diagnostic], lines: Lines
) -> Report:
    return Report(
        findings=sorted(findings, key=Diagnostic.sort_key),
        lines=lines,
        language=Language(options.lang),
        version=read_versions()["diaban"],
        prefix=read_prefix(project.root),
    )


def print_document(document: str) -> None:
    """Print a document as it would stand in a file: UTF-8 and line feeds on any console."""
    sys.stdout.reconfigure(  # type: ignore[union-attr]  # a text stream
        encoding="utf-8", errors="replace", newline="\n"
    )
    sys.stdout.write(document)


def _write(path: Path, text: str) -> None:
    try:
        path.write_bytes(text.encode("utf-8", errors="replace"))
    except OSError as error:
        raise UsageError(f"Không ghi được tệp {path}: {error.strerror}.") from error


def _code(findings: Sequence[Diagnostic]) -> int:
    is_wrong = any(severity(found) is Severity.ERROR for found in findings)
    return CONTENT if is_wrong else CLEAN
