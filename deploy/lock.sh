#!/usr/bin/env bash
# Pins what pyproject.toml allows: requirements.txt for developers (everything, and the
# project itself, editable) and requirements.lock for production (hashes, no test tools).
# Both serve every Python from 3.11.0 on. Run by `make lock`; needs the network.
set -euo pipefail
cd "$(dirname "$0")/.."

tools=$(mktemp -d)
trap 'rm -rf "$tools"' EXIT
"${PYTHON:-python3}" -m venv "$tools/venv"
"$tools/venv/bin/pip" install --quiet --disable-pip-version-check "uv~=0.13"
compile() {
	"$tools/venv/bin/uv" pip compile pyproject.toml --quiet --universal \
		--python-version 3.11.0 --no-header --no-annotate "$@"
}

compile --upgrade --group test --group lint --output-file "$tools/all"
compile --constraint "$tools/all" --generate-hashes --output-file "$tools/hashed"

{
	echo "# Everything a developer needs, at the versions the suite was run with."
	echo "# Made by \`make lock\` from the ranges in pyproject.toml; not edited by hand."
	cat "$tools/all"
	echo "-e ."
} >requirements.txt
{
	echo "# What production installs, with hashes and without the tools of the tests:"
	echo "#   pip install --require-hashes --requirement requirements.lock"
	echo "# The project itself is not in here: it runs from its folder (docs/operations.md)."
	echo "# Made by \`make lock\`; not edited by hand."
	cat "$tools/hashed"
} >requirements.lock
