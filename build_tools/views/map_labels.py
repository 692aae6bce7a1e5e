"""Short names of areas for tiles: two or three characters, each once on the map."""

import re
from collections.abc import Iterator, Mapping, Sequence

from schemas.area import Area

_WORD = re.compile(r"[^\W_]+")


def short_labels(areas: Sequence[Area]) -> Mapping[str, str]:
    """Return a label for each area by code: the initials, with a letter more where two share them.

    `Đạ Tẻh` is `ĐT`, the next with these initials `ĐTẻ`. The areas whose names are the shortest
    choose first, so that the plain initials stand for the plainest name.
    """
    taken: dict[str, str] = {}
    for area in sorted(areas, key=lambda each: (len(each.name), each.code)):
        label = next(each for each in _choices(area) if each not in taken)
        taken[label] = area.code
    return {code: label for label, code in sorted(taken.items(), key=lambda item: item[1])}


def _choices(area: Area) -> Iterator[str]:
    words = _WORD.findall(area.name)
    initials = [word[0].upper() for word in words]
    if len(words) == 1:
        yield words[0][:1].upper() + words[0][1:2]
    elif words[-1].isdigit() or words[0].isdigit():
        numbers = "".join(word for word in words if word.isdigit())
        letters = "".join(word[0].upper() for word in words if not word.isdigit())
        yield f"{letters[:2]}{numbers}" if words[-1].isdigit() else f"{numbers}{letters[:2]}"
    else:
        yield initials[0] + initials[1]
        yield initials[0] + initials[-1]
    first, last = words[0], words[-1]
    yield from (initials[0] + initials[-1] + letter for letter in last[1:])
    yield from (initials[0] + letter + initials[-1] for letter in first[1:])
    yield from (f"{initials[0]}{i}" for i in range(1, 1000))
