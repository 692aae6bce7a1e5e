"""What was read, proved and worked out: all that pages and files are made of."""

from collections.abc import Mapping
from dataclasses import dataclass

from build_tools.aggregation.figures import Figures
from build_tools.datasets import Data
from build_tools.diagnostics import Diagnostic
from build_tools.project import BuildOptions
from schemas.catalogue import Catalogue


@dataclass(frozen=True, slots=True, kw_only=True)
class Groundwork:
    """All that pages and files are made of, one by one and in any order.

    Catalogue, figures and findings are as the audience of `options` may see them. `files`: path →
    SHA-256 of every file of the whole content.
    """

    catalogue: Catalogue
    figures: Figures
    data: Data  # without the rows of reports
    options: BuildOptions
    findings: tuple[Diagnostic, ...]
    files: Mapping[str, str]
