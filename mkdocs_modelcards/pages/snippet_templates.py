"""Snippets from the templates in `modelcards/use/`: which there are, and what they make of a model."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import TypeAlias

import msgspec
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template, TemplateNotFound, TemplateSyntaxError
from markupsafe import Markup

from ..findings import Finding, finding, quoted
from ..render.highlight import highlight
from .snippet_values import Code, Literals, fill_html, only_literals, pieces_between

FOLDER = "modelcards/use"
KEPT = 4_096
"""Highlighted snippets that are kept: those of many models differ in values only."""

Report: TypeAlias = Callable[[Finding], None]
"""What takes findings that only turn up while pages are made."""


def unreported(found: Finding) -> None:
    """Take a finding, and say nothing."""


class Snippet(msgspec.Struct, frozen=True):
    """A piece of code: what it is for, and its highlighted HTML."""

    title: str
    html: Markup


class SnippetTemplates:
    """The templates of snippets in a theme's folders, which are searched in order.

    A template calls `snippet(title, language)` around each piece of code. With `endpoint`, code in Python and for a
    shell begins by naming it, unless the template says `hub=false`. What is wrong with a template goes to `report`,
    once for each line of it.
    """

    def __init__(self, template_folders: Sequence[str], endpoint: str, report: Report) -> None:
        self._literals = Literals()
        self._environment = Environment(
            loader=FileSystemLoader(list(template_folders)),
            # So that Jinja tells what a filter or a macro has written from what a card says. Nothing is escaped.
            autoescape=True,
            finalize=only_literals,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self._environment.filters.update(self._literals.filters())
        self._endpoint = endpoint
        self._report = report
        self._reported: set[tuple[str, int]] = set()
        self._templates: dict[str, Template | None] = {}
        files = (file for folder in template_folders for file in Path(folder, FOLDER).glob("*.html"))
        self.names = frozenset(file.stem for file in files)
        """The names that there are templates for, without folder and ending."""

    def snippets(self, name: str, values: Mapping[str, object], model_id: str) -> list[Snippet] | None:
        """The snippets of a model by the template of a name; None where it has a mistake, which is reported."""
        template = self._template(name)
        if template is None:
            return None
        self._literals.begin()
        calls = _Calls(self._endpoint, self._literals)
        try:
            template.render(values, snippet=calls.snippet, endpoint=self._endpoint)
            return [Snippet(title, _html(language, code)) for title, language, code in calls.found]
        except Exception as error:  # a mistake in a template must not end a build
            self._report_once(error, name, f" for {quoted(model_id)}")
            return None

    def _template(self, name: str) -> Template | None:
        if name not in self._templates:
            try:
                self._templates[name] = self._environment.get_template(f"{FOLDER}/{name}.html")
            except Exception as error:
                self._templates[name] = None
                self._report_once(error, name, "")
        return self._templates[name]

    def _report_once(self, error: Exception, name: str, where: str) -> None:
        file, line = _place(error, f"{FOLDER}/{name}.html")
        if (file, line) not in self._reported:
            self._reported.add((file, line))
            said = f"there is no template '{error}'" if isinstance(error, TemplateNotFound) else _said(error)
            message = f"This template makes no snippet{where}: {said}."
            hint = "The page is shown without it. 'Snippets of your own' in the documentation says what it can use."
            self._report(finding(file, line, 1, "snippet-invalid", message, hint))


class _Calls:
    """What one rendering of a template passes to `snippet`."""

    def __init__(self, endpoint: str, literals: Literals) -> None:
        self._endpoint = endpoint
        self._literals = literals
        self._found: list[tuple[str, str, str]] = []

    @property
    def found(self) -> list[tuple[str, str, Code]]:
        """Title, language and code of each snippet that is not empty, and has no text that would be an option."""
        literals = self._literals
        return [
            (title, language, Code(code, literals.values))
            for title, language, code in self._found
            if not literals.has_option(code)
        ]

    def snippet(
        self, title: str, language: str = "python", *, hub: bool = True, caller: Callable[[], Markup]
    ) -> Markup:
        """Keep the code between `call` and `endcall` as a snippet."""
        code = str(caller()).strip()
        if code:
            self._found.append((str(title), language, (self._start(language) if hub else "") + code))
        return Markup()

    def _start(self, language: str) -> str:
        if self._endpoint and language == "python":
            return f'import os\n\nos.environ["HF_ENDPOINT"] = {self._literals.python(self._endpoint)}\n\n'
        if self._endpoint and language == "bash":
            return f"export HF_ENDPOINT={self._literals.shell(self._endpoint)}\n"
        return ""


def _html(language: str, code: Code) -> Markup:
    return Markup(fill_html(_highlighted(language, code.text), code.values))  # each value is escaped there


@lru_cache(maxsize=KEPT)
def _highlighted(language: str, text: str) -> tuple[str, ...]:
    """Code with marks as highlighted HTML, in pieces between the marks."""
    classes = escape(f"language-{language}")
    return pieces_between(highlight(f'<pre><code class="{classes}">{escape(text, quote=False)}</code></pre>'))


def _place(error: Exception, name: str) -> tuple[str, int]:
    """The file and the line of a template in which something went wrong, as far as Jinja tells."""
    if isinstance(error, TemplateSyntaxError):
        return error.filename or error.name or name, error.lineno
    # Jinja makes the frames of a template's code look as if its lines had run.
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.endswith(".html")]
    return (frames[-1].filename, frames[-1].lineno or 1) if frames else (name, 1)


def _said(error: Exception) -> str:
    said = str(error).strip().rstrip(".")
    return f"{said[:1].lower()}{said[1:]}" if said else type(error).__name__
