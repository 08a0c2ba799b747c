"""Pages of the catalog are filled into frames instead of being rendered, where that makes the same page.

MkDocs asks its Jinja environment for the page's template and calls `render`. Jinja lets an environment say of which
class its templates are, so that is where frames come in: a template that is rendered for a page of the catalog, as
MkDocs does it, goes through `PageFrames`. All events come as ever, before and after.

Pages that may share a frame are a variant: the same template, the same context, and the same of the page in all that is
not in a slot. `PageFrames` learns a frame from the first page of a variant, by rendering the template with marks. It
compares the first pages, and some later ones, with what the template makes of them. What it can't learn, or what
differs, is rendered page by page as MkDocs would do, and one line says so.

A frame rests on all else being as it was when it was learned. So the settings, and Jinja's filters and globals, are
compared before each page (`Surroundings`). What no one sees, such as a clock that a filter reads, is left to the
comparison of pages.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Hashable, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeAlias

from jinja2 import Environment, Template
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.nav import Navigation

from .frames.calls import watched_calls
from .frames.compact import compact_around
from .frames.contents import practice
from .frames.frame import Frame, frame_of
from .frames.marks import Marks, UnlearnableError, stem_for
from .frames.watched import WatchedClock
from .mkdocs_page_values import CLOCK, SAME_OBJECTS, NotPlainError, PageValues, comparable, page_values, shape_of
from .mkdocs_pages import CatalogPage
from .mkdocs_stand_in import Lesson, pages_in

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

MAIN = "main.html"
"""The template of pages that don't name one."""
COMPARED_FIRST = 3
MOST_LESSONS = 200
"""How many pages of a variant a frame is learned from: each may show a new step of a table of contents."""
MOST_VARIANTS = 200
"""More than that means that each page differs in something that is not in a slot."""

UNKNOWN = (
    "All pages of the catalog are rendered one by one, which takes longer, because the theme's settings, `extra` or "
    "the globals of the templates hold a value that can't be compared."
)
UNNOTICED = (
    "The template '{template}' writes something else for '{page}' than for the pages before, although nothing that it "
    "is given tells them apart. Some of those may lack it. Let the template ask the page or the settings for it."
)

Context: TypeAlias = dict[str, Any]
Render: TypeAlias = Callable[[Context], str]

log = get_plugin_logger("modelcards")


def use_frames(env: Environment, config: MkDocsConfig) -> None:
    """Let the environment's templates fill frames for pages of the catalog."""
    frames = PageFrames(env, config)

    class FramedTemplate(Template):
        def render(self, *args: Any, **kwargs: Any) -> str:
            context = dict(*args, **kwargs)
            page = context.get("page")
            name = self.name
            if name and isinstance(page, CatalogPage) and page.active and name == page.meta.get("template", MAIN):
                return frames.html(page, context, name, super().render)
            return super().render(context)

    env.template_class = FramedTemplate
    if env.cache is not None:
        env.cache.clear()


class Variant:
    """The frame that some pages share, and what has been tried with it."""

    def __init__(self) -> None:
        self.frame: Frame | None = None
        self.missing: set[str] = set()
        self.lessons = 0
        self.filled = 0
        self.failed = False

    def to_compare(self) -> bool:
        """Whether the next filled page is compared: the first ones, and every time their number has doubled."""
        self.filled += 1
        return self.filled <= COMPARED_FIRST or self.filled & (self.filled - 1) == 0


