"""Where the links of cards lead, once all cards and the files beside them are known."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice
from posixpath import dirname, join, normpath
from urllib.parse import SplitResult, quote, unquote, urlsplit

import msgspec

from .attachments import Attachments, State, license_path
from .catalog.addresses import COMPARE, MODELS, RESERVED_ORGANIZATIONS
from .catalog.catalog import Catalog
from .catalog.sub_cards import CardText
from .discover import README
from .file_links import file_problem, header_problems, moved, repository_url
from .findings import Finding, finding, quoted
from .parse.card import ModelCard
from .render.links import Link, candidates, find_id, ids_by_name
from .render.references import relative_path

MAX_FINDINGS = 50
"""Links of one card that are reported."""


class LinkOptions(msgspec.Struct, frozen=True, kw_only=True):
    """Where links lead that leave the site.

    `hub_url` is where ids of models that the catalog does not have are looked up. `source_url` is the address of a file
    in the repository of the cards, with `{path}` (from the folder of the cards), `{id}` (of the model) and `{file}`
    (from the card's folder) to be filled in; empty when there is none.
    """

    hub_url: str = "https://huggingface.co"
    source_url: str = ""


DEFAULTS = LinkOptions()


class Target(msgspec.Struct, frozen=True, kw_only=True):
    """Where a link leads: to an `address` on the site, to a `url` as it stands, or nowhere.

    `suffix` is the query and the fragment, to be written after an address.
    """

    address: str | None = None
    suffix: str = ""
    url: str | None = None


NOWHERE = Target()


class Targets(msgspec.Struct, frozen=True):
    """The targets of every card's links, in their order, by the card's location; None keeps a link as it is written.

    `licenses` are those of the license files that cards name, by the same.
    """

    by_card: Mapping[str, tuple[Target | None, ...]]
    licenses: Mapping[str, Target]
    findings: tuple[Finding, ...]


def resolve_links(
    catalog: Catalog, attachments: Attachments, site: Mapping[str, str], options: LinkOptions = DEFAULTS
) -> Targets:
    """Find the target of each link of each card. Reports links that lead nowhere, with the line of the card.

    `site` holds the addresses that the site has without the catalog.
    """
    resolver = _Resolver(catalog, attachments, site, options)
    by_card = {text.card.location: resolver.targets(text) for text in catalog.texts()}
    licenses = {text.card.location: resolver.license(text) for text in catalog.texts() if _has_license_file(text.card)}
    return Targets(by_card, licenses, tuple(resolver.findings))


def _has_license_file(card: ModelCard) -> bool:
    return card.kind == "card" and relative_path(card.data.license_link or "") is not None


class _Resolver:
    def __init__(
        self, catalog: Catalog, attachments: Attachments, site: Mapping[str, str], options: LinkOptions
    ) -> None:
        texts = tuple(catalog.texts())
        self.models = {text.id.casefold(): text for text in reversed(texts) if text.card.kind == "card"}
        self.by_location = {text.card.location.casefold(): text for text in reversed(texts)}
        self.by_location |= {text.card.location: text for text in texts}
        self.states = attachments.states
        self.options = options
        self.findings: list[Finding] = []
        self.anchors: dict[str, dict[str, str]] = {}
        self.addresses = {"", MODELS, COMPARE, *site, *(facet.kind.address for facet in catalog.facets.values())}
        self.addresses.update(attachment.site_path for attachment in attachments.files)
        self.addresses.update(text.address for text in texts if text.card.kind == "sub-card")
        for facet in catalog.facets.values():
            self.addresses.update(value.address for value in facet.all_values)

    def targets(self, text: CardText) -> tuple[Target | None, ...]:
        """The targets of one card's links. Each address that leads nowhere is reported once."""
        known: dict[tuple[str, str], Target | None] = {}
        problems: list[Finding] = []
        reported: set[str] = set()
        for link in text.rendered.links:
            key = (link.attribute, link.url)
            if key not in known:
                known[key], problem = self._target(text, link)
                subject = link.url if problem is None or problem.code != "files-too-many" else problem.code
                if problem is not None and subject not in reported and len(problems) < MAX_FINDINGS:
                    problems.append(problem)
                    reported.add(subject)
        self.findings += problems
        states = self.states.get(text.card.location, {})
        self.findings += islice(header_problems(text.card, states, reported), MAX_FINDINGS)
        return tuple(known[link.attribute, link.url] for link in text.rendered.links)

    def license(self, text: CardText) -> Target:
        """Where a card's license is, which is a file beside the card."""
        link = Link("href", text.card.data.license_link or "", text.card.key_lines.get("license_link", 1))
        target, problem = self._target(text, link)
        self.findings += [problem] if problem else []
        path = license_path(normpath(relative_path(link.url) or ""))
        return target or Target(address=f"{text.files_address}{path}")

    def _state(self, card: ModelCard, path: str) -> State:
        return self.states.get(card.location, {}).get(path, "missing")

    def _target(self, text: CardText, link: Link) -> tuple[Target | None, Finding | None]:
        if link.attribute == "srcset":
            return self._all_candidates(text, link)
        parts = urlsplit(link.url)
        path = unquote(parts.path)
        if parts.scheme:
            other = self._on_hub(path) if link.attribute == "href" else None
            # A card's link to its own page on the Hub leads to what is there besides the card.
            is_own = other is not None and other.card.location in (text.card.location, text.card.part_of)
            return (None, None) if other is None or is_own else self._card(text, link, other, parts)
        if path.startswith("/"):
            return self._from_root(text, link, parts, path)
        folder = dirname(text.card.location)
        other = self._at(normpath(join(folder, path))) if link.attribute == "href" else None
        if other is not None:
            return self._card(text, link, other, parts)
        state = self._state(text.card, path)
        if state == "published":
            return self._published(text, link), None
        if link.attribute == "href":
            is_elsewhere = state in ("missing", "outside", "elsewhere")
            others = (text.id, dirname(text.id), "") if is_elsewhere else ()
            for base in dict.fromkeys((folder, *others)):
                place = normpath(join(base, path))
                other = self._at(place) or self._model(place)
                if other is not None:
                    return self._card(text, link, other, parts)
                address = self._address(place) if base and is_elsewhere else None
                if address is not None:
                    return Target(address=address, suffix=_suffix(parts)), None
        return self._file(text, link, path, state)

    def _all_candidates(self, text: CardText, link: Link) -> tuple[Target | None, Finding | None]:
        """A choice of images is kept when all of them are there."""
        for url in candidates(link.url):
            path = relative_path(url)
            is_beside = path is not None and self._state(text.card, path) == "published"
            if not is_beside and (path is not None or (url.startswith("/") and not url.startswith("//"))):
                target, problem = self._target(text, Link("src", url, link.line))
                if link.url == url:
                    return target, problem
                message = f"The choice of images {quoted(link.url)} is not shown, because of {quoted(url)}."
                hint = "Write the paths from the card to files beside it."
                return NOWHERE, problem or _finding(text, link, "link-dead", message, hint)
        return self._published(text, link), None

    def _published(self, text: CardText, link: Link) -> Target | None:
        url = moved(text, link)
        return None if url is None else Target(url=url)

    def _at(self, location: str) -> CardText | None:
        """The text in a file, None for any other file."""
        return self.by_location.get(location) or self.by_location.get(location.casefold())

    def _on_hub(self, path: str) -> CardText | None:
        """The text that an address on the Hub shows: that of a model, or one of its sub-cards."""
        model_id, file = _hub_place(path)
        model = self._model(model_id)
        if model is None or file.lower() in ("", README):
            return model
        other = self._at(join(dirname(model.card.location), file))
        return other if other is not None and other.card.part_of == model.card.location else None

    def _address(self, place: str) -> str | None:
        """The address of the page that a path from the site's root means, None when there is no such page."""
        name = place.strip("/").removesuffix("index.md").removesuffix("index.html").rstrip("/").removesuffix(".md")
        known = ("" if name in ("", ".") else f"{name}/", f"{name}.html")
        return next((address for address in known if address in self.addresses), None)

    def _model(self, path: str | None) -> CardText | None:
        """The text of the model that a path means: an id, the folder of a card, or its file."""
        if not path:
            return None
        name = path.strip("/").casefold()
        for candidate in (
            name,
            name.removesuffix("/readme.md"),
            name.removesuffix("/index.md"),
            name.removesuffix(".md"),
        ):
            if candidate in self.models:
                return self.models[candidate]
        return None

    def _card(self, text: CardText, link: Link, other: CardText, parts: SplitResult) -> tuple[Target, Finding | None]:
        fragment = parts.fragment
        problem = None
        if fragment:
            if other.card.location not in self.anchors:
                self.anchors[other.card.location] = ids_by_name(other.rendered.ids)
            found = find_id(fragment, self.anchors[other.card.location])
            if found is None:
                name = f"the card {other.id}" if other.card.kind == "card" else other.card.path
                message = f"The link {quoted(link.url)} leads to {name}, which has no such heading."
                problem = _finding(text, link, "anchor-dead", message, "Its page shows what each heading's address is.")
            fragment = found or fragment
        return Target(address=other.address, suffix=_suffix(parts, fragment)), problem

    def _from_root(
        self, text: CardText, link: Link, parts: SplitResult, path: str
    ) -> tuple[Target | None, Finding | None]:
        """A link such as `/org/name`: to a card, to another page of the site, or else to the Hub."""
        other = (self._at(path.strip("/")) or self._model(path)) if link.attribute == "href" else None
        if other is not None:
            return self._card(text, link, other, parts)
        suffix = _suffix(parts)
        file = path.lstrip("/")
        address = file if file in self.addresses else self._address(path)
        if address is not None:
            return Target(address=address, suffix=suffix), None
        if link.attribute != "href":
            message = f"There is no file {quoted(link.url)} on this site."
            hint = "Put the file beside the card, and write its path from there."
            return NOWHERE, _finding(text, link, "link-dead", message, hint)
        url = f"{self.options.hub_url.rstrip('/')}{quote(path, safe='/~@:')}{suffix}"
        message = f"The site has no page {quoted(link.url)}; the link leads to {url}."
        hint = "Write the whole address if that is meant; else name a card of this catalog."
        return Target(url=url), _finding(text, link, "link-to-hub", message, hint)

    def _file(self, text: CardText, link: Link, path: str, state: State) -> tuple[Target | None, Finding | None]:
        url = self._source_url(text, path, state) if link.attribute == "href" else None
        if url is not None and state not in ("lfs-pointer", "too-large", "too-many"):
            return Target(url=url), None
        return Target(url=url) if url else NOWHERE, file_problem(text.card, link, path, state)

    def _source_url(self, text: CardText, path: str, state: State) -> str | None:
        """The address of a file in the repository of the cards; None when it is not there, as far as is known."""
        template = self.options.source_url
        # Cards are often kept apart from the files of their models: then nothing here says whether a file exists.
        by_file = "{file}" in template
        if not template or state in ("left-out", "outside") or (state == "missing" and not by_file):
            return None
        if by_file and f"{normpath(path)}/".startswith("../"):
            return None
        # An organization has no repository like those of models.
        if text.card.kind == "organization" and (by_file or "{id}" in template):
            return None
        return repository_url(template, text.card.location, text.id, path)


def _suffix(parts: SplitResult, fragment: str | None = None) -> str:
    """What stands after the path: the query, unless it is meant for another host, and the fragment."""
    fragment = parts.fragment if fragment is None else fragment
    return (f"?{parts.query}" if parts.query and not parts.scheme else "") + (f"#{fragment}" if fragment else "")


def _hub_place(path: str) -> tuple[str | None, str]:
    """The id of the model whose page or file an address on the Hub shows, None for other pages, and the file."""
    parts = path.strip("/").split("/")
    file = ""
    if len(parts) > 3 and parts[-3] == "blob":
        parts, file = parts[:-3], parts[-1]
    is_model = len(parts) <= 2 and parts[0].lower() not in RESERVED_ORGANIZATIONS
    return "/".join(parts) if is_model else None, file


def _finding(text: CardText, link: Link, code: str, message: str, hint: str) -> Finding:
    return finding(text.card.path, link.line, 1, code, message, hint)
