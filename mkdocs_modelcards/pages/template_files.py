"""Find the templates and assets: in the installed package, or beside it in a checkout."""

from __future__ import annotations

from pathlib import Path


def theme_folder() -> Path:
    """The folder to add to a theme's folders: templates in `modelcards/`, and `assets/`.

    Raises `FileNotFoundError` for a broken installation.
    """
    package = Path(__file__).resolve().parent.parent
    for parent in (package, package.parent):
        folder = parent / "site_template" / "theme"
        if folder.is_dir():
            return folder
    message = f"mkdocs-modelcards is not installed completely: no site_template beside {package}. Install it again."
    raise FileNotFoundError(message)
