// The block in the editor: a choice of story and language, and the story as the site will show it.
(({ blocks, blockEditor, components, element, serverSideRender }) => {
  const { createElement: make, Fragment } = element;
  const stories = window.explainerStories ?? [];

  function edit({ attributes: { story, lang }, setAttributes }) {
    const chosen = stories.find(({ key }) => key === story);
    const option = (label, value) => ({ label, value });
    const choice = make(components.SelectControl, {
      label: "Story",
      value: story,
      options: [option("…", ""), ...stories.map(({ key, title }) => option(title, key))],
      onChange: (key) => setAttributes({ story: key, lang: "" }),
    });
    const languages = make(components.SelectControl, {
      label: "Language",
      value: lang || chosen?.languages[0],
      options: (chosen?.languages ?? []).map((tag) => option(tag, tag)),
      onChange: (tag) => setAttributes({ lang: tag }),
    });
    const controls = make(components.PanelBody, { title: "Story" }, choice, chosen && languages);
    const shown = story
      ? make(serverSideRender, { block: "explainer/story", attributes: { story, lang } })
      : make(components.Placeholder, { icon: "chart-bar", label: "Explainer story" }, choice);
    return make(
      Fragment,
      null,
      make(blockEditor.InspectorControls, null, controls),
      make("div", blockEditor.useBlockProps(), shown),
    );
  }

  // The site draws it for each page: a post has only the story's name.
  blocks.registerBlockType("explainer/story", { edit, save: () => null });
})(window.wp);
