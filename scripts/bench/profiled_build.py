"""Build a site under cProfile: ``python -m scripts.bench.profiled_build CONFIG PROFILE``."""

from __future__ import annotations

import cProfile
import marshal
import os
import sys
from pathlib import Path
from typing import cast

import msgspec

from .contenders import Contender
from .measure import run_measured
from .stages import Profile, stage_seconds, stage_table


def main(config: str, profile: str) -> None:
    """Build the site of a configuration file, and write the profile of the main process to a file."""
    profiler = cProfile.Profile()
    # Processes that parse and render cards would inherit the profiler, and be slowed down for nothing.
    os.register_at_fork(after_in_child=profiler.disable)
    profiler.enable()
    from mkdocs.__main__ import cli  # here, because its import is a part of the build

    cli.main(["build", "--quiet", "--config-file", config], standalone_mode=False)
    profiler.disable()
    profiler.dump_stats(profile)


def profile_text(site: Contender, config: Path) -> str:
    """Where the time of a build goes, as text. Raises `BuildFailedError`."""
    file = site.log.with_suffix(".prof")
    command = (sys.executable, "-m", "scripts.bench.profiled_build", str(config), str(file))
    usage = run_measured(msgspec.structs.replace(site, command=command))
    profile = cast(Profile, marshal.loads(file.read_bytes()))
    return (
        f"{stage_table(stage_seconds(profile))}\n\n"
        f"This is the main process; all processes together took {usage.cpu_seconds:.1f} s of processor time. "
        f"The profiler slows Python down, so compare the parts, not the sum. Each function: python -m pstats {file}"
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
