// How everything grows with the number of events. Unthrottled, except where a frame or an answer is
// timed: that is at a quarter of the speed.

import { DESKTOP, memory, observations, SLOW_DESKTOP, settle, withPage } from "./browser.mjs";
import { answerTimes } from "./interaction.mjs";
import { countNodes } from "./probe.js";
import { LARGEST_FOR_PEERS, SIZES } from "./stories.mjs";

const SUBJECTS = [
  { name: "ours", key: "ours", jump: jumpOurs },
  {
    name: "vis-timeline",
    key: "vis",
    jump: jumpPeer,
    pan: ".vis-panel.vis-center",
    limit: LARGEST_FOR_PEERS,
  },
  {
    name: "TimelineJS3",
    key: "timelinejs",
    jump: jumpPeer,
    pan: ".tl-timenav-slider",
    limit: LARGEST_FOR_PEERS,
  },
];

/** In the page: shows the last event; the time until it is on screen. */
async function jumpOurs(last) {
  const widget = document.querySelector("explainer-widget");
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  const begun = performance.now();
  widget.event = last;
  for (let tries = 0; tries < 600; tries++) {
    await frame();
    const area = widget.shadowRoot.getElementById(last)?.getBoundingClientRect();
    if (area && area.top < innerHeight && area.bottom > 0) return performance.now() - begun;
  }
}

async function jumpPeer() {
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  const begun = performance.now();
  globalThis.jump();
  for (let tries = 0; tries < 600; tries++) {
    await frame();
    if (globalThis.arrived()) return frame().then(() => performance.now() - begun);
  }
}

/** Scrolls or pans for two seconds and returns how long the frames took. */
async function frames({ page, session }, pan) {
  await page.evaluate(() => globalThis.benchProbe.film());
  if (pan) {
    const area = await (await page.$(pan)).boundingBox();
    const y = Math.min(area.y + 100, 600);
    await page.mouse.move(1_000, y);
    await page.mouse.down();
    for (let step = 1; step <= 80; step++) await page.mouse.move(1_000 - step * 10, y);
    await page.mouse.up();
  } else {
    await session.send("Input.synthesizeScrollGesture", {
      x: 640,
      y: 450,
      yDistance: -4_000,
      speed: 2_000,
      gestureSourceType: "mouse",
    });
  }
  const times = await page.evaluate(() => globalThis.benchProbe.frames);
  return times
    .slice(1)
    .map((time, nth) => time - times[nth])
    .sort((a, b) => a - b);
}

const quantile = (sorted, share) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];

async function measure(lab, { name, key, jump, pan }, size) {
  const suite = `scale, ${size.toLocaleString("en")} events`;
  const tell = (measure, unit, value) =>
    value === undefined || lab.tell(suite, name, measure, unit, value);
  await withPage(lab.browser, DESKTOP, [], async (visit) => {
    const { page, session } = visit;
    await page.goto(`${lab.origin}scale-${key}-${size}.html`, { timeout: 120_000 });
    await page.waitForFunction(() => globalThis.benchProbe.ready, {
      timeout: 30_000,
      polling: 100,
    });
    await settle(visit);
    tell("ready", "ms", (await observations(page)).ready);
    tell("nodes", "", await page.evaluate(countNodes));
    const { heap, wasm } = await memory(visit);
    tell("heap", "MB", heap / 1e6);
    tell("wasm memory", "MB", wasm / 1e6);
    await session.send("Emulation.setCPUThrottlingRate", { rate: SLOW_DESKTOP.slowdown });
    const sorted = await frames(visit, pan);
    for (const percent of [50, 95, 99])
      tell(`frame p${percent}, 4× slower`, "ms", quantile(sorted, percent / 100));
    const answers = key === "ours" ? await answerTimes(page, ["filter", "search", "language"]) : {};
    for (const [what, time] of Object.entries(answers)) tell(`${what}, 4× slower`, "ms", time);
    tell("jump to the end, 4× slower", "ms", await page.evaluate(jump, `e${size - 1}`));
  });
}

/** One round: every size in turn, smallest first. */
export async function scale(lab) {
  for (const size of SIZES) {
    for (const subject of SUBJECTS) {
      if (size <= (subject.limit ?? size))
        await lab.attempt(`${subject.name}, ${size} events`, () => measure(lab, subject, size));
    }
  }
}
