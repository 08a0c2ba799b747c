"""The engines: KaTeX's own output, limits, threads, processes, and how they end."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from multiprocessing import get_context

import pytest

from mkdocs_modelcards.formulas import katex_script
from mkdocs_modelcards.formulas.engines import Engine, EngineChoice, MiniRacer, QuickJS, open_engine
from mkdocs_modelcards.formulas.katex_files import katex_folder, katex_version, published_files
from mkdocs_modelcards.formulas.katex_script import (
    BrokenEngineError,
    FormulaError,
    LimitError,
    katex_html,
    katex_program,
)
from mkdocs_modelcards.formulas.typeset import Typesetter

from .formula_samples import COSTLY, GOOD, UNTRUSTED, WRONG, further_samples

ENGINES: tuple[EngineChoice, ...] = ("quickjs", "mini-racer")
NODE = shutil.which("node")
ON_NODE = """
const katex = require(process.argv[1]);
const formulas = JSON.parse(require("fs").readFileSync(0, "utf8"));
const options = {throwOnError: true, trust: false, strict: "ignore", maxExpand: 1000, maxSize: 50};
console.log(JSON.stringify(formulas.map(([tex, displayMode]) => {
  try {
    return katex.renderToString(tex, {...options, displayMode, macros: {}});
  } catch (error) {
    return null;
  }
})));
"""


def installed(name: EngineChoice) -> bool:
    with Typesetter(name) as typesetter:
        return typesetter.available


@pytest.fixture(scope="module", params=ENGINES)
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    found = open_engine(request.param)
    if found is None:
        pytest.skip(f"{request.param} is not installed here")
    yield found
    found.close()


def outcome(engine: Engine, tex: str, display: bool) -> str | None:
    try:
        return engine.render(tex, display)
    except FormulaError:
        return None


@pytest.mark.skipif(NODE is None, reason="node, which KaTeX's own output comes from, is not installed")
def test_the_output_is_what_katex_makes_on_node(engine: Engine) -> None:
    formulas = [(tex, display) for tex in (*GOOD, *WRONG) for display in (False, True)]
    formulas += [(sample.tex, sample.display) for sample in further_samples() if sample.kind != "hostile"]
    done = subprocess.run(
        [str(NODE), "-e", ON_NODE, str(katex_folder() / "katex.min.js")],
        input=json.dumps(formulas),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    assert [outcome(engine, tex, display) for tex, display in formulas] == json.loads(done.stdout)


@pytest.mark.parametrize("tex", GOOD)
def test_good_formulas_are_typeset(engine: Engine, tex: str) -> None:
    html = engine.render(tex, True)
    assert html.startswith('<span class="katex-display"><span class="katex">')
    assert html.endswith("</span>")


@pytest.mark.parametrize("tex", WRONG)
def test_wrong_formulas_are_refused(engine: Engine, tex: str) -> None:
    with pytest.raises(FormulaError):
        engine.render(tex, False)


def test_a_refusal_says_why_and_where(engine: Engine) -> None:
    with pytest.raises(FormulaError) as raised:
        engine.render(r"abc \foo", False)
    assert (raised.value.reason, raised.value.position) == (r"Undefined control sequence: \foo", 4)


def test_no_formula_sees_the_macros_of_another(engine: Engine) -> None:
    engine.render(r"\gdef\leak{x}\global\let\other=y \leak", False)
    for tex in (r"\leak", r"\other"):
        with pytest.raises(FormulaError):
            engine.render(tex, False)


@pytest.mark.skipif(not all(map(installed, ENGINES)), reason="one of the engines is not installed")
def test_both_engines_give_the_same() -> None:
    formulas = (*GOOD, *WRONG, *UNTRUSTED, *COSTLY, *(sample.tex for sample in further_samples()))
    with Typesetter("quickjs") as one, Typesetter("mini-racer") as other:
        for tex in formulas:
            done = one.typeset(tex, True)
            # What they say of a stack that is used up differs.
            assert other.typeset(tex, True).html == done.html, tex[:100]


@pytest.mark.parametrize("tex", [r"\def\a{xx}" + r"\edef\a{\a\a}" * 200 + r"\a", "x" * 3600, r"\vec1" * 700])
def test_what_costs_too_much_is_stopped(engine: Engine, tex: str) -> None:
    with pytest.raises(LimitError):
        engine.render(tex, True)
    assert engine.render("x", False).startswith("<span")


@pytest.mark.parametrize(
    "script",
    [
        "readFormula = null; for (;;) {}",
        "readFormula = null; let all = []; for (;;) all.push(new Array(10000).fill('x'.repeat(1000)));",
        "readFormula = null; (function f() { return 1 + f(); })();",
    ],
    ids=["time", "memory", "stack"],
)
def test_an_engine_that_broke_off_is_replaced(name: str, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    program = katex_program().replace("const readFormula =", "var readFormula =")
    broken = QuickJS(program) if name == "quickjs" else MiniRacer(program)
    if "for (;;) {}" in script:
        monkeypatch.setattr("mkdocs_modelcards.formulas.engines.MAX_SECONDS", 0.3)
    with monkeypatch.context() as patch:
        patch.setattr("mkdocs_modelcards.formulas.engines.katex_call", lambda tex, display: script)
        with pytest.raises(BrokenEngineError):
            broken.render("x", False)
    assert broken.render("x", False).startswith("<span")
    broken.close()


@pytest.fixture(params=ENGINES)
def name(request: pytest.FixtureRequest) -> str:
    if not installed(request.param):
        pytest.skip(f"{request.param} is not installed here")
    return str(request.param)


def test_answers_that_are_none() -> None:
    for answer, error in (
        ('{"broken": "InternalError: out of memory"}', BrokenEngineError),
        ('{"limit": "output"}', LimitError),
        ('{"refused": "Too many expansions: infinite loop"}', LimitError),
        ('{"refused": "Undefined"}', FormulaError),
    ):
        with pytest.raises(error):
            katex_html(answer)


def test_any_thread_may_use_an_engine(engine: Engine) -> None:
    deep = r"\frac{" * 60 + "1" + "}{2}" * 60
    expected = engine.render(deep, True)
    before = threading.stack_size(256 * 1024)
    try:
        with ThreadPoolExecutor(4) as threads:
            results = list(threads.map(lambda number: engine.render(deep, True), range(20)))
    finally:
        threading.stack_size(before)
    assert set(results) == {expected}
    assert threading.stack_size() == before


def _length(typesetter: Typesetter) -> int:
    with typesetter:
        return len(typesetter.typeset("x^2", True).html)


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_a_typesetter_may_be_sent_to_another_process(name: EngineChoice, method: str) -> None:
    if method == "fork" and (not hasattr(os, "fork") or name == "mini-racer"):
        pytest.skip("not possible here")
    with Typesetter(name) as typesetter:
        expected = len(typesetter.typeset("x^2", True).html)
        if method == "fork":
            # Threads of other tests may be about, which newer versions of Python warn of.
            assert _in_fork(typesetter) == expected
        else:
            with get_context("spawn").Pool(1) as pool:
                assert pool.map(_length, [typesetter]) == [expected]


def _in_fork(typesetter: Typesetter) -> int:
    script = """
