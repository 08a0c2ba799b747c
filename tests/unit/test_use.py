"""The code under "Use this model".

What the calls were checked against:

- The source of transformers 5.23 (its pipelines for question answering, summarization, translation and images to images
  are gone since 5.0), diffusers 0.42, sentence-transformers 6.2, peft 0.21, huggingface_hub 2.4 (without a function for
  tf-keras since 1.0), skops 0.16 (without `hub_utils`), setfit 1.2, huggingface_sb3 3.0, speechbrain 1.1, asteroid 0.7,
  bertopic 0.17; that flair 0.15, span_marker 1.8 and the methods of open_clip, gliner and mlx-vlm are as called.
- Documentation: huggingface.co/docs/hub/timm, huggingface.co/docs/timm/hf_hub and /quickstart (timm);
  huggingface.co/docs/hub/adapters and docs.adapterhub.ml/loading.html (adapter-transformers);
  huggingface.co/docs/hub/ml-agents and /transformers-js; stanfordnlp.github.io/stanza/pipeline.html;
  docs.vllm.ai, serving/openai_compatible_server.html; github.com/ggml-org/llama.cpp, docs/models.md (gguf);
  github.com/pyannote/pyannote-audio, README.md; github.com/keras-team/keras, release 3.5.0 (`hf://`);
  paddleocr.ai, version3.x/module_usage/text_detection.html.
- The Hub's list of libraries, github.com/huggingface/huggingface.js, packages/tasks/src/model-libraries-snippets.ts:
  allennlp, espnet, fairseq, fastai, fasttext, keras-hub, llama-cpp-python, mlx, model2vec, nemo, paddlenlp,
  sample-factory, spacy, ultralytics.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TypeAlias

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from mkdocs_modelcards.catalog.model import CatalogModel, catalog_model
from mkdocs_modelcards.findings import Finding
from mkdocs_modelcards.pages.options import PageOptions
from mkdocs_modelcards.pages.snippet_input import ExampleInput, example_input
from mkdocs_modelcards.pages.template_files import theme_folder
from mkdocs_modelcards.pages.use import MAX_SNIPPETS, Uses
from mkdocs_modelcards.parse.widget import WidgetExample
from mkdocs_modelcards.parse.yaml_tree import Plain
from mkdocs_modelcards.render.card import RenderedCard
from mkdocs_modelcards.render.sections import CardSection
from mkdocs_modelcards.vocabulary import libraries, tasks

from .helpers import headed, quick
from .test_snippet_values import shell_words

Shown: TypeAlias = "tuple[str, list[tuple[str, str]]]"

FOLDER = theme_folder()
TEMPLATES = sorted(path.stem for path in Path(FOLDER, "modelcards/use").iterdir())
ENDPOINT = "https://models.example.com"
TASKS = [*tasks(), None]
NOT_PYTHON = ("bash", "javascript")
FORMATS = {"gguf", "onnx", "vllm", "other"}
"""Templates that are not named for a library of the Hub."""

DOWNLOADS = ["Download the files", "Download them in a terminal"]
TEXT = "The food was good, and the people were kind."


def never(found: Finding) -> None:
    raise AssertionError(found.line_of_text())


USES = Uses([str(FOLDER)], PageOptions(), never)
WITH_ENDPOINT = Uses([str(FOLDER)], PageOptions(endpoint=ENDPOINT), never)


def model(header: str, model_id: str = "acme/tiny", sections: tuple[CardSection, ...] = ()) -> CatalogModel:
    """A model with a header, without its text."""
    rendered = RenderedCard(template="", sections=sections)
    return catalog_model(headed(header, model_id), rendered, f"{model_id}/", None, None)


def changed(found: CatalogModel, **fields: object) -> CatalogModel:
    """A model with fields of its metadata changed, whatever a header could say."""
    data = msgspec.structs.replace(found.card.data, **fields)
    return msgspec.structs.replace(found, card=msgspec.structs.replace(found.card, data=data))


def shown(uses: Uses, found: CatalogModel) -> Shown | None:
    """The name of the library, and title and code of each snippet, as a browser has them."""
    view = uses.of(found)
    if view is None:
        return None
    return view.library, [(one.title, LexborHTMLParser(one.html).text()) for one in view.snippets]


def codes(header: str, uses: Uses = USES, model_id: str = "acme/tiny") -> list[str]:
    found = shown(uses, model(header, model_id))
    return [code for _, code in found[1]] if found else []


def languages(uses: Uses, found: CatalogModel) -> Iterator[tuple[str, str]]:
    """Language and code of each snippet."""
    view = uses.of(found)
    for one in view.snippets if view else ():
        [language] = re.findall(r'<code class="language-([a-z]+)"', one.html)
        yield language, LexborHTMLParser(one.html).text()


def test_templates_are_named_for_libraries() -> None:
    assert set(TEMPLATES) <= libraries().keys() | FORMATS
    assert len(TEMPLATES) >= 40


@pytest.mark.parametrize(
    ("header", "lines"),
    [
        (
            "pipeline_tag: text-classification",
            ['pipe = pipeline("text-classification", model="acme/tiny")', f'print(pipe("{TEXT}"))'],
        ),
        ("pipeline_tag: text-classification\nwidget: [{text: Well done}]", ['print(pipe("Well done"))']),
        ("pipeline_tag: text-classification\ntags: [custom_code]", ["acme/tiny", ", trust_remote_code=True)"]),
        (
            "pipeline_tag: token-classification\ninference: {parameters: {aggregation_strategy: simple, x: 1}}",
            ['in London.", aggregation_strategy="simple"))'],
        ),
        ("pipeline_tag: fill-mask", ['pipe(f"Paris is the {pipe.tokenizer.mask_token} of France.")']),
        ("pipeline_tag: fill-mask\nmask_token: <mask>", ['pipe("Paris is the <mask> of France.")']),
        ("pipeline_tag: fill-mask\nwidget: [{text: 'A [MASK] b'}]", ['pipe("A [MASK] b")']),
        ("pipeline_tag: fill-mask\nmask_token: <m>\nwidget: [{text: A b}]", ['pipe("Paris is the <m> of France.")']),
        (
            "pipeline_tag: zero-shot-classification\nwidget: [{text: Goal!, candidate_labels: 'sport, art'}]",
            ['pipe("Goal!", candidate_labels=["sport", "art"])'],
        ),
        (
            "pipeline_tag: text-generation\ninference: {parameters: {temperature: 0.7, do_sample: true}}",
            ['output = pipe("Once upon a time", do_sample=True, temperature=0.7)'],
        ),
        (
            "pipeline_tag: text-generation\ntags: [conversational]\nwidget: [{messages: [{role: user, content: Hi}]}]",
            ['messages = [{"role": "user", "content": "Hi"}]', 'print(output[0]["generated_text"][-1]["content"])'],
        ),
        (
            "pipeline_tag: question-answering\nwidget: [{text: Who?, context: Me.}]",
            ['inputs = tokenizer("Who?", "Me.", return_tensors="pt")'],
        ),
        ("pipeline_tag: question-answering\nwidget: [{text: Who?}]", ['tokenizer("Where do I live?", "My name']),
        ("pipeline_tag: summarization", ["outputs = model.generate(**inputs)"]),
        ("pipeline_tag: automatic-speech-recognition", ['print(pipe("speech.wav")["text"])']),
        ("pipeline_tag: automatic-speech-recognition\ntags: [whisper]", ["AutoModelForSpeechSeq2Seq"]),
        ("pipeline_tag: image-classification\nwidget: [{src: 'https://a.b/c.png'}]", ['pipe("https://a.b/c.png")']),
        ("pipeline_tag: image-classification\nwidget: [{src: c.png}]", ['pipe("image.png")']),
        ("pipeline_tag: image-text-to-text", ['{"type": "text", "text": "Describe this image."}']),
        ("pipeline_tag: text-to-speech", ['soundfile.write("sound.wav", sound["audio"].T, sound["sampling_rate"])']),
        ("pipeline_tag: depth-estimation", ['pipe("image.png")["depth"].save("depth.png")']),
        ("license: mit", ["from transformers import AutoModel\n"]),
    ],
)
def test_transformers_by_task(header: str, lines: list[str]) -> None:
    code = "\n\n".join(codes(f"library_name: transformers\n{header}"))
    assert [line for line in lines if line not in code] == []


@pytest.mark.parametrize(
    "task", ["question-answering", "summarization", "translation", "visual-question-answering", "image-to-image"]
)
def test_pipelines_that_are_gone_are_not_called(task: str) -> None:
    assert "pipeline" not in "".join(codes(f"library_name: transformers\npipeline_tag: {task}"))


@pytest.mark.parametrize(
    ("header", "line"),
    [
        ("library_name: diffusers\ninstance_prompt: a sks dog", 'image = pipe("a sks dog").images[0]'),
        ("library_name: diffusers\nbase_model: a/b\ntags: [lora]", 'pipe.load_lora_weights("acme/tiny")'),
        ("library_name: diffusers\nbase_model: a/b\nbase_model_relation: adapter", 'from_pretrained("a/b"'),
        ("library_name: diffusers\npipeline_tag: text-to-video", 'export_to_video(frames, "video.mp4")'),
        ("library_name: timm", 'timm.create_model("hf-hub:acme/tiny", pretrained=True).eval()'),
        ("library_name: timm\npipeline_tag: image-feature-extraction", "num_classes=0"),
        ("library_name: sentence-transformers", "model.similarity(vectors, vectors)"),
        (
            "library_name: sentence-transformers\nwidget: [{source_sentence: A, sentences: [B, C]}]",
            'sentences = ["A", "B", "C"]',
        ),
        ("library_name: sentence-transformers\npipeline_tag: text-ranking", 'CrossEncoder("acme/tiny")'),
        ("library_name: peft\nbase_model: a/b", 'base = AutoModelForCausalLM.from_pretrained("a/b")'),
        (
            "library_name: peft\nbase_model: a/b\npipeline_tag: text-classification",
            "AutoModelForSequenceClassification",
        ),
        ("library_name: peft", 'AutoPeftModelForCausalLM.from_pretrained("acme/tiny")'),
        (
            "library_name: spacy",
            "pip install 'tiny @ https://huggingface.co/acme/tiny/resolve/main/tiny-any-py3-none-any.whl'",
        ),
        ("library_name: flair\npipeline_tag: token-classification", 'SequenceTagger.load("acme/tiny")'),
        ("library_name: flair\npipeline_tag: text-classification", 'TextClassifier.load("acme/tiny")'),
        ("library_name: keras", 'keras.saving.load_model("hf://acme/tiny")'),
        ("library_name: sklearn", 'hf_hub_download("acme/tiny", "sklearn_model.joblib")'),
        ("library_name: sklearn\ntags: [skops]\nmodel_file: m.skops", 'hf_hub_download("acme/tiny", "m.skops")'),
        ("library_name: sklearn\ntags: [skops]\nmodel_file: [1]", '"model.skops"'),
        ("library_name: mlx\npipeline_tag: text-generation", "mlx_lm.server --model acme/tiny"),
        ("tags: [gguf]", "llama-server -hf acme/tiny"),
        ("library_name: llama-cpp-python", "llama-server -hf acme/tiny"),
        ("tags: [gguf]\npipeline_tag: feature-extraction", "llama-server -hf acme/tiny --embedding"),
        ("tags: [onnx]", 'onnxruntime.InferenceSession(f"{folder}/model.onnx")'),
        ("library_name: vllm", "vllm serve acme/tiny"),
        (
            "library_name: transformers.js\npipeline_tag: text-classification",
            'const pipe = await pipeline("text-classification", "acme/tiny");',
        ),
        ("library_name: stanza\nlanguage: fr", 'stanza.Pipeline("fr")'),
        ("library_name: stable-baselines3", 'load_from_hub(repo_id="acme/tiny", filename="tiny.zip")'),
        ("library_name: PaddleOCR\ntags: [textline_detection]", 'TextDetection(model_name="tiny")'),
        ("library_name: pyannote-audio\ntags: [pyannote-audio-pipeline]", 'Pipeline.from_pretrained("acme/tiny")'),
        ("library_name: adapter-transformers\nbase_model: a/b", 'model.load_adapter("acme/tiny", set_active=True)'),
        ("library_name: nemo\npipeline_tag: automatic-speech-recognition", 'ASRModel.from_pretrained("acme/tiny")'),
        ("library_name: nemo\npipeline_tag: text-to-speech", "hf download acme/tiny"),
        ("library_name: unheard-of", 'snapshot_download("acme/tiny")'),
        ("license: mit", "hf download acme/tiny"),
    ],
)
def test_other_libraries(header: str, line: str) -> None:
    assert line in "\n\n".join(codes(header))


@pytest.mark.parametrize(
    ("header", "library", "titles"),
    [
        ("library_name: transformers\npipeline_tag: fill-mask", "Transformers", ["With a pipeline", "Load the model"]),
        (
            "library_name: transformers\npipeline_tag: text-generation",
            "Transformers",
            ["With a pipeline", "Load the model", "As a server, with vLLM"],
        ),
        (
            "library_name: transformers\npipeline_tag: text-generation\ntags: [gguf]",
            "Transformers",
            ["With a pipeline", "As a server, with llama.cpp", "In Python"],
        ),
        (
            "library_name: transformers\npipeline_tag: text-generation\ntags: [gguf]\nbase_model: a/b",
            "llama.cpp",
            ["As a server, with llama.cpp", "In Python"],
        ),
        ("tags: [gguf, stanza]", "Stanza", ["Analyze a text", "As a server, with llama.cpp", "In Python"]),
        ("library_name: nope\ntags: [small, onnx]", "ONNX Runtime", ["Open a session"]),
        ("tags: [other]", "huggingface_hub", DOWNLOADS),
        ("library_name: other", "huggingface_hub", DOWNLOADS),
        ("library_name: ../card", "huggingface_hub", DOWNLOADS),
        ("library_name: mlx\npipeline_tag: depth-estimation", "huggingface_hub", DOWNLOADS),
    ],
)
def test_which_snippets_a_model_has(header: str, library: str, titles: list[str]) -> None:
    found = shown(USES, model(header))
    assert found
    assert (found[0], [title for title, _ in found[1]]) == (library, titles)


def test_a_card_that_says_how_to_use_its_model_has_no_snippets() -> None:
    header = "library_name: timm"
    assert USES.of(model(header, sections=(CardSection("get_started", "use"),))) is None
    assert USES.of(model(header, sections=(CardSection("training_data", "data"),))) is not None


def test_inference_that_is_switched_off_changes_nothing() -> None:
    header = "library_name: transformers\npipeline_tag: fill-mask"
    assert codes(f"{header}\ninference: false") == codes(header)


@pytest.mark.parametrize("name", TEMPLATES)
def test_an_endpoint_is_named_before_anything_is_loaded(name: str) -> None:
    for task in TASKS:
        found = msgspec.structs.replace(model(""), library=name, task=task, base_models=("a/b",))
        for language, code in languages(WITH_ENDPOINT, found):
            if language == "bash" and name != "spacy":
                assert code.startswith(f"export HF_ENDPOINT={ENDPOINT}\n")
            elif language == "python" and name != "spacy":
                assert code.startswith(f'import os\n\nos.environ["HF_ENDPOINT"] = "{ENDPOINT}"\n\n')
            else:
                assert ENDPOINT in code or "spacy.load" in code


HOSTILE = [
    'org/na"me',
    "o/it's",
    "o/a\\",
    "o/a\nb",
    "o/{{ model }}",
    "o/{% raw %}",
    "o/$(touch x)`y`",
    "o/<script>",
    "o/\ue000\u202e",
    '"""',
    "o/😀 --x",
    "-rf",
]
written = st.characters(exclude_characters="\0", exclude_categories=["Cs"])
hostile = st.one_of(st.sampled_from(HOSTILE), st.text(written, min_size=1))


