"""The works of others that a build is made with or hands on to readers."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    """A package by name and version; `licence` is an SPDX expression where its maker gives one.

    `purl` is its package URL (ECMA-427), which names it in any registry. `shipped` says whether
    parts of it lie in the site itself, `text` is then its licence in full.
    """

    name: str
    version: str
    licence: str
    purl: str
    shipped: bool = False
    text: str = ""
