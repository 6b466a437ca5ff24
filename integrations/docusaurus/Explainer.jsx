// A story in a page: <Explainer story={story} lang="en" />, where `story` is imported with `?explainer`.
import { useEffect } from "react";
import "explainer-widget/explainer.css";

export default function Explainer({ story, lang = story.languages[0] }) {
  useEffect(() => {
    import("explainer-widget");
  }, []);
  // In the browser it has no static story: React leaves that of the page as it is.
  const open = `<explainer-widget lang="${lang}" packed="${story.packed}">`;
  const html = `${open}${story.html[lang] ?? ""}</explainer-widget>`;
  return <div suppressHydrationWarning dangerouslySetInnerHTML={{ __html: html }} />;
}
