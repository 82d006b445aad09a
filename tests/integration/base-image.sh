#!/usr/bin/env bash
# Make an image that stands in for AWS's of the python3.13 runtime, where no registry of images can be reached:
# Debian's Python 3.13, what AWS's runtime brings (.venv-runtime), AWS's emulator (from .venv-sam).
# It has the same folders, variables and entry point; not AWS's system libraries, which are older.
#
#   tests/integration/base-image.sh NAME        (make sam-image; needs root, debootstrap, Docker, some 40 s)
#
# When it cannot, its last line on stderr says why, for a person.
set -euo pipefail
cd "$(dirname "$0")/../.."
image=${1:?the name of the image}
cannot() { echo "$*" >&2; exit 1; }

[ "$(id -u)" = 0 ] || cannot "a base image is made as root alone"
command -v debootstrap >/dev/null || cannot "debootstrap is not installed (apt-get install debootstrap)"
command -v apt-get >/dev/null || cannot "there is no apt to say where Debian's packages are"
# Where this system has its own packages from.
mirror=$(apt-get indextargets --format '$(LABEL) $(REPO_URI)' 'Created-By: Packages' | sed -n 's/^Debian //p' | head -n 1)
[ -n "$mirror" ] || cannot "this system is no Debian, whose packages a base image is made of"
case $(uname -m) in arm64 | aarch64) architecture=arm64 ;; *) architecture=x86_64 ;; esac
emulator=$(echo .venv-sam/lib/python3.*/site-packages/samcli/local/rapid/aws-lambda-rie-$architecture)
runtime=.venv-runtime/lib/python3.13/site-packages
[ -f "$emulator" ] && [ -d "$runtime" ] || cannot "the runtime's parts are missing: make sam-image sets them up"

work=$(mktemp -d) && trap 'rm -rf "$work"' EXIT
root=$work/root
debootstrap --variant=minbase --merged-usr \
    --include=python3.13-minimal,libpython3.13-stdlib,ca-certificates,tzdata \
    trixie "$root" "$mirror" >"$work/log" 2>&1 || { tail -n 5 "$work/log" >&2; cannot "debootstrap failed"; }
rm -rf "$root"/var/cache/apt "$root"/var/lib/apt/lists "$root"/usr/share/{doc,man,locale,info}

mkdir -p "$root"/var/{task,runtime,lang/bin} "$root"/opt "$root"/usr/local/bin
ln -s /usr/bin/python3.13 "$root/var/lang/bin/python3.13"
ln -s python3.13 "$root/var/lang/bin/python3"
cp -RL "$runtime/." "$root/var/runtime"
install -m 755 "$emulator" "$root/usr/local/bin/aws-lambda-rie"

cat >"$root/var/runtime/bootstrap.py" <<'PYTHON'
"""Begin as AWS's runtime does: the function's own packages win over the runtime's."""

import os
import sys

sys.path[:0] = [os.environ["LAMBDA_TASK_ROOT"], "/opt/python"]
sys.path.append("/var/runtime")
os.chdir(os.environ["LAMBDA_TASK_ROOT"])

from awslambdaric.__main__ import main

main(["awslambdaric", os.environ["_HANDLER"]])
PYTHON

cat >"$root/var/runtime/bootstrap" <<'SHELL'
#!/bin/sh
export AWS_EXECUTION_ENV=AWS_Lambda_python3.13
exec /var/lang/bin/python3.13 -S /var/runtime/bootstrap.py
SHELL

cat >"$root/lambda-entrypoint.sh" <<'SHELL'
#!/bin/sh
export _HANDLER="$1"
[ -z "$AWS_LAMBDA_RUNTIME_API" ] || exec /var/runtime/bootstrap
exec /usr/local/bin/aws-lambda-rie /var/runtime/bootstrap
SHELL
chmod 755 "$root/var/runtime/bootstrap" "$root/lambda-entrypoint.sh"

libraries=/var/lang/lib:/lib64:/usr/lib64:/var/runtime:/var/runtime/lib:/var/task:/var/task/lib:/opt/lib
tar -C "$root" --exclude='./dev/*' --exclude='./proc/*' --exclude='./sys/*' -c . | docker import \
    --change "ENV LANG=en_US.UTF-8 TZ=:/etc/localtime LD_LIBRARY_PATH=$libraries" \
    --change "ENV PATH=/var/lang/bin:/usr/local/bin:/usr/bin/:/bin:/opt/bin" \
    --change "ENV LAMBDA_TASK_ROOT=/var/task LAMBDA_RUNTIME_DIR=/var/runtime" \
    --change "WORKDIR /var/task" --change 'ENTRYPOINT ["/lambda-entrypoint.sh"]' - "$image" >/dev/null ||
    cannot "Docker does not take the image"
echo "Made $image, for $architecture."
