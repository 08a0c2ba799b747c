"""The options under `modelcards` in `mkdocs.yml`."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from mkdocs.config import config_options as c
from mkdocs.config.base import Config, ValidationError
from pathspec import GitIgnoreSpec

from .findings import CODES, SEVERITIES
from .formulas.engines import ENGINE_CHOICES
from .pages.options import PageOptions
from .pipeline import CatalogOptions
from .render.options import RenderOptions
from .render.sanitize import NEVER_ALLOWED
from .targets import LinkOptions

_URL = re.compile(r"https?://[^\s<>\"']+")
_PLACEHOLDER = re.compile(r"\{[^{}]*\}")
_NAME = re.compile(r"[a-z][a-z0-9]*")
_ATTRIBUTE_NAME = re.compile(r"[a-z][a-z0-9-]*")

SEVERITY_CHOICES = (*SEVERITIES, "off")


class ModelCardsConfig(Config):  # type: ignore[no-untyped-call]  # MkDocs leaves its __init_subclass__ untyped
    """Every option, with its default."""

    cards_dir = c.Dir(default="cards")
    """The folder of the cards, relative to `mkdocs.yml`."""

    exclude = c.ListOfItems(c.Type(str), default=[])
    """Files and folders in `cards_dir` that are no cards, as patterns of a `.gitignore`."""

    page_size = c.Type(int, default=100)
    """How many models a list shows on one page, from 1 to 200."""

    toc_depth = c.Type(int, default=6)
    """The lowest rank of headings in the contents of a card, from 1 to 6."""

    publish = c.ListOfItems(c.Type(str), default=[])
    """Files beside cards that are published besides images, media and PDF, as patterns of a `.gitignore`."""

    source_url = c.Type(str, default="")
    """The address of a file in the repository of the cards, with `{path}`, or `{id}` and `{file}`."""

    edit_url = c.Type(str, default="")
    """The address at which a card's file is edited, with `{path}`, or `{id}` and `{file}`."""

    endpoint = c.Type(str, default="")
    """The address of the registry that models are loaded from, when it is not the Hugging Face Hub."""

    hub_url = c.Type(str, default="https://huggingface.co")
    """The Hub that links from the root, such as `/org/name`, lead to when the catalog has no such card."""

    remote_images = c.Type(bool, default=True)
    """Whether cards may show images of other hosts."""

    allow_html = c.Type(dict, default={})
    """Elements of HTML that are kept besides the usual ones, each with a list of its attributes."""

    math_engine = c.Choice(ENGINE_CHOICES, default="auto")
    """What runs KaTeX: `auto`, `quickjs`, `mini-racer`, or `none` for formulas as source."""

    full_text = c.Type(bool, default=True)
    """Whether the text of the cards can be searched."""

    processes = c.Type(int, default=0)
    """How many processes render cards: 0 for as many as there are processors, 1 for none besides MkDocs itself."""

    cache = c.Type(bool, default=True)
    """Whether rendered cards are kept for the next build."""

    cache_dir = c.Type(str, default=".cache/plugin/modelcards")
    """The folder of the cache, relative to `mkdocs.yml`."""

    severity = c.DictOfItems(c.Choice(SEVERITY_CHOICES), default={})
    """How severe a finding is, by its code: `error`, `warning`, `info`, or `off`."""

    def validate(self) -> tuple[list[tuple[str, Exception]], list[tuple[str, str]]]:
        """Check the values of the options together with what they mean. Returns the errors and the warnings."""
        if isinstance(self["severity"], dict):
            # MkDocs reads its configuration as YAML 1.1, where a plain `off` is False.
            self["severity"] = {code: "off" if value is False else value for code, value in self["severity"].items()}
        failed, warnings = super().validate()
        unknown = sorted(set(self.severity) - CODES.keys()) if isinstance(self.severity, dict) else []
        for code in unknown:
            message = f"'{code}' is not a finding's code. The codes are: {', '.join(CODES)}."
            failed.append(("severity", ValidationError(message)))
        if isinstance(self.page_size, int) and (isinstance(self.page_size, bool) or not 1 <= self.page_size <= 200):
            failed.append(("page_size", ValidationError(f"{self.page_size} is not between 1 and 200.")))
        if isinstance(self.toc_depth, int) and (isinstance(self.toc_depth, bool) or not 1 <= self.toc_depth <= 6):
            failed.append(("toc_depth", ValidationError(f"{self.toc_depth} is not between 1 and 6.")))
        if isinstance(self.processes, int) and (isinstance(self.processes, bool) or not 0 <= self.processes <= 256):
            failed.append(("processes", ValidationError(f"{self.processes} is not between 0 and 256.")))
        if self.cache_dir == "":
            failed.append(
                ("cache_dir", ValidationError("The folder of the cache needs a name, or set 'cache: false'."))
            )
        failed += [("exclude", error) for error in _pattern_errors(self.exclude)]
        failed += [("publish", error) for error in _pattern_errors(self.publish)]
        failed += [("hub_url", error) for error in _url_errors(self.hub_url)]
        failed += [("source_url", error) for error in _source_url_errors(self.source_url)]
        failed += [("edit_url", error) for error in _source_url_errors(self.edit_url)]
        failed += [("endpoint", error) for error in _url_errors(self.endpoint or None)]
        failed += [("allow_html", error) for error in _html_errors(self.allow_html)]
        return failed, warnings

    def catalog_options(self) -> CatalogOptions:
        """The options as the core takes them."""
        host = urlsplit(self.hub_url).hostname or ""
        hub_hosts = tuple(dict.fromkeys((host, *RenderOptions().hub_hosts)))
        return CatalogOptions(
            render=RenderOptions(
                toc_depth=self.toc_depth,
                hub_hosts=hub_hosts,
                remote_images=self.remote_images,
                allow_html=tuple(sorted((tag, tuple(sorted(names or ()))) for tag, names in self.allow_html.items())),
            ),
            links=LinkOptions(hub_url=self.hub_url, source_url=self.source_url),
            publish=tuple(self.publish),
        )

    def page_options(self, site_url: str) -> PageOptions:
        """The options as the pages take them; `site_url` is the site's address, or empty."""
        return PageOptions(
            hub_url=self.hub_url,
            endpoint=self.endpoint,
            source_url=self.source_url,
            edit_url=self.edit_url,
            site_url=site_url,
            remote_images=self.remote_images,
        )


