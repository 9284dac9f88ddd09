"""The command line: what each command prints, its exit code, and one line for whatever a person can mend."""

import doctest
import errno
import json
import os
import re
import shlex
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from commands import (  # noqa: F401
    PLAIN,
    ROOT,
    fixture_installed,
    fixture_invoke,
    one_line,
    run,
)
from rich.cells import cell_len

from derivations import cache, catalogue, formats, outcome, output, pipeline, terminal, website
from derivations.losses import registry
from derivations.rules.book import RULES, UnknownName

COMMANDS = {"list", "show", "generate", "verify", "derive", "build", "serve", "bench", "audit"}

# What is printed.


def test_help_names_every_command(invoke) -> None:
    for words in ([], ["--help"], ["-h"]):
        done = invoke(*words)
        assert done.exit_code == 0
        assert set(re.findall(r"^  ([a-z]+)  ", done.stdout.split("Commands:")[1], re.MULTILINE)) == COMMANDS
    assert "..." not in done.stdout.split("Commands:")[1]


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_each_command_has_help(invoke, command: str) -> None:
    done = invoke(command, "--help")
    assert (done.exit_code, done.stderr) == (0, "")
    assert f"derivations {command}" in done.stdout


def test_version(invoke) -> None:
    assert re.fullmatch(r"derivations \d+\.\d+\.\d+\n", invoke("--version").stdout)


def test_list_has_every_loss(invoke) -> None:
    done = invoke("list")
    assert (done.exit_code, done.stderr) == (0, "")
    words = " ".join(done.stdout.split())
    for name in catalogue.names():
        assert re.search(rf"(?:^|\s){name} {re.escape(catalogue.title(name)[:12])}", words), name


def test_list_has_every_rule(invoke) -> None:
    done = invoke("list", "--rules")
    assert (done.exit_code, done.stderr) == (0, "")
    assert [line.split()[0] for line in done.stdout.splitlines() if line[:1] != " "] == ["rule", *RULES]


def test_show_fits_a_terminal_and_has_every_stage(invoke) -> None:
    done = invoke("show", "logistic")
    assert (done.exit_code, done.stderr) == (0, "")
    assert max(map(cell_len, done.stdout.splitlines())) <= 80
    assert "\x1b" not in done.stdout
    for stage in registry.load("logistic").stages:
        assert stage.title["en"] in done.stdout
    for number in "①②③":
        assert number in done.stdout


def test_show_shows_one_stage_and_its_detail(invoke) -> None:
    whole = invoke("show", "logistic").stdout
    stage = invoke("show", "logistic", "--stage", "simplify-loss").stdout
    detail = invoke("show", "logistic", "--stage", "simplify-loss", "--detail").stdout
    assert len(stage.splitlines()) < len(detail.splitlines()) < len(whole.splitlines())


def test_json_is_the_trace(invoke) -> None:
    done = invoke("show", "logistic", "--format", "json")
    committed = (ROOT / "docs/traces/logistic.json").read_text(encoding="utf-8")
    assert done.exit_code == 0
    assert json.loads(done.stdout) == json.loads(committed)
    one = json.loads(invoke("show", "logistic", "--format", "json", "--stage", "log-h").stdout)
    whole = json.loads(committed)
    assert one["stages"] == [stage for stage in whole["stages"] if stage["id"] == "log-h"]
    assert {key: one[key] for key in one if key != "stages"} == {key: whole[key] for key in whole if key != "stages"}


def test_markdown_is_the_pages(invoke, checked) -> None:
    done = invoke("show", "logistic", "--format", "markdown").stdout
    assert (ROOT / "docs/losses/logistic.md").read_text(encoding="utf-8") in done
    for stage in checked.loss.stages[::7]:
        part = formats.markdown_of(checked, stage.name)
        assert part.startswith(f"### {stage.title['en']} {{ #{stage.name} }}\n")
        assert part.rstrip() in done
        assert part.count("{ #") == 1