@pytest.mark.parametrize("name", TEMPLATES)
@settings(max_examples=12)
@given(task=st.sampled_from(TASKS), texts=st.lists(hostile, min_size=7, max_size=7), flags=st.sets(st.integers(0, 9)))
def test_nothing_in_a_card_changes_what_its_code_does(
    name: str, task: str | None, texts: list[str], flags: set[int]
) -> None:
    signs = ("conversational", "custom_code", "skops", "lora", "textual_inversion", "controlnet", "cross-encoder",
             "textline_detection", "pyannote-audio-pipeline", "whisper")  # fmt: skip
    identifier, base, text, context, token, language, file = texts
    inputs: dict[str, Plain] = {"text": text, "context": context, "candidate_labels": [text, context],
                                "source_sentence": text, "sentences": [context], "src": f"https://{file}"}  # fmt: skip
    found = msgspec.structs.replace(
        changed(
            model(""),
            widget=(WidgetExample(inputs=inputs),) if 0 in flags else (),
            mask_token=token,
            instance_prompt=text,
            inference_parameters={"top_k": text, "negative_prompt": token, "temperature": 0.5},
            extra={"model_file": file},
        ),
        id=identifier,
        library=name,
        task=task,
        tags=tuple(signs[number] for number in flags),
        base_models=(base,) if 1 in flags or name == "adapter-transformers" else (),
        languages=(language,) if 2 in flags else (),
    )
    count = 0
    for kind, code in languages(USES, found):
        count += 1
        assert code.replace("\n", "").isprintable()
        if kind == "python":
            constants = [node.value for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Constant)]
            own = (identifier, found.name, f"hf-hub:{identifier}", f"hf://{identifier}", language)
            assert any(constant in own for constant in constants)
        elif kind == "bash":
            plain = [
                line for other, line in languages(USES, msgspec.structs.replace(found, id="o/id")) if other == kind
            ]
            words = [word.replace("o/id", identifier) for word in shell_words(plain[0])]
            assert shell_words(code) == words or (name == "spacy" and len(shell_words(code)) == len(words))
    assert 1 <= count <= MAX_SNIPPETS


