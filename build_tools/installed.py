"""What is installed beside Diaban, as its own metadata tell it; asked by the shells only."""

import re
import tomllib
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from build_tools.components import Component

OURSELVES = "diaban"
_SHIPPED = {"mkdocs-material"}  # its styles, scripts and icons lie in every site
# Classifiers of packages whose metadata are older than PEP 639, as SPDX names them.
_CLASSIFIERS = {
    "License :: OSI Approved :: Apache Software License": "Apache-2.0",
    "License :: OSI Approved :: MIT License": "MIT",
    "License :: OSI Approved :: Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "License :: OSI Approved :: BSD License": "BSD",
}
_SPDX = re.compile(r"[A-Za-z0-9.+-]+(?: (?:AND|OR|WITH) [A-Za-z0-9.+-]+)*")


def read_components(templates: Path) -> tuple[Component, ...]:
    """Return the packages that Diaban needs, those of `templates` included, sorted by name."""
    packages = (_component(found) for found in _needed(OURSELVES))
    return tuple(
        sorted([*packages, *_third_party(templates / "assets")], key=lambda each: each.name)
    )


def _needed(root: str) -> Iterator[Distribution]:
    """Yield each distribution that `root` needs here, once."""
    waiting, seen = [root], {canonicalize_name(root)}
    while waiting:
        found = distribution(waiting.pop())
        for text in found.requires or ():
            needed = Requirement(text)
            name = canonicalize_name(needed.name)
            if name in seen or not (needed.marker is None or needed.marker.evaluate({"extra": ""})):
                continue
            seen.add(name)
            try:
                yield distribution(name)
            except PackageNotFoundError:
                continue  # what is not here has no part in this build
            waiting.append(name)


def _component(found: Distribution) -> Component:
    name = canonicalize_name(found.metadata["Name"])
    shipped = name in _SHIPPED
    return Component(
        name=name,
        version=found.version,
        licence=_licence(found),
        purl=f"pkg:pypi/{name}@{found.version}",
        shipped=shipped,
        text=_licence_text(found) if shipped else "",
    )


def _licence(found: Distribution) -> str:
    """Return what the maker says, in SPDX's words where that is certain."""
    metadata = found.metadata
    said = metadata["License-Expression"] or ""
    classified = [_CLASSIFIERS.get(each) for each in metadata.get_all("Classifier") or ()]
    free = (metadata["License"] or "").strip()
    if not said and _SPDX.fullmatch(free) and free != "UNKNOWN":
        said = free
    return said or next((each for each in classified if each), "chưa rõ")


def _licence_text(found: Distribution) -> str:
    names = [path for path in found.files or () if "LICENSE" in path.name.upper()]
    return "\n\n".join(str(path.read_text()).strip() for path in sorted(names))


def _third_party(assets: Path) -> Iterator[Component]:
    """Yield what lies in the assets, as their `third_party.toml` lists it."""
    listed = tomllib.loads((assets / "third_party.toml").read_text(encoding="utf-8"))
    for name, entry in listed.items():
        text = (assets / entry["licence_file"]).read_text(encoding="utf-8").strip()
        yield Component(
            name=name,
            version=entry["version"],
            licence=entry["licence"],
            purl=entry["purl"],
            shipped=True,
            text=text,
        )
