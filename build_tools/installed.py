"""What is installed beside Diaban, as its own metadata tell it; asked by the shells only."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import (
    Distribution,
    PackageMetadata,
    PackageNotFoundError,
    distribution,
)
from pathlib import Path, PurePosixPath

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
_IN_SPDX = {"Apache 2.0": "Apache-2.0"}  # said plainly, but not by its name
_SPDX = re.compile(r"[A-Za-z0-9.+-]+(?: (?:AND|OR|WITH) [A-Za-z0-9.+-]+)*")


@dataclass(frozen=True, slots=True)
class _Installed:
    distribution: Distribution
    metadata: PackageMetadata  # read once: the distribution reads its file for every question


def read_components(templates: Path) -> tuple[Component, ...]:
    """Return the packages that Diaban needs, those of `templates` included, sorted by name."""
    packages = (_component(found) for found in _needed(OURSELVES))
    return tuple(
        sorted([*packages, *_third_party(templates / "assets")], key=lambda each: each.name)
    )


def _needed(root: str) -> Iterator[_Installed]:
    """Yield each distribution that `root` needs here, once."""
    waiting, seen = [_found(root)], {canonicalize_name(root)}
    while waiting:
        for text in _requirements(waiting.pop()):
            needed = Requirement(text)
            name = canonicalize_name(needed.name)
            if name in seen or not (needed.marker is None or needed.marker.evaluate({"extra": ""})):
                continue
            seen.add(name)
            try:
                installed = _found(name)
            except PackageNotFoundError:
                continue  # what is not here has no part in this build
            yield installed
            waiting.append(installed)


def _found(name: str) -> _Installed:
    found = distribution(name)
    return _Installed(found, found.metadata)


def _requirements(installed: _Installed) -> Sequence[str]:
    said = installed.metadata.get_all("Requires-Dist")
    if said is None and installed.distribution.read_text("requires.txt"):  # of the old way
        said = installed.distribution.requires
    return said or ()


def _component(installed: _Installed) -> Component:
    name = canonicalize_name(installed.metadata["Name"])
    version = installed.metadata["Version"]
    shipped = name in _SHIPPED
    return Component(
        name=name,
        version=version,
        licence=_licence(installed.metadata),
        purl=f"pkg:pypi/{name}@{version}",
        shipped=shipped,
        text=_licence_text(installed.distribution) if shipped else "",
    )


def _licence(metadata: PackageMetadata) -> str:
    """Return what the maker says, in SPDX's words where that is certain."""
    said = metadata["License-Expression"] or ""
    classified = [_CLASSIFIERS.get(each) for each in metadata.get_all("Classifier") or ()]
    free = _IN_SPDX.get(metadata["License"], metadata["License"] or "").strip()
    if not said and _SPDX.fullmatch(free) and free != "UNKNOWN":
        said = free
    return said or next((each for each in classified if each), "chưa rõ")


def _licence_text(found: Distribution) -> str:
    # Its list of files, of which Material has 14,000 and each as a path takes its time.
    lines = (found.read_text("RECORD") or "").splitlines()
    listed = (line.rsplit(",", 2)[0].strip('"') for line in lines if "LICENSE" in line.upper())
    paths = sorted(map(PurePosixPath, listed))
    texts = [
        Path(str(found.locate_file(path))).read_text(encoding="utf-8")
        for path in paths
        if "LICENSE" in path.name.upper()
    ]
    return "\n\n".join(map(str.strip, texts))


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
