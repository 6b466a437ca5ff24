"""Stories in Sphinx, in reStructuredText and MyST.

    extensions = ["explainer_widget.sphinx"]

    .. explainer:: stories/my-story.json
       :lang: en

A path is relative to the page, or to the folder of the sources if it begins with ``/``. A page is
made again when its story changes. A story with errors stops the build with the report of the check.
"""

from __future__ import annotations

import shutil
from hashlib import sha256
from pathlib import Path

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError
from sphinx.util.docutils import SphinxDirective
from sphinx.util.osutil import relative_uri

from . import StoryError, element, languages, pack, render, widget_files

_PATH = "_static/explainer"


class story_node(nodes.General, nodes.Element):
    """A story: in HTML the element, elsewhere its text."""


class ExplainerDirective(SphinxDirective):
    """The directive ``explainer``."""

    required_arguments = 1
    final_argument_whitespace = True
    option_spec = {"lang": directives.unchanged, "heading-level": directives.positive_int}

    def run(self):
        name, path = self.env.relfn2path(self.arguments[0])
        self.env.note_dependency(name)
        try:
            lang = self.options.get("lang") or languages(path)[0]
            node = story_node(path=path, lang=lang, heading_level=self.options.get("heading-level"))
            # Both now, so that an error names this page.
            node["packed"] = pack(path)
            render(path, lang)
        except FileNotFoundError as error:
            raise self.severe(str(error)) from error
        except StoryError as error:
            raise ExtensionError(f"{self.get_location()}: {self.arguments[0]}\n{error}") from error
        self.set_source_info(node)
        return [node]


def _visit_html(translator, node):
    content = node["packed"]
    name = f"{Path(node['path']).stem}.{sha256(content).hexdigest()[:8]}.txt"
    builder = translator.builder
    folder = Path(builder.outdir, _PATH)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(content)
    packed = relative_uri(builder.get_target_uri(builder.current_docname), f"{_PATH}/{name}")
    options = {"packed": packed, "heading_level": node["heading_level"]}
    translator.body.append(element(node["path"], node["lang"], **options))
    raise nodes.SkipNode


def _visit_other(translator, node):
    raise nodes.SkipNode


def _copy_widget(app: Sphinx, error: Exception | None) -> None:
    if error is None and app.builder.format == "html":
        shutil.copytree(widget_files(), Path(app.outdir, _PATH), dirs_exist_ok=True)


def setup(app: Sphinx):
    """Adds the directive, the widget's script and its style sheet."""
    other = (_visit_other, None)
    app.add_node(
        story_node,
        html=(_visit_html, None),
        latex=other,
        text=other,
        man=other,
        texinfo=other,
    )
    app.add_directive("explainer", ExplainerDirective)
    app.add_css_file("explainer/explainer.css")
    app.add_js_file("explainer/explainer.js", type="module")
    app.connect("build-finished", _copy_widget)
    return {"version": "0.1.0", "parallel_read_safe": True, "parallel_write_safe": True}
