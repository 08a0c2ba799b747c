"""Making the index while the pages are made."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence

import msgspec

from ..catalog.catalog import Catalog
from ..findings import Finding, finding
from ..processing.all_cards import CardTemplates
from .binary import Pagefind, PagefindError
from .bundle import Bundle, Record, build_bundle
from .parts import Part, part_records, split_models
from .service import SECONDS_FOR_ANSWER, PagefindService
from .site_folder import SiteFolder
from .store import BundleStore

SECONDS_BETWEEN_LOOKS = 0.5
NOT_FINISHED = "The index was not finished."
NOT_WRITTEN = "The index can't be written into the site"


class FullTextOptions(msgspec.Struct, frozen=True, kw_only=True):
    """`language` is one that Pagefind knows, `page_file` ends addresses of pages, `seconds` may pass without a sign."""

    language: str = "en"
    page_file: str = ""
    seconds: float = SECONDS_FOR_ANSWER


class FullTextBuild:
    """The index of one catalog, made by a thread from `start` on.

    The thread reads the cards' templates, so these have to last until `finish` or `cancel` returns.
    """

    def __init__(
        self,
        pagefind: Pagefind,
        catalog: Catalog,
        templates: CardTemplates,
        store: BundleStore,
        folder: SiteFolder,
        options: FullTextOptions,
    ) -> None:
        self._pagefind = pagefind
        self._templates = templates
        self._store = store
        self._folder = folder
        self._options = options
        self._addresses = [f"{model.address}{options.page_file}" for model in catalog.models]
        seed = (pagefind.version, options.language)
        self._parts = split_models(catalog, templates, options.page_file, seed)
        self._keys = [part.key for part in self._parts]
        self._bundles: dict[int, Bundle] = {}
        self._service: PagefindService | None = None
        self._lock = threading.Lock()
        self._is_cancelled = False
        self._all_read = threading.Event()
        self._problem = ""
        self._thread = threading.Thread(target=self._run, name="modelcards-full-text", daemon=True)

    def start(self) -> None:
        """Begin with what no earlier build has made."""
        self._thread.start()

    @property
    def is_done(self) -> bool:
        """Whether there is nothing to wait for."""
        return not self._thread.is_alive()

    def finish(self, *, may_be_older: bool = False) -> Finding | None:
        """Put the index into the site, as soon as it is there.

        With `may_be_older`, indexes of earlier builds are taken for those that are not there yet. These are made
        nevertheless, for the next build. Returns the finding `full-text-unavailable` when there is no index; nothing is
        in the site then.
        """
        try:
            self._finish(may_be_older)
        except (OSError, PagefindError) as error:
            self._folder.remove()
            return unavailable(str(error) if isinstance(error, PagefindError) else f"{NOT_WRITTEN} ({error}).")
        return None

    def _finish(self, may_be_older: bool) -> None:
        parts = self._older() if may_be_older and not self.is_done else None
        if parts is None:
            self._wait_for(self._thread.join, lambda: self.is_done)
            if self._problem or len(self._bundles) < len(self._parts):
                raise PagefindError(self._problem or NOT_FINISHED)
            parts = [(self._keys[number], self._bundles[number]) for number in range(len(self._parts))]
        self._folder.publish(parts, self._addresses)

    def cancel(self) -> None:
        """End what is under way, as soon as it can be ended."""
        with self._lock:
            self._is_cancelled = True
            if self._service is not None:
                self._service.kill()
        if self._thread.ident is not None:
            self._thread.join(self._options.seconds)

    def _older(self) -> Sequence[tuple[str, Bundle]] | None:
        """An index with its key for each part, if some build has made one; None where that is not so."""
        self._wait_for(self._all_read.wait, lambda: self._all_read.is_set() or self.is_done)
        found = []
        for number, part in enumerate(self._parts):
            bundle = self._bundles.get(number)
            known = (part.key, bundle) if bundle is not None else self._store.last(part)
            if known is None:
                return None
            found.append(known)
        return None if self._problem else found

    def _wait_for(self, wait: Callable[[float], object], is_over: Callable[[], bool]) -> None:
        """Wait, and end a process that neither takes nor says anything."""
        while not is_over():
            wait(SECONDS_BETWEEN_LOOKS)
            service = self._service
            if service is not None and time.monotonic() - service.last_sign > self._options.seconds + 1:
                self._problem = f"Pagefind has done nothing for {self._options.seconds:g} seconds."
                service.kill()

    def _run(self) -> None:
        try:
            missing = []
            for number, part in enumerate(self._parts):
                known = self._store.get(part)
                if known is None:
                    missing.append((number, part))
                else:
                    self._bundles[number] = known
            for number, part in missing:
                records = self._records(part, is_last=(number, part) == missing[-1])
                bundle = build_bundle(
                    self._pagefind, self._options.language, records, self._started, self._options.seconds
                )
                self._service = None
                self._store.put(part, bundle)
                self._bundles[number] = bundle
            self._store.keep_only(self._parts)
        except PagefindError as error:
            self._problem = self._problem or str(error)
        except Exception as error:  # a thread's exception would be lost, and the search is not worth a build
            self._problem = self._problem or f"The index could not be made ({type(error).__name__}: {error})."
        finally:
            self._service = None
            self._all_read.set()

    def _records(self, part: Part, *, is_last: bool) -> Iterator[Record]:
        for record in part_records(part, self._options.page_file, self._template):
            if self._is_cancelled:
                raise PagefindError(NOT_FINISHED)
            yield record
        if is_last:
            self._all_read.set()

    def _template(self, location: str) -> str:
        template = self._templates.find(location)
        if template is None:
            raise PagefindError("The cache has lost entries while the site was built.")
        return template

    def _started(self, service: PagefindService) -> None:
        with self._lock:
            self._service = service
            if self._is_cancelled:
                service.kill()


def unavailable(problem: str) -> Finding:
    """The finding for a site without full-text search, and why."""
    message = f"The text of the cards can't be searched: {problem}"
    hint = "Run: pip install 'pagefind[bin]', or set 'full_text: false'."
    return finding("mkdocs.yml", 1, 1, "full-text-unavailable", message, hint)
