"""The order of the builds, what is left of earlier ones, and what one build costs."""

from __future__ import annotations

import sys
from importlib.machinery import PathFinder
from pathlib import Path

import pytest

from scripts.bench import __main__ as command
from scripts.bench import contenders as sites
from scripts.bench.contenders import HUGO, MATERIAL, OURS, Contender, HugoMissingError, contenders, peers_for
from scripts.bench.corpus.cards import write_cards
from scripts.bench.measure import BuildFailedError, SiteSize, Usage, run_measured, site_size
from scripts.bench.plugin_files import PluginChangedError, unchanged
from scripts.bench.rounds import COLD, EDITED, WARM, Measurement, edited, rows, run_rounds

MB = 1_000_000


def contender(name: str, folder: Path, *code: str) -> Contender:
    """A site that a line of Python builds."""
    return Contender(name, (sys.executable, "-c", *code), folder / "site", folder / "log", (folder / "cache",))


def test_sites_are_built_in_turn_and_each_card_is_as_before(tmp_path: Path) -> None:
    cards = write_cards(tmp_path / "cards", 5)
    before = [card.read_bytes() for card in cards]
    seen: list[tuple[str, bool, list[int]]] = []

    def build(site: Contender) -> Measurement:
        changed = [number for number, card in enumerate(cards) if card.read_bytes() != before[number]]
        seen.append((site.name, site.site.exists(), changed))
        site.site.mkdir(parents=True, exist_ok=True)
        return Measurement(Usage(1.0, 2.0, 3), SiteSize(4, 5))

    both = [contender(name, tmp_path / name) for name in (OURS, HUGO)]
    notes: list[str] = []
    results = run_rounds(both, cards, 2, notes.append, build)
    once = [(OURS, False, []), (OURS, True, []), (OURS, True, [0]), (HUGO, False, [])]
    again = [(OURS, False, []), (OURS, True, []), (OURS, True, [389 % 5]), (HUGO, False, [])]
    assert seen == [*once, *again]
    assert {build: len(found) for build, found in results.items()} == {
        (OURS, COLD): 2, (OURS, WARM): 2, (OURS, EDITED): 2, (HUGO, COLD): 2,
    }  # fmt: skip
    assert [card.read_bytes() for card in cards] == before
    assert len(notes) == 8


def test_an_edit_is_undone_after_a_failure(tmp_path: Path) -> None:
    (card,) = write_cards(tmp_path, 1)
    before = card.read_bytes()
    seen: list[bytes] = []

    def fail() -> None:
        with edited(card):
            seen.append(card.read_bytes())
            raise BuildFailedError

    with pytest.raises(BuildFailedError):
        fail()
    assert seen == [before + b"\nThis sentence has just been added.\n"]
    assert card.read_bytes() == before


def test_rows_hold_medians() -> None:
    found = [
        Measurement(Usage(seconds, 2 * seconds, int(seconds) * MB), SiteSize(10 * MB, 7)) for seconds in (9.0, 2.0, 4.0)
    ]
    (row,) = rows(1000, {(OURS, COLD): found})
    assert (row.seconds, row.fastest, row.slowest, row.cpu_seconds) == (4.0, 2.0, 9.0, 8.0)
    assert (row.peak_bytes, row.site_bytes, row.files) == (4 * MB, 10 * MB, 7)
    assert row.seconds_per_card == 0.004


def test_the_memory_is_that_of_the_largest_process(tmp_path: Path) -> None:
    # It stays long enough to be looked at, where the system tells no more than what is now.
    large = "import time; x = bytes(range(200)) * 600_000; time.sleep(0.3)"
    child = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {large!r}], check=True)"
    usage = run_measured(contender("large child", tmp_path, child))
    assert 120 * MB <= usage.peak_bytes <= 200 * MB
    assert usage.cpu_seconds > 0
    assert usage.seconds > 0


