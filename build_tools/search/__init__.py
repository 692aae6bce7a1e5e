"""The index behind the search box: made from the site's own pages, cut into parts for the browser.

Nothing is in it that no page shows: it knows only the ready HTML of the pages.
"""

from build_tools.search.index import ENTRY, FOLDER, build_search_index, digest_of
from build_tools.search.places import read_text
from build_tools.search.shards import Shelf
from build_tools.search.texts import TextReader

__all__ = ["ENTRY", "FOLDER", "Shelf", "TextReader", "build_search_index", "digest_of", "read_text"]
