"""The HTML of each page, through templates that escape every value."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
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
    FacetValue,
)
from ..catalog.model import CatalogModel
from ..identifiers import url_path
from ..processing.all_cards import CardTemplates
from ..render.links import SLOT
from ..render.references import relative_path
from ..targets import Target
from .bodies import Bodies
from .completeness import completeness_view
from .evaluation import evaluation_view
from .examples import example_views
from .lineage import lineage_view
from .notices import Notice, notices
from .options import DEFAULTS, PageOptions
from .pieces import Pieces
from .site_pages import CardPage, FacetPage, ListingPage, Part, SitePage, group_values
from .use import Uses

KATEX_STYLE_SHEET = "assets/modelcards/katex/katex.min.css"
CHIP_FACETS = (TASKS, LIBRARIES, LANGUAGES, LICENSES, DATASETS_FACET, BASE_MODELS, TAGS)
CHIPS_SHOWN = 12
"""Chips of one kind that show at once; the others fold away."""
NEWEST_SHOWN = 8


class ChipGroup(msgspec.Struct, frozen=True):
    """A card's values of one facet, as chips: those that show, and those that fold away. `key` is the facet's."""

    key: str
    title: str
    shown: Markup
    folded: Markup
    folded_count: int


class PageLink(msgspec.Struct, frozen=True):
    """A link to another page of a long list; `number` is 0 where pages are left out."""

    number: int
    address: str
    current: bool


Context: TypeAlias = dict[str, object]


class PageRenderer:
    """Renders the pages of one catalog.

    `template_folders` are searched in order for `modelcards/NAME.html`, so a site can override each template;
    `page_file` ends every link to a page (`index.html`, or nothing where the server adds it); `options` are the user's;
    `templates` hold the HTML of cards that do not have it themselves; `targets` are those of the cards' links, by the
    cards' locations, and `published` the site's paths of the files beside them; `show_contents` puts a card's contents
    on its page, for themes that have no other place for them.
    """

    def __init__(
        self,
        catalog: Catalog,
        template_folders: Iterable[str],
        page_file: str = "",
        *,
        options: PageOptions = DEFAULTS,
        templates: CardTemplates | None = None,
        targets: Mapping[str, Sequence[Target | None]] | None = None,
        published: Container[str] = (),
        show_contents: bool = False,
    ) -> None:
        self._catalog = catalog
        self._options = options
        self._published = published
        self._page_file = page_file
        self._show_contents = show_contents
        self._by_id = {model.id: model for model in catalog.models}
        self._environment = Environment(
            loader=FileSystemLoader(list(template_folders)),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self._environment.filters["address"] = self._url
        self._pieces = Pieces(catalog, self._environment)
        self._bodies = Bodies(templates, targets or {}, self._url)
        self._uses = Uses(self._environment, options)

    def html(self, page: SitePage) -> str:
        """A page's content, without the frame that the theme puts around it."""
        if isinstance(page, CardPage):
            return self._render("card.html", page.address, self._card(page))
        if isinstance(page, ListingPage):
            return self._render("listing.html", page.address, self._listing(page))
        if isinstance(page, FacetPage):
            return self._render("facet.html", page.address, self._facet(page))
        return self._render("home.html", page.address, {"page": page, **self._overview()})

    def overview(self, address: str) -> str:
        """What is in the catalog, by task, for a page at `address`."""
        return self._render("overview.html", address, self._overview())

    def _render(self, template: str, address: str, context: Context) -> str:
        """Fill a template and its pieces, in all of which the way to the root is open, and then that way."""
        found = self._environment.get_template(f"modelcards/{template}")
        return found.render(root=SLOT, models_address=MODELS, **context).replace(SLOT, _way_to_root(address))

    def _url(self, address: str) -> str:
        is_page = not address or address.endswith("/")
        return url_path(address) + (self._page_file if is_page else "")

    def _card(self, page: CardPage) -> Context:
        model = page.model
        body = self._bodies.html(model.card.location, model.rendered, _way_to_root(page.address))
        return {
            "model": model,
            "organization": self._organization(model),
            "chips": self._chips(model),
            "contents": page.contents if self._show_contents else (),
            "notices": self._notices(model),
            "thumbnail": self._thumbnail(model),
            "use": self._uses.of(model),
            "evaluation": evaluation_view(model, self._catalog),
            "examples": example_views(model, self._options),
            "lineage": lineage_view(model, self._catalog, self._options),
            "completeness": completeness_view(model),
            "math_style_sheet": KATEX_STYLE_SHEET if model.rendered.has_math else None,
            "body": Markup(body),  # the render step has sanitized it
        }

    def _organization(self, model: CatalogModel) -> FacetValue | None:
        return self._catalog.value(ORGANIZATIONS_FACET.key, model.organization) if model.organization else None

    def _chips(self, model: CatalogModel) -> list[ChipGroup]:
        groups = []
        for kind in CHIP_FACETS:
            values = kind.values_of(model)
            if values:
                title = kind.singular if len(values) == 1 else kind.title
                shown = self._pieces.chips(kind, values[:CHIPS_SHOWN])
                folded = self._pieces.chips(kind, values[CHIPS_SHOWN:])
                groups.append(ChipGroup(kind.key, title, shown, folded, max(0, len(values) - CHIPS_SHOWN)))
        return groups

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
        one_value = None if page.kind is ORGANIZATIONS_FACET else page.kind
        pieces = self._pieces
        return {
            "page": page,
            "own": self._by_id.get(page.value.id) if page.value and page.kind is BASE_MODELS else None,
            "rows": pieces.compact_rows(page.models, one_value) if one_value else pieces.rows(page.models),
            "compact": one_value is not None,
            "browse": pieces.browse(page.kind.key if page.kind else ""),
            "page_links": _page_links(page.part),
        }

    def _facet(self, page: FacetPage) -> Context:
        return {"page": page, "browse": self._pieces.browse(page.kind.key), "page_links": _page_links(page.part)}

    def _overview(self) -> Context:
        models = self._catalog.models
        dated = sorted((model for model in models if model.dates), key=lambda model: model.id)
        newest = sorted(dated, key=lambda model: model.dates.updated if model.dates else "", reverse=True)
        return {
            "total": len(models),
            "facets": [facet for facet in self._catalog.facets.values() if facet.values],
            "modalities": group_values(tuple(self._catalog.facets[TASKS.key].values.values())),
            "without_task": sum(model.task is None for model in models),
            "newest": self._pieces.rows(newest[:NEWEST_SHOWN]),
        }


def _way_to_root(address: str) -> str:
    return "../" * address.count("/")


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
