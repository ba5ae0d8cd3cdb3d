"""``verbale serve``: starts, answers, ends, and says what is wrong."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from click.testing import CliRunner

from verbale.cli import main
from verbale.commands import serve as command


def _started(*options: str) -> tuple[subprocess.Popen[str], str]:
    # A terminal's Ctrl-C reaches the program; here it is sent to it alone.
    process = subprocess.Popen(
        [sys.executable, "-m", "verbale.cli", "serve", "--port", "0", *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    assert process.stdout is not None
    line = process.stdout.readline()
    assert "http://" in line, process.stderr.read() if process.stderr else ""
    return process, line[line.index("http://") :].strip()


@pytest.mark.skipif(os.name == "nt", reason="signals are another matter there")
@pytest.mark.parametrize("verbose", [False, True])
def test_it_prints_its_address_answers_and_ends_at_ctrl_c(river: Path, verbose: bool) -> None:
    process, address = _started("--record", str(river), *(["--verbose"] if verbose else []))
    try:
        with urllib.request.urlopen(f"{address}help", timeout=20) as answer:
            assert answer.status == 200
            assert "server" not in answer.headers
        request = urllib.request.Request(address, headers={"Host": "elsewhere.example"})
        with pytest.raises(urllib.error.HTTPError):
            urllib.request.urlopen(request, timeout=20)
    finally:
        process.send_signal(signal.SIGINT)
        out, errors = process.communicate(timeout=20)
    assert process.returncode == 0
    assert "Closed." in out
    assert ("/help" in out + errors) == verbose
    assert "Traceback" not in errors


def _fails(*options: str) -> str:
    result = CliRunner().invoke(main, ["serve", *options])
    assert result.exit_code == 1
    return result.output


def test_a_record_that_is_not_there(tmp_path: Path) -> None:
    said = _fails("--record", str(tmp_path / "none.db"))
    assert "no such record" in said
    assert "verbale read" in said


def test_a_file_that_is_no_record(tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_text("not a record, but long enough to be read", encoding="utf-8")
    assert "not a Verbale record" in _fails("--record", str(path))


def test_a_port_that_is_taken(river: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert "--port" in _fails("--record", str(river), "--port", str(port))


def test_a_host_that_is_none(river: Path) -> None:
    assert "--host" in _fails("--record", str(river), "--host", "no.such.host.invalid", "--port", "0")


def test_a_library_that_is_missing(river: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "_NEEDED", ("fastapi", "no_such_library"))
    said = _fails("--record", str(river))
    assert "no_such_library" in said
    assert "verbale[web]" in said


def test_a_faulty_registry(river: Path, tmp_path: Path) -> None:
    faulty = tmp_path / "own.yaml"
    faulty.write_text("states: [{code: xva}]\n", encoding="utf-8")
    assert "own.yaml" in _fails("--record", str(river), "--port", "0", "--registry", str(faulty))


@pytest.mark.parametrize(
    ("host", "own", "address"),
    [
        ("127.0.0.1", True, "http://127.0.0.1:80"),
        ("localhost", True, "http://localhost:80"),
        ("::1", True, "http://[::1]:80"),
        ("[::1]", True, "http://[::1]:80"),
        ("0.0.0.0", False, "http://127.0.0.1:80"),
        ("reading.example", False, "http://reading.example:80"),
    ],
)
def test_addresses(host: str, own: bool, address: str) -> None:
    assert command._is_own(host) == own
    assert command._address(host, 80) == address


def test_other_commands_do_not_load_the_web() -> None:
    code = "import sys, json, verbale, verbale.cli; print(json.dumps(sorted(sys.modules)))"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    loaded = {name.partition(".")[0] for name in json.loads(out)}
    assert not loaded & {"fastapi", "starlette", "uvicorn", "jinja2", "pygal", "pydantic"}
