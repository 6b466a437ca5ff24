// How long a reader waits for an answer: from the press of a key or finger until the answer is
// painted, as browsers count Interaction to Next Paint (in steps of 8 ms; what takes less than 16
// counts as 16).

import { SLOW_DESKTOP, settle, sleep, withPage } from "./browser.mjs";

const IN = "explainer-widget >>> ";

/** What a reader does. */
const ACTIONS = {
  select: async (page) => press(page, ".ex-event .ex-when a", 2),
  filter: async (page) => {
    await press(page, "button.ex-pill[aria-pressed]", 0);
    await press(page, "button.ex-pill[aria-pressed=true]", 0);
  },
  search: async (page) => {
    await press(page, "button.ex-pill[aria-expanded]", 0);
    await (await page.waitForSelector(`${IN}input[type=search]`)).focus();
    for (const letter of "body") {
      await page.keyboard.press(letter);
      await sleep(250);
    }
    for (let nth = 0; nth < 4; nth++) await page.keyboard.press("Backspace");
    await press(page, "button.ex-pill[aria-expanded]", 0);
  },
  language: async (page) => press(page, "button.ex-language", 0),
  "another chart": async (page) => press(page, "p.ex-other-chart button.ex-text", 0),
  scrub: async (page) => {
    await (await page.waitForSelector(`${IN}.ex-scrubber input[type=range]`)).focus();
    for (let nth = 0; nth < 3; nth++) {
      await page.keyboard.press("ArrowLeft");
      await sleep(200);
    }
  },
};

async function press(page, selector, nth) {
  await page.waitForSelector(IN + selector, { timeout: 10_000 });
  const element = (await page.$$(IN + selector))[nth];
  await element.evaluate((it) => it.scrollIntoView({ block: "center" }));
  await element.click();
  await sleep(300);
}

/** The slowest answer to each of some actions, in milliseconds. */
export async function answerTimes(page, names = Object.keys(ACTIONS)) {
  const times = {};
  for (const name of names) {
    await sleep(300);
    await page.evaluate(() => (globalThis.benchProbe.slowest = 0));
    await ACTIONS[name](page);
    await page.evaluate(
      () => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 300))),
    );
    times[name] = Math.max(16, await page.evaluate(() => globalThis.benchProbe.slowest));
  }
  return times;
}

async function measure(lab, subject, path) {
  await withPage(lab.browser, SLOW_DESKTOP, [], async (visit) => {
    await visit.page.goto(`${lab.origin}${path}`);
    await visit.page.waitForFunction(() => globalThis.benchProbe.ready, {
      timeout: 30_000,
      polling: 100,
    });
    await settle(visit);
    const times = Object.entries(await answerTimes(visit.page));
    for (const [action, time] of [
      ...times,
      ["slowest", Math.max(...times.map(([, time]) => time))],
    ]) {
      lab.tell("interaction, 4× slower", subject, action, "ms", time);
    }
  });
}

/** One round: the bundled story and one of 3,000 events. */
export async function interaction(lab) {
  const stories = { "47 events (bundled)": "bare.html", "3,000 events": "scale-ours-3000.html" };
  for (const [subject, path] of Object.entries(stories))
    await lab.attempt(subject, () => measure(lab, subject, path));
}
