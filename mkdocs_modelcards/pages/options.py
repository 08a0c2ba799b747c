"""What a user may choose about pages."""

from __future__ import annotations

import msgspec


class PageOptions(msgspec.Struct, frozen=True, kw_only=True):
    """Where the links of pages lead that leave the site, and what pages may show.

    `hub_url` is where ids of models and datasets that the catalog does not have are looked up, `endpoint` the address
    of the registry that the models are loaded from (empty for the Hugging Face Hub), `source_url` and `edit_url` the
    addresses at which a card's file is read and edited, with `{path}`, `{id}` and `{file}` in them (empty for none),
    `site_url` that of the site (empty when it is not known). `remote_images` allows images and media of other hosts.
    """

    hub_url: str = "https://huggingface.co"
    endpoint: str = ""
    source_url: str = ""
    edit_url: str = ""
    site_url: str = ""
    remote_images: bool = True


DEFAULTS = PageOptions()
