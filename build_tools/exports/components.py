"""The list of others' works as a CycloneDX bill of materials and as a text to read."""

import json
from collections.abc import Iterable, Sequence

from build_tools.components import Component
from build_tools.site_model import SiteFile
from build_tools.views.about import BILL_URI, LICENCES_URI

_OURSELVES = "diaban"
_SPDX_NAMES_NO = {"BSD", "chưa rõ"}  # said so by the maker, but not a name of SPDX's list


def component_files(components: Sequence[Component], version: str) -> tuple[SiteFile, ...]:
    """Return both lists as files of the site; none where nothing is known."""
    if not components:
        return ()
    return (
        SiteFile(uri=BILL_URI, content=_bill(components, version).encode()),
        SiteFile(uri=LICENCES_URI, content=_licences(components).encode()),
    )


def _bill(components: Iterable[Component], version: str) -> str:
    """CycloneDX 1.6 (ECMA-424), without serial number and time: the same build, the same bytes."""
    bill = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": _OURSELVES,
                "name": _OURSELVES,
                "version": version,
                "licenses": [{"expression": "Apache-2.0"}],
            }
        },
        "components": [_entry(component) for component in components],
    }
    return json.dumps(bill, ensure_ascii=False, indent=1) + "\n"


def _entry(component: Component) -> dict[str, object]:
    if component.licence in _SPDX_NAMES_NO:
        licence: dict[str, object] = {"license": {"name": component.licence}}
    else:
        licence = {"expression": component.licence}
    return {
        "type": "library",
        "bom-ref": component.purl,
        "name": component.name,
        "version": component.version,
        "licenses": [licence],
        "purl": component.purl,
        # What is only used to build does not reach a reader.
        "scope": "required" if component.shipped else "excluded",
    }


def _licences(components: Sequence[Component]) -> str:
    shipped = [each for each in components if each.shipped]
    used = [each for each in components if not each.shipped]
    parts = ["CÓ TRONG TRANG NÀY\n"]
    for each in shipped:
        parts += [f"{each.name} {each.version} – {each.licence}\n", f"{each.text}\n"]
    parts.append("CHỈ DÙNG ĐỂ DỰNG TRANG, KHÔNG CÓ TRONG TRANG\n")
    parts += [f"{each.name} {each.version} – {each.licence}" for each in used]
    return "\n".join(parts) + "\n"
