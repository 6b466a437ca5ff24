#!/usr/bin/python3
"""Prints what a browser tells assistive technology of the page that it shows: a line for each
control, and one card. Runs with the system's Python, which has the library of AT-SPI.

    tree.py [WORDS]
    tree.py --languages

WORDS begin the title of the card. With --languages: each passage in another language than the
page's, which tells a voice how to pronounce it.
"""

import sys

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi  # noqa: E402

# What can be focused without being a control: the page, boxes that scroll, and cards, to which a
# link leads.
NO_CONTROLS = ("article", "document web", "panel", "section")

# Stands in the text of a node for a child.
CHILD = "\ufffc"

STATES = "checked expandable expanded invalid-entry pressed read-only required".split()

# The parts of a card that have a meaning in every engine; the others are text and its boxes.
PARTS = ("article", "heading", "link", "push button")


def children(node):
    for index in range(node.get_child_count()):
        child = node.get_child_at_index(index)
        if child is not None:
            yield child


def within(node):
    for child in children(node):
        yield child
        yield from within(child)


def line(node):
    states = {it.value_nick for it in node.get_state_set().get_states()}
    said = [node.get_role_name(), f"“{node.get_name()}”"]
    said += [it for it in STATES if it in states]
    if "sensitive" not in states:
        said.append("disabled")
    level = node.get_attributes().get("level")
    if level:
        said.append(f"of level {level}")
    if "Value" in node.get_interfaces():
        said.append(f"at {Atspi.Value.get_current_value(node):.0f}")
    description = node.get_description()
    if description and description != node.get_name():
        said.append(f"described as “{description}”")
    return " ".join(said)


def is_control(node):
    role = node.get_role_name()
    return role not in NO_CONTROLS and node.get_state_set().contains(Atspi.StateType.FOCUSABLE)


def words(node):
    """Returns the text of a node, with that of its children in their places."""
    if node.get_role_name() == "push button":
        return node.get_name()
    inner = [words(child) for child in children(node)]
    whole = Atspi.Text.get_text(node, 0, -1) if "Text" in node.get_interfaces() else node.get_name()
    # In Chromium, pieces of text are children, too.
    if whole.count(CHILD) == len(inner):
        for part in inner:
            whole = whole.replace(CHILD, f" {part} ", 1)
    else:
        whole = " ".join(inner)
    return " ".join(whole.split())


def pages():
    for application in children(Atspi.get_desktop(0)):
        for node in within(application):
            if node.get_role_name() == "document web":
                yield node
                break


def own(text):
    """Returns a text without the places of children."""
    return " ".join(text.replace(CHILD, "").split())


def runs(node):
    """Returns each part of a node's own text in one style, with its language."""
    if node.get_attributes().get("toolkit") == "WebKitGTK":
        # WebKitGTK 2.50 ends if it is asked where a style ends; each of its nodes has one language.
        yield node.get_object_locale(), own(Atspi.Text.get_text(node, 0, -1))
        return
    length = Atspi.Text.get_character_count(node)
    place = 0
    while place < length:
        attributes, _, end = Atspi.Text.get_attribute_run(node, place, True)
        end = max(end, place + 1)
        yield attributes.get("language"), own(Atspi.Text.get_text(node, place, end))
        place = end


def passages(page):
    """Returns each text of a page with its language; once, because a browser may have it in two
    nodes.
    """
    nodes = (node for node in within(page) if "Text" in node.get_interfaces())
    found = (passage for node in nodes for passage in runs(node))
    return list(dict.fromkeys(passage for passage in found if passage[1]))


def languages(page):
    found = passages(page)
    usual = found[0][0] if found else None
    print(f"the page: {usual}")
    for language, text in found:
        if language != usual:
            print(f"{language}: “{text}”")


def main():
    if sys.argv[1:] == ["--languages"]:
        for page in pages():
            languages(page)
        return
    for page in pages():
        nodes = list(within(page))
        for node in nodes:
            if is_control(node):
                print(line(node))
        title = sys.argv[1] if sys.argv[1:] else None
        for node in nodes:
            if title and node.get_role_name() == "article" and node.get_name().startswith(title):
                print(f"\n-- The card “{title}” --")
                print(line(node))
                for part in within(node):
                    if part.get_role_name() in PARTS:
                        print(line(part))
                print(words(node))


main()
