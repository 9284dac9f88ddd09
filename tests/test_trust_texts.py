"""A definition that a stranger hands over: its texts stay texts, on the page, in code, trace and terminal."""

import ast
import html
import html.parser
import os
from pathlib import Path

import pytest

from derivations import collection, own_files
from derivations.own.file import read
from derivations.own.language import LossError
from derivations.own.safe import entities
from derivations.terminal import complain

markdown = pytest.importorskip("markdown")

NASTY = (
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "[a](javascript:alert(1))", "![a](x)",
    '"""\nimport os\n"""',
    "'''", "\\", "\\\"\"\"", "*/ /*", "]]>", "{{ 1 }}", "{% raw %}", "{# x", "<% if 1 %>", "<< x >>", "<# x #>",
    "$x$ \\(y\\)",
    "`code` ~~~ ```", "| a | b |", "# a", "1. a", "- a", "??? note", "!!! note", ": a", "&lt;b&gt;", "<!-- x", "-->",
    "\x1b[2J", "\u202ea",
    "{ .x onclick=1 }", "[^1]", "special. math. decimal. np. Fraction softplus wide", "\r\n\t\v", "a\0b", "--8<-- 'x'",
)  # fmt: skip
"""What would be markup, code or a command of a terminal somewhere."""


def toml(text: str) -> str:
    """A text in TOML."""
    escaped = "".join(f"\\u{ord(sign):04x}" if not sign.isalnum() else sign for sign in text)
    return f'"{escaped}"'


def definition(text: str = "words") -> str:
    told = toml(text)
    return (
        f'name = "mine"\ntitle = {told}\nabout = {told}\nsources = [{told}]\n[variables]\ny = "{{0, 1}}"\n'
        '[parameters]\nc = { domain = "(0, inf)", default = 2 }\n[loss]\nexpression = "c*(z - y)**2"\n'
    )


def files(folder: Path, text: str, name: str = "mine.toml") -> dict[str, str]:
    """What is written for a definition with that text in every place for words."""
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(definition(text), encoding="utf-8")
    own_files.derive_file(folder / name, folder / "out", force=True)
    return {path.name: path.read_text(encoding="utf-8") for path in (folder / "out").iterdir()}


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return files(tmp_path_factory.mktemp("plain"), "words")


class Tags(html.parser.HTMLParser):
    """The tags of a page, and its text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(f"{tag} {sorted(name for name, _ in attrs)}")

    def handle_data(self, data: str) -> None:
        self.text += data


def shown(page: str) -> Tags:
    """The page as the site shows it."""
    more = ["admonition", "attr_list", "footnotes", "md_in_html", "tables", "pymdownx.arithmatex", "pymdownx.details",
            "pymdownx.superfences"]  # fmt: skip
    return Tags(markdown.markdown(page, extensions=more, extension_configs={"pymdownx.arithmatex": {"generic": True}}))


def code_of(module: str) -> str:
    """A module without the first string in it, which is its docstring."""
    tree = ast.parse(module)
    assert ast.get_docstring(tree) is not None
    return ast.dump(ast.Module(tree.body[1:], []))


@pytest.mark.parametrize("text", [text for text in NASTY if text.strip("\r\n\t\v ")])
def test_a_users_words_stay_words(text: str, tmp_path: Path, plain: dict[str, str]) -> None:
    """Any text in title, about and sources: the same tags on the page, the same code, the same trace."""
    found = files(tmp_path, text)
    ours, theirs = shown(plain["page.md"]), shown(found["page.md"])
    words = [tag for tag in theirs.tags if tag != "span []"]  # dollars and backslashes stand in elements of their own
    assert words == [tag for tag in ours.tags if tag != "span []"]
    line = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    assert theirs.text.count(line) >= 3, theirs.text[:300]
    assert code_of(found["mine.py"]) == code_of(plain["mine.py"])
    assert found["trace.json"] == plain["trace.json"] and found["chain.json"] == plain["chain.json"]
    assert not [sign for name in found for sign in found[name] if not sign.isprintable() and sign not in "\n"]


@pytest.mark.parametrize(
    "name",
    ['a"""b.toml', "a<script>.toml", "a-->b.toml", "a\nb.toml", "a\x1b[2Jb.toml", "a\\.toml", "{{a}}.toml",
    "$a$.toml", "-a.toml",
     "a b.toml", "\u202ea.toml"],
)  # fmt: skip
def test_a_files_name_stays_a_name(name: str, tmp_path: Path, plain: dict[str, str]) -> None:
    """Any name of the file: the same tags, the same code."""
    found = files(tmp_path, "words", name)
    assert shown(found["page.md"]).tags == shown(plain["page.md"]).tags
    assert code_of(found["mine.py"]) == code_of(plain["mine.py"])
    assert not [sign for text in found.values() for sign in text if not sign.isprintable() and sign != "\n"]


