#!/usr/bin/env python3
"""A screen reader, a browser and a keyboard without a screen: presses keys and writes down what is
said.

`voice.py` starts this in a process namespace of its own, because Orca ends every other Orca that it
sees, and because all that runs here ends with the namespace. It writes the names of journeys, a
line each, and this answers with the lines of the transcripts, in JSON.
"""

import contextlib
import functools
import http.server
import json
import os
import pathlib
import re
import subprocess
import sys
import threading
import time

import journeys

HERE = pathlib.Path(__file__).resolve().parent

# A machine that is busy may take so many seconds to start a program or to load a page.
PATIENCE = 90

# Speech has ended when nothing is said and every program rests for so many seconds. A moment in
# which a program works, or waits for its turn on a busy machine, does not count.
GAP = 0.25

# There is no speech if every program rests for so many seconds after a key.
FIRST = 1.2

# An announcement of the widget comes half a second after the change that it tells of.
GAP_OF_ANNOUNCEMENTS = 1.2

# A page that opens does so in several bursts of work.
GAP_OF_PAGES = 1.5

# A thread rests while it asks for less than this share of a processor.
REST = 0.2

# Orca passes over what it comes to too late. So a browser is not to take the processor from it.
AFTER = ("nice", "-n", "10")

# Threads whose work nobody notices: they count what a browser does, and wake others, whose work is
# counted itself.
UNNOTICED = ("glean.dispatche", "crashreporter", "Timer")

# A browser may find work for itself, so speech has ended, too, when nothing follows for so many
# seconds.
LONGEST = 15

FIREFOX = {
    "accessibility.force_disabled": -1,
    "app.update.enabled": False,
    "browser.aboutwelcome.enabled": False,
    "browser.preonboarding.enabled": False,
    "browser.safebrowsing.downloads.remote.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.homepage_override.mstone": "ignore",
    "browser.translations.enable": False,
    "browser.urlbar.suggest.history": False,
    "browser.urlbar.autoFill": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "datareporting.policy.dataSubmissionPolicyBypassNotification": True,
    "dom.disable_open_during_load": True,
    # What moves by itself is painted again and again.
    "general.smoothScroll": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": "http://127.0.0.1:9/v1",
    "termsofuse.bypassNotification": True,
    "toolkit.telemetry.reportingpolicy.firstRun": False,
    "ui.caretBlinkTime": 0,
}

ORCA = """import orca.settings
orca.settings.enableKeyEcho = False
orca.settings.sayAllOnLoad = False
orca.settings.pageSummaryOnLoad = False
"""

SPEECH = """LogLevel 1
LogDir "{run}/log"
DefaultModule voice
DefaultLanguage "en"
AddModule "voice" "{here}/speech_module.py" "voice.conf" "{run}/log/voice.log"
DisableAutoSpawn
"""

# Says when the story lives, or cannot: until then a reader meets the static page. The studio has a
# mark of its own.
READY = b"""const ready = () => fetch("/voice-ready");
addEventListener("explainer-ready", ready);
addEventListener("explainer-error", ready);
const marked = () => document.documentElement.dataset.ready && (watch.disconnect(), ready());
const watch = new MutationObserver(marked);
watch.observe(document.documentElement, { attributeFilter: ["data-ready"] });"""

# A host's article with a story.
ARTICLE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>An article</title>
<script src="/voice-ready.js"></script><script type="module" src="/explainer.js"></script></head>
<body><main><h1>An article</h1><p>It begins here.</p>{}
<p>It ends here.</p></main></body></html>"""
ARTICLES = {
    "/folded.html": "<explainer-widget fold></explainer-widget>",
    # As wide as a phone: the story goes by its own width.
    "/phone.html": "<div style=width:24em><explainer-widget></explainer-widget></div>",
    # A story that is refused, without and with a static story in its place.
    "/refused.html": """<explainer-widget loading=eager src=/bad.json></explainer-widget>
