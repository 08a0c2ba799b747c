"""Pictures with a variant for dark pages."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mkdocs_modelcards.render.pictures import follow_palette
from mkdocs_modelcards.render.sanitize import sanitize

from .helpers import Tags, quick, rendered
from .test_render_sanitize import FRAGMENTS

DARK = '<source media="(prefers-color-scheme: dark)" srcset="dark.png">'
LIGHT = '<source media="(prefers-color-scheme: light)" srcset="light.png">'
IMAGE = '<img alt="a" src="plain.png" width="80">'


def images(html: str) -> list[dict[str, str]]:
    """The attributes of the images of a picture."""
    return [attributes for tag, attributes in Tags(follow_palette(sanitize(html))).tags if tag == "img"]


@pytest.mark.parametrize(
    ("sources", "light", "dark"),
    [
        (DARK, "plain.png", "dark.png"),
        (LIGHT, "light.png", "plain.png"),
        (DARK + LIGHT, "light.png", "dark.png"),
        (DARK + DARK.replace("dark.png", "b.png"), "plain.png", "dark.png"),
        (DARK.replace(": ", ":").replace("(", "( "), "plain.png", "dark.png"),
        (DARK + '<source type="image/webp" srcset="c.webp">', "plain.png", "dark.png"),
        (DARK.replace("dark.png", "dark.png?a=1&amp;b=%22"), "plain.png", "dark.png?a=1&b=%22"),
    ],
)
def test_a_picture_for_color_schemes_becomes_two_images(sources: str, light: str, dark: str) -> None:
    kept = {"alt": "a", "width": "80", "loading": "lazy"}
    html = f"<picture>\n{sources}\n{IMAGE}\n</picture>"
    assert images(html) == [
        {"class": "mc-light-only", "src": light} | kept,
        {"class": "mc-dark-only", "src": dark} | kept,
    ]
    assert Tags(follow_palette(sanitize(html))).names() == ["img", "img"]


@pytest.mark.parametrize(
    "html",
    [
        f"<picture>{IMAGE}</picture>",
        f"<picture>{DARK}</picture>",
        f'<picture><source media="(min-width: 9em)" srcset="b.png">{IMAGE}</picture>',
        f'<picture><source media="(prefers-color-scheme: dark) and (min-width: 9em)" srcset="b.png">{IMAGE}</picture>',
        f"<picture>{DARK.replace('dark.png', 'dark.png 1x, b.png 2x')}{IMAGE}</picture>",
        f"<picture>{DARK}{IMAGE}{IMAGE}</picture>",
        f"<picture>{DARK}{IMAGE}Text.</picture>",
        f'<picture>{DARK}<a href="b">{IMAGE}</a></picture>',
        f"<picture><picture>{DARK}{IMAGE}</picture>Text.</picture>",
        f"<picture>{DARK}{IMAGE}<p>The rest of a card whose picture is never closed.",
        f"<p>prefers-color-scheme {DARK}</p>",
    ],
)
def test_other_pictures_stay_as_they_are(html: str) -> None:
    clean = sanitize(html)
    assert follow_palette(clean) == clean


def test_the_text_after_a_picture_that_is_never_closed_stays() -> None:
    made = rendered(f"<picture>\n{DARK}\n{IMAGE}\n\nThe *rest*.\n\n## More\n")
    assert "The <em>rest</em>." in made.html
    assert [heading.title for heading in made.contents] == ["More"]


def test_an_id_is_not_repeated_and_a_class_gives_way() -> None:
    html = f"<picture>{DARK}<img id='b' class='hidden dark:block' src='c.png' title='src='></picture>"
    assert images(html) == [
        {"class": "mc-light-only", "src": "c.png", "id": "b", "title": "src=", "loading": "lazy"},
        {"class": "mc-dark-only", "src": "dark.png", "title": "src=", "loading": "lazy"},
    ]


@pytest.mark.parametrize(
    ("image", "address"),
    [
        ('<img alt="x src=" title=" onerror=alert(1) " src="y">', "y"),
        ("<img src='b\" onerror=\"alert(1)'>", 'b" onerror="alert(1)'),
        ("<img alt='c'>", ""),
    ],
)
def test_no_value_breaks_out_of_its_attribute(image: str, address: str) -> None:
    for attributes in images(f"<picture>{DARK}{image}</picture>"):
        assert set(attributes) <= {"class", "src", "alt", "title", "loading"}
    assert images(f"<picture>{DARK}{image}</picture>")[0]["src"] == address


def test_both_images_are_links_to_files_beside_the_card() -> None:
    made = rendered(f"Logo: <picture>{DARK}{IMAGE}</picture>")
    assert [(link.attribute, link.url, link.line) for link in made.links] == [
        ("src", "plain.png", 4),
        ("src", "dark.png", 4),
    ]
    assert set(made.references) == {"plain.png", "dark.png"}


@given(
    st.lists(FRAGMENTS | st.sampled_from(["<picture>", "</picture>", DARK, LIGHT, IMAGE, " "]), max_size=12).map(
        "".join
    )
)
@settings(max_examples=200)
def test_no_text_is_lost(html: str) -> None:
    clean = sanitize(html + DARK)
    before, after = Tags(clean), Tags(follow_palette(clean))
    assert after.text.split() == before.text.split()
    assert (after.misnested, after.open) == ([], [])
    assert len(after.all("id")) == len(before.all("id"))
    assert len([name for name in after.names() if name == "img"]) >= len(
        [name for name in before.names() if name == "img"]
    )


@pytest.mark.parametrize(
    "html",
    [
        f"<picture>{DARK}{IMAGE}</picture>", "<picture></picture>", DARK, IMAGE, "<picture><b>",
        f"<picture>{DARK}{IMAGE}<i></picture>", "<picture>a</picture>",
    ],
)  # fmt: skip
def test_hostile_pictures_are_followed_quickly(html: str) -> None:
    clean = sanitize(f"{html * 400}{DARK}" if html == "<picture><b>" else f"<picture>{html * 10_000}{DARK}")
    spaces = sanitize(f"<picture>{DARK.replace('(', '(' + ' ' * 100_000)}{IMAGE}</picture>")
    with quick():
        follow_palette(clean)
        follow_palette(spaces)
