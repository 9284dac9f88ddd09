"""The built site: it asks nothing of any network, its links lead somewhere, its mathematics is rendered."""

import hashlib
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

import pytest
from mkdocs.exceptions import PluginError

from derivations.render.katex import render_formulas

ROOT = Path(__file__).resolve().parent.parent
STYLES = ROOT / "docs/assets/stylesheets/derivations.css"

# What a browser fetches by itself, while it reads a page. `<a href>` it fetches only when asked to.
FETCHED = {"src", "srcset", "poster", "data", "background", "action", "formaction", "manifest"}
FETCHED_HREF = {"link", "image", "use", "base"}
REMOTE = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:)?//", re.IGNORECASE)
CSS_REFERENCE = re.compile(r"""url\(\s*["']?([^"')]+)|@import\s+["']([^"']+)""")
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


class PageReader(HTMLParser):
    """One page: what it loads, its anchors, its links in mathematics and elsewhere, the text it shows."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path
        self.fetched: list[str] = []
        self.styles: list[str] = []
        self.scripts: list[str] = []
        self.classes: set[str] = set()
        self.attributes: set[str] = set()
        self.anchors: list[str] = []
        self.links: list[str] = []
        self.math_links: list[dict[str, str]] = []
        self.article_links: set[str] = set()
        self.text: list[str] = []
        self._open: list[tuple[str, str]] = []
        self.feed(path.read_text(encoding="utf-8"))

    def _inside(self, *names: str) -> bool:
        return any(tag in names or not set(names).isdisjoint(classes.split()) for tag, classes in self._open)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag not in VOID:
            self._open.append((tag, values.get("class", "")))
        self.attributes.update(values)
        self.classes.update(values.get("class", "").split())
        self.anchors.extend(values[name] for name in ("id", "name") if values.get(name) and tag != "meta")
        self.fetched.extend(values[name] for name in FETCHED & values.keys())
        self.styles.append(values.get("style", ""))
        if "href" in values:
            self._link(tag, values)

    def _link(self, tag: str, values: dict[str, str]) -> None:
        if tag in FETCHED_HREF:
            self.fetched.append(values["href"])
            return
        self.links.append(values["href"])
        if self._inside("katex-html"):
            self.math_links.append(values)
        elif self._inside("article"):
            self.article_links.add(values["href"])

    def handle_endtag(self, tag: str) -> None:
        if any(tag == name for name, _ in self._open):
            while self._open.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        if self._inside("script"):
            self.scripts.append(data)
        elif self._inside("style"):
            self.styles.append(data)
        elif not self._inside("code", "pre", "katex"):
            self.text.append(data)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    # Not --quiet: it silences the warnings before --strict can count them.
    built = subprocess.run(
        [
            sys.executable,
            "-m",
            "mkdocs",
            "build",
            "--strict",
            "-f",
            str(ROOT / "mkdocs.yml"),
            "-d",
            str(folder),
        ],
        capture_output=True,
        text=True,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
    )
    assert built.returncode == 0, built.stdout + built.stderr
    return folder


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[Path, PageReader]:
    # 404.html is for servers only, and so its links start at the server's root.
    return {path: PageReader(path) for path in sorted(site.rglob("*.html")) if path.name != "404.html"}


def references(style: str) -> Iterator[str]:
    for found in CSS_REFERENCE.finditer(re.sub(r"/\*.*?\*/", "", style, flags=re.DOTALL)):
        yield found[1] or found[2]


def test_pages_load_nothing_from_a_network(site: Path, pages: dict[Path, PageReader]) -> None:
    for page in [*pages.values(), PageReader(site / "404.html")]:
        loaded = page.fetched + [found for style in page.styles for found in references(style)]
        assert loaded
        assert not [found for found in loaded if REMOTE.match(found)], page.path
        # Material's script would fetch these by itself: a diagram's renderer, figures about a repository.
        assert page.classes.isdisjoint({"mermaid", "md-source"}), page.path
        # Among them is the configuration of Material's script, which says where the search lies.
        assert any('"search"' in script for script in page.scripts)
        assert not [script for script in page.scripts if re.search("https?://", script)], page.path


def test_style_sheets_and_images_load_nothing_from_a_network(site: Path) -> None:
    sheets = list(site.rglob("*.css"))
    assert any("KaTeX_Main" in found for sheet in sheets for found in references(sheet.read_text()))
    for sheet in sheets:
        for found in references(sheet.read_text(encoding="utf-8")):
            assert not REMOTE.match(found), (sheet, found)
            assert found.startswith("data:") or (sheet.parent / found).is_file(), (sheet, found)
    for image in site.rglob("*.svg"):
        assert not re.search(r"""(?:href|src)=["']\s*\w*:?//""", image.read_text(encoding="utf-8")), image


