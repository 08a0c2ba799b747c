"""Where the links of cards lead, once all cards and the files beside them are known."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from posixpath import dirname, join, normpath
from urllib.parse import SplitResult, quote, unquote, urlsplit

import msgspec

from .attachments import MAX_FILE_BYTES, MAX_FILES, Attachments, State
from .catalog.addresses import MODELS, RESERVED_ORGANIZATIONS
from .catalog.catalog import Catalog
from .catalog.model import CatalogModel
from .findings import Finding, finding, quoted
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
    """Where a link leads: to an `address` on the site, to a `url` elsewhere, or nowhere.

    `suffix` is the query and the fragment, to be written after an address.
    """

    address: str | None = None
    suffix: str = ""
    url: str | None = None


NOWHERE = Target()


class Targets(msgspec.Struct, frozen=True):
    """The targets of every card's links, in their order, by the card's location; None keeps a link as it is written."""

    by_card: Mapping[str, tuple[Target | None, ...]]
    findings: tuple[Finding, ...]


def resolve_links(
    catalog: Catalog, attachments: Attachments, site: Mapping[str, str], options: LinkOptions = DEFAULTS
) -> Targets:
    """Find the target of each link of each card. Reports links that lead nowhere, with the line of the card.

    `site` holds the addresses that the site has without the catalog.
    """
    resolver = _Resolver(catalog, attachments, site, options)
    by_card = {model.card.location: resolver.targets(model) for model in catalog.models}
    return Targets(by_card, tuple(resolver.findings))


class _Resolver:
    def __init__(
        self, catalog: Catalog, attachments: Attachments, site: Mapping[str, str], options: LinkOptions
    ) -> None:
        self.models = {model.id.casefold(): model for model in reversed(catalog.models)}
        self.states = attachments.states
        self.options = options
        self.findings: list[Finding] = []
        self.anchors: dict[str, dict[str, str]] = {}
        self.addresses = {"", MODELS, *site, *(facet.kind.address for facet in catalog.facets.values())}
        self.addresses.update(attachment.site_path for attachment in attachments.files)
        for facet in catalog.facets.values():
            self.addresses.update(value.address for value in facet.values.values())

    def targets(self, model: CatalogModel) -> tuple[Target | None, ...]:
        """The targets of one card's links. Each address that leads nowhere is reported once."""
        known: dict[tuple[str, str], Target | None] = {}
        problems: list[Finding] = []
        reported: set[str] = set()
        for link in model.rendered.links:
            key = (link.attribute, link.url)
            if key not in known:
                known[key], problem = self._target(model, link)
                subject = link.url if problem is None or problem.code != "files-too-many" else problem.code
                if problem is not None and subject not in reported and len(problems) < MAX_FINDINGS:
                    problems.append(problem)
                    reported.add(subject)
        thumbnail = self._thumbnail(model)
        self.findings += problems if thumbnail is None else [*problems, thumbnail]
        return tuple(known[link.attribute, link.url] for link in model.rendered.links)

    def _thumbnail(self, model: CatalogModel) -> Finding | None:
        """What is wrong with the card's picture, when it is a file."""
        url = model.card.data.thumbnail or ""
        path = relative_path(url)
        state = self.states.get(model.card.location, {}).get(path or "", "missing")
        if path is None or state == "published":
            return None
        link = Link("src", url, model.card.key_lines.get("thumbnail", 1))
        return _finding(model, link, *_problem(model, link, path, state))

    def _target(self, model: CatalogModel, link: Link) -> tuple[Target | None, Finding | None]:
        if link.attribute == "srcset":
            return self._all_candidates(model, link)
        parts = urlsplit(link.url)
        path = unquote(parts.path)
        if parts.scheme:
            other = self._model(_hub_id(path)) if link.attribute == "href" else None
            # A card's link to its own page on the Hub leads to what is there besides the card.
            return (None, None) if other is None or other is model else self._card(model, link, other, parts)
        if path.startswith("/"):
            return self._from_root(model, link, parts, path)
        state = self.states.get(model.card.location, {}).get(path, "missing")
        if state == "published":
            return None, None
        if link.attribute == "href":
            is_elsewhere = state in ("missing", "outside", "elsewhere")
            others = (model.id, dirname(model.id), "") if is_elsewhere else ()
            for base in dict.fromkeys((dirname(model.card.location), *others)):
                place = normpath(join(base, path))
                other = self._model(place)
                if other is not None:
                    return self._card(model, link, other, parts)
                address = self._address(place) if base and is_elsewhere else None
                if address is not None:
                    return Target(address=address, suffix=_suffix(parts)), None
        return self._file(model, link, path, state)

    def _all_candidates(self, model: CatalogModel, link: Link) -> tuple[Target | None, Finding | None]:
        """A choice of images is kept as it is when all of them are there."""
        urls = candidates(link.url)
        for url in urls:
            if relative_path(url) is not None or (url.startswith("/") and not url.startswith("//")):
                target, problem = self._target(model, Link("src", url, link.line))
                if target is not None and link.url == url:
                    return target, problem
                if target is not None:
                    message = f"The choice of images {quoted(link.url)} is not shown, because of {quoted(url)}."
                    hint = "Write the paths from the card to files beside it."
                    return NOWHERE, problem or _finding(model, link, "link-dead", message, hint)
        return None, None

    def _address(self, place: str) -> str | None:
        """The address of the page that a path from the site's root means, None when there is no such page."""
        name = place.strip("/").removesuffix("index.md").removesuffix("index.html").rstrip("/").removesuffix(".md")
        known = ("" if name in ("", ".") else f"{name}/", f"{name}.html")
        return next((address for address in known if address in self.addresses), None)

    def _model(self, path: str | None) -> CatalogModel | None:
        """The model that a path means: an id, the folder of a card, or its file."""
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

    def _card(
        self, model: CatalogModel, link: Link, other: CatalogModel, parts: SplitResult
    ) -> tuple[Target, Finding | None]:
        fragment = parts.fragment
        problem = None
        if fragment:
            if other.card.location not in self.anchors:
                self.anchors[other.card.location] = ids_by_name(other.rendered.ids)
            found = find_id(fragment, self.anchors[other.card.location])
            if found is None:
                message = f"The link {quoted(link.url)} leads to the card {other.id}, which has no such heading."
                problem = _finding(
                    model, link, "anchor-dead", message, "Its page shows what each heading's address is."
                )
            fragment = found or fragment
        return Target(address=other.address, suffix=_suffix(parts, fragment)), problem

    def _from_root(
        self, model: CatalogModel, link: Link, parts: SplitResult, path: str
    ) -> tuple[Target | None, Finding | None]:
        """A link such as `/org/name`: to a card, to another page of the site, or else to the Hub."""
        other = self._model(path) if link.attribute == "href" else None
        if other is not None:
            return self._card(model, link, other, parts)
        suffix = _suffix(parts)
        file = path.lstrip("/")
        address = file if file in self.addresses else self._address(path)
        if address is not None:
            return Target(address=address, suffix=suffix), None
        if link.attribute != "href":
            message = f"There is no file {quoted(link.url)} on this site."
            hint = "Put the file beside the card, and write its path from there."
            return NOWHERE, _finding(model, link, "link-dead", message, hint)
        url = f"{self.options.hub_url.rstrip('/')}{quote(path, safe='/~@:')}{suffix}"
        message = f"The site has no page {quoted(link.url)}; the link leads to {url}."
        hint = "Write the whole address if that is meant; else name a card of this catalog."
        return Target(url=url), _finding(model, link, "link-to-hub", message, hint)

    def _file(self, model: CatalogModel, link: Link, path: str, state: State) -> tuple[Target | None, Finding | None]:
        url = self._source_url(model, path, state) if link.attribute == "href" else None
        if url is not None and state not in ("lfs-pointer", "too-large", "too-many"):
            return Target(url=url), None
        code, message, hint = _problem(model, link, path, state)
        return Target(url=url) if url else NOWHERE, _finding(model, link, code, message, hint)

    def _source_url(self, model: CatalogModel, path: str, state: State) -> str | None:
        """The address of a file in the repository of the cards; None when it is not there, as far as is known."""
        template = self.options.source_url
        # Cards are often kept apart from the files of their models: then nothing here says whether a file exists.
        by_file = "{file}" in template
        if not template or state in ("left-out", "outside") or (state == "missing" and not by_file):
            return None
        if by_file and f"{normpath(path)}/".startswith("../"):
            return None
        location = normpath(join(dirname(model.card.location), path))
        values = {"{path}": location, "{id}": model.id, "{file}": normpath(path)}
        for name, value in values.items():
            # Names of files may hold bytes that are not UTF-8.
            template = template.replace(name, quote(value, safe="/~@", errors="surrogateescape"))
        return template


