#!/bin/sh
# Run the test suite against the built wheel, without access to the sources, to test what users will install.
# The tests, profiles and documentation are copied to a folder that contains neither resume_cli/ nor themes/. Two kinds
# of tests are left out: those that compare generated files with the sources, and the slow ones, which check the outputs
# with other programs and do not depend on where the code is installed.
#   scripts/test-wheel.sh [PYTEST OPTION...]
set -eu
cd "$(dirname "$0")/.."
scripts/setup.sh development

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python=.venv/bin/python
$python -m pip --disable-pip-version-check wheel --quiet --no-deps --no-build-isolation --wheel-dir "$folder/dist" .

$python -m venv --without-pip "$folder/venv"
$python -m pip --disable-pip-version-check --python "$folder/venv/bin/python" install \
    --quiet --no-deps --no-index "$folder/dist/"*.whl
# Use the libraries installed in .venv. Its own .pth files, such as that of the editable install, are not processed.
libraries=$($python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
echo "$libraries" >"$("$folder/venv/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/libraries.pth"
for program in lint-imports; do
    sed "1s|.*|#!$folder/venv/bin/python|" ".venv/bin/$program" >"$folder/venv/bin/$program"
    chmod +x "$folder/venv/bin/$program"
done

# The tests look for ../shared, so it is linked next to the project.
project=$folder/project
mkdir "$project"
git ls-files -z tests profiles docs scripts examples Dockerfile action.yml .dockerignore .pre-commit-hooks.yaml ./*.md LICENSE ./*.lock sbom.cdx.json pyproject.toml Makefile |
    xargs -0 cp --parents --target-directory="$project"
[ ! -e ../shared ] || ln -s "$(cd ../shared && pwd)" "$folder/shared"

cd "$project"
export RESUME_WHEEL="$(echo "$folder/dist/"*.whl)"
"$folder/venv/bin/python" -c 'import resume_cli, sys; sys.exit("site-packages" not in resume_cli.__file__)'
"$folder/venv/bin/python" -m pytest --numprocesses=auto --dist=worksteal -p no:cacheprovider -m "not sources and not slow" "$@"
