"""The part of the hostile registry that is written when tests run, and the cards of `cards/`.

What stands here has names or bytes that git, an editor or a file system might change, or is too large to keep.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

CARDS = Path(__file__).parent / "cards"
"""Cards as they are, each named after its attack."""

REMOTE_HOST = "images.example"
"""The one host whose images cards show on purpose."""

PLANTED = (
    "etc/secret.png",
    "secret.png",
)
"""Files beside the cards folder that no page may publish."""

SECRET = b"hostile-registry-secret"
SCRIPT = "<script>window.__pwned=1;alert(1)</script>"
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c636060606000000005000151a5f6"
    "1c0000000049454e44ae426082"
)
HEADER = "---\nlicense: mit\n---\n"

UNPUBLISHED = (b"hostile-registry-secret", b"[log]\n\tshowSignature")
"""Bytes that no file of the site may hold."""


def _encoded(text: str, encoding: str, mark: bytes = b"") -> bytes:
    return mark + text.encode(encoding)


_TEXT = f"---\nlicense: mit\nmodel_name: 'Ünïcode {SCRIPT}'\n---\n# Ünïcode\n\n{SCRIPT}\n\nText.\n"

ENCODED_CARDS: dict[str, bytes] = {
    "utf-16-with-bom": _encoded(_TEXT, "utf-16-le", b"\xff\xfe"),
    "utf-16-big-endian-with-bom": _encoded(_TEXT, "utf-16-be", b"\xfe\xff"),
    "utf-16-without-bom": _encoded(_TEXT, "utf-16-le"),
    "utf-32-with-bom": _encoded(_TEXT, "utf-32-le", b"\xff\xfe\0\0"),
    "utf-8-with-two-boms": _encoded(_TEXT, "utf-8", b"\xef\xbb\xbf\xef\xbb\xbf"),
    "utf-8-bom-in-the-middle": f"{HEADER}# a\n\ufeff{SCRIPT}\n\ufeff# b\n".encode(),
    "latin-1": _encoded(_TEXT, "latin-1"),
    "utf-7": _encoded(_TEXT, "utf-7"),
    "shift-jis": _encoded(f"{HEADER}# 表示ソ能\n\n<a title='ソ\\' onclick=alert(1)>x</a> {SCRIPT}\n", "shift-jis"),
    "iso-2022-jp": _encoded(f"{HEADER}# 表示\n\n\x1b(B{SCRIPT}\x1b$B<script>\n", "iso-2022-jp"),
    "gb18030": _encoded(f"{HEADER}# 中文 {SCRIPT}\n\n<a title='中文\\'>\n", "gb18030"),
    "ebcdic": _encoded(_TEXT.replace("Ü", "U"), "cp500", b""),
    "overlong-utf-8": HEADER.encode() + b"# \xc0\xbcscript\xc0\xbealert(1)\xc0\xbc/script\xc0\xbe\n\n\xe0\x80\xbcimg "
    b"src=x onerror=alert(1)\xe0\x80\xbe \xf0\x80\x80\xbcscript>\n",
    "lone-surrogates": HEADER.encode() + b"# \xed\xa0\x80\xed\xb0\x80\n\n<script\xed\xa0\x80>alert(1)</script> "
    b"\\\\(\xed\xa0\x80\\\\)\n",
    "lone-surrogates-in-yaml": b'---\nmodel_name: "\\ud800<script>alert(1)</script>"\ntags: ["\\udc00"]\n---\n# x\n',
    "bytes-above-unicode": HEADER.encode() + b"# \xf4\x90\x80\x80\xf8\x88\x80\x80\x80\xfe\xff\n",
    "cut-in-a-character": HEADER.encode() + "# Größe é".encode()[:-1],
    "a-byte-that-swallows-a-quote": HEADER.encode() + b'# x\n\n<a title="\xc3" onclick="alert(1)">y</a> [a](x\xe2"z)\n',
    "nul-bytes": f"{HEADER}# a\0b\n\n<scr\0ipt>alert(1)</script> <img src=x onerr\0or=alert(1)> "
    f"[x](java\0script:alert(1)) <\0script>alert(1)</\0script> \\\\(a\0b\\\\) [y](z\0.png) "
    f"![z](\0)\n\n```\0js\nx\0\n```\n".encode(),
    "nul-bytes-in-the-header": b"---\nlicense: m\0it\nmodel_name: a\0b\n---\n# x\n",
    "control-characters": HEADER.encode() + b"# " + bytes(range(1, 10)) + b"\x0b\x0c" + bytes(range(14, 32)) + b"\x7f"
    b"\n\n[x](java\x01script:alert(1)) "
    b"<a\x0bhref=javascript:alert(1)>x</a> <a\x0chref=javascript:alert(1)>y</a>\x1b[2J\n",
    "carriage-returns-only": _TEXT.replace("\n", "\r").encode(),
    "mixed-line-ends": _TEXT.replace("\n", "\r\n", 3).replace("\n# ", "\r# ").encode() + b"\x0c\x1c\xc2\x85\n# y\n",
    "only-a-bom": b"\xef\xbb\xbf",
    "only-nul": b"\0" * 1000,
    "an-executable": b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 8,
    "a-picture-named-md": PICTURE,
}  # fmt: skip

NAMES = (
    'quote" onmouseover="alert(1)',
    "apostrophe' onclick='alert(1)",
    "<script>alert(1)<|script>",
    "<img src=x onerror=alert(1)>",
    "a&lt;script&gt;b",
    "javascript:alert(1)",
    "{{ config }}",
    "{% raw %}",
    "newline\nERROR   -  forged: line",
    "escape\x1b[31mred\x1b]0;title\x07",
    "tab\tin\x01the\x7fname",
    "bidi\u202egpj.exe",
    "space at the end ",
    " space at the start",
    "question?mark=1&b=2",
    "hash#fragment",
    "percent%2e%2e%2f",
    "back\\slash\\..\\..",
    "semi;colon`id`$(id)",
    "colon:in",
    "star*and|pipe",
    "\u0430\u0441m\u0435",
    "e\u0301 decomposed",
    "\u00e9 composed",
    "\ufeffmark",
    "__proto__",
    "constructor",
    "-",
    "--help",
    "-rf",
    "con",
    "aux.txt",
    "index",
    "index.html",
    "404",
    "search",
    "sitemap.xml",
    "catalog.json",
    "]]></loc>",
    "~2",
    "...",
    "x" * 200,
    "\U0001f4a9",
)
"""Names of folders and cards."""

PICTURES = (
    'x" onerror="alert(1).png',
    "x' onerror='alert(1).png",
    "<img src=x onerror=alert(1)>.png",
    "a&quot;b.png",
    "{{ config }}.png",
    "new\nline.png",
    "javascript:alert(1).png",
    "%2e%2e%2fup.png",
    "percent%.png",
    "hash#x.png",
    "question?x.png",
    "space x.png",
    "bidi\u202egnp.png",
    "back\\slash.png",
    "colon:x.png",
    "plus+x.png",
    "\u00e9.png",
)


def _picture_card() -> str:
    lines = [HEADER, "# Names of pictures\n"]
    for name in PICTURES:
        quoted = "".join(char if char.isalnum() or char in ".-" else _percent(char) for char in name)
        raw = name.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
        lines.append(f'![a]({quoted}) [b]({quoted}) <img src="{raw}"> ![c](<{name}>) <img src="{quoted}">\n')
    return "\n".join(lines)


def _percent(char: str) -> str:
    return "".join(f"%{byte:02X}" for byte in char.encode())


REPEATED = (
    *("> ", ">", "- ", "1. ", "* ", "[", "![", "*", "**", "_", "`", "~~", "<", "<b>", "<div>", "<details>", "<table>"),
    *(
        "|",
        "|a",
        "&",
        "&#",
        "&#x41;",
        "\\",
        "\\\\(",
        "\\\\(x\\\\)",
        "$$",
        "$$x$$",
        "\\( ",
        "[a](",
        "[^",
        "[^1]",
        "![a](b",
    ),
    *("<!--", "<![CDATA[", "<?", "<!A", "<a href='", '<a title="', "<h1>", "# a\n", "a\n=\n", "```\n", "> [!NOTE]\n"),
    *(
        "<Gallery />",
        "<picture>",
        "https://a.b/",
        "a@b.c ",
        "http://[",
        "[TOC]\n\n",
        "[a]: b\n",
        "[^a]: b\n",
        "- [ ] a\n",
    ),
    *("\t", " ", "\n", "\r", "\0", "\u202e", "\u0301", "\U0001f600", "é", "<p id=a>", "<script>", "</div>", "<!-- -->"),
    *("<img src=x>", "![](x.png)", "[x](#a)", "[x](y.md)", "<a name=x>", "\\text{", "\\\\(\\frac{a", "mc0123456789x0q"),
    *("<pre><code>", "<svg>", "<math>", "&lt;", "*a **b ", "`a``", "|-", "a|b\n-|-\n", "\n\n    x", "==", "<pre>\n"),
)
"""Pieces that are repeated to a text that a slow parser could not read."""


def stress_texts() -> dict[str, str]:
    """Bodies of cards that would take too long if any step were not linear, by name."""
    texts = {f"{piece!r} 10,000 times": piece * 10_000 for piece in REPEATED}
    texts |= {f"{piece!r} 10,000 times, then closed": piece * 10_000 + "x" + end * 10_000 for piece, end in CLOSED}
    return texts | {
        "one line of 10 MB": "x" * 10_000_000,
        "one line of 10 MB of words": "word " * 2_000_000,
        "one line of 450 kB of links": "[a](b) " * 64_000,
        "one word of 900 kB": "x" * 900_000,
        "one formula of 900 kB": f"$${'x' * 900_000}$$",
        "many formulas": "".join(f"\\\\(x_{{{number}}}\\\\) " for number in range(8_000)),
        "many footnotes": "".join(f"[^{number}]\n\n[^{number}]: x\n\n" for number in range(4_000)),
        "many references": "".join(f"[{number}]\n\n[{number}]: x\n\n" for number in range(4_000)),
        "many headings": "".join(f"# {number}\n\n" for number in range(10_000)),
        "one heading often": "# a\n\n" * 10_000 + "# a-1\n\n" * 10_000,
        "many ids": "".join(f"<p id=a{number}>" for number in range(10_000)),
        "many links within": "".join(f"[a](#b{number}) " for number in range(10_000)),
        "many files": "".join(f"![a](b{number}.png) " for number in range(10_000)),
        "many languages of code": "".join(f"```x{number}\na\n```\n" for number in range(5_000)),
        "wide table": "|a" * 5_000 + "\n" + "|-" * 5_000 + "\n" + "|b" * 5_000,
        "short rows of a wide table": "|a" * 3_000 + "\n" + "|-" * 3_000 + "\n" + "|\n" * 5_000,
        "emphasis within emphasis": "*a **b " * 10_000 + "c** d*" * 10_000,
        "quotes and lists": "> - " * 5_000 + "x",
        "code fences of growing length": "".join("`" * length + "\n" for length in range(3, 1_000)),
        "back quotes of growing length": "".join("`" * length + "a" for length in range(1, 1_200)),
        "dollars of growing length": "".join("$" * length + "a" for length in range(1, 1_200)),
    }


CLOSED = (
    *(("[", "]"), ("(", ")"), ("[a](", ")"), ("**", "**"), ("<b>", "</b>"), ("<!--", "-->"), ("\\\\(", "\\\\)")),
    *(("<div>\n\n", "</div>\n\n"), ("{", "}"), ("$$", "$$"), ("`", "`"), ("<a href='", "'>"), ("![", "](x)")),
)


def stress_headers() -> dict[str, str]:
    """Headers that would take too long, by name."""
    return {
        "deep lists": f"tags: {'[' * 50_000}{']' * 50_000}",
        "deep mappings": "".join(f"{' ' * depth}a:\n" for depth in range(600)),
        "many keys": "".join(f"key{number}: {number}\n" for number in range(20_000)),
        "many tags": f"tags: [{', '.join(f't{number}' for number in range(50_000))}]",
        "misspelled keys": "".join(f"licens{number}: x\n" for number in range(5_000)),
        "unknown languages": f"language: [{', '.join(f'q{number}' for number in range(5_000))}]",
        "one long value": f"license: {'x' * 900_000}",
        "a long number": f"co2_eq_emissions: {'9' * 900_000}",
        "quotes": "description: " + '"' * 100_000,
        "question marks": "? " * 50_000,
        "anchors": "".join(f"a{number}: &a{number} x\n" for number in range(20_000)),
        "aliases": "a: &a [x, x, x, x, x, x, x, x]\n"
        + "".join(
            f"b{number}: &b{number} [*{'a' if not number else f'b{number - 1}'}, *a]\n" for number in range(2_000)
        ),
        "many widget examples": "widget:\n" + "- text: x\n" * 20_000,
        "flow without an end": "tags: " + "[{a: " * 10_000,
        "folded text": "description: >\n" + "  word\n\n" * 50_000,
    }


def draw(folder: Path) -> list[str]:
    """Write the whole registry into a folder that does not exist yet; returns what this system has no place for."""
    shutil.copytree(CARDS, folder)
    refused = [name for name, data in files() if not _written(folder / name, data)]
    for path in PLANTED:
        _written(folder.parent / path, SECRET)
    links = {
        "paths/traversal/link-out.png": "../../../secret.png",
        "paths/traversal/link-in.png": "a.png",
        "paths/traversal/link-hidden.png": ".hidden.png",
        "paths/traversal/link-loop.png": "link-loop.png",
        "paths/traversal/link-folder": "../../../etc",
        "paths/link-to-a-card-outside.md": "../../outside.md",
        "paths/link-to-the-root": "..",
        "paths/link-to-itself.md": "link-to-itself.md",
    }
    _written(folder.parent / "outside.md", f"# {SECRET.decode()}\n".encode())
    return refused + [name for name, target in links.items() if not _linked(folder / name, target)]


def files() -> Iterator[tuple[str, bytes]]:
    """Every file that is written when tests run, by its path in the cards folder."""
    for name, data in ENCODED_CARDS.items():
        yield f"encodings/{name}.md", data
    for name in NAMES:
        yield f"names/{name}.md", f"{HEADER}Text of a card.\n".encode()
    for name in NAMES[::6]:
        yield f"{name}/of-an-organization.md", f"{HEADER}Text of a card.\n".encode()
    yield "names/of-pictures/README.md", _picture_card().encode()
    for name in PICTURES:
        yield f"names/of-pictures/{name}", PICTURE
    yield "structures/ten-thousand-of-each.md", (HEADER + "\n\n".join(piece * 200 for piece in REPEATED)).encode()
    for name in (">", "[", "*", "<b>", "|a", "\\\\("):
        word = {">": "quotes", "[": "brackets", "*": "stars", "<b>": "elements", "|a": "cells", "\\\\(": "formulas"}[
            name
        ]
        yield f"structures/ten-thousand-{word}.md", (HEADER + name * 10_000).encode()
    # What git would take for a repository, with a configuration that runs a program.
    yield "HEAD", b"ref: refs/heads/main\n"
    yield "config", b"[core]\n\tbare = true\n[log]\n\tshowSignature = true\n[gpg]\n\tprogram = ./pwned\n"
    yield "objects/.keep", b""
    yield "refs/heads/.keep", b""


def _written(path: Path, data: bytes) -> bool:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    except (OSError, ValueError):
        return False
    return True


def _linked(path: Path, target: str) -> bool:
    try:
        path.symlink_to(target)
    except OSError:
        return False
    return True