class PageFrames:
    """The frames of one build."""

    def __init__(self, env: Environment, config: MkDocsConfig) -> None:
        self._env = env
        self._config = config
        self._variants: dict[Hashable, Variant] = {}
        self._surroundings: Surroundings | None = None
        self._in_nav: set[int] = set()
        self._told: set[str] = set()

    def html(self, page: CatalogPage, context: Context, template: str, render: Render) -> str:
        """A page of the catalog as `render` makes it of the context, with less white space around its content."""
        content = page.content or ""
        values = self._values(page, context, content)
        found = self._variant(template, page, values) if values else None
        if values is None or found is None:
            return compact_around(render(context), content)
        variant, fixed = found
        filled = variant.frame.fill(values.values, values.entries) if variant.frame else None
        if filled is not None and not variant.to_compare():
            return filled
        html = compact_around(render(context), content)
        try:
            if filled is None:
                self._teach(variant, lesson_of(page, values, fixed, html), context, render)
                if variant.frame and values.parts[fixed] not in variant.frame.siblings:
                    filled = variant.frame.fill(values.values, values.entries)
            if filled is not None and filled != html:
                if variant.filled > COMPARED_FIRST:
                    log.warning(UNNOTICED.format(template=template, page=page.file.src_uri))
                raise UnlearnableError("it writes something else for each page")
        except UnlearnableError as error:
            self._give_up(variant, template, str(error))
        return html

    def _values(self, page: CatalogPage, context: Context, content: str) -> PageValues | None:
        """What a page has for a frame; None for pages of the navigation, and when something around has changed."""
        nav: Navigation | None = context.get("nav")
        if not content or nav is None:
            return None
        if self._surroundings is None:
            self._surroundings = Surroundings(self._env, self._config, context)
            if not self._surroundings.known:
                log.info(UNKNOWN)
            self._in_nav = pages_in([*nav.items, *nav.pages])
        if id(page) in self._in_nav or not self._surroundings.same(context):
            return None
        try:
            return page_values(page, context, content)
        except NotPlainError:
            return None

    def _variant(self, template: str, page: CatalogPage, values: PageValues) -> tuple[Variant, int] | None:
        """A page's variant, and how many of the first parts of its address have no mark there."""
        for fixed, part in enumerate(values.parts):
            key = (template, values.kind, values.context, values.parts[:fixed])
            variant = self._variants.get(key)
            if variant is None:
                if len(self._variants) == MOST_VARIANTS:
                    return None
                variant = self._variants[key] = Variant()
            if variant.frame is None or part not in variant.frame.siblings:
                usable = not variant.failed and variant.missing.isdisjoint(vars(page))
                return (variant, fixed) if usable else None
        return None

    def _teach(self, variant: Variant, lesson: Lesson | None, context: Context, render: Render) -> None:
        """Learn from a page. Raises `UnlearnableError`."""
        if lesson is None or variant.lessons == MOST_LESSONS:
            return
        variant.lessons += 1
        notes, mark = lesson.notes, lesson.content_mark
        clock = WatchedClock(context.get(CLOCK), notes, CLOCK)
        try:
            with watched_calls(self._env, lesson.marks.stem, notes):
                html = render({**context, "page": lesson.page, CLOCK: clock})
        except Exception as error:
            raise UnlearnableError(f"it fails for a page that is not of the catalog ({error})") from error
        if notes.asked:
            raise UnlearnableError(f"it works with {notes.asked[0]}")
        if html.count(mark) != 1:
            raise UnlearnableError("it does not write the content once")
        cut = lesson.marks.cut(compact_around(html, mark))
        frame = frame_of(cut, lesson.entries, by_level=notes.levels, climb=lesson.climb)
        # When none of the entries is shown, nothing tells where those of another page would be.
        if frame.contents or not notes.listed:
            variant.frame = variant.frame.joined(frame) if variant.frame else frame
            variant.missing |= notes.missing

    def _give_up(self, variant: Variant, template: str, reason: str) -> None:
        variant.failed = True
        if template not in self._told:
            self._told.add(template)
            name = self._config.theme.name or "custom"
            log.info(
                "Some or all pages of the catalog are rendered one by one, which takes longer, because of what the "
                f"template '{template}' of the theme '{name}' does: {reason}."
            )


def lesson_of(page: CatalogPage, values: PageValues, fixed: int, html: str) -> Lesson | None:
    """A lesson from a page that was rendered as `html`, or None if its table of contents is too large for one."""
    shape = practice(shape_of(next(iter(page.toc)).children)) if values.entries else ()
    return None if shape is None else Lesson(page, values.kind, shape, values.parts[:fixed], Marks(stem_for(html)))


class Surroundings:
    """What templates see besides the page, and plugins may change at any time."""

    def __init__(self, env: Environment, config: MkDocsConfig, context: Mapping[str, Any]) -> None:
        self._env, self._config = env, config
        self._objects = [context.get(name) for name in SAME_OBJECTS]
        # The settings hold the theme and `extra`, so these stay the same objects as long as the settings are equal.
        self._flat = [config.data, config.extra_css, config.extra_javascript, env.globals, env.filters, env.tests]
        self._flat_before = [copy.copy(part) for part in self._flat]
        self._deep_before: object = None
        # Copies of values that can't be copied, or compared, would say nothing: then nothing is known.
        with suppress(NotPlainError):
            comparable(self._deep())
            self._deep_before = copy.deepcopy(self._deep())

    @property
    def known(self) -> bool:
        """Whether there is anything to compare with."""
        return self._deep_before is not None

    def same(self, context: Mapping[str, Any]) -> bool:
        """Whether nothing has changed since."""
        return (
            self.known
            and all(context.get(name) is value for name, value in zip(SAME_OBJECTS, self._objects, strict=True))
            and _equal(self._flat, self._flat_before)
            and _equal(self._deep(), self._deep_before)
        )

    def _deep(self) -> list[dict[str, Any]]:
        """The values that may hold others."""
        # Functions are the same as long as they are the same object, as filters are.
        own_globals = {name: value for name, value in self._env.globals.items() if not callable(value)}
        # A theme's locale is the one value there that MkDocs makes; it never changes.
        theme = {name: value for name, value in self._config.theme.items() if name != "locale"}
        return [theme, dict(self._config.extra), own_globals]


def _equal(some: object, others: object) -> bool:
    try:
        return bool(some == others)
    except Exception:  # some libraries' values can't be compared by ==
        return False
