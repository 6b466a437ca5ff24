"""Converts Markdown on the standard input to HTML, as Sphinx does with MyST."""

import sys

from docutils.core import publish_parts
from myst_parser.docutils_ import Parser

parts = publish_parts(
    sys.stdin.read(),
    parser=Parser(),
    writer="html5",
    # The parser for Sphinx has no limit for lines, the one for docutils has one.
    settings_overrides={"line_length_limit": sys.maxsize},
)
sys.stdout.write(parts["html_body"])
