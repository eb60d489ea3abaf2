#!/bin/sh
# Double click on macOS or Linux: makes the environment once, then opens the browser.
cd "$(dirname "$0")" || exit 1
for python in python3.13 python3.12 python3.11 python3 python; do
  if command -v "$python" >/dev/null 2>&1 &&
    "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
    echo '第一次启动要准备几分钟，之后几秒即可。浏览器会自动打开；关闭这个窗口，程序就停止。'
    "$python" tools/run.py app "$@" && exit 0
    echo '没有启动成功，原因见上面几行。按回车键关闭。'
    read -r _
    exit 1
  fi
done
echo '没有找到 Python 3.11 或更新的版本。请先安装 Python，再双击本文件。按回车键关闭。'
read -r _
exit 1
