"""What decides whether a model fits, at a glance: task, license, data, results, limits."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from itertools import groupby

import msgspec
from markupsafe import Markup

from ..catalog.catalog import Catalog
from ..catalog.facets import BASE_MODELS, DATASETS_FACET, LANGUAGES, LIBRARIES, LICENSES, TAGS, TASKS, FacetKind
from ..catalog.model import CatalogModel
from ..render.headings import Heading
from ..render.template_sections import GET_STARTED
from ..targets import Target
from ..vocabulary import libraries, license_text_url, licenses, nearest_license
from .added_sections import LINEAGE, RESULTS
from .base_models import model_of
from .evaluation import headline_results
from .fact import Fact, FactItem, text_item
from .more_facts import more_facts
from .options import PageOptions
from .pieces import Pieces
from .relations import OF_BASE

CHIPS_SHOWN = 8
"""Chips of one kind that show at once; the others fold away."""

CODE_IN_TEXT = "Code in the text"
"""What leads to a place without a heading."""

OTHER_LICENSE = "other"
_LICENSE = re.compile(r"\blicen[cs](?:e|es|ing)\b", re.IGNORECASE)
_WORD = re.compile(r"[a-z]+|[0-9]+")
USUAL_WORDS = frozenset({"the", "license", "licence", "version", "v"})
"""Words that a license's name may have or not."""

LIMITS = ("bias_risks_limitations", "out_of_scope_use")
"""The template's sections that say what a model is not good for."""

RESULTS_IN_TEXT = ("results", "evaluation", "testing_metrics")
"""The template's sections that say how well a model does, the most telling first."""


class FactsView(msgspec.Struct, frozen=True):
    """The facts that show at once, and those that open on demand, as HTML."""

    main: Markup
    more: Markup


class Facts:
    """Makes the facts of a catalog's models.

    `licenses` are where the license files beside cards are, by the cards' locations.
    """

    def __init__(self, catalog: Catalog, pieces: Pieces, licenses: Mapping[str, Target], options: PageOptions) -> None:
        self._pieces = pieces
        self._catalog = catalog
        self._options = options
        self._licenses = licenses

    def of(self, model: CatalogModel) -> FactsView:
        """The facts of one model."""
        return FactsView(self._pieces.facts(self._main(model)), self._pieces.facts(more_facts(model, self._pieces)))

    def _main(self, model: CatalogModel) -> Iterator[Fact]:
        sections = {section.key: section.id for section in model.rendered.sections}
        titles = dict(_titles(model.rendered.contents)) if sections else {}

        def led_to(*keys: str) -> tuple[FactItem, ...]:
            """A link to the heading of each section that the card fills."""
            ids = dict.fromkeys(sections[key] for key in keys if key in sections)
            return tuple(FactItem(titles.get(found, CODE_IN_TEXT), f"#{found}") for found in ids)

        yield from self._values("task", TASKS, model)
        yield from self._license(model)
        yield from self._datasets(model, led_to("training_data"))
        yield from self._results(model, led_to(*RESULTS_IN_TEXT)[:1])
        yield from _led(Fact("limits", "Limits", items=led_to(*LIMITS)))
        yield from self._use(model, led_to(GET_STARTED))
        yield from self._languages(model)
        yield from self._library(model)
        yield from self._base_models(model)
        yield from _led(Fact("", "Not stated", items=tuple(_not_stated(model, sections))))
        tags = tuple(tag for tag in model.tags if tag not in (model.task, model.library))
        if tags:
            yield self._fact("tag", TAGS.title if len(tags) > 1 else TAGS.singular, TAGS, tags)

    def _values(self, icon: str, kind: FacetKind, model: CatalogModel, *items: FactItem) -> Iterator[Fact]:
        values = kind.values_of(model)
        if values or items:
            title = kind.title if len(values) > 1 else kind.singular
            yield self._fact(icon, title, kind, values, items)

    def _fact(
        self, icon: str, title: str, kind: FacetKind, values: tuple[str, ...], items: tuple[FactItem, ...] = ()
    ) -> Fact:
        chips = self._pieces.chips(kind, values[:CHIPS_SHOWN])
        folded = self._pieces.chips(kind, values[CHIPS_SHOWN:])
        return Fact(icon, title, chips, folded, max(0, len(values) - CHIPS_SHOWN), items)

    def _license(self, model: CatalogModel) -> Iterator[Fact]:
        data = model.card.data
        named = data.license_name or "Full text"
        items = []
        file = self._licenses.get(model.card.location)
        if file:
            items.append(FactItem(named, file.url, file.address))
        elif data.license_link:
            items.append(text_item(named, data.license_link))
        elif data.license_name:
            items.append(text_item(data.license_name))
        elif len(model.licenses) == 1 and (url := license_text_url(model.licenses[0])):
            items.append(FactItem("Full text", url))
        if OTHER_LICENSE in model.licenses:
            items.append(FactItem("", after="terms of its own: read them before use"))
        if data.license_details:
            items.append(text_item(data.license_details))
        if not (items or model.licenses):
            items += _license_in_text(model)
        elif stated := _other_license(model):
            items.append(stated)
        lineage = self._catalog.lineage
        if lineage.doubts.get(lineage.places.get(model.id, -1)):
            items.append(FactItem("Check it against that of the base model", f"#{LINEAGE.id}"))
        yield from self._values("license", LICENSES, model, *items)

    def _datasets(self, model: CatalogModel, in_text: tuple[FactItem, ...]) -> Iterator[Fact]:
        if model.datasets or in_text:
            yield self._fact("dataset", "Trained on", DATASETS_FACET, model.datasets, in_text)

    def _results(self, model: CatalogModel, in_text: tuple[FactItem, ...]) -> Iterator[Fact]:
        by_dataset = groupby(headline_results(model), key=lambda result: result.dataset)
        items = [
            FactItem(", ".join(f"{one.metric} {one.value}" for one in results), after=f"on {dataset}")
            for dataset, results in by_dataset
        ]
        if items:
            in_text = tuple(FactItem("In the text", item.url) for item in in_text)
            items.append(FactItem("All results", f"#{RESULTS.id}"))
        yield from _led(Fact("results", "Results", items=(*items, *in_text)))

    def _use(self, model: CatalogModel, in_text: tuple[FactItem, ...]) -> Iterator[Fact]:
        if in_text and self._options.endpoint and model.rendered.downloads:
            in_text += (FactItem(f"HF_ENDPOINT={self._options.endpoint}", after="with", is_code=True),)
        yield from _led(Fact("use", "How to use", items=in_text))

    def _languages(self, model: CatalogModel) -> Iterator[Fact]:
        data = model.card.data
        details = [text_item(data.language_details)] if data.language_details else []
        regional = [text_item(", ".join(data.language_bcp47))] if data.language_bcp47 else []
        yield from self._values("language", LANGUAGES, model, *regional, *details)

    def _library(self, model: CatalogModel) -> Iterator[Fact]:
        known = libraries().get(model.library or "")
        docs = known.docs or known.repo if known else None
        name = "Documentation" if known and known.docs else "Source code of the library"
        yield from self._values("library", LIBRARIES, model, *([FactItem(name, docs)] if docs else []))

    def _base_models(self, model: CatalogModel) -> Iterator[Fact]:
        if model.base_models and model.base_model_relation:
            values = model.base_models
            links = [self._base_chip(value) for value in values]
            shown, folded = Markup("").join(links[:CHIPS_SHOWN]), Markup("").join(links[CHIPS_SHOWN:])
            title = OF_BASE[model.base_model_relation]
            yield Fact("base", title, shown, folded, max(0, len(values) - CHIPS_SHOWN))

    def _base_chip(self, value: str) -> Markup:
        """A chip that leads to the base model itself, or to what is made from it where the catalog does not have it."""
        base = model_of(value, self._catalog)
        return self._pieces.model_chip(base) if base else self._pieces.chips(BASE_MODELS, (value,))


