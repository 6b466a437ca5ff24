#!/usr/bin/env bash
# Renders the stories of a Hugo site, because Hugo runs no programs: assets/stories/NAME.json becomes
# assets/explainer/NAME.LANG.html, assets/explainer/NAME.sha256 and static/explainer/NAME.story.txt.
# Run it before `hugo`. EXPLAINER is the command, if it is not `explainer`.
set -euo pipefail
cd "${1:-.}"
read -ra explainer <<<"${EXPLAINER:-explainer}"

"${explainer[@]}" check assets/stories
mkdir -p assets/explainer static/explainer
for story in assets/stories/*.json; do
  name="$(basename "$story" .json)"
  languages="$(tr -d '\n' <"$story" | grep -o '"languages"[^]]*\]' | head -n 1 | sed 's/^[^[]*\[//' | tr -dc 'A-Za-z0-9, -')"
  for lang in ${languages//,/ }; do
    "${explainer[@]}" render "$story" --lang "$lang" >"assets/explainer/$name.$lang.html"
  done
  "${explainer[@]}" pack "$story" >"static/explainer/$name.story.txt"
  # By this the shortcode knows that the story has not changed since.
  sha256sum "$story" | cut -d ' ' -f 1 | tr -d '\n' >"assets/explainer/$name.sha256"
done