def test_a_failed_build_says_what_was_wrong(tmp_path: Path) -> None:
    with pytest.raises(BuildFailedError, match=r"(?s)ended with status 3:.*no such theme"):
        run_measured(contender("broken", tmp_path, "import sys; print('no such theme'); sys.exit(3)"))


def test_the_size_of_a_site(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "index.html").write_text("12345", encoding="utf-8")
    (tmp_path / "index.html").write_text("123", encoding="utf-8")
    assert site_size(tmp_path) == SiteSize(8, 2)


def test_a_first_build_finds_neither_site_nor_cache(tmp_path: Path) -> None:
    site = contender(OURS, tmp_path)
    for folder in (site.site, *site.caches):
        folder.mkdir(parents=True)
        (folder / "old.html").touch()
    site.forget()
    assert not site.site.exists()
    assert not site.caches[0].exists()


def test_hugo_is_the_program_and_not_its_wrapper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "hugo" / "binaries" / "hugo"
    program.parent.mkdir(parents=True)
    program.touch(mode=0o755)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(sites, "find_spec", lambda name: PathFinder.find_spec(name, [str(tmp_path)]))
    assert sites.hugo_program() == str(program)


def test_all_sites_have_the_same_cards(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sites, "hugo_program", lambda: "/bin/hugo")
    texts = sorted(card.read_bytes() for card in write_cards(tmp_path / "ours" / "cards", 4))
    found = contenders(["hugo", "material"], tmp_path)
    assert [site.name for site in found] == [OURS, HUGO, MATERIAL]
    assert sorted(card.read_bytes() for card in (tmp_path / "hugo" / "content").rglob("*.md")) == texts
    assert sorted(card.read_bytes() for card in (tmp_path / "material" / "docs" / "cards").rglob("*.md")) == texts
    assert (tmp_path / "hugo" / "hugo.toml").is_file()


def test_hugo_looks_into_no_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sites, "hugo_program", lambda: "/bin/hugo")
    site = sites.hugo(tmp_path / "cards", tmp_path / "hugo")
    assert "--ignoreCache" in site.command
    assert Path(site.environment["HUGO_CACHEDIR"]) in site.caches
    assert tmp_path / "hugo" / "resources" in site.caches


def test_material_is_left_out_where_it_takes_too_long() -> None:
    assert peers_for(["hugo", "material"], 10_000) == ["hugo", "material"]
    assert peers_for(["hugo", "material"], 50_000) == ["hugo"]


def test_a_missing_hugo_is_said_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sites, "find_spec", lambda name: None)
    monkeypatch.setattr("shutil.which", lambda *_, **__: None)
    with pytest.raises(HugoMissingError):
        sites.hugo_program()
    page = tmp_path / "page.md"
    assert command.main(["--sizes", "1", "--work", str(tmp_path), "--output", str(page)]) == command.NOTHING_BUILT
    assert capsys.readouterr().err.startswith("Hugo is not installed, so there is nothing to compare with. Install it")
    assert not page.exists()


def test_numbers_of_a_plugin_that_changes_are_refused(tmp_path: Path) -> None:
    (tmp_path / "render.py").write_text("a", encoding="utf-8")
    with unchanged([tmp_path]):
        (tmp_path / "render.pyc").write_text("compiled", encoding="utf-8")

    def change() -> None:
        with unchanged([tmp_path]):
            (tmp_path / "render.py").write_text("b", encoding="utf-8")

    with pytest.raises(PluginChangedError, match="Run the benchmark again"):
        change()


def test_no_page_is_written_when_the_plugin_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    states = iter("ab")
    monkeypatch.setattr("scripts.bench.plugin_files.fingerprint", lambda folders: next(states))
    monkeypatch.setattr(command, "measure", lambda *_: [])
    page = tmp_path / "page.md"
    assert command.main(["--sizes", "1", "--peers", "none", "--output", str(page)]) == command.NOTHING_BUILT
    assert not page.exists()
