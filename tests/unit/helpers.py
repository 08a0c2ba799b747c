"""What several unit tests need."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from html.parser import HTMLParser

from mkdocs_modelcards.discover import CardSource
from mkdocs_modelcards.findings import Finding
from mkdocs_modelcards.parse.card import ModelCard, parse_card
from mkdocs_modelcards.parse.fields import FieldReader
from mkdocs_modelcards.parse.yaml_tree import Mapped, Node, read_yaml
from mkdocs_modelcards.render.card import RenderedCard, render_card
from mkdocs_modelcards.source_file import SourceFile

PATH = "cards/acme/tiny/README.md"
SLOW_SECONDS = 2.0
"""No text that anyone can put into a card may take longer."""

VOID_TAGS = frozenset({"br", "col", "hr", "img", "input", "source", "wbr"})


def source(text: str, model_id: str = "acme/tiny", *, evaluations: Iterable[SourceFile] = ()) -> CardSource:
    """A card as `discover` gives it."""
    location = f"{model_id}/README.md"
    return CardSource(model_id, location, SourceFile(f"cards/{location}", text), tuple(evaluations))


def card(text: str, model_id: str = "acme/tiny") -> ModelCard:
    """A parsed card."""
    return parse_card(source(text, model_id))


def headed(header: str, model_id: str = "acme/tiny") -> ModelCard:
    """A parsed card with a header, which starts in line 2, and hardly a body."""
    return card(f"---\n{header}\n---\nBody.\n", model_id)


def rendered(body: str, header: str = "license: mit") -> RenderedCard:
    """A rendered card."""
    return render_card(card(f"---\n{header}\n---\n{body}"))


def mapped(header: str) -> Mapped:
    """The tree of a header that is a mapping."""
    root = read_yaml(PATH, header).root
    assert isinstance(root, Mapped)
    return root


def node(value: str) -> Node:
    """The tree of a value."""
    root = read_yaml(PATH, value).root
    assert root is not None
    return root


def reader() -> FieldReader:
    """A reader of fields that has found nothing yet."""
    return FieldReader(PATH)


def places(findings: Iterable[Finding]) -> list[tuple[str, int, int]]:
    """The findings as code, line and column, in the order of the file."""
    return sorted(((found.code, found.line, found.column) for found in findings), key=lambda place: place[1:])


def codes(findings: Iterable[Finding]) -> list[str]:
    """The codes of findings, in their order."""
    return [found.code for found in findings]


@contextmanager
def quick(seconds: float = SLOW_SECONDS) -> Iterator[None]:
    """Fail when the block takes longer than any text may take."""
    start = time.process_time()
    yield
    taken = time.process_time() - start
    assert taken < seconds, f"took {taken:.1f} s"


class Tags(HTMLParser):
    """The start tags of a piece of HTML as a browser's tokenizer sees them, and whether all are closed in order."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self.open: list[str] = []
        self.misnested: list[str] = []
        self.other: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID_TAGS:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.misnested.append(tag)

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        self.other.append(data)

    def handle_decl(self, decl: str) -> None:
        self.other.append(decl)

    def handle_pi(self, data: str) -> None:
        self.other.append(data)

    def unknown_decl(self, data: str) -> None:
        self.other.append(data)

    def all(self, attribute: str) -> list[str]:
        """The values of an attribute, in order."""
        return [attributes[attribute] for _, attributes in self.tags if attribute in attributes]

    def names(self) -> list[str]:
        """The names of the tags, in order."""
        return [tag for tag, _ in self.tags]
