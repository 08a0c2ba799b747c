"""The machine that a benchmark ran on, as far as it matters to the numbers."""

from __future__ import annotations

import os
import platform
import re
import subprocess
from importlib.metadata import version
from pathlib import Path

import msgspec

from .contenders import hugo_program

_CPU_NAME = re.compile(r"^(?:model name|Model|Hardware)\s*:\s*(.+)$", re.MULTILINE)
_HUGO_VERSION = re.compile(r"\bv(\d+\.\d+\.\d+)")


class Machine(msgspec.Struct, frozen=True):
    """Processor, memory and versions. Neither the machine's name nor any path is part of it."""

    processor: str
    cores: int
    memory_bytes: int
    system: str
    versions: dict[str, str]


def this_machine(peers: list[str]) -> Machine:
    """The machine that runs this, with the versions of the programs that build. Raises `HugoMissingError`."""
    versions = {
        "Python": platform.python_version(),
        "MkDocs": version("mkdocs"),
        "Material": version("mkdocs-material"),
    }
    if "hugo" in peers:
        versions["Hugo"] = hugo_version(_output([hugo_program(), "version"]))
    return Machine(
        processor=_processor(),
        cores=usable_cores(),
        memory_bytes=os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"),
        system=platform.system(),
        versions=versions,
    )


def usable_cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def processor_name(cpuinfo: str) -> str | None:
    """The processor's name in the text of `/proc/cpuinfo` (proc(5))."""
    match = _CPU_NAME.search(cpuinfo)
    return match[1].strip() if match else None


def hugo_version(output: str) -> str:
    """The version in what `hugo version` says."""
    match = _HUGO_VERSION.search(output)
    return match[1] if match else "unknown"


def _processor() -> str:
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.is_file():
        name = processor_name(cpuinfo.read_text(encoding="utf-8", errors="replace"))
    else:
        name = _output(["sysctl", "-n", "machdep.cpu.brand_string"]).strip()
    return name or platform.machine()


def _output(command: list[str]) -> str:
    try:
        return subprocess.run(command, capture_output=True, text=True, check=False).stdout
    except OSError:
        return ""
