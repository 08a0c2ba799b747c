"""The page that a benchmark writes."""

from __future__ import annotations

import msgspec
import pytest

from scripts.bench import __main__ as command
from scripts.bench.contenders import HUGO, MATERIAL, OURS
from scripts.bench.machine import Machine, hugo_version, processor_name
from scripts.bench.report import HEADS, machine_text, report, table
from scripts.bench.rounds import COLD, EDITED, Row

MACHINE = Machine("Example CPU", 2, 8 * 2**30, "Linux", {"Python": "3.12.1", "Hugo": "0.150.0"})


def row(cards: int, contender: str, seconds: float, state: str = COLD) -> Row:
    """A row, with round numbers besides its time."""
    return Row(cards, contender, state, seconds, seconds - 0.5, seconds + 1, 2 * seconds, 5e8, cards * 18_000, 1234)


SMALL = [row(1000, OURS, 4.0), row(1000, OURS, 2.0, EDITED), row(1000, HUGO, 5.0), row(1000, MATERIAL, 10.0)]


def cells(text: str) -> list[list[str]]:
    """The cells of a Markdown table's rows."""
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines()]


def test_each_build_has_a_row() -> None:
    lines = cells(table(SMALL, SMALL))
    assert lines[0] == list(HEADS)
    assert {len(line) for line in lines} == {len(HEADS)}
    assert lines[2] == [
        f"**{OURS}**, cold", "4.0 (3.5–5.0)", "0.80", "0.40", "8.0", "500", "18.0", "18.0", "1,234", "4.00", "1.00",
    ]  # fmt: skip
    assert [line[0] for line in lines[3:]] == [f"**{OURS}**, one card edited", "Hugo", "Material"]


def test_growth_is_that_of_the_time_per_card() -> None:
    large = [row(10_000, OURS, 50.0), row(10_000, HUGO, 40.0)]
    assert [line[-1] for line in cells(table(large, SMALL))[2:]] == ["1.25", "0.80"]


def test_without_peers_there_is_no_ratio() -> None:
    alone = [row(1000, OURS, 4.0)]
    assert cells(table(alone, alone))[2][2:4] == ["–", "–"]


def test_one_run_has_no_range() -> None:
    alone = [msgspec.structs.replace(SMALL[0], fastest=4.0, slowest=4.0)]
    assert cells(table(alone, alone))[2][1] == "4.0"


def test_the_table_says_that_material_is_left_out() -> None:
    large = [row(50_000, OURS, 200.0), row(50_000, HUGO, 250.0)]
    assert cells(table(large, SMALL))[-1][:3] == ["Material", "not built, too slow", "–"]


def test_the_machine_is_told_without_its_name() -> None:
    text = machine_text(MACHINE, "2026-01-02", "make bench", 3)
    assert "on 2026-01-02 with `make bench`, 3 runs, on Example CPU, 2 cores, 8 GiB of memory, Linux." in " ".join(
        text.split()
    )
    assert "Python 3.12.1, Hugo 0.150.0." in " ".join(text.split())
    assert max(map(len, text.splitlines())) <= 120


def test_the_page_has_a_table_for_each_size_and_explains_it() -> None:
    results = {1000: SMALL, 10_000: [row(10_000, OURS, 50.0)]}
    text = report(results, MACHINE, "2026-01-02", "make bench", 3)
    headings = [line for line in text.splitlines() if line.startswith("#")]
    assert headings[:3] == ["# Benchmarks", "## 1,000 cards", "## 10,000 cards"]
    assert all(f"**{head}**" in text or head in text for head in HEADS)
    assert "BENCH=full make bench" in text
    assert text.endswith("\n")
    assert not text.endswith("\n\n")


def test_the_processor_is_found_in_the_system_s_file() -> None:
    assert processor_name("processor\t: 0\nmodel name\t: Example CPU @ 2 GHz\n\nmodel name\t: Other\n") == (
        "Example CPU @ 2 GHz"
    )
    assert processor_name("processor\t: 0\n") is None


def test_the_version_of_hugo_is_found_in_what_it_says() -> None:
    assert hugo_version("hugo v0.150.1-abc+extended linux/amd64 BuildDate=2026-01-01") == "0.150.1"
    assert hugo_version("") == "unknown"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "make bench"),
        (["--work", "/somewhere", "--output", "/there.md"], "make bench"),
        (["--full"], "BENCH=full make bench"),
        (
            ["--sizes", "300,200", "--peers", "none"],
            "python -m scripts.bench --sizes 200,300 --runs 3 --peers none",
        ),
        (["--runs", "1"], "python -m scripts.bench --sizes 1000,10000 --runs 1 --peers hugo,material"),
    ],
)
def test_the_page_names_the_command_without_folders(arguments: list[str], said: str) -> None:
    options = command.parsed(arguments)
    assert command.shown_command(options) == said


def test_unknown_peers_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        command.parsed(["--peers", "jekyll"])
    assert "'jekyll' is none of hugo, material, none" in capsys.readouterr().err
