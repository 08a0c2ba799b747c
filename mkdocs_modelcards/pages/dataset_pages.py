"""The pages of datasets: which models were trained on each, and which were evaluated on it."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil

import msgspec

from ..catalog.catalog import Catalog
from ..catalog.datasets import Evaluated
from ..catalog.facets import DATASETS_FACET, FacetValue
from ..catalog.model import CatalogModel
from ..identifiers import id_problem
from ..parse.evaluation import EvalResult
from ..render.headings import Heading
from ..render.summary import shortened
from .paging import Part, counted


class DatasetPage(msgspec.Struct, frozen=True):
    """One page of a dataset, with its part of each of the two lists. The totals are those of the whole lists."""

    title: str
    description: str
    value: FacetValue
    trained: tuple[CatalogModel, ...]
    evaluated: tuple[tuple[CatalogModel, EvalResult], ...]
    trained_total: int
    evaluated_total: int
    part: Part
    search_text: str = ""

    @property
    def address(self) -> str:
        """Where the page stands, relative to the site's root."""
        return self.part.address

    @property
    def trained_heading(self) -> Heading:
        """The heading of the models that were trained on it."""
        return Heading(2, f"Trained on it ({self.trained_total:,})", "trained-on-it")

    @property
    def evaluated_heading(self) -> Heading:
        """The heading of the models that were evaluated on it."""
        return Heading(2, f"Evaluated on it ({self.evaluated_total:,})", "evaluated-on-it")

    @property
    def contents(self) -> tuple[Heading, ...]:
        """The headings of the lists that the page has."""
        lists = ((self.trained_heading, self.trained), (self.evaluated_heading, self.evaluated))
        return tuple(heading for heading, models in lists if models)


def dataset_pages(catalog: Catalog, page_size: int) -> Iterator[DatasetPage]:
    """The pages of every dataset. Both lists go on from page to page, each with at most `page_size` models a page."""
    datasets = catalog.datasets
    for value in datasets.facet.all_values:
        trained = value.models if value.id in datasets.facet.values else ()
        evaluated = datasets.evaluated_on.get(value.id, ())
        title = f"{DATASETS_FACET.singular}: {value.name}"
        description = _description(value.name, len(trained), len(evaluated))
        count = ceil(max(len(trained), len(evaluated)) / page_size)
        for number in range(1, count + 1):
            part = Part(value.address, number, count, page_size)
            here = slice((number - 1) * page_size, number * page_size)
            yield DatasetPage(
                title=part.titled(title),
                description=description,
                value=value,
                trained=tuple(catalog.models[place] for place in trained[here]),
                evaluated=tuple(_first_result(catalog, one) for one in evaluated[here]),
                trained_total=len(trained),
                evaluated_total=len(evaluated),
                part=part,
            )


def _first_result(catalog: Catalog, evaluated: Evaluated) -> tuple[CatalogModel, EvalResult]:
    model = catalog.models[evaluated.model]
    return model, model.card.data.eval_results[evaluated.result]


def dataset_url(dataset: str, hub_url: str) -> str | None:
    """The page of a dataset on the Hub, None for what can't be an id there."""
    if dataset.count("/") > 1 or id_problem(dataset) is not None:
        return None
    return f"{hub_url.rstrip('/')}/datasets/{dataset}"


def _description(name: str, trained: int, evaluated: int) -> str:
    if not trained:
        return shortened(f"{counted(evaluated)} evaluated on the dataset {name}.")
    more = f", and {evaluated:,} evaluated on it" if evaluated else ""
    return shortened(f"{counted(trained)} trained on the dataset {name}{more}.")
