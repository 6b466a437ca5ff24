#!/usr/bin/env python3
"""Hears what a screen reader says of the story, and compares it with the transcripts beside this.

    voice.py DIST OUT [FILTER]

DIST is the release with the story of the tests, OUT a folder for what is said now.
`VOICE_UPDATE=always` stores it as the new transcripts; read the difference before you commit it.
`cargo xtask test voice` calls this.
"""

import difflib
import os
import pathlib
import shutil
import subprocess
import sys

import journeys

HERE = pathlib.Path(__file__).resolve().parent

# The transcripts are of this version; others use other words.
ORCA = "43"

PROGRAMS = (
    "orca firefox-esr chromium speech-dispatcher Xvfb xdotool openbox dbus-run-session unshare "
    "xprop gdbus gsettings"
).split()

# A first line of a session's command: processes, and the folder for sockets and locks, of its own.
NAMESPACE = ["unshare", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc"]
INSIDE = 'mount -t tmpfs tmpfs /tmp && exec dbus-run-session -- "$@"'

# Seconds that all journeys of a browser may take.
PATIENCE = 900


def obstacle():
    """Returns why nothing can be heard on this machine, or None."""
    missing = [name for name in PROGRAMS if not shutil.which(name)]
    if missing:
        return f"{', '.join(missing)} is missing: `apt-get install --no-install-recommends orca …`"
    version = subprocess.run(["orca", "--version"], capture_output=True, text=True).stdout.strip()
    if version.split(".")[0] != ORCA:
        return f"this is Orca {version}, and the transcripts are of Orca {ORCA}"
    probe = [*NAMESPACE, "sh", "-c", "mount -t tmpfs tmpfs /tmp"]
    told = subprocess.run(probe, capture_output=True, text=True)
    if told.returncode:
        return f"no process namespace can be had: {told.stderr.strip()}"
    return None


def begin(names, dist, out):
    browser = journeys.ALL[names[0]].browser
    inside = [sys.executable, str(HERE / "session.py"), browser, str(dist), str(out), *names]
    log = open(out / f"{names[0]}.log", "w")
    command = [*NAMESPACE, "sh", "-c", INSIDE, "sh", *inside]
    return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log)


def answers(text):
    """Returns each key with its lines in one order: the events of a press come in any."""
    return [[step[0], *sorted(step[1:])] for step in (it.split("\n") for it in text.split("\n» "))]


def compare(name, out):
    """Returns True if what was said is as it was stored."""
    new, stored = out / f"{name}.txt", HERE / f"{name}.txt"
    if not new.exists():
        print(f"{name}: nothing was written; see {out}")
        return False
    text = new.read_text(encoding="utf-8")
    if os.environ.get("VOICE_UPDATE") == "always":
        stored.write_text(text, encoding="utf-8")
    old = stored.read_text(encoding="utf-8") if stored.exists() else ""
    if answers(text) == answers(old):
        return True
    lines = [it.splitlines() for it in (old, text)]
    print("\n".join(difflib.unified_diff(*lines, "stored", "spoken now", lineterm="")))
    return False


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
    why = obstacle()
    if why:
        print(f"skipped: {why}")
        print(f"test result: ok. 0 passed; 0 failed; {len(names)} ignored; finished")
        return 0
    out = pathlib.Path(out).resolve()
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    by_browser = {}
    for name in names:
        by_browser.setdefault(journeys.ALL[name].browser, []).append(name)
    # Most of the time is waiting for speech, so some sessions go side by side.
    shares = [mine[n::2] for mine in by_browser.values() for n in range(2) if mine[n::2]]
    dist = pathlib.Path(dist).resolve()
    sessions = [begin(share, dist, out) for share in shares]
    for session in sessions:
        try:
            session.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            session.kill()
    passed = 0
    for name in names:
        same = compare(name, out)
        passed += same
        print(f"test voice::{name} ... {'ok' if same else 'FAILED'}", flush=True)
    failed = len(names) - passed
    word = "FAILED" if failed else "ok"
    print(f"\ntest result: {word}. {passed} passed; {failed} failed; 0 ignored; finished")
    return 1 if failed else 0


sys.exit(main())
