// An article with the story in it, opened on a slow phone, on a slow phone that was there before,
// and on a fast desktop; and the same for the chart alone.

import { DESKTOP, memory, observations, PHONE, settle, sleep, withPage } from "./browser.mjs";

/** A control of ours, and the state in which it has answered. */
const ours = (control, answered) => ({
  control: `explainer-widget >>> ${control}`,
  answered: `() => document.querySelector("explainer-widget")
    .shadowRoot.querySelector("${answered}")`,
});
const OURS = ours("button.ex-pill[aria-pressed]", "button.ex-pill[aria-pressed=true]");
/** Folded on a phone, a story has no filters: its control shows all events. */
const FOLDED = ours(".ex-unfold", ".ex-unfold[aria-expanded=true]");

const STORIES = [
  { name: "plain HTML", path: "plain.html" },
  { name: "plain HTML, style sheet linked", path: "plain-styled.html" },
  { name: "ours, static-first", path: "static-first.html", ...OURS },
  { name: "ours, static-first, folded", path: "folded.html", ...FOLDED },
  { name: "ours, static-first, in a box", path: "box.html", ...OURS },
  { name: "ours, bare element", path: "bare.html", ...OURS },
  { name: "ours, iframe", path: "iframe.html", ...OURS },
  {
    name: "TimelineJS3 + Chart.js",
    path: "pair.html",
    control: ".tl-timemarker-content-container",
    answered: () => document.querySelector(".tl-timemarker-active"),
  },
  {
    name: "vis-timeline",
    path: "vis.html",
    control: ".vis-item.vis-box",
    answered: () => document.querySelector(".vis-item.vis-selected"),
  },
  {
    name: "react-chrono",
    path: "chrono.html",
    control: "button[aria-label=Next]",
    answered: () => !document.querySelector("[aria-live=polite]").textContent.includes("item 1 of"),
  },
];

/** The example with images. */
const WITH_IMAGES = [
  { name: "plain HTML", path: "images-plain.html" },
  { name: "ours, static-first", path: "images.html", ...OURS },
];

const CHARTS = ["ours", "chartjs", "echarts", "vega", "plot"];
const CHART_NAMES = {
  ours: "ours, chart alone",
  chartjs: "Chart.js",
  echarts: "ECharts",
  vega: "Vega-Lite",
  plot: "Observable Plot",
};

/** Loads a page and leaves it alone. */
async function load(lab, subject, device, suite) {
  return withPage(lab.browser, device, lab.words, async (visit) => {
    await visit.page.goto(`${lab.origin}${subject.path}`, { waitUntil: "load", timeout: 60_000 });
    await settle(visit);
    // On a busy machine the last drawing can take longer than the pause that ends the traffic.
    const end = Date.now() + 30_000;
    while (subject.control && !(await observations(visit.page)).ready && Date.now() < end) {
      await sleep(100);
    }
    await settle(visit);
    const { bytes, requests, strangers } = visit.traffic;
    const { fcp, lcp, shift, blocking, readable, ready } = await observations(visit.page);
    if (subject.control && !ready) throw new Error("it never said that it is ready");
    const { heap, wasm } = await memory(visit);
    const tell = (measure, unit, value) =>
      value && lab.tell(suite, subject.name, measure, unit, value);
    const own = await visit.page.evaluate(
      () => performance.getEntriesByType("navigation")[0].encodedBodySize,
    );
    lab.tell(suite, subject.name, "bytes", "KB", bytes / 1_000);
    lab.tell(suite, subject.name, "bytes after the page", "KB", (bytes - own) / 1_000);
    lab.tell(suite, subject.name, "requests", "", requests);
    lab.tell(suite, subject.name, "third-party requests", "", strangers);
    tell("first paint", "ms", fcp);
    tell("largest paint", "ms", lcp);
    tell("readable", "ms", readable);
    tell("ready", "ms", ready);
    lab.tell(suite, subject.name, "blocking", "ms", blocking);
    lab.tell(suite, subject.name, "layout shift", "", shift);
    lab.tell(suite, subject.name, "memory", "MB", (heap + wasm) / 1e6);
  });
}

/** Taps a control from the moment it exists until it answers, as an impatient reader does. */
async function tap(lab, subject, device, suite) {
  await withPage(lab.browser, device, [], async ({ page }) => {
    page.goto(`${lab.origin}${subject.path}`, { timeout: 60_000 }).catch(() => {});
    const end = Date.now() + 30_000;
    while (Date.now() < end) {
      for (const frame of page.frames()) {
        const element = await frame.$(subject.control).catch(() => null);
        if (!element) continue;
        // Whatever goes away meanwhile is tapped again.
        const answered = await tapOnce(frame, element, subject).catch(() => 0);
        if (!answered) continue;
        const begun = await page.evaluate(() => performance.timeOrigin);
        return lab.tell(suite, subject.name, "answers a tap", "ms", answered - begun);
      }
      await sleep(20);
    }
    throw new Error("it never answered a tap");
  });
}

async function tapOnce(frame, element, { answered }) {
  await element.evaluate((it) => it.scrollIntoView({ block: "center" }));
  await element.tap();
  return frame.evaluate(askIfAnswered, `(${answered})()`);
}

/** When the answer is on screen, if it comes within three frames. */
async function askIfAnswered(answered) {
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  for (let tries = 0; tries < 3; tries++) {
    const yes = Boolean(globalThis.eval(answered));
    await frame();
    if (yes) return performance.timeOrigin + performance.now();
  }
  return 0;
}

/** Loads a page a second time, with what the first visit left in the cache. */
async function revisit(lab, subject) {
  await withPage(lab.browser, PHONE, lab.words, async (visit) => {
    const { page, traffic } = visit;
    for (const visits of [1, 2]) {
      Object.assign(traffic, { bytes: 0, requests: 0 });
      await page.goto(`${lab.origin}${subject.path}`, { waitUntil: "load", timeout: 60_000 });
      await settle(visit);
      if (visits === 1) continue;
      const { fcp, readable, ready, blocking } = await observations(page);
      const suite = "article, slow phone, second visit";
      lab.tell(suite, subject.name, "bytes", "KB", traffic.bytes / 1_000);
      lab.tell(suite, subject.name, "first paint", "ms", fcp);
      if (readable) lab.tell(suite, subject.name, "readable", "ms", readable);
      if (ready) lab.tell(suite, subject.name, "ready", "ms", ready);
      lab.tell(suite, subject.name, "blocking", "ms", blocking);
    }
  });
}

/** One round: every page in turn. */
export async function article(lab) {
  for (const subject of STORIES) {
    const suite = "article, slow phone";
    await lab.attempt(subject.name, () => load(lab, subject, PHONE, suite));
    if (subject.control) await lab.attempt(subject.name, () => tap(lab, subject, PHONE, suite));
  }
  const withImages = { ...lab, words: lab.imageWords };
  for (const subject of WITH_IMAGES) {
    await lab.attempt(`${subject.name}, images`, () =>
      load(withImages, subject, PHONE, "story with images, slow phone"),
    );
  }
}

export async function visits(lab) {
  for (const subject of STORIES) {
    await lab.attempt(subject.name, () => revisit(lab, subject));
    await lab.attempt(subject.name, () => load(lab, subject, DESKTOP, "article, fast desktop"));
  }
}

export async function chart(lab) {
  for (const name of CHARTS) {
    const subject = { name: CHART_NAMES[name], path: `chart-${name}.html` };
    await lab.attempt(subject.name, () =>
      load({ ...lab, words: [] }, subject, PHONE, "chart alone, slow phone"),
    );
  }
}
