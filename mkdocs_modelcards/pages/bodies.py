"""The HTML of cards with their links filled in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from html import escape

from ..processing.all_cards import CardTemplates
from ..render.card import RenderedCard
from ..render.links import Link, fill_slots
from ..targets import Target


class Bodies:
    """Fills the links of cards' HTML.

    `templates` hold the HTML of cards that do not have it themselves, `targets` are those of the cards' links, by the
    cards' locations, and `url` makes the relative URL of an address on the site.
    """

    def __init__(
        self,
        templates: CardTemplates | None,
        targets: Mapping[str, Sequence[Target | None]],
        url: Callable[[str], str],
    ) -> None:
        self._templates = templates
        self._targets = targets
        self._url = url

    def html(self, location: str, rendered: RenderedCard, root: str) -> str:
        """The HTML of the card at a location, for a page from which `root` leads to the site's root."""
        template = rendered.template if self._templates is None else self._templates.of(location)
        if not rendered.links:
            return template
        targets = self._targets.get(location) or [None] * len(rendered.links)
        attributes = (self._attribute(link, target, root) for link, target in zip(rendered.links, targets, strict=True))
        return fill_slots(template, attributes)

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
