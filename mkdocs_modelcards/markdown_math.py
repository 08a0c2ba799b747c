"""Formulas in ordinary pages: python-markdown-math's syntax, typeset with KaTeX.

python-markdown-math leaves formulas to a script in the reader's browser. Its output would let a formula with
`</script>` in it put anything into the page. So its nodes are exchanged for placeholders with the formula as plain
text, which is what titles, contents and attributes take over, and KaTeX's output takes their place at the very end.
"""

from __future__ import annotations

import re
from html import escape
from typing import Any
from xml.etree.ElementTree import Element

import msgspec
from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import HTML_RE, HtmlInlineProcessor, InlineProcessor, Pattern
from markdown.postprocessors import Postprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import INLINE_PLACEHOLDER_RE, AtomicString
from mdx_math import GitLabPreprocessor, MathExtension

from .formulas.lookalikes import is_formula, is_prose
from .formulas.typeset import TypesetFormula, Typesetter

OPTIONS = ("enable_dollar_delimiter", "use_gitlab_delimiters", "use_asciimath", "add_preview")
"""The options of python-markdown-math. `add_preview` does nothing here: there is no wait to show a preview in."""

_NUMBER = "data-mc-formula"
_PLACEHOLDER = re.compile(rf'<span ([^>]*?){_NUMBER}="(\d+)"([^>]*)>[^<]*</span>')
_SCRIPT = re.compile(r"<script [^>]*>\n(.*)\n</script>\n", re.DOTALL)

# Names and priorities that python-markdown-math gives to its patterns.
_DISPLAY = {"math-0": 185, "math-1": 185, "math-2": 184}
_INLINE = ("math-inline-0", "math-inline-1")

_LAST = -1000
"""Lower than the priority of any other step: what comes after these two sees or takes over KaTeX's output."""


class PageFormula(msgspec.Struct, frozen=True):
    """A formula of a page: its source with delimiters, as far as it is known, and what became of it."""

    source: str
    tex: str
    typeset: TypesetFormula


class KatexExtension(MathExtension):  # type: ignore[misc]  # untyped
    """python-markdown-math with the formulas typeset.

    Takes the typesetter and the options of python-markdown-math. With `spare_prose`, prices and escaped parentheses
    that only look like formulas stay text, as in cards. One object may serve any number of conversions, one after the
    other or one within the other.
    """

    def __init__(self, typesetter: Typesetter, *, spare_prose: bool = False, **options: bool) -> None:
        super().__init__(**{**options, "add_preview": False})
        self._typesetter = typesetter
        self.spare_prose = spare_prose
        self._met: list[PageFormula] = []

    @property
    def asciimath(self) -> bool:
        """Whether formulas are AsciiMath, which KaTeX can't read: they stay as they are."""
        return bool(self.getConfig("use_asciimath"))

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  # the name is Markdown's
        """Register python-markdown-math's patterns, and what exchanges their nodes."""
        super().extendMarkdown(md)
        conversion = _Conversion(self)
        md.registerExtension(conversion)
        inline = 195 if self.getConfig("use_gitlab_delimiters") else 185
        for name, priority in (*_DISPLAY.items(), *dict.fromkeys(_INLINE, inline).items()):
            if name in md.inlinePatterns:
                pattern = md.inlinePatterns[name]
                md.inlinePatterns.register(_Pattern(pattern, md, conversion), name, priority)
        if type(md.inlinePatterns["html"]) is HtmlInlineProcessor:
            md.inlinePatterns.register(_InlineHtml(HTML_RE, md), "html", 90)
        if "math-gitlab" in md.preprocessors:
            md.preprocessors.register(_GitLabBlocks(md, conversion), "math-gitlab", 27)
        md.treeprocessors.register(_AllDone(md, conversion), "modelcards-formulas", _LAST)
        md.postprocessors.register(_Fill(md, conversion), "modelcards-formulas", _LAST)

    def take_formulas(self) -> list[PageFormula]:
        """The formulas met since this was last asked."""
        met, self._met = self._met, []
        return met

    def typeset(self, source: str, tex: str, display: bool) -> PageFormula:
        """Typeset a formula, and remember that it was met."""
        if self.asciimath:
            done = TypesetFormula(f'<code class="math">{escape(tex)}</code>', tex.strip())
        else:
            done = self._typesetter.typeset(tex, display)
        formula = PageFormula(source, tex, done)
        self._met.append(formula)
        return formula


