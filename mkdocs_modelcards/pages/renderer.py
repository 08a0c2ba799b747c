"""The HTML of each page, through templates that escape every value."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from html import escape
from posixpath import normpath
from typing import TypeAlias

import msgspec
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from ..catalog.addresses import MODELS, numbered
from ..catalog.catalog import Catalog
from ..catalog.facets import (
    BASE_MODELS,
    DATASETS_FACET,
    LANGUAGES,
    LIBRARIES,
    LICENSES,
    ORGANIZATIONS_FACET,
    TAGS,
    TASKS,
    FacetKind,
    FacetValue,
)
from ..catalog.model import CatalogModel
from ..identifiers import url_path
from ..render.links import Link
from ..render.references import relative_path
from ..targets import Target
from .notices import Notice, notices
from .site_pages import CardPage, FacetPage, ListingPage, Part, SitePage, group_values

KATEX_STYLE_SHEET = "assets/modelcards/katex/katex.min.css"
CHIP_FACETS = (TASKS, LIBRARIES, LANGUAGES, LICENSES, DATASETS_FACET, BASE_MODELS, TAGS)
CHIPS_SHOWN = 12
"""Chips of one kind that show at once; the others fold away."""
LICENSES_IN_ROW = 3
NEWEST_SHOWN = 8


class ChipGroup(msgspec.Struct, frozen=True):
    """A card's values of one facet: those that show, and those that fold away."""

    kind: FacetKind
    shown: tuple[FacetValue, ...]
    folded: tuple[FacetValue, ...]


class Row(msgspec.Struct, frozen=True):
    """A model in a list, with the facet values that a list shows."""

    model: CatalogModel
    task: FacetValue | None
    licenses: tuple[FacetValue, ...]


class PageLink(msgspec.Struct, frozen=True):
    """A link to another page of a long list; `number` is 0 where pages are left out."""

    number: int
    address: str
    current: bool


Context: TypeAlias = dict[str, object]


