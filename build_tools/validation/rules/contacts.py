"""Only official mail and office telephones are shown (law 91/2025/QH15)."""

import re
from collections.abc import Iterator

from build_tools.diagnostics import Diagnostic
from schemas.base import Record
from schemas.catalogue import Catalogue, Located
from schemas.settings import Settings

_OFFICE = re.compile(r"02\d{8,9}")
_MOBILE = re.compile(r"0[35789]\d{8}")  # the gate of secrecy refuses these wherever they stand


def check_contacts(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Check mail and telephones of teams and of their areas against the settings."""
    for folder in catalogue.teams.values():
        yield from _check(folder.team, "work_email", "work_phone", catalogue.settings)
        for row in folder.areas:
            yield from _check(row, "office_email", "office_phone", catalogue.settings)


def _check(
    row: Located[Record], email_field: str, phone_field: str, settings: Settings
) -> Iterator[Diagnostic]:
    email = getattr(row.record, email_field)
    if email is not None and not _is_official(email, settings.official_email_domains):
        domains = " · ".join(settings.official_email_domains)
        place = row.source.at(email_field)
        params = {"domains": domains}
        yield Diagnostic(code="structure.private-email", place=place, value=email, params=params)
    phone = getattr(row.record, phone_field)
    if phone is not None and not _is_office(phone, settings.public_phones):
        place = row.source.at(phone_field)
        yield Diagnostic(code="structure.private-phone", place=place, value=phone)


def _is_official(email: str, domains: tuple[str, ...]) -> bool:
    domain = email.rpartition("@")[2].casefold()
    return any(domain == one.casefold() or domain.endswith(f".{one.casefold()}") for one in domains)


def _is_office(phone: str, allowed: tuple[str, ...]) -> bool:
    digits = re.sub(r"\D", "", phone)
    is_allowed = digits in {re.sub(r"\D", "", one) for one in allowed}
    return is_allowed or bool(_OFFICE.fullmatch(digits) or _MOBILE.fullmatch(digits))