def test_latex_has_every_line(invoke, checked) -> None:
    text = invoke("show", "logistic", "--format", "latex").stdout
    lines = [line for line in text.splitlines() if line.lstrip().startswith("&")]
    assert len(lines) == sum(1 + len(stage.steps) for stage in checked.stages)
    for part in text.split("\\begin{align*}")[1:]:
        body = part.split("\\end{align*}")[0]
        assert body.count("{") == body.count("}")
    assert not re.search(r"\\html|\\href|[①②③−]", text)
    detail = formats.latex_of(checked, detail=True)
    lines = [line for line in detail.splitlines() if line.lstrip().startswith("&")]
    assert len(lines) == sum(1 + len(step.step.atoms) for stage in checked.stages for step in stage.steps) + sum(
        1 - len(stage.steps) for stage in checked.stages
    )


def test_verify_prints_a_table() -> None:
    """And no progress, since nobody looks at a terminal."""
    done = run("verify", "logistic", NO_COLOR="")
    assert (done.returncode, done.stderr) == (0, "")
    assert "PROVED" in done.stdout.upper()
    assert max(map(cell_len, done.stdout.splitlines())) <= 80


@pytest.mark.parametrize("words", ["verify logistic", "list --rules", "list"])
def test_a_narrow_window_breaks_no_words(words: str) -> None:
    done = run(*words.split(), COLUMNS="40")
    assert (done.returncode, done.stderr) == (0, "")
    assert max(map(cell_len, done.stdout.splitlines())) <= 40
    wide = run(*words.split(), COLUMNS="200").stdout
    known = {word.strip(";") for word in wide.replace("condi- normal ", "").split()}
    heads = {"steps", "replay", "conditions", "normal", "form", "order", "balls", "end", "to", "statement", "if"}
    assert not {word.strip(";") for word in done.stdout.split()} - known - heads


@pytest.mark.parametrize("columns", ["0", "1", "x"])
@pytest.mark.parametrize("words", ["show logistic --stage log-h", "list", "list --rules"])
def test_any_width_will_do(words: str, columns: str) -> None:
    done = run(*words.split(), COLUMNS=columns)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout


@pytest.mark.parametrize(
    "variables",
    [
        {"PYTHONIOENCODING": "ascii"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    ],
)
@pytest.mark.parametrize("words", ["show logistic --stage log-h", "list --rules", "verify logistic"])
def test_a_stream_that_knows_no_greek(words: str, variables: dict[str, str]) -> None:
    done = run(*words.split(), **variables)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.isascii() and "?" in done.stdout


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-", "<&-"])
def test_a_closed_stream_is_quiet(closed: str) -> None:
    command = f"{shlex.quote(sys.executable)} -m derivations show logistic --stage log-h {closed}"
    done = subprocess.run(command, shell=True, cwd=ROOT, env={**os.environ, **PLAIN}, capture_output=True)
    assert (done.returncode, done.stderr) == (0, b"")
    assert bool(done.stdout) == (" >&-" not in f" {closed}")


def test_an_interrupt_while_the_program_starts_is_quiet() -> None:
    """Whichever module is being imported then."""
    script = "import os, signal, sys\nfrom derivations import __main__\n"
    script += "sys.addaudithook(lambda event, what: event == 'import' and what[0] == 'click' "
    script += "and os.kill(os.getpid(), signal.SIGINT))\n__main__.main()"
    done = subprocess.run([sys.executable, "-c", script, "list"], cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (-signal.SIGINT, "", "")


# What a person gets wrong.


def test_a_file_that_cannot_be_read(invoke, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(root: Path, path: str) -> bytes:
        with output._told(path, "read"):
            raise PermissionError(errno.EACCES, "Permission denied", path)

    monkeypatch.setattr(cache, "read", broken)
    done = invoke("list")
    assert done.exit_code == 1
    assert "chmod u+r" in one_line(done.stderr) and "u+w" not in done.stderr
    for name in registry.names():
        assert re.search(rf"^{name} .* unknown *$", done.stdout, re.MULTILINE)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["show", "logistik"], "unknown loss 'logistik'; did you mean 'logistic'?"),
        (["generate", "logistics"], "unknown loss 'logistics'; did you mean 'logistic'?"),
        (["generate", "--check", "Logistic"], "unknown loss 'Logistic'; did you mean 'logistic'?"),
        (["verify", "logistic", "logit"], "unknown loss 'logit'; did you mean 'logistic'?"),
        (["show", "xyz"], "unknown loss 'xyz'; "),
        (["show", "logistic", "--stage", "log_h"], "unknown stage 'log_h'; did you mean 'log-h'?"),
        (["bench", "regenrate"], "unknown measurement 'regenrate'; did you mean 'regenerate'?"),
        (["audit", "scipi"], "unknown package 'scipi'; did you mean 'scipy'?"),
        (["genrate"], "no such command 'genrate'; "),
        (["show"], "missing argument 'LOSS'; see: derivations show --help"),
        (["show", "logistic", "--format", "pdf"], "invalid value for '--format': 'pdf' is not one of "),
        (["generate", "--chek"], "no such option '--chek'; "),
        (["--chek"], "no such option '--chek'; "),
        (["list", "logistic"], "got unexpected extra argument (logistic); see: derivations list --help"),
        (["serve", "--port", "x"], "invalid value for '--port': "),
        (["serve", "--port", "99999"], "invalid value for '--port': "),
        (["show", "a\nb"], "unknown loss 'a\\nb'; "),
    ],
)  # fmt: skip
def test_a_wrong_word(invoke, words: list[str], told: str) -> None:
    done = invoke(*words)
    assert (done.exit_code, done.stdout) == (2, "")
    assert one_line(done.stderr).startswith(f"error: {told}")


