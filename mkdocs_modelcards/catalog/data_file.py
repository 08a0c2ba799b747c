"""`catalog.json`: the catalog for programs."""

from __future__ import annotations

import msgspec

from ..identifiers import url_path
from ..parse.metadata import Relation
from .catalog import Catalog
from .model import CatalogModel

SCHEMA = 1
"""Goes up when a program that reads the file would have to change; new keys alone do not raise it."""


class ModelRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A model in `catalog.json`. URLs are relative to the site's root; dates are ISO 8601 days or null."""

    id: str
    url: str
    title: str
    summary: str
    organization: str | None
    task: str | None
    library: str | None
    tags: tuple[str, ...]
    licenses: tuple[str, ...]
    license_name: str | None
    license_link: str | None
    languages: tuple[str, ...]
    datasets: tuple[str, ...]
    base_models: tuple[str, ...]
    base_model_relation: Relation | None
    metrics: tuple[str, ...]
    arxiv: tuple[str, ...]
    new_version: str | None
    created: str | None
    updated: str | None
    sub_cards: dict[str, str]


def catalog_json(catalog: Catalog, page_file: str = "") -> bytes:
    """The file's bytes: one model a line, sorted by id. `page_file` ends each `url` (`index.html` or nothing)."""
    records = [msgspec.json.encode(_record(model, page_file)) for model in catalog.models]
    lines = b",\n".join(records)
    return b'{"schema":%d,"models":[\n%s\n]}\n' % (SCHEMA, lines)


def _record(model: CatalogModel, page_file: str) -> ModelRecord:
    data = model.card.data
    return ModelRecord(
        id=model.id,
        url=url_path(model.address) + page_file,
        title=model.title,
        summary=model.summary,
        organization=model.organization,
        task=model.task,
        library=model.library,
        tags=model.tags,
        licenses=model.licenses,
        license_name=data.license_name,
        license_link=data.license_link,
        languages=model.languages,
        datasets=model.datasets,
        base_models=model.base_models,
        base_model_relation=model.base_model_relation,
        metrics=model.metrics,
        arxiv=model.rendered.arxiv,
        new_version=data.new_version,
        created=model.dates.created if model.dates else None,
        updated=model.dates.updated if model.dates else None,
        sub_cards={part.name.lower(): url_path(part.address) + page_file for part in model.sub_cards},
    )
