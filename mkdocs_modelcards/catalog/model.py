"""A card's entry in the catalog: what listings, facets and data files say about it."""

from __future__ import annotations

from collections.abc import Container
from typing import overload

import msgspec

from ..history import CardDates
from ..parse.card import ModelCard
from ..parse.metadata import Relation
from ..render.card import RenderedCard
from ..vocabulary import languages, libraries, licenses, tasks
from .sub_cards import SubCard

_QUANTIZED = frozenset({"awq", "bitsandbytes", "exl2", "ggml", "gguf", "gptq", "quantized", "4-bit", "8-bit", "int8"})
_ADAPTERS = frozenset({"adapter", "lora", "peft", "qlora"})


class CatalogModel(msgspec.Struct, frozen=True, kw_only=True):
    """One model. `organization` is None for an id without one; lists keep the card's order."""

    id: str
    address: str
    organization: str | None
    title: str
    summary: str
    task: str | None
    library: str | None
    tags: tuple[str, ...]
    licenses: tuple[str, ...]
    languages: tuple[str, ...]
    datasets: tuple[str, ...]
    base_models: tuple[str, ...]
    base_model_relation: Relation | None
    metrics: tuple[str, ...]
    dates: CardDates | None
    newest_version: str | None
    card: ModelCard
    rendered: RenderedCard
    sub_cards: tuple[SubCard, ...] = ()

    @property
    def name(self) -> str:
        """The id without the organization."""
        return self.id.rsplit("/", 1)[-1]

    @property
    def own_title(self) -> str:
        """The title that a list shows beside the id; empty when it says the same."""
        return "" if self.title.lower() in (self.name.lower(), self.id.lower()) else self.title


def organization_of(model_id: str) -> str | None:
    """The part of an id before the name, None when there is none."""
    return model_id.rsplit("/", 1)[0] if "/" in model_id else None


def catalog_model(
    card: ModelCard,
    rendered: RenderedCard,
    address: str,
    dates: CardDates | None,
    newest_version: str | None,
    sub_cards: tuple[SubCard, ...] = (),
) -> CatalogModel:
    """A card's entry.

    Task and library come from the first tag that names one when the card does not say them. Known identifiers are taken
    whatever their case.
    """
    data = card.data
    return CatalogModel(
        id=card.id,
        address=address,
        organization=organization_of(card.id),
        title=rendered.title or card.id,
        summary=rendered.summary,
        task=_cased(data.pipeline_tag, tasks()) or next((tag for tag in data.tags if tag in tasks()), None),
        library=_cased(data.library_name, libraries()) or next((tag for tag in data.tags if tag in libraries()), None),
        tags=data.tags,
        licenses=_all_cased(data.license, licenses()),
        languages=_all_cased(data.language, languages()),
        datasets=data.datasets,
        base_models=data.base_model,
        base_model_relation=_relation(card),
        metrics=data.metrics,
        dates=dates,
        newest_version=newest_version,
        card=card,
        rendered=rendered,
        sub_cards=sub_cards,
    )


def _all_cased(values: tuple[str, ...], known: Container[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_cased(value, known) for value in values))


@overload
def _cased(value: str, known: Container[str]) -> str: ...
@overload
def _cased(value: str | None, known: Container[str]) -> str | None: ...
def _cased(value: str | None, known: Container[str]) -> str | None:
    """A known identifier for one that differs only in case, so that `MIT` and `mit` are one value to browse by."""
    return value.lower() if value and value not in known and value.lower() in known else value


def _relation(card: ModelCard) -> Relation | None:
    """How a model comes from its base models: as the card says, else by the Hub's rules, None without a base."""
    data = card.data
    if not data.base_model:
        return None
    if data.base_model_relation:
        return data.base_model_relation
    signs = {tag.lower() for tag in data.tags} | {(data.library_name or "").lower()}
    if len(data.base_model) > 1:
        return "merge"
    if signs & _ADAPTERS:
        return "adapter"
    if signs & _QUANTIZED:
        return "quantized"
    return "finetune"