def test_a_port_in_use(invoke) -> None:
    with socket.socket() as taken:
        taken.bind((website.HOST, 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = invoke("serve", "--port", str(port))
    assert (done.exit_code, done.stdout) == (1, "")
    other = re.search(rf"port {port}: .*; try: derivations serve --port (\d+)$", one_line(done.stderr).strip())
    assert other and int(other[1]) != port


@pytest.mark.parametrize("command", ["build", "serve"])
def test_without_mkdocs(invoke, monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    monkeypatch.setattr(website.util, "find_spec", lambda name: None if name == "material" else True)
    monkeypatch.setattr(pipeline, "generate", lambda *a, **b: outcome.Outcome([], 0))
    done = invoke(command)
    assert done.exit_code == 1
    assert re.search(r"missing \(material\); run: .*-m pip install .*\[site\]", one_line(done.stderr))


@pytest.mark.parametrize("command", ["generate", "build", "serve", "bench", "audit"])
def test_outside_a_checkout(installed: Path, tmp_path: Path, command: str) -> None:
    done = run(command, cwd=tmp_path, PYTHONPATH=str(installed))
    assert (done.returncode, done.stdout) == (1, "")
    assert "this needs a checkout of the project; clone its repository" in one_line(done.stderr)


def test_what_works_outside_a_checkout(installed: Path, tmp_path: Path) -> None:
    for words in (["list"], ["list", "--rules"], ["show", "logistic", "--stage", "log-h"]):
        done = run(*words, cwd=tmp_path, PYTHONPATH=str(installed))
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout
    assert not list(tmp_path.iterdir())


def test_the_package_of_another_checkout(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").touch()
    (tmp_path / "derivations").mkdir()
    script = f"import sys; sys.path.insert(0, {str(installed)!r}); sys.argv[1:] = ['generate']\n"
    script += "from derivations.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-P", "-c", script], cwd=tmp_path, env={**os.environ, **PLAIN}, capture_output=True, text=True
    )
    assert done.returncode == 1
    assert f"not the one of the checkout {tmp_path}" in one_line(done.stderr)


# How it ends.


def test_an_unexpected_error_keeps_its_traceback(invoke, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*arguments: object) -> str:
        raise RuntimeError("a fault of the program")

    monkeypatch.setattr(catalogue, "status", broken)
    assert isinstance(invoke("list").exception, RuntimeError)


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (OSError(errno.ENOSPC, "No space left", "docs/x.md"), "docs/x.md: No space left; the disk is full"),
        (PermissionError(errno.EACCES, "Not permitted", "docs"), "docs: Not permitted; it or its folder is not yours"),
        (UnknownName("unknown loss 'a'; did you mean 'b'?"), "unknown loss 'a'; did you mean 'b'?"),
    ],
)  # fmt: skip
def test_an_expected_error_is_one_line(invoke, monkeypatch: pytest.MonkeyPatch, error: Exception, told: str) -> None:
    def broken(*arguments: object) -> str:
        raise error

    monkeypatch.setattr(catalogue, "status", broken)
    done = invoke("list")
    assert done.exit_code in (1, 2)
    assert one_line(done.stderr).startswith(f"error: {told}")


