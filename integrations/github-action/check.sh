#!/usr/bin/env bash
# Checks stories for action.yml, which gives the inputs as variables. Exits as `explainer check` does.
set -euo pipefail

files=()
while IFS= read -r line; do
  line="${line#"${line%%[![:space:]]*}"}"
  line="${line%"${line##*[![:space:]]}"}"
  if [[ -n "$line" ]]; then files+=("$line"); fi
done <<<"${STORIES:-stories}"
if [[ ${#files[@]} -eq 0 ]]; then
  echo "::error::No stories to check: set the input stories" >&2
  exit 2
fi

if [[ -n "${COMMAND:-}" ]]; then
  explainer=("$COMMAND")
else
  explainer=(npx --yes --package "${PACKAGE:-explainer-widget}" explainer)
fi
options=(--notes "${LANGUAGE_OF_PROBLEMS:-en}")
if [[ "${DENY_WARNINGS:-false}" == true ]]; then options+=(--deny-warnings); fi
sarif="${SARIF_FILE:-explainer.sarif}"

# For people: the log. A file that cannot be read ends here.
code=0
"${explainer[@]}" check "${options[@]}" -- "${files[@]}" || code=$?
if [[ $code -gt 1 ]]; then exit "$code"; fi

# For the code host: the same problems with their lines.
mkdir -p "$(dirname "$sarif")"
"${explainer[@]}" check "${options[@]}" --format sarif -- "${files[@]}" >"$sarif" || true
node "${GITHUB_ACTION_PATH:-$(dirname "$0")}/annotate.mjs" "$sarif"
exit "$code"
