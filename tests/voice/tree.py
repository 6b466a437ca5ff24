#!/usr/bin/python3
"""Prints what a browser tells assistive technology of the page that it shows: a line for each
control, and one card. Runs with the system's Python, which has the library of AT-SPI.

    tree.py [WORDS]

WORDS begin the title of the card.
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


def main():
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
