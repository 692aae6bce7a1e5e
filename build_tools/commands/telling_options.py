"""What commands may be asked about telling: in which language and form, here or into a file.

Apart from the telling itself, which loads all rules and formats: a command whose answer is known
already does not need them.
"""

import argparse
import os
import sys
from pathlib import Path
from typing import TextIO

LANGUAGES = ("vi", "en")  # of `diagnostics.language`, the default first
TEXT = "text"
DOCUMENTS = ("json", "sarif", "junit", "github", "gitlab")


def add_language(command: argparse.ArgumentParser) -> None:
    """Add `--lang` and `--all`."""
    command.add_argument(
        "--lang",
        choices=LANGUAGES,
        default=LANGUAGES[0],
        help="ngôn ngữ của lời báo: vi (mặc định) hoặc en",
    )
    command.add_argument(
        "--all", action="store_true", help="kể từng chỗ một, không gộp các lỗi giống nhau"
    )


def add_telling(command: argparse.ArgumentParser) -> None:
    """Add `--format`, `--output`, `--lang` and `--all`."""
    command.add_argument(
        "--format",
        choices=[TEXT, *DOCUMENTS],
        help="dạng báo lỗi (mặc định: text; trên GitHub Actions thêm chú thích cạnh dòng)",
    )
    command.add_argument(
        "--output",
        type=_output,
        metavar="TỆP",
        help="ghi dạng ấy vào tệp này; màn hình vẫn hiện dạng text",
    )
    add_language(command)


def _output(text: str) -> Path:
    path = Path(text)
    if path.is_dir() or not path.absolute().parent.is_dir():
        raise argparse.ArgumentTypeError(f"không ghi được tệp “{text}”: không có thư mục ấy")
    return path


def aside(options: argparse.Namespace) -> TextIO:
    """Return where a command says what is no finding: beside a document, not into it."""
    is_document = options.format in DOCUMENTS and options.output is None
    return sys.stderr if is_document else sys.stdout


def asks_for_findings(options: argparse.Namespace) -> bool:
    """Say whether the findings are wanted themselves, all of them or for a machine."""
    return bool(options.format or options.output or options.all or "GITHUB_ACTIONS" in os.environ)
