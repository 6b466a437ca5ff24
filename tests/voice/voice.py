#!/usr/bin/env python3
"""Hears what a screen reader says of the story, and compares it with the transcripts beside this.

    voice.py DIST OUT [FILTER]

DIST is the release with the story of the tests, OUT a folder for what is said now.
`VOICE_UPDATE=always` stores it as the new transcripts; read the difference before you commit it.
Where nothing can be heard, the tests are skipped; with `VOICE=required` they fail.
`cargo xtask test voice` calls this.
"""

import difflib
import json
import os
import pathlib
import queue
import select
import shutil
import subprocess
import sys
import threading
import time

import journeys
import shared
from session import mini_browser

HERE = pathlib.Path(__file__).resolve().parent

# The transcripts are of this version; others use other words.
ORCA = "43"

PROGRAMS = (
    "orca firefox-esr chromium speech-dispatcher Xvfb xdotool openbox dbus-run-session unshare "
    "xprop gdbus gsettings nice"
).split()

# The beginning of a session's command: processes, and the folder for sockets and locks, of its own.
# Only root may have them without a namespace for users.
NAMESPACE = ["unshare", *(["--user", "--map-root-user"] if os.geteuid() else [])]
NAMESPACE += ["--mount", "--pid", "--fork", "--kill-child", "--mount-proc"]
INSIDE = 'mount -t tmpfs tmpfs /tmp && exec dbus-run-session -- "$@"'

# Much of the time is waiting for speech, so more sessions than processors go side by side.
SIDE_BY_SIDE = (os.cpu_count() or 1) + 2

# Seconds in which a session begins, and in which a journey ends. A journey takes 10 to 60 seconds
# on a machine that is not busy.
BEGINNING = 120
JOURNEY = 240


class Ended(Exception):
    """A session that ended, or was ended; with the reason."""


class Session:
    """A session in a namespace of its own, which `session.py` runs."""

    def __init__(self, browser, dist, out, number):
        self.log = out / f"{browser}-{number}.log"
        inside = [sys.executable, str(HERE / "session.py"), browser, str(dist)]
        with open(self.log, "w") as log:
            self.process = subprocess.Popen(
                [*NAMESPACE, "sh", "-c", INSIDE, "sh", *inside],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
            )
        self.rest = b""
        for _ in self.answers("ready", BEGINNING):
            pass

    def answers(self, last, seconds):
        """Returns the answers of the session up to this one."""
        end = time.monotonic() + seconds
        while True:
            line, mark, rest = self.rest.partition(b"\n")
            if mark:
                self.rest = rest
                answer = json.loads(line) if line.startswith(b"{") else {}
                if last in answer:
                    return
                yield answer
                continue
            left = end - time.monotonic()
            if left <= 0 or not select.select([self.process.stdout], [], [], left)[0]:
                self.end()
                raise Ended(f"no end within {seconds} s; see {self.log}")
            read = os.read(self.process.stdout.fileno(), 65536)
            if not read:
                self.end()
                raise Ended(f"the session ended; see {self.log}")
            self.rest += read

    def hear(self, name):
        """Goes a journey; returns its transcript."""
        self.process.stdin.write(name.encode() + b"\n")
        self.process.stdin.flush()
        lines = []
        try:
            for answer in self.answers("ended", JOURNEY):
                lines += answer.get("lines", [])
        except Ended as why:
            lines.append(f"!! {why}")
        return "\n".join(lines).strip() + "\n"

    def runs(self):
        return self.process.poll() is None

    def end(self):
        self.process.kill()
        self.process.wait()


def obstacle():
    """Returns why nothing can be heard on this machine, or None."""
    missing = [name for name in PROGRAMS if not shutil.which(name)]
    if missing:
        return f"{', '.join(missing)} is missing; `cargo xtask setup` installs what Debian has"
    version = subprocess.run(["orca", "--version"], capture_output=True, text=True).stdout.strip()
    if version.split(".")[0] != ORCA:
        return f"this is Orca {version}, and the transcripts are of Orca {ORCA}"
    if pathlib.Path("/tmp") in HERE.parents:
        return "this folder is below /tmp, which a session replaces"
    probe = [*NAMESPACE, "sh", "-c", "mount -t tmpfs tmpfs /tmp"]
    told = subprocess.run(probe, capture_output=True, text=True)
    if told.returncode:
        return f"no process namespace can be had: {told.stderr.strip()}"
    return None


def answers(text):
    """Returns each key with its lines in one order: the events of a press come in any."""
    return [[step[0], *sorted(step[1:])] for step in (it.split("\n") for it in text.split("\n» "))]