<p>Between the two.</p>
<explainer-widget loading=eager src=/bad.json><p>The static story.</p></explainer-widget>""",
}
BAD = b'{"format": 1, "id": "bad", "languages": ["en"]}'


class Pages(http.server.SimpleHTTPRequestHandler):
    """The pages of a release; below /plain/ they are without scripts."""

    ready = threading.Event()

    def do_GET(self):
        path, _, _ = self.path.partition("?")
        if path in ("/voice-ready", "/voice-ready.js"):
            if path == "/voice-ready":
                self.ready.set()
            return self.answer(READY, "text/javascript")
        plain = path.startswith("/plain/")
        if path in ARTICLES:
            page = ARTICLE.format(ARTICLES[path])
            return self.answer(page.encode(), "text/html; charset=utf-8")
        if path == "/bad.json":
            return self.answer(BAD, "application/json")
        file = pathlib.Path(self.directory) / path.removeprefix("/plain").lstrip("/")
        if file.suffix != ".html" or not file.is_file():
            if plain:
                self.path = path.removeprefix("/plain")
            return super().do_GET()
        page = file.read_text(encoding="utf-8")
        if plain:
            page = re.sub(r"<script\b.*?</script>", "", page, flags=re.S)
        else:
            page = page.replace("<head>", '<head><script src="/voice-ready.js"></script>', 1)
        self.answer(page.encode(), "text/html; charset=utf-8")

    def answer(self, content, kind):
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_):
        pass


def until(holds, what, patience=PATIENCE):
    end = time.monotonic() + patience
    while not holds():
        if time.monotonic() > end:
            sys.exit(f"waited {patience} s in vain for {what}")
        time.sleep(0.05)


def mini_browser():
    """Returns the path of WebKitGTK's browser, which is on no search path, or None."""
    for folder in ("libexec", "lib", "lib/*", "lib64"):
        for path in sorted(pathlib.Path("/usr").glob(f"{folder}/webkit2gtk-4.*/MiniBrowser")):
            return str(path)
    return None


class Rest:
    """Tells how long every thread of every program in the namespace has rested.

    Linux counts the time that a thread runs and the time that it waits for a processor. So a
    thread without a turn on a busy machine does not seem to rest.
    """

    STEP = 0.08

    def __init__(self):
        self.own = str(os.getpid())
        self.begin()

    def begin(self):
        self.restless = []
        self.rested, self.last, self.times = 0.0, time.monotonic(), self.read()

    def read(self):
        times = {}
        for process in os.listdir("/proc"):
            if not process.isdigit() or process == self.own:
                continue
            # A process or a thread may end at any time.
            with contextlib.suppress(OSError):
                for thread in os.listdir(f"/proc/{process}/task"):
                    with contextlib.suppress(OSError, ValueError):
                        times[thread] = self.asked(f"/proc/{process}/task/{thread}/schedstat")
        return times

    @staticmethod
    def asked(path):
        """Returns for how many seconds a thread ran or waited for its turn."""
        file = os.open(path, os.O_RDONLY)
        try:
            ran, waited, _ = map(int, os.read(file, 100).split())
        finally:
            os.close(file)
        return (ran + waited) / 1e9

    @staticmethod
    def name(thread):
        """Returns the name of a thread; an empty one if it has ended."""
        with contextlib.suppress(OSError):
            return pathlib.Path(f"/proc/{thread}/comm").read_text().strip()
        return ""

    def seconds(self):
        """Waits for a moment; returns for how long there has been rest."""
        time.sleep(self.STEP)
        now, times = time.monotonic(), self.read()
        passed = now - self.last
        # A thread that is new since the last moment has worked, too.
        asked = {it: times[it] - self.times.get(it, 0) for it in times}
        names = [self.name(it) for it in times if asked[it] > REST * passed]
        self.restless = [it for it in names if it not in UNNOTICED]
        # This process may be late itself; then less of the time is known to have been rest.
        self.rested = 0.0 if self.restless else self.rested + min(passed, 2 * self.STEP)
        self.last, self.times = now, times
        return self.rested


