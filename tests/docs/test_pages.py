"""Links lead somewhere, commands shown exist, code shown is Python, and the examples run."""

from __future__ import annotations

import re
import shlex
import tomllib
from pathlib import Path
from typing import Any

import click
import pytest

from tests.docs.pages import DOCS, PAGES, ROOT, Code, anchors, blocks, links
from verbale.cli import main
from verbale.language.model import WEIGHTS

README = ROOT / "README.md"
BLOCKS = [block for page in PAGES for block in blocks(page)]


def name(page: Path) -> str:
    return str(page.relative_to(ROOT))


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in links(page):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        aim = (page.parent / path).resolve() if path else page
        assert aim.exists(), f"{name(page)} links to {target}"
        if anchor:
            assert anchor in anchors(aim), f"{name(page)} links to {target}"


def test_every_page_can_be_reached_from_the_first() -> None:
    seen, waiting = set[Path](), [DOCS / "index.md"]
    while waiting:
        page = waiting.pop()
        if page in seen or page.suffix != ".md":
            continue
        seen.add(page)
        waiting += [(page.parent / target.partition("#")[0]).resolve() for target in links(page) if "//" not in target]
    assert {page for page in PAGES if DOCS in page.parents} <= seen


def command_lines() -> list[tuple[str, list[str]]]:
    """Every ``verbale …`` line of the console blocks, as words."""
    found = []
    for block in BLOCKS:
        if block.info != "console":
            continue
        for line in block.text.replace("\\\n", " ").splitlines():
            for part in re.split(r"&&|\|\||[|;]", re.sub(r"\s#\s.*", "", line)):
                words = shlex.split(part.split(">")[0], comments=False)
                if words and words[0].rpartition("/")[2] == "verbale":
                    found.append((name(block.page), words[1:]))
    return found


def test_there_are_command_lines() -> None:
    assert len(command_lines()) > 15


@pytest.mark.parametrize(("page", "words"), command_lines())
def test_commands_shown_exist(page: str, words: list[str]) -> None:
    command = main.commands[words[0]]
    known = {option for parameter in command.params for option in parameter.opts} | {"-h", "--help"}
    used = {word.partition("=")[0] for word in words[1:] if re.match(r"--?[a-z]", word)}
    assert used <= known, f"{page}: verbale {' '.join(words)}"
    required = {p.opts[0] for p in command.params if isinstance(p, click.Option) and p.required}
    assert required <= used, f"{page}: verbale {' '.join(words)}"


def test_make_targets_shown_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z][\w-]*):", makefile, re.M))
    shown = set()
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        shown |= set(re.findall(r"(?:^|`|&& )make ([a-z][\w-]*)", text, re.M))
    assert {"demo", "test"} <= shown <= targets


def test_the_two_commands_of_the_readme() -> None:
    """Each is one line that needs Python and git only; make does the same."""
    console = [block.text.strip() for block in blocks(README) if block.info == "console"][:2]
    first, second = console
    assert "\n" not in first + second
    assert first.startswith("python3 -m venv .venv && .venv/bin/pip install ")
    assert first.endswith("verbale demo")
    assert second.endswith("python -m pytest")
    assert "make" not in first + second


def test_modules_shown_exist() -> None:
    for block in BLOCKS:
        for module in re.findall(r"python -m ((?:benchmarks|training)[\w.]*)", block.text):
            path = ROOT / module.replace(".", "/")
            assert path.with_suffix(".py").exists() or (path / "__init__.py").exists(), module


def test_files_named_exist() -> None:
    for page in PAGES:
        for path in re.findall(
            r"`((?:src|docs|tests|training|benchmarks)/[\w./-]+)`", page.read_text(encoding="utf-8")
        ):
            assert (ROOT / path).exists(), f"{name(page)} names {path}"


@pytest.mark.parametrize("block", [b for b in BLOCKS if b.info.split()[:1] == ["python"]], ids=lambda b: name(b.page))
def test_python_shown_is_python(block: Code) -> None:
    compile(block.text, name(block.page), "exec")


@pytest.mark.skipif(not (WEIGHTS / "model.onnx").exists(), reason="the model is not here")
@pytest.mark.parametrize("page", [p for p in PAGES if any(b.info == "python example" for b in blocks(p))], ids=name)
def test_examples_run(page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The examples of a page run one after the other, in one namespace, and print something."""
    space: dict[str, Any] = {"__name__": "example"}
    for block in blocks(page):
        if block.info == "python example":
            exec(compile(block.text, name(page), "exec"), space)
    assert capsys.readouterr().out.strip()


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_nothing_is_left_open(page: Path) -> None:
    """Numbers that wait for a model are marked TBD while it is made, and filled in with it."""
    assert re.findall(r"TBD-[\w-]+", page.read_text(encoding="utf-8")) == []


def test_every_library_has_its_licence_told() -> None:
    told = (DOCS / "licences.md").read_text(encoding="utf-8").lower()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = list(project["dependencies"])
    for extra in project["optional-dependencies"].values():
        needed += extra
    for requirement in needed:
        library = re.split(r"[\[<>=!~ ]", requirement)[0].lower()
        assert library in told or library.startswith("types-"), library
