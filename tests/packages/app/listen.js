/** Shows on the page what the elements report, and gives a story to the first when asked. */
export function listen() {
  const ready = document.querySelector("#ready");
  const failed = document.querySelector("#failed");
  document.addEventListener("explainer-ready", () => {
    ready.textContent = String(Number(ready.textContent) + 1);
  });
  document.addEventListener("explainer-error", (event) => {
    failed.textContent += event.detail.message;
  });
  document.querySelector("#to-other").addEventListener("click", async () => {
    const story = await (await fetch("/story.json")).json();
    for (const element of document.querySelectorAll("explainer-widget")) element.story = story;
  });
}