def _suffix(parts: SplitResult, fragment: str | None = None) -> str:
    """What stands after the path: the query, unless it is meant for another host, and the fragment."""
    fragment = parts.fragment if fragment is None else fragment
    return (f"?{parts.query}" if parts.query and not parts.scheme else "") + (f"#{fragment}" if fragment else "")


def _hub_id(path: str) -> str | None:
    """The id of the model whose page or card an address on the Hub shows, None for other pages."""
    parts = path.strip("/").split("/")
    if len(parts) > 3 and parts[-3] == "blob" and parts[-1].lower() == "readme.md":
        parts = parts[:-3]
    return "/".join(parts) if len(parts) <= 2 and parts[0].lower() not in RESERVED_ORGANIZATIONS else None


def _problem(model: CatalogModel, link: Link, path: str, state: State) -> tuple[str, str, str]:
    """The code, the message and the hint for a file that is not shown."""
    file = normpath(join(dirname(model.card.path), path))
    is_link = link.attribute == "href"
    what = f"The link {quoted(link.url)} leads to" if is_link else f"The image or media file {quoted(link.url)} is"
    if state == "lfs-pointer":
        command = f"git lfs pull --include={shlex.quote(file)}"
        return "file-lfs-pointer", f"In the place of {file} is a pointer of Git LFS.", f"Fetch the file: {command}"
    if state == "too-large":
        message = f"The file {file} is larger than {MAX_FILE_BYTES // 1_000_000} MB; it is not published."
        return "file-too-large", message, "Make it smaller, or link to where it is kept."
    if state == "too-many":
        message = f"The card names more than {MAX_FILES} files; {file} and those after it are not published."
        return "files-too-many", message, "Put some of them elsewhere, and link to them there."
    if state in ("outside", "elsewhere"):
        message = f"{what} {'a place ' if is_link else ''}outside of the card's folder."
        return "link-outside", message, "Put the file beside the card."
    if state == "folder":
        hint = "Link to a file in it, or set `source_url` to where the cards' files can be read."
        return "link-not-published", f"{what} a folder.", hint
    if state == "not-published":
        instead = "set `source_url` to where the cards' files can be read" if is_link else "use PNG, JPEG or WebP"
        hint = f"Name it under `publish`, or {instead}."
        return "link-not-published", f"{what} {'a file that is ' if is_link else ''}not published.", hint
    if state == "left-out":
        hint = "Link to another file, or change `exclude`."
        return "link-not-published", f"{what} a hidden or excluded file.", hint
    hint = "Correct the path, put the file beside the card, or write a whole address (https://…)."
    if "." in path.split("/")[0] and "/" not in path and link.attribute == "href" and _is_host(path):
        hint = f"If a web site is meant, write https://{path}."
    message = (
        f"{what} no file and no card." if is_link else f"The image or media file {quoted(link.url)} does not exist."
    )
    return "link-dead", message, hint


def _is_host(path: str) -> bool:
    return path.rsplit(".", 1)[-1].lower() in ("ai", "com", "de", "dev", "edu", "eu", "io", "net", "org")


def _finding(model: CatalogModel, link: Link, code: str, message: str, hint: str) -> Finding:
    return finding(model.card.path, link.line, 1, code, message, hint)
