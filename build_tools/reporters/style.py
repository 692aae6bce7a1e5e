"""How text is to look where it is shown: language, signs, colour, width. The shell decides."""

from dataclasses import dataclass
from enum import Enum

from build_tools.diagnostics.language import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Signs:
    """What stands beside the words; each sign of a frame takes one column."""

    arrow: str
    related: str
    bar: str
    caret: str
    cut: str
    more: str
    rule: str
    dash: str


UNICODE = Signs(arrow="→", related="↳", bar="│", caret="^", cut="…", more="…", rule="──", dash="–")
ASCII = Signs(
    arrow="->", related="=>", bar="|", caret="^", cut="~", more="...", rule="--", dash="-"
)


class Colour(Enum):
    """Colours of terminals; each only repeats what a word or a sign says."""

    RED = "31"
    YELLOW = "33"
    CYAN = "36"
    GREEN = "32"
    DIM = "2"
    BOLD = "1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """`width` is in columns; `fold` joins repeated findings."""

    language: Language = Language.VIETNAMESE
    signs: Signs = UNICODE
    colour: bool = False
    width: int = 100
    fold: bool = True

    def paint(self, text: str, *colours: Colour) -> str:
        """Return the text in colours, where they are wanted."""
        if not self.colour or not text:
            return text
        return f"\033[{';'.join(each.value for each in colours)}m{text}\033[0m"


PLAIN = Style()
