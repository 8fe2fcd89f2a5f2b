#!/bin/sh
# 用法：sh install.sh [环境文件夹]，默认 .venv。不需要网络。
set -eu
here=$(cd "$(dirname "$0")" && pwd)
target=${1:-.venv}
python=
for name in ${PYTHON:-} @UNIX@ python3; do
  if "$name" -c 'import ensurepip, sys, venv; sys.exit("%d.%d" % sys.version_info[:2] not in "@VERSIONS@".split())' 2>/dev/null; then
    python=$name
    break
  fi
done
if [ -z "$python" ]; then
  echo "需要带 venv 的 Python（@VERSIONS@ 之一），本机没有找到。" >&2
  exit 1
fi
[ -x "$target/bin/python" ] || "$python" -m venv "$target"
"$target/bin/python" -m pip install --quiet --disable-pip-version-check --no-index --no-deps \
  --find-links "$here/wheels" --require-hashes -r "$here/requirements.txt"
echo "已装好：$target/bin/qinejia"
