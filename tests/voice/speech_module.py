#!/usr/bin/env python3
"""An output module for speech-dispatcher that writes what it is to speak, a JSON line each, and
`null` at the end of each.

It is the end of the way that speech takes: browser, AT-SPI, Orca, speech-dispatcher, this. It
answers as a synthesiser does: the end of an utterance comes some time after its beginning, and an
utterance can be stopped. Orca stays in the middle of a text for ever if the end comes at once.
"""

import html
import json
import os
import re
import sys
import threading

# Seconds until an utterance begins, and how long a character of it takes.
BEFORE = 0.03
PER_CHARACTER = 0.0005

LOG = open(os.environ["VOICE_LOG"], "a", buffering=1, encoding="utf-8")
OUT = threading.Lock()


def write(words):
    with OUT:
        LOG.write(json.dumps(words, ensure_ascii=False) + "\n")


def answer(*lines):
    with OUT:
        sys.stdout.write("".join(line + "\n" for line in lines))
        sys.stdout.flush()


class Utterance(threading.Thread):
    """One text while it is spoken."""

    def __init__(self, text):
        super().__init__(daemon=True)
        self.marks = re.findall(r'<mark name="([^"]*)"', text)
        self.words = html.unescape(re.sub(r"<[^>]*>", "", text)).strip()
        self.stopped = threading.Event()

    def run(self):
        self.stopped.wait(BEFORE)
        answer("701 BEGIN")
        for mark in self.marks:
            answer(f"700-{mark}", "700 INDEX MARK")
        stopped = self.stopped.wait(PER_CHARACTER * len(self.words))
        write(None)
        answer("703 STOP" if stopped else "702 END")


def body():
    """Reads the lines up to a lone full stop; one that begins with a full stop has a second."""
    lines = []
    for line in sys.stdin:
        line = line.rstrip("\n")
        if line == ".":
            break
        lines.append(line[1:] if line.startswith("..") else line)
    return "\n".join(lines)


def main():
    current = None
    for line in sys.stdin:
        command = line.strip()
        if command == "INIT":
            answer("299-voice", "299 OK LOADED SUCCESSFULLY")
        elif command in ("AUDIO", "LOGLEVEL"):
            answer("207 OK RECEIVING SETTINGS")
            body()
            answer("203 OK SETTINGS RECEIVED")
        elif command == "SET":
            answer("203 OK RECEIVING SETTINGS")
            body()
            answer("203 OK SETTINGS RECEIVED")
        elif command in ("SPEAK", "CHAR", "KEY", "SOUND_ICON"):
            answer("202 OK RECEIVING MESSAGE")
            current = Utterance(body())
            answer("200 OK SPEAKING")
            write(current.words)
            current.start()
        elif command == "STOP":
            if current:
                current.stopped.set()
        elif command == "LIST VOICES":
            answer("200-English\ten-US\tnone", "200-Japanese\tja\tnone", "200 OK VOICE LIST SENT")
        elif command.startswith("DEBUG"):
            answer("200 OK DEBUGGING SET")
        elif command == "QUIT":
            answer("210 OK QUIT")
            break
        elif command != "PAUSE":
            answer("300 ERR UNKNOWN COMMAND")


main()