class _Conversion(Extension):
    """The formulas of one conversion, by number."""

    def __init__(self, extension: KatexExtension) -> None:
        super().__init__()
        self.extension = extension
        self.formulas: list[PageFormula] = []
        self.filling = False

    def reset(self) -> None:
        self.formulas = []
        self.filling = False

    def placeholder(self, source: str, tex: str, display: bool) -> Element:
        node = Element("span", {_NUMBER: str(len(self.formulas))})
        self.formulas.append(self.extension.typeset(source, tex, display))
        node.text = AtomicString(self.formulas[-1].typeset.text)
        return node


class _Pattern(InlineProcessor):
    """One of python-markdown-math's patterns, with a placeholder for its node."""

    def __init__(self, pattern: Pattern, md: Markdown, conversion: _Conversion) -> None:
        super().__init__(pattern.pattern, md)
        self._inner: Any = pattern
        self._conversion = conversion

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Any, int | None, int | None]:  # type: ignore[override]  # noqa: N802  # wider, as its own patterns are
        node, start, end = self._inner.handleMatch(m, data)
        if not isinstance(node, Element):
            return node, start, end
        # Code between back quotes was taken out before.
        tex = self.unescape(node.text or "")
        display = "display" in node.get("type", "")
        if self._conversion.extension.spare_prose and _looks_like_prose(m, data, tex):
            return None, None, None
        return self._conversion.placeholder(self.unescape(m[0]), tex, display), start, end


def _looks_like_prose(match: re.Match[str], data: str, tex: str) -> bool:
    if "<" in tex:
        return False  # a relation, or HTML that was meant to be shown and would otherwise act
    if match[0].startswith("\\("):
        before = data[max(0, match.start() - 1) : match.start()]
        return not is_formula(tex, after_word=before.isalnum())
    alone = not data[: match.start()].strip() and not data[match.end() :].strip()
    if match[0].startswith("\\["):
        # Within a line, brackets that were escaped stand for themselves, unless there is a command of TeX in them.
        return not is_formula(tex, after_word=not alone)
    return match[0].startswith("$$") and not alone and is_prose(tex)


class _InlineHtml(HtmlInlineProcessor):
    """Raw HTML in a line, with formulas in its attributes as text."""

    def unescape(self, text: str) -> str:
        inline: Any = self.md.treeprocessors["inline"]
        stash = inline.stashed_nodes

        def as_text(match: re.Match[str]) -> str:
            node = stash.get(match[1])
            is_formula = isinstance(node, Element) and node.get(_NUMBER) is not None
            return escape("".join(node.itertext())) if is_formula else match[0]

        return super().unescape(INLINE_PLACEHOLDER_RE.sub(as_text, text))


class _GitLabBlocks(GitLabPreprocessor):  # type: ignore[misc]  # untyped
    """Blocks of `math`, with placeholders in the place of scripts."""

    def __init__(self, md: Markdown, conversion: _Conversion) -> None:
        super().__init__(md)
        self._content_type = "math/tex"
        self._conversion = conversion

    def run(self, lines: list[str]) -> list[str]:
        stash = self.md.htmlStash
        store = stash.store

        def store_placeholder(html: str) -> str:
            match = _SCRIPT.fullmatch(html)
            tex = match[1] if match else html
            node = self._conversion.placeholder(f"```math\n{tex}\n```", tex, True)
            return str(store(f'<span {_NUMBER}="{node.get(_NUMBER)}">{escape(node.text or "")}</span>'))

        stash.store = store_placeholder
        try:
            return list(super().run(lines))
        finally:
            del stash.store


class _AllDone(Treeprocessor):
    """Marks the moment from which on only the page itself is left to be written.

    Before, postprocessors run for each heading, so that it gets an id and an entry in the contents.
    """

    def __init__(self, md: Markdown, conversion: _Conversion) -> None:
        super().__init__(md)
        self._conversion = conversion

    def run(self, root: Element) -> None:
        self._conversion.filling = True


class _Fill(Postprocessor):
    """Puts KaTeX's output in the place of the placeholders."""

    def __init__(self, md: Markdown, conversion: _Conversion) -> None:
        super().__init__(md)
        self._conversion = conversion

    def run(self, text: str) -> str:
        if not self._conversion.filling:
            return text
        formulas = self._conversion.formulas
        self._conversion.reset()

        def fill(match: re.Match[str]) -> str:
            number = int(match[2])
            if number >= len(formulas):
                return match[0]
            # Other extensions may have given it a class.
            attributes = f"{match[1]}{match[3]}".strip()
            html = formulas[number].typeset.html
            return f"<span {attributes}>{html}</span>" if attributes else html

        return _PLACEHOLDER.sub(fill, text)