def test_every_link_and_anchor_resolves(site: Path, pages: dict[Path, PageReader]) -> None:
    broken = []
    for path, page in pages.items():
        for link in page.links + page.fetched:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            fragment = unquote(parts.fragment)
            if not target.is_file() or not target.is_relative_to(site.resolve()):
                broken.append(f"{path.relative_to(site)}: {link}")
            elif fragment and target in pages and fragment not in pages[target].anchors:
                broken.append(f"{path.relative_to(site)}: {link} (no such anchor)")
    assert not broken, "\n".join(broken)


def test_anchors_are_unique(pages: dict[Path, PageReader]) -> None:
    for path, page in pages.items():
        ids = re.findall(r'\sid="?([^"\s>]+)', path.read_text(encoding="utf-8"))
        assert len(ids) == len(set(ids)), (path, sorted({name for name in ids if ids.count(name) > 1}))
        assert page.anchors


def test_a_link_in_mathematics_is_in_the_text_too(pages: dict[Path, PageReader]) -> None:
    for path, page in pages.items():
        for link in page.math_links:
            assert link["href"] in page.article_links, (path, link["href"])
            assert link["tabindex"] == "-1", (path, link["href"])
    assert any(page.math_links for page in pages.values())


def test_all_markup_is_rendered(site: Path, pages: dict[Path, PageReader]) -> None:
    for path, page in pages.items():
        text = "".join(page.text)
        left = re.search(r"\\[()\[\]]|\$\$|\$[^$\n]+\$|\\(?:frac|log|htmlClass|begin)\b", text)
        assert not left, (path, text[max(0, left.start() - 60) : left.end() + 60])
        assert page.classes.isdisjoint({"katex-error", "arithmatex"}), path
        # Left over where Markdown within HTML was not read as such, as under an indented `???` block.
        assert "markdown" not in page.attributes, path
    assert any("katex" in page.classes for page in pages.values())
    index = (site / "search/search_index.json").read_text(encoding="utf-8")
    assert "\u200b" not in index, "mathematics in the search index: KaTeX writes a space of no width"


FORMULA = '<p>Text</p>\n<div class="arithmatex">\\[\n{}\n\\]</div>'


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/",
        "//example.org/",
        "/etc/passwd",
        "javascript:alert(1)",
        "java&colon;x",
        " a:b",
        "",
    ],
)
def test_the_hook_refuses_links_that_leave_the_site(address: str) -> None:
    with pytest.raises(PluginError, match="refused"):
        render_formulas(FORMULA.format(rf"a \href{{{address}}}{{=}} b"), "losses/x.md")


@pytest.mark.parametrize(
    "command",
    [r"\url{a.html}", r"\htmlStyle{color:red}{x}", r"\htmlData{a=b}{x}", r"\includegraphics{a.png}"],
)
def test_the_hook_refuses_other_commands_that_write_html(command: str) -> None:
    with pytest.raises(PluginError, match="refused"):
        render_formulas(FORMULA.format(command), "losses/x.md")


def test_an_error_names_page_and_formula() -> None:
    with pytest.raises(PluginError) as error:
        render_formulas(FORMULA.format(r"1 &lt; \nosuchcommand"), "losses/x.md")
    assert "losses/x.md" in str(error.value)
    assert r"1 < \nosuchcommand" in str(error.value)