def test_the_expected_errors_exist() -> None:
    for module, name, *_ in terminal.EXPECTED:
        __import__(module)
        assert issubclass(getattr(sys.modules[module], name), Exception)


def test_an_interrupt_is_quiet(invoke, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*arguments: object) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr(catalogue, "status", interrupted)
    done = invoke("list")
    assert (done.exit_code, done.stdout, done.stderr) == (130, "", "")


@pytest.mark.parametrize("words", ["list --rules", "show logistic", "show logistic --format json", "--help", "list"])
def test_a_closed_pipe_is_quiet(words: str) -> None:
    command = [sys.executable, "-m", "derivations", *words.split()]
    process = subprocess.Popen(
        command, cwd=ROOT, env={**os.environ, **PLAIN}, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout and process.stderr
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait(60) in (0, 1)


def test_progress_is_shown_after_a_while(monkeypatch: pytest.MonkeyPatch, capsys) -> None:
    monkeypatch.setattr(terminal, "PATIENCE", 0.05)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    with terminal.Progress("working") as done:
        assert done.line is None
        done("a part")
        time.sleep(0.5)
        assert done.line is not None
        done("another part")
    monkeypatch.setattr(terminal, "PATIENCE", 60)
    with terminal.Progress("working") as done:
        pass
    assert done.line is None


# What the documents show.


def blocks(document: str, language: str) -> list[str]:
    """The fenced blocks of a language."""
    text = (ROOT / document).read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("document", ["README.md", "docs/using.md", "docs/own.md", "docs/engine.md"])
def test_the_examples_of_a_document_are_true(document: str) -> None:
    session = "\n".join(blocks(document, "pycon"))
    test = doctest.DocTestParser().get_doctest(session, {}, document, document, 0)
    assert test.examples
    told: list[str] = []
    doctest.DocTestRunner().run(test, out=told.append)
    assert not told, "".join(told)


def sessions() -> list[tuple[str, str]]:
    """The README's commands of this program, each with what it prints; … stands for what is left out."""
    found = []
    for block in blocks("README.md", "console"):
        for command, printed in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE):
            if command.startswith("derivations ") and "derive" not in command and printed.strip():
                found.append((command.split("  #")[0], printed))
    return found


@pytest.mark.parametrize(("command", "output"), sessions())
def test_what_a_command_prints_in_the_readme_is_true(command: str, output: str) -> None:
    done = run(*shlex.split(command)[1:])
    assert done.returncode == 0
    pattern = re.escape(output.rstrip()).replace("…", r"[\s\S]*")
    # How many files there are, and whether they are current, is of the day.
    pattern = re.sub(r"\\\(\d+\\ files", r"\\(\\d+\\ files", pattern)
    pattern = re.sub(r"\bcurrent$", "(current|changed|generated)", pattern)
    printed = "\n".join(line.rstrip() for line in done.stdout.rstrip().splitlines())
    assert re.fullmatch(pattern, printed), printed


@pytest.mark.parametrize("document", ["README.md", pytest.param("docs/own.md", marks=pytest.mark.slow)])
def test_deriving_a_loss_as_a_document_shows_it(document: str, tmp_path: Path) -> None:
    name, output = re.search(  # type: ignore[union-attr]
        r"^\$ derivations derive (\w+\.toml) --out \w+\n((?:.+\n)+)", "".join(blocks(document, "console")), re.MULTILINE
    ).groups()
    (tmp_path / name).write_text(blocks(document, "toml")[0], encoding="utf-8")
    done = run("derive", name, "--out", name.removesuffix(".toml"), cwd=tmp_path, PYTHONPATH=str(ROOT))
    assert done.returncode == 0, done.stderr
    assert re.fullmatch(re.escape(output).replace("…", r"[\s\S]*"), done.stdout), done.stdout


def test_the_readme_shows_commands() -> None:
    assert len(sessions()) >= 2
