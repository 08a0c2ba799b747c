"""The HTML of each page, through templates that escape every value."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from posixpath import normpath
from typing import TypeAlias

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from ..catalog.addresses import COMPARE, LEADERBOARDS, MODELS, NAMES_FILE
from ..catalog.catalog import Catalog
from ..catalog.facets import BASE_MODELS, DATASETS_FACET, ORGANIZATIONS_FACET, FacetValue
from ..catalog.feeds import FEED_FILE, Feed
from ..catalog.model import CatalogModel
from ..findings import finding
from ..identifiers import url_path
from ..lists.definition import ListDefinition
from ..processing.all_cards import CardTemplates
from ..render.links import SLOT
from ..render.references import relative_path
from ..targets import Target
from .base_model_pages import BaseModelPage, base_model_view
from .bodies import Bodies
from .compare import section_names
from .completeness import completeness_view
from .dataset_pages import DatasetPage
from .dataset_view import dataset_view
from .evaluation import evaluation_view
from .examples import example_views
from .facts import Facts
from .filter_panel import filter_panel
from .header import card_links, lead
from .leaderboard_pages import LeaderboardPage, LeaderboardsPage
from .leaderboard_view import board_links, board_links_of, leaderboard_view
from .lineage import lineage_view
from .model_list import list_view
from .notices import Notice, notices
from .options import DEFAULTS, PageOptions
from .organization import OrganizationView, organization_view
from .overview import overview
from .paging import page_links
from .pieces import Pieces
from .similar import similar_rows
from .site_pages import CardPage, ComparePage, FacetPage, ListingPage, SitePage, SubCardPage
from .snippet_templates import Report, unreported
from .tabs import tabs
from .use import Uses

KATEX_STYLE_SHEET = "assets/modelcards/katex/katex.min.css"
ADDRESSES = {"models_address": MODELS, "compare_address": COMPARE, "leaderboards_address": LEADERBOARDS}
_FIRST_RANK = "<h1"
"""Begins a heading of the first rank: in sanitized HTML, every `<` starts a tag."""

Context: TypeAlias = dict[str, object]


class PageRenderer:
    """Renders the pages of one catalog.

    `template_folders` are searched in order for `modelcards/NAME.html`, so a site can override each template;
    `page_file` ends every link to a page (`index.html`, or nothing where the server adds it); `options` are the user's;
    `templates` hold the HTML of cards that do not have it themselves; `targets` are those of the cards' links, by the
    cards' locations, and `published` the site's paths of the files beside them; `feeds` are those that the site has, by
    the addresses of their pages; `show_contents` puts a card's contents on its page, for themes that have no other
    place for them; `browse_index` is the address of the data behind the filters, empty for no filters; `full_text` is
    that of the folder that browsers search in; `report` takes what is wrong with templates of snippets.
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
        licenses: Mapping[str, Target] | None = None,
        published: Container[str] = (),
        feeds: Mapping[str, Feed] = {},
        show_contents: bool = False,
        browse_index: str = "",
        full_text: str | None = None,
        report: Report = unreported,
    ) -> None:
        folders = list(template_folders)
        self._catalog = catalog
        self._options = options
        self._published = published
        self._feeds = feeds
        self._page_file = page_file
        self._show_contents = show_contents
        self._browse_index = browse_index
        self._full_text = full_text
        self._by_id = {model.id: model for model in catalog.models}
        self._environment = Environment(
            loader=FileSystemLoader(folders),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self._environment.filters["address"] = self._url
        self._pieces = Pieces(catalog, self._environment)
        self._bodies = Bodies(templates, targets or {}, self._url)
        self._facts = Facts(catalog, self._pieces, licenses or {}, options)
        self._report = report
        self._uses = Uses(folders, options, report)

    def html(self, page: SitePage) -> str:
        """A page's content, without the frame that the theme puts around it."""
        if isinstance(page, CardPage):
            return self._render("card.html", page.address, self._card(page))
        if isinstance(page, SubCardPage):
            return self._render("sub_card.html", page.address, self._sub_card(page))
        if isinstance(page, ListingPage) and page.kind is None:
            return self._render("models.html", page.address, self._models(page))
        if isinstance(page, ListingPage):
            return self._render("listing.html", page.address, self._listing(page))
        if isinstance(page, DatasetPage):
            return self._render("dataset.html", page.address, self._dataset(page))
        if isinstance(page, BaseModelPage):
            return self._render("base_model.html", page.address, self._base_model(page))
        if isinstance(page, FacetPage):
            return self._render("facet.html", page.address, self._facet(page))
        if isinstance(page, ComparePage):
            return self._render("compare.html", page.address, self._compare(page))
        if isinstance(page, LeaderboardPage):
            return self._render("leaderboard.html", page.address, self._leaderboard(page))
        if isinstance(page, LeaderboardsPage):
            return self._render("leaderboards.html", page.address, self._leaderboards(page))
        return self._render("home.html", page.address, {"page": page, **overview(self._catalog, self._pieces)})

    def overview(self, address: str) -> str:
        """What is in the catalog, by task, for a page at `address`."""
        return self._render("overview.html", address, overview(self._catalog, self._pieces))

    def model_list(self, definition: ListDefinition, address: str) -> str:
        """A list of models, for a page at `address`."""
        view = list_view(definition, self._catalog, self._pieces)
        return self._render("list.html", address, {"list": view, "problem": ""})

    def list_problem(self, problem: str, address: str) -> str:
        """What stands in the place of a list that can't be made, and says why."""
        return self._render("list.html", address, {"list": None, "problem": problem})

    def _render(self, template: str, address: str, context: Context) -> str:
        """Fill a template and its pieces, in all of which the way to the root is open, and then that way."""
        found = self._environment.get_template(f"modelcards/{template}")
        feed = FEED_FILE if address in self._feeds else ""
        fixed = {"root": SLOT, "feed": feed, **ADDRESSES}
        return found.render(fixed, **context).replace(SLOT, _way_to_root(address))

    def _url(self, address: str) -> str:
        is_page = not address or address.endswith("/")
        return url_path(address) + (self._page_file if is_page else "")

    def _card(self, page: CardPage) -> Context:
        model = page.model
        body = self._bodies.html(model.card.location, model.rendered, _way_to_root(page.address))
        return {
            "model": model,
            "organization": self._organization(model),
            "lead": lead(model.summary),
            "links": card_links(model.id, model.card, self._options),
            "contents": page.contents if self._show_contents else (),
            "notices": self._notices(model),
            "tabs": tabs(model, page.address),
            "thumbnail": self._thumbnail(model),
            "math_style_sheet": KATEX_STYLE_SHEET if model.rendered.has_math else None,
            "body": Markup(body),  # the render step has sanitized it
            **self._beside_the_text(page),
        }

    def _beside_the_text(self, page: CardPage) -> Context:
        """What the page says besides the card's text; nothing, and a finding, where that can't be made."""
        model = page.model
        try:
            return {
                "facts": self._facts.of(model),
                "use": self._uses.of(model),
                "evaluation": evaluation_view(model, self._catalog),
                "examples": example_views(model, self._options, self._published),
                "lineage": lineage_view(model, self._catalog, self._options, page.derived),
                "similar": similar_rows(model, self._catalog, self._pieces),
                "completeness": completeness_view(model),
            }
        except Exception as error:  # a card must never end a build, whatever its header holds
            message = f"What stands beside the card's text could not be made ({type(error).__name__}: {error})."
            hint = "Please report this with the card."
            self._report(finding(model.card.path, 1, 1, "card-failed", message, hint))
            return dict.fromkeys(("facts", "use", "evaluation", "examples", "lineage", "similar", "completeness"))

    def _sub_card(self, page: SubCardPage) -> Context:
        part = page.part
        body = self._bodies.html(part.card.location, part.rendered, _way_to_root(page.address))
        return {
            "model": page.model,
            "part": part,
            "links": card_links(page.model.id, part.card, self._options),
            "organization": self._organization(page.model),
            "tabs": tabs(page.model, page.address),
            "contents": page.contents if self._show_contents else (),
            "has_title": _FIRST_RANK in body,
            "math_style_sheet": KATEX_STYLE_SHEET if part.rendered.has_math else None,
            "body": Markup(body),  # the render step has sanitized it
        }

    def _organization(self, model: CatalogModel) -> FacetValue | None:
        return self._catalog.value(ORGANIZATIONS_FACET.key, model.organization) if model.organization else None

    def _thumbnail(self, model: CatalogModel) -> str | None:
        """The address of a card's picture, relative to its page, when it lies beside the card and is published."""
        path = relative_path(model.card.data.thumbnail or "")
        if path is None or f"{model.address}{normpath(path)}" not in self._published:
            return None
        return url_path(normpath(path))

    def _notices(self, model: CatalogModel) -> tuple[Notice, ...]:
        newest = self._by_id.get(model.newest_version or "")
        return notices(model, newest.address if newest else None)

    def _models(self, page: ListingPage) -> Context:
        return {
            "page": page,
            "rows": self._pieces.rows(page.models),
            "browse": self._pieces.browse(""),
            "page_links": page_links(page.part),
            "panel": filter_panel(page, self._catalog, self._browse_index),
            "page_file": self._page_file,
            "full_text": self._full_text,
        }

    def _listing(self, page: ListingPage) -> Context:
        one_value = None if page.kind is ORGANIZATIONS_FACET else page.kind
        pieces = self._pieces
        about = page.about
        body = self._bodies.html(about.card.location, about.rendered, _way_to_root(page.address)) if about else ""
        return {
            "page": page,
            "body": Markup(body),  # the render step has sanitized it
            "has_title": _FIRST_RANK in body,
            "math_style_sheet": KATEX_STYLE_SHEET if about and about.rendered.has_math else None,
            "rows": pieces.compact_rows(page.models, one_value) if one_value else pieces.rows(page.models),
            "compact": one_value is not None,
            "browse": pieces.browse(page.kind.key if page.kind else ""),
            "boards": board_links_of(page.kind, page.value, self._catalog),
            "page_links": page_links(page.part),
            "organization": self._organization_view(page),
        }

    def _organization_view(self, page: ListingPage) -> OrganizationView | None:
        is_first = page.kind is ORGANIZATIONS_FACET and page.part.number == 1
        return organization_view(page.value, self._catalog) if is_first and page.value else None

    def _dataset(self, page: DatasetPage) -> Context:
        return {
            "page": page,
            "boards": board_links(self._catalog.leaderboards.of_dataset(page.value.id)),
            "dataset": dataset_view(page, self._catalog, self._pieces, self._options),
            "browse": self._pieces.browse(DATASETS_FACET.key),
            "page_links": page_links(page.part),
        }

    def _base_model(self, page: BaseModelPage) -> Context:
        return {
            "page": page,
            "base": base_model_view(page, self._catalog, self._pieces, self._options),
            "browse": self._pieces.browse(BASE_MODELS.key),
            "page_links": page_links(page.part),
        }

    def _facet(self, page: FacetPage) -> Context:
        return {"page": page, "browse": self._pieces.browse(page.kind.key), "page_links": page_links(page.part)}

    def _leaderboard(self, page: LeaderboardPage) -> Context:
        return {"leaderboard": leaderboard_view(page, self._catalog), **self._leaderboards(page)}

    def _leaderboards(self, page: LeaderboardPage | LeaderboardsPage) -> Context:
        return {"page": page, "browse": self._pieces.browse("leaderboards"), "page_links": page_links(page.part)}

    def _compare(self, page: ComparePage) -> Context:
        return {
            "page": page,
            "browse": self._pieces.browse("compare"),
            "names_file": NAMES_FILE,
            "page_file": self._page_file,
            "sections": section_names(),
        }


def _way_to_root(address: str) -> str:
    return "../" * address.count("/")
