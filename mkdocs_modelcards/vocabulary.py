"""The identifiers that the Hub knows: licenses, tasks, libraries and languages, with their names for people."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files

import msgspec
from rapidfuzz import fuzz, process

NEAR_ENOUGH = 70.0
"""How alike, in percent, a written and a known identifier must be for the known one to be suggested."""

NAMES_NEAR_ENOUGH = 85.0
"""The same for names of languages: there are thousands, and a wrong one is worse than none."""


class License(msgspec.Struct, frozen=True):
    """A license identifier's full name, and where its text (`url`) or an explanation of it (`info`) stands."""

    name: str
    url: str | None = None
    info: str | None = None


class Task(msgspec.Struct, frozen=True):
    """A task's name and the modality that it is grouped under; hidden tasks are known but not offered."""

    name: str
    modality: str
    hidden: bool = False


class Library(msgspec.Struct, frozen=True):
    """A library's name for people, its source repository and its documentation."""

    label: str
    repo: str | None = None
    docs: str | None = None


def _data(name: str) -> bytes:
    return files("mkdocs_modelcards").joinpath("data").joinpath(name).read_bytes()


@cache
def licenses() -> Mapping[str, License]:
    """The known licenses by identifier."""
    return msgspec.json.decode(_data("licenses.json"), type=dict[str, License])


@cache
def _spdx() -> Mapping[str, str]:
    """The identifiers of the SPDX License List for those of the Hub."""
    return msgspec.json.decode(_data("spdx.json"), type=dict[str, str])


def license_text_url(identifier: str) -> str | None:
    """Where the text of a known license, or what explains it, can be read; None where there is no single one."""
    known = licenses().get(identifier)
    if known is None:
        return None
    spdx = _spdx().get(identifier)
    return known.url or known.info or (f"https://spdx.org/licenses/{spdx}.html" if spdx else None)


@cache
def tasks() -> Mapping[str, Task]:
    """The known tasks by identifier, in the Hub's order."""
    return msgspec.json.decode(_data("tasks.json"), type=dict[str, Task])


@cache
def libraries() -> Mapping[str, Library]:
    """The known libraries by identifier."""
    return msgspec.json.decode(_data("libraries.json"), type=dict[str, Library])


@cache
def languages() -> Mapping[str, str]:
    """The English names of languages by ISO 639-1, 639-2 or 639-3 code, with the Hub's `code` and `multilingual`."""
    named = msgspec.json.decode(_data("languages.json"), type=dict[str, str])
    return {**named, "code": "Code", "multilingual": "Multilingual"}


@cache
def _language_codes() -> Mapping[str, str]:
    """The shortest code of each language by its name in lower case."""
    codes: dict[str, str] = {}
    for code, name in languages().items():
        known = codes.get(name.lower())
        if known is None or len(code) < len(known):
            codes[name.lower()] = code
    return codes


def nearest(value: str, known: Iterable[str], near_enough: float = NEAR_ENOUGH) -> str | None:
    """The known identifier that is most like `value`, or None when none is near."""
    plain = value.strip().lower().replace("_", "-").replace(" ", "-")
    match = process.extractOne(plain, list(known), scorer=fuzz.ratio, processor=str.lower, score_cutoff=near_enough)
    return str(match[0]) if match else None


_LICENSE_WORDS = re.compile(r"\b(?:the|licen[cs]e|version|international)\b|\bv(?=\d)|\.0\b|[^a-z0-9]+")


def _license_key(text: str) -> str:
    """What is left of a license's name without the words and signs that people write in many ways."""
    return _LICENSE_WORDS.sub("", re.sub(r"(?<=[a-z])v(?=\d)", "", text.lower()))


@cache
def nearest_license(value: str) -> str | None:
    """The license identifier that is most like what was written, by identifier or by name.

    Only near certainties count, since a wrong license does harm: `Apache License, Version 2.0` and `GPLv3` find
    `apache-2.0` and `gpl-3.0`, `MPL` the only one that starts like it.
    """
    by_key = {_license_key(license.name): identifier for identifier, license in licenses().items()}
    by_key |= {_license_key(identifier): identifier for identifier in licenses()}
    key = _license_key(value)
    longer = sorted((known for known in by_key if len(key) > 2 and known.startswith(key)), key=len)
    if longer:
        is_clear = len(longer) == 1 or len(longer[0]) < len(longer[1])
        return by_key[longer[0]] if is_clear else None
    return by_key.get(nearest(key, by_key, NAMES_NEAR_ENOUGH) or "")


@cache
def nearest_task(value: str) -> str | None:
    """The task that is most like what was written."""
    return nearest(value, tasks())


@cache
def nearest_library(value: str) -> str | None:
    """The library that is most like what was written, by identifier or by name."""
    by_label = {library.label.lower(): identifier for identifier, library in libraries().items()}
    return by_label.get(value.strip().lower()) or nearest(value, libraries())


@cache
def nearest_language(value: str) -> str | None:
    """The code of the language whose name is most like what was written.

    Codes are too short to compare with each other, so `english` and `enlgish` find `en`, while `xq` finds nothing.
    """
    by_name = _language_codes()
    name = value.strip().lower()
    if len(name) <= 3:
        return None
    return by_name.get(name) or by_name.get(nearest(name, by_name, NAMES_NEAR_ENOUGH) or "")
