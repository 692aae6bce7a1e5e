"""View models to HTML: our own Jinja2 environment, in which every text is escaped."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from functools import partial
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from build_tools.rendering.addresses import relative_url
from build_tools.rendering.pictures import draw_picture
from build_tools.rendering.prose import MATTER_ID, render_prose
from build_tools.rendering.tables import render_badge, render_table
from build_tools.site_model import NO_CONTENT, Content, SitePage
from build_tools.views.formatting import MISSING, format_day, format_number, format_percent
from build_tools.views.page import PageView
from build_tools.views.parts import TableView
from build_tools.views.pictures import AnyPicture
from build_tools.views.prose import ProseView

_MISSING_MARK = Markup('<span class="db-missing" title="chưa có số liệu">{}</span>').format(MISSING)


class Renderer:
    """Fills the templates of its folders.

    A template sees `view`, `page_uri`, the names in `common`, and: `url(uri)`, the link from this
    page to an address of the site; `prose(prose_view)`, `print_table(table_view)`,
    `print_badge(label, tone)` and `draw_picture(picture)`, as HTML; `by_ids(text)`, a text parted
    at the ids of matters, every second part such an id; the filters `d` (day), `n(decimals)`
    (number) and `pct` (percent). A name that is not there is an error, never an empty text.
    """

    def __init__(self, *folders: Path, common: Mapping[str, object] | None = None) -> None:
        self._environment = Environment(
            loader=FileSystemLoader(folders, encoding="utf-8"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self._environment.globals.update(common or {})
        self._environment.globals.update(
            url=_url,
            prose=_prose,
            print_table=_table,
            print_badge=render_badge,
            draw_picture=_picture,
            by_ids=MATTER_ID.split,
        )
        self._environment.filters.update(d=_day, n=_number, pct=_percent)

    def render(self, template: str, uri: str, view: object) -> str:
        """Return the HTML of `template` for the page in folder `uri`."""
        return self._environment.get_template(template).render(view=view, page_uri=uri)

    def page(self, page: PageView) -> SitePage:
        """Return the page with its HTML."""
        body = self.render(page.template, page.uri, page.view)
        return replace(page_head(page), content=Content(body))


def page_head(page: PageView) -> SitePage:
    """Return the page without its HTML."""
    return SitePage(
        uri=page.uri,
        kind=page.kind,
        title=page.title,
        content=NO_CONTENT,
        toc=page.toc,
        section=page.section,
        search=page.search,
    )


@pass_context
def _url(context: Context, uri: str) -> str:
    return relative_url(context["page_uri"], uri)


@pass_context
def _prose(context: Context, view: ProseView) -> Markup:
    return render_prose(view, context["page_uri"])


@pass_context
def _picture(context: Context, view: AnyPicture) -> Markup:
    return draw_picture(view, partial(relative_url, context["page_uri"]))


@pass_context
def _table(context: Context, table: TableView, classes: str = "db-table") -> Markup:
    return render_table(table, context["page_uri"], classes)


def _day(day: dt.date | None) -> str:
    return _MISSING_MARK if day is None else format_day(day)


def _number(value: Decimal | int | None, decimals: int = 0) -> str:
    return _MISSING_MARK if value is None else format_number(value, decimals)


def _percent(value: Decimal | None, decimals: int = 1) -> str:
    return _MISSING_MARK if value is None else format_percent(value, decimals)
