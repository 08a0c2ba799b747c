"""One card's source to a `ModelCard`: a pure function of its text."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from ..discover import CardKind, CardSource
from ..findings import Finding, finding
from ..identifiers import id_problem
from ..source_file import without_controls
from .evaluation import EvalResult, read_eval_results
from .fields import FieldReader, described, is_null
from .header import SplitCard, split_card
from .metadata import ModelCardData, read_metadata
from .yaml_tree import Mapped, read_yaml


class ModelCard(msgspec.Struct, frozen=True):
    """A card that has been read: its id, where it lies, its metadata, its Markdown and what was found.

    `path` is the file as a user would name it, `location` its path inside the cards folder; `body_line` is the line of
    the file that `body` starts at, `key_lines` holds those of the header's keys. `part_of` is the location of the card
    that a sub-card belongs to. `shows_text` is False when the first pass found that nothing of the text is shown.
    """

    id: str
    path: str
    location: str
    data: ModelCardData
    body: str
    body_line: int
    findings: tuple[Finding, ...]
    key_lines: Mapping[str, int] = {}
    kind: CardKind = "card"
    part_of: str = ""
    shows_text: bool = True


def parse_card(source: CardSource) -> ModelCard:
    """Read one card. Whatever is wrong with it becomes a finding; its text is never lost."""
    path = source.file.path
    try:
        split = split_card(path, source.file.text)
        data, findings, key_lines = _read_header(path, split, source.kind)
        data, problems = _with_eval_results(data, source)
    except Exception as error:  # a card must never end a build, whatever a library makes of it
        message = f"The card could not be read ({type(error).__name__}: {error}); its text is shown as it is."
        failed = finding(path, 1, 1, "card-failed", message, "Please report this with the card.")
        return unread_card(source, (failed,))
    found = (*findings, *problems, *(_id_findings(source) if source.kind == "card" else ()))
    if source.kind != "card":
        found = tuple(item for item in found if item.code != "header-missing")
    body = without_controls(split.body)
    return ModelCard(
        source.id, path, source.location, data, body, split.body_line, found, key_lines, source.kind, source.part_of
    )


def unread_card(source: CardSource, findings: tuple[Finding, ...] = ()) -> ModelCard:
    """A card that can't be read: nothing of its header is known, and all of the file is its text."""
    body = without_controls(source.file.text)
    return ModelCard(
        source.id,
        source.file.path,
        source.location,
        ModelCardData(),
        body,
        1,
        findings,
        kind=source.kind,
        part_of=source.part_of,
    )


def _with_eval_results(data: ModelCardData, source: CardSource) -> tuple[ModelCardData, list[Finding]]:
    results: list[EvalResult] = []
    findings: list[Finding] = []
    for file in source.eval_results:
        found, problems = read_eval_results(file)
        results += found
        findings += problems
    if results:
        data = msgspec.structs.replace(data, eval_results=(*data.eval_results, *results))
    return data, findings


def _read_header(path: str, split: SplitCard, kind: CardKind) -> tuple[ModelCardData, list[Finding], dict[str, int]]:
    findings = list(split.findings)
    if split.header is None:
        return ModelCardData(), findings, {}
    tree = read_yaml(path, split.header, split.header_line)
    findings += tree.findings
    if tree.root is None or is_null(tree.root) or (isinstance(tree.root, Mapped) and not tree.root.items):
        if not findings:
            hint = "Add keys such as 'license: mit' between the two lines '---'."
            findings.append(finding(path, split.header_line, 1, "header-missing", "The header is empty.", hint))
        return ModelCardData(), findings, {}
    if not isinstance(tree.root, Mapped):
        hint = "Write 'key: value' lines. If the lines '---' are meant as rules, put a blank header before them."
        message = f"The header must be keys with values; this is {described(tree.root)}."
        findings.append(finding(path, tree.root.line, tree.root.column, "header-not-mapping", message, hint))
        return ModelCardData(), findings, {}
    if kind == "organization":
        # On the Hub, it has the header of a web page, with other keys.
        return ModelCardData(), findings, {}
    reader = FieldReader(path)
    data = read_metadata(tree.root, reader)
    return data, findings + reader.findings, {key: line for key, (line, _) in tree.root.keys.items()}


def _id_findings(source: CardSource) -> list[Finding]:
    findings = []
    problem = id_problem(source.id)
    if problem is not None:
        message = f"The id '{source.id}' breaks the Hub's rules: {problem}."
        hint = "Rename the card's file or folder."
        findings.append(finding(source.file.path, 1, 1, "id-invalid", message, hint))
    if source.id.count("/") > 1:
        message = f"The card lies deeper than ORG/NAME; its id is '{source.id}'."
        hint = "Move it to ORG/NAME, or set `cards_dir` to the folder that holds the organizations."
        findings.append(finding(source.file.path, 1, 1, "id-nested", message, hint))
    return findings