def _not_stated(model: CatalogModel, sections: Container[str]) -> Iterator[FactItem]:
    """What readers look for and neither header nor text says, in one line: silence must not read as a yes."""
    missing = []
    if not model.task:
        missing.append("task")
    if not model.datasets and "training_data" not in sections:
        missing.append("training data")
    if not model.card.data.eval_results and not any(key in sections for key in RESULTS_IN_TEXT):
        missing.append("results")
    if not any(key in sections for key in LIMITS):
        missing.append("limits")
    if missing:
        yield FactItem("", after=", ".join(missing))


def _license_in_text(model: CatalogModel) -> Iterator[FactItem]:
    """What the text says of the license, for cards whose header names none; readers must not take silence for a yes."""
    stated = [one.text for one in model.rendered.statements if one.key == "license"]
    headings = [item for item in _titles(model.rendered.contents) if _LICENSE.search(item[1])][:1]
    yield from (text_item(text) for text in stated)
    yield from (FactItem(title, f"#{identifier}") for identifier, title in headings)
    if not stated:
        yield FactItem("", after="the header names none" if headings else "not stated")


def _other_license(model: CatalogModel) -> FactItem | None:
    """The license that the text states, where that is not one of the header's in other words."""
    stated = next((one for one in model.rendered.statements if one.key == "license"), None)
    if stated is None or any(_is_named(value, stated.text) for value in model.licenses):
        return None
    return text_item(f"the text says: {stated.text}", stated.url)


def _is_named(value: str, text: str) -> bool:
    """Whether a text names a license and says no more, such as `3-clause BSD`."""
    known = licenses().get(value)
    names = _words(f"{value} {known.name}" if known else value)
    return _words(text) <= names or nearest_license(text) == value


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.casefold())) - USUAL_WORDS


def _led(fact: Fact) -> Iterator[Fact]:
    if fact.items:
        yield fact


def _titles(headings: Iterable[Heading]) -> Iterator[tuple[str, str]]:
    for heading in headings:
        yield heading.id, heading.title
        yield from _titles(heading.children)
