"""Which words of a finding would stand in an English sentence without being English.

What an editor sees in the files stays as it stands there: values, names, heads of columns, labels
of the lists. All else must have an English text.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path

from build_tools.diagnostics import Diagnostic
from build_tools.diagnostics.language import Language
from build_tools.diagnostics.wording import advice, message
from schemas.audience import AUDIENCE_LABELS
from schemas.base import Record
from schemas.labelled import LabelledEnum

ROOT = Path(__file__).resolve().parents[2]
# What no model has: an office, kinds of quoted figures, examples, words of headings.
_WORDS = (
    *("Trưởng Bộ phận", "thực hiện, lũy kế, kế hoạch, cùng kỳ, đạt kế hoạch, so cùng kỳ"),
    *("Xã Đạ Tẻh", "lũy kế", "tỷ đồng", "Kết quả: đạt kế hoạch", "Tiến độ", "Nội dung", "Mã ĐVHC"),
)
_QUOTED = re.compile("“[^”]*”")
_VIETNAMESE = re.compile("[^\\W\\d_]*[\u00c0-\u024f\u1e00-\u1eff][^\\W\\d_]*")


def vietnamese_words(text: str) -> list[str]:
    """Return the words with accents outside of quotation marks, but known names."""
    plain = _QUOTED.sub(" ", text)
    for name in labels():
        plain = plain.replace(name, " ")
    return _VIETNAMESE.findall(plain)


def words_of_no_file(finding: Diagnostic, content: str) -> list[str]:
    """Return what a finding says in Vietnamese in its English sentences and no file has.

    `content`: what stands in the files, as `texts_below` has it.
    """
    english = Language.ENGLISH
    text = f"{message(finding, english)} {advice(finding, english)}"
    return [word for word in vietnamese_words(text) if word not in content]


@cache
def labels() -> tuple[str, ...]:
    """Titles of fields, labels of lists and words of the form of a report, the longer first."""
    for path in sorted((ROOT / "schemas").glob("*.py")):
        import_module(f"schemas.{path.stem}")
    titles = {
        str(field.title)
        for record in _below(Record)
        for field in record.model_fields.values()
        if field.title
    }
    names = {each.label for kind in _below(LabelledEnum) for each in kind}
    return tuple(
        sorted(
            {*titles, *names, *AUDIENCE_LABELS.values(), *_WORDS},
            key=lambda name: (-len(name), name),
        )
    )


def _below(kind: type) -> Iterator[type]:
    for each in kind.__subclasses__():
        yield each
        yield from _below(each)


def texts_below(folder: Path) -> str:
    """Return all texts and all names of files in a folder, in NFC."""
    paths = sorted(folder.rglob("*"))
    names = [path.relative_to(folder).as_posix() for path in paths]
    texts = [_text(path) for path in paths if path.is_file() and not path.is_symlink()]
    return unicodedata.normalize("NFC", "\n".join([*names, *texts]))


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8", "replace")
    except OSError:
        return ""
