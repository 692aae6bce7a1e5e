"""Messages and help in English, read from `english/*.toml` when the first one is asked for."""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cached_property
from importlib.resources import files


class _EnglishTexts(Mapping[str, tuple[str, str]]):
    """Code → message and help; parameters are those of the Vietnamese texts."""

    @cached_property
    def _texts(self) -> dict[str, tuple[str, str]]:
        folder = files("build_tools.diagnostics") / "english"
        tables = sorted((entry for entry in folder.iterdir()), key=lambda entry: entry.name)
        return {
            f"{family}.{name}": (entry["message"], entry["help"])
            for table in tables
            if table.name.endswith(".toml")
            for family, rules in tomllib.loads(table.read_text(encoding="utf-8")).items()
            for name, entry in rules.items()
        }

    def __getitem__(self, code: str) -> tuple[str, str]:
        return self._texts[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)


ENGLISH_TEXTS: Mapping[str, tuple[str, str]] = _EnglishTexts()
