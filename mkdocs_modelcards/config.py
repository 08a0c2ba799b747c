"""The options under `modelcards` in `mkdocs.yml`."""

from __future__ import annotations

from mkdocs.config import config_options as c
from mkdocs.config.base import Config, ValidationError
from pathspec import GitIgnoreSpec

from .findings import CODES, SEVERITIES

SEVERITY_CHOICES = (*SEVERITIES, "off")


class ModelCardsConfig(Config):  # type: ignore[no-untyped-call]  # MkDocs leaves its __init_subclass__ untyped
    """Every option, with its default."""

    cards_dir = c.Dir(default="cards")
    """The folder of the cards, relative to `mkdocs.yml`."""

    exclude = c.ListOfItems(c.Type(str), default=[])
    """Files and folders in `cards_dir` that are no cards, as patterns of a `.gitignore`."""

    page_size = c.Type(int, default=100)
    """How many models a list shows on one page, from 1 to 200."""

    severity = c.DictOfItems(c.Choice(SEVERITY_CHOICES), default={})
    """How severe a finding is, by its code: `error`, `warning`, `info`, or `off`."""

    def validate(self) -> tuple[list[tuple[str, Exception]], list[tuple[str, str]]]:
        """Check the values of the options together with what they mean. Returns the errors and the warnings."""
        if isinstance(self["severity"], dict):
            # MkDocs reads its configuration as YAML 1.1, where a plain `off` is False.
            self["severity"] = {code: "off" if value is False else value for code, value in self["severity"].items()}
        failed, warnings = super().validate()
        unknown = sorted(set(self.severity) - CODES.keys()) if isinstance(self.severity, dict) else []
        for code in unknown:
            message = f"'{code}' is not a finding's code. The codes are: {', '.join(CODES)}."
            failed.append(("severity", ValidationError(message)))
        if isinstance(self.page_size, int) and (isinstance(self.page_size, bool) or not 1 <= self.page_size <= 200):
            failed.append(("page_size", ValidationError(f"{self.page_size} is not between 1 and 200.")))
        failed += [("exclude", error) for error in _pattern_errors(self.exclude)]
        return failed, warnings


def _pattern_errors(patterns: object) -> list[ValidationError]:
    wrong = [pattern for pattern in patterns if not _is_pattern(pattern)] if isinstance(patterns, list) else []
    hint = "is not a pattern as in a .gitignore, such as 'drafts/' or '*.txt'."
    return [ValidationError(f"'{pattern}' {hint}") for pattern in wrong]


def _is_pattern(pattern: str) -> bool:
    try:
        GitIgnoreSpec.from_lines([pattern])
    except ValueError:
        return False
    return True
