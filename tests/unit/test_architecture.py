"""The imports of the package point one way, and the core knows nothing of MkDocs."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import mkdocs_modelcards

PACKAGE = Path(mkdocs_modelcards.__file__).parent
LAYERS = (
    {"findings", "vocabulary", "identifiers"},
    {"source_file"},
    {"discover"},
    {"parse"},
    {"formulas"},
    {"render"},
    {"processing"},
    {"history"},
    {"catalog"},
    {"full_text"},
    {"attachments"},
    {"lists"},
    {"file_links"},
    {"targets"},
    {"pages"},
    {"pipeline"},
    {"frames"},
    {"config", "markdown_math", "mkdocs_math", "mkdocs_folders", "mkdocs_pages", "early_folders", "progress"},
    {"mkdocs_full_text", "mkdocs_site_files", "mkdocs_frames", "mkdocs_page_values", "mkdocs_stand_in"},
    {"mkdocs_inserts"},
    {"plugin"},
)
ADAPTER = {
    "config",
    "plugin",
    *(f"mkdocs_{name}" for name in ("folders", "frames", "full_text", "inserts", "math", "page_values", "pages")),
    *(f"mkdocs_{name}" for name in ("site_files", "stand_in")),
}


def modules() -> Iterator[tuple[str, Path]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        if parts != ("__init__",):
            yield ".".join(parts).removesuffix(".__init__"), path


def imports(module: str, path: Path) -> Iterator[str]:
    """The modules of the package that a module imports, and the others by their first name after a `:`."""
    package = module.split(".") if path.name == "__init__.py" else module.split(".")[:-1]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (f":{alias.name.split('.')[0]}" for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield f":{(node.module or '').split('.')[0]}"
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1]
            yield ".".join([*base, *(node.module or "").split(".")]).strip(".")


def layer(module: str) -> int:
    return next(number for number, names in enumerate(LAYERS) if module.split(".")[0] in names)


def test_every_module_has_a_layer() -> None:
    assert {module.split(".")[0] for module, _ in modules()} == set().union(*LAYERS)


def test_no_import_points_upward() -> None:
    upward = [
        f"{module} imports {imported}"
        for module, path in modules()
        for imported in imports(module, path)
        if not imported.startswith(":") and imported and layer(imported) > layer(module)
    ]
    assert upward == []


def test_no_two_modules_import_each_other() -> None:
    graph = {module: set(imports(module, path)) for module, path in modules()}

    def reaches(start: str, goal: str, seen: set[str]) -> bool:
        following = graph.get(start, set()) - seen
        seen |= following
        return goal in following or any(reaches(module, goal, seen) for module in following)

    assert [module for module in graph if reaches(module, module, set())] == []


def test_only_the_adapter_names_mkdocs() -> None:
    naming = {module for module, path in modules() if ":mkdocs" in imports(module, path)}
    assert naming == ADAPTER


def test_the_core_works_with_mkdocs_blocked(tmp_path: Path) -> None:
    (tmp_path / "acme").mkdir()
    (tmp_path / "acme" / "tiny.md").write_text("---\nlicense: mit\n---\n# Tiny\n", encoding="utf-8")
    core = [module for module, _ in modules() if module.split(".")[0] not in ADAPTER]
    script = f"""
import importlib, pathlib, sys
sys.modules["mkdocs"] = None
for module in {core!r}:
    importlib.import_module("mkdocs_modelcards." + module)
from mkdocs_modelcards.pages.renderer import PageRenderer
from mkdocs_modelcards.pages.site_pages import site_pages
from mkdocs_modelcards.pages.template_files import theme_folder
from mkdocs_modelcards.discover import CardsFolder
from mkdocs_modelcards.formulas.typeset import Typesetter
from mkdocs_modelcards.pipeline import CatalogOptions, load_catalog
from mkdocs_modelcards.processing.all_cards import Means
from mkdocs_modelcards.processing.cache_file import CacheFile
folder = CardsFolder(pathlib.Path({str(tmp_path)!r}), "cards")
means = Means(typesetter=Typesetter(), cache=CacheFile(None, print))
result = load_catalog(folder, {{}}, CatalogOptions(), means)
renderer = PageRenderer(result.catalog, [str(theme_folder())], templates=result.templates)
print([page.address for page in site_pages(result.catalog, 10) if '<b>tiny</b>' in renderer.html(page)])
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "['acme/tiny/', 'models/', 'models/licenses/mit/', 'acme/']"


def test_modules_stay_small() -> None:
    long = {module: count for module, path in modules() if (count := len(path.read_text().splitlines())) > 300}
    assert long == {}
