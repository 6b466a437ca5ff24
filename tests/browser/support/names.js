// The names that every script of a journey can use. The first argument is the number of the widget.
const [number, ...given] = arguments;
const host = document.querySelectorAll("explainer-widget")[number];
const root = host?.shadowRoot?.querySelector(".explainer") ? host.shadowRoot : (host ?? document);
const all = (selector) => [...root.querySelectorAll(selector)];
const one = (selector) =>
  root.querySelector(selector) ??
  document.querySelector(selector) ??
  (() => {
    throw new Error(`nothing is ${selector}`);
  })();
const seen = (element) => element.textContent.replace(/\s+/g, " ").trim();
