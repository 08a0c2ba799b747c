"""Findings: what the build has to say about a card, as values.

A finding never stops a build. The plugin logs it and a command line can print it; both use `Finding.line_of_text`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Literal, get_args

import msgspec

Severity = Literal["error", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = get_args(Severity)

CODES: Mapping[str, tuple[Severity, str]] = {
    "address-taken": ("error", "Two things want the same address on the site."),
    "alias-limit": ("error", "The header's YAML aliases expand to more values or characters than allowed."),
    "anchor-dead": ("warning", "A link leads to a heading that is not there."),
    "base-model-cycle": ("warning", "The base models of a card lead back to it."),
    "base-model-self": ("error", "A card names itself as its base model."),
    "card-failed": ("error", "The card could not be rendered; its text is shown as it is."),
    "duplicate-key": ("error", "A key stands twice in the header."),
    "eval-results-invalid": ("warning", "An evaluation result is incomplete or has the wrong shape."),
    "field-misspelled": ("warning", "A key is unknown and looks like a known one."),
    "field-renamed": ("info", "A key has a newer name."),
    "field-shape": ("warning", "A field's value has the wrong shape."),
    "file-empty": ("warning", "The file is empty."),
    "file-encoding": ("warning", "The file is not UTF-8."),
    "file-ignored": ("info", "A Markdown file in the cards folder is not read as a card."),
    "file-lfs-pointer": ("warning", "In the place of a file is a pointer of Git LFS."),
    "file-outside": ("error", "A symbolic link leads out of the cards folder."),
    "file-too-large": ("warning", "A file is larger than what is read or published."),
    "file-unreadable": ("error", "The file can't be read."),
    "files-too-many": ("warning", "A card names more files than are published."),
    "formula-invalid": ("warning", "KaTeX can't read a formula; its source is shown."),
    "formula-too-large": ("warning", "A formula costs too much to typeset; its source is shown."),
    "formulas-too-many": ("warning", "The formulas of a card are too long in all."),
    "full-text-unavailable": ("warning", "The text of the cards can't be searched."),
    "gallery-empty": ("info", "A card has a gallery and no widget example with an output to show in it."),
    "header-invalid": ("error", "The header is not valid YAML."),
    "header-missing": ("warning", "The card has no metadata header."),
    "header-not-mapping": ("error", "The header is YAML but not a list of keys and values."),
    "header-too-deep": ("error", "The header nests values deeper than allowed."),
    "header-too-large": ("error", "The header is larger than allowed."),
    "header-unclosed": ("error", "The header starts with --- and never ends."),
    "history-shallow": ("info", "The repository is a shallow clone, so the dates of the cards are not known."),
    "html-dropped": ("info", "An element of HTML is not kept."),
    "id-collision": ("error", "Two cards have the same id, or ids that differ only in case."),
    "id-invalid": ("warning", "The card's id breaks the Hub's rules."),
    "id-nested": ("info", "The card lies deeper than ORG/NAME."),
    "language-bcp47": ("warning", "A regional language tag stands in `language`."),
    "language-unknown": ("warning", "A language is not a known code."),
    "library-unknown": ("info", "The library is not one the Hub knows."),
    "license-incomplete": ("warning", "The license is `other` without a name or a link."),
    "license-more-permissive": ("warning", "A license may allow more than that of a base model."),
    "license-unknown": ("warning", "The license is not a known identifier."),
    "link-dead": ("warning", "A link leads to no file and no card."),
    "link-not-published": ("warning", "A link leads to a file that is not published."),
    "link-outside": ("warning", "A link leads to a file outside the card's folder."),
    "link-to-hub": ("info", "A link from the root leads to no page of this site."),
    "list-invalid": ("warning", "A list of models in a page can't be read; a notice is shown in its place."),
    "list-too-long": ("warning", "A list holds more values than are used."),
    "list-value-unknown": ("warning", "A list of models in a page asks for a value that no model has."),
    "math-unavailable": ("warning", "No JavaScript engine is at hand, so formulas are shown as source."),
    "model-index-invalid": ("warning", "`model-index` is incomplete or has the wrong shape."),
    "new-version-cycle": ("error", "The chain of `new_version` leads back to the card."),
    "organization-reserved": ("error", "An organization has a name that the site itself uses."),
    "relation-unknown": ("warning", "`base_model_relation` is not one of the four relations."),
    "snippet-invalid": ("warning", "A template of snippets has a mistake; pages show no code by it."),
    "table-too-large": ("error", "The tables of a card have more cells than allowed."),
    "task-unknown": ("warning", "The task is not a known identifier."),
    "text-too-deep": ("error", "The text nests quotes, lists or elements deeper than allowed."),
    "text-too-large": ("error", "The text makes more HTML than a page may hold."),
    "value-too-long": ("warning", "A value is longer than what fits into lists and addresses."),
    "widget-invalid": ("warning", "A widget example has none of the known shapes."),
}
"""Every finding code with its default severity and one sentence on what it means."""


class Finding(msgspec.Struct, frozen=True, order=True):
    """One thing to say about one place in one file.

    `path` is the file as the user would name it, `line` and `column` count from 1, `hint` says what to write instead
    (or is empty).
    """

    path: str
    line: int
    column: int
    code: str
    message: str
    hint: str
    severity: Severity

    def line_of_text(self) -> str:
        """The finding on one line, as the log shows it: `PATH:LINE:COLUMN: SEVERITY CODE: MESSAGE HINT`."""
        text = f"{self.path}:{self.line}:{self.column}: {self.severity} {self.code}: {self.message} {self.hint}"
        return printable(text.rstrip())


def finding(path: str, line: int, column: int, code: str, message: str, hint: str = "") -> Finding:
    """A `Finding` with the code's default severity. Raises `KeyError` for a code that `CODES` does not list."""
    return Finding(path, line, column, code, message, hint, CODES[code][0])


def with_severities(findings: Iterable[Finding], severities: Mapping[str, str]) -> list[Finding]:
    """The findings, sorted, with the severities that the user chose per code; those set to `off` are left out."""
    chosen = [
        msgspec.structs.replace(item, severity=severities.get(item.code, item.severity))
        for item in findings
        if severities.get(item.code) != "off"
    ]
    return sorted(chosen)


def count_line(findings: Iterable[Finding]) -> str:
    """How many findings there are of each severity, such as `2 errors, 1 warning`; `no findings` for none."""
    counts = Counter(item.severity for item in findings)
    parts = [f"{counts[severity]:,} {_noun(severity, counts[severity])}" for severity in SEVERITIES if counts[severity]]
    return ", ".join(parts) or "no findings"


def _noun(severity: Severity, count: int) -> str:
    noun = "note" if severity == "info" else severity
    return noun if count == 1 else f"{noun}s"


def quoted(value: object, limit: int = 60) -> str:
    """A value from a card inside quotes, cut to `limit` characters."""
    text = str(value)
    return f"'{text if len(text) <= limit else text[: limit - 1] + '…'}'"


def printable(text: str) -> str:
    """The text with control and other unprintable characters written as escapes, so that a log line stays one line."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode("ascii") for char in text)
