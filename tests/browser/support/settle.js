/** Waits until nothing moves for twenty frames. */
async function settle() {
  const frame = window.paint ?? requestAnimationFrame;
  const state = () => {
    const root = document.querySelector("explainer-widget")?.shadowRoot;
    const reading = root?.querySelector("li.ex-reading")?.dataset.index;
    const day = root?.querySelector(".ex-panel .ex-day")?.textContent;
    return [scrollY, document.documentElement.scrollHeight, reading, day].join();
  };
  let last = state();
  for (let still = 0; still < 20; still++) {
    await new Promise((done) => frame.call(window, done));
    const now = state();
    if (now !== last) still = 0;
    last = now;
  }
}
