// An explainer in React: attributes, a property and listeners as React 19 writes them.

import { useState } from "react";
import { createRoot } from "react-dom/client";

function App() {
  const [lang, setLang] = useState("en");
  const [story, setStory] = useState();
  const [there, setThere] = useState(true);
  const [ready, setReady] = useState(0);
  const [selected, setSelected] = useState("");
  return (
    <>
      <button id="to-japanese" onClick={() => setLang("ja")}>Japanese</button>
      <button id="to-story" onClick={async () => setStory(await (await fetch("/story.json")).json())}>Another story</button>
      <button id="to-nothing" onClick={() => setThere(!there)}>There or not</button>
      <p>Ready <output id="ready">{ready}</output>, selected <output id="selected">{selected}</output></p>
      {there && (
        <explainer-widget
          lang={lang}
          heading-level="3"
          story={story}
          onexplainer-ready={() => setReady((count) => count + 1)}
          onexplainer-select={({ detail }) => setSelected(detail.event)}
        >
          <p>The story as plain HTML.</p>
        </explainer-widget>
      )}
    </>
  );
}

createRoot(document.getElementById("app")).render(<App />);
