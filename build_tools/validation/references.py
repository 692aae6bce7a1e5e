"""Which records cells may refer to: ids and names of the catalogues read so far."""

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Protocol

from schemas.base import References
from schemas.catalogue import in_force
from schemas.text import exact_key

Validity = tuple[dt.date, dt.date | None]
_ALWAYS: Validity = (dt.date.min, None)


class DigestedReferences(References, Protocol):
    """References that say by a digest what they are: equal ones answer alike."""

    @property
    def digest(self) -> str:
        """Digest of everything that answers may depend on."""
        ...


@dataclass(slots=True)
class _Kind:
    ids: dict[str, str] = field(default_factory=dict)  # exact key of the id → the id
    named: dict[str, list[str]] = field(default_factory=dict)  # exact key of a name → ids
    validity: dict[str, Validity] = field(default_factory=dict)
    names: dict[str, None] = field(default_factory=dict)  # as shown, in order
    successors: dict[str, list[str]] = field(default_factory=dict)  # exact key of an old name → new
    is_trusted: bool = False


class KnownReferences:
    """An implementation of `schemas.base.References`, filled file by file.

    A name that several records share names none of them, unless exactly one is in force on the day
    asked about (`on`): a commune that was merged may leave its name to its successor.
    """

    def __init__(self) -> None:
        self._kinds: dict[str, _Kind] = {}
        self._told = hashlib.sha256()

    @property
    def digest(self) -> str:
        """Digest of all that was made known, in its order."""
        return self._told.hexdigest()

    def add(self, kind: str, record_id: str, *names: str, validity: Validity = _ALWAYS) -> None:
        """Make a record known by its id and by its names."""
        self._told.update(repr((kind, record_id, names, validity)).encode())
        entry = self._kinds.setdefault(kind, _Kind())
        entry.ids.setdefault(exact_key(record_id), record_id)
        entry.validity[record_id] = validity
        entry.names[record_id] = None
        for name in names:
            owners = entry.named.setdefault(exact_key(name), [])
            if record_id not in owners:
                owners.append(record_id)
            entry.names[name] = None

    def succeed(self, kind: str, name: str, former: Iterable[str]) -> None:
        """Make known which names one that is known as `name` has taken the place of."""
        entry = self._kinds.setdefault(kind, _Kind())
        for old in former:
            self._told.update(repr((kind, name, old)).encode())
            successors = entry.successors.setdefault(exact_key(old), [])
            if name not in successors:
                successors.append(name)

    def trust(self, kind: str) -> None:
        """Accept any text of the kind: its file has errors of its own, which were reported."""
        self._told.update(repr(kind).encode())
        self._kinds.setdefault(kind, _Kind()).is_trusted = True

    def find(self, kind: str, text: str) -> str | None:
        """Return the id of the one named by its id or its exact name; None when there is none."""
        return self._find(kind, text, None)

    def names(self, kind: str) -> list[str]:
        """Return ids and names of all of the kind that name one record each."""
        entry = self._kinds.get(kind, _Kind())
        return [name for name in entry.names if self._find(kind, name, None) is not None]

    def successor(self, kind: str, text: str) -> str | None:
        """Return the name that an old one has become; None where it was divided, or is none."""
        successors = self._kinds.get(kind, _Kind()).successors.get(exact_key(text), [])
        return successors[0] if len(successors) == 1 else None

    def on(self, day: dt.date) -> "ReferencesOn":
        """Return the same references as one report sees them: shared names are of its day."""
        return ReferencesOn(day, self, self._find)

    def _find(self, kind: str, text: str, day: dt.date | None) -> str | None:
        entry = self._kinds.get(kind)
        if entry is None:
            return None
        key = exact_key(text)
        found = entry.ids.get(key)
        if found is not None:
            return found
        owners = entry.named.get(key, [])
        if len(owners) > 1 and day is not None:
            owners = [owner for owner in owners if in_force(*entry.validity[owner], day)]
        if len(owners) == 1:
            return owners[0]
        return text if entry.is_trusted else None


class ReferencesOn:
    """The references of one day; remembers what it found, as a report's rows repeat names."""

    def __init__(
        self,
        day: dt.date,
        known: KnownReferences,
        find: Callable[[str, str, dt.date | None], str | None],
    ) -> None:
        self._day = day
        self.digest = f"{known.digest} {day}"
        self._known = known
        self._find = find
        self._found: dict[tuple[str, str], str | None] = {}

    def find(self, kind: str, text: str) -> str | None:
        """Return the id of the one named by its id or its exact name; None when there is none."""
        asked = kind, text
        if asked not in self._found:
            self._found[asked] = self._find(kind, text, self._day)
        return self._found[asked]

    def names(self, kind: str) -> list[str]:
        """Return ids and names of all of the kind that name one record each."""
        return self._known.names(kind)

    def successor(self, kind: str, text: str) -> str | None:
        """Return the name that an old one has become; None where it was divided, or is none."""
        return self._known.successor(kind, text)