def test_the_hook_renders_links_classes_and_identifiers() -> None:
    tex = r"\htmlId{here}{a} \underset{\href{../rules/x.html#y}{\text{①}}}{=} \htmlClass{part-after}{1 &lt; b}"
    page = render_formulas(FORMULA.format(tex), "x.md")
    assert page.startswith('<p>Text</p>\n<div class="formula">')
    assert re.search(r'<a tabindex="-1" [^>]*href="../rules/x.html#y">', page)
    assert page.count('href="') == 1, "no link in the MathML: it would take the keyboard to something unseen"
    assert 'id="here"' in page and "part-after" in page and "<math" in page


def test_inline_formulas_stay_in_their_line() -> None:
    page = render_formulas(r'<p>so <span class="arithmatex">\(1 &lt; z\)</span>.</p>', "x.md")
    assert page.startswith('<p>so <span class="unbroken"><span class="katex">')
    assert page.endswith("</span>.</span></p>"), "with the full stop, which must not begin a line"
    page = render_formulas(r'<p><span class="arithmatex">\(1 &lt; z\)</span> is</p>', "x.md")
    assert page.startswith('<p><span class="katex">') and page.endswith("</span> is</p>")


def test_vendored_files_are_as_recorded() -> None:
    record = (ROOT / "derivations/render/katex/VENDORED.md").read_text(encoding="utf-8")
    sums = dict(reversed(line) for line in re.findall(r"^([0-9a-f]{64})  (\S+)$", record, re.MULTILINE))
    folders = [
        ROOT / "docs/assets/stylesheets/katex",
        ROOT / "docs/assets/javascripts/iframe-worker",
        ROOT / "derivations/render/katex",
    ]
    own = {".py", ".md", ".pyc"}
    kept = {path for folder in folders for path in folder.rglob("*") if path.is_file() and path.suffix not in own}
    assert {path.relative_to(ROOT).as_posix() for path in kept} == set(sums)
    for name, recorded in sums.items():
        assert hashlib.sha256((ROOT / name).read_bytes()).hexdigest() == recorded, name


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", [":root", '[data-md-color-scheme="slate"][data-md-color-primary]'])
def test_colours_can_be_read(scheme: str) -> None:
    block = STYLES.read_text(encoding="utf-8").split(scheme + " {", 1)[1].split("}", 1)[0]
    colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block))
    pairs = [(name, f"{name}-ground") for name in colours if f"{name}-ground" in colours]
    assert len(pairs) >= 7
    # WCAG 2.2, level AA: 4.5 for text, 3 for lines that carry a meaning.
    for text, ground in [*pairs, ("caption", "page-ground"), ("caption", "result-ground")]:
        assert contrast(colours[text], colours[ground]) >= 4.5, text
    for line in ("before", "after"):
        assert contrast(colours[f"{line}-line"], colours[f"{line}-ground"]) >= 3, line


def test_no_script_style_sheet_or_image_holds_a_web_address(site: Path) -> None:
    files = [path for path in site.rglob("*") if path.suffix in {".js", ".css", ".svg"}]
    assert len(files) > 10
    assert not [path for path in files if re.search("https?://", path.read_text(encoding="utf-8"))]


def test_escaped_name_spaces_mean_the_same(site: Path) -> None:
    bundle = next((site / "assets" / "javascripts").glob("bundle.*.js")).read_text(encoding="utf-8")
    assert r"http:\/\/www.w3.org/2000/svg" in bundle or "http://www.w3.org/2000/svg" not in bundle
    sheet = next((site / "assets" / "stylesheets").glob("main.*.css")).read_text(encoding="utf-8")
    assert "xmlns='http:%2f%2fwww.w3.org/2000/svg'" in sheet or 'xmlns="http:%2f%2fwww.w3.org/2000/svg"' in sheet
    for image in site.rglob("*.svg"):
        root = ElementTree.fromstring(image.read_text(encoding="utf-8"))
        assert root.tag == "{http://www.w3.org/2000/svg}svg", image
