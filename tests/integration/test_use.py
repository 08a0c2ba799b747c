"""The code under "Use this model" in a built site."""

from __future__ import annotations

from tests.projects import Project, texts

CARD = "---\nlicense: mit\nlibrary_name: {library}\npipeline_tag: fill-mask\n---\n# Model\n\nText.\n"
STARTED = "## How to Get Started with the Model\n\nCall it:\n\n```python\nimport tiny\n```\n"


def test_snippets_of_a_site(project: Project) -> None:
    cards = {name: CARD.format(library=name) for name in ("transformers", "acme-ml", "timm")}
    project.cards({f"acme/{name}.md": text for name, text in cards.items()})
    project.cards({"acme/started.md": cards["transformers"] + STARTED})
    own = '{% call snippet("Load", "bash", hub=false) %}\nacme-ml {{ model.id | shell }}\n{% endcall %}\n'
    project.draw({"own/modelcards/use/acme-ml.html": own, "own/modelcards/use/timm.html": f"{own}{{{{ x }}}}"})
    theme = {"name": "mkdocs", "custom_dir": "own"}
    site = project.build({"endpoint": "https://models.example.com"}, theme=theme)

    page = site.page("acme/transformers")
    assert texts(page, ".mc-use > summary") == ["Use this model Transformers"]
    for button in page.css(".mc-use [data-mc-copy]"):
        assert button.prev is not None
        assert button.prev.text().startswith(
            'import os\n\nos.environ["HF_ENDPOINT"] = "https://models.example.com"\n\nfrom transformers import '
        )
    assert len(page.css(".mc-use .highlight .kn")) > 0
    assert texts(site.page("acme/acme-ml"), ".mc-use .highlight") == ["acme-ml acme/acme-ml"]
    for name in ("timm", "started"):
        assert not site.page(f"acme/{name}").css("#mc-use")

    [reported] = [line for line in site.log if "snippet-invalid" in line]
    assert reported.startswith("WARNING ")
    assert " own/modelcards/use/timm.html:4:1: warning snippet-invalid: " in reported
    assert not (site.path / "modelcards").exists()
