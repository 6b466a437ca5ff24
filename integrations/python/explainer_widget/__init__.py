"""Timelines and charts that explain: check, render and make stories in Python.

The work is done by the command ``explainer``, which is in the wheel; this module calls it.

    >>> import explainer_widget as explainer
    >>> story = explainer.Story("my-story.json")
    >>> story.check()
    []
    >>> html = story.render("en")
"""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Iterable, Union

__all__ = [
    "Problem",
    "Story",
    "StoryError",
    "check",
    "command",
    "from_frames",
    "pack",
    "render",
    "widget_files",
]

StoryLike = Union["Story", str, bytes, dict, "os.PathLike[str]"]


class StoryError(Exception):
    """A story with errors, or a command that failed.

    The message is the report of ``explainer check``.
    """

    def __init__(self, report: str, exit_code: int) -> None:
        super().__init__(report)
        self.exit_code = exit_code


@dataclass(frozen=True)
class Problem:
    """An error or a warning, with its place in the file and a fix."""

    severity: str
    code: str
    line: int
    column: int
    path: str
    message: str
    help: str
    why: str


@cache
def command() -> str:
    """Returns the path of the command.

    It is that of the variable ``EXPLAINER``, that of this installation, or one on the path.
    """
    named = os.environ.get("EXPLAINER")
    if named:
        return named
    name = "explainer.exe" if os.name == "nt" else "explainer"
    own = [Path(sys.executable).parent / name, Path(sysconfig.get_path("scripts")) / name]
    found = next((str(path) for path in own if path.is_file()), None) or shutil.which("explainer")
    if not found:
        raise FileNotFoundError(
            "the command explainer was not found: install the wheel explainer-widget, "
            "or set the variable EXPLAINER to the command's path"
        )
    return found


def _run(
    words: list[str], story: bytes | None = None, *, accept: tuple[int, ...] = (0,)
) -> tuple[bytes, str]:
    """Runs the command; returns what it wrote to both outputs."""
    done = subprocess.run([command(), *words], input=story, capture_output=True, check=False)
    said = done.stderr.decode("utf-8", "replace")
    if done.returncode not in accept:
        # The report of a check is on one output, a refusal on the other.
        report = said.strip() or done.stdout.decode("utf-8", "replace").strip()
        raise StoryError(report, done.returncode)
    return done.stdout, said


def _input(story: StoryLike) -> tuple[str, bytes | None]:
    """Returns the name of a story for the command, and its bytes if it is no file."""
    if isinstance(story, Story):
        return _input(story.source)
    if isinstance(story, dict):
        return "-", json.dumps(story, ensure_ascii=False).encode()
    if isinstance(story, bytes):
        return "-", story
    if isinstance(story, str) and story.lstrip("\ufeff \t\r\n").startswith("{"):
        return "-", story.encode()
    return os.fspath(story), None


def check(story: StoryLike) -> list[Problem]:
    """Returns all problems of a story.

    The story is a path, JSON as text or bytes, a ``dict``, or a ``Story``.
    """
    name, content = _input(story)
    report, _ = _run(["check", "--format", "json", "--", name], content, accept=(0, 1))
    problems = json.loads(report)["files"][0]["problems"]
    fields = list(Problem.__dataclass_fields__)
    return [Problem(**{field: problem[field] for field in fields}) for problem in problems]


def render(
    story: StoryLike,
    lang: str | None = None,
    *,
    format: str = "html",
    fold: bool = False,
    heading_level: int | None = None,
    size: str | None = None,
) -> str | bytes:
    """Returns a story as static HTML, or as ``fragment``, ``svg`` or ``png`` (bytes).

    Raises ``StoryError`` with the report if the story has errors.
    """
    name, content = _input(story)
    words = ["render", "--format", format]
    options = {"--lang": lang, "--heading-level": heading_level, "--size": size}
    for option, value in options.items():
        words += [] if value is None else [option, str(value)]
    words += ["--fold"] if fold else []
    made, _ = _run([*words, "--", name], content)
    return made if format == "png" else made.decode().strip()


def pack(story: StoryLike) -> bytes:
    """Returns the packed story for the attribute ``packed``.

    It belongs to this version of the widget.
    """
    name, content = _input(story)
    return _run(["pack", "--", name], content)[0]


