"""Links between pages: always relative, always to a file, so that the site opens from a folder."""

import re
from functools import lru_cache
from urllib.parse import quote

_AS_IT_IS = re.compile(r"[\w.~/-]*", re.ASCII)  # what `quote` leaves alone: nearly every address
_ELSEWHERE = re.compile(r"(?:https?|mailto|tel):", re.IGNORECASE)


def is_elsewhere(uri: str) -> bool:
    """Say whether the address leads out of the site (`https:`, `mailto:`, `tel:`)."""
    return _ELSEWHERE.match(uri) is not None


@lru_cache(maxsize=1 << 16)  # a page names the same few pages in row after row
def relative_url(page_uri: str, uri: str) -> str:
    """Return the link from the page in folder `page_uri` to `uri`, both from the site's root.

    A folder (`to/01/`, or "" for home) becomes its `index.html`, a file stays, an anchor is kept;
    `#anchor` alone and addresses elsewhere are returned as they are.
    """
    if uri.startswith("#") or is_elsewhere(uri):
        return uri
    target, mark, anchor = uri.partition("#")
    if mark and target == page_uri:
        return f"#{anchor}"
    if not target or target.endswith("/"):
        target += "index.html"
    here, there = page_uri.split("/")[:-1], target.split("/")
    shared = 0
    for one, other in zip(here, there[:-1], strict=False):
        if one != other:
            break
        shared += 1
    path = "../" * (len(here) - shared) + "/".join(there[shared:])
    quoted = path if _AS_IT_IS.fullmatch(path) else quote(path)
    return f"{quoted}{mark}{anchor}"
