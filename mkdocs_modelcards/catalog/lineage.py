"""Which models were made from which: base models, what derives from them, and circles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from ..findings import Finding, finding
from ..parse.metadata import RELATIONS, Relation
from .inherited_licenses import LicenseDoubt, doubt_findings, license_doubts
from .model import CatalogModel

MAX_STEPS_SHOWN = 10


class Lineage(msgspec.Struct, frozen=True):
    """What derives from each base model, which the catalog may have or not.

    `places` are those of the models in the catalog, by id. `derived` has the places of the models that name a base
    model, by its id and by their relation to it: relations in the order of `RELATIONS`, models in that of the catalog.
    `doubts` are about licenses that may allow more than those of base models, by the model's place.
    """

    places: Mapping[str, int] = {}
    derived: Mapping[str, Mapping[Relation, tuple[int, ...]]] = {}
    doubts: Mapping[int, tuple[LicenseDoubt, ...]] = {}


def with_known_bases(models: Sequence[CatalogModel]) -> tuple[tuple[CatalogModel, ...], list[Finding]]:
    """The models with their base models as the catalog knows them, and a finding for each that names itself as one.

    The Hub compares ids without regard to case. So a base model has the id of the catalog's model, if there is one,
    else the spelling in lower case, else the first by name; which one depends on spellings, not on how many use each,
    because addresses have it. A model is no base model of itself.
    """
    names = _base_names(models)
    known = tuple(_with_bases(model, names) if model.base_models else model for model in models)
    themselves = (model for model in models if any(names[base] == model.id for base in model.base_models))
    return known, [_self_finding(model) for model in themselves]


def _self_finding(model: CatalogModel) -> Finding:
    message = f"The card names itself, '{model.id}', as its base model."
    line = _base_model_line(model)
    return finding(model.card.path, line, 1, "base-model-self", message, "Name the model that it was made from.")


def _with_bases(model: CatalogModel, names: Mapping[str, str]) -> CatalogModel:
    bases = tuple(dict.fromkeys(name for base in model.base_models if (name := names[base]) != model.id))
    if bases == model.base_models:
        return model
    return msgspec.structs.replace(
        model, base_models=bases, base_model_relation=model.base_model_relation if bases else None
    )


def _base_names(models: Sequence[CatalogModel]) -> dict[str, str]:
    """The id of each base model, by the ids that cards write."""
    own = {model.id for model in models}
    written = {base for model in models for base in model.base_models}
    by_key: dict[str, str] = {}
    for model in models:
        by_key.setdefault(model.id.casefold(), model.id)
    for base in sorted(written, key=lambda name: (name != name.lower(), name)):
        by_key.setdefault(base.casefold(), base)
    return {base: base if base in own else by_key[base.casefold()] for base in written}


def find_lineage(models: Sequence[CatalogModel]) -> tuple[Lineage, list[Finding]]:
    """The lineage of all models, whose base models must be known (`with_known_bases`), in linear time.

    Reports each card that its base models lead back to, and licenses that may allow more than those of base models.
    """
    places: dict[str, int] = {}
    for place, model in enumerate(models):
        places.setdefault(model.id, place)
    bases = [[places[base] for base in model.base_models if base in places] for model in models]
    groups = circles_bases_first(bases)
    doubts = license_doubts(models, bases, groups)
    findings = [*_circle_findings(models, bases, groups), *doubt_findings(models, doubts)]
    return Lineage(places, _derived(models), doubts), findings


def _derived(models: Sequence[CatalogModel]) -> dict[str, Mapping[Relation, tuple[int, ...]]]:
    found: dict[str, dict[Relation, list[int]]] = {}
    for place, model in enumerate(models):
        if model.base_model_relation is not None:
            for base in model.base_models:
                found.setdefault(base, {}).setdefault(model.base_model_relation, []).append(place)
    return {
        base: {relation: tuple(by_relation[relation]) for relation in RELATIONS if relation in by_relation}
        for base, by_relation in found.items()
    }


def circles_bases_first(bases: Sequence[Sequence[int]]) -> list[list[int]]:
    """All models by place, in groups, base models before what derives from them.

    `bases` are the places of each model's base models. A group is one model, or all that lead to each other. These are
    the strongly connected components, as Tarjan's algorithm finds them (SIAM Journal on Computing 1(2), 1972), without
    recursion.
    """
    closed = len(bases) + 1
    met = 0
    order = [0] * len(bases)
    earliest = [0] * len(bases)
    still_open: list[int] = []
    groups: list[list[int]] = []
    for start in range(len(bases)):
        walk: list[tuple[int, Iterator[int]]] = []
        to_meet = start if not order[start] else None
        while walk or to_meet is not None:
            if to_meet is not None:
                met += 1
                order[to_meet] = earliest[to_meet] = met
                still_open.append(to_meet)
                walk.append((to_meet, iter(bases[to_meet])))
            place, following = walk[-1]
            to_meet = None
            for base in following:
                if not order[base]:
                    to_meet = base
                    break
                earliest[place] = min(earliest[place], earliest[base])
            if to_meet is not None:
                continue
            walk.pop()
            if walk:
                before = walk[-1][0]
                earliest[before] = min(earliest[before], earliest[place])
            if earliest[place] == order[place]:
                cut = len(still_open) - 1
                while still_open[cut] != place:
                    cut -= 1
                groups.append(still_open[cut:])
                for member in groups[-1]:
                    earliest[member] = closed
                del still_open[cut:]
    return groups


def _circle_findings(
    models: Sequence[CatalogModel], bases: Sequence[Sequence[int]], groups: Sequence[Sequence[int]]
) -> Iterator[Finding]:
    for group in groups:
        if len(group) > 1:
            members = frozenset(group)
            for place in group:
                steps = _steps(place, bases, members)
                yield _circle_finding(models[place], [models[step].id for step in steps], closed=steps[-1] == place)


def _steps(start: int, bases: Sequence[Sequence[int]], members: frozenset[int]) -> list[int]:
    """The way from a model through its circle, until it is back, meets another circle or gets too long."""
    steps = [start]
    while len(steps) <= MAX_STEPS_SHOWN:
        following = next(base for base in bases[steps[-1]] if base in members)
        if following in steps[1:]:
            break
        steps.append(following)
        if following == start:
            break
    return steps


def _circle_finding(model: CatalogModel, steps: list[str], *, closed: bool) -> Finding:
    shown = " → ".join(steps if closed else [*steps, "…", model.id])
    message = f"The base models lead back to where they started: {shown}."
    hint = "Remove the base model that is wrong; no model can come from one that was made from it."
    return finding(model.card.path, _base_model_line(model), 1, "base-model-cycle", message, hint)


def _base_model_line(model: CatalogModel) -> int:
    """The line of the card that names its base models."""
    lines = model.card.key_lines
    return lines.get("base_model") or lines.get("finetuned_from", 1)
