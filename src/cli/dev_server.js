// Reloads the page after the story's file was saved. The browser keeps the scroll position.
const { stamp } = document.currentScript.dataset;
setInterval(async () => {
  try {
    const now = await (await fetch("/stamp")).text();
    if (now && now !== stamp) location.reload();
  } catch {
    // The program was ended, or is about to start again.
  }
}, 500);
