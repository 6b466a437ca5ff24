"""The live widget in notebooks, by anywidget: ``Story(…).live("en")``.

A notebook loads a module from its text, so no address leads to the widget's other files: they are
in the text.
"""

from __future__ import annotations

import base64
import re
from functools import cache
from pathlib import Path

import anywidget
import traitlets

from . import Story, widget_files

_START = """
const file = (type, text) => URL.createObjectURL(
  new Blob([Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))], { type }));
"""

_END = """
export default {
  render({ model, el }) {
    const element = document.createElement("explainer-widget");
    element.setAttribute("lang", model.get("lang"));
    element.setAttribute("loading", "eager");
    element.innerHTML = model.get("html");
    element.packed = URL.createObjectURL(new Blob([model.get("packed")]));
    element.addEventListener("explainer-select", ({ detail }) => {
      model.set("event", detail.event ?? "");
      model.save_changes();
    });
    const open = () => element.setAttribute("event", model.get("event"));
    model.on("change:event", open);
    el.append(element);
    return () => {
      model.off("change:event", open);
      URL.revokeObjectURL(element.packed);
    };
  },
};
"""


@cache
def _module() -> str:
    """Returns the loader for bundlers with the files in it that it loads for a packed story."""
    released = widget_files()
    loader = Path(__file__).with_name("notebook.js").read_text(encoding="utf-8")

    def content(kind: str, path: str) -> str:
        return f'file("{kind}", "{base64.b64encode((released / path).read_bytes()).decode()}")'

    def script(found: re.Match[str]) -> str:
        return f"import({content('text/javascript', found[1])})"

    def other(found: re.Match[str]) -> str:
        kind = "application/wasm" if found[1].endswith(".wasm") else "text/css"
        return f"({{ href: {content(kind, found[1])} }})"

    # Not the checker: it is for stories that are not packed.
    path = r'"\./release/(v/[^"]*/(?!checker)[^"]+)"'
    loader, scripts = re.subn(rf"import\({path}\)", script, loader)
    loader, others = re.subn(rf"new URL\(\s*{path},\s*import\.meta\.url\s*\)", other, loader)
    if (scripts, others) != (1, 2):
        raise RuntimeError(
            f"notebook.js is of another version: {scripts} scripts and {others} other files"
        )
    return _START + loader + _END


class Live(anywidget.AnyWidget):
    """A live story.

    ``event`` is the id of the event that the reader has opened, and opens one if it is set.
    """

    lang = traitlets.Unicode().tag(sync=True)
    html = traitlets.Unicode().tag(sync=True)
    packed = traitlets.Bytes().tag(sync=True)
    event = traitlets.Unicode("").tag(sync=True)

    def __init__(self, story: Story, lang: str) -> None:
        css = (widget_files() / "explainer.css").read_text(encoding="utf-8")
        self.add_traits(
            _esm=traitlets.Unicode(_module()).tag(sync=True),
            _css=traitlets.Unicode(css).tag(sync=True),
        )
        super().__init__(lang=lang, html=story.render(lang), packed=story.pack())
