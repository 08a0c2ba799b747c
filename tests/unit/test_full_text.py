"""The words of cards, and an index of them through Pagefind, whatever becomes of that."""

from __future__ import annotations

import json
import os
import stat
import sys
import textwrap
import threading
import time
from base64 import b64encode
from html import escape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_modelcards.formulas.typeset import Typesetter
from mkdocs_modelcards.full_text import card_text as card_text_module
from mkdocs_modelcards.full_text.binary import Pagefind, PagefindError, find_pagefind
from mkdocs_modelcards.full_text.bundle import (
    Bundle,
    Record,
    build_bundle,
    packed_bundle,
    unpacked_bundle,
)
from mkdocs_modelcards.full_text.card_text import MAX_MARKS, MAX_WORD, bounded, card_text, searchable
from mkdocs_modelcards.full_text.parts import Part, known_language
from mkdocs_modelcards.full_text.service import IndexFile, PagefindService
from mkdocs_modelcards.full_text.site_folder import models_file
from mkdocs_modelcards.full_text.store import BundleStore
from mkdocs_modelcards.render.card import render_card

from .helpers import card

RECORDS = [Record("acme/tiny/", "acme/tiny", "Sorts short reviews."), Record("ä b/", "ä b", "Nothing\0 <b> at all.")]
ONLY_POSIX = pytest.mark.skipif(os.name == "nt", reason="scripts are no programs on Windows")


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("# One *two*\n\nthree\n", "One two three"),
        ("- a\n- b\n\n| c | d |\n|---|---|\n| e | f |\n", "a b c d e f"),
        ("```python\nimport numpy as np\nx = {'a': 1}\n```\n", "import numpy as np x = {'a': 1}"),
        ("`a<b>c` &amp; &lt;mark&gt;", "a<b>c & <mark>"),
        ("un**believ**able [li*n*ks](other.md)", "unbelievable links"),
        ('before ![what it "shows"](a.png)after', 'before what it "shows" after'),
        ("Energy \\\\(E = mc^2\\\\), and\n\n$$\\frac{a}{b}$$\n", "Energy E = mc^2, and \\frac{a}{b}"),
        ("<div>one</div><div>two<br>three</div>", "one two three"),
        ("> [!NOTE]\n> Mind this.\n", "Mind this."),
        ("[TOC]\n\n## First\n\n## Second\n", "First Second"),
        ("", ""),
    ],
)
def test_the_text_of_a_card(markdown: str, text: str) -> None:
    with_header = card(f"---\nlicense: mit\n---\n{markdown}")
    assert card_text(render_card(with_header, typesetter=Typesetter()).template) == text


WORDS = st.lists(st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1), min_size=1)


@given(WORDS)
def test_every_word_of_the_html_is_in_the_text_once(words: list[str]) -> None:
    html = "\n".join(f'<p class="a" title="<b>"><em>{escape(word, quote=False)}</em></p>' for word in words)
    assert card_text(html.replace('"<b>"', '"&lt;b&gt;"')) == " ".join(words)


def test_the_text_of_a_card_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(card_text_module, "MAX_CHARACTERS", 8)
    assert [bounded(text) for text in ("one two", "one twos", "one two three", "onetwothree")] == [
        "one two",
        "one twos",
        "one two",
        "onetwoth",
    ]


def test_combining_marks_by_the_thousand_are_cut() -> None:
    for mark in ("\u0301", "\u0e49", "\U000e0101"):
        assert searchable(f"e{mark * 90_000} needlecomb") == f"e{mark * MAX_MARKS} needlecomb"
    for few in ("Tiếng Việt".encode().decode(), "e\u0301\u0323", "שָׁלוֹם", "ད྅ྀྲྀ", "👩🏽\u200d🔬\ufe0f"):
        assert searchable(few) == few


def test_words_without_end_are_cut() -> None:
    assert [len(word) for word in searchable("x" * 450).split()] == [200, 200, 50]
    sentence = "這是一個很長的中文句子，模型用於情感分析。"
    pieces = searchable(sentence * 4000).split()
    assert all(len(piece) <= MAX_WORD and piece.endswith(("，", "。")) for piece in pieces)
    assert "".join(pieces) == (sentence * 4000)
    for whole in (sentence * 3, "https://example.org/" + "a" * 100, "f" * 128):
        assert searchable(f"one {whole} two") == f"one {whole} two"


def test_byte_order_marks_are_no_words() -> None:
    assert searchable(" one \ufeff two\ufeffthree\n four\ufeff") == "one twothree four"
    assert searchable("\ufeff") == ""


@pytest.mark.parametrize(
    ("theme", "language"), [("de", "de"), ("pt-BR", "pt"), ("zh-TW", "en"), ("en_US", "en"), ("", "en"), ("nb", "nb")]
)
def test_the_language_of_the_index(theme: str, language: str) -> None:
    assert known_language(theme) == language


@pytest.fixture(scope="module")
def bundle() -> Bundle:
    return build_bundle(find_pagefind(), "en", RECORDS)


def test_pagefind_makes_an_index_with_a_name_for_each_record(bundle: Bundle) -> None:
    assert set(bundle.ids) == {"acme/tiny/", "ä b/"}
    paths = {file.path for file in bundle.index}
    assert {f"fragment/en_{name}.pf_fragment" for name in bundle.ids.values()} < paths
    assert {path.split("/")[0].split(".")[0] for path in paths} == {"fragment", "index", "pagefind", "pagefind-entry"}
    assert {file.path for file in bundle.program} == {"pagefind.js", "pagefind-worker.js", "wasm.en.pagefind"}


def test_the_same_records_make_the_same_bytes(bundle: Bundle) -> None:
    assert packed_bundle(build_bundle(find_pagefind(), "en", RECORDS)) == packed_bundle(bundle)