@pytest.mark.parametrize(
    "name", ["../x", "/x", "a/b", "..", "", "a b", "x\n", "a.b", "-x", "os", "numpy", "class", "page.md/../../x"]
)
def test_a_loss_has_a_plain_name(name: str, tmp_path: Path) -> None:
    """``name`` is the name of a module: nothing else is written, least of all elsewhere."""
    path = tmp_path / "in" / "mine.toml"
    path.parent.mkdir()
    path.write_text(definition().replace('"mine"', toml(name)), encoding="utf-8")
    with pytest.raises(LossError):
        own_files.derive_file(path, tmp_path / "in" / "out")
    assert [p.name for p in tmp_path.rglob("*")] == ["in", "mine.toml"]


FIELDS = {
    "prediction": 'prediction = {}\n', "name": "name = {}\n", "family": "family = {}\n",
    "derivatives": "derivatives = [{}]\n",
    "constraints": "constraints = [{}]\n", "variable": "[variables]\n{} = 'real'\n", "domain": "[variables]\ny = {}\n",
    "definition": "[definitions]\np = {}\n", "goal": "[loss]\nexpression = 'z'\ngoal = {}\n",
    "expression": "[loss]\nexpression = {}\n",
    "key": "{} = 1\n",
}  # fmt: skip


@pytest.mark.parametrize("text", [text for text in NASTY if text.strip()])
def test_no_markup_gets_into_a_formula_or_a_name(text: str, tmp_path: Path) -> None:
    """Any text where a name, a domain or an expression is expected: refused in one printable line."""
    for field, line in FIELDS.items():
        given = line.format(toml(text))
        parts = [
            "" if field == "name" else 'name = "mine"\n',
            given,
            "" if "[loss]" in given else '[loss]\nexpression = "z"\n',
        ]
        path = tmp_path / f"{field}.toml"
        path.write_text("".join(sorted(parts, key=lambda part: part.startswith("["))), encoding="utf-8")
        with pytest.raises(LossError) as told:
            read(path)
        assert complain(str(told.value), 1) == 1


def test_a_definition_may_be_a_link_and_no_pipe(tmp_path: Path) -> None:
    """A link to a file is read; a FIFO, a device, a folder isn't."""
    (tmp_path / "mine.toml").write_text(definition(), encoding="utf-8")
    (tmp_path / "link.toml").symlink_to(tmp_path / "mine.toml")
    assert read(tmp_path / "link.toml") == read(tmp_path / "mine.toml")
    os.mkfifo(tmp_path / "pipe.toml")
    (tmp_path / "zero.toml").symlink_to("/dev/zero")
    for name in ("pipe.toml", "zero.toml", "."):
        with pytest.raises(LossError):
            read(tmp_path / name)


def test_the_terminal_gets_printable_letters(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An error, a title or a file's name moves no cursor."""
    complain("a\x1b[2J\u202e\nb", 1)
    assert capsys.readouterr().err == "error: a?[2J? b\n"
    monkeypatch.setattr(collection, "paths", lambda: {"a\x1b": tmp_path / "a.toml"})
    collection.told.cache_clear()
    (tmp_path / "a.toml").write_text('title = "a\\u001b[2Jb"', encoding="utf-8")
    try:
        assert collection.title("a\x1b") == "a?[2Jb"
    finally:
        collection.told.cache_clear()


def test_a_definition_of_the_collection_is_an_ordinary_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A FIFO among the definitions = an error at once."""
    os.mkfifo(tmp_path / "a.toml")
    monkeypatch.setattr(collection, "paths", lambda: {"a": tmp_path / "a.toml"})
    collection.told.cache_clear()
    with pytest.raises(LossError, match="no ordinary file"):
        collection.title("a")


def test_titles_of_the_collection_are_escaped_where_they_are_gathered() -> None:
    """The overview shows a title as the page does."""
    from derivations.own.overview import row_of, table_row

    row = row_of(collection.derived("squared_error"))
    assert table_row({**row, "title": "<b>]("})["loss"] == f"[{entities('<b>](')}](squared_error.md)"


@pytest.mark.parametrize("text", NASTY)
def test_an_entity_is_what_it_stands_for(text: str) -> None:
    """unescape(entities(text)) = text."""
    found = entities(text)
    assert html.unescape(found.replace("<span>", "").replace("</span>", "")) == text
    assert "<" not in found.replace("<span>", "").replace("</span>", "")


def test_the_command_shows_a_definition_by_its_printable_name(tmp_path: Path) -> None:
    """What is told while it works is printable."""
    from derivations.terminal import Progress

    assert Progress("deriving a\x1b.toml").text == "deriving a?.toml …"
