import Explainer from "../Explainer.jsx";

export default function Page() {
  return (
    <main>
      <h1>The magazine</h1>
      <Explainer name="yen-and-banks" lang="en" />
    </main>
  );
}