def _pattern_errors(patterns: object) -> list[ValidationError]:
    texts = [pattern for pattern in patterns if isinstance(pattern, str)] if isinstance(patterns, list) else []
    wrong = [pattern for pattern in texts if not _is_pattern(pattern)]
    hint = "is not a pattern as in a .gitignore, such as 'drafts/' or '*.txt'."
    return [ValidationError(f"'{pattern}' {hint}") for pattern in wrong]


def _url_errors(url: object) -> list[ValidationError]:
    if not isinstance(url, str) or (_URL.fullmatch(url) and _has_host(url)):
        return []
    return [ValidationError(f"'{url}' is not an address such as 'https://huggingface.co'.")]


def _has_host(url: str) -> bool:
    try:
        return bool(urlsplit(url).hostname)
    except ValueError:
        return False


def _source_url_errors(url: object) -> list[ValidationError]:
    if not isinstance(url, str) or not url:
        return []
    errors = _url_errors(url)
    if "{path}" not in url and "{file}" not in url:
        hint = "needs {path} or {file} in it, such as 'https://git.example.com/models/blob/main/cards/{path}'."
        errors.append(ValidationError(f"'{url}' {hint}"))
    for name in sorted(set(_PLACEHOLDER.findall(url)) - {"{path}", "{id}", "{file}"}):
        errors.append(ValidationError(f"'{name}' stands for nothing; there are {{path}}, {{id}} and {{file}}."))
    return errors


def _html_errors(allowed: object) -> list[ValidationError]:
    errors = []
    for tag, names in allowed.items() if isinstance(allowed, dict) else ():
        if not isinstance(tag, str) or not _NAME.fullmatch(tag):
            errors.append(ValidationError(f"'{tag}' is not the name of an element in lower case, such as 'video'."))
        elif tag in NEVER_ALLOWED:
            errors.append(ValidationError(f"'{tag}' can't be made safe, so it is never allowed."))
        if names is not None and not isinstance(names, list):
            errors.append(ValidationError(f"'{tag}' needs a list of attributes, such as 'video: [src, controls]'."))
            continue
        for name in names or ():
            if not isinstance(name, str) or not _ATTRIBUTE_NAME.fullmatch(name):
                errors.append(
                    ValidationError(f"'{name}' is not the name of an attribute in lower case, such as 'src'.")
                )
            elif name.startswith("on") or name in ("srcdoc", "is"):
                errors.append(ValidationError(f"The attribute '{name}' runs scripts, so it is never allowed."))
    return errors


def _is_pattern(pattern: str) -> bool:
    try:
        GitIgnoreSpec.from_lines([pattern])
    except ValueError:
        return False
    return True
