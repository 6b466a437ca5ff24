// Runs in every frame of a measured page before anything of the page itself, and notes when things
// happen, in milliseconds since the frame's page was asked for. `words` are the story's, all of
// which a reader waits for.

function probe(words) {
  const seen = {
    fcp: 0,
    lcp: 0,
    shift: 0,
    blocking: 0,
    readable: 0,
    ready: 0,
    frames: [],
    slowest: 0,
    memories: new Set(),
  };
  globalThis.benchProbe = seen;
  const observe = (type, note, options = {}) =>
    new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({
      type,
      buffered: true,
      ...options,
    });
  observe("paint", (it) => it.name === "first-contentful-paint" && (seen.fcp = it.startTime));
  observe("largest-contentful-paint", (it) => (seen.lcp = it.startTime));
  observe("layout-shift", (it) => it.hadRecentInput || (seen.shift += it.value));
  observe("longtask", (it) => (seen.blocking += Math.max(0, it.duration - 50)));
  observe(
    "event",
    (it) => it.interactionId && (seen.slowest = Math.max(seen.slowest, it.duration)),
    { durationThreshold: 16 },
  );

  // What a frame shows is on screen when the next one begins.
  const painted = (note) =>
    requestAnimationFrame(() => requestAnimationFrame(() => note(performance.now())));
  const ready = () => painted((now) => (seen.ready ||= now));
  observe("mark", (it) => it.name === "ready" && ready());
  addEventListener("explainer-ready", ready);

  const text = () => {
    const widget = document.querySelector("explainer-widget")?.shadowRoot?.textContent;
    return (document.body?.textContent ?? "") + (widget ?? "");
  };
  const missing = [...words];
  const look = () => {
    const all = text();
    while (missing.length && all.includes(missing.at(-1))) missing.pop();
    if (missing.length) requestAnimationFrame(look);
    // This runs before the frame is painted, so the next one follows its painting.
    else requestAnimationFrame(() => (seen.readable = Math.max(performance.now(), seen.fcp)));
  };
  if (missing.length) requestAnimationFrame(look);

  const count = (now) => {
    seen.frames.push(now);
    requestAnimationFrame(count);
  };
  seen.film = () => {
    seen.frames = [];
    requestAnimationFrame(count);
  };

  // The memory of every WebAssembly program, which the heap's size does not count.
  for (const name of ["instantiate", "instantiateStreaming"]) {
    const original = WebAssembly[name];
    WebAssembly[name] = async (...given) => {
      const made = await original.apply(WebAssembly, given);
      for (const it of Object.values((made.instance ?? made).exports)) {
        if (it instanceof WebAssembly.Memory) seen.memories.add(it);
      }
      return made;
    };
  }
  seen.wasm = () => [...seen.memories].reduce((sum, memory) => sum + memory.buffer.byteLength, 0);
}

/** Elements and texts of the page and of the widget in it. */
function countNodes() {
  const within = (root) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    let nodes = 0;
    for (let node = root; node; node = walker.nextNode())
      nodes += 1 + (node.shadowRoot ? within(node.shadowRoot) : 0);
    return nodes;
  };
  return within(document.body);
}

export { countNodes, probe };
