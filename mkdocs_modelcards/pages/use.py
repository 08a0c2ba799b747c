"""Code to use a model, by its library."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from ..catalog.model import CatalogModel
from ..render.template_sections import GET_STARTED
from ..vocabulary import libraries
from .options import PageOptions
from .snippet_input import example_input
from .snippet_templates import Report, Snippet, SnippetTemplates

ANY_LIBRARY = "other"
"""The template for models whose library has none, or gives no snippet for their task."""

GGUF = "gguf"
MAX_SNIPPETS = 3

_FORMATS = {"gguf": "llama.cpp", "onnx": "ONNX Runtime", "vllm": "vLLM", ANY_LIBRARY: "huggingface_hub"}
"""Templates for what is no library of the Hub, with names for people."""


class UseView(msgspec.Struct, frozen=True):
    """The library's name for people, and the snippets."""

    library: str
    snippets: tuple[Snippet, ...]


class Uses:
    """Makes the snippets of models by the templates in `modelcards/use/` of a theme's folders.

    What is wrong with a template goes to `report`.
    """

    def __init__(self, template_folders: Sequence[str], options: PageOptions, report: Report) -> None:
        self._templates = SnippetTemplates(template_folders, options.endpoint, report)

    def of(self, model: CatalogModel) -> UseView | None:
        """The snippets of a model; None when there is none, or when its card says itself how to use it."""
        if any(section.key == GET_STARTED for section in model.rendered.sections):
            return None
        data = model.card.data
        values = {"model": model, "data": data, "example": example_input(data.widget)}
        found: list[Snippet] = []
        shown = ANY_LIBRARY
        names = self._names(model)
        for name in names:
            snippets = self._templates.snippets(name, values, model.id)
            if snippets is None:
                return None
            # Where there are two ways, each is shown by its first snippet at least.
            found += snippets[:1] if name != names[-1] else snippets[: MAX_SNIPPETS - len(found)]
            if snippets and shown is ANY_LIBRARY:
                shown = name
        if not found:
            found = self._templates.snippets(ANY_LIBRARY, values, model.id) or []
        return UseView(_label(shown), tuple(found[:MAX_SNIPPETS])) if found else None

    def _names(self, model: CatalogModel) -> list[str]:
        """The templates for a model: of its library, else of the first tag that there is one for, and of GGUF."""
        known = self._templates.names - {ANY_LIBRARY}
        library = model.library if model.library in known else next((tag for tag in model.tags if tag in known), None)
        names = [library] if library else []
        if GGUF in model.tags and GGUF in known and library not in (GGUF, "llama-cpp-python"):
            # What was quantized from a model is no longer what the model's library reads.
            return [GGUF] if model.base_model_relation == "quantized" else [*names, GGUF]
        return names


def _label(name: str) -> str:
    known = libraries().get(name)
    return known.label if known else _FORMATS.get(name, name)
