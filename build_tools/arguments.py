"""The parser of the command line in Vietnamese: what is wrong with it, and what was meant."""

import argparse
import re
from collections.abc import Mapping
from typing import NoReturn

_WRONG_USAGE = 2
_QUOTED = re.compile(r"'([^']*)'")
# What argparse says → what we say; a sentence of another version of it stays as it is.
_SENTENCES: Mapping[re.Pattern[str], str] = {
    re.compile(r"the following arguments are required: (.+)"): "Thiếu {0}.",
    re.compile(r"unrecognized arguments: (.+)"): "Lệnh này không có {0}.",
    re.compile(r"invalid \w+ value: '(.*)'"): "“{0}” không phải là số.",
    re.compile(r"expected one argument"): "Thiếu giá trị phía sau.",
    re.compile(r"expected at least one argument"): "Thiếu giá trị phía sau.",
    re.compile(r"not allowed with argument (.+)"): "Không dùng cùng với {0}.",
    re.compile(r"ambiguous option: (.+) could match (.+)"): "{0} chưa rõ; có thể là {1}.",
}
_CHOICE = re.compile(r"invalid choice: '(?P<given>.*)' \(choose from (?P<choices>.+)\)")
_OF_ARGUMENT = re.compile(r"argument (?P<name>.+?): (?P<said>.+)", re.DOTALL)
_HEADINGS = {
    "positional arguments": "ghi lần lượt",
    "options": "tùy chọn",
}


class VietnameseParser(argparse.ArgumentParser):
    """Says in Vietnamese what is wrong, and where help is."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **{**kwargs, "add_help": False})  # type: ignore[arg-type]  # argparse's own
        for group in self._action_groups:
            group.title = _HEADINGS.get(group.title or "", group.title)
        self.add_argument("-h", "--help", action="help", help="hiện phần trợ giúp này")

    def format_usage(self) -> str:
        """Return the short form of the command."""
        return _vietnamese(super().format_usage())

    def format_help(self) -> str:
        """Return the help."""
        return _vietnamese(super().format_help())

    def error(self, message: str) -> NoReturn:
        """End with what is wrong in Vietnamese."""
        self.exit(_WRONG_USAGE, f"{told(message)}\nXem cách dùng: {self.prog} --help\n")


def _vietnamese(text: str) -> str:
    return re.sub(r"\Ausage: ", "Cách dùng: ", text)


def told(message: str) -> str:
    """Return what argparse says, in Vietnamese."""
    match = _OF_ARGUMENT.fullmatch(message)
    if match is not None:
        return f"{match['name']}: {told(match['said'])}"
    choice = _CHOICE.fullmatch(message)
    if choice is not None:
        return _of_choice(choice["given"], choice["choices"])
    for pattern, sentence in _SENTENCES.items():
        if found := pattern.fullmatch(message):
            return sentence.format(*found.groups())
    return message


def _of_choice(given: str, listed: str) -> str:
    from build_tools.validation.nearest import nearest  # noqa: PLC0415  only after a slip

    choices = tuple(_QUOTED.findall(listed)) or tuple(listed.split(", "))
    near = nearest(given, choices)
    meant = f" Có phải ý là “{near}”?" if near else ""
    return f"Không có “{given}”.{meant} Chọn một trong: {', '.join(choices)}."
