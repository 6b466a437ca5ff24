"""One stored text for several browsers: a line that not all of them have names those that have it.

    push button “Play”
    [chromium] toggle button “How to read” expandable
    [firefox webkit] push button “How to read” expandable
"""

import difflib
import re


def read(text, browsers):
    """Returns each line with the set of browsers that have it."""
    lines = []
    for line in text.splitlines():
        mark = re.match(r"\[([a-z ]+)\] ", line)
        if mark:
            lines.append((line[mark.end() :], set(mark[1].split())))
        else:
            lines.append((line, set(browsers)))
    return lines


def write(lines, browsers):
    def shown(line, those):
        return line if those == set(browsers) else f"[{' '.join(sorted(those))}] {line}"

    return "".join(shown(*it) + "\n" for it in lines)


def of(browser, text, browsers):
    """Returns the lines of one browser."""
    return "".join(f"{line}\n" for line, those in read(text, browsers) if browser in those)


def with_lines(browser, new, text, browsers):
    """Returns the text with these as the lines of one browser."""
    old = [(line, those - {browser}) for line, those in read(text, browsers)]
    old = [it for it in old if it[1]]
    new = new.splitlines()
    matcher = difflib.SequenceMatcher(None, [line for line, _ in old], new, autojunk=False)
    lines = []
    for _, from_old, to_old, from_new, to_new in matcher.get_opcodes():
        same = old[from_old:to_old], new[from_new:to_new]
        if [line for line, _ in same[0]] == same[1]:
            lines += [(line, those | {browser}) for line, those in same[0]]
        else:
            lines += same[0] + [(line, {browser}) for line in same[1]]
    return write(lines, browsers)
