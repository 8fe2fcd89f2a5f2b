#!/bin/sh
# 合并请求的自动检查：sh ci/run.sh 服务器 合入的分支
#   服务器：github、gitea、gitlab、gitee 或 local
# 由 qinejia upgrade 更新。结果在 ci-result：summary.md 汇总，site 预览（双击 index.html 打开）。
# 程序从 $QINEJIA_WHEELS（默认 wheels）安装，不用联网；没有这个文件夹就用已经装好的。
set -u
forge=${1:-local}
base=${2:-origin/main}
out=ci-result
rm -rf "$out" && mkdir -p "$out" || exit 2

wheels=${QINEJIA_WHEELS:-wheels}
if [ -f "$wheels/install.sh" ]; then
  sh "$wheels/install.sh" "$out/env" || exit 2
  PATH="$PWD/$out/env/bin:$PATH"
fi

failed=0
qinejia check || failed=1
case $forge in
  github) qinejia check --format github || true ;;
  gitlab) qinejia check --format gitlab > "$out/code-quality.json" || true ;;
esac
qinejia owners --base "$base"
qinejia pr-summary --base "$base" > "$out/summary.md" || failed=1
[ -z "${GITHUB_STEP_SUMMARY:-}" ] || cat "$out/summary.md" >> "$GITHUB_STEP_SUMMARY"
[ "$failed" = 1 ] || qinejia build --usb --out "$out/site" || failed=1

# 把汇总写成合并请求的评论；没有给接口地址和令牌就不写。
if [ -n "${COMMENT_URL:-}" ] && [ -n "${COMMENT_HEADER:-}" ]; then
  form=comment
  [ "$forge" = gitea ] && form=review
  qinejia pr-summary --base "$base" --format "$form" > "$out/comment.json"
  # 令牌从标准输入给 curl：命令行别的程序看得见。
  printf 'header = "%s"\n' "$COMMENT_HEADER" |
    curl --config - --silent --show-error --fail --output /dev/null \
      --header 'Content-Type: application/json' \
      --data-binary @"$out/comment.json" "$COMMENT_URL" ||
    echo "评论没有写成，汇总在 $out/summary.md。" >&2
fi
rm -rf "$out/env"
exit "$failed"