import os, sys
from mkdocs_modelcards.formulas.typeset import Typesetter
typesetter = Typesetter(sys.argv[1])
typesetter.typeset("y", True)
child = os.fork()
if child == 0:
    print(len(typesetter.typeset("x^2", True).html), flush=True)
    os._exit(0)
os.waitpid(child, 0)
"""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", script, typesetter.choice],
        capture_output=True,
        text=True,
        check=True,
        timeout=30,
    )
    return int(done.stdout)


@pytest.mark.parametrize("ending", ["", "typesetter.close()", "raise SystemExit(0)"])
def test_the_interpreter_ends(name: EngineChoice, ending: str) -> None:
    script = (
        "import sys; from mkdocs_modelcards.formulas.typeset import Typesetter; typesetter = Typesetter(sys.argv[1]); "
        f"print(len(typesetter.typeset('x', False).html)); {ending}"
    )
    for _ in range(3):
        done = subprocess.run(
            [sys.executable, "-c", script, name], capture_output=True, text=True, check=False, timeout=30
        )
        assert (done.returncode, done.stderr) == (0, "")
        assert int(done.stdout) > 100


def test_engines_are_imported_for_the_first_formula_only() -> None:
    script = (
        "import sys; from mkdocs_modelcards.formulas.typeset import Typesetter; Typesetter(); "
        "print([name for name in sys.modules if 'quickjs' in name or 'mini_racer' in name])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_without_its_package_an_engine_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "quickjs", None)
    monkeypatch.setitem(sys.modules, "py_mini_racer", None)
    assert [open_engine(choice) for choice in ("auto", "quickjs", "mini-racer", "none")] == [None] * 4


def test_auto_takes_what_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    if not installed("mini-racer"):
        pytest.skip("mini-racer is not installed here")
    monkeypatch.setitem(sys.modules, "quickjs", None)
    found = open_engine("auto")
    assert found is not None
    assert found.name == "mini-racer"
    found.close()


def test_katex_is_there_in_one_version() -> None:
    assert f'version:"{katex_version()}"' in katex_program()
    names = published_files()
    assert {"katex.min.css", "LICENSE", "fonts/KaTeX_Main-Regular.woff2"} <= set(names)
    assert len(names) == 22
    assert all((katex_folder() / name).is_file() for name in names)


def test_the_limits_are_all_in_the_program() -> None:
    program = katex_program()
    for limit in ("MAX_STEPS", "MAX_EXPANSIONS", "MAX_HTML_CHARACTERS"):
        assert str(getattr(katex_script, limit)) in program
        assert limit not in program