class PageRenderer:
    """Renders the pages of one catalog.

    `template_folders` are searched in order for `modelcards/NAME.html`, so a site can override each template;
    `page_file` ends every link to a page (`index.html`, or nothing where the server adds it); `targets` are those of
    the cards' links, by the cards' locations, and `published` the site's paths of the files beside them;
    `show_contents` puts a card's contents on its page, for themes that have no other place for them.
    """

    def __init__(
        self,
        catalog: Catalog,
        template_folders: Iterable[str],
        page_file: str = "",
        *,
        targets: Mapping[str, Sequence[Target | None]] | None = None,
        published: Container[str] = (),
        show_contents: bool = False,
    ) -> None:
        self._catalog = catalog
        self._targets = targets or {}
        self._published = published
        self._page_file = page_file
        self._show_contents = show_contents
        self._facets = [facet for facet in catalog.facets.values() if facet.values]
        self._by_id = {model.id: model for model in catalog.models}
        self._environment = Environment(
            loader=FileSystemLoader(list(template_folders)),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.filters["address"] = self._url

    def html(self, page: SitePage) -> str:
        """A page's content, without the frame that the theme puts around it."""
        root = "../" * page.address.count("/")
        if isinstance(page, CardPage):
            return self._render("card.html", root, self._card(page))
        if isinstance(page, ListingPage):
            return self._render("listing.html", root, self._listing(page))
        if isinstance(page, FacetPage):
            return self._render("facet.html", root, {"page": page, **self._around(page.part)})
        return self._render("home.html", root, {"page": page, **self._overview()})

    def overview(self, address: str) -> str:
        """What is in the catalog, by task, for a page at `address`."""
        return self._render("overview.html", "../" * address.count("/"), self._overview())

    def _render(self, template: str, root: str, context: Context) -> str:
        return self._environment.get_template(f"modelcards/{template}").render(
            root=root, models_address=MODELS, **context
        )

    def _url(self, address: str) -> str:
        is_page = not address or address.endswith("/")
        return url_path(address) + (self._page_file if is_page else "")

    def _values(self, kind: FacetKind, model: CatalogModel) -> tuple[FacetValue, ...]:
        return tuple(self._catalog.value(kind.key, value) for value in kind.values_of(model))

    def _card(self, page: CardPage) -> Context:
        model = page.model
        groups = [(kind, self._values(kind, model)) for kind in CHIP_FACETS]
        chips = [ChipGroup(kind, values[:CHIPS_SHOWN], values[CHIPS_SHOWN:]) for kind, values in groups if values]
        organization = self._values(ORGANIZATIONS_FACET, model)
        return {
            "model": model,
            "organization": organization[0] if organization else None,
            "chips": chips,
            "contents": page.contents if self._show_contents else (),
            "notices": self._notices(model),
            "thumbnail": self._thumbnail(model),
            "math_style_sheet": KATEX_STYLE_SHEET if model.rendered.has_math else None,
            "body": Markup(self._body(page)),  # the render step has sanitized it
        }

    def _body(self, page: CardPage) -> str:
        rendered = page.model.rendered
        if not rendered.links:
            return rendered.html
        root = "../" * page.address.count("/")
        targets = self._targets.get(page.model.card.location) or [None] * len(rendered.links)
        return rendered.linked(
            self._attribute(link, target, root) for link, target in zip(rendered.links, targets, strict=True)
        )

    def _attribute(self, link: Link, target: Target | None, root: str) -> str:
        if target is None:
            return link.as_written()
        if target.address is not None:
            url = f"{root}{self._url(target.address)}{target.suffix}"
        elif target.url is not None:
            url = target.url
        else:
            return ' data-mc-dead=""'
        return f' {link.attribute}="{escape(url)}"'

    def _thumbnail(self, model: CatalogModel) -> str | None:
        """The address of a card's picture, relative to its page, when it lies beside the card and is published."""
        path = relative_path(model.card.data.thumbnail or "")
        if path is None or f"{model.address}{normpath(path)}" not in self._published:
            return None
        return url_path(normpath(path))

    def _notices(self, model: CatalogModel) -> tuple[Notice, ...]:
        newest = self._by_id.get(model.newest_version or "")
        return notices(model, newest.address if newest else None)

    def _listing(self, page: ListingPage) -> Context:
        is_model = page.kind is BASE_MODELS and page.value is not None
        own = self._by_id.get(page.value.id) if is_model and page.value else None
        return {"page": page, "own": own, "rows": self._rows(page.models), **self._around(page.part)}

    def _around(self, part: Part) -> Context:
        """What surrounds a list: links to its other pages, and to the indexes of all facets that have values."""
        return {"page_links": _page_links(part), "facets": self._facets}

    def _rows(self, models: Iterable[CatalogModel]) -> list[Row]:
        found = []
        for model in models:
            task = self._values(TASKS, model)
            licenses = self._values(LICENSES, model)[:LICENSES_IN_ROW]
            found.append(Row(model, task[0] if task else None, licenses))
        return found

    def _overview(self) -> Context:
        models = self._catalog.models
        dated = sorted((model for model in models if model.dates), key=lambda model: model.id)
        newest = sorted(dated, key=lambda model: model.dates.updated if model.dates else "", reverse=True)
        return {
            "total": len(models),
            "facets": self._facets,
            "modalities": group_values(tuple(self._catalog.facets[TASKS.key].values.values())),
            "without_task": sum(model.task is None for model in models),
            "newest": self._rows(newest[:NEWEST_SHOWN]),
        }


def _page_links(part: Part) -> list[PageLink]:
    """Links to the first, the last and the nearest pages of a long list; none for a short one."""
    if part.count == 1:
        return []
    wanted = {1, part.count, *range(max(1, part.number - 2), min(part.count, part.number + 2) + 1)}
    links: list[PageLink] = []
    for number in sorted(wanted):
        if links and number > links[-1].number + 1:
            links.append(PageLink(0, "", False))
        links.append(PageLink(number, numbered(part.base, number), number == part.number))
    return links
