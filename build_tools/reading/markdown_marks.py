"""What Markdown looks like, for readers that do without markdown-it and for those that use it."""

import re

Attributes = dict[str, str | int | float]

MAX_NESTING = 20
MARKED_BLOCKS = "marked"  # in markdown-it's environment: blocks whose text may hold marks
MARKS = "\\`*_[<&{}"  # where a rule that is on may find something, as at the end of a line
MAY_MARK = re.compile(f"[\n{re.escape(MARKS)}]")
# What markdown-it strips from the text of a block: Python's blanks but for four that are controls.
TRIMMED = (
    "\t\n\x0b\x0c\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)
# As the standard rule has it: a dash and a space may begin a list.
DASHES = re.compile(r"(?:[|:][-:| \t]|-[-:|])[-:| \t]*")
_COLUMN = re.compile(r":?-+:?")
_ALIGNS = {
    (False, False): "",
    (True, False): "left",
    (False, True): "right",
    (True, True): "center",
}


def column_styles(dashes: str) -> list[Attributes]:
    """Return the attributes of each column by its dashes; none where they are wrong."""
    columns = [column.strip(TRIMMED) for column in dashes.split("|")]
    columns = columns[not columns[0] : len(columns) - (not columns[-1])]
    if not all(map(_COLUMN.fullmatch, columns)):
        return []
    aligns = (_ALIGNS[column[0] == ":", column[-1] == ":"] for column in columns)
    return [{"style": f"text-align:{align}"} if align else {} for align in aligns]
