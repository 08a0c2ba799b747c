"""Links to files beside cards: how a page writes them, and what is said of those that can't be shown."""

from __future__ import annotations

import shlex
from collections.abc import Container, Iterator, Mapping
from posixpath import dirname, join, normpath
from urllib.parse import quote

from .attachments import MAX_FILE_BYTES, MAX_FILES, State
from .catalog.sub_cards import CardText
from .findings import Finding, finding, quoted
from .parse.card import ModelCard
from .render.example_files import example_addresses
from .render.links import Link, candidates
from .render.references import relative_path


def moved(text: CardText, link: Link) -> str | None:
    """The URL of a link to published files, as the text's page writes it; None where that is how the card does.

    Files lie at the address of the model, and the page of a sub-card below it.
    """
    climb = "../" * (text.address.count("/") - text.files_address.count("/"))
    if not climb:
        return None
    return _with_prefix(link.url, climb) if link.attribute == "srcset" else f"{climb}{link.url.strip()}"


def _with_prefix(srcset: str, prefix: str) -> str:
    """A choice of images with a prefix before each relative path."""
    pieces: list[str] = []
    done = position = 0
    for url in candidates(srcset):
        start = srcset.index(url, position)
        position = start + len(url)
        if relative_path(url) is not None:
            pieces += (srcset[done:start], prefix)
            done = start
        if srcset[position : position + 1] != ",":
            # What follows up to the next comma is the size or the density.
            position = srcset.find(",", position)
    return "".join((*pieces, srcset[done:]))


def header_problems(card: ModelCard, states: Mapping[str, State], reported: Container[str]) -> Iterator[Finding]:
    """What is wrong with the files that a header shows: the card's picture, and those of examples.

    `states` are those of the files that the card names. `reported` holds what is said already, because a gallery in the
    text shows outputs of examples.
    """
    named = [("thumbnail", card.data.thumbnail or "")]
    named += [("widget", url) for url in example_addresses(card.data.widget) if url not in reported]
    is_full = "files-too-many" in reported
    for key, url in named:
        path = relative_path(url)
        state = states.get(path or "", "missing")
        if path is not None and state != "published" and not (is_full and state == "too-many"):
            is_full = is_full or state == "too-many"
            yield file_problem(card, Link("src", url, card.key_lines.get(key, 1)), path, state)


def file_problem(card: ModelCard, link: Link, path: str, state: State) -> Finding:
    """The finding for a file that a card's link names by its decoded `path`, and that is not published."""
    return finding(card.path, link.line, 1, *_problem(card, link, path, state))


def _problem(card: ModelCard, link: Link, path: str, state: State) -> tuple[str, str, str]:
    """The code, the message and the hint."""
    file = normpath(join(dirname(card.path), path))
    is_link = link.attribute == "href"
    what = f"The link {quoted(link.url)} leads to" if is_link else f"The image or media file {quoted(link.url)} is"
    if state == "lfs-pointer":
        command = f"git lfs pull --include={shlex.quote(file)}"
        return "file-lfs-pointer", f"In the place of {file} is a pointer of Git LFS.", f"Fetch the file: {command}"
    if state == "too-large":
        message = f"The file {file} is larger than {MAX_FILE_BYTES // 1_000_000} MB; it is not published."
        return "file-too-large", message, "Make it smaller, or link to where it is kept."
    if state == "too-many":
        message = f"The card names more than {MAX_FILES} files; {file} and those after it are not published."
        return "files-too-many", message, "Put some of them elsewhere, and link to them there."
    if state in ("outside", "elsewhere"):
        message = f"{what} {'a place ' if is_link else ''}outside of the card's folder."
        return "link-outside", message, "Put the file beside the card."
    if state == "folder":
        hint = "Link to a file in it, or set `source_url` to where the cards' files can be read."
        return "link-not-published", f"{what} a folder.", hint
    if state == "not-published":
        instead = "set `source_url` to where the cards' files can be read" if is_link else "use PNG, JPEG or WebP"
        hint = f"Name it under `publish`, or {instead}."
        return "link-not-published", f"{what} {'a file that is ' if is_link else ''}not published.", hint
    if state == "own-folder":
        message = (
            f"{what} {'a file that is ' if is_link else ''}not published: its address is in a folder of the site's own."
        )
        return "link-not-published", message, "Put the file into a folder of another name."
    if state == "left-out":
        hint = "Link to another file, or change `exclude`."
        return "link-not-published", f"{what} a hidden or excluded file.", hint
    hint = "Correct the path, put the file beside the card, or write a whole address (https://…)."
    if "." in path.split("/")[0] and "/" not in path and link.attribute == "href" and _is_host(path):
        hint = f"If a web site is meant, write https://{path}."
    message = (
        f"{what} no file and no card." if is_link else f"The image or media file {quoted(link.url)} does not exist."
    )
    return "link-dead", message, hint


def _is_host(path: str) -> bool:
    return path.rsplit(".", 1)[-1].lower() in ("ai", "com", "de", "dev", "edu", "eu", "io", "net", "org")


def repository_url(template: str, card_location: str, model_id: str, path: str) -> str:
    """The address of a file in the repository of the cards, by its path from the card's folder."""
    values = {
        "{path}": normpath(join(dirname(card_location), path)),
        "{id}": model_id,
        "{file}": normpath(path),
    }
    for name, value in values.items():
        # Names of files may hold bytes that are not UTF-8.
        template = template.replace(name, quote(value, safe="/~@", errors="surrogateescape"))
    return template
