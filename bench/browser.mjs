// A Chromium that reaches nobody but this machine, and pages in it as a reader's device would open
// them.

import puppeteer from "puppeteer-core";

import { probe } from "./probe.js";

export const PHONE = {
  viewport: { width: 412, height: 915, deviceScaleFactor: 2, isMobile: true, hasTouch: true },
  slowdown: 4,
  network: {
    offline: false,
    latency: 150,
    downloadThroughput: 1_600_000 / 8,
    uploadThroughput: 750_000 / 8,
  },
};
export const DESKTOP = { viewport: { width: 1_280, height: 900 }, slowdown: 1 };
export const SLOW_DESKTOP = { ...DESKTOP, slowdown: 4 };

export function launch(executablePath) {
  // What a page shows beyond the window counts as painted only when something within it is.
  const window = "--window-size=1400,1100";
  const args = [
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    "--disable-background-networking",
    window,
  ];
  // Chromium refuses its own sandbox to the superuser.
  if (process.getuid?.() === 0) args.push("--no-sandbox");
  return puppeteer.launch({ executablePath, args, protocolTimeout: 120_000 });
}

export const sleep = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

/** Opens a page of its own, with nothing in its cache, for as long as `use` needs it. */
export async function withPage(browser, device, words, use) {
  const context = await browser.createBrowserContext();
  try {
    const page = await context.newPage();
    // A page behind another gets no frames.
    await page.bringToFront();
    const session = await page.createCDPSession();
    const traffic = watch(page, session);
    await page.setViewport(device.viewport);
    await session.send("Network.enable");
    await session.send("Performance.enable");
    if (device.network) await session.send("Network.emulateNetworkConditions", device.network);
    await session.send("Emulation.setCPUThrottlingRate", { rate: device.slowdown });
    await page.evaluateOnNewDocument(probe, words);
    return await use({ page, session, traffic });
  } finally {
    await context.close();
  }
}

/** Counts what comes over the network: bodies as they were sent, without headers. */
function watch(_page, session) {
  const traffic = { bytes: 0, requests: 0, strangers: 0, under_way: new Set(), last: Date.now() };
  const headers = new Map();
  const ended = ({ requestId, encodedDataLength = 0 }) => {
    traffic.under_way.delete(requestId);
    traffic.bytes += Math.max(0, encodedDataLength - (headers.get(requestId) ?? 0));
    traffic.last = Date.now();
  };
  session.on("Network.requestWillBeSent", ({ requestId, request: { url } }) => {
    if (!url.startsWith("http")) return;
    if (new URL(url).hostname === "127.0.0.1") traffic.requests += 1;
    else traffic.strangers += 1;
    traffic.under_way.add(requestId);
    traffic.last = Date.now();
  });
  session.on("Network.responseReceived", ({ requestId, response }) =>
    headers.set(requestId, response.encodedDataLength),
  );
  session.on("Network.loadingFinished", ended);
  session.on("Network.loadingFailed", ended);
  return traffic;
}

/** Waits until nothing is fetched and nothing computed any more. */
export async function settle({ page, traffic }, limit = 30_000) {
  const end = Date.now() + limit;
  while (Date.now() < end) {
    await page.evaluate(() => new Promise((done) => requestIdleCallback(done, { timeout: 5_000 })));
    if (!traffic.under_way.size && Date.now() - traffic.last > 1_500) return;
    await sleep(100);
  }
}

/** What the probes of all frames have seen; times in frames count from the page's own beginning. */
export async function observations(page) {
  const read = (frame) =>
    frame.evaluate(() => {
      const { fcp, lcp, shift, blocking, readable, ready, slowest } = globalThis.benchProbe;
      return {
        fcp,
        lcp,
        shift,
        blocking,
        readable,
        ready,
        slowest,
        origin: performance.timeOrigin,
      };
    });
  const [top, ...inner] = await Promise.all(page.frames().map(read));
  for (const frame of inner) {
    const later = frame.origin - top.origin;
    for (const name of ["lcp", "readable", "ready"]) {
      if (frame[name]) top[name] = Math.max(top[name], frame[name] + later);
    }
  }
  return top;
}

/** Bytes that scripts and WebAssembly hold after everything unused has been given back. */
export async function memory({ page, session }) {
  await session.send("HeapProfiler.collectGarbage");
  const { metrics } = await session.send("Performance.getMetrics");
  const heap = metrics.find((it) => it.name === "JSHeapUsedSize").value;
  const wasm = await Promise.all(
    page.frames().map((frame) => frame.evaluate(() => globalThis.benchProbe.wasm())),
  );
  return { heap, wasm: wasm.reduce((sum, it) => sum + it, 0) };
}
