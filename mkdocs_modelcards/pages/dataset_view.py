"""What the page of a dataset shows."""

from __future__ import annotations

import msgspec
from markupsafe import Markup

from ..catalog.catalog import Catalog
from ..catalog.facets import DATASETS_FACET, TASKS
from ..catalog.leaderboards import metric_of
from ..catalog.lines import one_line
from ..catalog.model import CatalogModel
from ..catalog.result_values import value_text
from ..parse.evaluation import EvalResult
from ..render.headings import Heading
from .dataset_pages import DatasetPage, dataset_url
from .evaluation import metric_name
from .fact import FactItem
from .options import PageOptions
from .pieces import Pieces

MAX_CHARACTERS = 40
"""Characters of a result, and of a metric's name, in a row."""


class ModelList(msgspec.Struct, frozen=True):
    """A list of models: its heading and its rows."""

    heading: Heading
    rows: Markup


class DatasetView(msgspec.Struct, frozen=True):
    """The links below a dataset's heading, and its lists of models."""

    links: tuple[FactItem, ...]
    lists: tuple[ModelList, ...]


def dataset_view(page: DatasetPage, catalog: Catalog, pieces: Pieces, options: PageOptions) -> DatasetView:
    """What a page of a dataset shows; each model that was evaluated on it with its first result there."""
    lists = []
    if page.trained:
        lists.append(ModelList(page.trained_heading, pieces.compact_rows(page.trained, DATASETS_FACET)))
    if page.evaluated:
        dataset = page.value.id
        rows = pieces.rows_with((model, _fact(model, result, catalog, dataset)) for model, result in page.evaluated)
        lists.append(ModelList(page.evaluated_heading, rows))
    url = dataset_url(page.value.id, options.hub_url)
    links = [FactItem("On the Hub", url)] if url else []
    if len(lists) == 2:
        links.append(FactItem(page.evaluated_heading.title, f"#{page.evaluated_heading.id}"))
    return DatasetView(tuple(links), tuple(lists))


def _fact(model: CatalogModel, result: EvalResult, catalog: Catalog, dataset: str) -> str:
    task = catalog.value(TASKS.key, model.task).name if model.task else ""
    metric = one_line(metric_name(result, metric_of(result)), MAX_CHARACTERS)
    measured = f"{metric} {value_text(result.written, MAX_CHARACTERS)}"
    if result.dataset_name.casefold() not in (dataset.casefold(), dataset.rsplit("/", 1)[-1].casefold()):
        measured += f" ({one_line(result.dataset_name, MAX_CHARACTERS)})"
    return f"{task} · {measured}" if task else measured