def test_bundles_are_read_as_they_were_written(bundle: Bundle) -> None:
    data = packed_bundle(bundle)
    assert unpacked_bundle(data) == bundle
    for wrong in (b"", data[:-1], data[:20] + b"?" + data[21:]):
        with pytest.raises(ValueError, match="checksum"):
            unpacked_bundle(wrong)


@pytest.mark.parametrize("path", ["../x.js", "index/../../x.pf_index", "/etc/x", "pagefind-ui.js"])
def test_no_other_file_comes_out_of_a_bundle(path: str) -> None:
    data = packed_bundle(Bundle((IndexFile(path, b""),), (), {}))
    with pytest.raises(ValueError, match="name"):
        unpacked_bundle(data)


def test_models_with_the_same_name_are_told_apart() -> None:
    bundles = [{"a/": "1234567", "b/": "89abcdef"}, {"c/": "1234567", "gone/": "fffffff"}]
    assert json.loads(models_file(bundles, ["a/", "b/", "c/", "d/"])) == {
        "names": b64encode(bytes.fromhex("123456789abcde12345670000000")).decode(),
        "longer": {"1": "89abcdef"},
        "parts": "0010",
        "shared": {"1234567": {"a/": 0, "c/": 2}},
    }


def test_the_store_keeps_the_indexes_of_the_last_build(tmp_path: Path, bundle: Bundle) -> None:
    notes: list[str] = []
    store = BundleStore(tmp_path / "kept", notes.append)
    old, new = Part("1-of-1", "aa", ()), Part("1-of-1", "bb", ())
    assert (store.get(old), store.last(old)) == (None, None)
    store.put(old, bundle)
    assert (store.get(old), store.get(new), store.last(new)) == (bundle, None, ("aa", bundle))
    store.put(new, bundle)
    store.keep_only([new])
    assert [path.name for path in (tmp_path / "kept").iterdir()] == ["1-of-1-bb.bundle"]
    (tmp_path / "kept" / "1-of-1-bb.bundle").write_bytes(b"damaged")
    assert (store.get(new), store.last(new), notes) == (None, None, [])
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    BundleStore(tmp_path / "file" / "kept", notes.append).put(new, bundle)
    assert len(notes) == 1


def program(folder: Path, code: str) -> Pagefind:
    """A program in the place of Pagefind."""
    path = folder / "pagefind"
    path.write_text(f"#!{sys.executable}\nimport base64, json, sys, time\n{textwrap.dedent(code)}", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return Pagefind(path, "pagefind 1.5.0")


NEW_INDEX = """
def answer(**payload):
    sys.stdout.write(base64.b64encode(json.dumps({"payload": payload}).encode()).decode() + ",")
    sys.stdout.flush()
answer(type="NewIndex", index_id=0)
"""


@ONLY_POSIX
@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("sys.exit('out of luck')", "ended early .with 1.: out of luck"),
        (f"{NEW_INDEX}sys.exit(3)", "ended early .with 3."),
        ("sys.stdout.write('?,'); sys.stdout.flush(); time.sleep(60)", "can't be read"),
        ("print(base64.b64encode(b'[]').decode(), end=',', flush=True); time.sleep(60)", "can't be read"),
        (f"{NEW_INDEX}answer(type='Error', message='no space'); time.sleep(60)", "reports an error: no space"),
        (
            f"{NEW_INDEX}answer(type='IndexedFile')\nanswer(type='IndexedFile')\nanswer(type='GetFiles')\ntime.sleep(60)",
            "not what they",
        ),
    ],
)
def test_a_pagefind_that_does_not_do_what_it_should(tmp_path: Path, code: str, message: str) -> None:
    before = threading.active_count()
    with pytest.raises(PagefindError, match=message):
        build_bundle(program(tmp_path, code), "en", RECORDS)
    assert threading.active_count() == before


@ONLY_POSIX
@pytest.mark.parametrize("code", ["time.sleep(60)", f"{NEW_INDEX}time.sleep(60)"])
def test_a_pagefind_that_does_not_answer(tmp_path: Path, code: str) -> None:
    before = threading.active_count()
    with pytest.raises(PagefindError, match=r"has not answered for 0\.3 seconds"):
        build_bundle(program(tmp_path, code), "en", RECORDS, seconds=0.3)
    assert threading.active_count() == before


@ONLY_POSIX
def test_a_pagefind_that_takes_nothing_can_be_killed(tmp_path: Path) -> None:
    long = [Record("a/", "a", "word " * 1_000_000)]

    def kill_soon(service: PagefindService) -> None:
        threading.Timer(0.2, service.kill).start()

    start = time.monotonic()
    with pytest.raises(PagefindError, match="ended early"):
        build_bundle(program(tmp_path, f"{NEW_INDEX}time.sleep(60)"), "en", long, kill_soon)
    assert time.monotonic() - start < 20


@ONLY_POSIX
@pytest.mark.parametrize(
    ("code", "message"),
    [
        (None, "can't be run"),
        ("sys.exit(1)", "does not say its version"),
        ("print('something else 3.0.0')", "does not say its version"),
        ("print('pagefind 1.4.0')", "1.4.0 is too old"),
    ],
)
def test_a_pagefind_that_can_not_be_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str | None, message: str
) -> None:
    path = tmp_path / "missing" if code is None else program(tmp_path, code).executable
    monkeypatch.setenv("PAGEFIND_BINARY_PATH", str(path))
    with pytest.raises(PagefindError, match=message):
        find_pagefind()


def test_without_the_package_there_is_no_pagefind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pagefind.service", None)
    with pytest.raises(PagefindError, match="not installed"):
        find_pagefind()