def is_same(name, text):
    """Compares what was said with what is stored; prints the difference."""
    browser, run = journeys.ALL[name].browser, journeys.ALL[name].run
    browsers = [it.browser for it in journeys.ALL.values() if it.run is run]
    shares = run in journeys.SHARED
    stored = HERE / journeys.SHARED.get(run, f"{name}.txt")
    whole = stored.read_text(encoding="utf-8") if stored.exists() else ""
    old = shared.of(browser, whole, browsers) if shares else whole
    if answers(text) == answers(old):
        return True
    lines = [it.splitlines() for it in (old, text)]
    print("\n".join(difflib.unified_diff(*lines, f"{name}, stored", "spoken now", lineterm="")))
    if os.environ.get("VOICE_UPDATE") == "always" and "\n!! " not in text:
        new = shared.with_lines(browser, text, whole, browsers) if shares else text
        stored.write_text(new, encoding="utf-8")
        return True
    return False


class Run:
    """All journeys of a run, which some sessions share."""

    def __init__(self, dist, out):
        self.dist, self.out = dist, out
        self.left = {}
        self.lock = threading.Lock()
        self.same, self.different, self.sessions = [], [], 0

    def go(self, names, side_by_side):
        """Goes these journeys in as many sessions."""
        for name in sorted(names, key=lambda it: -journeys.ALL[it].seconds):
            self.left.setdefault(journeys.ALL[name].browser, queue.SimpleQueue()).put(name)
        numbers = range(min(side_by_side, len(names)))
        workers = [threading.Thread(target=self.work, args=(number,)) for number in numbers]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()

    def work(self, number):
        """Takes journeys until there are none: those of one browser, then those of the next. The
        first worker begins at the other end, so that few sessions begin.
        """
        browsers = list(self.left)
        for browser in browsers if number else reversed(browsers):
            names, session = self.left[browser], None
            while True:
                try:
                    name = names.get_nowait()
                except queue.Empty:
                    break
                begun = time.monotonic()
                try:
                    session = session or self.begin(browser)
                    text = session.hear(name)
                except (Ended, OSError) as why:
                    text = f"!! {why}\n"
                if session and not session.runs():
                    session = None
                self.note(name, text, time.monotonic() - begun)
            if session:
                session.end()

    def begin(self, browser):
        """Begins a session; a second time if the first did not begin, and says so."""
        with self.lock:
            self.sessions += 2
            number = self.sessions
        try:
            return Session(browser, self.dist, self.out, number - 1)
        except Ended as why:
            print(f"a session did not begin, so another is tried: {why}", flush=True)
            return Session(browser, self.dist, self.out, number)

    def note(self, name, text, seconds):
        with self.lock:
            (self.out / f"{name}.txt").write_text(text, encoding="utf-8")
            same = is_same(name, text)
            (self.same if same else self.different).append(name)
            print(f"{name}: {seconds:.0f} s")
            print(f"test voice::{name} ... {'ok' if same else 'FAILED'}", flush=True)


def result(passed, failed, skipped, seconds):
    print(f"\n{passed} passed, {failed} failed, {skipped} skipped, in {seconds:.0f} s")
    word = "FAILED" if failed else "ok"
    print(f"test result: {word}. {passed} passed; {failed} failed; {skipped} ignored; finished")


def main():
    dist, out, *wanted = sys.argv[1:]
    exact = "--exact" in wanted
    wanted = [it for it in wanted if it != "--exact"]

    def is_wanted(name):
        full = f"voice::{name}"
        return not wanted or any(it == full if exact else it in full for it in wanted)

    names = [name for name in journeys.ALL if is_wanted(name)]
    if not names:
        return 0
    begun = time.monotonic()
    why = obstacle()
    required = os.environ.get("VOICE") == "required"
    if why:
        print(f"{'failed' if required else 'skipped'}: {why}")
        counts = (len(names), 0) if required else (0, len(names))
        result(0, *counts, 0)
        return 1 if required else 0
    out = pathlib.Path(out).resolve()
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    skipped = []
    if not mini_browser() and not required:
        skipped = [name for name in names if journeys.ALL[name].browser == "webkit"]
        print("".join(f"skipped: {it}: there is no MiniBrowser of WebKitGTK\n" for it in skipped))
        names = [name for name in names if name not in skipped]
    run = Run(pathlib.Path(dist).resolve(), out)
    alone = [name for name in names if journeys.ALL[name].alone]
    run.go([name for name in names if name not in alone], SIDE_BY_SIDE)
    run.go(alone, 1)
    result(len(run.same), len(run.different), len(skipped), time.monotonic() - begun)
    if run.different:
        print("different: " + ", ".join(run.different))
    return 1 if run.different else 0


if __name__ == "__main__":
    sys.exit(main())
