"""Stories in MkDocs: ``<!-- explainer stories/my-story.json en -->`` in a page.

    plugins: [search, explainer]

The files are named from the folder of ``mkdocs.yml``. The story replaces the comment after Markdown
has become HTML, so that it stays as it was rendered. A story with errors stops the build with the
report of the check.
"""

from __future__ import annotations

import re
from hashlib import sha256
from pathlib import Path

from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin
from mkdocs.utils import copy_file, get_relative_url, write_file

from . import StoryError, element, pack, widget_files

_COMMENT = re.compile(r"<!--\s*explainer\s+(\S+)(?:\s+(\S+))?\s*-->")


class _Options(Config):
    path = config_options.Type(str, default="explainer")
    heading_level = config_options.Optional(config_options.Type(int))


class ExplainerPlugin(BasePlugin[_Options]):
    """Puts stories into pages, and the widget's files beside them."""

    def on_config(self, config):
        self.packed = {}
        config.extra_css.append(f"{self.config.path}/explainer.css")
        script = config_options.ExtraScriptValue(f"{self.config.path}/explainer.js")
        script.type = "module"
        config.extra_javascript.append(script)
        return config

    def on_serve(self, server, config, builder):
        server.watch(str(Path(config.config_file_path).parent / "stories"))
        return server

    def on_page_content(self, html, page, config, files):
        def story(found):
            name, lang = found.groups()
            path = Path(config.config_file_path).parent / name
            try:
                content = pack(path)
                file = f"{path.stem}.{sha256(content).hexdigest()[:8]}.txt"
                self.packed[file] = content
                address = get_relative_url(f"{self.config.path}/{file}", page.url)
                return element(path, lang, packed=address, heading_level=self.config.heading_level)
            except StoryError as error:
                raise PluginError(f"{page.file.src_uri}: {name}\n{error}") from error

        return _COMMENT.sub(story, html)

    def on_post_build(self, config):
        folder, source = Path(config.site_dir, self.config.path), widget_files()
        for path in source.rglob("*"):
            if path.is_file():
                copy_file(str(path), str(folder / path.relative_to(source)))
        for name, content in self.packed.items():
            write_file(content, str(folder / name))
