// A story in a page: <Explainer name="my-story" lang="en" />, where the story is the file
// `stories/my-story.json`. It is written to the page in the build; the browser gets no other code
// than the widget's.
import "explainer-widget/explainer.css";
import { rendered } from "./explainer.js";
import Live from "./Live.jsx";

// Next.js puts the base path before the addresses of links, but not before this one.
const at = `${process.env.__NEXT_ROUTER_BASEPATH ?? ""}/stories/`;

export default function Explainer({ name, lang: wanted }) {
  const { lang, html } = rendered(name, at, wanted);
  const open = `<explainer-widget lang="${lang}" packed="${at}${name}.txt">`;
  return (
    <>
      <div dangerouslySetInnerHTML={{ __html: `${open}${html}</explainer-widget>` }} />
      <Live />
    </>
  );
}