@pytest.mark.parametrize("name", TEMPLATES)
@pytest.mark.parametrize("identifier", ["-rf", "--config=x"])
def test_no_command_takes_an_id_for_an_option(name: str, identifier: str) -> None:
    for task in TASKS:
        found = msgspec.structs.replace(model(""), library=name, task=task, id=identifier)
        assert {language for language, _ in languages(WITH_ENDPOINT, found)} <= {"python", "javascript"}
        assert USES.of(found)


CAUTION = "# This runs code from the model repository: load it from people whom you trust only."


@pytest.mark.parametrize("name", TEMPLATES)
def test_code_from_a_model_is_never_run_without_a_warning(name: str) -> None:
    for task in TASKS:
        for tags in ((), ("whisper",), ("cross-encoder",), ("conversational",)):
            found = msgspec.structs.replace(model(""), library=name, task=task, tags=(*tags, "custom_code"))
            for _, code in languages(USES, found):
                runs = [number for number, line in enumerate(code.split("\n")) if re.search("trust.remote.code", line)]
                warned = [number for number, line in enumerate(code.split("\n")) if line == CAUTION]
                assert warned == [number - 1 for number in runs[:1]]
            for _, code in languages(USES, msgspec.structs.replace(found, tags=tags)):
                assert CAUTION not in code


