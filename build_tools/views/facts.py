"""Lists of a label and what stands for it: legal basis, validity, contact."""

import datetime as dt
from dataclasses import dataclass

from build_tools.views.addresses import document_uri
from build_tools.views.formatting import MISSING, format_day
from schemas.catalogue import Catalogue


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and its text; `reason` says why there is none where the text is the missing mark."""

    label: str
    text: str
    uri: str | None = None
    reason: str = "chưa ghi"


def fact(label: str, text: str | None, *, uri: str | None = None, reason: str = "chưa ghi") -> Fact:
    """Return the fact; without a text, the missing mark and its reason."""
    return Fact(label, text or MISSING, uri if text else None, reason)


def legal_basis_fact(catalogue: Catalogue, text: str) -> Fact:
    """Return what something rests on, linked to the document where the site has it."""
    uri = next(
        (
            document_uri(page.slug)
            for page in catalogue.documents.values()
            if page.document.record.number is not None and page.document.record.number in text
        ),
        None,
    )
    return Fact("Căn cứ", text, uri)


def validity_fact(valid_from: dt.date, valid_to: dt.date | None) -> Fact:
    """Return `Từ ngày 01/07/2025`, or from and to."""
    text = f"Từ ngày {format_day(valid_from)}"
    if valid_to is not None:
        text += f" đến ngày {format_day(valid_to)}"
    return Fact("Hiệu lực", text)


def phone_fact(phone: str | None) -> Fact:
    """Return the telephone of an office."""
    number = "".join(letter for letter in phone or "" if letter.isdigit())
    return fact("Điện thoại cơ quan", phone, uri=f"tel:{number}")


def email_fact(address: str | None) -> Fact:
    """Return the official mail box."""
    return fact("Thư công vụ", address, uri=f"mailto:{address}")
