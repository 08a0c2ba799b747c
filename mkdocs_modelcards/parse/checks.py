"""Check the identifiers of a header against those the Hub knows, and suggest the nearest."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from itertools import islice

from ..findings import quoted
from ..vocabulary import (
    languages,
    libraries,
    licenses,
    nearest_language,
    nearest_library,
    nearest_license,
    nearest_task,
    tasks,
)
from .fields import FieldReader, scalar_text
from .yaml_tree import Mapped, Node, Scalar, Sequence

MAX_SUGGESTIONS = 50
"""How many unknown values or keys of a field are reported; a longer list is a slip of another kind."""

_BCP47 = re.compile(r"[a-z]{2,3}(?:[-_][a-z0-9]{2,8})+", re.IGNORECASE)


def check_identifiers(header: Mapped, reader: FieldReader) -> None:
    """Report unknown licenses, languages, tasks and libraries with the nearest known one, and incomplete licenses."""
    for node, value in _unknown(header.items.get("license"), licenses()):
        hint = _did_you_mean(nearest_license(value), "Write 'other' with 'license_name' and 'license_link'.")
        reader.report(node, "license-unknown", f"{quoted(value)} is not a known license.", hint)
    for node, value in _scalars(header.items.get("license")):
        if value == "other" and not all(_has_text(header, key) for key in ("license_name", "license_link")):
            hint = "Add 'license_name' and 'license_link' (a URL, or LICENSE.md beside the card)."
            reader.report(node, "license-incomplete", "The license 'other' needs a name and a link.", hint)
    for node, value in _unknown(header.items.get("language"), languages()):
        _check_language(reader, node, value)
    for node, value in _unknown(_single(header.items.get("pipeline_tag")), tasks()):
        hint = _did_you_mean(nearest_task(value), "Put it among the tags, and the task it belongs to here.")
        reader.report(node, "task-unknown", f"{quoted(value)} is not a known task.", hint)
    for node, value in _unknown(_single(header.items.get("library_name")), libraries()):
        hint = _did_you_mean(nearest_library(value), "If it is a library of your own, leave it.")
        reader.report(node, "library-unknown", f"{quoted(value)} is not a library that the Hub knows.", hint)


def _unknown(node: Node | None, known: Container[str]) -> Iterable[tuple[Scalar, str]]:
    unknown = ((item, value) for item, value in _scalars(node) if value not in known)
    return islice(unknown, MAX_SUGGESTIONS)


def _check_language(reader: FieldReader, node: Node, value: str) -> None:
    base = value.lower().replace("_", "-").split("-")[0]
    if _BCP47.fullmatch(value) and base in languages():
        hint = f"Write 'language: {base}' and 'language_bcp47: [{value}]'."
        reader.report(node, "language-bcp47", f"{quoted(value)} is a regional language tag, not an ISO 639 code.", hint)
        return
    near = value.lower() if value.lower() in languages() else nearest_language(value)
    hint = _did_you_mean(near, "Write an ISO 639 code such as 'en', or 'code' for programming languages.")
    reader.report(node, "language-unknown", f"{quoted(value)} is not a known language code.", hint)


def _did_you_mean(near: str | None, otherwise: str) -> str:
    return f"Did you mean '{near}'?" if near else otherwise


def _single(node: Node | None) -> Scalar | None:
    """The value of a field that takes no list; a list has been reported for its shape."""
    return node if isinstance(node, Scalar) else None


def _has_text(header: Mapped, key: str) -> bool:
    return any(True for _ in _scalars(header.items.get(key)))


def _scalars(node: Node | None) -> Iterable[tuple[Scalar, str]]:
    items = node.items if isinstance(node, Sequence) else () if node is None else (node,)
    for item in items:
        text = scalar_text(item) if isinstance(item, Scalar) else None
        if isinstance(item, Scalar) and text is not None:
            yield item, text