def test_readers_say_themselves_which_types_they_trust() -> None:
    [code, *_] = codes("library_name: sklearn\ntags: [skops]")
    assert code.endswith(
        "print(io.get_untrusted_types(file=path))\n"
        "# Write the types that you trust into this list. Nothing is loaded while the file holds others.\n"
        "model = io.load(path, trusted=[])"
    )


@given(hostile)
def test_snippets_are_escaped(text: str) -> None:
    found = msgspec.structs.replace(changed(model(""), instance_prompt=text), id=text, library="diffusers")
    view = USES.of(found)
    assert view
    for one in view.snippets:
        assert {node.tag for node in LexborHTMLParser(one.html).css("body *")} <= {"div", "pre", "code", "span"}


@pytest.mark.parametrize(
    ("inputs", "taken"),
    [
        ({"text": "  A\nb "}, ExampleInput(text="A\nb")),
        ({"text": "x" * 161}, ExampleInput(text="x" * 159 + "…")),
        ({"text": ["x"]}, ExampleInput()),
        ({"text": 5, "context": {}}, ExampleInput()),
        ({"src": "javascript:x"}, ExampleInput()),
        ({"src": "https://a.b/c"}, ExampleInput(src="https://a.b/c")),
        ({"candidate_labels": ["a", 5, "", "b", "c", "d"]}, ExampleInput(candidate_labels=("a", "b"))),
        ({"messages": [{"role": "user", "content": "A"}, {"role": "system"}]}, ExampleInput(text="A")),
        ({"messages": [{"role": "user", "content": [1]}, "x"]}, ExampleInput()),
        ({"messages": "x"}, ExampleInput()),
    ],
)
def test_what_an_example_gives(inputs: dict[str, Plain], taken: ExampleInput) -> None:
    assert example_input((WidgetExample(inputs=inputs), WidgetExample(inputs={"text": "Second"}))) == taken


def test_a_thousand_models_take_little_time() -> None:
    header = "library_name: transformers\npipeline_tag: text-generation\nwidget: [{text: Hello there}]"
    found = [model(header, f"acme/model-{number}") for number in range(1_000)]
    USES.of(found[0])
    with quick(0.2):
        for one in found:
            assert USES.of(one)


def test_many_tags_and_long_texts_take_little_time() -> None:
    tags = tuple(f"t{number}" for number in range(100_000))
    long = changed(model("library_name: diffusers"), instance_prompt="x" * 10**6)
    with quick(0.2):
        assert USES.of(msgspec.structs.replace(model(""), tags=tags))
        view = USES.of(long)
    assert view
    assert len(view.snippets[0].html) < 2_500
