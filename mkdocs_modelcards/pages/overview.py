"""What is in the catalog, by task, and what changed last."""

from __future__ import annotations

from ..catalog.catalog import Catalog
from ..catalog.facets import TASKS
from .pieces import Pieces
from .site_pages import group_values

NEWEST_SHOWN = 8


def overview(catalog: Catalog, pieces: Pieces) -> dict[str, object]:
    """What the template of the overview shows."""
    models = catalog.models
    dated = sorted((model for model in models if model.dates), key=lambda model: model.id)
    newest = sorted(dated, key=lambda model: model.dates.updated if model.dates else "", reverse=True)
    return {
        "total": len(models),
        "facets": [facet for facet in catalog.facets.values() if facet.values],
        "modalities": group_values(tuple(catalog.facets[TASKS.key].values.values())),
        "leaderboards": len(catalog.leaderboards.all),
        "without_task": sum(model.task is None for model in models),
        "newest": pieces.rows(newest[:NEWEST_SHOWN]),
    }
