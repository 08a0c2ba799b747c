"""Evaluation results: `model-index` in a header, and `.eval_results/*.yaml` beside a card."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from ..findings import Finding, quoted
from ..source_file import SourceFile
from .fields import MAX_SHORT_CHARACTERS, FieldReader, described, is_null
from .yaml_tree import Mapped, Node, Plain, Scalar, plain, read_yaml

MAX_ADDRESS = 2_000
"""Characters of an address or a token of one result."""

MAX_ARGUMENTS = 1_000
"""Characters of the arguments of a dataset or a metric, written out."""

INDEX_HINT = "See 'Evaluation results' in the card format for a complete example."


class EvalResult(msgspec.Struct, frozen=True, kw_only=True):
    """One measured value, in the words of huggingface_hub's `EvalResult`.

    `metric_value` is a number, or text such as `20.0 ± 1.2`; `metric_text` is a number as the file has it, where Python
    writes it in another way. `model_name` is the name that the `model-index` entry gives.
    """

    task_type: str
    dataset_type: str
    dataset_name: str
    metric_type: str
    metric_value: Plain
    metric_text: str | None = None
    model_name: str | None = None
    task_name: str | None = None
    dataset_config: str | None = None
    dataset_split: str | None = None
    dataset_revision: str | None = None
    dataset_args: Plain = None
    metric_name: str | None = None
    metric_config: str | None = None
    metric_args: Plain = None
    verified: bool | None = None
    verify_token: str | None = None
    source_name: str | None = None
    source_url: str | None = None
    source_user: str | None = None
    source_org: str | None = None
    date: str | None = None
    notes: str | None = None

    @property
    def written(self) -> Plain:
        """The value as the file has it."""
        return self.metric_value if self.metric_text is None else self.metric_text


def read_model_index(node: Node | None, reader: FieldReader) -> tuple[EvalResult, ...]:
    """The results of a `model-index`. Reports entries that lack a required part, and reads the others."""
    found: list[EvalResult] = []
    if node is not None and not is_null(node) and isinstance(node, (Mapped, Scalar)):
        message = f"'model-index' must be a list; this is {described(node)}."
        reader.report(node, "model-index-invalid", message, "Put '- ' in front of its first key. " + INDEX_HINT)
        return ()
    for entry in reader.sequence(node, "model-index", "model-index-invalid"):
        fields = _mapping(entry, "model-index", reader)
        if fields is None:
            continue
        name = reader.short_text(fields.items.get("name"), "model-index.name")
        results = fields.items.get("results")
        if results is None or is_null(results):
            reader.report(entry, "model-index-invalid", "A 'model-index' entry has no 'results'.", INDEX_HINT)
            continue
        for result in reader.sequence(results, "model-index.results", "model-index-invalid"):
            found += _read_result(result, name, reader)
    return tuple(found)


def _mapping(node: Node, name: str, reader: FieldReader) -> Mapped | None:
    if isinstance(node, Mapped):
        return node
    reader.shape(node, name, "a mapping of keys to values", "model-index-invalid")
    return None


def _read_result(node: Node, model_name: str | None, reader: FieldReader) -> Iterator[EvalResult]:
    result = _mapping(node, "model-index.results", reader)
    if result is None:
        return
    parts = {key: result.items.get(key) for key in ("task", "dataset", "metrics")}
    missing = [f"'{key}'" for key, part in parts.items() if part is None or is_null(part)]
    if missing:
        reader.report(node, "model-index-invalid", f"A result has no {' and no '.join(missing)}.", INDEX_HINT)
        return
    task = _mapping(result.items["task"], "task", reader)
    dataset = _mapping(result.items["dataset"], "dataset", reader)
    task_type = _required(task, "task", "type", reader)
    dataset_type = _required(dataset, "dataset", "type", reader)
    dataset_name = _required(dataset, "dataset", "name", reader)
    source = reader.mapping(result.items.get("source"), "source")
    if task is None or dataset is None or task_type is None or dataset_type is None or dataset_name is None:
        return
    common = EvalResult(
        model_name=model_name,
        task_type=task_type,
        task_name=reader.short_text(task.items.get("name"), "task.name"),
        dataset_type=dataset_type,
        dataset_name=dataset_name,
        dataset_config=reader.short_text(dataset.items.get("config"), "dataset.config"),
        dataset_split=reader.short_text(dataset.items.get("split"), "dataset.split"),
        dataset_revision=reader.short_text(dataset.items.get("revision"), "dataset.revision"),
        dataset_args=_arguments(dataset.items.get("args"), "dataset.args", reader),
        metric_type="",
        metric_value=None,
        source_name=reader.short_text(source.items.get("name"), "source.name") if source else None,
        source_url=_required(source, "source", "url", reader) if source else None,
    )
    for metric in reader.sequence(parts["metrics"], "metrics", "model-index-invalid"):
        fields = _mapping(metric, "metrics", reader)
        metric_type = _required(fields, "metrics", "type", reader)
        value = _plain(fields.items.get("value")) if fields else None
        if fields is not None and value is None:
            reader.report(metric, "model-index-invalid", "A metric has no 'value'.", INDEX_HINT)
        if fields is None or metric_type is None or value is None:
            continue
        yield msgspec.structs.replace(
            common,
            metric_type=metric_type,
            metric_value=value,
            metric_text=_written(fields.items["value"], value),
            metric_name=reader.short_text(fields.items.get("name"), "metrics.name"),
            metric_config=reader.short_text(fields.items.get("config"), "metrics.config"),
            metric_args=_arguments(fields.items.get("args"), "metrics.args", reader),
            verified=reader.boolean(fields.items.get("verified"), "metrics.verified"),
            verify_token=reader.short_text(fields.items.get("verifyToken"), "metrics.verifyToken", MAX_ADDRESS),
        )


def _required(fields: Mapped | None, name: str, key: str, reader: FieldReader) -> str | None:
    if fields is None:
        return None
    at_most = MAX_ADDRESS if key == "url" else MAX_SHORT_CHARACTERS
    value = reader.short_text(fields.items.get(key), f"{name}.{key}", at_most)
    if value is None:
        reader.report(fields, "model-index-invalid", f"'{name}' has no '{key}'.", INDEX_HINT)
    return value


def _plain(node: Node | None) -> Plain:
    return None if node is None else plain(node)


def _written(node: Node, value: Plain) -> str | None:
    """A number as it is written, None where Python writes the same."""
    if not isinstance(node, Scalar) or isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    text = node.text.strip()
    return text if text != str(value) else None


def _arguments(node: Node | None, name: str, reader: FieldReader) -> Plain:
    """The arguments of a dataset or a metric. Each result of a card repeats them, so large ones are left out."""
    value = _plain(node)
    size = len(str(value))
    if node is None or size <= MAX_ARGUMENTS:
        return value
    message = f"{quoted(name)} has {size:,} characters; more than {MAX_ARGUMENTS:,} are not used."
    reader.report(node, "value-too-long", message, "Say in the card's text what the arguments mean.")
    return None


def read_eval_results(file: SourceFile) -> tuple[tuple[EvalResult, ...], tuple[Finding, ...]]:
    """The results of one file in `.eval_results/`, and the findings about it."""
    tree = read_yaml(file.path, file.text)
    reader = FieldReader(file.path)
    found: list[EvalResult] = []
    if tree.root is not None and isinstance(tree.root, (Mapped, Scalar)) and not is_null(tree.root):
        message = f"The file must hold a list of results; this is {described(tree.root)}."
        reader.report(tree.root, "eval-results-invalid", message, "Put '- ' in front of its first key.")
        return (), (*tree.findings, *reader.findings)
    for item in reader.sequence(tree.root, ".eval_results", "eval-results-invalid"):
        result = _read_eval_result(item, reader)
        if result is not None:
            found.append(result)
    return tuple(found), (*tree.findings, *reader.findings)


def _read_eval_result(node: Node, reader: FieldReader) -> EvalResult | None:
    if not isinstance(node, Mapped):
        reader.shape(node, "result", "a mapping of keys to values", "eval-results-invalid")
        return None
    dataset = reader.mapping(node.items.get("dataset"), "dataset")
    identifier = reader.text(dataset.items.get("id"), "dataset.id") if dataset else None
    task = reader.text(dataset.items.get("task_id"), "dataset.task_id") if dataset else None
    value = _plain(node.items.get("value"))
    if dataset is None or identifier is None or task is None or value is None:
        hint = "Write 'dataset: {id: …, task_id: …}' and 'value: …'."
        message = "An evaluation result needs 'dataset' with 'id' and 'task_id', and a 'value'."
        reader.report(node, "eval-results-invalid", message, hint)
        return None
    source = reader.mapping(node.items.get("source"), "source")
    if source and reader.text(source.items.get("url"), "source.url") is None:
        reader.report(source, "eval-results-invalid", "'source' has no 'url'.", "Write where the result comes from.")

    def from_source(key: str) -> str | None:
        return reader.text(source.items.get(key), f"source.{key}") if source else None

    return EvalResult(
        task_type=task,
        dataset_type=identifier,
        dataset_name=identifier,
        dataset_revision=reader.short_text(dataset.items.get("revision"), "dataset.revision"),
        metric_type=task,
        metric_value=value,
        metric_text=_written(node.items["value"], value),
        verify_token=reader.text(node.items.get("verifyToken"), "verifyToken"),
        source_name=from_source("name"),
        source_url=from_source("url"),
        source_user=from_source("user"),
        source_org=from_source("org"),
        date=reader.text(node.items.get("date"), "date"),
        notes=reader.text(node.items.get("notes"), "notes"),
    )
