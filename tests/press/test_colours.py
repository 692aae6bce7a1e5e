"""Every text of the stylesheets on its ground reaches WCAG 2.2 AA, in the light and in the dark."""

import re
from pathlib import Path

import pytest

TOKENS = Path(__file__).resolve().parents[2] / "site_templates" / "assets" / "css" / "tokens.css"
LEAST = 4.5
PAIRS = [
    *((f"--db-{tone}", f"--db-{tone}-ground") for tone in ("good", "warn", "bad", "none")),
    *((f"--db-{tone}", "--md-default-bg-color") for tone in ("good", "warn", "bad", "none")),
    *(
        (text, ground)
        for text in ("--md-typeset-color", "--md-typeset-a-color", "--db-muted")
        for ground in ("--md-default-bg-color", "--db-ground", "--db-head-ground")
    ),
    ("--md-typeset-color", "--db-warn-ground"),
    ("--md-typeset-color", "--db-bad-ground"),
    ("--md-typeset-color", "--db-none-ground"),
    ("--md-primary-bg-color", "--md-primary-fg-color"),
    ("--md-primary-bg-color--light", "--md-primary-fg-color"),
    ("--md-footer-fg-color", "--md-footer-bg-color"),
    ("--md-footer-fg-color--light", "--md-footer-bg-color"),
    ("--db-banner-text", "--db-banner"),
    ("--md-accent-fg-color", "--md-default-bg-color"),
]


def _tokens(scheme: str) -> dict[str, str]:
    block = TOKENS.read_text(encoding="utf-8").split(f'[data-md-color-scheme="{scheme}"] {{')[1]
    return dict(re.findall(r"(--[\w-]+): (#[0-9a-f]{3,6});", block.split("}")[0]))


def _luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    digits = colour.removeprefix("#")
    digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", ["default", "slate"])
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_a_text_can_be_read_on_its_ground(scheme: str, text: str, ground: str) -> None:
    tokens = _tokens(scheme)
    assert _contrast(tokens[text], tokens[ground]) >= LEAST


def test_contrast_is_measured_as_the_standard_does() -> None:
    assert _contrast("#000", "#fff") == pytest.approx(21)
    assert _contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
