"""LibreOffice as it is on a desk in Việt Nam: decimal commas, days first."""

from pathlib import Path

_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse">
<value>vi-VN</value></prop></item></oor:items>
"""


def vietnamese_office(folder: Path) -> str:
    """Make a profile in the folder; return the argument with which `soffice` takes it."""
    settings = folder / "user/registrymodifications.xcu"
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text(_SETTINGS, encoding="utf-8")
    return f"-env:UserInstallation={folder.as_uri()}"
