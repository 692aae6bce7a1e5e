"""Our parser of Markdown with the rules that it has from markdown-it and none of the quick ones."""

from markdown_it import MarkdownIt
from markdown_it.rules_block import table
from markdown_it.rules_core import inline

from build_tools.reading.markdown_parser import new_parser


def standard_parser() -> MarkdownIt:
    """Return a parser whose tokens ours must equal."""
    parser = new_parser()
    parser.core.ruler.at("inline", inline)
    parser.enable("text_join")
    parser.disable("line")
    parser.block.ruler.at("table", table, {"alt": ["paragraph", "reference"]})
    return parser