class Session:
    """Everything that runs, and the transcript of the journey that is under way."""

    def __init__(self, browser, dist, run):
        self.run, self.opened, self.rest = run, 0, Rest()
        for folder in ("home/.local/share/orca", "log", "xdg", "profile", "speech/modules"):
            (run / folder).mkdir(parents=True)
        (run / "xdg").chmod(0o700)
        self.log = run / "spoken"
        self.log.touch()
        handler = functools.partial(Pages, directory=str(dist))
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.base = f"http://127.0.0.1:{server.server_port}"
        self.environment = {
            **os.environ,
            "HOME": str(run / "home"),
            "XDG_RUNTIME_DIR": str(run / "xdg"),
            "LANG": "C.UTF-8",
            "LC_ALL": "C.UTF-8",
            "GTK_MODULES": "gail:atk-bridge",
            "ACCESSIBILITY_ENABLED": "1",
            "GNOME_ACCESSIBILITY": "1",
            "GDK_BACKEND": "x11",
            "MOZ_ENABLE_WAYLAND": "0",
            "MOZ_CRASHREPORTER_DISABLE": "1",
            "LIBGL_ALWAYS_SOFTWARE": "1",
            "SPEECHD_ADDRESS": f"unix_socket:{run}/xdg/speechd.sock",
            "VOICE_LOG": str(self.log),
        }
        for name in ("WAYLAND_DISPLAY", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"):
            self.environment.pop(name, None)
        self.screen()
        self.services()
        self.start("orca", "--replace")
        until(lambda: "Screen reader on." in self.spoken(), "Orca")
        self.browse(browser)

    def start(self, *command, **options):
        name = command[len(AFTER)] if command[: len(AFTER)] == AFTER else command[0]
        with open(self.run / "log" / pathlib.Path(name).name, "w") as log:
            return subprocess.Popen(
                command,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=options.pop("stdout", log),
                stderr=log,
                **options,
            )

    def ask(self, *command):
        told = subprocess.run(command, env=self.environment, capture_output=True, text=True)
        return told.stdout

    def screen(self):
        # Without -noreset the server forgets the window manager's mark when a first client leaves.
        server = self.start(
            *"Xvfb -displayfd 1 -screen 0 1280x900x24 -nolisten tcp -noreset".split(),
            stdout=subprocess.PIPE,
        )
        self.environment["DISPLAY"] = ":" + server.stdout.readline().decode().strip()
        self.ask("dbus-update-activation-environment", "--all")
        interface = "org.gnome.desktop.interface"
        self.ask("gsettings", "set", interface, "toolkit-accessibility", "true")
        self.start("openbox", "--sm-disable")
        mark = ("xprop", "-root", "_NET_SUPPORTING_WM_CHECK")
        until(lambda: "window id" in self.ask(*mark), "the window manager")

    def services(self):
        self.start("/usr/libexec/at-spi-bus-launcher", "--launch-immediately")
        address = (
            "gdbus call --session --dest org.a11y.Bus --object-path /org/a11y/bus "
            "--method org.a11y.Bus.GetAddress"
        )
        until(lambda: "unix:" in self.ask(*address.split()), "the bus of AT-SPI")
        speech = self.run / "speech"
        (speech / "speechd.conf").write_text(SPEECH.format(run=self.run, here=HERE))
        (speech / "modules/voice.conf").write_text("")
        socket = self.run / "xdg/speechd.sock"
        self.start(
            *("speech-dispatcher", "-s", "-t", "0", "-C", str(speech), "-S", str(socket)),
            *("-P", f"{self.run}/xdg/speechd.pid", "-c", "unix_socket"),
        )
        until(socket.exists, "speech-dispatcher")
        customizations = self.run / "home/.local/share/orca/orca-customizations.py"
        customizations.write_text(ORCA)

    def browse(self, browser):
        profile = self.run / "profile"
        if browser == "firefox":
            prefs = [f'user_pref("{name}", {json.dumps(FIREFOX[name])});\n' for name in FIREFOX]
            (profile / "user.js").write_text("".join(prefs))
            program = "firefox" if self.ask("which", "firefox") else "firefox-esr"
            self.start(*AFTER, program, "--no-remote", "--profile", str(profile), "about:blank")
            title = "Mozilla Firefox"
        elif browser == "webkit":
            self.start(*AFTER, mini_browser(), "about:blank")
            title = "WebKitGTK"
        else:
            flags = "--no-sandbox --force-renderer-accessibility --no-first-run --disable-gpu"
            flags += " --no-default-browser-check --password-store=basic"
            flags += " --disable-background-networking"
            profile = f"--user-data-dir={profile}"
            self.start(*AFTER, "chromium", *flags.split(), profile, "about:blank")
            title = "Chromium"
        search = ("xdotool", "search", "--onlyvisible", "--name", title)
        until(lambda: self.ask(*search), "the window of the browser")
        window = self.ask(*search).split()[-1]
        self.ask("xdotool", "windowactivate", "--sync", window)
        self.listen()

    # ── Ears ──

    def spoken(self):
        lines = self.log.read_text(encoding="utf-8").split("\n")[:-1]
        return [json.loads(line) for line in lines]

    def listen(self, since=0, first=FIRST, gap=GAP):
        """Returns what is said, once nothing follows."""
        last = time.monotonic()
        count = since
        self.rest.begin()
        while True:
            rested = self.rest.seconds()
            said = self.spoken()
            if len(said) > count or 2 * said.count(None) < len(said):
                count, last = len(said), time.monotonic()
                self.rest.begin()
            elif rested > (gap if count > since else max(first, gap)):
                break
            elif time.monotonic() - last > LONGEST:
                print(f"no rest: {', '.join(self.rest.restless)}", file=sys.stderr, flush=True)
                break
        return [line for line in said[since:] if line]

    # ── Hands ──

    def type_keys(self, *keys):
        self.ask("xdotool", "key", "--clearmodifiers", "--delay", "20", *keys)

    def quietly(self, *keys, announces=False, gap=GAP_OF_ANNOUNCEMENTS):
        """Presses keys, whose speech the transcript leaves out."""
        since = len(self.spoken())
        self.type_keys(*keys)
        return self.listen(since, gap, gap) if announces else self.listen(since)

    def open(self, path, aloud=""):
        """Opens a page and goes to its top; or stays where it begins, and writes what is said from
        the first line with these words on. The lines before are of the address and of the static
        page; how many they are depends on how fast the story comes to life.
        """
        Pages.ready.clear()
        self.quietly("ctrl+l")
        # A number makes each address a new page, also one that differs only after a #.
        self.opened += 1
        page, mark, event = path.partition("#")
        joint = "&" if "?" in page else "?"
        address = f"{self.base}{page}{joint}{self.opened}{mark}{event}"
        self.ask("xdotool", "type", "--delay", "5", address)
        self.listen(len(self.spoken()))
        since = len(self.spoken())
        self.type_keys("Return")
        if not path.startswith("/plain/"):
            until(Pages.ready.is_set, f"the story of {path}")
        said = self.listen(since, first=GAP_OF_PAGES, gap=GAP_OF_PAGES)
        self.tell(f"== {path} ==")
        self.known = set()
        if aloud:
            places = [place for place, line in enumerate(said) if aloud in line]
            self.write("the page opens", said[min(places, default=0) :])
        else:
            self.quietly("ctrl+Home")

    def note(self, text):
        self.tell("", f"-- {text} --")

    def tell(self, *lines):
        print(json.dumps({"lines": lines}), flush=True)

    def write(self, what, lines):
        self.tell(f"» {what}", *([f"    {line}" for line in lines] or ["    (silence)"]))

    def press(self, *keys, announces=False, gap=GAP_OF_ANNOUNCEMENTS, without=()):
        """Presses keys one after the other, and writes down what follows each, without lines that
        are said or not.
        """
        said = []
        for key in keys:
            said = self.quietly(key, announces=announces, gap=gap)
            self.write(key, [line for line in said if line not in without])
        return said

    def type(self, text, aloud=True):
        """Types text; what is said of it comes once it is typed."""
        since = len(self.spoken())
        self.ask("xdotool", "type", "--delay", "60", text)
        said = self.listen(since, gap=GAP_OF_ANNOUNCEMENTS)
        if aloud:
            self.write(f"“{text}”", said)

    def fill(self, text):
        """Types lines into a field; the transcript leaves out what is said of it."""
        for line in text.splitlines():
            self.ask("xdotool", "type", "--delay", "10", line)
            self.quietly("Return")
        self.tell("» the lines of a table are typed")

    def reach(self, key, words, most=60):
        """Presses a key until something with these words is said; returns how often, and that."""
        for times in range(1, most + 1):
            said = self.quietly(key)
            if words in " ".join(said):
                return times, said
        self.tell(f"!! {key}, {most} times, without “{words}”")
        return most, said

    def until(self, key, words, most=60):
        """Does the same, and writes down the last press."""
        times, said = self.reach(key, words, most)
        self.write(f"{key}, {times} times" if times > 1 else key, said)

    # ── What the browser tells ──

    def told(self, *options):
        """Returns what `tree.py` prints."""
        command = ["/usr/bin/python3", str(HERE / "tree.py"), *options]
        told = subprocess.run(command, env=self.environment, stdout=subprocess.PIPE, text=True)
        told.check_returncode()
        return told.stdout.splitlines()

    def languages(self):
        """Writes each passage in another language than the page's."""
        self.tell(*self.told("--languages"))

    def tree(self, *card):
        """Writes each control and a card, as the browser tells of them; later only the changes."""
        lines = self.told(*card)
        known = self.known
        self.tell(*(line for line in lines if line not in known))
        self.known = set(lines)

    def through(self, key, last, most=80):
        """Presses a key, and writes down what follows, until something with these words is said."""
        for _ in range(most):
            if last in " ".join(self.press(key)):
                return
        self.tell(f"!! {most} times without “{last}”")


def main():
    browser, dist = sys.argv[1:]
    session = Session(browser, dist, pathlib.Path("/tmp/voice"))
    print(json.dumps({"ready": True}), flush=True)
    for line in sys.stdin:
        journeys.ALL[line.strip()].run(session)
        print(json.dumps({"ended": True}), flush=True)
    # The namespace ends with this process, and everything in it.
    os._exit(0)


if __name__ == "__main__":
    main()