def languages(story: StoryLike) -> list[str]:
    """Returns the languages of a story."""
    return list(Story(story).data["languages"])


def widget_files() -> Path:
    """Returns the folder with what a browser loads.

    It has ``explainer.js``, ``explainer.css`` and ``v/``.
    """
    folder = os.environ.get("EXPLAINER_WIDGET")
    path = Path(folder) if folder else Path(__file__).parent / "widget"
    if not (path / "explainer.js").is_file():
        raise FileNotFoundError(
            f"{path} has no explainer.js: install the wheel, or set the variable EXPLAINER_WIDGET "
            "to a folder that `explainer copy` has written"
        )
    return path


def element(
    story: StoryLike, lang: str | None = None, *, packed: str, heading_level: int | None = None
) -> str:
    """Returns the element with the static story in it, in the ``<div>`` that Markdown needs."""
    lang = lang or languages(story)[0]
    html = render(story, lang, heading_level=heading_level)
    return f'<div><explainer-widget lang="{lang}" packed="{packed}">{html}</explainer-widget></div>'


class Story:
    """A story; in a notebook it shows itself, complete and without scripts."""

    def __init__(
        self, source: StoryLike, *, lang: str | None = None, notes: Iterable[str] = ()
    ) -> None:
        self.source = source.source if isinstance(source, Story) else source
        self.lang = lang
        #: What the import wants the author to know.
        self.notes = list(notes)

    def __repr__(self) -> str:
        data = self.data
        events = len(data.get("events", []))
        return f"Story({data.get('id')!r}, {events} events, {data.get('languages')})"

    @property
    def json(self) -> str:
        """The story as JSON."""
        name, content = _input(self.source)
        return (Path(name).read_bytes() if content is None else content).decode("utf-8-sig")

    @property
    def data(self) -> dict[str, Any]:
        """The story as a ``dict``."""
        return json.loads(self.json)

    def check(self) -> list[Problem]:
        """Returns all problems of the story."""
        return check(self.source)

    def render(self, lang: str | None = None, **options: Any) -> str | bytes:
        """Returns the story in a form of ``render``."""
        return render(self.source, lang or self.lang, **options)

    def pack(self) -> bytes:
        """Returns the packed story."""
        return pack(self.source)

    def save(self, path: str | os.PathLike[str]) -> None:
        """Writes the story as JSON."""
        Path(path).write_text(self.json, encoding="utf-8")

    def live(self, lang: str | None = None) -> Any:
        """Returns the live widget for notebooks; needs the package anywidget."""
        from .notebook import Live

        return Live(self, lang or self.lang or languages(self)[0])

    def _repr_html_(self) -> str:
        style = (widget_files() / "explainer.css").read_text(encoding="utf-8")
        return f"<style>{style}</style><div>{self.render()}</div>"


def _table(frame: Any) -> str:
    """Returns a table as CSV: a frame of pandas or Polars, or a list of dictionaries."""
    if hasattr(frame, "to_csv"):
        return frame.to_csv(index=False)
    if hasattr(frame, "write_csv"):
        return frame.write_csv()
    rows = list(frame)
    heads = list(dict.fromkeys(head for row in rows for head in row))
    text = io.StringIO()
    writer = csv.DictWriter(text, heads)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def from_frames(events: Any, amounts: Any = None, sources: Any = None, **options: Any) -> Story:
    """Makes a story of tables: frames of pandas or Polars, or lists of dictionaries.

    ``options`` are those of ``explainer import``: ``lang="en"``, ``currency="JPY"``,
    ``dates="dmy"``, ``columns={"title": "Event"}`` and so on. What the import had to decide is in
    ``notes``.
    """
    columns = options.pop("columns", {})
    words = ["import", "csv"]
    for name, value in options.items():
        option = "--" + name.replace("_", "-")
        words += [option] if value is True else [option, str(value)]
    for meaning, head in columns.items():
        words += ["--column", f"{meaning}={head}"]
    with tempfile.TemporaryDirectory() as folder:
        for name, frame in {"events": events, "amounts": amounts, "sources": sources}.items():
            if frame is not None:
                path = Path(folder, f"{name}.csv")
                path.write_text(_table(frame), encoding="utf-8")
                words.append(str(path))
        made, said = _run(words)
        notes = said.replace(folder + os.sep, "").splitlines()
    return Story(made, lang=options.get("lang"), notes=notes)
