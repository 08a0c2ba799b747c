"""What a user may choose about how cards are rendered."""

from __future__ import annotations

import msgspec


class RenderOptions(msgspec.Struct, frozen=True, kw_only=True):
    """The options that a rendered card depends on, besides its text.

    `toc_depth` is the lowest rank of headings in the contents (1 to 6), `hub_hosts` are hosts whose addresses name
    models by id, `remote_images` keeps images of other hosts, and `allow_html` holds elements, each with its
    attributes, that are kept besides the usual ones.
    """

    toc_depth: int = 6
    hub_hosts: tuple[str, ...] = ("huggingface.co", "hf.co")
    remote_images: bool = True
    allow_html: tuple[tuple[str, tuple[str, ...]], ...] = ()


DEFAULTS = RenderOptions()
