/**
 * Takes one step of a random reader, and returns the faults of the page afterwards.
 * @param {string} name the action
 * @param {number} pick a random number, which chooses among whatever is there
 */
async function randomStep(name, pick) {
  // Files are made, but not saved: WebKit's test browser shows each download in a bar, until
  // nothing is left of the page, and it paints nothing that cannot be seen.
  HTMLAnchorElement.prototype.click = () => {};
  const widget = document.querySelector("explainer-widget");
  const live = () => widget.shadowRoot?.querySelector(".explainer");
  const found = (selector) => [...(live()?.querySelectorAll(selector) ?? [])];
  const seen = (selector) => found(selector).filter((it) => it.getClientRects().length);
  const chosen = (list) => list[pick % list.length];
  const frame = () =>
    new Promise((done) => (window.paint ?? requestAnimationFrame).call(window, done));

  /** Returns the element with the focus, if it is in the widget. */
  const inside = () => document.activeElement === widget && widget.shadowRoot?.activeElement;
  let focused = inside();

  /** Presses something as a pointer does: it takes the focus first. */
  const press = (target, place = {}) => {
    if (!target) return;
    target.focus({ preventScroll: true });
    focused = inside();
    target.dispatchEvent(
      new MouseEvent("click", { bubbles: true, cancelable: true, composed: true, ...place }),
    );
  };
  /** Writes into a field as typing does. */
  const enter = (field, value) => {
    if (!field) return;
    field.focus({ preventScroll: true });
    focused = inside();
    field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true, composed: true }));
  };
  /** Sets an attribute to one of several values; null removes it. */
  const set = (attribute, values) => {
    const value = chosen(values);
    if (value === null) widget.removeAttribute(attribute);
    else widget.setAttribute(attribute, value);
  };
  const ids = () => found("article.ex-event").map((event) => event.id);

  const ACTIONS = {
    button: () => press(chosen(seen("button"))),
    bar: () => press(chosen(seen(".ex-bars [role=button]"))),
    summary: () => press(chosen(seen("summary"))),
    focus: () => chosen(seen("a[href], button, input, summary, [tabindex='0']"))?.focus(),
    search: () =>
      enter(
        seen("input[type=search]")[0],
        chosen(["lamp", "ランプ", "(", "e", "", "zzzz", "\u0301"]),
      ),
    slide: () => {
      const slider = chosen(seen("input[type=range]"));
      if (!slider) return;
      const [min, max] = [Number(slider.min), Number(slider.max)];
      enter(slider, String(Math.round(min + ((max - min) * (pick % 101)) / 100)));
    },
    compose: () => {
      const field = seen("input[type=search]")[0];
      field?.dispatchEvent(new CompositionEvent("compositionstart", { bubbles: true }));
      enter(field, "らん");
      field?.dispatchEvent(
        new CompositionEvent("compositionend", { bubbles: true, data: "ランプ" }),
      );
      enter(field, "ランプ");
    },
    axis: () => {
      const slider = seen(".ex-slider")[0];
      const area = slider?.getBoundingClientRect();
      if (!area) return;
      const clientY = area.top + (area.height * (pick % 97)) / 97;
      press(slider, { clientX: area.left + 5, clientY });
    },
    scroll: () =>
      scrollTo(0, ((document.documentElement.scrollHeight - innerHeight) * (pick % 89)) / 88),
    scrollInside: () =>
      widget.scrollTo(0, ((widget.scrollHeight - widget.clientHeight) * (pick % 89)) / 88),
    address: () => (location.hash = chosen([...ids(), "there-is-no-such-event", ""]) ?? ""),
    event: () => set("event", [...ids(), "there-is-no-such-event", null]),
    language: () => set("lang", ["en", "ja", "ar", "xx", null]),
    theme: () => set("theme", ["light", "dark", "auto", "purple", null]),
    view: () => set("view", ["timeline", "chart", "all", null]),
    level: () => set("heading-level", ["1", "6", "99", null]),
    fold: () => set("fold", ["", null]),
    height: () => set("height", ["400", "700", "", null]),
    width: () => (widget.parentElement.style.width = chosen(["320px", "500px", "900px", ""])),
    zoom: () => (document.documentElement.style.fontSize = chosen(["200%", "50%", ""])),
    direction: () => (document.documentElement.dir = chosen(["rtl", "ltr"])),
    move: () => widget.parentElement.append(widget),
    remove: async () => {
      const parent = widget.parentElement;
      widget.remove();
      await frame();
      parent.append(widget);
    },
    // The new story takes the place of the old one within this step.
    story: async () => {
      const before = widget.getAttribute("src");
      const shown = new Promise((done) => {
        // One that nobody is near loads later.
        setTimeout(done, 5_000);
        for (const kind of ["ready", "error"]) {
          widget.addEventListener(`explainer-${kind}`, done, { once: true });
        }
      });
      set("src", [null, "/other.json", "/broken.json"]);
      if (widget.getAttribute("src") !== before) await shown;
    },
    // The second time, the network is back.
    offline: () => {
      const back = window.online;
      window.online = back ? undefined : window.fetch;
      window.wasOffline = true;
      window.fetch = back ?? (() => Promise.reject(new TypeError("no network")));
    },
    resize: () => dispatchEvent(new Event("resize")),
  };

  /** These may move the focus out of the widget, or remove the element that had it. */
  const LOSES_FOCUS = new Set(["move", "remove", "story", "view", "language", "height", "fold"]);
  /**
   * Returns true if a page of another width hides a control, or removes it with the mini chart. In
   * WebKit a page of another direction has another width.
   */
  const isHiddenByWidth = (element) =>
    ["width", "zoom", "direction"].includes(name) && !element.getClientRects().length;
  /** The answers to a broken story, and to a network that was away. */
  const EXPECTED = /the story has errors|is not a story|ResizeObserver loop/;
  const isExpected = (complaint) =>
    EXPECTED.test(complaint) ||
    (window.wasOffline && /cannot be (reached|enlarged)/.test(complaint));

  await ACTIONS[name]?.();

  function problems() {
    const list = [];
    const stories = widget.shadowRoot?.querySelectorAll(".explainer").length ?? 0;
    if (stories > 1) list.push(`${stories} stories at once`);
    const root = widget.shadowRoot;
    if (
      !stories &&
      !widget.textContent.trim() &&
      !root?.textContent.trim() &&
      !root?.querySelector("slot")
    )
      list.push("nothing is shown");
    list.push(...(window.complaints ?? []).filter((it) => !isExpected(it)));
    const mayLose = LOSES_FOCUS.has(name) || (focused && isHiddenByWidth(focused));
    if (focused && document.activeElement !== widget && !mayLose)
      list.push(
        `the focus went from ${focused.outerHTML.slice(0, 80)} ` +
          `to ${document.activeElement?.tagName}`,
      );
    const count = found(".ex-result span")[0]?.textContent.match(/\d[\d,]*/g);
    if (count && !found(".ex-unbuilt, .ex-more").length) {
      const shown = Math.min(...count.map((it) => Number(it.replaceAll(",", ""))));
      const there = found("article.ex-event").length;
      if (shown !== there) list.push(`${there} events under “${count.join(" of ")}”`);
    }
    return list;
  }

  // A busy machine may need seconds to load and draw; only faults that stay are reported.
  const begun = performance.now();
  let wrong = problems();
  for (
    let frames = 0;
    frames < 2 || (wrong.length && performance.now() - begun < 10_000);
    frames++
  ) {
    await frame();
    wrong = problems();
  }
  return wrong;
}
